"""A worksheet in the ministry's layout (sheet `Jawaban`): each answer at the row and column of that year's question.

The sheet itself holds answers only, as PortalRB reads it; the arithmetic stands beside it in the sheet of
Lampiran III, whose answer cells read this one. Columns: PortalRB, master soal 2026 (K, L, M).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from dasar.format import tanggal
from evaluasi.domain.instrumen.data import SimpulData
from evaluasi.domain.jawaban import MAKS_JUMLAH, is_angka
from evaluasi.workbook.bacaan import Soal
from evaluasi.workbook.isi import IsiBuku
from evaluasi.workbook.lembar_tulis import BAND, FILL_IN, GRID, HEAD, BukuTulis, LembarTulis, Nilai
from evaluasi.workbook.susunan import JUMLAH, LABEL, BarisBuku, Jenis, has_counts, rows_of
from evaluasi.workbook.tulis_lke import PenulisLke, write_label
from evaluasi.workbook.tulis_ringkasan import Sumber, write_summary

LEMBAR = "Jawaban"
NILAI = "Nilai"
HEADS = {
    "A": "No",
    "B": "Penilaian",
    "H": "Bobot",
    "I": "Penjelasan",
    "J": "Jenis Jawaban",
    "K": "Jawaban Unit",
    "L": "Catatan Unit",
    "M": "Bukti Dukung Unit",
    "N": "Jawaban TPI",
    "Q": "Catatan TPI",
}
COLUMNS = "ABCDEFGHIJKLMNOPQ"
WITHOUT_TREE = dict.fromkeys(map(ord, "BCDEFG"))
WIDTHS = {
    **dict.fromkeys("BCDEF", 3.2),
    "A": 6,
    "G": 44,
    "H": 7,
    "I": 44,
    "J": 9,
    "K": 11,
    "L": 34,
    "M": 36,
    "N": 9,
    "O": 3,
    "P": 3,
    "Q": 20,
}


def write_jawaban(isi: IsiBuku, soal: Soal, *, lembar: str = LEMBAR) -> bytes:
    """The workbook: the ministry's sheet, the arithmetic over it, and the summary."""
    buku = BukuTulis(title=f"Jawaban LKE ZI {isi.unit} {isi.tahun}")
    sheet = buku.sheet(lembar)
    rows = place_rows(rows_of(isi.struktur.instrumen), soal)
    _write_answers(isi, buku, sheet, rows)
    answers = {Jenis.BUTIR, Jenis.JUMLAH}
    answer_rows = {(baris.simpul.kode, baris.kunci): at for at, baris in rows if baris.jenis in answers}
    nilai = PenulisNilai(isi, buku, buku.sheet(NILAI), answer_rows, lembar)
    nilai.write()
    write_summary(isi, buku, Sumber(NILAI, nilai.row_of, nilai.total_row))
    return buku.close()


def place_rows(rows: Sequence[BarisBuku], soal: Soal) -> list[tuple[int, BarisBuku]]:
    """Each row with its number: questions where the ministry has them, heads right above what they head.

    A head for which the ministry's numbering leaves no room is left out.
    """
    fixed = {(kode, kunci): row for kode, kunci, row in soal}
    placed: list[tuple[int, BarisBuku]] = []
    waiting: list[BarisBuku] = []
    last = 1
    for baris in rows:
        row = _fixed_row(baris, fixed)
        if not row:
            waiting.append(baris)
            continue
        room = max(0, row - last - 1)
        kept = waiting[len(waiting) - room :] if room < len(waiting) else waiting
        placed += [(row - len(kept) + at, head) for at, head in enumerate(kept)]
        placed.append((row, baris))
        waiting, last = [], row
    return placed


def _fixed_row(baris: BarisBuku, fixed: Mapping[tuple[str, str], int]) -> int:
    if baris.jenis is Jenis.JUMLAH:
        return fixed.get((baris.simpul.kode, baris.kunci), 0)
    if baris.jenis is Jenis.BUTIR and not has_counts(baris.simpul):
        kunci = baris.simpul.masukan[0].kunci if baris.simpul.masukan else ""
        return fixed.get((baris.simpul.kode, kunci)) or fixed.get((baris.simpul.kode, ""), 0)
    return 0


