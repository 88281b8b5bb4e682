"""Worksheets: list, beginning, overview, and the steps of their process."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dasar.izin import require
from evaluasi.domain.instrumen_store import struktur_for
from evaluasi.domain.lembar_kerja import (
    can_submit_now,
    copy_forward,
    create_lembar,
    find_source,
    return_lembar,
    submit_lembar,
)
from evaluasi.domain.nilai import answers_of
from evaluasi.domain.penjelasan import explain
from evaluasi.domain.portalrb.banding import moved_since_frozen
from evaluasi.domain.queries.daftar_lembar import (
    Saringan,
    list_lembar,
    list_periode,
    read_lines,
    units_to_start,
)
from evaluasi.domain.queries.lembar import read_lembar
from evaluasi.domain.queries.riwayat_lembar import history_of
from evaluasi.domain.queries.ronde import read_returned
from evaluasi.domain.queries.syarat import read_syarat
from evaluasi.domain.scoring import Angka, score
from evaluasi.enums import LembarState, PredikatKind
from evaluasi.forms.lembar_kerja import KembalikanForm, LembarForm
from evaluasi.models import LembarKerja
from evaluasi.permissions import (
    can_export_many,
    can_fill,
    can_manage_periode,
    can_open_desk,
    can_read_portalrb,
    can_return_lembar,
    can_see_verdicts,
)
from opd.views.jejak import trail as trail_from

PAGE_SIZE = 60
HOME = "Lembar kerja"


def visible(request: HttpRequest, pk: UUID) -> LembarKerja:
    """The worksheet if this person may see it, else 404; with its unit, year and instrument."""
    rows = LembarKerja.objects.visible_to(request.actor).select_related("opd", "periode__instrumen")
    return get_object_or_404(rows, pk=pk)


def trail(lembar: LembarKerja, *here: tuple[str, str] | str) -> list[tuple[str, str]]:
    """The way back from a page of a worksheet."""
    overview = (str(lembar), reverse("evaluasi:lembar_detail", args=[lembar.pk]))
    return trail_from((HOME, reverse("evaluasi:lembar_list")), overview, *here)


def frozen(request: HttpRequest, lembar: LembarKerja) -> dict[str, object]:
    """For pages on which a proposed worksheet is worked on: what a change would mean for the ministry."""
    return {"beku": moved_since_frozen(lembar), "reader": bool(can_read_portalrb(request.actor))}


@require_safe
def lembar_list(request: HttpRequest) -> HttpResponse:
    """The worksheets this person may see: by year, state, predicate, unit."""
    saringan = Saringan.read(request.GET)
    daftar = list_lembar(request.actor, saringan)
    page = Paginator(daftar.rows, PAGE_SIZE).get_page(request.GET.get("halaman"))
    context = {
        "saringan": saringan,
        "daftar": daftar,
        "page": page,
        "rows": read_lines(page.object_list),
        "predikat": PredikatKind.choices,
        "can_begin": request.actor.has("operator", "kepala", "koordinator"),
        "can_manage": can_manage_periode(request.actor),
        "can_export_many": can_export_many(request.actor),
        "jejak": trail_from(HOME),
    }
    return render(request, "evaluasi/lembar/daftar.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def lembar_create(request: HttpRequest) -> HttpResponse:
    """Begin a worksheet: unit, year, predicate."""
    units, periods = units_to_start(request.actor).order_by("name", "id"), list_periode()
    only = list(units[:2])
    initial = {"predikat": PredikatKind.WBK, "periode": periods.first()}
    initial |= {"opd": only[0].pk} if len(only) == 1 else {}
    form = LembarForm(request.POST or None, initial=initial, units=units, periods=periods)
    row = form.attempt(create_lembar, actor=request.actor)
    if row:
        messages.success(request, f"{row} dimulai. Isilah per area; setiap jawaban tersimpan sendiri.")
        return redirect("evaluasi:lembar_detail", pk=row.pk)
    way = trail_from((HOME, reverse("evaluasi:lembar_list")), "Mulai")
    context = {"form": form, "jejak": way, "has_units": bool(only), "has_periods": initial["periode"]}
    return render(request, "evaluasi/lembar/mulai.html", context, status=form.status)


@require_safe
def lembar_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One worksheet: the map of its areas, both figures, gates, and what is left to do."""
    row, actor = visible(request, pk), request.actor
    lengkap = read_lembar(row)
    can = can_fill(actor, row)
    source = find_source(row) if can and row.source_id is None else None
    context = {
        "row": row,
        "lengkap": lengkap,
        "can_fill": can,
        "can_submit": can_submit_now(row, actor=actor, missing=lengkap.missing),
        "can_return": can_return_lembar(actor, row),
        "source": source,
        "ronde": read_returned(row),
        "can_desk": can_open_desk(actor, row),
        "can_compare": can_see_verdicts(actor, row),
        "closed": timezone.now() > row.periode.closes_at,
        "jejak": trail(row),
    }
    return render(request, "evaluasi/lembar/lihat.html", context | frozen(request, row))


