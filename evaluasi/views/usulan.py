"""The city's proposal: its letter, candidates and ranks, the signed scan, and its withdrawal."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dasar.berkas.http import serve
from dasar.izin import require
from evaluasi.domain.portalrb.banding import list_moved
from evaluasi.domain.queries.usulan import (
    find_candidates,
    list_usulan,
    rank_by_score,
    read_calon,
    read_usulan,
)
from evaluasi.domain.usulan import (
    add_unit,
    approve_usulan,
    create_usulan,
    move_unit,
    rank_units,
    remove_unit,
    update_unit,
    update_usulan,
    withdraw_usulan,
)
from evaluasi.enums import UsulanState
from evaluasi.forms.lhe import AlasanForm
from evaluasi.forms.usulan import CalonForm, SahkanForm, SuratUsulanForm, UsulanBaruForm
from evaluasi.models import Usulan, UsulanUnit
from evaluasi.permissions import can_approve_usulan, can_manage_usulan, can_read_usulan
from opd.views.jejak import trail


def _visible(request: HttpRequest, pk: UUID) -> Usulan:
    rows = Usulan.objects.visible_to(request.actor).select_related(
        "periode__instrumen", "surat", "approved_by"
    )
    return get_object_or_404(rows, pk=pk)


def candidate(request: HttpRequest, pk: UUID) -> UsulanUnit:
    """One unit of a proposal, for whoever may read the proposal; 404 for others."""
    rows = UsulanUnit.objects.filter(usulan__in=Usulan.objects.visible_to(request.actor))
    return get_object_or_404(
        rows.select_related("usulan__periode", "lembar__opd", "lembar__periode__instrumen"), pk=pk
    )


def trail_of(usulan: Usulan, *here: str) -> list[tuple[str, str]]:
    """The way back from a page of a proposal."""
    own = (str(usulan), reverse("evaluasi:usulan_detail", args=[usulan.pk]))
    return trail(("Usulan", reverse("evaluasi:usulan_list")), own, *here)


def _form(
    request: HttpRequest, usulan: Usulan, form: object, title: str, *, is_upload: bool = False
) -> HttpResponse:
    context = {"form": form, "usulan": usulan, "title": title, "jejak": trail_of(usulan, title)}
    context["is_upload"] = is_upload
    status = 400 if form.errors and form.status == 200 else form.status  # type: ignore[attr-defined]
    return render(request, "evaluasi/usulan/isian.html", context, status=status)


@require_safe
def usulan_list(request: HttpRequest) -> HttpResponse:
    """Every proposal of the city."""
    require(can_read_usulan(request.actor))
    context = {
        "rows": list_usulan(request.actor),
        "can_manage": can_manage_usulan(request.actor),
        "jejak": trail("Usulan"),
    }
    return render(request, "evaluasi/usulan/daftar.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def usulan_create(request: HttpRequest) -> HttpResponse:
    """Begin the proposal of a year."""
    require(can_manage_usulan(request.actor))
    form = UsulanBaruForm(request.POST or None)
    made = form.attempt(create_usulan, actor=request.actor)
    if made:
        messages.success(request, "Usulan dimulai. Isi suratnya, lalu tambahkan unit yang dicalonkan.")
        return redirect("evaluasi:usulan_detail", pk=made.pk)
    way = trail(("Usulan", reverse("evaluasi:usulan_list")), "Baru")
    context = {"form": form, "usulan": None, "is_upload": False, "title": "Usulan baru", "jejak": way}
    return render(request, "evaluasi/usulan/isian.html", context, status=400 if form.errors else 200)


@require_safe
def usulan_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One proposal with its candidates by rank."""
    usulan = _visible(request, pk)
    rows, is_draft = read_usulan(usulan), usulan.state == UsulanState.DRAFT
    context = {
        "usulan": usulan,
        "rows": rows,
        "berubah": list_moved(usulan),
        "proposed": sum(row.unit.diusulkan for row in rows),
        "is_draft": is_draft,
        "can_edit": is_draft and can_manage_usulan(request.actor),
        "can_approve": can_approve_usulan(request.actor, usulan),
        "can_manage": can_manage_usulan(request.actor),
        "jejak": trail(("Usulan", reverse("evaluasi:usulan_list")), str(usulan)),
    }
    return render(request, "evaluasi/usulan/lihat.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def usulan_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The letter's facts and the quota."""
    usulan = _visible(request, pk)
    require(can_manage_usulan(request.actor))
    form = SuratUsulanForm(request.POST or None, instance=usulan)
    if form.attempt(update_usulan, usulan=usulan, actor=request.actor):
        messages.success(request, "Surat usulan disimpan.")
        return redirect("evaluasi:usulan_detail", pk=pk)
    return _form(request, usulan, form, "Surat dan kuota")


@require_safe
def usulan_candidates(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Worksheets that can still be added, with what TPI found."""
    usulan = _visible(request, pk)
    require(can_manage_usulan(request.actor))
    rows = list(read_calon(find_candidates(usulan)).values())
    context = {"usulan": usulan, "rows": rows, "jejak": trail_of(usulan, "Tambah unit")}
    return render(request, "evaluasi/usulan/calon.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def usulan_unit_add(request: HttpRequest, pk: UUID, lembar: UUID) -> HttpResponse:
    """Put one worksheet on the list."""
    usulan = _visible(request, pk)
    require(can_manage_usulan(request.actor))
    row = get_object_or_404(find_candidates(usulan), pk=lembar)
    initial = {"predikat": row.predikat, "diusulkan": True}
    form = CalonForm(request.POST or None, initial=initial, instrumen=row.periode.instrumen)
    if form.attempt(add_unit, usulan=usulan, actor=request.actor, lembar=row):
        messages.success(request, f"{row.opd.short_name} ditambahkan ke usulan.")
        return redirect("evaluasi:usulan_detail", pk=pk)
    return _form(request, usulan, form, row.opd.name)


@require_http_methods(["GET", "HEAD", "POST"])
def usulan_unit_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What a candidate aims at, whether the letter names it, and why."""
    unit = candidate(request, pk)
    require(can_manage_usulan(request.actor))
    names = ("predikat", "afirmasi", "diusulkan", "alasan")
    initial = {name: getattr(unit, name) for name in names}
    form = CalonForm(request.POST or None, initial=initial, instrumen=unit.lembar.periode.instrumen)
    if form.attempt(update_unit, unit=unit, actor=request.actor, version=unit.version):
        messages.success(request, f"{unit.lembar.opd.short_name} disimpan.")
        return redirect("evaluasi:usulan_detail", pk=unit.usulan_id)
    return _form(request, unit.usulan, form, unit.lembar.opd.name)


@require_POST
def usulan_unit_remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a candidate off the list."""
    unit = candidate(request, pk)
    remove_unit(unit, actor=request.actor)
    messages.success(request, f"{unit.lembar.opd.short_name} dikeluarkan dari calon.")
    return redirect("evaluasi:usulan_detail", pk=unit.usulan_id)


@require_POST
def usulan_unit_move(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One place up or down."""
    unit = candidate(request, pk)
    move_unit(unit, actor=request.actor, up=request.POST.get("arah") != "turun")
    return redirect("evaluasi:usulan_detail", pk=unit.usulan_id)


@require_POST
def usulan_rank(request: HttpRequest, pk: UUID) -> HttpResponse:
    """All candidates by TPI's score."""
    usulan = _visible(request, pk)
    require(can_manage_usulan(request.actor))
    rank_units(usulan, actor=request.actor, order=rank_by_score(usulan))
    messages.success(request, "Calon diurutkan: semua batas tercapai lebih dahulu, lalu nilai TPI.")
    return redirect("evaluasi:usulan_detail", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def usulan_approve(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Put the signed letter in force."""
    usulan = _visible(request, pk)
    require(can_approve_usulan(request.actor, usulan))
    form = SahkanForm(request.POST or None, request.FILES or None)
    if form.attempt(approve_usulan, usulan=usulan, actor=request.actor):
        messages.success(request, "Usulan disahkan dan isinya dibekukan.")
        return redirect("evaluasi:usulan_detail", pk=pk)
    return _form(request, usulan, form, "Sahkan usulan", is_upload=True)


@require_http_methods(["GET", "HEAD", "POST"])
def usulan_withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take it back, with the reason."""
    usulan = _visible(request, pk)
    require(can_manage_usulan(request.actor))
    form = AlasanForm(request.POST or None)
    if form.attempt(withdraw_usulan, usulan=usulan, actor=request.actor):
        messages.success(request, "Usulan ditarik. Usulan baru dapat disusun.")
        return redirect("evaluasi:usulan_detail", pk=pk)
    return _form(request, usulan, form, "Tarik usulan")


@require_safe
def usulan_file(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The signed letter."""
    usulan = _visible(request, pk)
    if usulan.surat is None:
        raise Http404("Surat belum diunggah.")
    return serve(usulan.surat, filename=f"surat-usulan-{usulan.periode.year}", inline=True, request=request)
