"""The total that a workbook prints against the total by the law, the difference traced to the nodes it begins in. Pure.

What a node prints is held against what its children print: the rest began in the node itself. Where the questions
are, it is held against the law. The parts add up to the whole difference exactly.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from evaluasi.domain.bilangan import indonesian
from evaluasi.domain.instrumen.data import TOTAL
from evaluasi.domain.jawaban import value_of
from evaluasi.domain.scoring import Angka, Skor
from evaluasi.workbook.bacaan import Bacaan
from evaluasi.workbook.temuan import Jenis, Temuan

TINY = Fraction(1, 10**7)
TOTAL_WORDS = re.compile(r"\b(nilai|jumlah)?\s*(total|akhir)\b|nilai evaluasi", re.IGNORECASE)
PART_WORDS = re.compile(r"pengungkit|hasil|pemenuhan|reform", re.IGNORECASE)
BECAUSE = (
    *(Jenis.JENIS_RUSAK, Jenis.RUMUS, Jenis.TERTIMPA, Jenis.GALAT),
    *(Jenis.SKALA, Jenis.BOBOT, Jenis.JUMLAH, Jenis.SUSUNAN),
)


@dataclass(frozen=True, slots=True)
class Asal:
    """One node where a difference begins: its points, printed and by the law, and why."""

    kode: str
    nama: str
    cell: str
    tercetak: Fraction
    hukum: Fraction
    poin: Fraction
    sebab: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Selisih:
    """The printed total (None where the layout prints none), both figures of the law, and where they part."""

    tercetak: Fraction | None
    cell: str
    buku_kerja: Fraction
    lantai: Fraction
    asal: tuple[Asal, ...]

    @property
    def beda(self) -> Fraction:
        return self.tercetak - self.buku_kerja if self.tercetak is not None else Fraction(0)

    @property
    def sama(self) -> bool:
        return abs(self.beda) < TINY and not self.asal


def compare_printed(bacaan: Bacaan, skor: Skor, temuan: Sequence[Temuan]) -> Selisih:
    """The printed total against the law, node by node."""
    pembanding = _Pembanding(bacaan, skor, temuan)
    return pembanding.compare()


class _Pembanding:
    def __init__(self, bacaan: Bacaan, skor: Skor, temuan: Sequence[Temuan]) -> None:
        self.bacaan, self.skor, self.temuan = bacaan, skor, temuan
        self.struktur = bacaan.struktur
        self.asal: list[Asal] = []

    def compare(self) -> Selisih:
        total_row = self._total_row
        cell = self.bacaan.at(total_row, self.bacaan.di.kolom.nilai)
        prints = any(self._printed(kode) is not None for kode in self.bacaan.peta.simpul)
        tercetak = None
        if self.bacaan.di.kolom.nilai and (prints or isinstance(cell.value, Decimal)):
            tercetak = self._implied(TOTAL)
        return Selisih(
            tercetak,
            self.bacaan.di.cell(total_row, self.bacaan.di.kolom.nilai) if total_row else "",
            self.skor.fraction(),
            self.skor.fraction(angka=Angka.LANTAI),
            tuple(sorted(self.asal, key=lambda item: -abs(item.poin))) if tercetak is not None else (),
        )

    @cached_property
    def _total_row(self) -> int:
        """The row that states the total of all, wherever it stands."""
        known = set(self.bacaan.peta.simpul.values())
        kolom = self.bacaan.di.kolom
        for row, cells in self.bacaan.di.halaman.rows():
            if not kolom.nilai or row <= self.bacaan.di.kepala or row in known:
                continue
            words = " ".join(
                str(cells[c].value) for c in cells if c < kolom.bobot and cells[c].value is not None
            )
            if TOTAL_WORDS.search(words) and not PART_WORDS.search(words) and kolom.nilai in cells:
                return row
        return 0

    def _printed(self, kode: str) -> Fraction | None:
        row = self._total_row if kode == TOTAL else self.bacaan.peta.simpul.get(kode, 0)
        value = self.bacaan.at(row, self.bacaan.di.kolom.nilai).value
        return Fraction(value) if isinstance(value, Decimal) else None

    def _implied(self, kode: str) -> Fraction:
        """What a node prints, or what follows from its children; notes where it parts from them or from the law."""
        children = [anak for anak in self.struktur.anak[kode] if anak not in self.struktur.butir_by_kode]
        below = (
            sum((self._implied(anak) for anak in children), Fraction(0))
            if children
            else self.skor.fraction(kode)
        )
        printed = self._printed(kode)
        if printed is None:
            return below
        if abs(printed - below) >= TINY:
            self._note(kode, printed, below, bool(children))
        return printed

    def _note(self, kode: str, printed: Fraction, below: Fraction, is_sum: bool) -> None:
        row = self.bacaan.peta.simpul.get(kode) or self._total_row
        own = (kode,) if is_sum else (kode, *self.struktur.anak[kode])
        sebab = [item.pesan for item in self.temuan if item.kode in own and item.jenis in BECAUSE]
        if not is_sum:
            sebab += self._odd_questions(kode)
        if not sebab:
            what = "jumlah bagian di bawahnya" if is_sum else "nilai menurut peraturan"
            sebab = [
                f"Yang tercetak {indonesian(printed, 4)}, sedangkan {what} {indonesian(below, 4)}; mungkin dibulatkan atau belum dihitung ulang."
            ]
        nama = self.struktur.simpul_by_kode[kode].nama
        cell = self.bacaan.di.cell(row, self.bacaan.di.kolom.nilai)
        self.asal.append(Asal(kode, nama, cell, printed, below, printed - below, tuple(sebab)))

    def _odd_questions(self, kode: str) -> list[str]:
        """Questions whose printed value is not that of their answer."""
        told = []
        for anak in self.struktur.anak[kode]:
            item = self.bacaan.butir.get(anak)
            if item is None:
                continue
            value = value_of(self.struktur.simpul_by_kode[anak], item.isian)
            cell = self.bacaan.at(item.row, self.bacaan.di.kolom.nilai)
            place = self.bacaan.di.cell(item.row, self.bacaan.di.kolom.nilai)
            printed = Fraction(cell.value) if isinstance(cell.value, Decimal) else None
            if value is not None and printed is None:
                told.append(f"{anak} dijawab tetapi {place} tidak memberi angka, jadi tidak ikut rata-rata.")
            elif value is None and printed is not None and not item.rusak:
                told.append(f"{anak} kosong, tetapi {place} bernilai {indonesian(printed, 4)}.")
            elif value is not None and printed is not None and not self._agrees(anak, value, printed):
                told.append(
                    f"{anak}: {place} bernilai {indonesian(printed, 4)}, menurut jawabannya {indonesian(value, 4)}."
                )
        return told

    def _agrees(self, kode: str, value: Fraction, printed: Fraction) -> bool:
        """A question prints its value 0..1, or where it has its own weight its points."""
        weighted = self.struktur.simpul_by_kode[kode].bobot is not None
        points = value * self.struktur.bobot_of(kode)
        return abs(printed - value) < TINY or (weighted and abs(printed - points) < TINY)
