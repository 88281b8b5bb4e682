"""An instrument made ready to score: positions, exact weights and integer factors, computed once. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm

from evaluasi.domain.instrumen.data import BUTIR, InstrumenData, SimpulData


@dataclass(frozen=True, slots=True)
class ButirSiap:
    """A question made ready: option values as numerators over `Struktur.pembagi_nilai`."""

    kode: str
    simpul: SimpulData
    posisi: int
    opsi: Mapping[str, int]
    faktor: int
    """Numerator of its full weight over `Struktur.pembagi_bobot`."""


@dataclass(frozen=True, slots=True)
class Kelompok:
    """Questions that share one weight by their mean; `faktor[n]` weighs the sum of values when n are answered."""

    posisi: int
    butir: tuple[int, ...]
    faktor: tuple[int, ...]


@dataclass(frozen=True)
class Struktur:
    """An instrument ready to score; build it once with `compile_instrumen` and keep it."""

    instrumen: InstrumenData
    posisi: Mapping[str, int]
    """Where each code stands in the arrays of a score: nodes and questions, then combined areas."""
    bobot: tuple[Fraction, ...]
    induk: tuple[int, ...]
    butir: tuple[ButirSiap, ...]
    kelompok: tuple[Kelompok, ...]
    gabungan: tuple[tuple[int, tuple[int, ...]], ...]
    pembagi_nilai: int
    pembagi_bobot: int

    @cached_property
    def butir_by_kode(self) -> Mapping[str, ButirSiap]:
        return {item.kode: item for item in self.butir}

    @cached_property
    def simpul_by_kode(self) -> Mapping[str, SimpulData]:
        return {item.kode: item for item in self.instrumen.simpul}

    def above(self, kode: str) -> tuple[str, ...]:
        """What a question's answer counts in: the nodes over it up to the total, and its combined area."""
        return tuple(atas for atas in self.stored_codes if kode in self._under[atas])

    @cached_property
    def stored_codes(self) -> tuple[str, ...]:
        """Everything above the questions: what scores are stored for."""
        return tuple(kode for kode in self.posisi if kode not in self.butir_by_kode)

    @cached_property
    def board_codes(self) -> tuple[str, ...]:
        """What a board shows of a score: the whole, components, combined areas, and whatever carries a gate."""
        gates = {item.simpul for item in self.instrumen.gerbang}
        above = {item.kode for item in self.instrumen.simpul if item.jenis in {"total", "komponen"}}
        return tuple(kode for kode in self.posisi if kode in gates | above | self.combined)

    @cached_property
    def combined(self) -> frozenset[str]:
        """The codes of the combined areas."""
        return frozenset(area.kode for area in self.instrumen.area_gabungan)

    @cached_property
    def anak(self) -> Mapping[str, tuple[str, ...]]:
        """The codes under each code; a combined area holds its halves."""
        result: dict[str, list[str]] = {kode: [] for kode in self.posisi}
        for item in self.instrumen.simpul:
            if item.induk:
                result[item.induk].append(item.kode)
        result |= {area.kode: list(area.bagian) for area in self.instrumen.area_gabungan}
        return {kode: tuple(codes) for kode, codes in result.items()}

    @cached_property
    def jumlah_butir(self) -> tuple[int, ...]:
        """How many questions stand under each position."""
        own = [0] * len(self.posisi)
        for item in self.butir:
            own[item.posisi] = 1
        return tuple(self.sum_up(own))

    def bobot_of(self, kode: str) -> Fraction:
        """The weight of a node; of a question without its own weight, its equal share. KeyError if unknown."""
        return self.bobot[self.posisi[kode]]

    def butir_under(self, kode: str) -> tuple[str, ...]:
        """The codes of all questions under a node or combined area, in the order of the instrument."""
        return self._under[kode]

    @cached_property
    def _under(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}

        def fill(kode: str) -> tuple[str, ...]:
            if kode not in found:
                below = self.anak[kode]
                found[kode] = tuple(butir for bawah in below for butir in fill(bawah)) if below else (kode,)
            return found[kode]

        for kode in self.anak:
            fill(kode)
        return found

    def sum_up(self, values: list[int]) -> list[int]:
        """Adds each position into its parent, leaves first, then fills the combined areas. Changes the list."""
        induk = self.induk
        for at in range(len(induk) - 1, 0, -1):
            values[induk[at]] += values[at]
        for at, bagian in self.gabungan:
            values[at] = sum(values[bawah] for bawah in bagian)
        return values


def compile_instrumen(instrumen: InstrumenData) -> Struktur:
    """The instrument ready to score. Costs milliseconds: keep the result (`pustaka` does)."""
    simpul, area = instrumen.simpul, instrumen.area_gabungan
    codes = [item.kode for item in simpul] + [item.kode for item in area]
    posisi = {kode: at for at, kode in enumerate(codes)}
    induk = tuple(posisi.get(item.induk, -1) for item in simpul)
    rata = _mean_groups(simpul, induk)
    bobot = [Fraction(item.bobot or 0) for item in simpul] + [Fraction(item.bobot) for item in area]
    for atas, bawah in rata.items():
        for at in bawah:
            bobot[at] = bobot[atas] / len(bawah)
    pembagi_nilai = lcm(*_value_denominators(instrumen.butir))
    pembagi_bobot = lcm(*_weight_denominators(bobot, rata))
    butir = tuple(
        _ready(item, posisi[item.kode], pembagi_nilai, bobot[posisi[item.kode]] * pembagi_bobot)
        for item in instrumen.butir
    )
    urutan = {item.posisi: nomor for nomor, item in enumerate(butir)}
    return Struktur(
        instrumen=instrumen,
        posisi=posisi,
        bobot=tuple(bobot),
        induk=induk,
        butir=butir,
        kelompok=tuple(
            Kelompok(
                posisi=atas,
                butir=tuple(urutan[at] for at in bawah),
                faktor=(0, *(int(bobot[atas] * pembagi_bobot / n) for n in range(1, len(bawah) + 1))),
            )
            for atas, bawah in rata.items()
        ),
        gabungan=tuple((posisi[item.kode], tuple(posisi[kode] for kode in item.bagian)) for item in area),
        pembagi_nilai=pembagi_nilai,
        pembagi_bobot=pembagi_bobot,
    )


def _ready(item: SimpulData, posisi: int, pembagi_nilai: int, faktor: Fraction) -> ButirSiap:
    opsi = {pilihan.kunci: int(pilihan.nilai * pembagi_nilai) for pilihan in item.pilihan}
    return ButirSiap(kode=item.kode, simpul=item, posisi=posisi, opsi=opsi, faktor=int(faktor))


def _mean_groups(simpul: Sequence[SimpulData], induk: Sequence[int]) -> dict[int, list[int]]:
    """Parent position -> positions of the questions that share its weight by their mean."""
    groups: dict[int, list[int]] = {}
    for at, item in enumerate(simpul):
        if item.jenis == BUTIR and item.bobot is None:
            groups.setdefault(induk[at], []).append(at)
    return groups


def _value_denominators(butir: Sequence[SimpulData]) -> list[int]:
    return [Fraction(pilihan.nilai).denominator for item in butir for pilihan in item.pilihan]


def _weight_denominators(bobot: Sequence[Fraction], rata: Mapping[int, Sequence[int]]) -> list[int]:
    """Such that every weight, and every mean group's weight over each possible count, becomes an integer."""
    shared = [bobot[atas].denominator * n for atas, bawah in rata.items() for n in range(1, len(bawah) + 1)]
    return [item.denominator for item in bobot] + shared
