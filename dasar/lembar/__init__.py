"""Spreadsheets in and out: hostile files read in a child process, cells with their place, nothing turned into a formula."""

from dasar.lembar.buku import Buku, Halaman, Sel, column_letter, column_number, read_buku, read_buku_upload
from dasar.lembar.kolom import Kolom
from dasar.lembar.reading import Baris, Lembar, SheetUnreadable, read_lembar
from dasar.lembar.sel import CellError
from dasar.lembar.writing import CSV_TYPE, XLSX_TYPE, write_csv, write_xlsx

__all__ = [
    "CSV_TYPE",
    "XLSX_TYPE",
    "Baris",
    "Buku",
    "CellError",
    "Halaman",
    "Kolom",
    "Lembar",
    "Sel",
    "SheetUnreadable",
    "column_letter",
    "column_number",
    "read_buku",
    "read_buku_upload",
    "read_lembar",
    "write_csv",
    "write_xlsx",
]
