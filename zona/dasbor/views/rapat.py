"""Meeting mode: one statement a screen; all of them under each other for paper."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from dasar.format import hari_tanggal
from dasar.saringan import number
from dasar.tembolok import render_kept
from evaluasi.domain.queries.papan_kota import read_papan_tahun
from zona.dasbor.pilihan import Pilihan
from zona.dasbor.rapat import make_layar


@require_safe
def rapat(request: HttpRequest) -> HttpResponse:
    """Screen ?layar=n of the meeting, or with ?layar=semua all of them."""
    return render_kept(request, "dasbor/rapat.html", lambda: _screens(request))


def _screens(request: HttpRequest) -> dict[str, Any]:
    asked, name = Pilihan.read(request.GET), request.GET.get("layar", "")
    board = read_papan_tahun(request.actor, year=asked.year, tahap=asked.tahap, years_shown=2)
    screens = make_layar(board)
    at = min(number(name, 3) or 1, len(screens))
    every = name == "semua"

    def address(screen: object) -> str:
        return "?" + urlencode({"tahun": board.year, "penilai": board.tahap, "layar": screen})

    return {
        "layar": screens if every else screens[at - 1 : at],
        "semua": every,
        "nomor": at,
        "dari": len(screens),
        "tahun": board.year,
        "hari": hari_tanggal(board.today),
        "contoh": board.has_contoh,
        "mundur": address(at - 1) if at > 1 else "",
        "maju": address(at + 1) if at < len(screens) else "",
        "cetak": address("semua"),
        "satu": address(1),
    }
