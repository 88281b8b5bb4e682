"""Years of evaluation: which instrument applies, and when worksheets may be filled in."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from dasar.izin import require
from evaluasi.domain.periode import create_periode, update_periode
from evaluasi.domain.queries.daftar_lembar import list_periode
from evaluasi.forms.lembar_kerja import PeriodeForm
from evaluasi.models import Periode
from evaluasi.permissions import can_manage_periode
from opd.views.jejak import trail


@require_safe
def periode_list(request: HttpRequest) -> HttpResponse:
    """Every year with its window and instrument."""
    now = timezone.now()
    context = {
        "rows": [(row, row.is_open(now), row.opens_at > now) for row in list_periode()],
        "can_manage": can_manage_periode(request.actor),
        "jejak": trail("Periode"),
    }
    return render(request, "evaluasi/periode/daftar.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def periode_create(request: HttpRequest) -> HttpResponse:
    """Open a year."""
    require(can_manage_periode(request.actor))
    form = PeriodeForm(request.POST or None)
    if form.attempt(create_periode, actor=request.actor):
        messages.success(request, "Periode dibuka. Unit sudah dapat memulai lembar kerjanya.")
        return redirect("evaluasi:periode_list")
    return _form(request, form, "Periode baru")


@require_http_methods(["GET", "HEAD", "POST"])
def periode_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Move the window of a year, or correct its basis."""
    require(can_manage_periode(request.actor))
    row = get_object_or_404(Periode.objects.select_related("instrumen"), pk=pk)
    form = PeriodeForm(request.POST or None, instance=row)
    if form.attempt(update_periode, periode=row, actor=request.actor):
        messages.success(request, "Periode disimpan. Tenggat yang baru langsung berlaku.")
        return redirect("evaluasi:periode_list")
    return _form(request, form, f"Periode {row.year}")


def _form(request: HttpRequest, form: PeriodeForm, title: str) -> HttpResponse:
    way = trail(("Periode", reverse("evaluasi:periode_list")), title)
    context = {"form": form, "title": title, "jejak": way}
    return render(request, "evaluasi/periode/isian.html", context, status=form.status)
