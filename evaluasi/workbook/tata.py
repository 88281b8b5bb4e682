"""Which sheet of a workbook is the worksheet, and which column holds what: told by content, not by place."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from dasar.errors import DomainError
from dasar.lembar import Buku, Halaman, Sel, column_letter
from evaluasi.domain.instrumen.data import OPSI, PERSEN, SKALA
from evaluasi.enums import TataBuku
from evaluasi.workbook.susunan import JUMLAH

HEAD_WITHIN = 25
MIN_TYPES = 3
"""So many answer types in one column make a sheet a worksheet."""


@dataclass(frozen=True, slots=True)
class Kolom:
    """Where a layout keeps what; 0 where it has no such column."""

    awal: int = 2
    bobot: int = 8
    jenis: int = 10
    jawaban: int = 11
    nilai: int = 12
    catatan: int = 15
    tautan: int = 17


BAWAAN = {
    TataBuku.LAMPIRAN_III: Kolom(),
    TataBuku.JAWABAN: Kolom(nilai=0, catatan=12, tautan=13),
}
"""The columns as both forms print them: Lampiran III of PermenPANRB 90/2021, and PortalRB's master of 2026."""

JUDUL = {
    "penilaian": "awal",
    "bobot": "bobot",
    "pilihan jawaban": "jenis",
    "jenis jawaban": "jenis",
    "jawaban": "jawaban",
    "jawaban unit": "jawaban",
    "nilai": "nilai",
    "catatan/keterangan/penjelasan": "catatan",
    "catatan": "catatan",
    "keterangan": "catatan",
    "catatan unit": "catatan",
    "bukti dukung unit": "tautan",
    "bukti dukung": "tautan",
    "tautan": "tautan",
    "link": "tautan",
    "link eviden": "tautan",
    "link bukti": "tautan",
}
OF_MINISTRY = {"jawaban unit", "catatan unit", "bukti dukung unit", "jawaban tpi", "catatan tpi"}

_TYPES = {
    **{"/".join(kunci).casefold(): jenis for jenis, kunci in OPSI.items()},
    **{"".join(kunci).casefold(): jenis for jenis, kunci in OPSI.items()},
    **{jenis: jenis for jenis in OPSI},
    "%": PERSEN,
    "persen": PERSEN,
    "persentase": PERSEN,
    "jumlah": JUMLAH,
    "nilai(0-4)": SKALA,
    "nilai0-4": SKALA,
    "skor(0-4)": SKALA,
    "0-4": SKALA,
    "(0-4)": SKALA,
}
_DAMAGED = re.compile(r"ya|tidak|[a-e](/[a-e])*|y/t|ya/tdk")


def type_of(text: object) -> str:
    """The answer type that a cell of the type column names: a type of the law, `Jumlah`, or nothing."""
    if not isinstance(text, str):
        return ""
    return _TYPES.get(_squeeze(text), "")


def is_damaged_type(text: object) -> bool:
    """Whether a cell of the type column holds an option instead of a type (`Ya` for `Ya/Tidak`)."""
    return isinstance(text, str) and not type_of(text) and bool(_DAMAGED.fullmatch(_squeeze(text)))


def _squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text).casefold()


class TataUnknown(DomainError):
    """No sheet of the workbook is a worksheet in either layout."""


@dataclass(frozen=True, slots=True)
class Ditemukan:
    """The sheet to read, its layout and columns, and the row below which its rows begin."""

    halaman: Halaman
    tata: TataBuku
    kolom: Kolom
    kepala: int
    diabaikan: tuple[str, ...]
    """Sheets left aside, each with the reason."""

    def cell(self, row: int, column: int) -> str:
        """How a person names a place of this sheet."""
        return f"{column_letter(column)}{row}"


