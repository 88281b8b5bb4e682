"""Years side by side: every attempt of every unit, what stood in its way, and what the units that won did differently.

Pure over a board read for several years, but for the answers: one SQL statement for one unit's, one for the two
groups of a comparison. Nothing is concluded from fewer than two units on either side.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from uuid import UUID

from django.db.models import Count
from django.utils import timezone

from evaluasi.domain.bilangan import UNIT
from evaluasi.domain.instrumen.data import TOTAL
from evaluasi.domain.instrumen_store import simpul_ids, struktur_for
from evaluasi.domain.jawaban import value_of
from evaluasi.domain.nilai import plain_of
from evaluasi.domain.queries.corong import PROPOSED
from evaluasi.domain.queries.papan_kota import PapanTahun
from evaluasi.domain.queries.papan_lembar import JarakGerbang, LembarPapan, gates_for, measure_gates
from evaluasi.enums import Tahap
from evaluasi.models import Jawaban, LembarKerja, Periode
from opd.domain.queries.unit_janji import UnitJanji

FEWEST_TO_COMPARE = 2


class Akhir(StrEnum):
    """How an attempt ended, or that it goes on."""

    MENANG = "menang"
    DIUSULKAN = "diusulkan"
    TIDAK_LULUS = "tidak_lulus"
    TIDAK_DIUSULKAN = "tidak_diusulkan"
    BERJALAN = "berjalan"


@dataclass(frozen=True)
class Percobaan:
    """One unit's attempt in one year. `tahap` says whose figures stand (the latest assessor's); `kurang` are the
    gates not reached by them, hardest first; `gelar` the predicate that came of it."""

    lembar: LembarPapan
    tahap: str
    kurang: tuple[JarakGerbang, ...]
    bergerbang: bool
    akhir: Akhir
    gelar: str = ""

    @property
    def total(self) -> int | None:
        """The total that stands, in units of the last place."""
        return self.lembar.nilai[self.tahap].total

    @property
    def is_failure(self) -> bool:
        """Whether it ended without a predicate."""
        return self.akhir in {Akhir.TIDAK_LULUS, Akhir.TIDAK_DIUSULKAN}


def list_percobaan(
    papan: PapanTahun, told: Callable[[LembarPapan, str], bool] | None = None
) -> dict[UUID, list[Percobaan]]:
    """Every attempt of the years that were read, by unit, oldest first, by the figures of the latest assessor that
    may be told."""
    gates = {year: gates_for(periode) for year, periode in papan.periods.items() if year in papan.span}
    won = {(row.unit, row.year): row.predikat for row in papan.gelar}
    closed = {year for year in gates if _is_closed(papan.periods[year], papan.today)}
    found: dict[UUID, list[Percobaan]] = defaultdict(list)
    for row in sorted(papan.semua, key=lambda row: row.year):
        tahap = row.standing(told)
        unmet = measure_gates(row, tahap, gates[row.year], only_missed=True)
        unmet.sort(key=lambda item: item.weighed, reverse=True)
        gelar = won.get((row.unit, row.year), "")
        akhir = _end(row, gelar, closed=row.year in closed)
        found[row.unit].append(Percobaan(row, tahap, tuple(unmet), bool(gates[row.year]), akhir, gelar))
    return dict(found)


def _is_closed(periode: Periode, today: date) -> bool:
    return periode.year < today.year and timezone.localdate(periode.closes_at) < today


def _end(row: LembarPapan, gelar: str, *, closed: bool) -> Akhir:
    if gelar:
        return Akhir.MENANG
    if row.state == "decided":
        return Akhir.TIDAK_LULUS
    if row.state in PROPOSED:
        return Akhir.DIUSULKAN
    return Akhir.TIDAK_DIUSULKAN if closed else Akhir.BERJALAN


@dataclass(frozen=True)
class Penghalang:
    """A gate and in how many of the failed attempts it was not reached."""

    predikat: str
    kode: str
    nama: str
    gagal: int
    dari: int


def list_penghalang(percobaan: Iterable[Percobaan]) -> list[Penghalang]:
    """What stood in the way of failed attempts, most often first; gates of one code and predicate are one line."""
    failed = [item for item in percobaan if item.is_failure and item.bergerbang]
    tried = Counter(item.lembar.predikat for item in failed)
    missed: Counter[tuple[str, str, str]] = Counter()
    for item in failed:
        missed.update({(gate.batas.predikat, gate.batas.simpul, gate.batas.nama) for gate in item.kurang})
    rows = [Penghalang(*key, gagal, tried[key[0]]) for key, gagal in missed.items()]
    return sorted(rows, key=lambda row: (-row.gagal, row.predikat, row.nama))


@dataclass(frozen=True)
class SelisihArea:
    """The mean of one area as the units saw it and as a later assessor saw it, over the same worksheets."""

    kode: str
    unit: Fraction
    penilai: Fraction
    n: int


def compare_assessors(rows: Iterable[LembarPapan], codes: Sequence[str], tahap: str) -> list[SelisihArea]:
    """Self against TPI (or TPN) by area, over the worksheets that the later assessor has judged in full; empty
    without any."""
    later = (row for row in rows if Tahap.UNIT in row.nilai and tahap in row.nilai)
    both = [row.nilai for row in later if row.nilai[tahap].lengkap]
    found = []
    for kode in codes:
        pairs = [
            (nilai[Tahap.UNIT].points[kode], nilai[tahap].points[kode])
            for nilai in both
            if kode in nilai[Tahap.UNIT].points and kode in nilai[tahap].points
        ]
        if pairs:
            mine, theirs = (Fraction(sum(side), len(pairs) * UNIT) for side in zip(*pairs, strict=True))
            found.append(SelisihArea(kode, mine, theirs, len(pairs)))
    return found


@dataclass(frozen=True)
class ButirRiwayat:
    """One question of one year: what the unit and the later assessor earned of its weight, in points."""

    kode: str
    nama: str
    bobot: Fraction
    unit: Fraction
    penilai: Fraction | None

    @property
    def hilang(self) -> Fraction:
        """Points lost of what the question is worth, as the standing view has it."""
        return self.bobot - (self.unit if self.penilai is None else self.penilai)

    @property
    def turun(self) -> Fraction:
        """Points that the assessor took away from the unit's own view."""
        return Fraction(0) if self.penilai is None else self.unit - self.penilai


