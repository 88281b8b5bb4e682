"""Workbooks for tests: a worksheet written by the portal, then damaged as people and machines damage them."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from dasar.berkas.domain import store_bytes
from dasar.berkas.models import Berkas
from dasar.lembar import XLSX_TYPE, Buku, Halaman, Sel
from dasar.lembar.buku import _read
from evaluasi.domain.jawaban import Jawaban
from evaluasi.domain.pustaka import read_peta_soal
from evaluasi.domain.scoring import score
from evaluasi.domain.struktur import compile_instrumen
from evaluasi.workbook.isi import BuktiTertulis, IsiBuku
from evaluasi.workbook.tulis_lke import write_lke
from tests.evaluasi.contoh import INSTRUMEN_90

STRUKTUR = compile_instrumen(INSTRUMEN_90)
SOAL = tuple((item.kode, item.masukan, item.baris) for peta in read_peta_soal() for item in peta.soal)
LKE = "LKE ZI"


def random_answers(seed: int, *, blank: float = 0.15) -> dict[str, Jawaban]:
    """Answers to a random part of the questions, with zeros, whole counts and parts of them."""
    dice = random.Random(seed)
    found: dict[str, Jawaban] = {}
    for butir in INSTRUMEN_90.butir:
        if dice.random() < blank:
            continue
        if butir.pilihan:
            found[butir.kode] = dice.choice(butir.pilihan).kunci
        elif butir.rumus and butir.rumus.maks is not None:
            found[butir.kode] = (Decimal(dice.randint(0, 400)) / 100).normalize()
        else:
            counts = {m.kunci: dice.choice([0, 0, 1, 3, 7, 12]) for m in butir.masukan}
            for masukan in butir.masukan:
                if masukan.bagian_dari:
                    counts[masukan.kunci] = dice.randint(0, sum(counts[k] for k in masukan.bagian_dari))
            if dice.random() < blank / 2:
                counts.pop(butir.masukan[-1].kunci)
            found[butir.kode] = counts
    return found


def isi_of(answers: dict[str, Jawaban], **more: Any) -> IsiBuku:
    values = {"unit": "Dinas Contoh", "tahun": 2026, "predikat": "WBK", "tanggal": date(2026, 6, 1)}
    return IsiBuku(STRUKTUR, score(STRUKTUR, answers), jawaban=answers, **(values | more))


def with_notes(answers: dict[str, Jawaban]) -> IsiBuku:
    """A worksheet with notes and evidence of every kind, among them texts that look like formulas."""
    return isi_of(
        answers,
        catatan={
            "A.I.1.i.a": "=1+1\nbaris kedua",
            "A.I.1.i.b": "@SUM(A1)",
            "A.I.1.ii.a": '-2 & <tag> "kutip"',
        },
        bukti={
            "A.I.1.i.a": [BuktiTertulis("SK Tim", "https://drive.google.com/x"), BuktiTertulis("SK lama")],
            "A.I.1.ii.a": [BuktiTertulis("https://kota.go.id/a", "https://kota.go.id/a")],
        },
    )


def read(data: bytes) -> Buku:
    """The workbook as the portal's child process reads it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "buku.xlsx"
        path.write_bytes(data)
        return _read("xlsx", path)


@cache
def whole_book() -> bytes:
    """A complete worksheet in the layout of Lampiran III."""
    return write_lke(isi_of(random_answers(5, blank=0)))


@cache
def whole_pages() -> Buku:
    return read(whole_book())


def stored(data: bytes) -> Berkas:
    return store_bytes(data=data, name_hint="buku.xlsx", media_type=XLSX_TYPE)


def edited(change: Callable[[Worksheet], object], data: bytes | None = None) -> bytes:
    """A workbook after somebody worked on its first sheet."""
    book = openpyxl.load_workbook(io.BytesIO(data or whole_book()))
    change(book.worksheets[0])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def row_of(text: str, buku: Buku | None = None) -> int:
    """The row of the sheet in which a text begins a cell."""
    page = (buku or whole_pages()).pages[0]
    return next(row for (row, _), cell in page.cells.items() if str(cell.value).startswith(text))


def changed(**cells: Any) -> Buku:
    """The whole workbook with cells (`K7=...`) replaced: a Sel, a plain value, or None for nothing."""
    whole = whole_pages()
    page = whole.pages[0]
    replaced = dict(page.cells)
    for name, value in cells.items():
        column, row = name.rstrip("0123456789"), int(name.lstrip("ABCDEFGHIJKLMNOPQ"))
        place = (row, "ABCDEFGHIJKLMNOPQ".index(column) + 1)
        replaced[place] = value if isinstance(value, Sel) else Sel(value)
    return Buku((Halaman(page.name, replaced), *whole.pages[1:]), whole.has_formulas)
