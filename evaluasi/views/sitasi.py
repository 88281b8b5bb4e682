"""Citing documents on a question: from the library, by uploading, with pages; and the cited file itself."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dasar.berkas.http import serve
from dasar.edge import add_error
from dasar.errors import Conflict, DomainError
from dasar.izin import require
from dasar.saringan import number, search_text
from evaluasi.domain.instrumen_store import struktur_for
from evaluasi.domain.queries.bukti import candidates_for, citations_of
from evaluasi.domain.queries.dokumen_terlihat import visible_dokumen
from evaluasi.domain.sitasi import add_and_cite, cite_dokumen, remove_sitasi, update_sitasi
from evaluasi.forms.bukti import SitasiForm, UnggahKutipForm, clash_of
from evaluasi.models import LembarKerja, Sitasi
from evaluasi.permissions import can_fill
from opd.domain.dokumen import HasilTambah
from opd.forms.saringan import uuid_of
from opd.views.jejak import trail


def _lembar(request: HttpRequest, pk: UUID, kode: str) -> LembarKerja:
    """The worksheet, if the person sees it, its instrument has the question, and it may be filled in."""
    rows = LembarKerja.objects.visible_to(request.actor).select_related("opd", "periode__instrumen")
    lembar = get_object_or_404(rows, pk=pk)
    if kode not in struktur_for(lembar.periode.instrumen).butir_by_kode:
        raise Http404("Butir tidak ada dalam instrumen ini.")
    require(can_fill(request.actor, lembar, kode))
    return lembar


def _sitasi(request: HttpRequest, pk: UUID) -> Sitasi:
    rows = Sitasi.objects.visible_to(request.actor)
    rows = rows.select_related("dokumen__berkas", "simpul", "lembar__opd", "lembar__periode__instrumen")
    return get_object_or_404(rows, pk=pk)


def _trail(lembar: LembarKerja, kode: str, here: str = "") -> list[tuple[str, str]]:
    """The way back: worksheet, question, its evidence."""
    overview = (str(lembar), reverse("evaluasi:lembar_detail", args=[lembar.pk]))
    question = (kode, reverse("evaluasi:lembar_butir", args=[lembar.pk, kode]))
    evidence = ("Bukti", reverse("evaluasi:bukti_add", args=[lembar.pk, kode]))
    return trail(overview, question, evidence, here) if here else trail(overview, question, evidence)


@require_http_methods(["GET", "HEAD", "POST"])
def bukti_add(request: HttpRequest, pk: UUID, kode: str) -> HttpResponse:
    """Pick from the library, or upload and cite in one step."""
    lembar = _lembar(request, pk, kode)
    form = UnggahKutipForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    results: list[HasilTambah] = []
    if form.is_valid():
        results = _cite_new(request, lembar, kode, form)
        if results and all(result.dokumen for result in results):
            messages.success(request, f"{len(results)} bukti ditambahkan ke pustaka dan dikutip.")
            return redirect("evaluasi:bukti_add", pk, kode)
    context = _page(request, lembar, kode) | {"form": form, "results": results}
    status = 400 if form.is_bound and not any(result.dokumen for result in results) else 200
    return render(request, "evaluasi/bukti/tambah_kutipan.html", context, status=status)


def _cite_new(
    request: HttpRequest, lembar: LembarKerja, kode: str, form: UnggahKutipForm
) -> list[HasilTambah]:
    """Add and cite; a refusal of the whole is shown on the form."""
    said = form.cleaned_data
    pointers = {"pages": said["halaman"], "remark": said["remark"]}
    try:
        return add_and_cite(
            lembar, actor=request.actor, kode=kode, pointers=pointers, **form.sources, **form.facts
        )
    except DomainError as error:
        form.add_error("halaman" if error.field == "pages" else None, error.message)
        return []


def _page(request: HttpRequest, lembar: LembarKerja, kode: str) -> dict[str, object]:
    text = search_text(request.GET.get("cari", ""))
    butir = struktur_for(lembar.periode.instrumen).butir_by_kode[kode].simpul
    return {
        "lembar": lembar,
        "kode": kode,
        "butir": butir,
        "sitasi": citations_of(lembar, kode).get(kode, []),
        "boleh": can_fill(request.actor, lembar, kode),
        "cari": text,
        "calon": candidates_for(lembar, kode, text),
        "jejak": _trail(lembar, kode),
    }


@require_POST
def sitasi_add(request: HttpRequest, pk: UUID, kode: str) -> HttpResponse:
    """Cite a document of the library."""
    lembar = _lembar(request, pk, kode)
    visible = visible_dokumen(request.actor)
    dokumen = get_object_or_404(visible, pk=uuid_of(request.POST.get("dokumen")))
    pages, remark = request.POST.get("pages", "")[:60], request.POST.get("remark", "")[:300]
    cite_dokumen(lembar, actor=request.actor, kode=kode, dokumen=dokumen, pages=pages, remark=remark)
    messages.success(request, f"“{dokumen.title}” dikutip pada butir {kode}.")
    return redirect("evaluasi:bukti_add", pk, kode)


@require_http_methods(["GET", "HEAD", "POST"])
def sitasi_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Correct the pages and the remark."""
    row = _sitasi(request, pk)
    require(can_fill(request.actor, row.lembar, row.simpul.kode))
    form = SitasiForm(request.POST or None, initial={"pages": row.pages, "remark": row.remark})
    version = number(request.POST.get("version", ""), 9) or row.version
    theirs = None
    if request.method == "POST" and form.is_valid():
        try:
            update_sitasi(row, actor=request.actor, version=version, **form.cleaned_data)
        except Conflict as conflict:
            theirs, version = conflict.theirs, row.version
        except DomainError as error:
            add_error(form, error)
        else:
            messages.success(request, "Kutipan disimpan.")
            return redirect("evaluasi:bukti_add", row.lembar_id, row.simpul.kode)
    back = reverse("evaluasi:bukti_add", args=[row.lembar_id, row.simpul.kode])
    context = {"row": row, "form": form, "version": version, "clash": clash_of(form, theirs)}
    context |= {"jejak": _trail(row.lembar, row.simpul.kode, "Halaman"), "back": back}
    status = 409 if theirs else 400 if form.errors else 200
    return render(request, "evaluasi/bukti/kutipan.html", context, status=status)


@require_POST
def sitasi_remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a citation off; the document stays in the library."""
    row = _sitasi(request, pk)
    remove_sitasi(row, actor=request.actor)
    messages.success(
        request, f"“{row.dokumen.title}” dilepas dari butir {row.simpul.kode}; tetap ada di pustaka."
    )
    return redirect("evaluasi:bukti_add", row.lembar_id, row.simpul.kode)


@require_safe
def sitasi_file(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The cited file, for whoever may see the worksheet (`?unduh`: always as a download)."""
    dokumen = _sitasi(request, pk).dokumen
    if dokumen.berkas is None:
        raise Http404("Dokumen ini berada di luar portal.")
    inline = "unduh" not in request.GET
    return serve(dokumen.berkas, filename=dokumen.filename or dokumen.title, inline=inline, request=request)
