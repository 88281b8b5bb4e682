"""The score of a worksheet, exact to the last digit. Pure: plain values in, Decimal out, no ORM, no Django.

Source: PermenPANRB 90/2021, Lampiran III (and 52/2014, Lampiran), with the arithmetic of the ministry's workbook:
value of a question 0..1; sub-aspect = weight x mean of its questions; everything above is a sum, never rounded.

Two figures stand side by side. BUKU_KERJA skips blank questions as the workbook does, so a blank can raise it.
LANTAI takes a blank as zero. They are equal when the worksheet is complete; LANTAI is never the greater one.
Where the workbook prints a division by zero (a sub-aspect without any answer), BUKU_KERJA takes 0: a rule of the
portal, listed in `Skor.tanpa_jawaban`. The points of a single question are its value times its full share of the
weight, in both figures.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import lcm

from evaluasi.domain.bilangan import STORED_PLACES, UNIT, cut_decimal, half_up
from evaluasi.domain.instrumen.data import TOTAL
from evaluasi.domain.jawaban import Jawaban, JawabanInvalid, value_of
from evaluasi.domain.struktur import Struktur


class Angka(StrEnum):
    """Which of the two figures is meant."""

    BUKU_KERJA = "buku_kerja"
    LANTAI = "lantai"


@dataclass(frozen=True)
class Skor:
    """The scores of one worksheet: exact, in both figures, for every node, question and combined area."""

    struktur: Struktur
    penyebut: int
    """The common denominator of all points of this worksheet."""
    kosong: tuple[str, ...]
    """Questions without a (complete) answer, in the order of the instrument."""
    tanpa_jawaban: tuple[str, ...]
    """Sub-aspects without any answer: the workbook prints #DIV/0! there, this score takes 0."""
    _buku_kerja: Sequence[int] = field(repr=False)
    _lantai: Sequence[int] = field(repr=False)
    _terisi: Sequence[int] = field(repr=False)

    @property
    def lengkap(self) -> bool:
        """Whether every question is answered; only then may the score be called final."""
        return not self.kosong

    def fraction(self, kode: str = TOTAL, angka: Angka = Angka.BUKU_KERJA) -> Fraction:
        """The exact points of a code. KeyError if the instrument does not know it."""
        return Fraction(self._source(angka)[self.struktur.posisi[kode]], self.penyebut)

    def nilai(self, kode: str = TOTAL, angka: Angka = Angka.BUKU_KERJA) -> Decimal:
        """The points of a code, cut off after 12 places (see `bilangan`)."""
        return cut_decimal(self.fraction(kode, angka))

    def persen(self, kode: str = TOTAL, angka: Angka = Angka.BUKU_KERJA) -> Decimal:
        """Points as per cent of the weight, two places, half up, from the unrounded points."""
        return half_up(self.fraction(kode, angka) / self.struktur.bobot_of(kode) * 100)

    def terisi(self, kode: str = TOTAL) -> tuple[int, int]:
        """How many questions under the code are answered, and how many there are."""
        posisi = self.struktur.posisi[kode]
        return self._terisi[posisi], self.struktur.jumlah_butir[posisi]

    def semua(self, angka: Angka = Angka.BUKU_KERJA) -> dict[str, Decimal]:
        """The points of every code as `nilai` gives them, in one go: what storage writes."""
        return {
            kode: Decimal(f"{units}E-{STORED_PLACES}")
            for kode, units in self.units(self.struktur.posisi, angka).items()
        }

    def units(self, codes: Iterable[str], angka: Angka = Angka.BUKU_KERJA) -> dict[str, int]:
        """The points of some codes as whole numbers of the last stored place, cut off as stored scores are."""
        source, posisi, penyebut = self._source(angka), self.struktur.posisi, self.penyebut
        return {kode: source[posisi[kode]] * UNIT // penyebut for kode in codes}

    def _source(self, angka: Angka) -> Sequence[int]:
        return self._lantai if angka is Angka.LANTAI else self._buku_kerja


def score(struktur: Struktur, jawaban: Mapping[str, Jawaban | None]) -> Skor:
    """The scores of a worksheet from its answers (code of the question -> answer; absent or None is a blank).

    Exact: every figure is an integer over one common denominator. Raises JawabanInvalid when a code is unknown
    or an answer does not fit its question; whether counts are plausible is asked before (`jawaban_problems`).
    """
    nilai, pembagi = _values(struktur, jawaban)
    buku_kerja = [0] * len(struktur.posisi)
    terisi = [0] * len(struktur.posisi)
    for butir, angka in zip(struktur.butir, nilai, strict=True):
        if angka is not None:
            buku_kerja[butir.posisi] = angka * butir.faktor
            terisi[butir.posisi] = 1
    lantai = struktur.sum_up(list(buku_kerja))
    tanpa_jawaban = _replace_means(struktur, nilai, buku_kerja)
    return Skor(
        struktur=struktur,
        penyebut=pembagi * struktur.pembagi_bobot,
        kosong=tuple(butir.kode for butir, angka in zip(struktur.butir, nilai, strict=True) if angka is None),
        tanpa_jawaban=tanpa_jawaban,
        _buku_kerja=buku_kerja,
        _lantai=lantai,
        _terisi=struktur.sum_up(terisi),
    )


def _values(struktur: Struktur, jawaban: Mapping[str, Jawaban | None]) -> tuple[list[int | None], int]:
    """Each question's value as numerator over the second result, the denominator common to all."""
    nilai: list[int | None] = []
    pecahan: list[tuple[int, Fraction]] = []
    found = 0
    for nomor, butir in enumerate(struktur.butir):
        answer = jawaban.get(butir.kode)
        found += butir.kode in jawaban
        pilihan = butir.opsi.get(answer) if isinstance(answer, str) else None
        if pilihan is None and answer is not None and (value := value_of(butir.simpul, answer)) is not None:
            pecahan.append((nomor, value))
        nilai.append(pilihan)
    if found != len(jawaban):
        asing = next(kode for kode in jawaban if kode not in struktur.butir_by_kode)
        raise JawabanInvalid(asing, f"Kode butir {asing} tidak ada dalam {struktur.instrumen.nama}.")
    faktor = lcm(*(value.denominator for _, value in pecahan))
    pembagi = struktur.pembagi_nilai * faktor
    if faktor != 1:
        nilai = [angka and angka * faktor for angka in nilai]
    for nomor, value in pecahan:
        nilai[nomor] = value.numerator * (pembagi // value.denominator)
    return nilai, pembagi


def _replace_means(struktur: Struktur, nilai: Sequence[int | None], buku_kerja: list[int]) -> tuple[str, ...]:
    """Turns points of questions into the workbook's sums in place; returns the sub-aspects without an answer."""
    own = list(buku_kerja)
    empty = []
    for kelompok in struktur.kelompok:
        terjawab = [angka for nomor in kelompok.butir if (angka := nilai[nomor]) is not None]
        for nomor in kelompok.butir:
            buku_kerja[struktur.butir[nomor].posisi] = 0
        buku_kerja[kelompok.posisi] = sum(terjawab) * kelompok.faktor[len(terjawab)]
        if not terjawab:
            empty.append(struktur.instrumen.simpul[kelompok.posisi].kode)
    struktur.sum_up(buku_kerja)
    for butir in struktur.butir:
        buku_kerja[butir.posisi] = own[butir.posisi]
    return tuple(empty)
