"""A worksheet in the layout of Lampiran III (sheet `LKE ZI`), with formulas that reckon to the portal's figures."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from dasar.format import tanggal
from evaluasi.domain.bilangan import cut_decimal
from evaluasi.domain.instrumen.data import TOTAL, SimpulData
from evaluasi.domain.jawaban import MAKS_JUMLAH, is_angka, value_of
from evaluasi.domain.scoring import Angka
from evaluasi.workbook import rumus_lke as rumus
from evaluasi.workbook.isi import IsiBuku
from evaluasi.workbook.lembar_tulis import BAND, FILL_IN, GRID, HEAD, BukuTulis, LembarTulis, Nilai
from evaluasi.workbook.susunan import JUMLAH, LABEL, BarisBuku, Jenis, has_counts, rows_of
from evaluasi.workbook.tulis_ringkasan import Sumber, write_summary

LEMBAR = "LKE ZI"
FIRST = 3
MARKS = "BCDEF"
TEXTS = "CDEFG"
TREE = dict.fromkeys(map(ord, "BCDEFG"))
HEADS = {
    "A": "No",
    "B": "Penilaian",
    "H": "Bobot",
    "I": "Penjelasan",
    "J": "Pilihan Jawaban",
    "K": "Jawaban",
    "L": "Nilai",
    "M": "%",
    "N": "Lantai (kosong = 0)",
    "O": "Catatan/Keterangan/Penjelasan",
    "P": "Contoh bukti",
    "Q": "Tautan bukti",
}
WIDTHS = {
    **dict.fromkeys("BCDEF", 3.2),
    "A": 4.5,
    "G": 44,
    "H": 7,
    "I": 46,
    "J": 9,
    "K": 10,
    "L": 9,
    "M": 8,
    "N": 9,
    "O": 34,
    "P": 30,
    "Q": 34,
    "R": 11,
    "S": 34,
}
TPI_HEADS = {"R": "Penilaian TPI", "S": "Keterangan TPI"}
"""Beside the form, only where there are verdicts; words that no reader takes for a column of answers."""


def write_lke(isi: IsiBuku) -> bytes:
    """The workbook: the sheet itself, and a summary of the combined areas in both figures."""
    buku = BukuTulis(title=f"LKE ZI {isi.unit} {isi.tahun}")
    penulis = PenulisLke(isi, buku, buku.sheet(LEMBAR))
    penulis.write()
    write_summary(isi, buku, Sumber(LEMBAR, penulis.row_of, penulis.total_row))
    return buku.close()


def write_label(
    buku: BukuTulis, lembar: LembarTulis, at: int, baris: BarisBuku, look: dict[str, Any]
) -> None:
    """Mark and text of a row in the columns of the tree; a text runs on to the last of them."""
    plain = {name: value for name, value in look.items() if name != "border"} | {"top": 1, "bottom": 1}
    for column in "BCDEFG":
        lembar.put(at, column, None, buku.format(**plain))
    if baris.tanda:
        lembar.put(at, MARKS[baris.tingkat], baris.tanda, buku.format(**plain))
    lembar.span(at, TEXTS[min(baris.tingkat, 4)], "G", baris.teks, buku.format(**plain))


class PenulisLke:
    """Writes the rows of a worksheet; knows in which row each node and question stands."""

    def __init__(self, isi: IsiBuku, buku: BukuTulis, lembar: LembarTulis) -> None:
        self.isi, self.buku, self.lembar = isi, buku, lembar
        self.rows = list(enumerate(rows_of(isi.struktur.instrumen), start=FIRST))
        self.row_of = {
            baris.simpul.kode: at for at, baris in self.rows if baris.jenis in {Jenis.SIMPUL, Jenis.BUTIR}
        }
        self.counts: dict[str, dict[str, int]] = {}
        for at, baris in self.rows:
            if baris.jenis is Jenis.JUMLAH:
                self.counts.setdefault(baris.simpul.kode, {})[baris.kunci] = at
        self.total_row = FIRST + len(self.rows)
        self.nomor = 0
        self.columns = "ABCDEFGHIJKLMNOPQ" + ("RS" if isi.tpi else "")

    def write(self) -> None:
        self.lembar.widths(WIDTHS)
        self._heads()
        for at, baris in self.rows:
            self._row(at, baris)
        self._total()
        self.lembar.fit_rows(FIRST)
        self.lembar.sheet.freeze_panes(2, 7)
        self.lembar.protect()
        title = f"LKE ZI {self.isi.unit} {self.isi.tahun}, dicetak {tanggal(self.isi.tanggal)}"
        self.lembar.print_ready(area=f"A1:O{self.total_row}", repeat=(2, 2), title=title)

    def _heads(self) -> None:
        instrumen = self.isi.struktur.instrumen
        title = f"Lembar Kerja Evaluasi Zona Integritas {self.isi.tahun}: {self.isi.unit} ({self.isi.predikat}). {instrumen.dasar}"
        self.lembar.sheet.set_row(0, 22)
        self.lembar.put(1, "A", title, self.buku.format(bold=True, font_size=13, text_wrap=False))
        head = self.buku.format(
            bold=True, bg_color=HEAD, font_color="#FFFFFF", border=1, border_color=GRID, valign="vcenter"
        )
        self.lembar.sheet.set_row(1, 44)
        for column in self.columns:
            self.lembar.put(2, column, (HEADS | TPI_HEADS).get(column, ""), head)
        self.lembar.sheet.merge_range("B2:G2", HEADS["B"], head)

    def _row(self, at: int, baris: BarisBuku) -> None:
        look: dict[str, Any] = {"border": 1, "border_color": GRID, "bg_color": BAND[min(baris.tingkat, 5)]}
        if baris.jenis is Jenis.SIMPUL:
            look["bold"] = True
        for column in self.columns.translate(TREE):
            self.lembar.put(at, column, None, self.buku.format(**look))
        write_label(self.buku, self.lembar, at, baris, look)
        if baris.jenis is Jenis.SIMPUL:
            self._node(at, baris.simpul, look)
        elif baris.jenis is Jenis.BUTIR:
            self._question(at, baris.simpul, look)
        else:
            self._count(at, baris, look)

    def _node(self, at: int, item: SimpulData, look: dict[str, Any]) -> None:
        point = self.buku.format(**look, num_format="0.00")
        self.lembar.put(at, "H", item.bobot, point)
        children = self.isi.struktur.anak[item.kode]
        questions = [kode for kode in children if kode in self.isi.struktur.butir_by_kode]
        rows = [self.row_of[kode] for kode in children]
        weighted = any(self.isi.struktur.simpul_by_kode[kode].bobot is not None for kode in questions)
        if questions and not weighted:
            span = (f"L{rows[0]}", f"L{rows[-1]}", f"H{at}")
            workbook, floor = rumus.rata_formula(*span), rumus.lantai_formula(*span, len(rows))
        else:
            workbook = rumus.jumlah_formula([f"L{row}" for row in rows])
            floor = workbook if questions else rumus.jumlah_formula([f"N{row}" for row in rows])
        self._figures(at, item.kode, workbook, floor, look)

    def _figures(self, at: int, kode: str, workbook: str, floor: str, look: dict[str, Any]) -> None:
        skor, point = self.isi.skor, self.buku.format(**look, num_format="0.00")
        share = self.buku.format(**look, num_format="0.00%")
        nilai = skor.nilai(kode)
        self.lembar.reckon(at, "L", workbook, nilai, point)
        self.lembar.reckon(
            at,
            "M",
            rumus.persen_of(f"L{at}", f"H{at}"),
            cut_decimal(skor.fraction(kode) / self.isi.struktur.bobot_of(kode)),
            share,
        )
        self.lembar.reckon(at, "N", floor, skor.nilai(kode, Angka.LANTAI), point)

    def _question(self, at: int, butir: SimpulData, look: dict[str, Any]) -> None:
        self.nomor += 1
        fill = look | {"bg_color": FILL_IN, "locked": False}
        weight = f"H{at}" if butir.bobot is not None else ""
        self.lembar.put(at, "A", self.nomor, self.buku.format(**look))
        if butir.bobot is not None:
            self.lembar.put(at, "H", butir.bobot, self.buku.format(**look, num_format="0.00"))
        kriteria = "\n".join(f"{p.kunci}: {p.kriteria}" for p in butir.pilihan)
        self.lembar.put(at, "I", kriteria or butir.catatan, self.buku.format(**look))
        self.lembar.put(at, "J", LABEL[butir.jawaban], self.buku.format(**look))
        formula = self._answer(at, butir, look, fill, weight)
        value = value_of(butir, self.isi.jawaban.get(butir.kode))
        points = value if value is None or not weight else value * self.isi.struktur.bobot_of(butir.kode)
        shown: Decimal | str = rumus.BELUM if points is None else cut_decimal(points)
        self.lembar.reckon(at, "L", formula, shown, self.buku.format(**look, num_format="0.00##"))
        self.remarks(at, butir, look, fill)

    def remarks(self, at: int, butir: SimpulData, look: dict[str, Any], fill: dict[str, Any]) -> None:
        """Note, expected evidence and links of a question."""
        self.lembar.put(
            at, "O", self.isi.catatan.get(butir.kode, ""), self.buku.format(**fill, num_format="@")
        )
        self.lembar.put(at, "P", "\n".join(butir.contoh_bukti), self.buku.format(**look))
        self.lembar.put(at, "Q", self.isi.bukti_of(butir.kode), self.buku.format(**fill, num_format="@"))
        if butir.kode in self.isi.tpi:
            self._verdict(at, butir, look)

    def _verdict(self, at: int, butir: SimpulData, look: dict[str, Any]) -> None:
        """What TPI found and why; a ratio as such, its counts in their rows."""
        isian = self.isi.tpi[butir.kode]
        form = {"num_format": "0.00%"} if has_counts(butir) else {"align": "center"}
        value = value_of(butir, isian) if isinstance(isian, Mapping) else isian
        shown = cut_decimal(value) if isinstance(isian, Mapping) and value is not None else value
        self.lembar.put(at, "R", shown, self.buku.format(**look, **form))
        note = self.isi.catatan_tpi.get(butir.kode, "")
        self.lembar.put(at, "S", note, self.buku.format(**look, num_format="@"))

    def fill(self, at: int, value: Nilai, form: dict[str, Any], key: tuple[str, str]) -> None:
        """An answer cell, open for typing; `key` is the question and its input."""
        self.lembar.put(at, "K", value, self.buku.format(**form))

    def _answer(
        self, at: int, butir: SimpulData, look: dict[str, Any], fill: dict[str, Any], weight: str
    ) -> str:
        """The answer cell; returns the formula of the question's value."""
        isian = self.isi.jawaban.get(butir.kode)
        if has_counts(butir) and butir.rumus:
            cells = {kunci: f"K{row}" for kunci, row in self.counts[butir.kode].items()}
            value = value_of(butir, isian)
            share = self.buku.format(**look, num_format="0.00%")
            shown = None if value is None else cut_decimal(value)
            self.lembar.reckon(at, "K", rumus.rasio_formula(butir.rumus, cells), shown, share)
            return rumus.persen_formula(f"K{at}", weight)
        if is_angka(butir) and butir.rumus and butir.rumus.maks is not None:
            form = "0.00%" if butir.rumus.maks == 1 else "0.00##########"
            value = isian if isinstance(isian, Decimal) else None
            self.fill(at, value, fill | {"num_format": form}, (butir.kode, ""))
            self.lembar.bound(at, "K", float(butir.rumus.maks), whole=False)
            return rumus.angka_formula(butir.rumus, f"K{at}", weight)
        chosen = isian if isinstance(isian, str) else None
        self.fill(at, chosen, fill | {"align": "center"}, (butir.kode, ""))
        self.lembar.choose(at, "K", [pilihan.kunci for pilihan in butir.pilihan])
        return rumus.pilihan_formula(butir, f"K{at}", weight)

    def _count(self, at: int, baris: BarisBuku, look: dict[str, Any]) -> None:
        self.lembar.put(at, "J", JUMLAH, self.buku.format(**look))
        isian = self.isi.jawaban.get(baris.simpul.kode)
        counts: Mapping[str, int] = isian if isinstance(isian, Mapping) else {}
        if baris.jenis is Jenis.JUMLAH:
            fill = look | {"bg_color": FILL_IN, "locked": False, "num_format": "0"}
            self.fill(at, counts.get(baris.kunci), fill, (baris.simpul.kode, baris.kunci))
            self.lembar.bound(at, "K", MAKS_JUMLAH, whole=True)
            self._verdict_count(at, baris, look)
            return
        parts = baris.simpul.rumus.penyebut if baris.simpul.rumus else ()
        cells = [f"K{self.counts[baris.simpul.kode][kunci]}" for kunci in parts]
        formula = f'=IF(COUNT({",".join(cells)})=0,"",SUM({",".join(cells)}))'
        known = [counts[kunci] for kunci in parts if kunci in counts]
        self.lembar.reckon(
            at, "K", formula, sum(known) if known else None, self.buku.format(**look, num_format="0")
        )

    def _verdict_count(self, at: int, baris: BarisBuku, look: dict[str, Any]) -> None:
        isian = self.isi.tpi.get(baris.simpul.kode)
        if isinstance(isian, Mapping):
            self.lembar.put(at, "R", isian.get(baris.kunci), self.buku.format(**look, num_format="0"))

    def _total(self) -> None:
        at, look = self.total_row, {"bold": True, "border": 1, "border_color": GRID, "bg_color": BAND[0]}
        for column in self.columns:
            self.lembar.put(at, column, None, self.buku.format(**look))
        self.lembar.put(at, "B", "NILAI TOTAL", self.buku.format(**look, text_wrap=False))
        parts = [self.row_of[kode] for kode in self.isi.struktur.anak[TOTAL]]
        self.lembar.put(at, "H", Decimal(100), self.buku.format(**look, num_format="0.00"))
        columns = {c: rumus.jumlah_formula([f"{c}{row}" for row in parts]) for c in "LN"}
        self._figures(at, TOTAL, columns["L"], columns["N"], look)
