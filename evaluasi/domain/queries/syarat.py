"""The checklist of conditions besides the score."""

from __future__ import annotations

from dataclasses import dataclass

from evaluasi.domain.instrumen.data import TINGKAT, AfirmasiData, SyaratData
from evaluasi.domain.instrumen_store import read_isi
from evaluasi.models import LembarKerja, PrasyaratUnit

LEVELS = {"instansi": "Pemerintah daerah", "unit": "Unit", "kawasan": "Kawasan"}


@dataclass(frozen=True)
class BarisSyarat:
    """One condition, or one category of affirmation, with what the unit states about it."""

    kode: str
    nama: str
    dasar: str
    keterangan: str
    contoh_bukti: tuple[str, ...]
    row: PrasyaratUnit | None

    @property
    def tone(self) -> str:
        if self.row is None or self.row.met is None:
            return "neutral"
        return "done" if self.row.met else "warning"

    @property
    def word(self) -> str:
        if self.row is None or self.row.met is None:
            return "Belum dinyatakan"
        return "Terpenuhi" if self.row.met else "Belum terpenuhi"


@dataclass(frozen=True)
class DaftarSyarat:
    """The conditions of the worksheet's predicate by level, and the categories of affirmation."""

    levels: list[tuple[str, list[BarisSyarat]]]
    afirmasi: list[BarisSyarat]
    met: int
    many: int


def read_syarat(lembar: LembarKerja) -> DaftarSyarat:
    """Every condition of the predicate aimed at; one SQL statement."""
    isi = read_isi(lembar.periode.instrumen)
    stated = {row.kode: row for row in lembar.prasyarat.select_related("dokumen")}
    levels = [
        (
            LEVELS[tingkat],
            [
                _condition(item, stated.get(item.kode))
                for item in isi.syarat
                if item.predikat == lembar.predikat and item.tingkat == tingkat
            ],
        )
        for tingkat in TINGKAT
    ]
    rows = [row for _, group in levels for row in group]
    return DaftarSyarat(
        levels=[(name, group) for name, group in levels if group],
        afirmasi=[_category(item, stated.get(item.kode)) for item in isi.afirmasi],
        met=sum(row.tone == "done" for row in rows),
        many=len(rows),
    )


def find_syarat(lembar: LembarKerja, kode: str) -> BarisSyarat | None:
    """One of them by code."""
    daftar = read_syarat(lembar)
    rows = [*daftar.afirmasi, *(row for _, group in daftar.levels for row in group)]
    return next((row for row in rows if row.kode == kode), None)


def _condition(item: SyaratData, row: PrasyaratUnit | None) -> BarisSyarat:
    return BarisSyarat(item.kode, item.syarat, item.dasar, item.catatan, item.contoh_bukti, row)


def _category(item: AfirmasiData, row: PrasyaratUnit | None) -> BarisSyarat:
    return BarisSyarat(item.kode, item.nama, item.dasar, item.keterangan, (), row)
