"""Pages on which a unit gets its head, a typing error is mended, or a post falls empty."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from dasar.izin import require
from opd.domain.kepala import appoint_kepala, correct_kepala, end_kepala
from opd.forms.opd import EndForm, KepalaCorrectForm, KepalaForm
from opd.models import Kepala, Opd
from opd.permissions import can_manage_register
from opd.views.jejak import trail
from opd.views.opd import EDIT, find_opd


def _find(request: HttpRequest, pk: UUID) -> Kepala:
    visible = Opd.objects.visible_to(request.actor)
    return get_object_or_404(Kepala.objects.filter(opd__in=visible).select_related("opd"), pk=pk)


def _page(request: HttpRequest, opd: Opd, title: str, lead: str, button: str, form: object) -> HttpResponse:
    way = (opd.short_name, reverse("opd:opd_detail", args=[opd.pk]))
    context = {
        "form": form,
        "title": title,
        "kicker": opd.name,
        "lead": lead,
        "button": button,
        "back": way[1],
        "jejak": trail(("OPD", reverse("opd:opd_list")), way, title),
    }
    return render(request, "opd/isian.html", context, status=form.status)


@require_http_methods(EDIT)
def kepala_appoint(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Name who heads the unit from a day on."""
    opd = find_opd(request, pk)
    require(can_manage_register(request.actor))
    initial = {"active_from": timezone.localdate(), "kedudukan": "definitif"}
    form = KepalaForm(request.POST or None, initial=initial)
    kepala = form.attempt(appoint_kepala, opd=opd, actor=request.actor)
    if kepala:
        messages.success(request, f"{kepala.name} tercatat memimpin {opd.short_name}.")
        return redirect("opd:opd_detail", opd.pk)
    lead = (
        "Yang memimpin sebelumnya berakhir pada tanggal yang sama. Piagam dan berita acara memakai nama ini."
    )
    return _page(request, opd, "Tetapkan kepala", lead, "Tetapkan", form)


@require_http_methods(EDIT)
def kepala_correct(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Mend a typing error in a head's data."""
    kepala = _find(request, pk)
    require(can_manage_register(request.actor))
    form = KepalaCorrectForm(request.POST or None, instance=kepala)
    if form.attempt(correct_kepala, kepala=kepala, actor=request.actor):
        messages.success(request, "Data kepala diperbaiki.")
        return redirect("opd:opd_detail", kepala.opd_id)
    lead = "Hanya untuk salah ketik. Kepala yang baru ditetapkan, bukan ditulis di atas yang lama."
    return _page(request, kepala.opd, "Perbaiki data kepala", lead, "Simpan", form)


@require_http_methods(EDIT)
def kepala_end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Leave the post empty from a day on."""
    kepala = _find(request, pk)
    require(can_manage_register(request.actor))
    form = EndForm(request.POST or None, initial={"active_to": timezone.localdate()})
    if form.attempt(end_kepala, kepala=kepala, actor=request.actor):
        messages.success(request, f"Masa jabatan {kepala.name} tercatat berakhir.")
        return redirect("opd:opd_detail", kepala.opd_id)
    lead = f"{kepala.name}, {kepala.title}. Unit ini lalu tidak punya kepala sampai ada yang ditetapkan."
    return _page(request, kepala.opd, "Akhiri masa jabatan", lead, "Akhiri masa jabatan", form)
