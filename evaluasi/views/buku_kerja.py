"""Workbooks into a worksheet: upload, the doctor's report, the merge row by row, undo; and the doctor alone."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from dasar.berkas.http import serve
from dasar.edge import add_error
from dasar.errors import DomainError, PermissionRefused
from dasar.izin import require
from dasar.lembar import read_buku_upload
from evaluasi.domain.gabung_buku import Dipilih, Pilihan
from evaluasi.domain.impor_lembar import (
    ImporChanged,
    apply_import,
    changes_since,
    preview_import,
    undo_import,
)
from evaluasi.domain.instrumen_store import struktur_for
from evaluasi.domain.queries.buku_kerja import list_impor, show_gabungan, show_laporan
from evaluasi.enums import ImporState
from evaluasi.forms.buku_kerja import (
    PeriksaBukuForm,
    Tiket,
    UnggahBukuForm,
    read_pilihan,
    read_ticked,
    read_tiket,
    sign_tiket,
)
from evaluasi.models import ImporLembar, Instrumen, LembarKerja
from evaluasi.permissions import can_check_buku, can_fill, can_undo_import
from evaluasi.views.lembar_kerja import trail, visible
from evaluasi.workbook.dokter import examine
from opd.views.jejak import trail as trail_from

EDIT = ["GET", "HEAD", "POST"]
HERE = "Isi dari Excel"


@require_http_methods(EDIT)
def impor_start(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Upload a workbook; what was imported before stands below, each with its undo."""
    row = visible(request, pk)
    can = can_fill(request.actor, row)
    form = UnggahBukuForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if request.method == "POST":
        require(can)
        if form.is_valid() and (answer := _take(request, row, form)):
            return answer
    context = {"row": row, "form": form, "can_fill": can, "impor": list_impor(row), "jejak": trail(row, HERE)}
    return render(request, "evaluasi/buku/unggah.html", context, status=400 if form.errors else 200)


def _take(request: HttpRequest, row: LembarKerja, form: UnggahBukuForm) -> HttpResponseRedirect | None:
    """Keep the file and go on to its report; None when it is no worksheet, which the form then says."""
    try:
        berkas, name = form.store()
        preview_import(row, berkas=berkas)
    except PermissionRefused:
        raise
    except DomainError as error:
        form.add_error("berkas", error.message)
        return None
    tiket = sign_tiket(actor=request.actor, lembar=row, berkas=berkas, name=name)
    return redirect(_address("evaluasi:impor_check", row, tiket))


def _address(name: str, row: LembarKerja, tiket: str) -> str:
    return f"{reverse(name, args=[row.pk])}?{urlencode({'tiket': tiket})}"


def _ticketed(request: HttpRequest, pk: UUID) -> tuple[LembarKerja, Tiket]:
    """The worksheet and the uploaded file. Raises `DomainError` on a stale ticket."""
    row = visible(request, pk)
    require(can_fill(request.actor, row))
    return row, read_tiket(request.GET.get("tiket", ""), actor=request.actor, lembar=row)


def _back(request: HttpRequest, pk: UUID, error: DomainError) -> HttpResponse:
    """To the upload, with what stands in the way."""
    if isinstance(error, PermissionRefused):
        raise error
    messages.error(request, error.message)
    return redirect("evaluasi:impor_start", pk)


