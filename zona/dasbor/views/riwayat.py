"""History: years side by side, one unit's attempts, units compared."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.views.decorators.http import require_safe

from dasar.tembolok import render_kept
from evaluasi.domain.queries.papan_kota import MOST_YEARS, PapanTahun, read_papan_tahun
from evaluasi.domain.queries.riwayat_kota import compare_winners, list_percobaan, read_butir
from evaluasi.enums import Tahap
from zona.dasbor.pilihan import Pilihan
from zona.dasbor.riwayat import (
    present_attempt,
    present_obstacles,
    present_profile,
    present_units,
    present_views,
    present_winners,
    present_years,
)
from zona.dasbor.tempat import places_for

MOST_COMPARED = 4


def _read(request: HttpRequest, years: int) -> PapanTahun:
    asked = Pilihan.read(request.GET)
    return read_papan_tahun(request.actor, year=asked.year, tahap=asked.tahap, years_shown=years)


@require_safe
def riwayat(request: HttpRequest) -> HttpResponse:
    """Up to six years side by side: how far the city came, which attempts failed and on what."""
    return render_kept(request, "dasbor/riwayat.html", lambda: _years(request))


def _years(request: HttpRequest) -> dict[str, Any]:
    board = _read(request, MOST_YEARS)
    attempts = list_percobaan(board)
    return {
        "tempat": places_for(request.actor, "dasbor:riwayat"),
        "kepala": f"Riwayat sampai {board.year}",
        "jejak_tahun": present_years(board),
        "unit": present_units(board, attempts, Pilihan.read(request.GET).page),
        "penghalang": present_obstacles(attempts),
        "beda": [present_views(board, board.semua, tahap) for tahap in (Tahap.TPI, Tahap.TPN)],
        "pemenang": present_winners(board, compare_winners(board)),
    }


@require_safe
def riwayat_unit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The attempts of one unit, and the questions of the one that is asked for (the latest otherwise)."""
    return render_kept(request, "dasbor/riwayat_unit.html", lambda: _unit(request, pk))


def _unit(request: HttpRequest, pk: UUID) -> dict[str, Any]:
    board = read_papan_tahun(request.actor, years_shown=MOST_YEARS)
    if pk not in board.units:
        raise Http404
    attempts, asked = list_percobaan(board).get(pk, []), Pilihan.read(request.GET).year
    chosen = next(
        (item for item in attempts if item.lembar.year == asked), attempts[-1] if attempts else None
    )
    questions = read_butir(chosen, board.periods[chosen.lembar.year]) if chosen and board.opens else []
    unit = board.units[pk]
    return {
        "unit": unit.name,
        "unit_href": reverse("opd:opd_detail", args=[pk]),
        "pilihan": [
            {
                "word": item.lembar.year,
                "href": f"?tahun={item.lembar.year}",
                "current": item is chosen,
            }
            for item in attempts
        ],
        "percobaan": present_attempt(board, chosen, questions) if chosen else None,
        "jejak": [("Riwayat", reverse("dasbor:riwayat")), (unit.short_name, "")],
    }


@require_safe
def bandingkan(request: HttpRequest) -> HttpResponse:
    """Up to four units of a year side by side, area by area."""
    return render_kept(request, "dasbor/bandingkan.html", lambda: _compare(request))


def _compare(request: HttpRequest) -> dict[str, Any]:
    board = _read(request, 1)
    chosen = _chosen(request.GET)
    rows = [row for row in board.lembar if str(row.unit) in chosen][:MOST_COMPARED]
    return {
        "tempat": places_for(request.actor, "dasbor:bandingkan"),
        "tahun": board.year,
        "tahap": board.tahap,
        "tahap_pilihan": Tahap.choices,
        "tahun_pilihan": board.years,
        "pilihan": [
            {"key": str(row.unit), "nama": board.units[row.unit].name, "dipilih": str(row.unit) in chosen}
            for row in board.lembar
        ],
        "slot": range(MOST_COMPARED),
        "unit": [board.units[row.unit].short_name for row in rows],
        "profil": present_profile(board, rows) if len(rows) > 1 else [],
    }


def _chosen(query: QueryDict) -> list[str]:
    return list(dict.fromkeys(key for key in query.getlist("unit") if key))[:MOST_COMPARED]