def read_butir(percobaan: Percobaan, periode: Periode) -> list[ButirRiwayat]:
    """Every question of an attempt, by the points lost, most first; one SQL statement."""
    struktur = struktur_for(periode.instrumen)
    codes = {pk: kode for kode, pk in simpul_ids(periode.instrumen).items()}
    given: dict[tuple[str, str], Fraction] = {}
    answers = Jawaban.objects.filter(lembar=percobaan.lembar.key, tahap__in=[Tahap.UNIT, percobaan.tahap])
    for simpul, tahap, *columns in answers.order_by().values_list(
        "simpul_id", "tahap", "pilihan", "jumlah", "angka"
    ):
        kode = codes[simpul]
        value = value_of(struktur.simpul_by_kode[kode], plain_of(*columns))
        given[kode, tahap] = struktur.bobot_of(kode) * (value or 0)
    later = percobaan.tahap if percobaan.tahap != Tahap.UNIT else ""
    rows = [
        ButirRiwayat(
            butir.kode,
            butir.simpul.nama,
            struktur.bobot_of(butir.kode),
            given.get((butir.kode, Tahap.UNIT), Fraction(0)),
            given.get((butir.kode, later), Fraction(0)) if later else None,
        )
        for butir in struktur.butir
    ]
    return sorted(rows, key=lambda row: -row.hilang)


@dataclass(frozen=True)
class BedaArea:
    """The mean of one area among winners and among the others, as a share of its weight."""

    kode: str
    pemenang: Fraction
    lain: Fraction


@dataclass(frozen=True)
class BedaButir:
    """One question answered better (on the mean of its options) by winners than by the others."""

    kode: str
    nama: str
    pemenang: Fraction
    lain: Fraction


@dataclass(frozen=True)
class Pembanding:
    """The units that won in a year beside those that did not. `areas` and `butir` are empty where there are too few."""

    year: int
    pemenang: tuple[UnitJanji, ...]
    lain: int
    areas: tuple[BedaArea, ...] = ()
    butir: tuple[BedaButir, ...] = ()

    @property
    def is_enough(self) -> bool:
        """Whether both sides are large enough to be compared."""
        return min(len(self.pemenang), self.lain) >= FEWEST_TO_COMPARE


def compare_winners(papan: PapanTahun) -> Pembanding:
    """What the winners of the shown year did differently, by area and by question, as the units answered.

    One SQL statement, none when there is too little to compare.
    """
    winners = {row.unit for row in papan.gelar if row.year == papan.year}
    told = [row for row in papan.lembar if row.nilai[Tahap.UNIT].terisi]
    won = [row for row in told if row.unit in winners]
    rest = [row for row in told if row.unit not in winners]
    units = tuple(papan.units[row.unit] for row in won)
    made = Pembanding(papan.year, units, len(rest))
    if not made.is_enough or papan.periode is None:
        return made
    areas = tuple(
        BedaArea(column.kode, _mean(won, column.kode, column.bobot), _mean(rest, column.kode, column.bobot))
        for column in papan.columns
        if column.kode != TOTAL
    )
    return Pembanding(papan.year, units, len(rest), areas, tuple(_butir(papan.periode, won, rest)))


def _mean(rows: Sequence[LembarPapan], kode: str, weight: int) -> Fraction:
    return Fraction(sum(row.nilai[Tahap.UNIT].points.get(kode, 0) for row in rows), len(rows) * weight)


def _butir(periode: Periode, won: Sequence[LembarPapan], rest: Sequence[LembarPapan]) -> list[BedaButir]:
    """Questions with options, by how much better the winners answered; blank answers count nothing."""
    struktur = struktur_for(periode.instrumen)
    codes = {pk: kode for kode, pk in simpul_ids(periode.instrumen).items()}
    winners = {row.key for row in won}
    earned: dict[tuple[str, bool], Fraction] = defaultdict(Fraction)
    sheets = LembarKerja.objects.filter(pk__in=[row.key for row in (*won, *rest)]).values("pk")
    counted = Jawaban.objects.filter(lembar__in=sheets, tahap=Tahap.UNIT).exclude(pilihan="").order_by()
    for simpul, lembar, pilihan, n in counted.values_list("simpul_id", "lembar_id", "pilihan").annotate(
        n=Count("pk")
    ):
        value = value_of(struktur.simpul_by_kode[codes[simpul]], pilihan)
        earned[codes[simpul], lembar in winners] += (value or 0) * n
    rows = [
        BedaButir(
            butir.kode,
            butir.simpul.nama,
            earned[butir.kode, True] / len(won),
            earned[butir.kode, False] / len(rest),
        )
        for butir in struktur.butir
        if butir.simpul.pilihan
    ]
    better = [row for row in rows if row.pemenang > row.lain]
    return sorted(better, key=lambda row: row.lain - row.pemenang)
