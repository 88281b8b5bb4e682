"""Pages of the register of units."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from dasar.format import angka, tanggal
from dasar.izin import require
from dasar.tembolok import render_kept
from opd.domain.opd import close_opd, create_opd, reorganise_opd, update_opd
from opd.domain.queries.register import Saringan, flat_page, register_sentence, tree_page
from opd.domain.queries.riwayat_daftar import history_of_opd
from opd.domain.queries.unit import read_unit
from opd.forms.opd import OpdCloseForm, OpdForm, OpdReorganiseForm
from opd.forms.saringan import SaringanOpdForm
from opd.models import Opd
from opd.permissions import can_manage_accounts, can_manage_pegawai, can_manage_register
from opd.views.baris_opd import printed
from opd.views.jejak import trail

EDIT = ["GET", "HEAD", "POST"]


def find_opd(request: HttpRequest, pk: UUID) -> Opd:
    """The unit, if this person may see it; 404 otherwise."""
    return get_object_or_404(
        Opd.objects.visible_to(request.actor).select_related("parent", "successor"), pk=pk
    )


@require_safe
def opd_list(request: HttpRequest) -> HttpResponse:
    """The register: a tree, or a list when something narrows it."""
    return render_kept(request, "opd/opd_list.html", lambda: _register(request))


def _register(request: HttpRequest) -> dict[str, object]:
    form = SaringanOpdForm(request.GET)
    saringan = form.saringan()
    below = form.below(request.actor)
    number = request.GET.get("halaman")
    if saringan.narrows:
        page, lines = flat_page(request.actor, saringan, number=number)
    else:
        page, lines = tree_page(request.actor, saringan, below=below, opened=form.opened(), number=number)
    context = {
        "form": form,
        "saringan": saringan,
        "page": page,
        "lines": printed(lines, form, flat=saringan.narrows),
        "below": below,
        "can_manage": can_manage_register(request.actor),
        "jejak": trail(("OPD", reverse("opd:opd_list")), below.name if below else ""),
    }
    words = _words(saringan, below, register_sentence(request.actor, saringan.day))
    return context | words


def _words(saringan: Saringan, below: Opd | None, sums: dict[str, int]) -> dict[str, str]:
    """What the head of the register and of its table say."""
    sentence = f"{angka(sums['units'])} unit aktif, {angka(sums['counted'])} dihitung dalam target kota"
    return {
        "judul": f"Unit di bawah {below.name}" if below else "Daftar OPD",
        "kalimat": f"{sentence}.",
        "below_key": str(below.pk) if below else "",
        "keterangan": "Unit yang cocok" if saringan.narrows else "Unit kerja",
        "catatan": f"Keadaan {tanggal(saringan.day)}",
    }


@require_safe
def opd_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One unit: what it is, who heads it and since when, what lies below, what happened to it."""
    opd = find_opd(request, pk)
    unit = read_unit(opd, request.actor, timezone.localdate())
    above = [(each.short_name, reverse("opd:opd_detail", args=[each.pk])) for each in unit.above]
    context = {
        "opd": opd,
        "unit": unit,
        "today": timezone.localdate(),
        "history": history_of_opd(opd),
        "can_manage": can_manage_register(request.actor),
        "can_staff": can_manage_pegawai(request.actor, opd),
        "can_accounts": can_manage_accounts(request.actor),
        "jejak": trail(("OPD", reverse("opd:opd_list")), *above, opd.short_name),
    }
    return render(request, "opd/opd_detail.html", context)


@require_http_methods(EDIT)
def opd_create(request: HttpRequest) -> HttpResponse:
    """Register a unit, below another when the address names one."""
    require(can_manage_register(request.actor))
    initial = {"active_from": timezone.localdate(), "parent": request.GET.get("induk", "")}
    form = OpdForm(request.POST or None, actor=request.actor, initial=initial)
    opd = form.attempt(create_opd, actor=request.actor)
    if opd:
        messages.success(request, f"{opd.name} terdaftar. Lengkapi dengan kepala dan daftar pegawainya.")
        return redirect("opd:opd_detail", opd.pk)
    context = {"form": form, "jejak": trail(("OPD", reverse("opd:opd_list")), "Daftarkan unit")}
    return render(request, "opd/opd_form.html", context, status=form.status)


@require_http_methods(EDIT)
def opd_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change what is said of a unit, also where it lies."""
    opd = find_opd(request, pk)
    require(can_manage_register(request.actor))
    form = OpdForm(request.POST or None, instance=opd, actor=request.actor)
    if form.attempt(update_opd, opd=opd, actor=request.actor):
        messages.success(request, f"Data {opd.short_name} tersimpan.")
        return redirect("opd:opd_detail", opd.pk)
    return render(request, "opd/opd_form.html", _at(opd, "Ubah data", form=form), status=form.status)


@require_http_methods(EDIT)
def opd_close(request: HttpRequest, pk: UUID) -> HttpResponse:
    """End a unit, with the unit that goes on in its place."""
    opd = find_opd(request, pk)
    require(can_manage_register(request.actor))
    form = OpdCloseForm(request.POST or None, opd=opd, actor=request.actor)
    if form.attempt(close_opd, opd=opd, version=opd.version, actor=request.actor):
        messages.success(request, f"{opd.name} tercatat berakhir. Riwayatnya tetap dapat dibuka di sini.")
        return redirect("opd:opd_detail", opd.pk)
    return render(request, "opd/opd_close.html", _at(opd, "Akhiri unit", form=form), status=form.status)


@require_http_methods(EDIT)
def opd_reorganise(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let a new unit take this one's place."""
    opd = find_opd(request, pk)
    require(can_manage_register(request.actor))
    initial = {"code": "", "source": "", "on": timezone.localdate()}
    form = OpdReorganiseForm(request.POST or None, instance=opd, initial=initial)
    successor = form.attempt(reorganise_opd, opd=opd, actor=request.actor)
    if successor:
        messages.success(request, f"{successor.name} melanjutkan {opd.name}. Tetapkan kepalanya.")
        return redirect("opd:opd_detail", successor.pk)
    return render(request, "opd/opd_reorganise.html", _at(opd, "Tata ulang", form=form), status=form.status)


def _at(opd: Opd, here: str, **context: object) -> dict[str, object]:
    """The context of an edge page of a unit, with the way back to it."""
    way = (opd.short_name, reverse("opd:opd_detail", args=[opd.pk]))
    return {"opd": opd, "jejak": trail(("OPD", reverse("opd:opd_list")), way, here), **context}
