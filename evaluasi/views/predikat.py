"""Predicates: the register, TPN's stages, two-yearly reports and revocations."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from dasar.formulir import ActForm
from dasar.izin import require
from evaluasi.domain.predikat import (
    read_jangka,
    record_predikat,
    record_report,
    record_result,
    revoke_predikat,
)
from evaluasi.domain.queries.usulan import list_predikat
from evaluasi.forms.usulan import CabutForm, HasilForm, LaporanForm, PredikatForm
from evaluasi.models import Predikat
from evaluasi.permissions import can_manage_usulan
from evaluasi.views.usulan import candidate
from opd.views.jejak import trail

HOME = ("Predikat", "evaluasi:predikat_list")


def _form(request: HttpRequest, form: ActForm, title: str, lead: str = "") -> HttpResponse:
    way = trail((HOME[0], reverse(HOME[1])), title)
    context = {"form": form, "title": title, "lead": lead, "jejak": way}
    return render(request, "evaluasi/predikat/isian.html", context, status=400 if form.errors else 200)


def _visible(request: HttpRequest, pk: UUID) -> Predikat:
    return get_object_or_404(Predikat.objects.visible_to(request.actor).select_related("opd"), pk=pk)


@require_safe
def predikat_list(request: HttpRequest) -> HttpResponse:
    """The predicates this person may see, with the day of the next report."""
    context = {
        "rows": list_predikat(request.actor),
        "jangka": read_jangka(),
        "today": timezone.localdate(),
        "can_manage": can_manage_usulan(request.actor),
        "jejak": trail("Predikat"),
    }
    return render(request, "evaluasi/predikat/daftar.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def predikat_create(request: HttpRequest) -> HttpResponse:
    """Record a predicate of an earlier year."""
    require(can_manage_usulan(request.actor))
    form = PredikatForm(request.POST or None)
    if form.attempt(record_predikat, actor=request.actor):
        messages.success(request, "Predikat dicatat.")
        return redirect(HOME[1])
    return _form(
        request, form, "Catat predikat", "Untuk predikat dari tahun-tahun sebelum portal ini dipakai."
    )


@require_http_methods(["GET", "HEAD", "POST"])
def predikat_report(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Record the two-yearly report on a predicate."""
    row = _visible(request, pk)
    require(can_manage_usulan(request.actor))
    form = LaporanForm(request.POST or None)
    if form.attempt(record_report, predikat=row, actor=request.actor):
        messages.success(request, f"Laporan {row} dicatat.")
        return redirect(HOME[1])
    return _form(
        request,
        form,
        f"Laporan {row}",
        f"Sedikitnya sekali dalam dua tahun ({read_jangka()['laporan'].dasar}).",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def predikat_revoke(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Record that a predicate was revoked."""
    row = _visible(request, pk)
    require(can_manage_usulan(request.actor))
    form = CabutForm(request.POST or None)
    if form.attempt(revoke_predikat, predikat=row, actor=request.actor):
        messages.success(request, f"Pencabutan {row} dicatat. Jeda pengusulan mulai berlaku.")
        return redirect(HOME[1])
    jeda = read_jangka()["jeda_pencabutan"]
    lead = f"Unit tidak dapat diusulkan WBK selama {jeda.tahun} tahun sesudahnya ({jeda.dasar})."
    return _form(request, form, f"Cabut {row}", lead)


@require_http_methods(["GET", "HEAD", "POST"])
def hasil_record(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Record what TPN decided about a proposed unit at one stage."""
    unit = candidate(request, pk)
    require(can_manage_usulan(request.actor))
    form = HasilForm(request.POST or None)
    row = form.attempt(record_result, unit=unit, actor=request.actor)
    if row:
        messages.success(request, f"{unit.lembar.opd.short_name}: {row} dicatat.")
        return redirect("evaluasi:usulan_detail", pk=unit.usulan_id)
    return _form(request, form, f"Hasil TPN {unit.lembar.opd.short_name}")
