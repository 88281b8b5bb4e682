"""What everyone may read of the evaluations: exactly what the city publishes, and no person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from dasar.izin import Actor, Peran
from evaluasi.domain.bilangan import STORED_PLACES
from evaluasi.domain.queries.papan_lembar import (
    HANDED_IN,
    KolomPapan,
    LembarPapan,
    columns_for,
    list_lembar_papan,
)
from evaluasi.domain.queries.tahap import APPROVED
from evaluasi.enums import LembarState, Tahap
from evaluasi.models import LembarKerja, Periode, Predikat
from opd.domain.queries.unit_janji import FIELDS, UnitJanji, units_with_promise
from opd.enums import Role
from opd.models import Opd
from zona.publik.models import TerbitanPeriode

# The whole city is read, and only what was published leaves this module.
CITY = Actor(None, (Peran(Role.PIMPINAN),))
STEPS = {
    LembarState.DRAFT.value: "Sedang diisi",
    LembarState.RETURNED.value: "Sedang diperbaiki",
    LembarState.SUBMITTED.value: "Diajukan ke TPI",
    LembarState.IN_REVIEW.value: "Sedang dinilai TPI",
    LembarState.APPROVED.value: "Selesai dinilai TPI",
    LembarState.PROPOSED.value: "Diusulkan ke Kementerian PANRB",
    LembarState.DECIDED.value: "Sudah diputuskan",
}


@dataclass(frozen=True)
class NilaiArea:
    """One area of a published worksheet: the unit's view and the inspectors', each None where not published."""

    kode: str
    nama: str
    bobot: Decimal
    unit: Decimal | None
    tpi: Decimal | None


@dataclass(frozen=True)
class Kemajuan:
    """What is published of one unit in one year. `step` is empty where steps are not published."""

    unit: UnitJanji
    year: int
    predikat: str
    step: str
    area: tuple[NilaiArea, ...]
    contoh: bool


def published_years() -> dict[int, TerbitanPeriode]:
    """The years of which the city publishes anything, newest first; one SQL statement."""
    rows = TerbitanPeriode.objects.select_related("periode__instrumen").order_by("-periode__year")
    return {
        row.periode.year: row for row in rows if row.progress or row.self_view or row.tpi_view or row.promises
    }


def unit_rows(*, on: date) -> QuerySet[Opd, Any]:
    """The units of the city on a day, by name, as what `UnitJanji` is made of."""
    return units_with_promise(CITY).active_on(on).values_list(*FIELDS)


def find_unit(key: UUID, *, on: date) -> UnitJanji | None:
    """One unit that exists on that day; one SQL statement."""
    row = unit_rows(on=on).filter(pk=key).first()
    return UnitJanji(*row) if row else None


def count_steps(year: int, *, on: date) -> dict[str, int]:
    """How many units that exist on that day stand on each step of a year, in its order; one SQL statement."""
    units = Opd.objects.active_on(on).values("pk")
    rows = LembarKerja.objects.filter(periode__year=year, opd__in=units).order_by()
    found = dict(rows.values_list("state").annotate(n=Count("pk")))
    return {word: found[state] for state, word in STEPS.items() if state in found}


def list_kemajuan(terbitan: dict[int, TerbitanPeriode], unit: UnitJanji) -> Iterator[Kemajuan]:
    """What is published of these years of one unit, newest first; one SQL statement."""
    rows = list_lembar_papan(CITY, (row.periode for row in terbitan.values()), only=unit.key)
    rows.sort(key=lambda row: -row.year)
    columns = {year: columns_for(row.periode.instrumen) for year, row in terbitan.items()}
    for row in rows:
        shown = terbitan[row.year]
        area = tuple(_areas(row, shown, columns[row.year]))
        if shown.progress or area:
            step = STEPS[row.state] if shown.progress else ""
            yield Kemajuan(unit, row.year, row.predikat, step, area, row.contoh)


def _areas(row: LembarPapan, shown: TerbitanPeriode, columns: list[KolomPapan]) -> Iterator[NilaiArea]:
    mine = row.nilai.get(Tahap.UNIT) if shown.self_view and row.state in HANDED_IN else None
    theirs = row.nilai.get(Tahap.TPI) if shown.tpi_view and row.state in APPROVED else None
    if mine is None and theirs is None:
        return
    for column in columns:
        yield NilaiArea(
            column.kode,
            column.nama,
            to_points(column.bobot),
            to_points(mine.points[column.kode]) if mine else None,
            to_points(theirs.points[column.kode]) if theirs else None,
        )


def to_points(value: int) -> Decimal:
    """Units of the last stored place as points."""
    return Decimal(value).scaleb(-STORED_PLACES)


@dataclass(frozen=True)
class PredikatTerbuka:
    """A predicate that a unit was given: by which decision, for how long, and whether it was revoked."""

    code: str
    unit: str
    kind: str
    year: int
    decision: str
    valid_from: date
    valid_to: date | None
    revoked_on: date | None
    contoh: bool

    def held_on(self, day: date) -> bool:
        """Whether it was in force that day."""
        ends = [end for end in (self.valid_to, self.revoked_on) if end is not None]
        return self.valid_from <= day and all(end > day for end in ends)


PREDIKAT = (
    "opd__code",
    "opd__name",
    "kind",
    "year",
    "sk_nomor",
    "valid_from",
    "valid_to",
    "revoked_on",
    "contoh",
)


def predikat_rows() -> QuerySet[Predikat, Any]:
    """Every predicate of the city's units, newest first, as what `PredikatTerbuka` is made of; they are public by
    their announcement."""
    return Predikat.objects.order_by("-valid_from", "opd__name", "id").values_list(*PREDIKAT)


def list_predikat(unit: UUID) -> list[PredikatTerbuka]:
    """The predicates of one unit, newest first; one SQL statement."""
    return [PredikatTerbuka(*row) for row in predikat_rows().filter(opd=unit)]


def held_predikat(units: Iterable[UUID], *, on: date) -> dict[UUID, list[PredikatTerbuka]]:
    """What each of these units holds on a day, newest first; one SQL statement."""
    found: dict[UUID, list[PredikatTerbuka]] = defaultdict(list)
    rows = Predikat.objects.filter(opd__in=list(units)).order_by("-valid_from", "id")
    for unit, *row in rows.values_list("opd_id", *PREDIKAT):
        predikat = PredikatTerbuka(*row)
        if predikat.held_on(on):
            found[unit].append(predikat)
    return found


def periods_with_terbitan() -> list[tuple[Periode, TerbitanPeriode]]:
    """Every year with what is published of it (nothing where no decision was taken); one SQL statement."""
    rows = Periode.objects.select_related("terbitan").order_by("-year")
    return [(row, getattr(row, "terbitan", None) or TerbitanPeriode(periode=row)) for row in rows]
