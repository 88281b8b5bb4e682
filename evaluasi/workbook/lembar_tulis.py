"""A sheet being written: text that stays text, formulas with their last value, formats by name."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter

from dasar.lembar import column_number

MAKS_TEKS = 32_767
WIDER = 1.06
"""By how much an average letter may be wider than the unit of columns."""
LINE_HEIGHT = 13
SHORT = 6
MAX_HEIGHT = 409
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
HEAD = "#1F3A5F"
BAND = ("#D9E2EC", "#E6ECF2", "#EFF3F7", "#F7F9FB", "#FFFFFF", "#FFFFFF")
FILL_IN = "#FFFBEA"
GRID = "#B8C4CE"

Nilai = str | int | Decimal | None


class BukuTulis:
    """A workbook in memory with its formats; `close` gives its bytes."""

    def __init__(self, *, title: str) -> None:
        self.stream = BytesIO()
        self.book = xlsxwriter.Workbook(self.stream, OPTIONS)
        self.book.set_properties({"title": title, "company": "Portal Zona Integritas"})
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}

    def format(self, **properties: Any) -> Any:
        """A cell format; the same properties give the same one."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            base = {"font_name": "Calibri", "font_size": 10, "valign": "top", "text_wrap": True}
            self._formats[key] = self.book.add_format(base | properties)
        return self._formats[key]

    def sheet(self, name: str) -> LembarTulis:
        return LembarTulis(self.book.add_worksheet(name))

    def close(self) -> bytes:
        self.book.close()
        return self.stream.getvalue()


class LembarTulis:
    """One sheet, addressed by row number and column letter as a person does."""

    def __init__(self, sheet: Any) -> None:
        self.sheet = sheet
        self._widths: dict[str, float] = {}
        self._lines: dict[int, int] = {}

    def put(self, row: int, column: str, value: Nilai, form: Any) -> None:
        """A value in a cell; a text is never a formula whatever it begins with."""
        at = (row - 1, column_number(column) - 1)
        if value is None or value == "":
            self.sheet.write_blank(*at, None, form)
        elif isinstance(value, str):
            self.sheet.write_string(*at, value[:MAKS_TEKS], form)
            self._measure(row, value, self._widths.get(column, 0))
        else:
            self.sheet.write_number(*at, value if isinstance(value, int) else float(value), form)

    def span(self, row: int, first: str, last: str, value: str, form: Any) -> None:
        """A text over several columns; a reader finds it in the first."""
        if first == last:
            self.put(row, first, value, form)
            return
        self.sheet.merge_range(f"{first}{row}:{last}{row}", "", form)
        self.sheet.write_string(f"{first}{row}", value, form)
        letters = range(ord(first), ord(last) + 1)
        self._measure(row, value, sum(self._widths.get(chr(letter), 0) for letter in letters))

    def _measure(self, row: int, text: str, width: float) -> None:
        """Remember how many lines a text takes in its column."""
        if width and len(text) > SHORT:
            lines = sum(-(-len(line) * WIDER // width) or 1 for line in text.split("\n"))
            self._lines[row] = max(self._lines.get(row, 1), int(lines))

    def fit_rows(self, first: int) -> None:
        """Make rows as high as their longest text, since not every program does so on opening."""
        for row, lines in self._lines.items():
            if row >= first and lines > 1:
                self.sheet.set_row(row - 1, min(MAX_HEIGHT, 3 + LINE_HEIGHT * lines))

    def reckon(self, row: int, column: str, formula: str, value: Nilai, form: Any) -> None:
        """A live formula with the value that it had when it was written."""
        shown: str | float = "" if value is None else value if isinstance(value, str) else float(value)
        self.sheet.write_formula(row - 1, column_number(column) - 1, formula, form, shown)

    def widths(self, widths: dict[str, float]) -> None:
        self._widths = widths
        for column, width in widths.items():
            self.sheet.set_column(f"{column}:{column}", width)

    def choose(self, row: int, column: str, options: list[str]) -> None:
        """Offer the options of a choice question, and refuse anything else."""
        self.sheet.data_validation(
            row - 1,
            column_number(column) - 1,
            row - 1,
            column_number(column) - 1,
            {
                "validate": "list",
                "source": options,
                "error_title": "Di luar pilihan",
                "error_message": f"Isi salah satu: {', '.join(options)}.",
            },
        )

    def bound(self, row: int, column: str, most: float, *, whole: bool) -> None:
        """Take only numbers from 0 to `most`."""
        self.sheet.data_validation(
            row - 1,
            column_number(column) - 1,
            row - 1,
            column_number(column) - 1,
            {
                "validate": "integer" if whole else "decimal",
                "criteria": "between",
                "minimum": 0,
                "maximum": most,
                "error_title": "Di luar batas",
                "error_message": "Isi bilangan bulat mulai dari 0."
                if whole
                else f"Isi angka 0 sampai {most:g}.",
            },
        )

    def protect(self) -> None:
        """Keep formulas from being typed over; no password, so that whoever must can lift it."""
        self.sheet.protect("", {"format_rows": True, "format_columns": True, "autofilter": True})

    def print_ready(self, *, area: str, repeat: tuple[int, int], title: str) -> None:
        """A4 lying, as wide as the page, heads on every page, pages numbered."""
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        self.sheet.repeat_rows(repeat[0] - 1, repeat[1] - 1)
        self.sheet.print_area(area)
        clean = title.replace("&", "&&")[:120]
        self.sheet.set_footer(f"&L&8{clean}&R&8Halaman &P dari &N")
