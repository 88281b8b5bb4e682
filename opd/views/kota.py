"""Pages of the city's own data and targets."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from dasar.izin import require
from opd.domain.kota import create_kota, current_kota, set_target, update_kota, update_target
from opd.domain.queries.riwayat_daftar import history_of_kota
from opd.forms.kota import KotaForm, TargetEditForm, TargetForm
from opd.models import TargetPencanangan
from opd.permissions import can_manage_register, can_read_city
from opd.views.jejak import trail
from opd.views.opd import EDIT


@require_safe
def kota_detail(request: HttpRequest) -> HttpResponse:
    """The city, its targets by year, and what was changed in them."""
    require(can_read_city(request.actor))
    context = {
        "kota": current_kota(),
        "targets": list(TargetPencanangan.objects.order_by("-year")),
        "history": history_of_kota(),
        "can_manage": can_manage_register(request.actor),
        "jejak": trail("Kota"),
    }
    return render(request, "opd/kota.html", context)


@require_http_methods(EDIT)
def kota_edit(request: HttpRequest) -> HttpResponse:
    """Set up the city, or change what is said of it."""
    require(can_manage_register(request.actor))
    kota = current_kota()
    form = KotaForm(request.POST or None, request.FILES or None, instance=kota)
    saved = (
        form.attempt(update_kota, kota=kota, actor=request.actor)
        if kota
        else form.attempt(create_kota, actor=request.actor)
    )
    if saved:
        messages.success(request, "Data kota tersimpan. Nama ini tampil di setiap halaman dan dokumen.")
        return redirect("opd:kota_detail")
    return _page(request, "Data kota", "Tampil di setiap halaman, piagam, dan berita acara.", form)


@require_http_methods(EDIT)
def target_set(request: HttpRequest) -> HttpResponse:
    """Set the target of a year."""
    require(can_manage_register(request.actor))
    today = timezone.localdate()
    initial = {"year": today.year, "due_on": today.replace(month=12, day=31)}
    form = TargetForm(request.POST or None, initial=initial)
    target = form.attempt(set_target, actor=request.actor)
    if target:
        messages.success(request, f"Target {target.year} ditetapkan; papan membandingkan dengannya.")
        return redirect("opd:kota_detail")
    return _page(request, "Tetapkan target", "Satu target untuk tiap tahun.", form)


@require_http_methods(EDIT)
def target_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change the target of a year."""
    require(can_manage_register(request.actor))
    target = get_object_or_404(TargetPencanangan, pk=pk)
    form = TargetEditForm(request.POST or None, instance=target)
    if form.attempt(update_target, target=target, actor=request.actor):
        messages.success(request, f"Target {target.year} tersimpan.")
        return redirect("opd:kota_detail")
    return _page(request, f"Ubah target {target.year}", "Perubahan tercatat dalam riwayat.", form)


def _page(request: HttpRequest, title: str, lead: str, form: KotaForm | TargetForm) -> HttpResponse:
    back = reverse("opd:kota_detail")
    context = {
        "form": form,
        "title": title,
        "kicker": "Kota",
        "lead": lead,
        "button": "Simpan",
        "back": back,
        "jejak": trail(("Kota", back), title),
    }
    return render(request, "opd/isian.html", context, status=form.status)
