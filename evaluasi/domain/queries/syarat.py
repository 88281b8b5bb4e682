"""The checklist of conditions besides the score."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import timezone

from evaluasi.domain.instrumen.data import TINGKAT, AfirmasiData, SyaratData
from evaluasi.domain.instrumen_store import read_isi
from evaluasi.domain.queries.bukti import notes_on, twin_elsewhere
from evaluasi.domain.queries.pratinjau import Pratinjau, preview_dokumen
from evaluasi.models import LembarKerja, PrasyaratUnit

CONDITION = {None: "Belum dinyatakan", True: "Terpenuhi", False: "Belum terpenuhi"}
CATEGORY = {None: "Belum dinyatakan", True: "Termasuk", False: "Tidak termasuk"}
LEVELS = {"instansi": "Pemerintah daerah", "unit": "Unit"}


@dataclass(frozen=True)
class BarisSyarat:
    """One condition, or one category of affirmation, with what the unit states about it."""

    kode: str
    nama: str
    dasar: str
    keterangan: str
    contoh_bukti: tuple[str, ...]
    row: PrasyaratUnit | None
    words: Mapping[bool | None, str]
    """What each state is called: a condition is met or not, a category applies or does not."""
    notes: list[str]
    """What is worth a second look at the evidence."""

    @property
    def met(self) -> bool | None:
        return self.row.met if self.row else None

    @property
    def tone(self) -> str:
        if self.met is None or (self.is_category and not self.met):
            return "neutral"
        return "done" if self.met else "warning"

    @property
    def word(self) -> str:
        return self.words[self.met]

    @property
    def is_category(self) -> bool:
        """Whether it is a category of affirmation instead of a condition."""
        return self.words is CATEGORY

    @property
    def pratinjau(self) -> Pratinjau | None:
        """The evidence to look at in place."""
        return preview_dokumen(self.row.dokumen) if self.row and self.row.dokumen else None


@dataclass(frozen=True)
class DaftarSyarat:
    """The conditions of the worksheet's predicate by level, those of a kawasan, which no single unit answers, apart;
    the categories of affirmation; how many of the conditions by level are met."""

    levels: list[tuple[str, list[BarisSyarat]]]
    kawasan: list[BarisSyarat]
    afirmasi: list[BarisSyarat]
    met: int
    many: int


def read_syarat(lembar: LembarKerja) -> DaftarSyarat:
    """Every condition of the predicate aimed at; one SQL statement."""
    isi = read_isi(lembar.periode.instrumen)
    rows = lembar.prasyarat.select_related("dokumen__berkas")
    stated = {
        row.kode: row for row in rows.annotate(shared=twin_elsewhere("dokumen__opd", "dokumen__berkas"))
    }
    by_level = {
        tingkat: [
            _condition(item, lembar, stated.get(item.kode))
            for item in isi.syarat
            if item.predikat == lembar.predikat and item.tingkat == tingkat
        ]
        for tingkat in TINGKAT
    }
    kawasan = by_level.pop("kawasan")
    counted = [row for group in by_level.values() for row in group]
    return DaftarSyarat(
        levels=[(LEVELS[tingkat], group) for tingkat, group in by_level.items() if group],
        kawasan=kawasan,
        afirmasi=[_category(item, lembar, stated.get(item.kode)) for item in isi.afirmasi],
        met=sum(row.met is True for row in counted),
        many=len(counted),
    )


def find_syarat(lembar: LembarKerja, kode: str) -> BarisSyarat | None:
    """One of them by code."""
    daftar = read_syarat(lembar)
    rows = [*daftar.afirmasi, *daftar.kawasan, *(row for _, group in daftar.levels for row in group)]
    return next((row for row in rows if row.kode == kode), None)


def _condition(item: SyaratData, lembar: LembarKerja, row: PrasyaratUnit | None) -> BarisSyarat:
    facts = (item.kode, item.syarat, item.dasar, item.catatan, item.contoh_bukti)
    return BarisSyarat(*facts, row, CONDITION, _notes(lembar, row))


def _category(item: AfirmasiData, lembar: LembarKerja, row: PrasyaratUnit | None) -> BarisSyarat:
    facts = (item.kode, item.nama, item.dasar, item.keterangan, ())
    return BarisSyarat(*facts, row, CATEGORY, _notes(lembar, row))


def _notes(lembar: LembarKerja, row: PrasyaratUnit | None) -> list[str]:
    if row is None or row.dokumen is None:
        return ["Dinyatakan tanpa bukti"] if row and row.met else []
    closes = lembar.periode.closes_at
    return notes_on(row.dokumen, timezone.localdate(), shared=row.shared, closes=closes)
