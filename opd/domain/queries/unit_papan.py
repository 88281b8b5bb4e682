"""Units as the board and its lists see them: declared since, due, coverage, in one SQL query."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet, Subquery, UUIDField

from dasar.izin import Actor
from opd.domain.queries.cakupan import Cakupan, with_coverage
from opd.domain.queries.target import Target, due_for_unit
from opd.models import Opd
from opd.models.pencanangan import verified_peserta

FIELDS = (
    "pk",
    "code",
    "name",
    "short_name",
    "kind",
    "jalur",
    "counts_for_target",
    "active_from",
    "active_to",
    "contoh",
    "declared_on",
    "declared_in",
    "due_on",
)
COVERAGE = ("signed", "total", "listed", "employee_count")


@dataclass(frozen=True)
class UnitPapan:
    """One unit on a day. `declared_on` is the date of its earliest verified event by that day, or None;
    `declared_in` that event; `due_on` the deadline that binds it, None if no target does.
    """

    key: UUID
    code: str
    name: str
    short_name: str
    kind: str
    jalur: str
    counted: bool
    active_from: date
    active_to: date | None
    contoh: bool
    declared_on: date | None
    declared_in: UUID | None
    due_on: date | None
    cakupan: Cakupan

    def active_on(self, day: date) -> bool:
        """Whether the unit existed on that day."""
        return self.active_from <= day and (self.active_to is None or self.active_to > day)

    def counts_on(self, day: date) -> bool:
        """Whether the city's target of that day counts the unit."""
        return self.counted and self.active_on(day)

    def days_late(self, day: date) -> int:
        """Days past the deadline without a declaration; 0 when declared, not due yet or not bound."""
        if self.declared_on is not None or self.due_on is None:
            return 0
        return max((day - self.due_on).days, 0)

    def paths_above(self) -> Iterator[str]:
        """The tree paths of the units above this one."""
        end = self.jalur.find("/") + 1
        while 0 < end < len(self.jalur):
            yield self.jalur[:end]
            end = self.jalur.find("/", end) + 1


def with_declaration(units: QuerySet[Opd], *, on: date, targets: Sequence[Target]) -> QuerySet[Opd]:
    """The units annotated with `declared_on`, `declared_in` and `due_on` as of that day."""
    first = verified_peserta("pk").filter(pencanangan__date__lte=on)
    first = first.order_by("pencanangan__date", "pencanangan__id")
    return units.annotate(
        declared_on=Subquery(first.values("pencanangan__date")[:1]),
        declared_in=Subquery(first.values("pencanangan__id")[:1], output_field=UUIDField()),
        due_on=due_for_unit(targets),
    )


def read_rows(units: QuerySet[Opd], *, on: date, targets: Sequence[Target]) -> list[UnitPapan]:
    """These units with declaration and coverage as of that day, in the given order; one SQL query."""
    rows = with_coverage(with_declaration(units, on=on, targets=targets), year=on.year, on=on)
    found = []
    for row in rows.values_list(*FIELDS, *COVERAGE):
        signed, total, listed, stated = row[len(FIELDS) :]
        cakupan = Cakupan(signed, total, listed, stated, complete_list=0 < listed == total)
        found.append(UnitPapan(*row[: len(FIELDS)], cakupan=cakupan))
    return found


def list_unit_papan(actor: Actor, *, on: date, targets: Sequence[Target]) -> list[UnitPapan]:
    """Every unit this actor may see that existed on the day or counted for the target before it."""
    began = Opd.objects.visible_to(actor).filter(active_from__lte=on)
    shown = began.filter(Q(active_to=None) | Q(active_to__gt=on) | Q(counts_for_target=True))
    return read_rows(shown.order_by("name", "id"), on=on, targets=targets)
