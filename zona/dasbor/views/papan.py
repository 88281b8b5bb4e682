"""The board of a year, and the units behind its figures."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from dasar.tembolok import render_kept
from evaluasi.domain.queries.corong import Langkah
from evaluasi.domain.queries.papan_kota import list_peristiwa, read_papan_tahun
from zona.dasbor.janji import present_janji
from zona.dasbor.langkah import present_units, tell_step, units_of
from zona.dasbor.perubahan import KEPT, last_visit, tell_changes
from zona.dasbor.pilihan import Pilihan
from zona.dasbor.tahun import NOT_BEGUN, SajianTahun
from zona.dasbor.tempat import places_for

PAGE = 60


@require_safe
def papan(request: HttpRequest) -> HttpResponse:
    """Where the city (or the own unit) stands this year, and what changed since this person's last visit."""
    since = last_visit(request)
    return render_kept(
        request,
        "dasbor/papan.html",
        lambda: _board(request),
        own=lambda events: {"perubahan": tell_changes(events, since)},
    )


def _board(request: HttpRequest) -> dict[str, Any]:
    asked = Pilihan.read(request.GET)
    board = read_papan_tahun(request.actor, year=asked.year, tahap=asked.tahap, years_shown=2)
    return SajianTahun(board).context(asked.page) | {
        "tempat": places_for(request.actor, "dasbor:papan"),
        "data": list_peristiwa(board)[:KEPT],
        "janji": present_janji(board),
    }


@require_safe
def langkah(request: HttpRequest, step: str) -> HttpResponse:
    """The units on one step of the funnel."""
    if step not in {*Langkah, NOT_BEGUN}:
        raise Http404
    return render_kept(request, "dasbor/langkah.html", lambda: _units(request, step))


def _units(request: HttpRequest, name: str) -> dict[str, Any]:
    asked, step = Pilihan.read(request.GET), None if name == NOT_BEGUN else Langkah(name)
    board = read_papan_tahun(request.actor, year=asked.year, tahap=asked.tahap)
    units = units_of(board, step)
    page = Paginator(units, PAGE).get_page(asked.page)
    title, rule = tell_step(board, step, len(units))
    back = SajianTahun(board).address("dasbor:papan")
    return {
        "judul": title,
        "aturan": rule,
        "page": page,
        "baris": present_units(board, page.object_list),
        "kembali": back,
        "jejak": [("Papan", back), (title, "")],
    }
