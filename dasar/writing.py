"""The three ways in which a row comes to be or changes; every domain function ends in one of them.

Each validates the whole row, writes it, and leaves one line in the journal. Rows that people edit
carry `version`; rows with a process carry `state`. Both are compared and set in one SQL statement,
so that of two people at the same moment exactly one succeeds and the other is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F
from django.utils.text import capfirst

from dasar.errors import Conflict, DomainError, WrongState
from dasar.izin import Actor
from dasar.jurnal.domain import record, snapshot

M = TypeVar("M", bound=models.Model)


@dataclass(frozen=True)
class Transition:
    """A line of a transition table: from which states a verb leads to which state."""

    sources: frozenset[str]
    target: str


def validate(obj: models.Model) -> None:
    """Hold a row against its fields and constraints; raise `DomainError` naming the first field at fault."""
    try:
        obj.full_clean()
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        label = "" if field == "__all__" else capfirst(obj._meta.get_field(field).verbose_name) + ": "
        raise DomainError(f"{label}{messages[0]}", field="" if field == "__all__" else field) from error


@transaction.atomic
def create(obj: M, *, actor: Actor | None, action: str, stream: str, reason: str = "") -> M:
    """Insert a new, valid row and journal it. Raises `DomainError` if the row is not valid."""
    validate(obj)
    obj.save(force_insert=True)
    record(actor=actor, action=action, obj=obj, stream=stream, after=snapshot(obj), reason=reason)
    return obj


@transaction.atomic
def update(
    obj: M, changes: Mapping[str, Any], *, version: int, actor: Actor | None, action: str, stream: str
) -> M:
    """Change a versioned row if nobody else did since `version`; journal what really changed.

    Raises `Conflict` with both texts when the row moved on, `DomainError` when the result is not valid.
    Nothing is written or journaled when no value differs; that is no conflict either (a second click).
    """
    fresh = obj.__class__.objects.get(pk=obj.pk)  # type: ignore[attr-defined]
    before = snapshot(fresh, fields=changes)
    texts = {name: str(value) for name, value in before.items()}
    for name, value in changes.items():
        setattr(fresh, name, value)
    if fresh.version != version and snapshot(fresh, fields=changes) != before:  # type: ignore[attr-defined]
        raise Conflict(
            "Data ini sudah diubah orang lain sejak Anda membukanya. Bandingkan kedua isian lalu simpan lagi.",
            mine={name: str(value) for name, value in changes.items()},
            theirs=texts,
        )
    validate(fresh)
    after = snapshot(fresh, fields=changes)
    if after != before:
        _write(fresh, changes, where={"version": version})
        record(actor=actor, action=action, obj=fresh, stream=stream, before=before, after=after)
    return fresh


@transaction.atomic
def transition(
    obj: M,
    verb: str,
    table: Mapping[str, Transition],
    *,
    actor: Actor | None,
    action: str,
    stream: str,
    changes: Mapping[str, Any] | None = None,
    reason: str = "",
) -> M:
    """Move a row along its transition table; timestamps and actors travel in `changes`.

    Raises `WrongState` when the row is not in a state from which the verb leads, also when somebody
    else moved it a moment ago.
    """
    line = table[verb]
    fresh = obj.__class__.objects.get(pk=obj.pk)  # type: ignore[attr-defined]
    old: str = fresh.state  # type: ignore[attr-defined]
    if old not in line.sources:
        raise WrongState(
            f"Tindakan ini tidak berlaku lagi: {obj} kini berstatus “{_state_label(fresh)}”. "
            "Muat ulang halaman untuk melihat keadaan terakhir."
        )
    changes = {**(changes or {}), "state": line.target}
    before = snapshot(fresh, fields=changes)
    for name, value in changes.items():
        setattr(fresh, name, value)
    validate(fresh)
    _write(fresh, changes, where={"state": old})
    after = snapshot(fresh, fields=changes)
    record(actor=actor, action=action, obj=fresh, stream=stream, before=before, after=after, reason=reason)
    return fresh


def _write(obj: Any, names: Iterable[str], *, where: Mapping[str, Any]) -> None:
    """Set the named fields in one statement if `where` still holds, else say that somebody was first."""
    values = {name: getattr(obj, name) for name in names}
    rows = obj.__class__.objects.filter(pk=obj.pk, **where)
    if rows.update(**values, version=F("version") + 1) != 1:
        raise WrongState("Orang lain baru saja mengubah data ini. Muat ulang halaman lalu coba lagi.")
    obj.version += 1


def _state_label(obj: Any) -> str:
    return str(obj.get_state_display())
