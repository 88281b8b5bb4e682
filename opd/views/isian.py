"""Filling in a declaration: the facts of the event, and the lists of signers, witnesses, links and awards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from dasar.edge import add_error
from dasar.errors import Conflict, DomainError
from dasar.izin import require
from dasar.saringan import number
from opd.domain.daftar_isian import save_list
from opd.domain.kelengkapan import Part
from opd.domain.pencanangan import update_pencanangan
from opd.domain.peserta import fill_signers, heads_on, units_below
from opd.domain.queries.pencanangan import read_pencanangan
from opd.enums import PencananganKind
from opd.forms.bentrok import compare
from opd.forms.daftar_isian import (
    BarisForm,
    DaftarFormSet,
    PenandaTanganForm,
    PenghargaanForm,
    PublikasiForm,
    SaksiForm,
    formset_for,
    rows_as_initial,
)
from opd.forms.pencanangan import AcaraForm, VersionForm
from opd.models import Pencanangan, Penghargaan, Peserta, Saksi, TautanPublikasi
from opd.permissions import can_edit_pencanangan
from opd.views.pencanangan import draft_key, trail, visible


@dataclass(frozen=True)
class DaftarIsian:
    """One editable list: its model and form, and the words of its page."""

    model: type[Part]
    form: type[BarisForm]
    title: str
    lead: str
    noun: str
    bagian: str = ""


LISTS = {
    "saksi": DaftarIsian(
        Saksi,
        SaksiForm,
        "Saksi",
        "Pejabat atau tokoh yang menyaksikan pencanangan, dengan lembaganya.",
        "saksi",
        "saksi",
    ),
    "publikasi": DaftarIsian(
        TautanPublikasi,
        PublikasiForm,
        "Tautan publikasi",
        "Halaman berita atau media sosial yang memuat pencanangan ini, agar masyarakat mengetahuinya.",
        "tautan",
        "publikasi",
    ),
    "penghargaan": DaftarIsian(
        Penghargaan,
        PenghargaanForm,
        "Penghargaan yang diserahkan",
        "Piagam atau penghargaan yang diserahkan dalam acara yang sama.",
        "penghargaan",
    ),
}


def editable(request: HttpRequest, pk: UUID) -> Pencanangan:
    """The declaration if this person may fill it in: else 404, or 403 with the reason."""
    row = visible(request, pk)
    require(can_edit_pencanangan(request.actor, row))
    return row


@require_http_methods(["GET", "HEAD", "POST"])
def acara_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The facts of the event. A clash with another editor shows both texts and lets one choose (409)."""
    row = editable(request, pk)
    form = AcaraForm(request.POST or None, initial=AcaraForm.initial_of(row))
    version = VersionForm(request.POST or None, initial={"version": row.version})
    if request.method == "POST" and form.is_valid() and version.is_valid():
        try:
            saved = update_pencanangan(row, actor=request.actor, **version.cleaned_data, **form.changes)
        except Conflict:
            return _clash(request, row, form)
        except DomainError as error:
            add_error(form, error)
        else:
            return after_save(request, saved, "acara", _signers_filled(saved, form, request))
    note = read_pencanangan(row, request.actor).objections.get("acara")
    context = {"row": row, "form": form, "version": version, "note": note, "jejak": trail(row, "Acara")}
    context["simpanan"] = draft_key(request, row, "acara")
    return render(request, "opd/pencanangan/acara.html", context, status=400 if form.errors else 200)


def _clash(request: HttpRequest, row: Pencanangan, form: AcaraForm) -> HttpResponse:
    fields = compare(form, row)
    merged = [field for field in fields if field.differs and not field.must_choose]
    context = {"row": row, "fields": fields, "merged": merged, "jejak": trail(row, "Acara")}
    return render(request, "opd/pencanangan/bentrok.html", context, status=409)


def _signers_filled(saved: Pencanangan, form: Form, request: HttpRequest) -> str:
    filled = fill_signers(saved, actor=request.actor) if "date" in form.changed_data else 0
    return f" Penanda tangan {filled} unit diisi dari kepala unit pada tanggal acara." if filled else ""


