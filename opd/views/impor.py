"""Importing and exporting the register and employees: upload, preview, confirm; templates and downloads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dasar.berkas.validators import clean_name
from dasar.errors import DomainError
from dasar.izin import require
from dasar.jurnal.domain import record
from dasar.lembar import CSV_TYPE, XLSX_TYPE, Kolom, write_csv, write_xlsx
from opd.domain import impor_opd, impor_pegawai
from opd.domain.impor import ImportChanged, Langkah, Pratinjau
from opd.forms.impor import ImporForm, Tiket, read_tiket, sign_tiket
from opd.forms.saringan import uuid_of
from opd.models import Opd
from opd.permissions import can_import_pegawai, can_manage_pegawai, can_manage_register
from opd.views.jejak import trail
from opd.views.opd import EDIT, find_opd

SHOWN = 300
ORDER = {Langkah.WRONG: 0, Langkah.CHANGED: 1, Langkah.NEW: 2, Langkah.SAME: 3}


@dataclass(frozen=True)
class Impor:
    """One import as its pages need it: what it is called, its functions, its addresses."""

    kind: str
    noun: str
    preview: Callable[..., Pratinjau]
    save: Callable[..., Pratinjau]
    columns: Sequence[Kolom]
    page: str
    confirm: str
    template: str
    back: str


def _opd_import() -> Impor:
    return Impor(
        "opd",
        "unit",
        impor_opd.preview_opd,
        impor_opd.import_opd,
        impor_opd.COLUMNS,
        page=reverse("opd:opd_import"),
        confirm=reverse("opd:opd_import_save"),
        template="opd:opd_template",
        back=reverse("opd:opd_list"),
    )


def _pegawai_import(request: HttpRequest) -> Impor:
    """The import of employees, for the unit that the address names, or for all the person keeps."""
    key = uuid_of(request.GET.get("unit"))
    unit = get_object_or_404(Opd.objects.visible_to(request.actor), pk=key) if key else None
    require(can_manage_pegawai(request.actor, unit) if unit else can_import_pegawai(request.actor))
    query = f"?unit={unit.pk}" if unit else ""
    return Impor(
        f"pegawai:{unit.pk if unit else ''}",
        "pegawai",
        partial(impor_pegawai.preview_pegawai, unit=unit),
        partial(impor_pegawai.import_pegawai, unit=unit),
        impor_pegawai.COLUMNS,
        page=reverse("opd:pegawai_import") + query,
        confirm=reverse("opd:pegawai_import_save") + query,
        template="opd:pegawai_template",
        back=reverse("opd:pegawai_list", args=[unit.pk]) if unit else reverse("opd:opd_list"),
    )


def _upload(request: HttpRequest, impor: Impor) -> HttpResponse:
    """The page that asks for a file; a sent file is answered with its preview."""
    form = ImporForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            berkas = form.store()
            pratinjau = impor.preview(actor=request.actor, berkas=berkas)
        except DomainError as error:
            form.add_error("berkas", error.message)
        else:
            name = clean_name(form.cleaned_data["berkas"].name)
            return _show(request, impor, Tiket(berkas, name, pratinjau.digest), pratinjau)
    context = {
        "form": form,
        "impor": impor,
        "jejak": trail(("OPD", reverse("opd:opd_list")), f"Impor {impor.noun}"),
    }
    return render(request, "opd/impor.html", context)


def _show(
    request: HttpRequest, impor: Impor, tiket: Tiket, pratinjau: Pratinjau, *, changed: bool = False
) -> HttpResponse:
    """The preview: what would happen with each row, or everything to mend."""
    lines = sorted(pratinjau.lines, key=lambda line: (ORDER[line.step], line.row))
    context = {
        "impor": impor,
        "name": tiket.name,
        "pratinjau": pratinjau,
        "sums": pratinjau.sums,
        "lines": lines[:SHOWN],
        "errors": pratinjau.errors[:SHOWN],
        "changed": changed,
        "tiket": sign_tiket(
            kind=impor.kind,
            actor=request.actor,
            berkas=tiket.berkas,
            name=tiket.name,
            digest=pratinjau.digest,
        ),
        "form": ImporForm(),
        "jejak": trail(("OPD", reverse("opd:opd_list")), (f"Impor {impor.noun}", impor.page), "Pratinjau"),
    }
    return render(request, "opd/impor_pratinjau.html", context, status=409 if changed else 200)


def _confirm(request: HttpRequest, impor: Impor) -> HttpResponse:
    """Write what the preview showed; if the data moved meanwhile, show the new preview instead."""
    try:
        tiket = read_tiket(request.POST.get("tiket", ""), kind=impor.kind, actor=request.actor)
        done = impor.save(actor=request.actor, berkas=tiket.berkas, digest=tiket.digest)
    except ImportChanged:
        fresh = impor.preview(actor=request.actor, berkas=tiket.berkas)
        return _show(request, impor, tiket, fresh, changed=True)
    except DomainError as error:
        messages.error(request, error.message)
        return redirect(impor.page)
    new, changed = done.count(Langkah.NEW), done.count(Langkah.CHANGED)
    messages.success(request, f"Impor tersimpan: {new} {impor.noun} baru, {changed} diubah.")
    return redirect(impor.back)


@require_http_methods(EDIT)
def opd_import(request: HttpRequest) -> HttpResponse:
    """Import the register: upload and preview."""
    require(can_manage_register(request.actor))
    return _upload(request, _opd_import())


@require_POST
def opd_import_save(request: HttpRequest) -> HttpResponse:
    """Import the register: confirm."""
    require(can_manage_register(request.actor))
    return _confirm(request, _opd_import())


@require_http_methods(EDIT)
def pegawai_import(request: HttpRequest) -> HttpResponse:
    """Import employees: upload and preview."""
    return _upload(request, _pegawai_import(request))


@require_POST
def pegawai_import_save(request: HttpRequest) -> HttpResponse:
    """Import employees: confirm."""
    return _confirm(request, _pegawai_import(request))


@require_safe
def opd_template(request: HttpRequest, form: str) -> HttpResponse:
    """An empty sheet of the register with its guide."""
    return _sheet(form, impor_opd.COLUMNS, [], "Daftar OPD", "contoh-daftar-opd", impor_opd.GUIDE)


@require_safe
def pegawai_template(request: HttpRequest, form: str) -> HttpResponse:
    """An empty sheet of employees with its guide."""
    return _sheet(form, impor_pegawai.COLUMNS, [], "Pegawai", "contoh-pegawai", impor_pegawai.GUIDE)


@require_safe
def opd_export(request: HttpRequest, form: str) -> HttpResponse:
    """The register as the person may see it, in the form that the import takes."""
    today = timezone.localdate()
    rows = impor_opd.export_rows(request.actor, day=today)
    record(actor=request.actor, action="opd.opd.exported", obj=None, stream="kota", after={"rows": len(rows)})
    return _sheet(form, impor_opd.COLUMNS, rows, "Daftar OPD", f"daftar-opd-{today}")


@require_safe
def pegawai_export(request: HttpRequest, pk: UUID, form: str) -> HttpResponse:
    """A unit's employees and those of the units below, in the form that the import takes."""
    opd = find_opd(request, pk)
    today = timezone.localdate()
    rows = impor_pegawai.export_rows(opd, day=today)
    record(
        actor=request.actor,
        action="opd.pegawai.exported",
        obj=opd,
        stream=opd.stream,
        after={"rows": len(rows)},
    )
    return _sheet(form, impor_pegawai.COLUMNS, rows, "Pegawai", f"pegawai-{opd.code.lower()}-{today}")


def _sheet(
    form: str,
    columns: Sequence[Kolom],
    rows: Sequence[Sequence[object]],
    title: str,
    name: str,
    guide: Sequence[str] = (),
) -> HttpResponse:
    """A download as XLSX or CSV; 404 for another form."""
    if form == "xlsx":
        response = HttpResponse(write_xlsx(columns, rows, title=title, guide=guide), content_type=XLSX_TYPE)
    elif form == "csv":
        response = HttpResponse(write_csv(columns, rows), content_type=CSV_TYPE)
    else:
        raise Http404
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.{form}")
    return response
