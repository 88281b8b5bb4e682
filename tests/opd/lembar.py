"""Sheets for import tests: heads and rows as XLSX or CSV, sent as a person would or stored at once."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from dasar.berkas.domain import store_bytes
from dasar.berkas.models import Berkas
from dasar.lembar import XLSX_TYPE


def xlsx(rows: Sequence[Sequence[Any]]) -> bytes:
    """Rows as a workbook; dates become date cells, numbers number cells, all else text."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    sheet, day = book.add_worksheet("Data"), book.add_format({"num_format": "dd/mm/yyyy"})
    for number, row in enumerate(rows):
        for place, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(number, place, value, day)
            elif isinstance(value, str):
                sheet.write_string(number, place, value)
            elif value is not None:
                sheet.write(number, place, value)
    book.close()
    return out.getvalue()


def stored(rows: Sequence[Sequence[Any]]) -> Berkas:
    return store_bytes(data=xlsx(rows), name_hint="uji.xlsx", media_type=XLSX_TYPE)


def stored_far() -> Berkas:
    """A small workbook whose parser asks for half a terabyte: one cell at each end of the sheet."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write(0, 0, "Nama")
    sheet.write(1_048_575, 16_383, "jauh")
    book.close()
    return store_bytes(data=out.getvalue(), name_hint="uji.xlsx", media_type=XLSX_TYPE)


def stored_csv(text: str, encoding: str = "utf-8") -> Berkas:
    return store_bytes(data=text.encode(encoding), name_hint="uji.csv", media_type="text/csv")


def upload(rows: Sequence[Sequence[Any]], name: str = "uji.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, xlsx(rows), content_type=XLSX_TYPE)
