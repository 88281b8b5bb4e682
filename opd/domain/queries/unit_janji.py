"""Units with the day from which they count as declared, and nothing more: the lean rows under a board of years."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import DateField, DateTimeField, QuerySet, Subquery

from dasar.izin import Actor
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
    "declared_at",
)


@dataclass(frozen=True)
class UnitJanji:
    """One unit: `declared_on` is the date of its earliest verified event or None, `declared_at` the moment at which
    that event was verified."""

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
    declared_at: datetime | None

    def active_on(self, day: date) -> bool:
        """Whether the unit existed on that day."""
        return self.active_from <= day and (self.active_to is None or self.active_to > day)

    def declared_by(self, day: date) -> bool:
        """Whether it counts as declared on that day."""
        return self.declared_on is not None and self.declared_on <= day


def units_with_promise(actor: Actor) -> QuerySet[Opd]:
    """The units this actor may see, by name, annotated with `declared_on` and `declared_at`."""
    first = verified_peserta("pk").order_by("pencanangan__date", "pencanangan__id")
    return (
        Opd.objects.visible_to(actor)
        .annotate(
            declared_on=Subquery(first.values("pencanangan__date")[:1], output_field=DateField()),
            declared_at=Subquery(first.values("pencanangan__decided_at")[:1], output_field=DateTimeField()),
        )
        .order_by("name", "id")
    )
