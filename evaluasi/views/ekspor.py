"""A worksheet out to Excel: both layouts and a plain table."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from dasar.jurnal.domain import record
from dasar.lembar import CSV_TYPE, XLSX_TYPE, write_csv, write_xlsx
from evaluasi.domain.gabung_buku import soal_of
from evaluasi.domain.queries.buku_kerja import read_isi_buku
from evaluasi.models import LembarKerja
from evaluasi.views.lembar_kerja import trail, visible
from evaluasi.workbook.tabel import KOLOM, table_rows
from evaluasi.workbook.tulis_jawaban import write_jawaban
from evaluasi.workbook.tulis_lke import write_lke


@require_safe
def ekspor(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The forms in which a worksheet can be taken along."""
    row = visible(request, pk)
    context = {"row": row, "has_soal": bool(soal_of(row)[0]), "jejak": trail(row, "Unduh Excel")}
    return render(request, "evaluasi/buku/unduh.html", context)


@require_safe
def ekspor_file(request: HttpRequest, pk: UUID, bentuk: str) -> HttpResponse:
    """One of them, as the unit's answers stand now."""
    row = visible(request, pk)
    content, media_type, name = _write(row, bentuk)
    record(
        actor=request.actor,
        action="evaluasi.lembar_kerja.exported",
        obj=row,
        stream=row.stream,
        after={"bentuk": bentuk},
    )
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


def _write(row: LembarKerja, bentuk: str) -> tuple[bytes, str, str]:
    """The bytes, their type and name. 404 for a form that there is not."""
    stem = f"{slugify(row.opd.short_name) or 'unit'}-{row.periode.year}"
    if bentuk == "jawaban":
        soal, sheet = soal_of(row)
        if not soal:
            raise Http404("Tahun ini belum mempunyai master soal kementerian.")
        return write_jawaban(read_isi_buku(row), soal, lembar=sheet), XLSX_TYPE, f"jawaban-{stem}.xlsx"
    isi = read_isi_buku(row)
    if bentuk == "lke":
        return write_lke(isi), XLSX_TYPE, f"lke-zi-{stem}.xlsx"
    if bentuk == "tabel":
        return write_xlsx(KOLOM, table_rows(isi), title="LKE"), XLSX_TYPE, f"tabel-lke-{stem}.xlsx"
    if bentuk == "csv":
        return write_csv(KOLOM, table_rows(isi)), CSV_TYPE, f"tabel-lke-{stem}.csv"
    raise Http404
