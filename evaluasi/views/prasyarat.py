"""Conditions besides the score: a checklist with statements and evidence, never part of the score."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from dasar.izin import require
from evaluasi.domain.prasyarat import add_evidence, save_prasyarat
from evaluasi.domain.queries.syarat import BarisSyarat, find_syarat, read_syarat
from evaluasi.forms.prasyarat import BuktiSyaratForm, PrasyaratForm
from evaluasi.models import LembarKerja, PrasyaratUnit
from evaluasi.permissions import can_fill_syarat
from evaluasi.views.lembar_kerja import trail, visible
from opd.domain.dokumen import HasilTambah


@require_safe
def syarat_list(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Every condition of the predicate aimed at, with what the unit states."""
    row = visible(request, pk)
    context = {
        "row": row,
        "daftar": read_syarat(row),
        "boleh": can_fill_syarat(request.actor, row),
        "jejak": trail(row, "Syarat"),
    }
    return render(request, "evaluasi/lembar/syarat.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def syarat_edit(request: HttpRequest, pk: UUID, kode: str) -> HttpResponse:
    """One condition: what is asked, what the unit states, its evidence; stated by whoever fills in."""
    row = visible(request, pk)
    syarat, boleh = _syarat(row, kode), can_fill_syarat(request.actor, row)
    if request.method == "POST":
        require(boleh)
    stated = syarat.row or PrasyaratUnit()
    form = PrasyaratForm(request.POST or None, instance=stated, opd=row.opd, words=syarat.words)
    if form.attempt(save_prasyarat, lembar=row, actor=request.actor, kode=kode):
        if request.POST.get("lanjut") == "bukti":
            return redirect("evaluasi:syarat_evidence", pk=pk, kode=kode)
        messages.success(request, "Pernyataan disimpan. Nilai tidak berubah karenanya.")
        return redirect("evaluasi:syarat_list", pk=pk)
    context = {"row": row, "syarat": syarat, "dokumen": stated.dokumen, "boleh": boleh, "form": form}
    context |= {"jejak": _trail(row, syarat.nama)}
    return render(request, "evaluasi/lembar/syarat_isian.html", context, status=form.status)


@require_http_methods(["GET", "HEAD", "POST"])
def syarat_evidence(request: HttpRequest, pk: UUID, kode: str) -> HttpResponse:
    """A new document for the library that is the evidence of a condition at once."""
    row = visible(request, pk)
    syarat = _syarat(row, kode)
    require(can_fill_syarat(request.actor, row))
    form = BuktiSyaratForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    results: list[HasilTambah] = []
    if form.is_valid():
        results = add_evidence(row, actor=request.actor, kode=kode, **form.sources, **form.facts)
        if results and all(result.dokumen for result in results):
            messages.success(request, f"“{results[0].dokumen}” masuk pustaka dan menjadi bukti syarat ini.")
            return redirect("evaluasi:syarat_edit", pk=pk, kode=kode)
    back = (syarat.nama, reverse("evaluasi:syarat_edit", args=[pk, kode]))
    context = {"row": row, "syarat": syarat, "form": form, "results": results, "back": back[1]}
    context |= {"jejak": _trail(row, back, "Unggah bukti")}
    return render(request, "evaluasi/lembar/syarat_bukti.html", context, status=400 if form.is_bound else 200)


def _syarat(row: LembarKerja, kode: str) -> BarisSyarat:
    syarat = find_syarat(row, kode)
    if syarat is None:
        raise Http404
    return syarat


def _trail(row: LembarKerja, *here: tuple[str, str] | str) -> list[tuple[str, str]]:
    return trail(row, ("Syarat", reverse("evaluasi:syarat_list", args=[row.pk])), *here)