@require_safe
def lembar_check(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Everything at once before the head of the unit hands it in."""
    row = visible(request, pk)
    lengkap = read_lembar(row)
    context = {
        "row": row,
        "lengkap": lengkap,
        "syarat": read_syarat(row),
        "can_submit": can_submit_now(row, actor=request.actor, missing=lengkap.missing),
        "jejak": trail(row, "Periksa dan ajukan"),
    }
    return render(request, "evaluasi/lembar/periksa.html", context)


@require_POST
def lembar_submit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Hand the worksheet in."""
    submit_lembar(visible(request, pk), actor=request.actor)
    messages.success(
        request, "Lembar kerja diajukan dan terkunci bagi unit. Tim penilai internal akan memeriksanya."
    )
    return redirect("evaluasi:lembar_detail", pk=pk)


@require_POST
def lembar_copy(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Carry last year's answers into blank questions."""
    copied = copy_forward(visible(request, pk), actor=request.actor)
    messages.success(
        request, f"{copied} jawaban disalin. Pastikan lagi satu per satu dan tulis apa yang baru tahun ini."
    )
    return redirect("evaluasi:lembar_detail", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def lembar_return(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Open a submitted worksheet to its unit again, with the reason."""
    row = visible(request, pk)
    require(can_return_lembar(request.actor, row))
    if row.state == LembarState.IN_REVIEW:
        return redirect("evaluasi:meja_return", pk=pk)
    form = KembalikanForm(request.POST or None)
    if form.attempt(return_lembar, lembar=row, actor=request.actor):
        messages.success(request, "Lembar kerja dikembalikan. Unit dapat mengisinya lagi sampai tenggat.")
        return redirect("evaluasi:lembar_detail", pk=pk)
    context = {
        "row": row,
        "form": form,
        "possible": row.state == LembarState.SUBMITTED,
        "jejak": trail(row, "Kembalikan"),
    }
    return render(request, "evaluasi/lembar/kembalikan.html", context, status=form.status)


@require_safe
def lembar_history(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who did what to this worksheet, newest first."""
    row = visible(request, pk)
    page = Paginator(history_of(row), PAGE_SIZE).get_page(request.GET.get("halaman"))
    context = {"row": row, "page": page, "jejak": trail(row, "Riwayat")}
    return render(request, "evaluasi/lembar/riwayat.html", context)


@require_safe
def lembar_why(request: HttpRequest, pk: UUID, kode: str) -> HttpResponse:
    """Where a number comes from, down to the answers, in the figure that is asked for."""
    row = visible(request, pk)
    struktur, answers = struktur_for(row.periode.instrumen), answers_of(row)
    angka = Angka.LANTAI if request.GET.get("angka") == Angka.LANTAI else Angka.BUKU_KERJA
    if kode not in struktur.posisi:
        raise Http404
    pohon = explain(score(struktur, answers), answers, kode, angka=angka)
    context = {"row": row, "pohon": pohon, "angka": angka, "jejak": trail(row, f"Mengapa {pohon.nama}")}
    return render(request, "evaluasi/lembar/mengapa.html", context)