def after_save(request: HttpRequest, row: Pencanangan, part: str, more: str = "") -> HttpResponse:
    """Back to the task list; the address tells the browser which copy of typed text it may forget."""
    messages.success(request, f"Perubahan disimpan.{more}")
    response = redirect("opd:pencanangan_detail", pk=row.pk)
    response["Location"] += f"?tersimpan={part}"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def daftar_edit(request: HttpRequest, pk: UUID, part: str) -> HttpResponse:
    """The witnesses, links or awards as one form."""
    row, kind = editable(request, pk), LISTS[part]
    stored = list(getattr(row, part).all())
    formset = _bound(request, kind.form, stored, extra=1)
    note = read_pencanangan(row, request.actor).objections.get(kind.bagian)
    context = {"part": part, "kind": kind, "note": note, "jejak": trail(row, kind.title)}
    context["simpanan"] = draft_key(request, row, part)
    return _list_answer(request, row, kind.model, formset, context, "opd/pencanangan/daftar_isian.html")


@require_http_methods(["GET", "HEAD", "POST"])
def penanda_tangan_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The participants and who signs for each."""
    row = editable(request, pk)
    lengkap = read_pencanangan(row, request.actor)
    formset = _bound(request, PenandaTanganForm, lengkap.peserta, extra=0)
    heads = heads_on([p.opd for p in lengkap.peserta], row.date) if row.date else {}
    by_id = {str(p.pk): p for p in lengkap.peserta}
    lines = []
    for form in formset.forms:
        peserta = by_id.get(str(form["id"].value()))
        if peserta is not None:
            lines.append({"form": form, "peserta": peserta, "head": heads.get(peserta.opd_id)})
    context = {"part": "peserta", "lines": lines, "note": lengkap.objections.get("peserta")}
    context |= {"jejak": trail(row, "Unit peserta"), "simpanan": draft_key(request, row, "peserta")}
    context["below"] = units_below(row).count() if row.kind == PencananganKind.BERSAMA else 0
    return _list_answer(request, row, Peserta, formset, context, "opd/pencanangan/peserta.html")


def _bound(request: HttpRequest, form: type[BarisForm], stored: list[Any], *, extra: int) -> DaftarFormSet:
    """The list as typed, or as stored; the button `tambah` gives one more empty line and keeps the rest."""
    if request.method != "POST":
        extra = extra if stored else extra * 2
        return formset_for(form, extra=extra)(initial=rows_as_initial(stored, form))
    data = request.POST.copy()
    if "tambah" in data:
        total = number(data.get("form-TOTAL_FORMS", "0"), 4)
        if total is not None:
            data["form-TOTAL_FORMS"] = str(total + 1)
    return formset_for(form, extra=0)(data)


def _list_answer(
    request: HttpRequest,
    row: Pencanangan,
    model: type[Part],
    formset: DaftarFormSet,
    context: dict[str, Any],
    template: str,
) -> HttpResponse:
    """Save the list and go back, or show it again with what is wrong, typed text kept."""
    version = VersionForm(request.POST or None, initial={"version": row.version})
    clash = None
    context |= {"row": row, "formset": formset}
    if (
        request.method == "POST"
        and "tambah" not in request.POST
        and formset.is_valid()
        and version.is_valid()
    ):
        clash = _save_list(request, row, model, formset, version.cleaned_data["version"])
        if clash:
            version = VersionForm(initial={"version": row.version})
        elif formset.is_valid():
            return after_save(request, row, context["part"])
    faults = request.method == "POST" and "tambah" not in request.POST
    status = 409 if clash else 400 if faults else 200
    return render(request, template, context | {"version": version, "clash": clash}, status=status)


def _save_list(
    request: HttpRequest, row: Pencanangan, model: type[Part], formset: DaftarFormSet, version: int
) -> Conflict | None:
    """Save, or tell with whom it clashes; an invalid line gets its error beside it."""
    pairs = formset.baris()
    try:
        save_list(row, model, version=version, actor=request.actor, lines=[line for _, line in pairs])
    except Conflict as clash:
        return clash
    except DomainError as error:
        _place(formset, [position for position, _ in pairs], error)
    return None


def _place(formset: DaftarFormSet, positions: list[int], error: DomainError) -> None:
    """Put the error beside the line and field it belongs to."""
    position, _, field = error.field.partition("-")
    if position.isdigit():
        form = formset.forms[positions[int(position)]]
        form.add_error(field if field in form.fields else None, error.message)
