"""Answers to score: the best of everything, the lowest, and whatever Hypothesis thinks of."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import strategies as st

from evaluasi.domain.instrumen import InstrumenData, SimpulData
from evaluasi.domain.jawaban import Jawaban, value_of
from evaluasi.domain.pustaka import read_instrumen

INSTRUMEN_90 = read_instrumen("permenpan-90-2021")
INSTRUMEN_52 = read_instrumen("permenpan-52-2014")


def best(instrumen: InstrumenData = INSTRUMEN_90) -> dict[str, Jawaban]:
    return {butir.kode: _best(butir) for butir in instrumen.butir}


def lowest(instrumen: InstrumenData = INSTRUMEN_90) -> dict[str, Jawaban]:
    return {butir.kode: _lowest(butir) for butir in instrumen.butir}


def _best(butir: SimpulData) -> Jawaban:
    if butir.pilihan:
        return butir.pilihan[0].kunci
    if butir.rumus.maks is not None:
        return butir.rumus.maks
    if butir.rumus.jenis == "penurunan":
        return {masukan.kunci: 3 if masukan.kunci in butir.rumus.penyebut else 0 for masukan in butir.masukan}
    return {
        masukan.kunci: 3 * len(butir.rumus.penyebut) if masukan.kunci == butir.rumus.pembilang else 3
        for masukan in butir.masukan
    }


def _lowest(butir: SimpulData) -> Jawaban:
    if butir.pilihan:
        return butir.pilihan[-1].kunci
    if butir.rumus.maks is not None:
        return Decimal(0)
    if butir.rumus.jenis == "penurunan":
        return {masukan.kunci: 3 for masukan in butir.masukan}
    return {masukan.kunci: 0 if masukan.kunci == butir.rumus.pembilang else 3 for masukan in butir.masukan}


def jawaban_of(butir: SimpulData) -> st.SearchStrategy[Jawaban]:
    if butir.pilihan:
        return st.sampled_from([pilihan.kunci for pilihan in butir.pilihan])
    if butir.rumus.maks is not None:
        return st.decimals(min_value=0, max_value=butir.rumus.maks, places=4)
    return st.fixed_dictionaries({masukan.kunci: st.integers(0, 12) for masukan in butir.masukan})


def answers(instrumen: InstrumenData, *, blanks: bool = True) -> st.SearchStrategy[dict[str, Jawaban]]:
    """Answers to a few questions over a ground of best or lowest answers, some questions left blank."""
    codes = [butir.kode for butir in instrumen.butir]

    @st.composite
    def build(draw: st.DrawFn) -> dict[str, Jawaban]:
        result = dict(draw(st.sampled_from([best(instrumen), lowest(instrumen)])))
        for butir in instrumen.butir:
            if draw(st.integers(0, 3)):
                result[butir.kode] = draw(jawaban_of(butir))
        if blanks:
            for kode in draw(st.sets(st.sampled_from(codes), max_size=40)):
                del result[kode]
        return result

    return build()


def naive(instrumen: InstrumenData, jawaban: dict[str, Jawaban], kode: str, *, floor: bool) -> Fraction:
    """The score as the law words it, computed the slow and obvious way."""
    if kode in {area.kode for area in instrumen.area_gabungan}:
        area = next(area for area in instrumen.area_gabungan if area.kode == kode)
        return sum((naive(instrumen, jawaban, bagian, floor=floor) for bagian in area.bagian), Fraction(0))
    simpul = next(item for item in instrumen.simpul if item.kode == kode)
    anak = [item for item in instrumen.simpul if item.induk == kode]
    if not anak:
        return (value_of(simpul, jawaban.get(kode)) or Fraction(0)) * Fraction(simpul.bobot or 0)
    if anak[0].bobot is not None:
        return sum((naive(instrumen, jawaban, item.kode, floor=floor) for item in anak), Fraction(0))
    nilai = [value_of(item, jawaban.get(item.kode)) for item in anak]
    nilai = (
        [value or Fraction(0) for value in nilai]
        if floor
        else [value for value in nilai if value is not None]
    )
    return Fraction(simpul.bobot) * sum(nilai, Fraction(0)) / len(nilai) if nilai else Fraction(0)
