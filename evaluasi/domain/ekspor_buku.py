"""A worksheet as a file to take along: both layouts and the plain table."""

from __future__ import annotations

from django.utils.text import slugify

from dasar.errors import NotFound
from dasar.izin import Actor
from dasar.lembar import CSV_TYPE, XLSX_TYPE, write_csv, write_xlsx
from evaluasi.domain.gabung_buku import soal_of
from evaluasi.domain.queries.buku_kerja import read_isi_buku
from evaluasi.models import LembarKerja
from evaluasi.permissions import can_see_verdicts
from evaluasi.workbook.tabel import KOLOM, table_rows
from evaluasi.workbook.tulis_jawaban import write_jawaban
from evaluasi.workbook.tulis_lke import write_lke

BENTUK = {
    "lke": "Susunan Lampiran III (xlsx)",
    "jawaban": "Susunan kementerian (xlsx)",
    "tabel": "Tabel biasa (xlsx)",
    "csv": "Tabel biasa (CSV)",
}


def write_form(row: LembarKerja, bentuk: str, *, actor: Actor) -> tuple[bytes, str, str]:
    """The bytes of a form, their type and name; with TPI's verdicts for whoever may see them.

    Raises `NotFound` for a form that there is not, or that this year has no question master for.
    """
    stem = f"{slugify(row.opd.short_name) or 'unit'}-{row.periode.year}"
    soal, sheet = soal_of(row) if bentuk == "jawaban" else ((), "")
    if bentuk not in BENTUK or (bentuk == "jawaban" and not soal):
        raise NotFound("Susunan itu tidak ada, atau tahun ini belum mempunyai master soal kementerian.")
    isi = read_isi_buku(row, tpi=bool(can_see_verdicts(actor, row)))
    match bentuk:
        case "jawaban":
            return write_jawaban(isi, soal, lembar=sheet), XLSX_TYPE, f"jawaban-{stem}.xlsx"
        case "lke":
            return write_lke(isi), XLSX_TYPE, f"lke-zi-{stem}.xlsx"
        case "tabel":
            return write_xlsx(KOLOM, table_rows(isi), title="LKE"), XLSX_TYPE, f"tabel-lke-{stem}.xlsx"
        case _:
            return write_csv(KOLOM, table_rows(isi)), CSV_TYPE, f"tabel-lke-{stem}.csv"