@require_safe
def impor_check(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The doctor's report on an uploaded workbook; nothing is saved yet."""
    try:
        row, tiket = _ticketed(request, pk)
        gabungan = preview_import(row, berkas=tiket.berkas)
    except DomainError as error:
        return _back(request, pk, error)
    context = {
        "row": row,
        "name": tiket.name,
        "laporan": show_laporan(gabungan.laporan),
        "gabungan": show_gabungan(gabungan.limit(gabungan.fill_blanks())),
        "next": _address("evaluasi:impor_merge", row, tiket.text),
        "jejak": trail(row, (HERE, reverse("evaluasi:impor_start", args=[pk])), "Periksa"),
    }
    return render(request, "evaluasi/buku/laporan.html", context)


@require_http_methods(EDIT)
def impor_merge(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Choose row by row what is taken; reckon it, then save it."""
    try:
        row, tiket = _ticketed(request, pk)
        answer = _save(request, row, tiket, read_ticked(request.POST)) if request.POST.get("simpan") else ""
        if isinstance(answer, HttpResponse):
            return answer
        gabungan = preview_import(row, berkas=tiket.berkas)
    except DomainError as error:
        return _back(request, pk, error)
    pilihan = read_pilihan(gabungan, request.POST) if request.method == "POST" else gabungan.fill_blanks()
    return _show_merge(request, row, tiket, gabungan.limit(pilihan), answer)


def _save(request: HttpRequest, row: LembarKerja, tiket: Tiket, pilihan: Pilihan) -> HttpResponse | str:
    """Write the choice; a sentence where that is not possible."""
    try:
        done = apply_import(
            row,
            actor=request.actor,
            berkas=tiket.berkas,
            filename=tiket.name,
            pilihan=pilihan,
            digest=request.POST.get("digest", ""),
        )
    except PermissionRefused:
        raise
    except DomainError as error:
        return error.message
    parts = [f"{done.jumlah_butir} butir"] + ([f"{done.jumlah_tautan} tautan"] if done.jumlah_tautan else [])
    messages.success(
        request,
        f"{' dan '.join(parts)} dimuat dari {tiket.name}. Bila keliru, batalkan di halaman Isi dari Excel.",
    )
    return redirect("evaluasi:lembar_detail", row.pk)


def _show_merge(
    request: HttpRequest, row: LembarKerja, tiket: Tiket, dipilih: Dipilih, problem: str
) -> HttpResponse:
    context = {
        "row": row,
        "name": tiket.name,
        "gabungan": show_gabungan(dipilih),
        "problem": problem,
        "here": _address("evaluasi:impor_merge", row, tiket.text),
        "back": _address("evaluasi:impor_check", row, tiket.text),
        "jejak": trail(row, (HERE, reverse("evaluasi:impor_start", args=[row.pk])), "Gabungkan"),
    }
    status = 409 if problem == str(ImporChanged()) else 400 if problem else 200
    return render(request, "evaluasi/buku/gabung.html", context, status=status)


def _impor(request: HttpRequest, pk: UUID) -> ImporLembar:
    rows = ImporLembar.objects.visible_to(request.actor)
    return get_object_or_404(
        rows.select_related("berkas", "lembar__opd", "lembar__periode__instrumen"), pk=pk
    )


@require_http_methods(EDIT)
def impor_undo(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take an import back, or be told what was changed since."""
    impor = _impor(request, pk)
    require(can_undo_import(request.actor, impor, set()))
    if request.method == "POST":
        undo_import(impor, actor=request.actor)
        messages.success(
            request, f"Impor {impor.filename} dibatalkan. Isi lembar kerja kembali seperti sebelumnya."
        )
        return redirect("evaluasi:impor_start", impor.lembar_id)
    context = {
        "impor": impor,
        "row": impor.lembar,
        "undone": impor.state == ImporState.UNDONE,
        "changed": changes_since(impor),
        "jejak": trail(
            impor.lembar, (HERE, reverse("evaluasi:impor_start", args=[impor.lembar_id])), "Batalkan"
        ),
    }
    return render(request, "evaluasi/buku/batalkan.html", context)


@require_safe
def impor_file(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The workbook that was imported, as it was sent."""
    impor = _impor(request, pk)
    return serve(impor.berkas, filename=impor.filename, inline=False, request=request)


@require_http_methods(EDIT)
def buku_check(request: HttpRequest) -> HttpResponse:
    """The doctor alone: examine a workbook, save nothing."""
    require(can_check_buku(request.actor))
    instruments = Instrumen.objects.latest_revisions().order_by("-berlaku_mulai")
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = PeriksaBukuForm(*sent, instruments=instruments, initial={"instrumen": instruments.first()})
    laporan = None
    if form.is_valid():
        try:
            buku = read_buku_upload(form.cleaned_data["berkas"])
            laporan = show_laporan(examine(buku, struktur_for(form.cleaned_data["instrumen"])))
        except DomainError as error:
            add_error(form, DomainError(error.message, field="berkas"))
    context = {"form": form, "laporan": laporan, "jejak": trail_from("Periksa buku kerja")}
    return render(request, "evaluasi/buku/periksa.html", context, status=400 if form.errors else 200)
