"""Editions of the pakta integritas: list, read, draft, publish, compare."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from dasar.edge import add_error, status_of
from dasar.errors import DomainError, PermissionRefused
from dasar.izin import require
from opd.domain.beda import compare_texts
from opd.domain.naskah import create_naskah, publish_naskah, update_naskah
from opd.domain.queries.pakta_saya import naskah_today
from opd.forms.naskah import NaskahForm, TerbitForm
from opd.models import NaskahPakta
from opd.permissions import can_edit_naskah, can_manage_naskah

EDIT = ["GET", "HEAD", "POST"]


def _trail(*steps: tuple[str, str]) -> list[tuple[str, str]]:
    return [("Beranda", "/"), ("Naskah pakta", reverse("opd:naskah_list")), *steps]


def _visible(request: HttpRequest, pk: UUID) -> NaskahPakta:
    return get_object_or_404(NaskahPakta.objects.visible_to(request.actor), pk=pk)


def _edition(naskah: NaskahPakta) -> tuple[str, str]:
    return (f"Edisi {naskah.number}", reverse("opd:naskah_detail", args=[naskah.pk]))


@require_safe
def naskah_list(request: HttpRequest) -> HttpResponse:
    """All editions, latest first; the one in force is marked."""
    context = {
        "rows": NaskahPakta.objects.visible_to(request.actor).order_by("-number"),
        "current": naskah_today(),
        "today": timezone.localdate(),
        "can_manage": can_manage_naskah(request.actor),
        "jejak": [("Beranda", "/"), ("Naskah pakta", "")],
    }
    return render(request, "opd/pakta/naskah_daftar.html", context)


@require_safe
def naskah_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One edition, to read."""
    naskah = _visible(request, pk)
    others = NaskahPakta.objects.visible_to(request.actor).exclude(pk=pk).order_by("-number")
    context = {
        "naskah": naskah,
        "title": f"Naskah edisi {naskah.number}",
        "others": others,
        "current": naskah_today(),
        "today": timezone.localdate(),
        "can_edit": can_edit_naskah(request.actor, naskah),
        "jejak": _trail((f"Edisi {naskah.number}", "")),
    }
    return render(request, "opd/pakta/naskah_baca.html", context)


def _form_page(request: HttpRequest, form: NaskahForm, title: str, status: int, **more: Any) -> HttpResponse:
    context = {"form": form, "title": title, "jejak": _trail((title, "")), "benturan": None, **more}
    return render(request, "opd/pakta/naskah_isi.html", context, status=status)


@require_http_methods(EDIT)
def naskah_create(request: HttpRequest) -> HttpResponse:
    """A new edition; it begins with the text of the latest one, so that only what is new is written."""
    require(can_manage_naskah(request.actor))
    last = NaskahPakta.objects.order_by("-number").first()
    initial = model_to_dict(last, ["title", "text", "basis"]) if last else {}
    form = NaskahForm(
        request.POST if request.method == "POST" else None,
        initial=initial | {"valid_from": timezone.localdate() + timedelta(days=1)},
    )
    if request.method == "POST" and form.is_valid():
        try:
            values = {name: form.cleaned_data[name] for name in ("title", "text", "basis", "valid_from")}
            naskah = create_naskah(actor=request.actor, **values)
        except DomainError as error:
            add_error(form, error)
        else:
            messages.success(request, "Draf tersimpan. Periksa, lalu terbitkan agar dapat ditandatangani.")
            return redirect("opd:naskah_detail", pk=naskah.pk)
    return _form_page(request, form, "Edisi baru", 400 if form.errors else 200)


@require_http_methods(EDIT)
def naskah_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change a draft; a stale one comes back with the stored text beside the typed one."""
    naskah = _visible(request, pk)
    require(can_edit_naskah(request.actor, naskah))
    fields = ["title", "text", "basis", "valid_from", "version"]
    initial = {name: getattr(naskah, name) for name in fields}
    form = NaskahForm(request.POST if request.method == "POST" else None, initial=initial)
    title, benturan, status = f"Ubah edisi {naskah.number}", None, 200
    if request.method == "POST" and form.is_valid():
        changes = dict(form.cleaned_data)
        version = changes.pop("version") or 0
        try:
            update_naskah(naskah, version=version, actor=request.actor, **changes)
        except DomainError as error:
            add_error(form, error)
            status = status_of(error)
            benturan = naskah if status == 409 else None
        else:
            messages.success(request, "Perubahan naskah tersimpan.")
            return redirect("opd:naskah_detail", pk=pk)
    return _form_page(
        request, form, title, max(status, 400) if form.errors else 200, naskah=naskah, benturan=benturan
    )


@require_http_methods(EDIT)
def naskah_publish(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Publish a draft, after reading it once more and what it means."""
    naskah = _visible(request, pk)
    require(can_edit_naskah(request.actor, naskah))
    form = TerbitForm(request.POST if request.method == "POST" else None, initial={"version": naskah.version})
    if request.method == "POST" and form.is_valid():
        try:
            publish_naskah(naskah, actor=request.actor, version=form.cleaned_data["version"])
        except PermissionRefused:
            raise
        except DomainError as error:
            add_error(form, error)
        else:
            messages.success(
                request, f"Edisi {naskah.number} terbit dan dapat ditandatangani sejak tanggal berlakunya."
            )
            return redirect("opd:naskah_detail", pk=pk)
    previous = NaskahPakta.objects.published().exclude(pk=pk).order_by("-number").first()
    context = {
        "naskah": naskah,
        "title": f"Terbitkan edisi {naskah.number}",
        "form": form,
        "previous": previous,
        "jejak": _trail(_edition(naskah), ("Terbitkan", "")),
    }
    return render(request, "opd/pakta/naskah_terbit.html", context, status=400 if form.errors else 200)


@require_safe
def naskah_compare(request: HttpRequest, pk: UUID, other_id: UUID) -> HttpResponse:
    """What differs between two editions, from the lower number to the higher."""
    old, new = sorted((_visible(request, pk), _visible(request, other_id)), key=lambda row: row.number)
    rows = compare_texts(old.text, new.text)
    context = {
        "title": f"Edisi {old.number} dan edisi {new.number}",
        "old": old,
        "new": new,
        "rows": rows,
        "changed": sum(row.changed for row in rows),
        "jejak": _trail(_edition(new), (f"Beda dengan edisi {old.number}", "")),
    }
    return render(request, "opd/pakta/naskah_beda.html", context)
