"""Conditions besides the score: a checklist with statements and evidence, never part of the score."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from dasar.izin import require
from evaluasi.domain.prasyarat import save_prasyarat
from evaluasi.domain.queries.syarat import find_syarat, read_syarat
from evaluasi.forms.prasyarat import PrasyaratForm
from evaluasi.models import PrasyaratUnit
from evaluasi.permissions import can_fill_syarat
from evaluasi.views.lembar_kerja import trail, visible


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
    """State whether one condition holds."""
    row = visible(request, pk)
    syarat = find_syarat(row, kode)
    if syarat is None:
        raise Http404
    require(can_fill_syarat(request.actor, row))
    stated = syarat.row or PrasyaratUnit()
    form = PrasyaratForm(request.POST or None, instance=stated, opd=row.opd)
    if form.attempt(save_prasyarat, lembar=row, actor=request.actor, kode=kode):
        messages.success(request, "Pernyataan disimpan. Nilai tidak berubah karenanya.")
        return redirect("evaluasi:syarat_list", pk=pk)
    way = trail(row, ("Syarat", reverse("evaluasi:syarat_list", args=[pk])), syarat.nama)
    context = {"row": row, "syarat": syarat, "form": form, "jejak": way}
    return render(request, "evaluasi/lembar/syarat_isian.html", context, status=form.status)
