"""Teams: the workload board, teams and seats, assignments, declared relations."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dasar.akun.models import Pengguna
from dasar.izin import require
from dasar.saringan import year_of
from evaluasi.domain.queries.beban import read_papan, running_periode
from evaluasi.domain.tim import (
    assign_lembar,
    create_tim,
    declare_hubungan,
    end_anggota,
    end_hubungan,
    seat_anggota,
)
from evaluasi.forms.tim import AkhirForm, AnggotaForm, HubunganForm, TimForm, TugasForm, assessors
from evaluasi.models import AnggotaTim, HubunganPenilai, LembarKerja, Penugasan, Periode, Tim
from evaluasi.permissions import can_manage_tim, can_see_board
from opd.enums import TPI_ROLES
from opd.views.jejak import trail as trail_from

HOME = "Tim penilai"


def trail(*here: tuple[str, str] | str) -> list[tuple[str, str]]:
    """The way back to the board."""
    return trail_from((HOME, reverse("evaluasi:tim_board")), *here)


@require_safe
def tim_board(request: HttpRequest) -> HttpResponse:
    """The workload of a year: per person and per worksheet what is left, ageing, forecast."""
    require(can_see_board(request.actor))
    year = year_of(request.GET.get("tahun", ""))
    rows = Periode.objects.filter(year=int(year)) if year else None
    periode = rows.first() if rows is not None else running_periode()
    context = {
        "periode": periode,
        "years": Periode.objects.order_by("-year").values_list("year", flat=True),
        "papan": read_papan(periode) if periode else None,
        "teams": Tim.objects.filter(periode=periode).prefetch_related("anggota__pengguna"),
        "can_manage": can_manage_tim(request.actor),
        "today": timezone.localdate(),
        "jejak": trail_from(HOME),
    }
    return render(request, "evaluasi/tim/papan.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def tim_create(request: HttpRequest) -> HttpResponse:
    """Set up a team."""
    require(can_manage_tim(request.actor))
    form = TimForm(request.POST or None)
    row = form.attempt(create_tim, actor=request.actor)
    if row:
        messages.success(request, f"{row} dibentuk. Tambahkan ketua, pengendali teknis, dan anggotanya.")
        return redirect("evaluasi:tim_detail", pk=row.pk)
    words = {"judul": "Bentuk tim", "lead": "", "tombol": "Bentuk tim"}
    context = {"form": form, **words, "jejak": trail("Bentuk tim")}
    return render(request, "evaluasi/tim/isian.html", context, status=form.status)


@require_http_methods(["GET", "HEAD", "POST"])
def tim_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One team: its seats by date, what it has, and a form for a new seat."""
    require(can_see_board(request.actor))
    tim = get_object_or_404(Tim.objects.select_related("periode"), pk=pk)
    can = can_manage_tim(request.actor)
    form = AnggotaForm(request.POST or None, tim)
    if request.method == "POST":
        require(can)
    if form.attempt(seat_anggota, tim=tim, actor=request.actor):
        messages.success(request, "Anggota ditambahkan.")
        return redirect("evaluasi:tim_detail", pk=pk)
    context = {
        "tim": tim,
        "seats": tim.anggota.select_related("pengguna", "menggantikan__pengguna"),
        "given": tim.penugasan.select_related("lembar__opd", "penilai__pengguna"),
        "form": form,
        "can_manage": can,
        "today": timezone.localdate(),
        "jejak": trail(tim.name),
    }
    return render(request, "evaluasi/tim/tim.html", context, status=form.status)


@require_http_methods(["GET", "HEAD", "POST"])
def anggota_end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """End a seat."""
    require(can_manage_tim(request.actor))
    seat = get_object_or_404(AnggotaTim.objects.select_related("tim", "pengguna"), pk=pk)
    form = AkhirForm(request.POST or None, initial={"active_to": timezone.localdate()})
    if form.attempt(end_anggota, seat=seat, actor=request.actor):
        messages.success(request, f"Masa tugas {seat.pengguna} diakhiri.")
        return redirect("evaluasi:tim_detail", pk=seat.tim_id)
    way = trail((seat.tim.name, reverse("evaluasi:tim_detail", args=[seat.tim_id])), "Akhiri masa tugas")
    words = {"judul": f"Akhiri masa tugas {seat.pengguna}", "lead": "", "tombol": "Akhiri"}
    context = {"form": form, **words, "jejak": way}
    return render(request, "evaluasi/tim/isian.html", context, status=form.status)


@require_http_methods(["GET", "HEAD", "POST"])
def penugasan_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give a worksheet to an assessor, or move it."""
    require(can_manage_tim(request.actor))
    lembar = get_object_or_404(LembarKerja.objects.select_related("opd", "periode"), pk=pk)
    given = Penugasan.objects.filter(lembar=lembar).first()
    initial = {"penilai": given.penilai_id, "due_on": given.due_on} if given else {}
    form = TugasForm(request.POST or None, lembar.periode, initial=initial)
    if form.attempt(assign_lembar, lembar=lembar, actor=request.actor):
        messages.success(request, f"{lembar.opd.short_name} ditugaskan.")
        return redirect("evaluasi:tim_board")
    context = {
        "form": form,
        "judul": f"Tugaskan {lembar.opd.name}",
        "lead": "Orang dengan benturan kepentingan ditolak: bertugas di unit itu, baru pindah dari sana, atau menyatakan hubungan.",
        "tombol": "Tugaskan",
        "jejak": trail("Tugaskan"),
    }
    return render(request, "evaluasi/tim/isian.html", context, status=form.status)


@require_http_methods(["GET", "HEAD", "POST"])
def hubungan_list(request: HttpRequest) -> HttpResponse:
    """Declared relations: one's own, for the coordinator everybody's; and a form to declare one."""
    require(can_see_board(request.actor))
    can, me = can_manage_tim(request.actor), Pengguna.objects.filter(pk=request.user.pk)
    own = me if request.actor.has_city(*TPI_ROLES) else Pengguna.objects.none()
    form = HubunganForm(request.POST or None, assessors() if can else own)
    if form.attempt(declare_hubungan, actor=request.actor):
        messages.success(request, "Hubungan dicatat. Mulai sekarang orang ini tidak menilai unit itu.")
        return redirect("evaluasi:hubungan_list")
    rows = HubunganPenilai.objects.select_related("pengguna", "opd")
    context = {
        "rows": rows if can else rows.filter(pengguna=request.user),
        "form": form,
        "can_manage": can,
        "can_declare": can or own.exists(),
        "jejak": trail("Hubungan"),
    }
    return render(request, "evaluasi/tim/hubungan.html", context, status=form.status)


@require_POST
def hubungan_end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Note that a relation no longer holds."""
    require(can_manage_tim(request.actor))
    end_hubungan(get_object_or_404(HubunganPenilai.objects.select_related("opd"), pk=pk), actor=request.actor)
    messages.success(request, "Hubungan dicatat berakhir.")
    return redirect("evaluasi:hubungan_list")
