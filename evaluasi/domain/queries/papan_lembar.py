"""Worksheets as boards read them: one SQL statement for any number of years, one row a worksheet and assessor."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, lru_cache
from math import ceil, floor
from typing import Any, NamedTuple
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS
from django.db.models import OuterRef, QuerySet, Subquery

from dasar.izin import Actor
from dasar.pernyataan import KeptStatement
from evaluasi.domain.bilangan import UNIT
from evaluasi.domain.gerbang import ambang_poin
from evaluasi.domain.instrumen.data import TOTAL, GerbangData
from evaluasi.domain.instrumen_store import simpul_ids, struktur_for
from evaluasi.domain.queries.gerbang import name_of
from evaluasi.domain.queries.tahap import APPROVED
from evaluasi.enums import LembarState, Tahap, UsulanState
from evaluasi.models import HasilTpn, Instrumen, LembarKerja, Periode, UsulanUnit
from opd.enums import CITY_READERS, CITY_STAFF
from opd.models.opd import paths_filter

FIELDS = (
    "pk",
    "opd_id",
    "periode_id",
    "predikat",
    "state",
    "submitted_at",
    "returned_at",
    "lhe__approved_at",
    "proposed_at",
    "contoh",
)
PERIODE = tuple(field.attname for field in Periode._meta.concrete_fields)
INSTRUMEN = ("id", "kode", "sidik")
FIGURES = ("nilai__tahap", "nilai__ringkas", "nilai__terisi", "nilai__butir")
HANDED_IN = frozenset(
    {
        LembarState.SUBMITTED,
        LembarState.IN_REVIEW,
        LembarState.APPROVED,
        LembarState.PROPOSED,
        LembarState.DECIDED,
    }
)
"""States in which the unit's own view of its worksheet is complete and confirmed."""
LATEST_FIRST = (Tahap.TPN, Tahap.TPI, Tahap.UNIT)


@dataclass(frozen=True)
class AngkaPapan:
    """What one assessor's answers give; `ringkas` as it is stored (`Nilai.ringkas`)."""

    ringkas: Mapping[str, Sequence[int]]
    terisi: int
    butir: int

    @property
    def hanya_total(self) -> bool:
        """Whether only the whole is known, no area and no question."""
        return set(self.ringkas) == {TOTAL}

    @property
    def total(self) -> int | None:
        """The whole, in units of the last stored place; None where it is not known."""
        both = self.ringkas.get(TOTAL)
        return both[0] if both else None

    @cached_property
    def points(self) -> dict[str, int]:
        """By code of area or gate, in units of the last stored place."""
        return {kode: both[0] for kode, both in self.ringkas.items()}

    @cached_property
    def floor(self) -> dict[str, int]:
        """The same, as if every blank question earned nothing."""
        return {kode: both[1] for kode, both in self.ringkas.items()}

    @property
    def lengkap(self) -> bool:
        """Whether every question is answered."""
        return self.terisi == self.butir


@dataclass(frozen=True, slots=True)
class LembarPapan:
    """One worksheet with the figures of every assessor who has answered something (the unit always). `approved_at` is
    the moment of its report's approval, `proposed_at` that of the proposal in force that names it."""

    key: UUID
    unit: UUID
    year: int
    predikat: str
    state: str
    submitted_at: datetime | None
    returned_at: datetime | None
    approved_at: datetime | None
    proposed_at: datetime | None
    contoh: bool
    nilai: dict[str, AngkaPapan] = field(default_factory=dict)

    def standing(self, told: Callable[[LembarPapan, str], bool] | None = None) -> str:
        """The latest assessor who has judged every question and may be told: whose view of the worksheet stands. A
        total in the making is nobody's view; before any is whole it is the unit's own."""
        whole = (tahap for tahap in LATEST_FIRST if tahap in self.nilai and self.nilai[tahap].lengkap)
        return next((tahap for tahap in whole if told is None or told(self, tahap)), Tahap.UNIT.value)


def list_lembar_papan(
    actor: Actor, periods: Iterable[Periode], *, only: UUID | None = None
) -> list[LembarPapan]:
    """The worksheets of these years that this actor may see, or of one unit, with their figures; one SQL statement.

    Where TPN answered no questions but gave a total (`HasilTpn`), that total alone is its figure. What TPI and TPN
    say is for the city's staff only until the worksheet is approved: a unit does not read it early,
    and an assessor who looks a second time does not learn what the first one gave.
    """
    staff = actor.has_city(*CITY_STAFF)
    shown = {row.pk: row for row in periods}
    whole = frozenset(simpul_ids(row.instrumen)[TOTAL] for row in shown.values())
    found: dict[UUID, LembarPapan] = {}
    rows = _asked(Actor(peran=actor.peran), frozenset(shown), whole, only)
    for key, unit, periode, *rest, tahap, ringkas, terisi, butir, tpn in rows:
        lembar = found.get(key)
        if lembar is None:
            lembar = found[key] = LembarPapan(key, unit, shown[periode].year, *rest)
        if tahap == Tahap.UNIT or (terisi and (staff or lembar.state in APPROVED)):
            lembar.nilai[tahap] = AngkaPapan(ringkas, terisi, butir)
        if tpn is not None and Tahap.TPN not in lembar.nilai and lembar.state in APPROVED:
            total = int(tpn * UNIT)
            lembar.nilai[Tahap.TPN] = AngkaPapan({TOTAL: (total, total)}, butir, butir)
    return list(found.values())


