"""Photos and documents of a declaration: uploading, describing, removing, and handing out the bytes."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dasar.berkas.http import serve
from dasar.edge import add_error
from dasar.errors import DomainError
from opd.domain.kelengkapan import add_lampiran_each, remove_part, update_part
from opd.domain.queries.pencanangan import read_pencanangan
from opd.forms.lampiran import DokumenForm, FotoForm, KeteranganForm
from opd.views.isian import editable
from opd.views.pencanangan import trail, visible


@require_http_methods(["GET", "HEAD", "POST"])
def lampiran_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The attachments and the forms to add more; each file of an upload is answered for itself."""
    row = editable(request, pk)
    kind = request.POST.get("formulir")
    foto = FotoForm(*((request.POST, request.FILES) if kind == "foto" else ()))
    dokumen = DokumenForm(*((request.POST, request.FILES) if kind == "dokumen" else ()))
    form = {"foto": foto, "dokumen": dokumen}.get(kind or "")
    results = []
    if form is not None and form.is_valid():
        uploads, caption = form.uploads, form.cleaned_data["caption"]
        results = add_lampiran_each(
            row, actor=request.actor, uploads=uploads, kind=form.kind, caption=caption
        )
        if not results:
            form.add_error("berkas", "Pilih sedikitnya satu berkas.")
        elif all(result.lampiran for result in results):
            messages.success(request, f"{len(results)} berkas dilampirkan.")
            return redirect("opd:pencanangan_lampiran", pk=pk)
    lengkap = read_pencanangan(row, request.actor)
    context = {"row": row, "lengkap": lengkap, "foto": foto, "dokumen": dokumen, "results": results}
    context |= {"note": lengkap.objections.get("lampiran"), "jejak": trail(row, "Foto dan dokumen")}
    status = 400 if request.method == "POST" else 200
    return render(request, "opd/pencanangan/lampiran.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def lampiran_caption(request: HttpRequest, pk: UUID, lampiran_id: UUID) -> HttpResponse:
    """What a photo or document shows."""
    row = editable(request, pk)
    lampiran = get_object_or_404(row.lampiran.select_related("berkas"), pk=lampiran_id)
    lampiran.pencanangan = row
    form = KeteranganForm(request.POST or None, initial={"caption": lampiran.caption})
    if request.method == "POST" and form.is_valid():
        try:
            update_part(lampiran, actor=request.actor, caption=form.cleaned_data["caption"])
        except DomainError as error:
            add_error(form, error)
        else:
            messages.success(request, "Keterangan disimpan.")
            return redirect("opd:pencanangan_lampiran", pk=pk)
    context = {"row": row, "lampiran": lampiran, "form": form, "jejak": trail(row, "Keterangan lampiran")}
    return render(request, "opd/pencanangan/keterangan.html", context, status=400 if form.errors else 200)


@require_POST
def lampiran_remove(request: HttpRequest, pk: UUID, lampiran_id: UUID) -> HttpResponse:
    """Take an attachment out again."""
    row = editable(request, pk)
    lampiran = get_object_or_404(row.lampiran, pk=lampiran_id)
    lampiran.pencanangan = row
    remove_part(lampiran, actor=request.actor)
    messages.success(request, f"{lampiran} dihapus dari pencanangan ini.")
    return redirect("opd:pencanangan_lampiran", pk=pk)


@require_safe
def lampiran_file(request: HttpRequest, pk: UUID, lampiran_id: UUID) -> HttpResponseBase:
    """The bytes: pictures and PDF in the browser, anything else as a download (`?unduh` always)."""
    row = visible(request, pk)
    lampiran = get_object_or_404(row.lampiran.select_related("berkas"), pk=lampiran_id)
    inline = "unduh" not in request.GET
    return serve(lampiran.berkas, filename=lampiran.filename, inline=inline, request=request)


@require_safe
def lampiran_thumbnail(request: HttpRequest, pk: UUID, lampiran_id: UUID) -> HttpResponseBase:
    """The small picture of a photo."""
    row = visible(request, pk)
    lampiran = get_object_or_404(row.lampiran.select_related("thumbnail"), pk=lampiran_id)
    if lampiran.thumbnail is None:
        raise Http404("Lampiran ini bukan gambar.")
    return serve(lampiran.thumbnail, filename="kecil.jpg", inline=True, request=request)
