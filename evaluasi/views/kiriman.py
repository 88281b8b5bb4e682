"""The workbooks of many units: sent at once, examined, placed, loaded; and taken along at once."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from dasar.errors import DomainError, PermissionRefused
from dasar.izin import require
from evaluasi.domain.kiriman_buku import drop_book, place_book, request_examination, request_load, send_books
from evaluasi.domain.kiriman_jobs import request_export
from evaluasi.domain.queries.buku_kerja import show_gabungan, show_laporan
from evaluasi.domain.queries.daftar_lembar import list_periode
from evaluasi.domain.queries.kiriman import (
    free_sheets,
    list_kiriman,
    preview_book,
    read_kiriman,
    stands_in_the_way,
)
from evaluasi.enums import BukuState
from evaluasi.forms.kiriman import EksporForm, KirimForm, UnitBukuForm
from evaluasi.models import BukuKiriman, KirimanBuku
from evaluasi.permissions import can_export_many, can_send_books
from evaluasi.views.lembar_kerja import HOME
from opd.views.jejak import trail

HERE = "Banyak buku kerja"
CHOSEN_MOST = 200


def way(*here: tuple[str, str] | str) -> list[tuple[str, str]]:
    """The way back from a page of many workbooks."""
    many = (HERE, reverse("evaluasi:buku_banyak"))
    return trail((HOME, reverse("evaluasi:lembar_list")), *((many, *here) if here else (HERE,)))


def _home(request: HttpRequest, kirim: KirimForm | None, unduh: EksporForm | None) -> HttpResponse:
    periods = list_periode()
    first = {"initial": {"periode": periods.first()}, "periods": periods}
    forms = (kirim or KirimForm(**first), unduh or EksporForm(**first))
    can = can_send_books(request.actor)
    context = {
        "kirim": forms[0],
        "unduh": forms[1],
        "can_send": can,
        "has_periods": first["initial"]["periode"] is not None,
        "rows": list_kiriman(request.actor) if can else [],
        "jejak": way(),
    }
    status = 400 if any(form.errors for form in forms) else 200
    return render(request, "evaluasi/buku/banyak.html", context, status=status)


@require_safe
def buku_banyak(request: HttpRequest) -> HttpResponse:
    """Send many workbooks, take many along; earlier consignments below."""
    require(can_export_many(request.actor))
    return _home(request, None, None)


@require_POST
def kiriman_create(request: HttpRequest) -> HttpResponse:
    """Keep what came, and have it examined."""
    require(can_send_books(request.actor))
    form = KirimForm(request.POST, request.FILES, periods=list_periode())
    kiriman = form.attempt(send_books, actor=request.actor)
    if kiriman is None:
        return _home(request, form, None)
    return redirect("evaluasi:kiriman_detail", pk=kiriman.pk)


@require_POST
def ekspor_banyak(request: HttpRequest) -> HttpResponse:
    """Ask for the worksheets of a year as one zip."""
    require(can_export_many(request.actor))
    form = EksporForm(request.POST, periods=list_periode())
    job = form.attempt(request_export, actor=request.actor)
    if job is None:
        return _home(request, None, form)
    return redirect("evaluasi:pekerjaan", pk=job.pk)


def _kiriman(request: HttpRequest, pk: UUID) -> KirimanBuku:
    require(can_send_books(request.actor))
    rows = KirimanBuku.objects.visible_to(request.actor).select_related("periode", "sent_by")
    return get_object_or_404(rows, pk=pk)


@require_safe
def kiriman_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The files of a consignment and what became of each; htmx asks for the changing part while a job runs."""
    return _show(request, _kiriman(request, pk))


def _show(request: HttpRequest, kiriman: KirimanBuku, problem: str = "") -> HttpResponse:
    daftar = read_kiriman(kiriman)
    mine = daftar.live is not None and daftar.live.requested_by_id == request.actor.pengguna.pk
    context = {
        "kiriman": kiriman,
        "daftar": daftar,
        "mine": mine,
        "problem": problem,
        "jejak": way("Kiriman"),
    }
    template = "evaluasi/buku/kiriman.html"
    part = f"{template}#isi-kiriman" if request.htmx else template
    return render(request, part, context, status=400 if problem else 200)


@require_POST
def kiriman_examine(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Have examined what still waits, after a job that was stopped."""
    kiriman = _kiriman(request, pk)
    request_examination(kiriman, actor=request.actor)
    return redirect("evaluasi:kiriman_detail", pk=pk)


@require_POST
def kiriman_load(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Load the chosen files in the background."""
    kiriman = _kiriman(request, pk)
    chosen = [UUID(text) for text in request.POST.getlist("buku")[:CHOSEN_MOST] if _is_key(text)]
    try:
        request_load(kiriman, actor=request.actor, chosen=chosen)
    except PermissionRefused:
        raise
    except DomainError as error:
        return _show(request, kiriman, error.message)
    return redirect("evaluasi:kiriman_detail", pk=pk)


def _is_key(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _buku(request: HttpRequest, pk: UUID) -> BukuKiriman:
    require(can_send_books(request.actor))
    rows = BukuKiriman.objects.filter(kiriman__in=KirimanBuku.objects.visible_to(request.actor))
    rows = rows.select_related(
        "berkas", "kiriman__periode", "lembar__opd", "lembar__periode__instrumen", "impor"
    )
    return get_object_or_404(rows, pk=pk)


@require_safe
def buku_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One file: the doctor's report, what it would fill, and whose it is."""
    return _show_buku(request, _buku(request, pk), None)


def _show_buku(request: HttpRequest, row: BukuKiriman, form: UnitBukuForm | None) -> HttpResponse:
    context: dict[str, Any] = {
        **dict.fromkeys(("form", "laporan", "gabungan"), None),
        **dict.fromkeys(("problem", "halangan"), ""),
        "row": row,
        "kiriman": row.kiriman,
    }
    try:
        gabungan = preview_book(row) if row.state in {BukuState.SIAP, BukuState.SAMA} else None
    except DomainError as error:
        gabungan, context["problem"] = None, error.message
    if gabungan is not None:
        context["laporan"] = show_laporan(gabungan.laporan)
        context["gabungan"] = show_gabungan(gabungan.limit(gabungan.fill_blanks()))
        context["halangan"] = stands_in_the_way(row, request.actor)
    if row.dapat_dipilih:
        context["form"] = form or UnitBukuForm(sheets=free_sheets(row), initial={"lembar": row.lembar_id})
    back = (str(row.kiriman), reverse("evaluasi:kiriman_detail", args=[row.kiriman_id]))
    status = 400 if form is not None and form.errors else 200
    return render(
        request, "evaluasi/buku/berkas.html", context | {"jejak": way(back, "Berkas")}, status=status
    )


@require_POST
def buku_place(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say whose workbook it is."""
    row = _buku(request, pk)
    form = UnitBukuForm(request.POST, sheets=free_sheets(row))
    done = form.attempt(lambda **values: place_book(row, actor=request.actor, **values))
    return redirect("evaluasi:buku_detail", pk=pk) if done else _show_buku(request, row, form)


@require_POST
def buku_drop(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Leave a workbook out."""
    row = drop_book(_buku(request, pk), actor=request.actor)
    messages.success(request, f"{row.filename} dikeluarkan dari kiriman.")
    return redirect("evaluasi:kiriman_detail", pk=row.kiriman_id)
