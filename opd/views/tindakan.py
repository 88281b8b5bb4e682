"""Pages of one action: promising, correcting, giving up, reporting, verifying."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from dasar.izin import require
from opd.domain.queries.janji import read_tindakan
from opd.domain.queries.riwayat_daftar import history_of_tindakan
from opd.domain.rencana import (
    add_tindakan,
    cancel_tindakan,
    remove_tindakan,
    report_kemajuan,
    update_tindakan,
    verify_kemajuan,
)
from opd.enums import Pihak
from opd.forms.rencana import BatalForm, KemajuanForm, TindakanForm, VerifikasiForm
from opd.models import Kemajuan, RencanaAksi, Tindakan
from opd.permissions import can_manage_rencana, can_verify_kemajuan
from opd.views.opd import EDIT
from opd.views.rencana import find_rencana, plan_trail
from opd.views.sajian_janji import present, said


def _find(request: HttpRequest, pk: UUID) -> Tindakan:
    rows = Tindakan.objects.visible_to(request.actor).select_related("rencana__opd")
    return get_object_or_404(rows, pk=pk)


def _newest(tindakan: Tindakan) -> Kemajuan | None:
    return tindakan.kemajuan.filter(pihak=Pihak.UNIT).first()


def _page(
    request: HttpRequest, rencana: RencanaAksi, form: object, title: str, button: str, *, lead: str = ""
) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "kicker": f"{rencana.opd.name}, rencana aksi {rencana.year}",
        "lead": lead,
        "button": button,
        "back": reverse("opd:rencana_detail", args=[rencana.pk]),
        "jejak": plan_trail(rencana, title),
    }
    return render(request, "opd/isian.html", context, status=form.status)


def _to_plan(tindakan: Tindakan) -> HttpResponse:
    return redirect(f"{reverse('opd:rencana_detail', args=[tindakan.rencana_id])}#t-{tindakan.pk}")


@require_http_methods(EDIT)
def tindakan_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Promise an action."""
    rencana = find_rencana(request, pk)
    require(can_manage_rencana(request.actor, rencana.opd))
    form = TindakanForm(request.POST or None)
    tindakan = form.attempt(add_tindakan, rencana=rencana, actor=request.actor)
    if tindakan:
        messages.success(request, "Janji tercatat. Laporkan kemajuannya begitu ada yang tercapai.")
        return _to_plan(tindakan)
    lead = "Satu tindakan, satu target yang dapat dihitung, satu tenggat."
    return _page(request, rencana, form, "Tambah janji", "Simpan", lead=lead)


@require_safe
def tindakan_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One action: how it stands, both views of its progress, its history."""
    tindakan = _find(request, pk)
    line = read_tindakan(Tindakan.objects.filter(pk=pk), day=timezone.localdate())[0]
    context = {
        "item": present(line, timezone.localdate()),
        "rencana": tindakan.rencana,
        "reports": said(line.reports, tindakan.target),
        "verdicts": said(line.verdicts, tindakan.target),
        "history": history_of_tindakan(tindakan),
        "can_manage": can_manage_rencana(request.actor, tindakan.rencana.opd),
        "can_verify": can_verify_kemajuan(request.actor, tindakan.rencana.opd),
        "jejak": plan_trail(tindakan.rencana, "Janji"),
    }
    return render(request, "opd/rencana/tindakan.html", context)


@require_http_methods(EDIT)
def tindakan_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Correct an action."""
    tindakan = _find(request, pk)
    require(can_manage_rencana(request.actor, tindakan.rencana.opd))
    form = TindakanForm(request.POST or None, instance=tindakan)
    if form.attempt(update_tindakan, tindakan=tindakan, actor=request.actor):
        messages.success(request, "Perubahan janji tersimpan dan tercatat dalam riwayatnya.")
        return _to_plan(tindakan)
    lead = "Tenggat yang sudah lewat, dan target yang sudah diverifikasi, tidak dapat digeser."
    return _page(request, tindakan.rencana, form, "Ubah janji", "Simpan", lead=lead)


@require_http_methods(EDIT)
def tindakan_cancel(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give an action up; it stays to be seen with the reason."""
    tindakan = _find(request, pk)
    require(can_manage_rencana(request.actor, tindakan.rencana.opd))
    form = BatalForm(request.POST or None)
    if form.attempt(cancel_tindakan, tindakan=tindakan, actor=request.actor):
        messages.success(request, "Janji dibatalkan. Alasannya terbaca pada rencana aksi.")
        return _to_plan(tindakan)
    return _page(request, tindakan.rencana, form, "Batalkan janji", "Batalkan janji", lead=tindakan.text)


@require_http_methods(EDIT)
def tindakan_remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take back an action of which nothing was reported."""
    tindakan = _find(request, pk)
    require(can_manage_rencana(request.actor, tindakan.rencana.opd))
    if request.method != "POST":
        context = {"tindakan": tindakan, "jejak": plan_trail(tindakan.rencana, "Hapus")}
        return render(request, "opd/rencana/hapus.html", context)
    remove_tindakan(tindakan, actor=request.actor)
    messages.success(request, f"“{tindakan.text}” dihapus dari rencana aksi.")
    return redirect("opd:rencana_detail", tindakan.rencana_id)


@require_http_methods(EDIT)
def kemajuan_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Report how far an action has come."""
    tindakan = _find(request, pk)
    require(can_manage_rencana(request.actor, tindakan.rencana.opd))
    form = KemajuanForm(request.POST or None, tindakan=tindakan, newest=_newest(tindakan))
    if form.attempt(report_kemajuan, tindakan=tindakan, actor=request.actor):
        messages.success(request, "Kemajuan tercatat dan menunggu verifikasi Bagian Organisasi.")
        return _to_plan(tindakan)
    return _page(request, tindakan.rencana, form, "Laporkan kemajuan", "Laporkan", lead=tindakan.text)


@require_http_methods(EDIT)
def kemajuan_verify(request: HttpRequest, pk: UUID) -> HttpResponse:
    """State how much of what the unit reported is verified."""
    tindakan = _find(request, pk)
    require(can_verify_kemajuan(request.actor, tindakan.rencana.opd))
    newest = _newest(tindakan)
    reported = newest.amount if newest else None
    form = VerifikasiForm(request.POST or None, reported=reported, satuan=tindakan.satuan)
    if form.attempt(verify_kemajuan, tindakan=tindakan, actor=request.actor):
        messages.success(request, f"Capaian {tindakan.rencana.opd.short_name} terverifikasi.")
        return _to_plan(tindakan)
    return _page(request, tindakan.rencana, form, "Verifikasi capaian", "Verifikasi", lead=tindakan.text)
