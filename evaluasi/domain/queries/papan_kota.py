"""The board of a year: where the units of the city stand on their way to WBK and WBBM; one truth for page, API, paper.

Statements: the years, the units with their predicates, the worksheets, what is to be followed up: four, whatever the
number of units and years. Everything else is computed from these rows, in whole numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from uuid import UUID

from django.utils import timezone

from dasar.izin import Actor
from evaluasi.domain.prakiraan import Prakiraan, forecast
from evaluasi.domain.queries.corong import Corong, Gelar, Langkah, make_corong, read_units
from evaluasi.domain.queries.ditindaklanjuti import read_follow_up
from evaluasi.domain.queries.kedaluwarsa import BuktiHabis
from evaluasi.domain.queries.papan_lembar import (
    BatasPapan,
    JarakGerbang,
    KolomPapan,
    LembarPapan,
    columns_for,
    gates_for,
    list_lembar_papan,
    list_years,
    measure_gates,
)
from evaluasi.enums import Tahap
from evaluasi.models import Periode
from opd.domain.queries.janji import RencanaJanji
from opd.domain.queries.unit_janji import UnitJanji
from opd.enums import CITY_STAFF, TPI_ROLES

NEAR_PERCENT = 5
"""How near to a gate counts as near, in percent of the weight of its node: a rule of the portal, said on the page."""
MOST_YEARS = 6


@dataclass(frozen=True)
class PapanTahun:
    """Everything that the board of a year shows. `semua` are the worksheets of all years read (`span`), by name of
    their unit, `lembar` those of the year shown; `periods` are all that the city has opened; `janji` are
    the plans of the year shown that have actions. `opens` says whether the reader may open every worksheet shown:
    assessors see the figures of the city, and open the worksheets that they are assigned to."""

    year: int
    today: date
    tahap: str
    span: range
    periods: Mapping[int, Periode]
    units: dict[UUID, UnitJanji]
    semua: tuple[LembarPapan, ...]
    gelar: tuple[Gelar, ...]
    corong: tuple[Corong, ...]
    habis: tuple[BuktiHabis, ...]
    janji: tuple[RencanaJanji, ...]
    opens: bool

    @property
    def years(self) -> tuple[int, ...]:
        """The years that can be shown, newest first."""
        return tuple(sorted({*self.periods, self.year}, reverse=True))

    @property
    def periode(self) -> Periode | None:
        """The period of the year shown; None where the city has not opened it."""
        return self.periods.get(self.year)

    @cached_property
    def lembar(self) -> tuple[LembarPapan, ...]:
        """The worksheets of the year shown, by name of their unit."""
        return tuple(row for row in self.semua if row.year == self.year)

    @property
    def funnel(self) -> Corong:
        """The funnel of the year shown."""
        return self.corong[-1]

    @cached_property
    def columns(self) -> tuple[KolomPapan, ...]:
        """The columns of the matrix; none where the year has no instrument."""
        return columns_for(self.periode.instrumen) if self.periode else ()

    @cached_property
    def gates(self) -> tuple[BatasPapan, ...]:
        """The gates of the year; none where the law gives none."""
        return gates_for(self.periode) if self.periode else ()

    @cached_property
    def jarak(self) -> dict[UUID, list[JarakGerbang]]:
        """By worksheet: every gate it aims at, as the chosen assessor's figures stand."""
        return {row.key: measure_gates(row, self.tahap, self.gates) for row in self.lembar}

    @cached_property
    def _all(self) -> list[JarakGerbang]:
        return [item for row in self.lembar if self._is_told(row) for item in self.jarak[row.key]]

    def _is_told(self, row: LembarPapan) -> bool:
        angka = row.nilai.get(self.tahap)
        return angka is not None and angka.terisi > 0

    @cached_property
    def to_win(self) -> list[JarakGerbang]:
        """Gates not reached, within 5 percent of their weight, nearest first."""
        return _nearest(item for item in self._all if not item.met and item.within(NEAR_PERCENT))

    @cached_property
    def to_lose(self) -> list[JarakGerbang]:
        """Gates reached by less than 5 percent of their weight, or only as long as blank questions do not count;
        nearest first."""
        return _nearest(
            item for item in self._all if item.met and (item.within(NEAR_PERCENT) or not item.certain)
        )

    @cached_property
    def all_met(self) -> list[LembarPapan]:
        """Complete worksheets that reach every gate they aim at, as the chosen assessor sees them; not those of
        which only the total is known."""
        return [
            row
            for row in self.lembar
            if self.jarak[row.key]
            and row.nilai[self.tahap].lengkap
            and not row.nilai[self.tahap].hanya_total
            and all(item.met for item in self.jarak[row.key])
        ]

    @cached_property
    def laju(self) -> Prakiraan | None:
        """The pace of handing in against the deadline; None where no worksheet of the year was begun."""
        if self.periode is None or not self.lembar:
            return None
        return forecast(
            (timezone.localdate(row.submitted_at) for row in self.lembar if row.submitted_at),
            total=len(self.lembar),
            opens=timezone.localdate(self.periode.opens_at),
            due=timezone.localdate(self.periode.closes_at),
            today=self.today,
        )

    @property
    def without_lembar(self) -> list[UnitJanji]:
        """Units that declared, exist today, and have not begun a worksheet of the year."""
        begun = self.funnel.units[Langkah.MEMBANGUN]
        return [
            unit
            for unit in self.units.values()
            if unit.key not in begun and unit.declared_by(self.funnel.on) and unit.active_on(self.funnel.on)
        ]

    @property
    def has_contoh(self) -> bool:
        """Whether examples are among what is shown."""
        return any(row.contoh for row in self.lembar) or any(unit.contoh for unit in self.units.values())


