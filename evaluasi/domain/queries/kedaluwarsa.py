"""Evidence that runs out: documents cited in a year's worksheets whose validity ends soon or has ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count

from dasar.izin import Actor
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


def list_expiring(actor: Actor, *, year: int, today: date) -> list[BuktiHabis]:
    """Documents without a successor, cited in worksheets of the year, that run out within 60 days or have run out.

    Soonest first; one SQL statement.
    """
    rows = (
        Dokumen.objects.visible_to(actor)
        .current()
        .filter(expires_on__lte=today + SOON, sitasi__lembar__periode__year=year)
        .annotate(cited=Count("sitasi", distinct=True))
        .order_by("expires_on", "title", "id")
    )
    return [
        BuktiHabis(*row)
        for row in rows.values_list(
            "pk", "title", "opd_id", "opd__short_name", "expires_on", "cited", "contoh"
        )
    ]
