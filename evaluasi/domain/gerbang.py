"""The gates of WBK and WBBM: every line of the law at once, on exact values. Pure.

Source: PermenPANRB 90/2021, Lampiran II, Tabel 6 (hlm. 58) and Bab III huruf A (hlm. 52-53); 52/2014, Lampiran
(hlm. 22-23). The thresholds stand in the instrument's data. The minimum of an area is read on the combined area
(pemenuhan + reform, Tabel 3); `read_belahan` gives the stricter reading of each half, for comparison only.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from evaluasi.domain.bilangan import cut_decimal
from evaluasi.domain.instrumen.data import PREDIKAT, GerbangData
from evaluasi.domain.scoring import Angka, Skor
from evaluasi.domain.struktur import Struktur

NOL = Fraction(0)


@dataclass(frozen=True, slots=True)
class HasilGerbang:
    """One gate against one worksheet, all in points of its node and exact."""

    gerbang: GerbangData
    nilai: Fraction
    lantai: Fraction
    ambang: Fraction
    bobot: Fraction

    @property
    def terpenuhi(self) -> bool:
        """Whether the unrounded points reach the threshold."""
        return self.nilai >= self.ambang

    @property
    def pasti(self) -> bool:
        """Whether it is reached whatever the blanks turn out to be."""
        return self.lantai >= self.ambang

    @property
    def kurang(self) -> Fraction:
        """Points missing, 0 when reached."""
        return max(NOL, self.ambang - self.nilai)

    @property
    def kesulitan(self) -> Fraction:
        """Unmet: missing points over the points the node can still gain, above 0 and at most 1. Met: minus the
        margin over the node's weight. The greater, the harder the gate binds."""
        if self.terpenuhi:
            return (self.ambang - self.nilai) / self.bobot
        return self.kurang / (self.bobot - self.nilai)


@dataclass(frozen=True, slots=True)
class HasilPredikat:
    """All gates of one predicate. `diberikan` is False where the law for that year is not given: no conclusion."""

    predikat: str
    diberikan: bool
    lengkap: bool
    gerbang: tuple[HasilGerbang, ...]

    @property
    def semua_terpenuhi(self) -> bool:
        """Whether every gate is reached in the figure that was asked for."""
        return self.diberikan and all(item.terpenuhi for item in self.gerbang)

    @property
    def memenuhi(self) -> bool:
        """Whether the predicate's score is reached for certain: worksheet complete and every gate reached."""
        return self.lengkap and self.semua_terpenuhi

    @property
    def mengikat(self) -> HasilGerbang | None:
        """The gate that decides: the unmet one that needs the largest part of what its node can still gain;
        when all are met, the one with the smallest margin over its weight. The first of equals."""
        return max(self.gerbang, key=lambda item: item.kesulitan, default=None)

    @property
    def kurang(self) -> tuple[HasilGerbang, ...]:
        """The gates not reached, hardest first."""
        unmet = (item for item in self.gerbang if not item.terpenuhi)
        return tuple(sorted(unmet, key=lambda item: -item.kesulitan))


@dataclass(frozen=True, slots=True)
class HasilBelahan:
    """One half of a combined area held against the area's percentage (the reading of BPS); no gate of the portal."""

    kode: str
    nilai: Decimal
    ambang: Decimal
    terpenuhi: bool


def ambang_poin(struktur: Struktur, gerbang: GerbangData) -> Fraction:
    """The threshold of a gate in points of its node."""
    if gerbang.satuan == "persen":
        return Fraction(gerbang.ambang) / 100 * struktur.bobot_of(gerbang.simpul)
    return Fraction(gerbang.ambang)


def evaluate_gerbang(
    skor: Skor, predikat: str, *, angka: Angka = Angka.BUKU_KERJA, tahun: int | None = None
) -> HasilPredikat:
    """Every gate of a predicate against a score, values compared unrounded.

    `tahun` is the year of evaluation: where the law for it is not given (10/2019), `diberikan` is False and there
    are no gates. Without a year the instrument's own gates are taken.
    """
    gates = skor.struktur.instrumen.gerbang_for(tahun)
    codes = {item.simpul for item in gates if item.predikat == predikat}
    return read_gerbang(
        skor.struktur,
        predikat,
        nilai={kode: skor.fraction(kode, angka) for kode in codes},
        lantai={kode: skor.fraction(kode, Angka.LANTAI) for kode in codes},
        lengkap=skor.lengkap,
        tahun=tahun,
    )


def read_gerbang(
    struktur: Struktur,
    predikat: str,
    *,
    nilai: Mapping[str, Fraction],
    lantai: Mapping[str, Fraction],
    lengkap: bool,
    tahun: int | None = None,
) -> HasilPredikat:
    """Every gate of a predicate against points by code, as `evaluate_gerbang`: exact ones, or stored ones, whose
    cut after 12 places gives the same answer at every gate."""
    gates = [item for item in struktur.instrumen.gerbang_for(tahun) if item.predikat == predikat]
    return HasilPredikat(
        predikat=predikat,
        diberikan=bool(gates),
        lengkap=lengkap,
        gerbang=tuple(
            HasilGerbang(
                gerbang=item,
                nilai=nilai[item.simpul],
                lantai=lantai[item.simpul],
                ambang=ambang_poin(struktur, item),
                bobot=struktur.bobot_of(item.simpul),
            )
            for item in gates
        ),
    )


def evaluate_semua(
    skor: Skor, *, angka: Angka = Angka.BUKU_KERJA, tahun: int | None = None
) -> dict[str, HasilPredikat]:
    """The gates of WBK and WBBM at once."""
    return {predikat: evaluate_gerbang(skor, predikat, angka=angka, tahun=tahun) for predikat in PREDIKAT}


def read_belahan(skor: Skor, predikat: str, *, angka: Angka = Angka.BUKU_KERJA) -> tuple[HasilBelahan, ...]:
    """Each half of the combined areas against the area's percentage, in the order of the gates."""
    bagian = {area.kode: area.bagian for area in skor.struktur.instrumen.area_gabungan}
    result = []
    for gerbang in skor.struktur.instrumen.gerbang:
        if gerbang.predikat != predikat or gerbang.satuan != "persen":
            continue
        for kode in bagian.get(gerbang.simpul, ()):
            nilai = skor.fraction(kode, angka)
            ambang = Fraction(gerbang.ambang) / 100 * skor.struktur.bobot_of(kode)
            result.append(HasilBelahan(kode, cut_decimal(nilai), cut_decimal(ambang), nilai >= ambang))
    return tuple(result)