def find_tata(buku: Buku, *, lembar_soal: str = "Jawaban") -> Ditemukan:
    """The worksheet within a workbook. Raises `TataUnknown` with what was looked for and found instead."""
    told = [(_examine(page, lembar_soal), page) for page in buku.pages]
    visible = [(found, page) for found, page in told if found.types >= MIN_TYPES and not page.hidden]
    if not visible:
        raise TataUnknown(_nothing(told))
    found, best = max(visible, key=lambda item: item[0].rank)
    aside = tuple(
        f"“{page.name}” ({_why_not(other, page)})" for other, page in told if page is not best and page.cells
    )
    return Ditemukan(best, found.tata, found.kolom, found.kepala, aside)


@dataclass(frozen=True, slots=True)
class _Dugaan:
    """As what a sheet would be read: its answer types, and how many answers somebody typed."""

    types: int
    typed: int
    tata: TataBuku
    kolom: Kolom
    kepala: int

    @property
    def rank(self) -> tuple[int, bool, int]:
        return self.typed, self.tata is TataBuku.JAWABAN, self.types


def _why_not(found: _Dugaan, page: Halaman) -> str:
    if page.hidden:
        return "tersembunyi"
    return "isiannya lebih sedikit" if found.types >= MIN_TYPES else "bukan lembar LKE"


def _nothing(told: Iterable[tuple[_Dugaan, Halaman]]) -> str:
    hidden = [page.name for found, page in told if found.types >= MIN_TYPES]
    if hidden:
        return (
            f"Lembar LKE “{hidden[0]}” tersembunyi. Tampilkan lembar itu di Excel, simpan, lalu unggah lagi."
        )
    names = ", ".join(f"“{page.name}”" for _, page in told) or "tidak ada"
    return (
        "Tidak ada lembar yang dikenali sebagai LKE. Yang dicari: lembar dengan kolom Pilihan Jawaban (Ya/Tidak, A/B/C, "
        f"%, Jumlah) dan Jawaban, seperti “LKE ZI” atau “Jawaban”. Lembar di berkas ini: {names}."
    )


def _examine(page: Halaman, lembar_soal: str) -> _Dugaan:
    """How many answer types the sheet holds, and as what it would be read."""
    heads, kepala = _heads(page)
    named = page.name.strip().casefold() == lembar_soal.casefold()
    ministry = bool(OF_MINISTRY & heads.keys()) or (named and "nilai" not in heads)
    tata = TataBuku.JAWABAN if ministry else TataBuku.LAMPIRAN_III
    kolom = _columns(BAWAAN[tata], heads, tata)
    rows = [
        (type_of(cells[kolom.jenis].value), cells.get(kolom.jawaban, Sel()))
        for row, cells in page.rows()
        if row > kepala and kolom.jenis in cells and type_of(cells[kolom.jenis].value)
    ]
    typed = sum(cell.value is not None and not cell.formula for _, cell in rows)
    return _Dugaan(len(rows), typed, tata, kolom, kepala)


def _heads(page: Halaman) -> tuple[dict[str, int], int]:
    """Known heads with their columns, from the row among the first that holds most of them."""
    best: dict[str, int] = {}
    at = 0
    for row, cells in page.rows():
        if row > HEAD_WITHIN:
            break
        found: dict[str, int] = {}
        for column, cell in cells.items():
            head = _head(cell.value)
            if head in JUDUL or head in OF_MINISTRY:
                found.setdefault(head, column)
        if len(found) > max(len(best), 1):
            best, at = found, row
    return best, at


def _head(value: object) -> str:
    return re.sub(r"\s+", " ", value).strip(" :*").casefold() if isinstance(value, str) else ""


def _columns(kolom: Kolom, heads: dict[str, int], tata: TataBuku) -> Kolom:
    """The usual columns, moved to where the heads stand."""
    found = {JUDUL[head]: column for head, column in heads.items() if head in JUDUL}
    if "jawaban unit" in heads:
        found["jawaban"] = heads["jawaban unit"]
    if tata is TataBuku.JAWABAN:
        found["nilai"] = 0
    if "jenis" not in found and "jawaban" in found:
        found["jenis"] = found["jawaban"] - 1
    if "jawaban" in found and "tautan" not in found:
        found["tautan"] = kolom.tautan + found["jawaban"] - kolom.jawaban
    return replace(kolom, **found)
