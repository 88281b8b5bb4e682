"""What everyone may read of the evaluations: exactly what the city publishes, and no person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

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
from evaluasi.models import Periode, Predikat
from opd.domain.queries.unit_janji import FIELDS, UnitJanji, units_with_promise
from opd.enums import Role
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
    return {row.periode.year: row for row in rows if row.progress or row.self_view or row.tpi_view}


def list_units(*, on: date) -> list[UnitJanji]:
    """The units of the city on a day, by name, with the day they declared; one SQL statement."""
    rows = units_with_promise(CITY).values_list(*FIELDS)
    return [unit for unit in (UnitJanji(*row) for row in rows) if unit.active_on(on)]


def list_kemajuan(
    terbitan: dict[int, TerbitanPeriode], units: Iterable[UnitJanji], *, only: UUID | None = None
) -> Iterator[Kemajuan]:
    """What is published of these years, newest first, by name of the unit; one SQL statement."""
    by_key = {unit.key: unit for unit in units}
    rows = [
        row
        for row in list_lembar_papan(CITY, (row.periode for row in terbitan.values()))
        if row.unit in by_key and (only is None or row.unit == only)
    ]
    rows.sort(key=lambda row: (-row.year, by_key[row.unit].name, str(row.key)))
    columns = {year: columns_for(row.periode.instrumen) for year, row in terbitan.items()}
    for row in rows:
        shown = terbitan[row.year]
        area = tuple(_areas(row, shown, columns[row.year]))
        if shown.progress or area:
            step = STEPS[row.state] if shown.progress else ""
            yield Kemajuan(by_key[row.unit], row.year, row.predikat, step, area, row.contoh)


def _areas(row: LembarPapan, shown: TerbitanPeriode, columns: list[KolomPapan]) -> Iterator[NilaiArea]:
    mine = row.nilai.get(Tahap.UNIT) if shown.self_view and row.state in HANDED_IN else None
    theirs = row.nilai.get(Tahap.TPI) if shown.tpi_view and row.state in APPROVED else None
    if mine is None and theirs is None:
        return
    for column in columns:
        yield NilaiArea(
            column.kode,
            column.nama,
            _points(column.bobot),
            _points(mine.points[column.kode]) if mine else None,
            _points(theirs.points[column.kode]) if theirs else None,
        )


def _points(value: int) -> Decimal:
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


def list_predikat(*, only: UUID | None = None) -> list[PredikatTerbuka]:
    """Every predicate of the city's units, newest first; they are public by their announcement. One SQL statement."""
    rows = Predikat.objects.order_by("-valid_from", "opd__name", "id")
    if only is not None:
        rows = rows.filter(opd=only)
    columns = (
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
    return [PredikatTerbuka(*row) for row in rows.values_list(*columns)]


def periods_with_terbitan() -> list[tuple[Periode, TerbitanPeriode]]:
    """Every year with what is published of it (nothing where no decision was taken); one SQL statement."""
    rows = Periode.objects.select_related("terbitan").order_by("-year")
    return [(row, getattr(row, "terbitan", None) or TerbitanPeriode(periode=row)) for row in rows]
