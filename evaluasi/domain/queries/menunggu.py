"""Worksheets that wait for those who act for a unit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from dasar.izin import Actor
from evaluasi.domain.instrumen.data import TOTAL
from evaluasi.enums import LembarState, Tahap
from evaluasi.models import Instrumen, LembarKerja, Periode, Ronde
from opd.enums import UNIT_ROLES, Role
from opd.models.opd import paths_filter


@dataclass(frozen=True)
class TungguLembar:
    """One worksheet of an open period: how far it is, until when it can be filled in, and what was objected to."""

    key: UUID
    unit: str
    year: int
    state: LembarState
    terisi: int
    butir: int
    until: datetime
    is_round: bool
    reason: str
    can_submit: bool

    @property
    def is_complete(self) -> bool:
        return self.terisi == self.butir


def wait_for_lembar(actor: Actor, *, at: datetime) -> Iterator[TungguLembar]:
    """Worksheets that the person's units still have to hand in, and those handed in; the nearest deadline first.

    A returned one waits until the deadline of its round, where it has one. One SQL statement. What is closed, or not
    open yet, waits for nobody.
    """
    ronde = Ronde.objects.filter(lembar=OuterRef("pk"), closed_at=None, returned_at__isnull=False)
    rows = (
        LembarKerja.objects.filter(
            paths_filter("opd__", actor.paths(*UNIT_ROLES)),
            Q(nilai__simpul__kode=TOTAL, nilai__tahap=Tahap.UNIT),
            periode__opens_at__lte=at,
            state__in=(LembarState.RETURNED, LembarState.DRAFT, LembarState.SUBMITTED),
        )
        .select_related("opd", "periode")
        .annotate(terisi=F("nilai__terisi"), butir=F("nilai__butir"))
        .annotate(
            tenggat=Subquery(ronde.values("deadline")[:1]), until=Coalesce("tenggat", "periode__closes_at")
        )
        .filter(until__gte=at)
        .order_by("until", "opd__name", "pk")
    )
    for row in rows:
        yield TungguLembar(
            key=row.pk,
            unit=row.opd.short_name,
            year=row.periode.year,
            state=LembarState(row.state),
            terisi=row.terisi,
            butir=row.butir,
            until=row.until,
            is_round=row.tenggat is not None,
            reason=row.return_reason,
            can_submit=actor.has_over(row.opd.jalur, Role.KEPALA),
        )


def lacks_instrumen() -> bool:
    """Whether no instrument is loaded, so that no year can be opened; one SQL statement."""
    return not Instrumen.objects.exists()


def lacks_periode(year: int) -> bool:
    """Whether the year has no period of evaluation; one SQL statement."""
    return not Periode.objects.filter(year=year).exists()
