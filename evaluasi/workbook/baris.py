"""The rows of a sheet put in their places of the instrument: by mark, type, order and words, never by row number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from dasar.lembar import Sel
from evaluasi.domain.instrumen.data import TOTAL, SimpulData
from evaluasi.domain.struktur import Struktur
from evaluasi.workbook.padanan import align, likeness
from evaluasi.workbook.susunan import JUMLAH, has_counts, mark_of
from evaluasi.workbook.tata import Ditemukan, is_damaged_type, type_of

MARK = re.compile(r"([A-Z]{1,5}|[ivx]{1,5}|[a-z]|\d{1,2}|-)\s*[.)]?")
MARKED = re.compile(r"([A-Z]|[IVX]{1,5}|[ivx]{1,5}|[a-z]|\d{1,2})[.)]\s+(\S.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Terbaca:
    """One row as it stands: its mark, its words, its answer type, and whether something was answered."""

    row: int
    tanda: str
    teks: str
    jenis: str
    rusak: bool
    """The type cell holds an option instead of a type."""
    terisi: bool

    @property
    def is_count(self) -> bool:
        return self.jenis == JUMLAH


@dataclass(slots=True)
class BarisButir:
    """A question found: its row, and the rows of its counts by input; `total` states the sum of the divisor."""

    terbaca: Terbaca
    hitungan: list[Terbaca] = field(default_factory=list)
    jumlah: dict[str, int] = field(default_factory=dict)
    total: int = 0


@dataclass(slots=True)
class Peta:
    """Where everything stands: rows of nodes and questions by code, and rows that fit nowhere."""

    simpul: dict[str, int] = field(default_factory=dict)
    butir: dict[str, BarisButir] = field(default_factory=dict)
    asing: list[Terbaca] = field(default_factory=list)
    ganda: list[tuple[str, Terbaca]] = field(default_factory=list)


def read_rows(di: Ditemukan) -> Iterator[Terbaca]:
    """The rows below the head that carry a mark, a text or an answer type."""
    kolom = di.kolom
    for row, cells in di.halaman.rows():
        if row <= di.kepala:
            continue
        left = [cells[c].value for c in cells if kolom.awal <= c < kolom.bobot]
        tanda, teks = _mark_and_text([_plain(value) for value in left if _plain(value)])
        jenis = cells.get(kolom.jenis, Sel()).value
        if not (tanda or teks or type_of(jenis) or is_damaged_type(jenis)):
            continue
        answer = cells.get(kolom.jawaban, Sel())
        yield Terbaca(row, tanda, teks, type_of(jenis), is_damaged_type(jenis), not answer.is_blank)


def _plain(value: object) -> str:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return " ".join(value.split()) if isinstance(value, str) else ""


def _mark_and_text(parts: Sequence[str]) -> tuple[str, str]:
    if not parts:
        return "", ""
    first = MARK.fullmatch(parts[0])
    if first and len(parts) > 1:
        return first[1], " ".join(parts[1:])
    whole = MARKED.fullmatch(parts[0])
    if whole and whole[1] != "-":
        return whole[1], " ".join([whole[2], *parts[1:]])
    if first:
        return first[1], ""
    return "", " ".join(parts)


class Pemeta:
    """Walks down the rows, knows where in the tree it stands, and keeps what belongs where."""

    def __init__(self, struktur: Struktur) -> None:
        self.struktur = struktur
        self.peta = Peta()
        self.here = TOTAL
        self.groups: dict[str, list[BarisButir]] = {}
        self.parents = [item.kode for item in struktur.instrumen.simpul if self._questions(item.kode)]

    def take(self, baris: Terbaca) -> None:
        """Put one row in its place."""
        if baris.is_count or (not baris.jenis and not baris.rusak and self._continues_counts(baris)):
            self._take_count(baris)
        elif baris.jenis or baris.rusak:
            self._take_question(baris)
        elif (node := self._node_of(baris)) and node not in self.peta.simpul:
            self.peta.simpul[node] = baris.row
            self.here = node
        elif baris.terisi and baris.tanda in self._open_marks():
            self._take_question(baris)  # a question whose type was wiped out

    def _continues_counts(self, baris: Terbaca) -> bool:
        group = self.groups.get(self.here)
        if not group or not (group[-1].hitungan or group[-1].terbaca.jenis == "persen"):
            return False
        return baris.teks.startswith("-") or (not baris.tanda and baris.teks.casefold().startswith("jumlah"))

    def _take_count(self, baris: Terbaca) -> None:
        group = self.groups.get(self.here)
        if not group:
            kin = self._questions(self.here)
            if not kin or not has_counts(self.struktur.simpul_by_kode[kin[0]]):
                self.peta.asing.append(baris)
                return
            group = self.groups.setdefault(self.here, [])
            group.append(BarisButir(Terbaca(baris.row, "", "", "persen", False, False)))
        group[-1].hitungan.append(baris)

    def _take_question(self, baris: Terbaca) -> None:
        self._move_on(baris)
        if not self._questions(self.here):
            self.peta.asing.append(baris)
            return
        self.groups.setdefault(self.here, []).append(BarisButir(baris))

    def _move_on(self, baris: Terbaca) -> None:
        """Where the head of the next sub-aspect was deleted, its first question tells that it began."""
        if self._questions(self.here):
            seen = [item.terbaca.tanda for item in self.groups.get(self.here, [])]
            marks = self._open_marks()
            full = len(seen) >= len(self._questions(self.here))
            if not full or baris.tanda in marks:
                return
        rest = (
            self.parents[self.parents.index(self.here) + 1 :] if self.here in self.parents else self._below()
        )
        for kode in rest[:1]:
            first = mark_of(self.struktur.simpul_by_kode[self._questions(kode)[0]])
            if baris.tanda in {first, "-", ""}:
                self.here = kode

    def _below(self) -> list[str]:
        """The places for questions under the node at hand, or after it."""
        at = self.struktur.posisi[self.here]
        return [
            kode for kode in self.parents if self.struktur.posisi[kode] > at and kode not in self.peta.simpul
        ]

    def _open_marks(self) -> set[str]:
        taken = {item.terbaca.tanda for item in self.groups.get(self.here, [])}
        return {mark_of(self.struktur.simpul_by_kode[kode]) for kode in self._questions(self.here)} - taken

    def _questions(self, kode: str) -> tuple[str, ...]:
        """The questions directly under a node."""
        known = self.struktur.butir_by_kode
        return tuple(anak for anak in self.struktur.anak.get(kode, ()) if anak in known)

    def _node_of(self, baris: Terbaca) -> str:
        """The node that a head row names: the deepest place from here upward with a child of that mark."""
        if not baris.tanda or baris.tanda == "-":
            return ""
        for same in (str, str.casefold):
            for above in self._way_up():
                for kode in self.struktur.anak.get(above, ()):
                    if kode in self.struktur.butir_by_kode or kode in self.peta.simpul:
                        continue
                    if same(mark_of(self.struktur.simpul_by_kode[kode]).rstrip(".")) == same(baris.tanda):
                        return kode
        return ""

    def _way_up(self) -> list[str]:
        way = [self.here]
        while way[-1] != TOTAL:
            way.append(self.struktur.simpul_by_kode[way[-1]].induk)
        return way

    def finish(self) -> Peta:
        """Everything taken, questions assigned within their sub-aspects, counts to their inputs."""
        for parent, group in self.groups.items():
            self._assign(parent, group)
        return self.peta

    def _assign(self, parent: str, group: list[BarisButir]) -> None:
        codes = self._questions(parent)
        simpul = self.struktur.simpul_by_kode
        weights = [
            [_fit(item, at, simpul[kode], place) for place, kode in enumerate(codes)]
            for at, item in enumerate(group)
        ]
        for at, place in _best_pairs(weights):
            self.peta.butir[codes[place]] = group[at]
            _place_counts(group[at], simpul[codes[place]])
        kept = {id(item) for item in self.peta.butir.values()}
        for item in group:
            if id(item) not in kept:
                self._leave_out(item, codes)

    def _leave_out(self, item: BarisButir, codes: Sequence[str]) -> None:
        by_mark = [
            kode for kode in codes if mark_of(self.struktur.simpul_by_kode[kode]) == item.terbaca.tanda
        ]
        if by_mark:
            self.peta.ganda.append((by_mark[0], item.terbaca))
        else:
            self.peta.asing.append(item.terbaca)


def _fit(item: BarisButir, at: int, butir: SimpulData, place: int) -> float:
    """How well a row suits a question: its type most, then letter, words, place."""
    score = 0.0
    row = item.terbaca
    if row.jenis == butir.jawaban or (row.rusak and butir.pilihan):
        score += 4
    if row.tanda == mark_of(butir):
        score += 3
    score += 2 * likeness(row.teks, butir.nama)
    return score + (1 if at == place else 0)


def _best_pairs(weights: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Pairs of row and column, greatest weight first, each used once; a pair without any sign is none."""
    ranked = sorted(
        ((weight, -at, -place) for at, line in enumerate(weights) for place, weight in enumerate(line)),
        reverse=True,
    )
    rows: set[int] = set()
    columns: set[int] = set()
    pairs = []
    for weight, at, place in ranked:
        if weight >= 1 and -at not in rows and -place not in columns:
            rows.add(-at)
            columns.add(-place)
            pairs.append((-at, -place))
    return pairs


