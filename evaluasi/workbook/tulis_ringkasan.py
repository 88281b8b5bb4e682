"""The summary beside a worksheet: combined areas, parts of the result and the total, in both figures, live."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from evaluasi.domain.bilangan import cut_decimal
from evaluasi.domain.instrumen.data import TOTAL
from evaluasi.domain.scoring import Angka
from evaluasi.domain.struktur import Struktur
from evaluasi.workbook import rumus_lke as rumus
from evaluasi.workbook.isi import IsiBuku
from evaluasi.workbook.lembar_tulis import GRID, HEAD, BukuTulis, LembarTulis

LEMBAR = "Ringkasan"
HEADS = ("Bagian", "Bobot", "Menurut buku kerja", "%", "Lantai (kosong = 0)")
FIRST = 4
NOTE = (
    "Menurut buku kerja: butir kosong dilewati rata-rata. Lantai: butir kosong bernilai 0. Keduanya sama bila semua "
    "butir terisi. Penyebut nol dan sub-aspek tanpa jawaban dihitung menurut aturan portal, karena peraturan tidak "
    "mengaturnya."
)


@dataclass(frozen=True, slots=True)
class Sumber:
    """The sheet that holds the figures, and in which row each node stands there."""

    lembar: str
    row_of: Mapping[str, int]
    total_row: int


def write_summary(isi: IsiBuku, buku: BukuTulis, sumber: Sumber) -> None:
    """Add the sheet `Ringkasan` to a workbook."""
    lembar = buku.sheet(LEMBAR)
    title = buku.format(bold=True, font_size=13, text_wrap=False)
    lembar.put(1, "A", f"Ringkasan {isi.unit} {isi.tahun}", title)
    head = buku.format(bold=True, bg_color=HEAD, font_color="#FFFFFF", border=1, border_color=GRID)
    for column, text in zip("ABCDE", HEADS, strict=True):
        lembar.put(FIRST - 1, column, text, head)
    lines = _lines(isi.struktur, sumber)
    for at, (kode, nama, rows) in enumerate(lines, start=FIRST):
        _write_line(isi, buku, lembar, at, kode, nama, [f"'{sumber.lembar}'!{{}}{row}" for row in rows])
    last = FIRST + len(lines) + 1
    lembar.sheet.merge_range(f"A{last}:E{last}", NOTE, buku.format(italic=True))
    lembar.sheet.set_row(last - 1, 44)
    lembar.widths({"A": 48, "B": 10, "C": 20, "D": 10, "E": 20})
    lembar.protect()
    lembar.print_ready(area=f"A1:E{last}", repeat=(3, 3), title=f"Ringkasan {isi.unit} {isi.tahun}")


def _lines(struktur: Struktur, sumber: Sumber) -> list[tuple[str, str, list[int]]]:
    """Code, name and source rows of each line."""
    areas = struktur.instrumen.area_gabungan
    lines = [(area.kode, area.nama, [sumber.row_of[kode] for kode in area.bagian]) for area in areas]
    lines += [
        (item.kode, item.nama, [sumber.row_of[item.kode]])
        for item in struktur.instrumen.simpul
        if item.jenis in {"komponen", "unsur_hasil"}
    ]
    return [*lines, (TOTAL, "Nilai total", [sumber.total_row])]


def _write_line(
    isi: IsiBuku, buku: BukuTulis, lembar: LembarTulis, at: int, kode: str, nama: str, cells: list[str]
) -> None:
    look = {"border": 1, "border_color": GRID, "bold": kode == TOTAL}
    point, weight = buku.format(**look, num_format="0.00"), isi.struktur.bobot_of(kode)
    lembar.put(at, "A", nama, buku.format(**look))
    lembar.put(at, "B", cut_decimal(weight), point)
    for column, source, angka in (("C", "L", Angka.BUKU_KERJA), ("E", "N", Angka.LANTAI)):
        formula = rumus.jumlah_formula([cell.format(source) for cell in cells])
        lembar.reckon(at, column, formula, isi.skor.nilai(kode, angka), point)
    share = cut_decimal(isi.skor.fraction(kode) / weight)
    lembar.reckon(
        at, "D", rumus.persen_of(f"C{at}", f"B{at}"), share, buku.format(**look, num_format="0.00%")
    )
