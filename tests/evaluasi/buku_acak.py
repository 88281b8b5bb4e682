"""Workbooks as units might send them, as real .xlsx bytes: random answers, then rows, cells and sheets moved about."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from html import escape
from itertools import pairwise
from typing import Any

from dasar.lembar import column_letter
from evaluasi.domain.jawaban import Jawaban
from evaluasi.workbook.dokter import examine
from tests.evaluasi.buku import STRUKTUR, random_answers, whole_pages

Sel = tuple[Any, str]
"""A value and the formula behind it."""
NS = "http://schemas.openxmlformats.org"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
K, J, F, L, H, NOTE, LINK = 11, 10, 6, 12, 8, 15, 17
WILD: tuple[Sel, ...] = (
    ("F", ""),
    ("Mungkin", ""),
    (7, ""),
    (-1, ""),
    (0.5, ""),
    (10**20, ""),
    (True, ""),
    ("#DIV/0!", ""),
    ("#REF!", "#REF!+1"),
    ("", "1/0"),
    (3, "1+2"),
    ("Ya", "HYPERLINK(1)"),
    ("  ya. ", ""),
    ("1.000,50", ""),
    ("1.98E+17", ""),
    ("Y\na", ""),
    ("\u00a0", ""),
    ("x" * 4100, ""),
    ("drive google com/folder", ""),
    ("javascript:alert(1)", ""),
    ("https://kota.go.id/a", ""),
    ("Ⅳ٣½", ""),
    ("A/B/C", ""),
    ("Ya/Tidak", ""),
    ("%", ""),
    ("Jumlah", ""),
    (None, ""),
)


@dataclass
class BukuAcak:
    """One random workbook: its cells by place, the answers put in, and what else was done to it."""

    cells: dict[tuple[int, int], Sel]
    answers: dict[str, Jawaban]
    name: str = "LKE ZI"
    others: list[tuple[str, bool, dict[tuple[int, int], Sel]]] = field(default_factory=list)
    done: list[str] = field(default_factory=list)

    def insert_row(self, at: int, texts: Mapping[int, Sel]) -> None:
        self.cells = {(r + (r >= at), c): cell for (r, c), cell in self.cells.items()}
        self.cells |= {(at, column): cell for column, cell in texts.items()}

    def swap(self, one: int, two: int) -> None:
        """Two whole rows change places."""
        turned = {one: two, two: one}
        self.cells = {(turned.get(r, r), c): cell for (r, c), cell in self.cells.items()}

    def bytes(self) -> bytes:
        sheets = [(self.name, False, self.cells), *self.others]
        return write_package(sheets)


@cache
def _places() -> dict[str, tuple[int, dict[str, int]]]:
    """In which row each question stands in the whole workbook, and its counts."""
    found = examine(whole_pages(), STRUKTUR).bacaan.peta.butir
    return {kode: (item.terbaca.row, dict(item.jumlah)) for kode, item in found.items()}


@cache
def _base() -> dict[tuple[int, int], Sel]:
    page = whole_pages().pages[0]
    return {
        place: (cell.value if not cell.error else cell.error, cell.formula)
        for place, cell in page.cells.items()
    }


def filled(seed: int) -> BukuAcak:
    """A workbook with random answers and notes, otherwise whole."""
    dice = random.Random(seed)
    answers = random_answers(seed, blank=dice.choice([0, 0.15, 0.5, 0.95]))
    cells = dict(_base())
    for kode, (row, counts) in _places().items():
        isian = answers.get(kode)
        for kunci, at in counts.items():
            cells[at, K] = (isian.get(kunci) if isinstance(isian, Mapping) else None, "")
        if not counts:
            cells[row, K] = (isian if not isinstance(isian, Mapping) else None, "")
        if dice.random() < 0.1:
            cells[row, NOTE] = (dice.choice(["catatan", "=1+1\nbaris kedua", "@SUM(A1)", "-2 & <tag>"]), "")
    return BukuAcak(cells, answers)


def reworked(seed: int) -> BukuAcak:
    """What a reader has to bear: rows between, rows out of order, blanks behind names, other sheets, other names."""
    book, dice = filled(seed), random.Random(seed + 10_000)
    _shuffle(book, dice)
    for (row, column), (value, formula) in list(book.cells.items()):
        if column < H and isinstance(value, str) and dice.random() < 0.2:
            book.cells[row, column] = (f"{value}{' ' * dice.randint(1, 3)}", formula)
    for _ in range(dice.randint(0, 12)):
        text = dice.choice(
            [
                {},
                {NOTE: ("catatan tim", "")},
                {7: ("lihat lampiran kami", "")},
                {1: (dice.randint(1, 99), "")},
            ]
        )
        book.insert_row(dice.randint(3, 200), text)
    if dice.random() < 0.5:
        book.others.append(("Utama", True, dict(_base())))
    if dice.random() < 0.5:
        book.others.append(("Ctt Eval", False, {(1, 1): ("Catatan rapat", ""), (3, 2): (Decimal("4.5"), "")}))
    book.name = dice.choice(["LKE ZI", "Sheet1", "lke zi 2026 (final)", "Penilaian"])
    return book


def _shuffle(book: BukuAcak, dice: random.Random) -> None:
    """Neighbouring choice questions of a sub-aspect change places with their letters and words."""
    places = _places()
    choices = [b.kode for b in STRUKTUR.butir if b.simpul.pilihan and b.kode in places]
    for one, two in pairwise(choices):
        if one.rpartition(".")[0] == two.rpartition(".")[0] and dice.random() < 0.1:
            book.swap(places[one][0], places[two][0])
            book.done.append(f"{one}<->{two}")
            return


def damaged(seed: int) -> BukuAcak:
    """The same with anything at all in some cells, rows gone, columns moved."""
    book, dice = reworked(seed), random.Random(seed + 20_000)
    rows = max(row for row, _ in book.cells)
    for _ in range(dice.choice([1, 3, 10, 60])):
        place = (
            dice.randint(1, rows),
            dice.choice([K, K, K, J, J, F, L, H, NOTE, LINK, dice.randint(1, 17)]),
        )
        book.cells[place] = dice.choice(WILD)
        book.done.append(f"{column_letter(place[1])}{place[0]}")
    for row in dice.sample(range(3, rows), dice.choice([0, 0, 1, 5, 40])):
        for column in range(1, 18):
            book.cells.pop((row, column), None)
    if dice.random() < 0.1:
        at = dice.randint(1, 16)
        book.cells = {(r, c + (c >= at)): cell for (r, c), cell in book.cells.items()}
        book.done.append(f"column {at}")
    return book


def write_package(sheets: list[tuple[str, bool, dict[tuple[int, int], Sel]]]) -> bytes:
    """The smallest package that Excel opens: text stands in its cell, formulas with their last value."""
    out = io.BytesIO()
    names = "".join(
        f'<sheet name="{escape(name)}" sheetId="{at}" {"state=" + chr(34) + "hidden" + chr(34) if hidden else ""} r:id="r{at}"/>'
        for at, (name, hidden, _) in enumerate(sheets, 1)
    )
    links = "".join(
        f'<Relationship Id="r{at}" Type="{NS}/officeDocument/2006/relationships/worksheet" Target="worksheets/s{at}.xml"/>'
        for at in range(1, len(sheets) + 1)
    )
    kinds = "".join(
        f'<Override PartName="/xl/worksheets/s{at}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
        for at in range(1, len(sheets) + 1)
    )
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'{HEAD}<Types xmlns="{NS}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>{kinds}</Types>',
        )
        archive.writestr(
            "_rels/.rels",
            f'{HEAD}<Relationships xmlns="{NS}/package/2006/relationships"><Relationship Id="r1" Type="{NS}/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/workbook.xml",
            f'{HEAD}<workbook xmlns="{NS}/spreadsheetml/2006/main" xmlns:r="{NS}/officeDocument/2006/relationships"><sheets>{names}</sheets></workbook>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'{HEAD}<Relationships xmlns="{NS}/package/2006/relationships">{links}</Relationships>',
        )
        for at, (_, _, cells) in enumerate(sheets, 1):
            archive.writestr(f"xl/worksheets/s{at}.xml", _sheet(cells))
    return out.getvalue()


def _sheet(cells: Mapping[tuple[int, int], Sel]) -> str:
    rows: dict[int, list[str]] = {}
    for (row, column), (value, formula) in sorted(cells.items()):
        if value is not None or formula:
            rows.setdefault(row, []).append(_cell(f"{column_letter(column)}{row}", value, formula))
    body = "".join(f'<row r="{row}">{"".join(line)}</row>' for row, line in rows.items())
    return f'{HEAD}<worksheet xmlns="{NS}/spreadsheetml/2006/main"><sheetData>{body}</sheetData></worksheet>'


def _cell(place: str, value: Any, formula: str) -> str:
    told = f"<f>{escape(formula.lstrip('='))}</f>" if formula else ""
    if isinstance(value, bool):
        return f'<c r="{place}" t="b">{told}<v>{int(value)}</v></c>'
    if isinstance(value, int | float | Decimal):
        return f'<c r="{place}">{told}<v>{value}</v></c>'
    if isinstance(value, date):
        return f'<c r="{place}" t="d">{told}<v>{value.isoformat()}</v></c>'
    if isinstance(value, str) and value.startswith("#"):
        return f'<c r="{place}" t="e">{told}<v>{value}</v></c>'
    text = escape(str(value or ""))
    if formula:
        return f'<c r="{place}" t="str">{told}<v>{text}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
