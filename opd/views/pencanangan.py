"""Declarations: list, beginning, one whole declaration, and the steps of its process."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dasar.edge import add_error
from dasar.errors import DomainError
from dasar.izin import require
from dasar.tembolok import render_kept
from opd.domain.pencanangan import (
    begin_pencanangan,
    can_submit_now,
    cancel_pencanangan,
    missing_before_submit,
    recall_pencanangan,
    submit_pencanangan,
)
from opd.domain.queries.cakupan import sum_coverage
from opd.domain.queries.pencanangan import (
    PencananganLengkap,
    Saringan,
    list_pencanangan,
    participants_with_coverage,
    read_lines,
    read_pencanangan,
    units_to_organise,
)
from opd.domain.queries.riwayat import changes_since, history_of
from opd.domain.queries.tugas import PARTS, tasks_of, unmended
from opd.enums import Bagian, PencananganKind
from opd.forms.pencanangan import AlasanForm, MulaiForm
from opd.models import Pencanangan
from opd.permissions import (
    can_begin_pencanangan,
    can_cancel_pencanangan,
    can_edit_pencanangan,
    can_recall_pencanangan,
    can_verify_pencanangan,
)

PAGE_SIZE = 60
Trail = list[tuple[str, str]]


def visible(request: HttpRequest, pk: UUID) -> Pencanangan:
    """The declaration if this person may see it, else 404."""
    rows = Pencanangan.objects.visible_to(request.actor).select_related(
        "organiser", "submitted_by", "decided_by"
    )
    return get_object_or_404(rows, pk=pk)


def trail(pencanangan: Pencanangan | None = None, here: str = "") -> Trail:
    """The way back from a page of a declaration."""
    steps = [("Beranda", "/"), ("Pencanangan", reverse("opd:pencanangan_list"))]
    if pencanangan is not None:
        url = reverse("opd:pencanangan_detail", args=[pencanangan.pk])
        steps.append((pencanangan.organiser.short_name, url if here else ""))
    return [*steps, (here, "")] if here else steps


def draft_key(request: HttpRequest, row: Pencanangan, part: str) -> str:
    """Under which name the browser keeps what was typed but not yet saved: by person, declaration and part."""
    return f"pencanangan:{row.pk}:{part}:{request.user.pk}"


@require_safe
def pencanangan_list(request: HttpRequest) -> HttpResponse:
    """The declarations this person may see: by state, year, kind, words."""
    return render_kept(request, "opd/pencanangan/daftar.html", lambda: _lines(request))


def _lines(request: HttpRequest) -> dict[str, object]:
    saringan = Saringan.read(request.GET)
    daftar = list_pencanangan(request.actor, saringan)
    page = Paginator(daftar.rows, PAGE_SIZE).get_page(request.GET.get("halaman"))
    return {
        "saringan": saringan,
        "daftar": daftar,
        "page": page,
        "rows": read_lines(page.object_list, request.actor),
        "bentuk": PencananganKind.choices,
        "can_begin": can_begin_pencanangan(request.actor),
        "jejak": [("Beranda", "/"), ("Pencanangan", "")],
    }


@require_http_methods(["GET", "HEAD", "POST"])
def pencanangan_create(request: HttpRequest) -> HttpResponse:
    """Begin a draft: who holds it, alone or together, when."""
    require(can_begin_pencanangan(request.actor))
    units = units_to_organise(request.actor).order_by("name", "id")
    only = list(units[:2])
    initial = {"organiser": only[0].pk, "kind": PencananganKind.SENDIRI} if len(only) == 1 else {}
    can_join = units.filter(parent__in=units).exists()
    form = MulaiForm(request.POST or None, initial=initial, units=units, can_join=can_join)
    if request.method == "POST" and form.is_valid():
        try:
            row = begin_pencanangan(actor=request.actor, **form.cleaned_data)
        except DomainError as error:
            add_error(form, error)
        else:
            return redirect("opd:pencanangan_detail", pk=row.pk)
    context = {"form": form, "jejak": trail(here="Pencanangan baru")}
    status = 400 if form.errors else 200
    return render(request, "opd/pencanangan/mulai.html", context, status=status)


@require_safe
def pencanangan_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One declaration: the task list while this person may fill it in, the facts for everybody else."""
    row, actor = visible(request, pk), request.actor
    lengkap = read_pencanangan(row, actor)
    saved = request.GET.get("tersimpan", "")
    context = {
        "lengkap": lengkap,
        "row": row,
        "jejak": trail(row),
        "simpanan": draft_key(request, row, saved) if saved in PARTS else "",
        "can_cancel": can_cancel_pencanangan(actor, row),
        "can_recall": can_recall_pencanangan(actor, row),
    }
    if can_edit_pencanangan(actor, row):
        return render(request, "opd/pencanangan/tugas.html", context | _to_do(request, lengkap))
    context |= {
        "participants": participants_with_coverage(lengkap, on=timezone.localdate()),
        "can_verify": can_verify_pencanangan(actor, row),
    }
    return render(request, "opd/pencanangan/lihat.html", context)


