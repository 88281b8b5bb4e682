"""The city's targets as plain values, and which deadline binds a unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, DateField, Value, When

from opd.models import TargetPencanangan


@dataclass(frozen=True)
class Target:
    """What the city promised for a year. `units` is None when all counted units are meant."""

    year: int
    due_on: date
    units: int | None
    basis: str = ""
    contoh: bool = False


def list_target() -> list[Target]:
    """All targets, earliest deadline first; one SQL query."""
    rows = TargetPencanangan.objects.order_by("due_on")
    return [Target(*row) for row in rows.values_list("year", "due_on", "units", "basis", "contoh")]


def find_target(targets: Sequence[Target], on: date, *, counted: int, is_city: bool) -> Target | None:
    """The target to hold a day against: that of its year, else the last one before; all units as a number.

    A target for a part of the city's units says nothing of a part of the city, and is left out there.
    """
    fitting = [target for target in targets if target.year <= on.year and (is_city or target.units is None)]
    if not fitting:
        return None
    target = fitting[-1]
    units = counted if target.units is None else min(target.units, counted)
    return Target(target.year, target.due_on, units, target.basis, target.contoh)


def due_for_unit(targets: Sequence[Target]) -> Case | Value:
    """The deadline that binds a unit, as an SQL expression: the first one for all units set after it began.

    A target for a part of the units binds none of them by name.
    """
    whens = [When(active_from__lte=t.due_on, then=Value(t.due_on)) for t in targets if t.units is None]
    if not whens:
        return Value(None, output_field=DateField())
    return Case(*whens, default=Value(None), output_field=DateField())