def _write_answers(
    isi: IsiBuku, buku: BukuTulis, lembar: LembarTulis, rows: Sequence[tuple[int, BarisBuku]]
) -> None:
    head = buku.format(
        bold=True, bg_color=HEAD, font_color="#FFFFFF", border=1, border_color=GRID, valign="vcenter"
    )
    lembar.widths(WIDTHS)
    lembar.sheet.set_row(0, 32)
    for column in COLUMNS:
        lembar.put(1, column, HEADS.get(column, ""), head)
    lembar.sheet.merge_range("B1:G1", HEADS["B"], head)
    for at, baris in rows:
        look: dict[str, Any] = {"border": 1, "border_color": GRID, "bg_color": BAND[min(baris.tingkat, 5)]}
        if baris.jenis is Jenis.SIMPUL:
            look["bold"] = True
        for column in COLUMNS.translate(WITHOUT_TREE):
            lembar.put(at, column, None, buku.format(**look))
        write_label(buku, lembar, at, baris, look)
        if baris.simpul.bobot is not None and baris.jenis in {Jenis.SIMPUL, Jenis.BUTIR}:
            lembar.put(at, "H", baris.simpul.bobot, buku.format(**look, num_format="0.00"))
        _write_row(isi, buku, lembar, at, baris, look)
    last = rows[-1][0] if rows else 1
    lembar.fit_rows(2)
    lembar.sheet.freeze_panes(1, 7)
    lembar.protect()
    title = f"Jawaban LKE ZI {isi.unit} {isi.tahun}, dicetak {tanggal(isi.tanggal)}"
    lembar.print_ready(area=f"A1:M{last}", repeat=(1, 1), title=title)


def _write_row(
    isi: IsiBuku, buku: BukuTulis, lembar: LembarTulis, at: int, baris: BarisBuku, look: dict[str, Any]
) -> None:
    butir = baris.simpul
    fill = look | {"bg_color": FILL_IN, "locked": False}
    isian = isi.jawaban.get(butir.kode)
    if baris.jenis is Jenis.JUMLAH:
        counts = isian if isinstance(isian, Mapping) else {}
        lembar.put(at, "J", JUMLAH, buku.format(**look))
        lembar.put(at, "K", counts.get(baris.kunci), buku.format(**fill, num_format="0"))
        found = isi.tpi.get(butir.kode)
        verdict = found.get(baris.kunci) if isinstance(found, Mapping) else None
        lembar.put(at, "N", verdict, buku.format(**look, num_format="0"))
        lembar.bound(at, "K", MAKS_JUMLAH, whole=True)
        if baris.kunci == butir.masukan[0].kunci:
            _write_notes(isi, buku, lembar, at, butir, fill)
    elif baris.jenis is Jenis.BUTIR:
        kriteria = "\n".join(f"{p.kunci}: {p.kriteria}" for p in butir.pilihan)
        lembar.put(at, "I", kriteria or butir.catatan, buku.format(**look))
        lembar.put(at, "J", LABEL[butir.jawaban], buku.format(**look))
        if has_counts(butir):
            return
        _write_single(buku, lembar, at, butir, isian, fill)
        verdict = isi.tpi.get(butir.kode)
        shown = None if isinstance(verdict, Mapping) else verdict
        lembar.put(at, "N", shown, buku.format(**look, align="center"))
        _write_notes(isi, buku, lembar, at, butir, fill)


def _write_single(
    buku: BukuTulis, lembar: LembarTulis, at: int, butir: SimpulData, isian: object, fill: dict[str, Any]
) -> None:
    if is_angka(butir) and butir.rumus and butir.rumus.maks is not None:
        value = isian if isinstance(isian, Decimal) else None
        form = "0.00%" if butir.rumus.maks == 1 else "0.00##########"
        lembar.put(at, "K", value, buku.format(**fill, num_format=form))
        lembar.bound(at, "K", float(butir.rumus.maks), whole=False)
        return
    lembar.put(at, "K", isian if isinstance(isian, str) else None, buku.format(**fill, align="center"))
    lembar.choose(at, "K", [pilihan.kunci for pilihan in butir.pilihan])


def _write_notes(
    isi: IsiBuku, buku: BukuTulis, lembar: LembarTulis, at: int, butir: SimpulData, fill: dict[str, Any]
) -> None:
    lembar.put(at, "L", isi.catatan.get(butir.kode, ""), buku.format(**fill, num_format="@"))
    lembar.put(at, "M", isi.bukti_of(butir.kode), buku.format(**fill, num_format="@"))
    note = isi.catatan_tpi.get(butir.kode, "")
    if note:
        look = {name: value for name, value in fill.items() if name not in {"bg_color", "locked"}}
        lembar.put(at, "Q", note, buku.format(**look, num_format="@"))


class PenulisNilai(PenulisLke):
    """The arithmetic of Lampiran III whose answers are those of the ministry's sheet, read live."""

    def __init__(
        self,
        isi: IsiBuku,
        buku: BukuTulis,
        lembar: LembarTulis,
        answer_rows: Mapping[tuple[str, str], int],
        source: str,
    ) -> None:
        super().__init__(replace(isi, tpi={}, catatan_tpi={}), buku, lembar)
        self.answer_rows, self.source = answer_rows, source

    def fill(self, at: int, value: Nilai, form: dict[str, Any], key: tuple[str, str]) -> None:
        """An answer cell that reads the ministry's sheet; a blank stays blank."""
        there = f"'{self.source}'!K{self.answer_rows[key]}"
        locked = form | {"locked": True, "bg_color": BAND[5]}
        self.lembar.reckon(at, "K", f'=IF({there}="","",{there})', value, self.buku.format(**locked))

    def remarks(self, at: int, butir: SimpulData, look: dict[str, Any], fill: dict[str, Any]) -> None:
        """Notes, links and verdicts stand in the ministry's sheet only."""
