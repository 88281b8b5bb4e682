"""The assessors' report: the list, one report with its passages, and the steps of its chain."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dasar.izin import require
from evaluasi.domain.lhe.alur import (
    begin_lhe,
    edit_passage,
    pass_lhe,
    reset_passage,
    return_lhe,
    submit_lhe,
    update_lhe,
)
from evaluasi.domain.queries.lhe import STEPS, find_passage, list_lhe, read_lhe, to_begin
from evaluasi.enums import LheState
from evaluasi.forms.lhe import AlasanForm, NaskahForm, SuratLheForm
from evaluasi.models import LaporanHasil, LembarKerja
from evaluasi.permissions import can_pass_lhe, can_write_lhe
from opd.views.jejak import trail

PAGE_SIZE = 60
DONE = {
    LheState.LEADER: "LHE diajukan. Ketua tim akan memeriksanya.",
    LheState.CONTROLLER: "LHE diteruskan. Pengendali teknis akan memeriksanya.",
    LheState.APPROVED: "LHE disetujui dan isinya dibekukan. Unit sekarang dapat membacanya.",
}


def _visible(request: HttpRequest, pk: UUID) -> LaporanHasil:
    rows = LaporanHasil.objects.visible_to(request.actor)
    return get_object_or_404(rows.select_related("lembar__opd", "lembar__periode__instrumen"), pk=pk)


def _trail(lhe: LaporanHasil, *here: str) -> list[tuple[str, str]]:
    own = (str(lhe), reverse("evaluasi:lhe_detail", args=[lhe.pk]))
    return trail(("LHE", reverse("evaluasi:lhe_list")), own, *here)


@require_safe
def lhe_list(request: HttpRequest) -> HttpResponse:
    """The reports this person may see, and the worksheets whose report they could begin."""
    page = Paginator(list_lhe(request.actor), PAGE_SIZE).get_page(request.GET.get("halaman"))
    context = {"page": page, "calon": to_begin(request.actor), "jejak": trail("LHE")}
    return render(request, "evaluasi/lhe/daftar.html", context)


@require_POST
def lhe_begin(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Begin the report of a worksheet."""
    rows = LembarKerja.objects.visible_to(request.actor).select_related("opd", "periode__instrumen")
    lhe = begin_lhe(get_object_or_404(rows, pk=pk), actor=request.actor)
    messages.success(request, "LHE dirancang dari penilaian. Lengkapi nomor dan surat tugasnya.")
    return redirect("evaluasi:lhe_detail", pk=lhe.pk)


@require_safe
def lhe_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One report: its conclusion, tables, passages, chain, and what this person may do."""
    lhe = _visible(request, pk)
    context = {
        "halaman": read_lhe(lhe),
        "lhe": lhe,
        "tangga": ["Anggota", "Ketua tim", "Pengendali teknis", "Disetujui"],
        "langkah": STEPS[LheState(lhe.state)],
        "persetujuan": lhe.persetujuan.select_related("by").order_by("-at", "-pk"),
        "can_write": can_write_lhe(request.actor, lhe),
        "can_pass": can_pass_lhe(request.actor, lhe),
        "jejak": trail(("LHE", reverse("evaluasi:lhe_list")), str(lhe)),
    }
    return render(request, "evaluasi/lhe/lihat.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def lhe_letter(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Number and dates of the report and of the assignment letter."""
    lhe = _visible(request, pk)
    require(can_write_lhe(request.actor, lhe))
    form = SuratLheForm(request.POST or None, instance=lhe)
    if form.attempt(update_lhe, lhe=lhe, actor=request.actor):
        messages.success(request, "Nomor dan tanggal disimpan.")
        return redirect("evaluasi:lhe_detail", pk=pk)
    context = {"form": form, "lhe": lhe, "jejak": _trail(lhe, "Nomor dan tanggal")}
    return render(request, "evaluasi/lhe/surat.html", context, status=form.status)


@require_http_methods(["GET", "HEAD", "POST"])
def lhe_passage(request: HttpRequest, pk: UUID, kode: str) -> HttpResponse:
    """One passage: as drafted, as the author wrote it, and what changed in the facts since."""
    lhe = _visible(request, pk)
    require(can_write_lhe(request.actor, lhe))
    bagian = find_passage(read_lhe(lhe), kode)
    if bagian is None:
        raise Http404("Bagian tidak dikenal.")
    initial = {"text": bagian.text, "version": bagian.row.version if bagian.row else 0}
    form = NaskahForm(request.POST or None, initial=initial)
    if form.attempt(edit_passage, lhe=lhe, actor=request.actor, kode=kode):
        messages.success(request, f"{bagian.judul} disimpan. Rancangan portal tidak akan menimpanya.")
        return redirect("evaluasi:lhe_detail", pk=pk)
    context = {"form": form, "lhe": lhe, "bagian": bagian, "jejak": _trail(lhe, bagian.judul)}
    return render(request, "evaluasi/lhe/naskah.html", context, status=form.status)


@require_POST
def lhe_passage_reset(request: HttpRequest, pk: UUID, kode: str) -> HttpResponse:
    """Let a passage read as drafted again."""
    reset_passage(_visible(request, pk), actor=request.actor, kode=kode)
    messages.success(request, "Bagian ini kembali ke rancangan portal. Naskah Anda ada di jurnal.")
    return redirect("evaluasi:lhe_detail", pk=pk)


def _move(request: HttpRequest, pk: UUID, act: Callable[..., LaporanHasil]) -> HttpResponse:
    moved = act(_visible(request, pk), actor=request.actor, seen=request.POST.get("sidik", ""))
    messages.success(request, DONE[LheState(moved.state)])
    return redirect("evaluasi:lhe_detail", pk=pk)


@require_POST
def lhe_submit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Hand the report to the leader."""
    return _move(request, pk, submit_lhe)


@require_POST
def lhe_pass(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Pass it on, or approve it."""
    return _move(request, pk, pass_lhe)


@require_http_methods(["GET", "HEAD", "POST"])
def lhe_return(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Send the report back to its authors, with the reason."""
    lhe = _visible(request, pk)
    require(can_pass_lhe(request.actor, lhe))
    form = AlasanForm(request.POST or None)
    if form.attempt(return_lhe, lhe=lhe, actor=request.actor):
        messages.success(request, "LHE dikembalikan kepada penyusunnya.")
        return redirect("evaluasi:lhe_detail", pk=pk)
    context = {"form": form, "lhe": lhe, "jejak": _trail(lhe, "Kembalikan")}
    return render(request, "evaluasi/lhe/kembalikan.html", context, status=400 if form.errors else 200)
