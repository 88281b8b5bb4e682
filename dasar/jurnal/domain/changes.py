"""Reading the journal: what changed, in words for people."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models
from django.utils import formats, timezone

from dasar.jurnal.models import Catatan

NOTHING = "–"


@dataclass(frozen=True)
class Perubahan:
    """One changed field: its name for people, and both values as text."""

    field: str
    label: str
    before: str
    after: str


def diff(catatan: Catatan) -> list[Perubahan]:
    """What one journal row changed, field by field, with Indonesian names; see `with_changes` for lists."""
    return with_changes([catatan])[0][1]


def with_changes(rows: Iterable[Catatan]) -> list[tuple[Catatan, list[Perubahan]]]:
    """Each row with its changes. Names of linked objects are looked up with one query per kind of object,
    however many rows there are; one that no longer exists is shown by its key."""
    rows = list(rows)
    names = _linked_names(rows)
    return [(row, [_change(row, key, names) for key in _changed_keys(row)]) for row in rows]


def _changed_keys(row: Catatan) -> list[str]:
    before, after = row.before or {}, row.after or {}
    return [key for key in {**before, **after} if before.get(key) != after.get(key)]


def _change(row: Catatan, key: str, names: dict[type[models.Model], dict[str, str]]) -> Perubahan:
    field = _field(row.object_type, key)
    label = str(field.verbose_name) if field is not None else key.replace("_", " ")
    before, after = (row.before or {}).get(key), (row.after or {}).get(key)
    return Perubahan(
        key, label[:1].upper() + label[1:], _text(field, before, names), _text(field, after, names)
    )


def _field(object_type: str, key: str) -> models.Field | None:
    """The column behind a key; None for keys of the caller's own and for models that are gone."""
    try:
        field = apps.get_model(object_type)._meta.get_field(key)
    except (LookupError, ValueError, FieldDoesNotExist):
        return None
    return field if isinstance(field, models.Field) else None


def _linked_names(rows: list[Catatan]) -> dict[type[models.Model], dict[str, str]]:
    keys: dict[type[models.Model], set[str]] = defaultdict(set)
    for row in rows:
        for key in _changed_keys(row):
            field = _field(row.object_type, key)
            if field is not None and field.is_relation:
                for value in ((row.before or {}).get(key), (row.after or {}).get(key)):
                    values = value if isinstance(value, list) else [value]
                    keys[field.related_model].update(str(item) for item in values if item is not None)
    return {model: _names_of(model, wanted) for model, wanted in keys.items() if wanted}


def _names_of(model: type[models.Model], wanted: set[str]) -> dict[str, str]:
    valid = []
    for key in wanted:
        try:
            valid.append(model._meta.pk.to_python(key))
        except ValidationError:
            continue
    return {str(obj.pk): str(obj) for obj in model._base_manager.filter(pk__in=valid)}


def _text(field: models.Field | None, value: Any, names: dict[type[models.Model], dict[str, str]]) -> str:
    if value is None or value == "" or value == []:
        return NOTHING
    if isinstance(value, bool):
        return "Ya" if value else "Tidak"
    if isinstance(value, list):
        return ", ".join(_text(field, item, names) for item in value)
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_text(None, inner, names)}" for key, inner in value.items())
    if field is None:
        return str(value)
    if field.is_relation:
        return names.get(field.related_model, {}).get(str(value), str(value))
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return _formatted(field, value)


def _formatted(field: models.Field, value: Any) -> str:
    """Dates, times and figures in Indonesian form; a value that no longer fits its column stays as it was kept."""
    try:
        match field:
            case models.DateTimeField():
                return formats.date_format(
                    timezone.localtime(datetime.fromisoformat(value)), "SHORT_DATETIME_FORMAT"
                )
            case models.DateField():
                return formats.date_format(date.fromisoformat(value), "DATE_FORMAT")
            case models.DecimalField():
                return formats.number_format(Decimal(value))
    except (ValueError, TypeError, ArithmeticError):
        return str(value)
    return str(value)
