"""Evidence that runs out: documents cited in a year's worksheets whose validity ends soon or has ended."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, QuerySet

from dasar.izin import Actor
from evaluasi.domain.queries.dokumen_terlihat import visible_dokumen
from opd.models import Dokumen

SOON = timedelta(days=60)  # the portal's own mark, said wherever it is used


@dataclass(frozen=True)
class BuktiHabis:
    """A cited document with the day on which its validity ends, and how many questions of the year cite it."""

    dokumen: UUID
    title: str
    unit: UUID
    unit_name: str
    expires_on: date
    cited: int
    contoh: bool

    def is_over(self, day: date) -> bool:
        """Whether it is no longer valid on that day."""
        return self.expires_on <= day


def expiring_rows(actor: Actor, *, year: int, today: date) -> QuerySet[Dokumen]:
    """Documents without a successor, cited in worksheets of the year, that run out within 60 days or have run out;
    with how many questions cite them (`cited`), in no order."""
    rows = visible_dokumen(actor).current()
    return (
        rows.filter(expires_on__lte=today + SOON, sitasi__lembar__periode__year=year)
        .annotate(cited=Count("sitasi", distinct=True))
        .order_by()
    )


def soonest_first(rows: Iterable[BuktiHabis]) -> list[BuktiHabis]:
    """In the order in which they run out."""
    return sorted(rows, key=lambda row: (row.expires_on, row.title, str(row.dokumen)))


def list_expiring(actor: Actor, *, year: int, today: date) -> list[BuktiHabis]:
    """What `expiring_rows` finds, soonest first; one SQL statement."""
    names = ("pk", "title", "opd_id", "opd__short_name", "expires_on", "cited", "contoh")
    rows = expiring_rows(actor, year=year, today=today).values_list(*names)
    return soonest_first(BuktiHabis(*row) for row in rows)
