"""Gates as pages show them, from stored points or from a score: in words, with the line that decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil

from evaluasi.domain.bilangan import UNIT, cut_decimal, indonesian, indonesian_shortfall
from evaluasi.domain.gerbang import HasilGerbang, HasilPredikat, ambang_poin, evaluate_semua, read_gerbang
from evaluasi.domain.instrumen.data import PREDIKAT, TOTAL
from evaluasi.domain.scoring import Skor
from evaluasi.domain.struktur import Struktur
from evaluasi.enums import PredikatKind


@dataclass(frozen=True)
class Angka2:
    """One node of a worksheet in both figures, as stored, with how much of it is answered."""

    buku_kerja: Decimal
    lantai: Decimal
    terisi: int
    butir: int


@dataclass(frozen=True)
class BarisGerbang:
    """One gate against one worksheet: numbers for the bar, words for the reader."""

    kode: str
    nama: str
    nilai: Decimal
    bobot: Decimal
    ambang: Decimal
    terpenuhi: bool
    pasti: bool
    mengikat: bool
    words: str
    syarat: str
    dasar: str


@dataclass(frozen=True)
class RingkasGerbang:
    """How many gates of one predicate are reached."""

    predikat: str
    many: int
    met: int
    lengkap: bool

    @property
    def diberikan(self) -> bool:
        """Whether the law gives gates for the year."""
        return self.many > 0

    @property
    def semua(self) -> bool:
        return self.diberikan and self.met == self.many

    @property
    def tone(self) -> str:
        """done, warning (all reached, not yet certain), progress, or neutral where the law gives nothing."""
        if not self.diberikan:
            return "neutral"
        if not self.semua:
            return "progress"
        return "done" if self.lengkap else "warning"

    @property
    def short(self) -> str:
        """For a list: how many are reached."""
        return f"{self.predikat} {self.met}/{self.many}" if self.diberikan else f"{self.predikat} –"


@dataclass(frozen=True)
class KalimatGerbang(RingkasGerbang):
    """All gates of one predicate in one sentence, with the one that decides."""

    mengikat: BarisGerbang | None

    @property
    def sentence(self) -> str:
        if not self.diberikan:
            return "Peraturan tidak memberi ambang untuk tahun ini, jadi portal tidak menyimpulkan apa pun."
        many = self.many
        if self.semua and self.lengkap:
            return f"Semua {many} batas nilai tercapai."
        if self.semua:
            return (
                f"Semua {many} batas tercapai menurut buku kerja, tetapi masih ada butir kosong: belum pasti."
            )
        hardest = self.mengikat
        told = f" Paling menentukan: {hardest.nama}, {hardest.words}." if hardest else ""
        return f"{self.met} dari {many} batas tercapai.{told}"


@dataclass(frozen=True)
class PapanGerbang(KalimatGerbang):
    """All gates of one predicate, each in a row of its own."""

    nama: str
    rows: tuple[BarisGerbang, ...]

    @property
    def dasar(self) -> str:
        """The citation when all gates share it; else empty, and each row has its own."""
        cited = {row.dasar for row in self.rows}
        return cited.pop() if len(cited) == 1 else ""


def name_of(struktur: Struktur, kode: str) -> str:
    """What a node, question or combined area is called."""
    simpul = struktur.simpul_by_kode.get(kode)
    if simpul is not None:
        return simpul.nama
    return next(area.nama for area in struktur.instrumen.area_gabungan if area.kode == kode)


def gate_words(item: HasilGerbang) -> str:
    """`kurang 0,35 dari 14,00` (rounded up), or that the line is reached."""
    ambang = indonesian(item.ambang)
    if item.terpenuhi:
        return f"mencapai batas {ambang}"
    return f"kurang {indonesian_shortfall(item.kurang)} dari {ambang}"


def _row(struktur: Struktur, item: HasilGerbang, *, mengikat: bool) -> BarisGerbang:
    return BarisGerbang(
        kode=item.gerbang.kode,
        nama=name_of(struktur, item.gerbang.simpul),
        nilai=cut_decimal(item.nilai),
        bobot=cut_decimal(item.bobot),
        ambang=cut_decimal(item.ambang),
        terpenuhi=item.terpenuhi,
        pasti=item.pasti,
        mengikat=mengikat,
        words=gate_words(item),
        syarat=item.gerbang.syarat,
        dasar=item.gerbang.dasar,
    )


def show_gates(struktur: Struktur, hasil: HasilPredikat) -> PapanGerbang:
    """A predicate's gates as rows."""
    hardest = hasil.mengikat if not hasil.semua_terpenuhi else None
    rows = tuple(_row(struktur, item, mengikat=item is hardest) for item in hasil.gerbang)
    return PapanGerbang(
        predikat=hasil.predikat,
        nama=PredikatKind(hasil.predikat).label,
        many=len(rows),
        met=sum(row.terpenuhi for row in rows),
        lengkap=hasil.lengkap,
        mengikat=next((row for row in rows if row.mengikat), None),
        rows=rows,
    )


