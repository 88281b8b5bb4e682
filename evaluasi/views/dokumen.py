"""The evidence library of a unit: what is there, what needs a look, and every act on a document."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from dasar.berkas.http import INLINE_TYPES, serve
from dasar.edge import add_error
from dasar.errors import Conflict, DomainError
from dasar.izin import require
from dasar.saringan import number
from evaluasi.domain.portalrb.banding import frozen_with
from evaluasi.domain.queries.bukti import (
    documents_of,
    library,
    library_page,
    read_dokumen,
    units_with_library,
    years_of,
)
from evaluasi.domain.queries.dokumen_terlihat import visible_dokumen
from evaluasi.domain.queries.pratinjau import preview_dokumen
from evaluasi.forms.bukti import GantiForm, SaringanPustakaForm, clash_of
from opd.domain.dokumen import (
    HasilTambah,
    add_dokumen_each,
    remove_dokumen,
    supersede_dokumen,
    update_dokumen,
)
from opd.domain.queries.riwayat_daftar import history_of_dokumen
from opd.forms.dokumen import DokumenForm, TambahDokumenForm
from opd.forms.saringan import uuid_of
from opd.models import Dokumen, Opd
from opd.permissions import can_manage_dokumen
from opd.views.jejak import trail


def _dokumen(request: HttpRequest, pk: UUID) -> Dokumen:
    rows = visible_dokumen(request.actor).select_related("opd", "berkas", "successor", "uploaded_by")
    return get_object_or_404(rows, pk=pk)


def _trail(dokumen: Dokumen | None = None, here: str = "") -> list[tuple[str, str]]:
    home = ("Pustaka bukti", reverse("evaluasi:pustaka"))
    if dokumen is None:
        return trail(home, here)
    return trail(home, (dokumen.title, reverse("evaluasi:dokumen_detail", args=[dokumen.pk])), here)


@require_safe
def pustaka(request: HttpRequest) -> HttpResponse:
    """The documents this person may see, narrowed by the address."""
    units = units_with_library(request.actor)
    form = SaringanPustakaForm(request.GET, years=years_of(request.actor), units=units)
    saringan = form.saringan()
    rows = library(request.actor, saringan)
    page, lines = library_page(rows, request.GET.get("halaman"), saringan.day)
    own = [opd for opd in units if can_manage_dokumen(request.actor, opd)]
    context = {"form": form, "saringan": saringan, "page": page, "lines": lines, "own": own}
    context |= {"several": len(units) > 1, "jejak": _trail()}
    return render(request, "evaluasi/bukti/pustaka.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def dokumen_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """New files or a link for the library of one unit; each file is answered for itself."""
    opd = get_object_or_404(Opd.objects.visible_to(request.actor), pk=pk)
    require(can_manage_dokumen(request.actor, opd))
    old = documents_of(opd).filter(pk=_key(request, "menggantikan")).first()
    form = TambahDokumenForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    results: list[HasilTambah] = []
    if form.is_valid():
        results = _add(request, opd, old, form)
        if results and all(result.dokumen for result in results):
            messages.success(request, f"{len(results)} dokumen masuk pustaka {opd.short_name}.")
            only = results[0].dokumen if len(results) == 1 else None
            return redirect("evaluasi:dokumen_detail", only.pk) if only else redirect("evaluasi:pustaka")
    context = {"opd": opd, "form": form, "results": results, "old": old, "jejak": _trail(here="Tambah")}
    status = 400 if form.is_bound and not any(result.dokumen for result in results) else 200
    return render(request, "evaluasi/bukti/tambah.html", context, status=status)


def _key(request: HttpRequest, name: str) -> UUID | None:
    return uuid_of(request.POST.get(name) or request.GET.get(name))


def _add(request: HttpRequest, opd: Opd, old: Dokumen | None, form: TambahDokumenForm) -> list[HasilTambah]:
    """Add each source; the first of them takes the place of an older document if one was named."""
    results = add_dokumen_each(opd, actor=request.actor, **form.sources, **form.facts)
    new = next((result.dokumen for result in results if result.dokumen), None)
    if old is not None and new is not None:
        supersede_dokumen(old, actor=request.actor, successor=new)
    return results


@require_safe
def dokumen_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One document: preview, what is said of it, where it is cited, its history."""
    dokumen = _dokumen(request, pk)
    media_type = dokumen.berkas.media_type if dokumen.berkas else ""
    context = {
        "dokumen": dokumen,
        "pratinjau": preview_dokumen(dokumen),
        "opens": media_type in INLINE_TYPES,
        "lengkap": read_dokumen(dokumen, request.actor),
        "history": history_of_dokumen(dokumen),
        "can_manage": can_manage_dokumen(request.actor, dokumen.opd),
        "jejak": _trail(dokumen),
    }
    return render(request, "evaluasi/bukti/dokumen.html", context)


