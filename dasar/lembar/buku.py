"""A whole workbook that a person sent, as plain cells: value and formula apart, nothing evaluated."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from dasar.berkas.domain import open_berkas
from dasar.berkas.domain.storing import check_promise
from dasar.berkas.enums import Kind
from dasar.berkas.inspection.inspect import inspect_file
from dasar.berkas.inspection.sandbox import run_in_child
from dasar.berkas.models import Berkas
from dasar.berkas.validators import extension_of
from dasar.lembar import buku_child
from dasar.lembar.reading import MESSAGES, SheetUnreadable

ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
NO_SHEET = {
    "empty": "Buku kerja ini kosong. Pilih berkas yang berisi lembar kerja evaluasi.",
    "too_many_rows": "Ada isian di bawah baris 20.000. Hapus baris yang tidak dipakai, lalu unggah lagi.",
}
NOT_A_BOOK = "Berkas CSV tidak memuat lembar dan rumus. Unggah buku kerjanya sebagai .xlsx atau .ods."

Isi = str | Decimal | date | bool | None


@dataclass(frozen=True)
class Sel:
    """One cell: what it shows, the formula behind it if any, and the error code if it shows one."""

    value: Isi = None
    formula: str = ""
    error: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands there: neither a value nor a formula nor an error."""
        return self.value is None and not self.formula and not self.error


KOSONG = Sel()


def column_letter(column: int) -> str:
    """A for 1, AA for 27."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def column_number(letters: str) -> int:
    """1 for A, 27 for AA."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


@dataclass(frozen=True)
class Halaman:
    """One sheet: its filled cells by (row, column), both from 1."""

    name: str
    cells: Mapping[tuple[int, int], Sel]
    hidden: bool = False

    def at(self, row: int, column: int) -> Sel:
        """The cell at a place; an empty one where nothing stands."""
        return self.cells.get((row, column), KOSONG)

    @cached_property
    def _rows(self) -> dict[int, dict[int, Sel]]:
        rows: dict[int, dict[int, Sel]] = {}
        for (row, column), cell in self.cells.items():
            rows.setdefault(row, {})[column] = cell
        return {row: dict(sorted(rows[row].items())) for row in sorted(rows)}

    def rows(self) -> Iterator[tuple[int, Mapping[int, Sel]]]:
        """The rows with something in them, from the top, each with its cells from the left."""
        yield from self._rows.items()


@dataclass(frozen=True)
class Buku:
    """A workbook; `has_formulas` is False where the format or the file lets only values be read."""

    pages: tuple[Halaman, ...]
    has_formulas: bool = True


def read_buku(berkas: Berkas) -> Buku:
    """Every sheet of a stored workbook. Raises `SheetUnreadable` in words for the person."""
    task = "ods" if berkas.media_type == ODS_TYPE else "xlsx"
    if berkas.media_type == "text/csv":
        raise SheetUnreadable(NOT_A_BOOK)
    with tempfile.TemporaryDirectory(prefix="zona-buku-") as folder:
        path = Path(folder) / f"buku.{task}"
        with open_berkas(berkas) as source, path.open("wb") as target:
            shutil.copyfileobj(source, target)
        return _read(task, path)


def read_buku_upload(upload: UploadedFile) -> Buku:
    """The same of a file that is looked at once and not kept. Raises `UploadRefused` and `SheetUnreadable`."""
    kinds = frozenset({Kind.LEMBAR_KERJA})
    name = upload.name or "buku"
    check_promise(name=name, size=upload.size or 0, kinds=kinds)
    extension = extension_of(name)
    with tempfile.TemporaryDirectory(prefix="zona-buku-") as folder:
        path = Path(folder) / f"buku.{extension}"
        with path.open("wb") as target:
            shutil.copyfileobj(upload, target)
        inspected = inspect_file(path, extension, kinds)
        if inspected.media_type == "text/csv":
            raise SheetUnreadable(NOT_A_BOOK)
        return _read("ods" if inspected.media_type == ODS_TYPE else "xlsx", path)


def _read(task: str, path: Path) -> Buku:
    answer = run_in_child(task, path, script=buku_child.__file__)
    if "refused" in answer:
        code = answer["refused"]
        raise SheetUnreadable(NO_SHEET.get(code) or MESSAGES.get(code, MESSAGES["broken"]))
    pages = tuple(
        Halaman(
            sheet["name"],
            {(row, column): _cell(value, formula) for row, column, value, formula in sheet["cells"]},
            sheet["hidden"],
        )
        for sheet in answer["sheets"]
    )
    return Buku(pages, answer["formulas"])


def _cell(value: Any, formula: str | None) -> Sel:
    formula = formula or ""
    if not isinstance(value, list):
        return Sel(value, formula)
    kind, text = value
    match kind:
        case "e":
            return Sel(None, formula, text)
        case "n":
            number = Decimal(text)
            return Sel(number, formula) if number.is_finite() else Sel(None, formula, "#NUM!")
        case "d":
            return Sel(date.fromisoformat(text), formula)
        case "t":
            return Sel(datetime.fromisoformat(text).date(), formula)
        case _:
            return Sel(text == "1", formula)
