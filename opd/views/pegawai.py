"""Pages of the employee lists."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from dasar.izin import require
from opd.domain.pegawai import create_pegawai, end_pegawai, link_account, move_pegawai, update_pegawai
from opd.domain.queries.daftar_pegawai import pegawai_page, pegawai_sums
from opd.domain.queries.riwayat_daftar import history_of_pegawai_list
from opd.forms.opd import EndForm
from opd.forms.pegawai import (
    PegawaiAccountForm,
    PegawaiEditForm,
    PegawaiForm,
    PegawaiMoveForm,
    SaringanPegawaiForm,
)
from opd.models import Opd, Pegawai
from opd.permissions import can_manage_accounts, can_manage_pegawai
from opd.views.jejak import trail
from opd.views.opd import EDIT, find_opd


def _find(request: HttpRequest, pk: UUID) -> Pegawai:
    rows = Pegawai.objects.visible_to(request.actor).select_related("opd", "pengguna")
    return get_object_or_404(rows, pk=pk)


def _way(opd: Opd, here: str = "") -> list[tuple[str, str]]:
    own = (opd.short_name, reverse("opd:opd_detail", args=[opd.pk]))
    staff = ("Pegawai", reverse("opd:pegawai_list", args=[opd.pk]))
    return trail(("OPD", reverse("opd:opd_list")), own, staff, here)


def _page(request: HttpRequest, opd: Opd, title: str, lead: str, button: str, form: object) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "kicker": opd.name,
        "lead": lead,
        "button": button,
        "back": reverse("opd:pegawai_list", args=[opd.pk]),
        "jejak": _way(opd, title),
    }
    return render(request, "opd/isian.html", context, status=form.status)


@require_safe
def pegawai_list(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A unit's employees."""
    opd = find_opd(request, pk)
    form = SaringanPegawaiForm(request.GET)
    saringan = form.saringan()
    sums = pegawai_sums(opd, saringan.day)
    context = {
        "opd": opd,
        "unit_key": str(opd.pk),
        "form": form,
        "page": pegawai_page(opd, saringan, number=request.GET.get("halaman")),
        "sums": sums,
        "short_of": max((opd.employee_count or 0) - sums["active"], 0),
        "narrowed": bool(saringan.text or saringan.state != "aktif"),
        "history": history_of_pegawai_list(opd),
        "can_manage": can_manage_pegawai(request.actor, opd),
        "can_accounts": can_manage_accounts(request.actor),
        "jejak": _way(opd),
    }
    return render(request, "opd/pegawai_list.html", context)


@require_http_methods(EDIT)
def pegawai_create(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Add an employee."""
    opd = find_opd(request, pk)
    require(can_manage_pegawai(request.actor, opd))
    form = PegawaiForm(request.POST or None, initial={"active_from": timezone.localdate()})
    pegawai = form.attempt(create_pegawai, opd=opd, actor=request.actor)
    if pegawai:
        messages.success(request, f"{pegawai.name} masuk daftar pegawai {opd.short_name}.")
        return redirect("opd:pegawai_list", opd.pk)
    lead = "Untuk banyak pegawai sekaligus, pakai impor dari Excel."
    return _page(request, opd, "Tambah pegawai", lead, "Tambahkan", form)


@require_http_methods(EDIT)
def pegawai_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Correct an employee's data."""
    pegawai = _find(request, pk)
    require(can_manage_pegawai(request.actor, pegawai.opd))
    form = PegawaiEditForm(request.POST or None, instance=pegawai)
    if form.attempt(update_pegawai, pegawai=pegawai, actor=request.actor):
        messages.success(request, "Data pegawai tersimpan.")
        return redirect("opd:pegawai_list", pegawai.opd_id)
    lead = "Tanda tangan yang sudah diberikan tetap memuat nama dan jabatan saat itu."
    return _page(request, pegawai.opd, "Ubah data pegawai", lead, "Simpan", form)


@require_http_methods(EDIT)
def pegawai_end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take an employee off the list as of a day."""
    pegawai = _find(request, pk)
    require(can_manage_pegawai(request.actor, pegawai.opd))
    form = EndForm(request.POST or None, initial={"active_to": timezone.localdate()})
    if form.attempt(end_pegawai, pegawai=pegawai, actor=request.actor):
        messages.success(request, f"{pegawai.name} tidak lagi dihitung di {pegawai.opd.short_name}.")
        return redirect("opd:pegawai_list", pegawai.opd_id)
    lead = (
        f"{pegawai.name}. Pensiun, keluar, atau salah dicatat. Bila salah dicatat, "
        f"isi tanggal mulainya ({pegawai.active_from:%d-%m-%Y}) supaya tidak pernah dihitung."
    )
    return _page(request, pegawai.opd, "Akhiri catatan pegawai", lead, "Akhiri", form)


@require_http_methods(EDIT)
def pegawai_move(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Move an employee to another unit."""
    pegawai = _find(request, pk)
    require(can_manage_pegawai(request.actor, pegawai.opd))
    form = PegawaiMoveForm(request.POST or None, pegawai=pegawai, actor=request.actor)
    moved = form.attempt(move_pegawai, pegawai=pegawai, actor=request.actor)
    if moved:
        messages.success(request, f"{moved.name} kini tercatat di {moved.opd.short_name}.")
        return redirect("opd:pegawai_list", pegawai.opd_id)
    lead = f"{pegawai.name}. Tanda tangan di unit ini tetap milik unit ini."
    return _page(request, pegawai.opd, "Pindahkan pegawai", lead, "Pindahkan", form)


@require_http_methods(EDIT)
def pegawai_account(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say which account is this employee's."""
    pegawai = _find(request, pk)
    require(can_manage_accounts(request.actor))
    initial = {"pengguna": pegawai.pengguna.username if pegawai.pengguna else ""}
    form = PegawaiAccountForm(request.POST or None, initial=initial)
    if form.attempt(link_account, pegawai=pegawai, actor=request.actor):
        messages.success(request, "Hubungan akun tersimpan.")
        return redirect("opd:pegawai_list", pegawai.opd_id)
    lead = f"{pegawai.name}. Pegawai yang terhubung menandatangani pakta sesudah masuk dengan akunnya."
    return _page(request, pegawai.opd, "Hubungkan akun", lead, "Simpan", form)
