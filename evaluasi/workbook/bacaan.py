"""A worksheet as a workbook holds it: answers, notes, links by question, and every cell that could not be taken. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from dasar.lembar import Buku, CellError, Sel
from evaluasi.domain.instrumen.data import SimpulData
from evaluasi.domain.jawaban import Jawaban, is_angka, jawaban_problems
from evaluasi.domain.struktur import Struktur
from evaluasi.enums import TataBuku
from evaluasi.workbook.baris import BarisButir, Peta, map_by_number, map_rows, read_rows
from evaluasi.workbook.sel_jawaban import is_blank, read_angka_sel, read_jumlah_sel, read_pilihan
from evaluasi.workbook.susunan import has_counts
from evaluasi.workbook.tata import Ditemukan, TataUnknown, find_tata
from evaluasi.workbook.tautan import Tautan, read_tautan
from evaluasi.workbook.temuan import Berat, Jenis, Temuan

MAKS_CATATAN = 4000
ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
ENOUGH = Decimal("0.9")
"""The share of questions that must be found by content before row numbers are asked."""
FEWEST = 5


@dataclass(slots=True)
class ButirTerbaca:
    """One question of the workbook: what stands there, where, and what could not be taken."""

    kode: str
    row: int
    cell: str
    isian: Jawaban | None = None
    catatan: str = ""
    tautan: tuple[Tautan, ...] = ()
    rusak: bool = False
    """A cell of the answer could not be taken, so nothing of it is."""


@dataclass(slots=True)
class Bacaan:
    """The whole worksheet of a workbook; `butir` holds the questions found, in the order of the instrument."""

    di: Ditemukan
    struktur: Struktur
    peta: Peta
    butir: dict[str, ButirTerbaca] = field(default_factory=dict)
    temuan: list[Temuan] = field(default_factory=list)
    menurut_nomor: bool = False
    """Read by the ministry's row numbers, because the sheet has no marks."""
    ada_rumus: bool = True

    @property
    def jawaban(self) -> dict[str, Jawaban | None]:
        """The answers ready for scoring; a blank or broken one is None."""
        return {kode: item.isian for kode, item in self.butir.items()}

    def find(self, jenis: Jenis, berat: Berat, row: int, column: int, pesan: str, kode: str = "") -> None:
        """Note a finding at a place of the sheet."""
        cell = self.di.cell(row, column) if row else ""
        self.temuan.append(Temuan(jenis, berat, self.di.halaman.name, cell, pesan, kode))

    def at(self, row: int, column: int) -> Sel:
        """A cell of the sheet; an empty one where the layout has no such column."""
        return self.di.halaman.at(row, column) if row and column else Sel()


Soal = Sequence[tuple[str, str, int]]
"""The ministry's rows of a year: code of the question, key of the input or nothing, row."""


def read_bacaan(buku: Buku, struktur: Struktur, *, soal: Soal = (), lembar_soal: str = "Jawaban") -> Bacaan:
    """The worksheet within a workbook. Raises `TataUnknown` when none of its sheets is one."""
    di = find_tata(buku, lembar_soal=lembar_soal)
    rows = list(read_rows(di))
    peta, by_number = map_rows(iter(rows), struktur), False
    marked = 2 * len(peta.simpul) > len(struktur.kelompok) and len(peta.butir) >= ENOUGH * len(struktur.butir)
    if di.tata is TataBuku.JAWABAN and soal and not marked:
        peta, by_number = map_by_number({row.row: row for row in rows}, struktur, soal), True
    if len(peta.butir) < min(FEWEST, len(struktur.butir)):
        raise TataUnknown(
            f"Lembar “{di.halaman.name}” tampak seperti LKE, tetapi butirnya tidak dikenali menurut {struktur.instrumen.nama}. "
            "Pastikan tanda A., I., 1., i., a masih ada di kolom kiri, atau pilih instrumen yang sesuai."
        )
    bacaan = Bacaan(di, struktur, peta, menurut_nomor=by_number, ada_rumus=buku.has_formulas)
    for butir in struktur.butir:
        if butir.kode in peta.butir:
            bacaan.butir[butir.kode] = _read_butir(bacaan, butir.simpul, peta.butir[butir.kode])
    return bacaan