def sentences_of_score(skor: Skor, tahun: int) -> list[KalimatGerbang]:
    """WBK and WBBM of a score just computed, a sentence each."""
    return [_sentence(skor.struktur, hasil) for hasil in evaluate_semua(skor, tahun=tahun).values()]


def _sentence(struktur: Struktur, hasil: HasilPredikat) -> KalimatGerbang:
    met = sum(item.terpenuhi for item in hasil.gerbang)
    unmet = met < len(hasil.gerbang)
    hardest = hasil.mengikat if unmet else None
    return KalimatGerbang(
        predikat=hasil.predikat,
        many=len(hasil.gerbang),
        met=met,
        lengkap=hasil.lengkap,
        mengikat=_row(struktur, hardest, mengikat=True) if hardest else None,
    )


def gates_of_stored(
    struktur: Struktur, stored: Mapping[str, Angka2], butir: Mapping[str, Fraction], tahun: int
) -> list[PapanGerbang]:
    """WBK and WBBM from stored points; `butir` are the points of single questions that carry a gate."""
    nilai = {kode: Fraction(row.buku_kerja) for kode, row in stored.items()} | dict(butir)
    lantai = {kode: Fraction(row.lantai) for kode, row in stored.items()} | dict(butir)
    lengkap = stored[TOTAL].terisi == stored[TOTAL].butir
    return [
        show_gates(
            struktur,
            read_gerbang(struktur, predikat, nilai=nilai, lantai=lantai, lengkap=lengkap, tahun=tahun),
        )
        for predikat in PREDIKAT
    ]


def gate_codes(struktur: Struktur) -> tuple[frozenset[str], frozenset[str]]:
    """The codes that carry gates: nodes whose points are stored, and single questions."""
    codes = frozenset(item.simpul for item in struktur.instrumen.gerbang) | {TOTAL}
    butir = frozenset(struktur.butir_by_kode)
    return codes - butir, codes & butir


def thresholds_of(struktur: Struktur, tahun: int) -> dict[str, list[tuple[str, int]]]:
    """The gates of a year by predicate: code of the node, and the threshold in units of the last stored place."""
    gates = struktur.instrumen.gerbang_for(tahun)
    return {
        predikat: [
            (item.simpul, ceil(ambang_poin(struktur, item) * UNIT))
            for item in gates
            if item.predikat == predikat
        ]
        for predikat in PREDIKAT
    }


def count_gates(
    thresholds: Mapping[str, list[tuple[str, int]]], nilai: Mapping[str, int], *, lengkap: bool
) -> list[RingkasGerbang]:
    """How many gates are reached by points in units of the last stored place."""
    return [
        RingkasGerbang(predikat, len(gates), sum(nilai[kode] >= need for kode, need in gates), lengkap)
        for predikat, gates in thresholds.items()
    ]