@require_safe
def dokumen_file(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The bytes: pictures and PDF in the browser, anything else as a download (`?unduh` always)."""
    dokumen = _dokumen(request, pk)
    if dokumen.berkas is None:
        raise Http404("Dokumen ini berada di luar portal.")
    inline = "unduh" not in request.GET
    return serve(dokumen.berkas, filename=dokumen.filename or dokumen.title, inline=inline, request=request)


@require_http_methods(["GET", "HEAD", "POST"])
def dokumen_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Correct what is said of a document."""
    dokumen = _dokumen(request, pk)
    require(can_manage_dokumen(request.actor, dokumen.opd))
    initial = {name: getattr(dokumen, name) for name in DokumenForm.FACTS}
    form = DokumenForm(request.POST or None, initial=initial)
    version = number(request.POST.get("version", ""), 9) or dokumen.version
    theirs = None
    if request.method == "POST" and form.is_valid():
        try:
            update_dokumen(dokumen, version=version, actor=request.actor, **form.facts)
        except Conflict as conflict:
            theirs = conflict.theirs
        except DomainError as error:
            add_error(form, error)
        else:
            messages.success(request, "Keterangan dokumen disimpan.")
            return redirect("evaluasi:dokumen_detail", pk)
    context = {"dokumen": dokumen, "form": form, "version": dokumen.version if theirs else version}
    context |= {"clash": clash_of(form, theirs), "jejak": _trail(dokumen, "Ubah")}
    context["beku"] = frozen_with(dokumen)
    status = 409 if theirs else 400 if form.errors else 200
    return render(request, "evaluasi/bukti/ubah.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def dokumen_supersede(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say which newer document of the same library takes this one's place."""
    dokumen = _dokumen(request, pk)
    require(can_manage_dokumen(request.actor, dokumen.opd))
    choices = documents_of(dokumen.opd).exclude(pk=pk)
    form = GantiForm(request.POST or None, choices=choices)
    if request.method == "POST" and form.is_valid():
        successor = form.cleaned_data["successor"]
        try:
            supersede_dokumen(dokumen, actor=request.actor, successor=successor)
        except DomainError as error:
            add_error(form, error)
        else:
            messages.success(request, f"“{dokumen.title}” kini digantikan oleh “{successor.title}”.")
            return redirect("evaluasi:dokumen_detail", pk)
    context = {"dokumen": dokumen, "key": str(pk), "form": form, "jejak": _trail(dokumen, "Ganti")}
    context["beku"] = frozen_with(dokumen)
    return render(request, "evaluasi/bukti/ganti.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def dokumen_remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a document out of the library; refused with the reason while anything cites it."""
    dokumen = _dokumen(request, pk)
    require(can_manage_dokumen(request.actor, dokumen.opd))
    if request.method != "POST":
        context = {"dokumen": dokumen, "jejak": _trail(dokumen, "Keluarkan")}
        return render(request, "evaluasi/bukti/keluarkan.html", context)
    remove_dokumen(dokumen, actor=request.actor)
    messages.success(request, f"“{dokumen.title}” dikeluarkan dari pustaka.")
    return redirect("evaluasi:pustaka")
