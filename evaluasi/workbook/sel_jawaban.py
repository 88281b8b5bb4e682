"""What one answer cell says: from a cell as people fill it in to an answer, or a sentence on how to mend it. Pure."""

from __future__ import annotations

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from dasar.lembar import CellError, Sel
from dasar.lembar.sel import read_count
from evaluasi.domain.bilangan import short_indonesian
from evaluasi.domain.instrumen.data import OPSI, SimpulData
from evaluasi.domain.jawaban import MAKS_DESIMAL

NUMBER = re.compile(r"(\d{1,9})(?:[.,](\d{1,30}))?")
PERCENT = re.compile(r"(\d{1,9})(?:[.,](\d{1,30}))?\s*%")
WORDS = {"ya": "Ya", "tidak": "Tidak", "tdk": "Tidak"}
EMPTY_WORDS = {"blm diisi", "belum diisi", "-", "–"}


def is_blank(cell: Sel) -> bool:
    """Whether nobody answered here: nothing, blanks, or the form's own words for that."""
    return not cell.error and (
        cell.value is None
        or (isinstance(cell.value, str) and cell.value.strip().casefold() in {"", *EMPTY_WORDS})
    )


def check_error(cell: Sel) -> None:
    """Raise `CellError` where the cell shows an error of the spreadsheet or a date."""
    if cell.error:
        raise CellError(f"Sel ini berisi galat {cell.error}. Hapus rumusnya, lalu ketik jawabannya.")
    if isinstance(cell.value, date):
        raise CellError(
            f"Excel mengubah isian ini menjadi tanggal ({cell.value:%d/%m/%Y}). Ubah format sel menjadi Umum, ketik ulang."
        )


def read_pilihan(cell: Sel, butir: SimpulData) -> str:
    """The option that a cell names. Raises `CellError` when it is none of the question's."""
    check_error(cell)
    kunci = OPSI[butir.jawaban]
    if isinstance(cell.value, bool):
        text = "Ya" if cell.value else "Tidak"
    else:
        text = str(cell.value).strip(" .)\u00a0\t\n").casefold()
        text = WORDS.get(text, text.upper())
    if text in kunci:
        return text
    raise CellError(f"“{_shown(cell)}” di luar pilihan {', '.join(kunci)}. Isi salah satunya.")


def read_jumlah_sel(cell: Sel) -> int:
    """A count. Raises `CellError` for anything but a whole number from 0."""
    check_error(cell)
    value = cell.value.strip() if isinstance(cell.value, str) else cell.value
    if isinstance(value, bool):
        raise CellError("Sel ini berisi benar/salah. Tulis bilangan bulat mulai dari 0.")
    try:
        count = read_count(value)
    except CellError as error:
        raise CellError(
            f"“{_shown(cell)}” bukan bilangan bulat mulai dari 0. Tulis angkanya saja, seperti 125."
        ) from error
    return count or 0


def read_angka_sel(cell: Sel, maks: Decimal) -> Decimal:
    """An index or ratio, kept to twelve places. Raises `CellError` for what is no number within the scale."""
    check_error(cell)
    value = cell.value
    if isinstance(value, str):
        value = _typed(value.strip(), maks)
    if not isinstance(value, Decimal) or isinstance(value, bool):
        raise CellError(f"“{_shown(cell)}” bukan angka. Isi angka 0 sampai {short_indonesian(maks)}.")
    if not 0 <= value <= maks:
        raise CellError(f"{_shown(cell)} di luar skala 0 sampai {short_indonesian(maks)}.")
    if -int(value.as_tuple().exponent) > MAKS_DESIMAL:
        value = value.quantize(Decimal(1).scaleb(-MAKS_DESIMAL), rounding=ROUND_HALF_UP)
    return abs(value.normalize())


def _typed(text: str, maks: Decimal) -> Decimal | None:
    match = PERCENT.fullmatch(text) if maks == 1 else None
    if match:
        return Decimal(f"{match[1]}.{match[2] or 0}") / 100
    match = NUMBER.fullmatch(text)
    return Decimal(f"{match[1]}.{match[2] or 0}") if match else None


def _shown(cell: Sel) -> str:
    """A value as the sheet shows it, short enough for a sentence."""
    value = cell.value
    if isinstance(value, Decimal):
        exponent = value.adjusted()
        return f"{value:.6g}".replace(".", ",") if abs(exponent) < 15 else str(value)
    text = " ".join(str(value).split())
    return text if len(text) <= 60 else f"{text[:57]}…"
