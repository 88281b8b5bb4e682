"""Spreadsheets that the portal hands out: what people typed stays text, whatever it begins with."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import xlsxwriter

from dasar.lembar.kolom import Kolom

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV_TYPE = "text/csv; charset=utf-8"
Value = str | int | date | bool | None
# A spreadsheet program runs what begins with these; tab and line ends hide one.
_STARTERS = ("=", "+", "-", "@", "\t", "\r", "\n", "'")


def write_xlsx(
    columns: Sequence[Kolom], rows: Iterable[Sequence[Value]], *, title: str, guide: Sequence[str] = ()
) -> bytes:
    """A workbook with one sheet `title` (heads, rows, all text kept as text), and a sheet with the guide if any.

    Dates are real dates; codes and NIP cannot lose digits because their columns are text.
    """
    with TemporaryDirectory(prefix="zona-xlsx-") as folder:
        path = Path(folder) / "lembar.xlsx"
        book = xlsxwriter.Workbook(
            str(path),
            {
                "constant_memory": True,
                "strings_to_formulas": False,
                "strings_to_numbers": False,
                "strings_to_urls": False,
            },
        )
        _write_sheet(book, columns, rows, title)
        if guide:
            _write_guide(book, columns, guide)
        book.close()
        return path.read_bytes()


def _write_sheet(
    book: xlsxwriter.Workbook, columns: Sequence[Kolom], rows: Iterable[Sequence[Value]], title: str
) -> None:
    sheet = book.add_worksheet(title[:31])
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    text = book.add_format({"num_format": "@"})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width, text)
        sheet.write_string(0, place, f"{column.head}*" if column.required else column.head, bold)
    sheet.freeze_panes(1, 0)
    for number, row in enumerate(rows, start=1):
        for place, value in enumerate(row):
            match value:
                case None | "":
                    continue
                case bool():
                    sheet.write_string(number, place, "Ya" if value else "Tidak", text)
                case int():
                    sheet.write_number(number, place, value)
                case date():
                    sheet.write_datetime(number, place, value, day)
                case _:
                    sheet.write_string(number, place, str(value), text)


def _write_guide(book: xlsxwriter.Workbook, columns: Sequence[Kolom], guide: Sequence[str]) -> None:
    sheet = book.add_worksheet("Petunjuk")
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    bold = book.add_format({"bold": True, "valign": "top"})
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 80)
    lines = [*(("", line) for line in guide), ("", ""), *((column.head, column.hint) for column in columns)]
    for number, (head, hint) in enumerate(lines):
        sheet.write_string(number, 0, head, bold)
        sheet.write_string(number, 1, hint, wrap)


def write_csv(columns: Sequence[Kolom], rows: Iterable[Sequence[Value]]) -> bytes:
    """The same as CSV for Excel in Indonesian (`;`, BOM); an apostrophe keeps a dangerous text from being run."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", quoting=csv.QUOTE_MINIMAL)
    writer.writerow([column.head for column in columns])
    for row in rows:
        writer.writerow([_csv_cell(value) for value in row])
    return out.getvalue().encode("utf-8-sig")


def _csv_cell(value: Value) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "Ya" if value else "Tidak"
        case date():
            return value.isoformat()
        case int():
            return str(value)
        case _:
            return f"'{value}" if value.startswith(_STARTERS) else value
