"""A worksheet out to Excel: both layouts and a plain table."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from dasar.jurnal.domain import record
from evaluasi.domain.ekspor_buku import write_form
from evaluasi.domain.gabung_buku import soal_of
from evaluasi.views.lembar_kerja import trail, visible


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
    content, media_type, name = write_form(row, bentuk, actor=request.actor)
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
