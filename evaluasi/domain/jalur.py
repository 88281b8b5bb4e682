"""What if, and the cheapest path to a predicate. Pure.

The path raises answers, each at the cost of its effort (1 by default), until every gate of the predicate holds on
the floor (blanks are zero), whatever the blanks turn out to be. It is the least total effort there is: proven, not
searched for (see `least_set`). How it is discretised:

- A question is raised or it isn't; its effort is the same however far it goes. The choice is therefore made with each
  raised question at the best it can reach: the top option, a ratio of 1, an index of 4, or what `capaian` says.
- Afterwards each raised answer is lowered in turn (indices first, then counts, then choices) to the least step that
  still keeps all gates: the next option, the least count with the denominators as filled in, an index to two places.
  Those steps suffice together; among equally cheap paths another mix of steps may exist.
- Counts whose denominators are not filled in have no target count, only the least ratio.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm

from dasar.errors import DomainError
from evaluasi.domain.gerbang import HasilGerbang, evaluate_gerbang
from evaluasi.domain.instrumen.data import SimpulData
from evaluasi.domain.jawaban import Jawaban, JawabanInvalid, jawaban_problems, value_of
from evaluasi.domain.langkah import Calon, Langkah, lower_steps
from evaluasi.domain.least_set import Group, Item, find_least
from evaluasi.domain.scoring import Angka, Skor, score
from evaluasi.domain.struktur import Struktur

NOL, SATU = Fraction(0), Fraction(1)
MAKS_USAHA = 20


@dataclass(frozen=True, slots=True)
class Halangan:
    """A gate that cannot be reached with what may be raised: the most that is possible, and what is missing then."""

    gerbang: HasilGerbang
    terbaik: Fraction
    kurang: Fraction


@dataclass(frozen=True, slots=True)
class Jalur:
    """The cheapest path, or the gates in its way (`halangan`, then there are no steps).

    `usaha_kurang_satu` is the proof: the most the worksheet's total can reach with one unit of effort less and every
    other gate held; None when not even the other gates can be held with it.
    """

    predikat: str
    usaha: int
    langkah: tuple[Langkah, ...]
    halangan: tuple[Halangan, ...] = ()
    usaha_kurang_satu: Fraction | None = None

    @property
    def mungkin(self) -> bool:
        return not self.halangan


@dataclass(frozen=True, slots=True)
class Simulasi:
    """The scores before and after changed answers; nothing is saved."""

    sebelum: Skor
    sesudah: Skor
    jawaban: Mapping[str, Jawaban | None]


def simulate(
    struktur: Struktur, jawaban: Mapping[str, Jawaban | None], perubahan: Mapping[str, Jawaban | None]
) -> Simulasi:
    """The score if some answers were others (None empties one). Raises JawabanInvalid for an answer that does not fit."""
    for kode, baru in perubahan.items():
        problems = jawaban_problems(_simpul(struktur, kode), baru)
        if problems:
            raise JawabanInvalid(kode, f"{kode}: {' '.join(problems)}")
    changed = {**jawaban, **perubahan}
    return Simulasi(score(struktur, jawaban), score(struktur, changed), changed)


def find_jalur(
    struktur: Struktur,
    jawaban: Mapping[str, Jawaban | None],
    predikat: str,
    *,
    usaha: Mapping[str, int] | None = None,
    kecuali: Collection[str] = (),
    capaian: Mapping[str, Jawaban] | None = None,
    tahun: int | None = None,
) -> Jalur:
    """The set of answers to raise, of least total effort, with which every gate of the predicate holds.

    `usaha` weighs questions (integers 1 to 20, default 1), `kecuali` leaves questions as they are, `capaian` caps a
    question at an answer that is thought attainable (an index of 3.7). Raises JawabanInvalid for a code or answer
    that does not fit, DomainError for an effort out of range or a year whose gates the law does not give.
    """
    skor = score(struktur, jawaban)
    hasil = evaluate_gerbang(skor, predikat, angka=Angka.LANTAI, tahun=tahun)
    if not hasil.diberikan:
        raise DomainError(
            f"Ambang {predikat} untuk tahun itu tidak diberikan, jadi jalurnya tidak dapat dihitung."
        )
    calon = _candidates(struktur, jawaban, usaha or {}, kecuali, capaian or {})
    halangan = _obstacles(struktur, hasil.gerbang, calon)
    if halangan:
        return Jalur(predikat, 0, (), halangan)
    root, skala, satuan = _groups(struktur, hasil.gerbang, calon)
    least = find_least(root)
    if least is None:
        raise AssertionError("gerbang yang masing-masing dapat dicapai selalu dapat dicapai bersama")
    below = None if least.below is None else skor.fraction(angka=Angka.LANTAI) + Fraction(least.below, skala)
    langkah = lower_steps(
        struktur, hasil.gerbang, jawaban, [calon[kode] for kode in calon if kode in least.keys]
    )
    return Jalur(predikat, least.cost * satuan, langkah, usaha_kurang_satu=below if least.cost else None)


def _simpul(struktur: Struktur, kode: str) -> SimpulData:
    if kode not in struktur.butir_by_kode:
        raise JawabanInvalid(kode, f"Kode butir {kode} tidak ada dalam {struktur.instrumen.nama}.")
    return struktur.butir_by_kode[kode].simpul


def _candidates(
    struktur: Struktur,
    jawaban: Mapping[str, Jawaban | None],
    usaha: Mapping[str, int],
    kecuali: Collection[str],
    capaian: Mapping[str, Jawaban],
) -> dict[str, Calon]:
    for kode in (*usaha, *kecuali, *capaian):
        _simpul(struktur, kode)
    if any(
        isinstance(cost, bool) or not isinstance(cost, int) or not 1 <= cost <= MAKS_USAHA
        for cost in usaha.values()
    ):
        raise DomainError(f"Bobot usaha adalah bilangan bulat 1 sampai {MAKS_USAHA}.")
    result = {}
    for butir in struktur.butir:
        kode = butir.kode
        kini = value_of(butir.simpul, jawaban.get(kode)) or NOL
        puncak = SATU
        if kode in capaian:
            puncak = value_of(butir.simpul, capaian[kode]) or NOL
        if kode not in kecuali and puncak > kini:
            result[kode] = Calon(
                simpul=butir.simpul,
                bobot=struktur.bobot_of(kode),
                kini=kini,
                puncak=puncak,
                usaha=usaha.get(kode, 1),
                capaian=capaian.get(kode),
            )
    return result


def _obstacles(
    struktur: Struktur, gerbang: tuple[HasilGerbang, ...], calon: Mapping[str, Calon]
) -> tuple[Halangan, ...]:
    result = []
    for item in gerbang:
        under = struktur.butir_under(item.gerbang.simpul)
        terbaik = item.nilai + sum((calon[kode].tambahan for kode in under if kode in calon), NOL)
        if terbaik < item.ambang:
            result.append(Halangan(item, terbaik, item.ambang - terbaik))
    return tuple(result)


def _groups(
    struktur: Struktur, gerbang: tuple[HasilGerbang, ...], calon: Mapping[str, Calon]
) -> tuple[Group, int, int]:
    """The gates as nested groups in integers, the scale of the gains, and the unit of the efforts."""
    skala = lcm(
        *(item.tambahan.denominator for item in calon.values()),
        *((item.ambang - item.nilai).denominator for item in gerbang),
    )
    satuan = gcd(*(item.usaha for item in calon.values())) or 1
    everything = frozenset(item.kode for item in struktur.butir)
    placed: list[tuple[frozenset[str], Group]] = [(everything, Group(need=0))]
    for item in sorted(gerbang, key=lambda item: -len(struktur.butir_under(item.gerbang.simpul))):
        codes = frozenset(struktur.butir_under(item.gerbang.simpul))
        need = int((item.ambang - item.nilai) * skala)
        outer = [known for known in placed if codes & known[0]]
        if any(not codes <= known for known, _ in outer):
            raise DomainError(
                f"Gerbang {item.gerbang.kode} bersilangan dengan gerbang lain; jalur tidak dapat dihitung."
            )
        around, home = outer[-1]
        if codes == around:
            home.need = max(home.need, need)
        else:
            home.groups.append(Group(need))
            placed.append((codes, home.groups[-1]))
    for kode, each in calon.items():
        home = next(group for codes, group in reversed(placed) if kode in codes)
        home.items.append(Item(kode, int(each.tambahan * skala), each.usaha // satuan))
    return placed[0][1], skala, satuan