def _read_butir(bacaan: Bacaan, butir: SimpulData, item: BarisButir) -> ButirTerbaca:
    kolom, row = bacaan.di.kolom, item.terbaca.row
    found = ButirTerbaca(butir.kode, row, bacaan.di.cell(row, kolom.jawaban))
    if has_counts(butir):
        _read_counts(bacaan, butir, item, found)
    else:
        _read_single(bacaan, butir, row, found)
    if found.isian is not None and (problems := jawaban_problems(butir, found.isian)):
        found.isian, found.rusak = None, True
        at = max(item.jumlah.values(), default=row)
        bacaan.find(Jenis.JUMLAH, Berat.TOLAK, at, kolom.jawaban, " ".join(problems), butir.kode)
    rows = sorted({row, *item.jumlah.values()})
    found.catatan = _read_note(bacaan, rows, butir.kode)
    found.tautan = _read_links(bacaan, rows, butir.kode)
    return found


def _read_single(bacaan: Bacaan, butir: SimpulData, row: int, found: ButirTerbaca) -> None:
    column = bacaan.di.kolom.jawaban
    cell = bacaan.at(row, column)
    if is_blank(cell):
        return
    try:
        if is_angka(butir) and butir.rumus and butir.rumus.maks is not None:
            found.isian = read_angka_sel(cell, butir.rumus.maks)
        else:
            found.isian = read_pilihan(cell, butir)
    except CellError as error:
        found.rusak = True
        bacaan.find(Jenis.SKALA, Berat.TOLAK, row, column, str(error), butir.kode)
        return
    if cell.formula:
        pesan = (
            "Jawaban ini hasil rumus. Yang dibaca nilai terakhirnya; pastikan benar, atau ketik jawabannya."
        )
        bacaan.find(Jenis.RUMUS, Berat.PERINGATAN, row, column, pesan, butir.kode)


def _read_counts(bacaan: Bacaan, butir: SimpulData, item: BarisButir, found: ButirTerbaca) -> None:
    column = bacaan.di.kolom.jawaban
    jumlah: dict[str, int] = {}
    for masukan in butir.masukan:
        row = item.jumlah.get(masukan.kunci, 0)
        cell = bacaan.at(row, column)
        if not row or is_blank(cell):
            continue
        try:
            jumlah[masukan.kunci] = read_jumlah_sel(cell)
        except CellError as error:
            found.rusak = True
            pesan = f"{masukan.label}: {error}"
            bacaan.find(Jenis.SKALA, Berat.TOLAK, row, column, pesan, butir.kode)
    if not found.rusak:
        found.isian = jumlah or None
    own = bacaan.at(item.terbaca.row, column)
    if not jumlah and not found.rusak and isinstance(own.value, Decimal) and not own.formula:
        pesan = "Persentase diketik langsung tanpa jumlah di bawahnya. Isi baris jumlahnya; persentase dihitung dari situ."
        bacaan.find(Jenis.TERTIMPA, Berat.PERINGATAN, item.terbaca.row, column, pesan, butir.kode)


def clean_note(text: str) -> str:
    """A note as the portal keeps it: no control characters or codes for them, no blanks at the ends of lines."""
    text = ESCAPE.sub(lambda match: chr(int(match[1], 16)), text).replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(char if char.isprintable() or char == "\n" else " " for char in text)
    return "\n".join(line.strip() for line in text.strip().split("\n"))


def _read_note(bacaan: Bacaan, rows: Sequence[int], kode: str) -> str:
    column = bacaan.di.kolom.catatan
    notes: list[str] = []
    for row in rows:
        value = bacaan.at(row, column).value
        if value is None or isinstance(value, bool):
            continue
        note = clean_note(value if isinstance(value, str) else _number_text(value))
        if note and note not in notes:
            notes.append(note)
    text = "\n".join(notes)
    if len(text) > MAKS_CATATAN:
        pesan = (
            f"Catatan {len(text)} huruf, paling banyak {MAKS_CATATAN}; catatan ini tidak dimuat. Pendekkan."
        )
        bacaan.find(Jenis.CATATAN, Berat.TOLAK, rows[0], column, pesan, kode)
        return ""
    return text


def _number_text(value: object) -> str:
    return f"{value.normalize():f}".replace(".", ",") if isinstance(value, Decimal) else str(value)


def _read_links(bacaan: Bacaan, rows: Sequence[int], kode: str) -> tuple[Tautan, ...]:
    column = bacaan.di.kolom.tautan
    found: dict[str, Tautan] = {}
    for row in rows:
        value = bacaan.at(row, column).value
        if not isinstance(value, str):
            continue
        links, wrong = read_tautan(value, bacaan.di.cell(row, column))
        found |= {link.url: link for link in links if link.url not in found}
        for pesan in wrong:
            bacaan.find(Jenis.TAUTAN, Berat.PERINGATAN, row, column, pesan, kode)
    return tuple(found.values())
