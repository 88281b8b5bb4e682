"""The steps of a path: each answer to raise, lowered to the least that suffices. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from evaluasi.domain.gerbang import HasilGerbang
from evaluasi.domain.instrumen.data import SimpulData
from evaluasi.domain.jawaban import Jawaban, is_angka, ratio_of
from evaluasi.domain.struktur import Struktur

NOL = Fraction(0)
INDEX_STEPS = 100
"""An index is raised in hundredths, as surveys print it."""


@dataclass(frozen=True, slots=True)
class Calon:
    """A question that may be raised: its weight, its value now, the best it can reach, the effort, and the answer
    thought attainable when that is not the top."""

    simpul: SimpulData
    bobot: Fraction
    kini: Fraction
    puncak: Fraction
    usaha: int
    capaian: Jawaban | None

    @property
    def tambahan(self) -> Fraction:
        """Points gained by going from now to the best."""
        return self.bobot * (self.puncak - self.kini)


@dataclass(frozen=True, slots=True)
class Langkah:
    """One answer to raise. `ke` is the least answer that suffices within this path (None when the counts that it
    needs are not filled in), `nilai_ke` its value 0..1, `tambahan` the points it adds to the total."""

    kode: str
    usaha: int
    dari: Jawaban | None
    ke: Jawaban | None
    nilai_dari: Fraction
    nilai_ke: Fraction
    tambahan: Fraction


def lower_steps(
    struktur: Struktur,
    gerbang: Sequence[HasilGerbang],
    jawaban: Mapping[str, Jawaban | None],
    raised: Sequence[Calon],
) -> tuple[Langkah, ...]:
    """The raised answers in the order given, each lowered in turn to the least step that still keeps every gate.

    Indices are lowered first, then counts, then choices: what depends on others most is asked for least.
    """
    under = {item.gerbang.kode: frozenset(struktur.butir_under(item.gerbang.simpul)) for item in gerbang}
    spare = {item.gerbang.kode: item.nilai - item.ambang for item in gerbang}
    for calon in raised:
        for name, codes in under.items():
            if calon.simpul.kode in codes:
                spare[name] += calon.tambahan
    steps: dict[str, Langkah] = {}
    for calon in sorted(raised, key=_lowering_order):
        kode = calon.simpul.kode
        holding = [name for name, codes in under.items() if kode in codes]
        need = calon.puncak - min((spare[name] for name in holding), default=NOL) / calon.bobot
        ke, nilai = least_step(calon, jawaban.get(kode), max(need, calon.kini))
        for name in holding:
            spare[name] -= calon.bobot * (calon.puncak - nilai)
        steps[kode] = Langkah(
            kode=kode,
            usaha=calon.usaha,
            dari=jawaban.get(kode),
            ke=ke,
            nilai_dari=calon.kini,
            nilai_ke=nilai,
            tambahan=calon.bobot * (nilai - calon.kini),
        )
    return tuple(steps[calon.simpul.kode] for calon in raised)


def _lowering_order(calon: Calon) -> int:
    if is_angka(calon.simpul):
        return 0
    return 1 if calon.simpul.masukan else 2


def least_step(calon: Calon, dari: Jawaban | None, need: Fraction) -> tuple[Jawaban | None, Fraction]:
    """The lowest answer worth at least `need` and at most the question's best, with its value 0..1.

    Without an answer in steps that small, the best itself; None for counts whose denominators are not filled in.
    """
    simpul = calon.simpul
    if simpul.pilihan:
        enough = [item for item in simpul.pilihan if need <= Fraction(item.nilai) <= calon.puncak]
        return enough[-1].kunci, Fraction(enough[-1].nilai)
    if is_angka(simpul):
        ke, nilai = _least_index(simpul, need)
    else:
        ke, nilai = _least_count(simpul, dari, need)
    return (ke, nilai) if nilai <= calon.puncak else (calon.capaian, calon.puncak)


def _least_index(simpul: SimpulData, need: Fraction) -> tuple[Jawaban | None, Fraction]:
    maks = Fraction(simpul.rumus.maks or 1) if simpul.rumus else Fraction(1)
    steps = need * maks * INDEX_STEPS
    step = Decimal(-(-steps.numerator // steps.denominator)) / INDEX_STEPS
    return step, Fraction(step) / maks


def _least_count(simpul: SimpulData, dari: Jawaban | None, need: Fraction) -> tuple[Jawaban | None, Fraction]:
    rumus = simpul.rumus
    if rumus is None or not isinstance(dari, Mapping) or any(kunci not in dari for kunci in rumus.penyebut):
        return None, need
    whole = sum(dari[kunci] for kunci in rumus.penyebut)
    part = need * whole
    count = -(-part.numerator // part.denominator)
    if rumus.jenis == "penurunan":
        count = whole - count
    ke = {**dari, rumus.pembilang: count}
    nilai = ratio_of(rumus, ke)
    return (None, need) if nilai is None or nilai < need else (ke, nilai)