def _place_counts(item: BarisButir, butir: SimpulData) -> None:
    if not has_counts(butir) or butir.rumus is None:
        return
    labels = [masukan.label for masukan in butir.masukan]
    texts = [row.teks for row in item.hitungan]
    pairs = align(texts, labels)
    item.jumlah = {butir.masukan[place].kunci: item.hitungan[at].row for at, place in pairs}
    spare = [row for at, row in enumerate(item.hitungan) if at not in {at for at, _ in pairs}]
    if spare and len(butir.rumus.penyebut) > 1:
        item.total = spare[0].row


def map_rows(rows: Iterator[Terbaca], struktur: Struktur) -> Peta:
    """Every row of a sheet in its place."""
    pemeta = Pemeta(struktur)
    for baris in rows:
        pemeta.take(baris)
    return pemeta.finish()


def map_by_number(
    rows: Mapping[int, Terbaca], struktur: Struktur, soal: Sequence[tuple[str, str, int]]
) -> Peta:
    """The same for a sheet without marks: by the ministry's row of each question or input in that year."""
    peta = Peta()
    for kode, kunci, row in soal:
        found = rows.get(row) or Terbaca(row, "", "", "", False, False)
        butir = struktur.butir_by_kode.get(kode)
        if butir is None:
            continue
        item = peta.butir.setdefault(kode, BarisButir(found))
        if kunci and has_counts(butir.simpul):
            item.jumlah[kunci] = row
    return peta
