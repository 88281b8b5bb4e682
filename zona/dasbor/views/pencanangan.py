"""The board of declarations on a desk, a phone and a wall, and the rows behind its figures."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from dasar.tembolok import render_kept
from opd.domain.queries.daftar_unit import find_units, read_page
from opd.domain.queries.papan import read_papan
from opd.domain.queries.target import list_target
from opd.permissions import can_read_city
from zona.dasbor.baris import present_rows, tell_filter
from zona.dasbor.sajian import Sajian
from zona.dasbor.saringan import PerTanggalForm, SaringanForm
from zona.dasbor.tempat import places_for

PAGE = 60


def _board(request: HttpRequest, form: PerTanggalForm) -> dict[str, Any]:
    """The board of that day for what this person may see, ready to print."""
    is_city = bool(can_read_city(request.actor))
    papan = read_papan(request.actor, on=form.day)
    places = {"tempat": places_for(request.actor, "dasbor:pencanangan")}
    today = places | {"form": form, "hari_pilih": form.day, "kini": timezone.localdate(), "is_city": is_city}
    return Sajian(papan, is_city=is_city).context() | today


@require_safe
def pencanangan(request: HttpRequest) -> HttpResponse:
    """The board of a day (?per=2020-10-22), today when none is given."""
    form = PerTanggalForm(request.GET)
    form.is_valid()
    return render_kept(request, "dasbor/pencanangan.html", lambda: _board(request, form))


@require_safe
def dinding(request: HttpRequest) -> HttpResponse:
    """The board of today for a wall: one screen, large type, fresh every five minutes."""
    form = PerTanggalForm({})
    form.is_valid()
    return render_kept(request, "dasbor/dinding.html", lambda: _board(request, form))


@require_safe
def unit(request: HttpRequest) -> HttpResponse:
    """The units behind a figure of the board, filtered by the address."""
    return render_kept(request, "dasbor/unit.html", lambda: _rows(request))


def _rows(request: HttpRequest) -> dict[str, Any]:
    form = SaringanForm(request.GET)
    form.is_valid()
    saringan = form.saringan(request.GET)
    targets = list_target()
    found = find_units(request.actor, saringan, on=form.day, targets=targets)
    page = Paginator(found.values_list("pk", flat=True), PAGE).get_page(request.GET.get("halaman"))
    rows = read_page(list(page.object_list), on=form.day, targets=targets)
    return {
        "form": form,
        "page": page,
        "baris": present_rows(rows, form.day),
        "judul": tell_filter(saringan, page.paginator.count),
        "hari": form.day,
    }
