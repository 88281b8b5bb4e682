"""What a single cell says: pure functions from a cell to a value, or a sentence on how to mend it."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from dasar.format import MONTHS

Cell = str | Decimal | date | bool | None
DIGITS = re.compile(r"^\d{1,2}[-/. ]\d{1,2}[-/. ]\d{4}$")
YES = {"ya", "y", "yes", "1", "true", "benar", "v", "x"}
NO = {"tidak", "t", "no", "n", "0", "false", "salah", "-"}


class CellError(Exception):
    """A cell that cannot be taken; the message says what is wrong and how to mend it."""


def read_text(cell: Cell, *, most: int) -> str:
    """Text, also from a whole number; empty when nothing stands there. At most `most` characters."""
    match cell:
        case None:
            return ""
        case bool():
            raise CellError("Sel ini berisi benar/salah. Tulis sebagai teks.")
        case Decimal():
            if cell != cell.to_integral_value():
                raise CellError(f"Sel ini berisi angka {_plain(cell)}. Tulis sebagai teks.")
            text = format(cell.to_integral_value(), "f")
        case date():
            raise CellError(
                "Excel mengubah isi sel ini menjadi tanggal. Ubah format sel menjadi Teks, ketik ulang."
            )
        case _:
            text = cell
    if len(text) > most:
        raise CellError(f"Terlalu panjang: {len(text)} karakter, paling banyak {most}.")
    return text


def read_nip(cell: Cell) -> str:
    """A NIP of 18 digits, or empty. Spreadsheet programs keep only 15 digits of a number: that is told."""
    if isinstance(cell, Decimal):
        raise CellError(
            "NIP tersimpan sebagai angka, sehingga digit terakhirnya hilang (tampak seperti 1,98E+17). "
            "Ubah format kolom menjadi Teks, lalu ketik ulang NIP-nya."
        )
    text = re.sub(r"[\s.'\-]", "", read_text(cell, most=60))
    if not text:
        return ""
    if re.fullmatch(r"\d[.,]?\d*E\+?\d+", text, re.IGNORECASE):
        raise CellError(
            f"NIP “{text}” terpotong oleh Excel. Ubah format kolom menjadi Teks, lalu ketik ulang."
        )
    if not re.fullmatch(r"[0-9]+", text):
        raise CellError(f"NIP hanya angka; yang tertulis “{text}”.")
    if len(text) == 17:
        raise CellError("NIP hanya 17 angka; mungkin nol di depan atau satu angka hilang. NIP 18 angka.")
    if len(text) != 18:
        raise CellError(f"NIP {len(text)} angka; seharusnya 18 angka.")
    return text


def read_date(cell: Cell) -> date | None:
    """A day, as a date cell or as text in Indonesian order (`31/12/2020`, `2020-12-31`, `31 Desember 2020`)."""
    match cell:
        case None:
            return None
        case date():
            day = cell
        case str():
            day = _date_in(cell)
        case _:
            raise CellError("Bukan tanggal. Ubah format sel menjadi Tanggal, atau tulis seperti 31/12/2020.")
    if not 1945 <= day.year <= 2100:
        raise CellError(f"Tahun {day.year} tidak masuk akal. Periksa tanggalnya.")
    return day


def _date_in(text: str) -> date:
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return date.fromisoformat(text)
        if DIGITS.match(text):
            day, month, year = (int(part) for part in re.split(r"[-/. ]", text))
            return date(year, month, day)
        words = re.fullmatch(r"(\d{1,2}) ([A-Za-z]+) (\d{4})", text)
        if words:
            month = [name.casefold() for name in MONTHS].index(words[2].casefold()) + 1
            return date(int(words[3]), month, int(words[1]))
    except ValueError as error:
        raise CellError(
            f"“{text}” bukan tanggal yang ada. Tulis hari/bulan/tahun, seperti 31/12/2020."
        ) from error
    raise CellError(f"“{text}” tidak terbaca sebagai tanggal. Tulis hari/bulan/tahun, seperti 31/12/2020.")


def read_count(cell: Cell) -> int | None:
    """A whole number from 0, also as text with dots between the thousands."""
    if cell is None:
        return None
    if isinstance(cell, str):
        digits = cell.replace(".", "") if re.fullmatch(r"\d{1,3}(\.\d{3})+", cell) else cell
        if not re.fullmatch(r"[0-9]{1,9}", digits):
            raise CellError(f"“{cell}” bukan bilangan bulat. Tulis angkanya saja, seperti 125.")
        return int(digits)
    if not isinstance(cell, Decimal) or cell != cell.to_integral_value() or not 0 <= cell < 10**9:
        raise CellError("Tulis bilangan bulat mulai dari 0, seperti 125.")
    return int(cell)


def read_yes(cell: Cell) -> bool | None:
    """Yes or no in the words people use; None when nothing stands there."""
    if cell is None or isinstance(cell, bool):
        return cell
    word = format(cell, "f") if isinstance(cell, Decimal) else str(cell).casefold()
    if word in YES or word in NO:
        return word in YES
    raise CellError(f"“{word}” tidak dikenal. Tulis Ya atau Tidak.")


def _plain(number: Decimal) -> str:
    return format(number.normalize(), "f").replace(".", ",")