def _nearest(items: Iterable[JarakGerbang]) -> list[JarakGerbang]:
    """Smallest distance over weight first; whole numbers only, equal ones in their order."""
    return sorted(items, key=lambda item: item.weighed)


def choose_year(years: Sequence[int], asked: int | None, today: date) -> int:
    """The year asked for if there is one; else the latest year that is not to come; else this year."""
    if asked in years or asked == today.year:
        return asked or today.year
    return max((year for year in years if year <= today.year), default=today.year)


def read_papan_tahun(
    actor: Actor,
    *,
    year: int | None = None,
    tahap: str = "",
    years_shown: int = 1,
    today: date | None = None,
) -> PapanTahun:
    """The board of a year as this actor may see it, with the funnels of up to six years that end with it.

    Without `tahap` the self-assessment. Four SQL statements at any size and any number of years.
    """
    today = today or timezone.localdate()
    periods = {row.year: row for row in list_years()}
    shown = choose_year(list(periods), year, today)
    span = range(shown - min(years_shown, MOST_YEARS) + 1, shown + 1)
    units, gelar = read_units(actor)
    lembar = list_lembar_papan(actor, (periods[each] for each in span if each in periods))
    habis, janji = read_follow_up(actor, year=shown, today=today)
    place = {key: number for number, key in enumerate(units)}
    return PapanTahun(
        year=shown,
        today=today,
        tahap=tahap if tahap in Tahap.values else Tahap.UNIT.value,
        span=span,
        periods=periods,
        units=units,
        semua=tuple(sorted(lembar, key=lambda row: place[row.unit])),
        gelar=tuple(gelar),
        corong=tuple(
            make_corong(each, today=today, units=units.values(), lembar=lembar, gelar=gelar) for each in span
        ),
        habis=tuple(habis),
        janji=tuple(janji),
        opens=actor.has_city(*CITY_STAFF) or not actor.has_city(*TPI_ROLES),
    )


@dataclass(frozen=True)
class Peristiwa:
    """Something that happened: when, what (a key of `PERISTIWA`), which unit, which worksheet (where the reader may open
    it), which predicate."""

    at: datetime
    kind: str
    unit: UUID
    unit_name: str
    lembar: UUID | None = None
    predikat: str = ""


PERISTIWA: Mapping[str, str] = {
    "declared": "Dicanangkan",
    "submitted": "Diajukan",
    "returned": "Dikembalikan",
    "approved": "LHE disetujui",
    "proposed": "Diusulkan",
    "won": "Predikat dicatat",
    "revoked": "Pencabutan dicatat",
}


def list_peristiwa(papan: PapanTahun) -> list[Peristiwa]:
    """Declarations and predicates, and what happened to the worksheets of the year shown, newest first; from rows
    already read. A predicate counts from the moment it was recorded."""
    found = [
        Peristiwa(unit.declared_at, "declared", unit.key, unit.short_name)
        for unit in papan.units.values()
        if unit.declared_at
    ]
    for row in papan.lembar:
        moments = {
            "submitted": row.submitted_at,
            "returned": row.returned_at,
            "approved": row.approved_at,
            "proposed": row.proposed_at,
        }
        name = papan.units[row.unit].short_name
        key = row.key if papan.opens else None
        found += [Peristiwa(at, kind, row.unit, name, key) for kind, at in moments.items() if at]
    for gelar in papan.gelar:
        name = papan.units[gelar.unit].short_name
        for kind, at in (("won", gelar.recorded_at), ("revoked", gelar.revoked_at)):
            if at:
                found.append(Peristiwa(at, kind, gelar.unit, name, predikat=gelar.predikat))
    return sorted(found, key=lambda item: item.at, reverse=True)