def _to_do(request: HttpRequest, lengkap: PencananganLengkap) -> dict[str, object]:
    row = lengkap.pencanangan
    missing = missing_before_submit(row)
    changes = changes_since(row, row.decided_at) if row.decided_at else []
    participants = participants_with_coverage(lengkap, on=timezone.localdate())
    return {
        "total": sum_coverage(item.cakupan for item in participants if item.cakupan),
        "komitmen_note": lengkap.objections.get(Bagian.KOMITMEN),
        "tasks": tasks_of(lengkap, missing, changes),
        "changes": changes,
        "missing": missing,
        "can_submit": can_submit_now(row, actor=request.actor, missing=missing),
    }


@require_safe
def pencanangan_check(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Check your answers: everything as the verifier will see it, before it is handed in."""
    row = visible(request, pk)
    require(can_edit_pencanangan(request.actor, row))
    lengkap = read_pencanangan(row, request.actor)
    missing = missing_before_submit(row)
    context = {
        "lengkap": lengkap,
        "row": row,
        "missing": missing,
        "participants": participants_with_coverage(lengkap, on=timezone.localdate()),
        "unmended": unmended(lengkap, changes_since(row, row.decided_at)) if row.decided_at else [],
        "can_submit": can_submit_now(row, actor=request.actor, missing=missing),
        "jejak": trail(row, "Periksa dan ajukan"),
    }
    return render(request, "opd/pencanangan/periksa.html", context)


@require_POST
def pencanangan_submit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Hand the declaration in."""
    submit_pencanangan(visible(request, pk), actor=request.actor)
    messages.success(
        request,
        "Pencanangan diajukan. Bagian Organisasi Setda akan memeriksanya; hasilnya tampil di halaman ini.",
    )
    return redirect("opd:pencanangan_detail", pk=pk)


@require_POST
def pencanangan_recall(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a submitted declaration back to mend it."""
    recall_pencanangan(visible(request, pk), actor=request.actor)
    messages.success(request, "Pengajuan ditarik. Perbaiki isinya, lalu ajukan lagi.")
    return redirect("opd:pencanangan_detail", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def pencanangan_cancel(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Cancel with a reason; the page says what that means."""
    row = visible(request, pk)
    require(can_cancel_pencanangan(request.actor, row))
    form = AlasanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            cancel_pencanangan(row, actor=request.actor, reason=form.cleaned_data["reason"])
        except DomainError as error:
            add_error(form, error)
        else:
            messages.success(request, "Pencanangan dibatalkan. Riwayatnya tetap tersimpan.")
            return redirect("opd:pencanangan_detail", pk=pk)
    context = {"row": row, "form": form, "jejak": trail(row, "Batalkan")}
    return render(request, "opd/pencanangan/batal.html", context, status=400 if form.errors else 200)


@require_safe
def pencanangan_history(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who did what to this declaration, newest first."""
    row = visible(request, pk)
    lengkap = read_pencanangan(row, request.actor)
    context = {
        "row": row,
        "lengkap": lengkap,
        "events": history_of(row, lengkap.catatan),
        "jejak": trail(row, "Riwayat"),
    }
    return render(request, "opd/pencanangan/riwayat.html", context)
