"""A spreadsheet that a person sent, as rows of cells with their place in the sheet."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from dasar.berkas.domain import open_berkas
from dasar.berkas.inspection.sandbox import run_in_child
from dasar.berkas.models import Berkas
from dasar.errors import DomainError
from dasar.lembar import child
from dasar.lembar.kolom import Kolom, normal

HEAD_WITHIN = 10  # a title may stand above the head
MESSAGES = {
    "encrypted": "Berkas ini dikunci kata sandi. Simpan tanpa kata sandi, lalu unggah lagi.",
    "broken": "Berkas ini tidak dapat dibaca. Buka di Excel atau LibreOffice, simpan ulang, lalu unggah lagi.",
    "empty": "Lembar pertama kosong. Isi mengikuti contoh, lalu unggah lagi.",
    "too_many_rows": "Lebih dari 20.000 baris. Bagi menjadi beberapa berkas, lalu unggah satu per satu.",
    "too_many_columns": "Lebih dari 200 kolom. Hapus kolom yang tidak dipakai, juga yang jauh di kanan.",
    "cell_too_long": "Ada sel yang sangat panjang (lebih dari 5.000 huruf). Pendekkan, lalu unggah lagi.",
    "too_complex": "Berkas ini terlalu besar bila dibuka, biasanya karena ada sel terisi sangat jauh di kanan atau "
    "di bawah. Salin isinya ke lembar baru, simpan, lalu unggah lagi.",
}

Cell = str | Decimal | date | bool | None


class SheetUnreadable(DomainError):
    """A file from which no rows can be taken; `message` says how to mend it."""

    def __init__(self, message: str) -> None:
        super().__init__(message, field="berkas")


@dataclass(frozen=True)
class Baris:
    """One row: its number as the spreadsheet program shows it, and its cells by column key."""

    number: int
    cells: dict[str, Cell]

    @property
    def is_blank(self) -> bool:
        return all(cell is None for cell in self.cells.values())


@dataclass(frozen=True)
class Lembar:
    """A sheet: its name, the columns found (key to the head as written), and its rows below the head."""

    name: str
    heads: dict[str, str]
    rows: list[Baris]


def read_lembar(berkas: Berkas, columns: Sequence[Kolom]) -> Lembar:
    """The first visible sheet of a stored file, with the columns found by their heads.

    Raises `SheetUnreadable` when it is no readable table, a needed column is missing, or a head stands twice.
    Blank rows are left out. Nothing is evaluated: a formula counts by the value last saved with it.
    """
    answer = _raw(berkas)
    if "refused" in answer:
        raise SheetUnreadable(MESSAGES.get(answer["refused"], MESSAGES["broken"]))
    raw: list[list[Any]] = answer["rows"]
    at = _find_head(raw, columns)
    places = _places(raw[at], columns)
    first = answer["first"] + at + 1
    rows = [
        Baris(
            number, {key: _value(row[place]) if place < len(row) else None for key, place in places.items()}
        )
        for number, row in enumerate(raw[at + 1 :], start=first)
    ]
    heads = {key: str(raw[at][place]) for key, place in places.items()}
    return Lembar(answer["sheet"], heads, [row for row in rows if not row.is_blank])


def _raw(berkas: Berkas) -> dict[str, Any]:
    task = "csv" if berkas.media_type == "text/csv" else "xlsx"
    with tempfile.TemporaryDirectory(prefix="zona-lembar-") as folder:
        path = Path(folder) / f"lembar.{task}"
        with open_berkas(berkas) as source, path.open("wb") as target:
            shutil.copyfileobj(source, target)
        return run_in_child(task, path, script=child.__file__)


def _find_head(rows: list[list[Any]], columns: Sequence[Kolom]) -> int:
    """The row that holds most of the heads."""
    known = frozenset().union(*(column.names for column in columns))
    hits = [sum(normal(_text(cell)) in known for cell in row) for row in rows[:HEAD_WITHIN]]
    if not hits or max(hits) == 0:
        names = ", ".join(f"“{column.head}”" for column in columns if column.required)
        raise SheetUnreadable(f"Baris judul tidak ditemukan. Baris pertama harus memuat kolom {names}.")
    return hits.index(max(hits))


def _places(head: list[Any], columns: Sequence[Kolom]) -> dict[str, int]:
    written = [normal(_text(cell)) for cell in head]
    places: dict[str, int] = {}
    for column in columns:
        found = [place for place, name in enumerate(written) if name in column.names]
        if len(found) > 1:
            raise SheetUnreadable(f"Kolom “{column.head}” ada {len(found)} kali. Hapus yang tidak dipakai.")
        if found:
            places[column.key] = found[0]
        elif column.required:
            raise SheetUnreadable(f"Kolom “{column.head}” tidak ada. Tambahkan, seperti pada berkas contoh.")
    return places


def _text(cell: Any) -> str:
    return cell if isinstance(cell, str) else ""


def _value(cell: Any) -> Cell:
    if not isinstance(cell, list):
        return clean_text(cell) if isinstance(cell, str) else None
    kind, text = cell
    match kind:
        case "n":
            return Decimal(text)
        case "d":
            return date.fromisoformat(text)
        case "t":
            return datetime.fromisoformat(text).date()
        case _:
            return text == "1"


def clean_text(text: str) -> str | None:
    """Text as typed, without control characters, no-break and doubled blanks; nothing left is None."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split()) or None
