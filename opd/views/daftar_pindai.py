"""Scanned lists: uploading one, what came of it, and its file."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from dasar.berkas.errors import UploadRefused
from dasar.berkas.http import serve
from dasar.edge import add_error
from dasar.errors import DomainError, PermissionRefused
from dasar.format import tanggal
from dasar.izin import require
from opd.domain.daftar_pindai import naskah_of_list, sign_by_scan
from opd.domain.queries.komitmen import unsigned_staff
from opd.forms.tanda_tangan import DaftarPindaiForm, TanggalDaftarForm
from opd.models import DaftarPindai, NaskahPakta, Opd
from opd.permissions import can_collect_signatures
from opd.views.komitmen import unit_trail, visible_unit

LEFT_OUT = "daftar_pindai_dilewati"


@require_http_methods(["GET", "HEAD", "POST"])
def daftar_pindai_create(request: HttpRequest, pk: UUID) -> HttpResponse:
    """First the day (in the address), then the file and whose signatures stand on it; a refusal keeps the ticks."""
    opd = visible_unit(request, pk)
    require(can_collect_signatures(request.actor, opd))
    day = TanggalDaftarForm(request.GET if "tanggal" in request.GET else None)
    naskah = _naskah_of(day)
    if naskah is None:
        return _ask_day(request, opd, day)
    on = day.cleaned_data["tanggal"]
    people = unsigned_staff(opd, on=on)
    everybody = opd.pegawai.active_on(on)
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    form = DaftarPindaiForm(*data, people=opd.pegawai.all())
    if request.method == "POST" and form.is_valid():
        daftar = _record(request, opd, form, naskah=naskah, on=on)
        if daftar is not None:
            return redirect("opd:daftar_pindai_detail", pk=daftar.pk)
    context = {"opd": opd, "form": form, "on": on, "naskah": naskah, "people": people, "chosen": form.chosen}
    context |= {"signed": everybody.count() - len(people), "jejak": unit_trail(opd, "Unggah daftar")}
    return render(request, "opd/pakta/pindai_isi.html", context, status=400 if form.errors else 200)


def _naskah_of(day: TanggalDaftarForm) -> NaskahPakta | None:
    """The text in force on the day; None with the reason in the form."""
    if not day.is_valid():
        return None
    try:
        return naskah_of_list(day.cleaned_data["tanggal"])
    except DomainError as error:
        day.refuse(error)
        return None


def _ask_day(request: HttpRequest, opd: Opd, day: TanggalDaftarForm) -> HttpResponse:
    context = {"opd": opd, "form": day, "jejak": unit_trail(opd, "Unggah daftar")}
    return render(request, "opd/pakta/pindai_tanggal.html", context, status=400 if day.errors else 200)


def _record(
    request: HttpRequest, opd: Opd, form: DaftarPindaiForm, *, naskah: NaskahPakta, on: date
) -> DaftarPindai | None:
    """The recorded list; None with the reason in the form."""
    data = form.cleaned_data
    try:
        daftar, left_out = sign_by_scan(
            opd,
            actor=request.actor,
            naskah=naskah,
            upload=data["upload"],
            signed_on=on,
            pegawai=list(data["pegawai"]),
        )
    except PermissionRefused:
        raise
    except UploadRefused as error:
        form.add_error("upload", error.message)
        return None
    except DomainError as error:
        add_error(form, error)
        return None
    request.session[LEFT_OUT] = {str(daftar.pk): left_out}
    messages.success(request, "Daftar tersimpan. Periksa di bawah siapa saja yang tercatat.")
    return daftar


def _visible(request: HttpRequest, pk: UUID) -> DaftarPindai:
    rows = DaftarPindai.objects.visible_to(request.actor)
    return get_object_or_404(rows.select_related("opd", "naskah", "berkas", "uploaded_by"), pk=pk)


@require_safe
def daftar_pindai_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What was recorded from a list, and right after the upload who was left out and why."""
    daftar = _visible(request, pk)
    rows = daftar.tanda_tangan.order_by("name", "pk")
    context = {
        "daftar": daftar,
        "title": f"Daftar tanda tangan {tanggal(daftar.signed_on)}",
        "rows": rows,
        "note": f"{len(rows)} orang, di bawah {daftar.naskah}",
        "left_out": request.session.get(LEFT_OUT, {}).get(str(pk), []),
        "jejak": unit_trail(daftar.opd, "Daftar pindai"),
    }
    return render(request, "opd/pakta/pindai_hasil.html", context)


@require_safe
def daftar_pindai_file(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The scan itself."""
    daftar = _visible(request, pk)
    return serve(daftar.berkas, filename=daftar.filename, inline="unduh" not in request.GET, request=request)