@lru_cache(maxsize=64)
def _asked(actor: Actor, periods: frozenset[UUID], whole: frozenset[int], only: UUID | None) -> KeptStatement:
    """The statement, for everyone with the same roles."""
    rows = LembarKerja.objects.filter(periode__in=list(periods), nilai__simpul__in=list(whole)).order_by()
    if only is not None:
        rows = rows.filter(opd=only)
    if not actor.has_city(*CITY_READERS):
        rows = rows.filter(paths_filter("opd__", actor.paths()))
    rows = rows.annotate(tpn=Subquery(_tpn_total()), proposed_at=Subquery(_proposed()))
    return KeptStatement(rows.values_list(*FIELDS, *FIGURES, "tpn"))


def _tpn_total() -> QuerySet[HasilTpn, Any]:
    """The total that TPN gave a proposed worksheet at its latest stage, where the city recorded one."""
    results = HasilTpn.objects.filter(unit__lembar=OuterRef("pk"), nilai__isnull=False)
    return results.order_by("-tanggal", "-id").values("nilai")[:1]


def _proposed() -> QuerySet[UsulanUnit, Any]:
    """The moment at which the city approved the proposal that names a worksheet and was not withdrawn."""
    named = UsulanUnit.objects.filter(
        lembar=OuterRef("pk"), diusulkan=True, usulan__state=UsulanState.APPROVED
    )
    return named.order_by("-usulan__approved_at").values("usulan__approved_at")[:1]


def list_years() -> list[Periode]:
    """Every year of evaluation with its instrument, of which the identity alone is read, newest first; one SQL
    statement."""
    width, found = len(PERIODE), []
    for row in _years():
        periode = Periode.from_db(DEFAULT_DB_ALIAS, PERIODE, row[:width])
        periode.instrumen = Instrumen.from_db(DEFAULT_DB_ALIAS, INSTRUMEN, row[width:])
        found.append(periode)
    return found


@lru_cache(maxsize=1)
def _years() -> KeptStatement:
    rows = Periode.objects.order_by("-year")
    return KeptStatement(rows.values_list(*PERIODE, *(f"instrumen__{name}" for name in INSTRUMEN)))


@dataclass(frozen=True, slots=True)
class BatasPapan:
    """One gate of the law as a board holds scores against it; threshold and weight in units of the last place."""

    kode: str
    simpul: str
    nama: str
    predikat: str
    ambang: int
    bobot: int
    dasar: str


@dataclass(frozen=True, slots=True)
class KolomPapan:
    """One column of the matrix: a combined area, a component without areas, or the whole."""

    kode: str
    nama: str
    bobot: int


def gates_for(periode: Periode) -> tuple[BatasPapan, ...]:
    """The gates that the law gives for this year, in its order; none where it gives none. No SQL once cached."""
    return _gates(periode.instrumen, periode.year)


@lru_cache(maxsize=64)
def _gates(instrumen: Instrumen, year: int) -> tuple[BatasPapan, ...]:
    """Safe to keep: another content of an instrument has another primary key."""
    struktur = struktur_for(instrumen)

    def row(item: GerbangData) -> BatasPapan:
        return BatasPapan(
            item.kode,
            item.simpul,
            name_of(struktur, item.simpul),
            item.predikat,
            ceil(ambang_poin(struktur, item) * UNIT),
            floor(struktur.bobot_of(item.simpul) * UNIT),
            item.dasar,
        )

    return tuple(row(item) for item in struktur.instrumen.gerbang_for(year))


@lru_cache(maxsize=16)
def columns_for(instrumen: Instrumen) -> tuple[KolomPapan, ...]:
    """The columns of the matrix of an instrument: the areas, the results, the whole. No SQL once cached."""
    struktur = struktur_for(instrumen)
    areas = [area.kode for area in struktur.instrumen.area_gabungan]
    covered = {butir for kode in areas for butir in struktur.butir_under(kode)}
    results = [
        item.kode
        for item in struktur.instrumen.simpul
        if item.jenis == "komponen" and not covered & set(struktur.butir_under(item.kode))
    ]
    codes = [*areas, *results, TOTAL]
    return tuple(
        KolomPapan(kode, name_of(struktur, kode), floor(struktur.bobot_of(kode) * UNIT)) for kode in codes
    )


class JarakGerbang(NamedTuple):
    """How far one worksheet is from one gate, in units of the last stored place."""

    lembar: LembarPapan
    batas: BatasPapan
    points: int
    floor: int
    lengkap: bool

    @property
    def met(self) -> bool:
        """Whether the points reach the gate."""
        return self.points >= self.batas.ambang

    @property
    def certain(self) -> bool:
        """Whether it is reached whatever the blank questions turn out to be."""
        return self.floor >= self.batas.ambang

    @property
    def gap(self) -> int:
        """Points above the gate; below it negative."""
        return self.points - self.batas.ambang

    @property
    def share(self) -> tuple[int, int]:
        """The distance to the gate over the weight of its node, as a fraction: what distances are compared by."""
        return abs(self.gap), self.batas.bobot

    @property
    def weighed(self) -> int:
        """The same as a whole number that sorts alike, cut off after 12 places."""
        return abs(self.gap) * UNIT // self.batas.bobot

    def within(self, percent: int) -> bool:
        """Whether the distance is at most so many percent of the node's weight."""
        return abs(self.gap) * 100 <= self.batas.bobot * percent


def measure_gates(
    lembar: LembarPapan, tahap: str, batas: Iterable[BatasPapan], *, only_missed: bool = False
) -> list[JarakGerbang]:
    """Every gate of the predicate this worksheet aims at (or only those not reached), as that assessor's figures
    stand; none without figures."""
    angka = lembar.nilai.get(tahap)
    if angka is None:
        return []
    found, lengkap = [], angka.lengkap
    for item in batas:
        if item.predikat == lembar.predikat and (both := angka.ringkas.get(item.simpul)) is not None:
            points, least = both
            if not only_missed or points < item.ambang:
                found.append(JarakGerbang(lembar, item, points, least, lengkap))
    return found
