"""What TPN answered about a proposed unit, question by question."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from dasar.izin import require
from evaluasi.domain.instrumen_store import struktur_for
from evaluasi.domain.tpn import record_jawaban_tpn, write_form
from evaluasi.forms.tpn import JawabanTpnForm
from evaluasi.permissions import can_manage_usulan
from evaluasi.views.usulan import candidate, trail_of


@require_http_methods(["GET", "HEAD", "POST"])
def jawaban_tpn(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Record TPN's answers from a CSV; then they stand beside the unit's and TPI's."""
    unit = candidate(request, pk)
    require(can_manage_usulan(request.actor))
    struktur = struktur_for(unit.lembar.periode.instrumen)
    form = JawabanTpnForm(request.POST or None, request.FILES or None, struktur=struktur)
    changed = form.attempt(record_jawaban_tpn, unit=unit, actor=request.actor)
    if changed is not None:
        messages.success(request, f"{changed} jawaban TPN dicatat.")
        return redirect(reverse("evaluasi:lembar_compare", args=[unit.lembar_id]))
    title = f"Jawaban TPN {unit.lembar.opd.short_name}"
    context = {"form": form, "unit": unit, "title": title, "jejak": trail_of(unit.usulan, title)}
    return render(request, "evaluasi/usulan/jawaban_tpn.html", context, status=400 if form.errors else 200)


@require_safe
def jawaban_tpn_form(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The CSV to fill in."""
    unit = candidate(request, pk)
    require(can_manage_usulan(request.actor))
    response = HttpResponse(write_form(unit).encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    name = f"jawaban-tpn-{unit.lembar.opd.code}-{unit.lembar.periode.year}.csv".lower()
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response
