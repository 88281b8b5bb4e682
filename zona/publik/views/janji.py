"""The public page: which units declared, when and where."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from dasar.format import angka, tanggal, tanggal_pendek
from dasar.izin import ANONYMOUS
from dasar.saringan import search_text
from dasar.tembolok import render_kept
from opd.domain.queries.publik import Janji, declared_units, read_janji, sum_up
from zona.publik.domain.terbitan import PredikatTerbuka, count_steps, held_predikat, published_years

PAGE = 100


@login_not_required
@require_safe
def publik(request: HttpRequest) -> HttpResponse:
    """The same for everybody, kept until something changes."""
    return render_kept(request, "publik/janji.html", lambda: _context(request), actor=ANONYMOUS)


def _context(request: HttpRequest) -> dict[str, Any]:
    today = timezone.localdate()
    text = search_text(request.GET.get("cari", ""))
    found = declared_units(on=today, text=text)
    page = Paginator(found, PAGE).get_page(request.GET.get("halaman"))
    rows = read_janji(page.object_list)
    held = held_predikat((janji.key for janji in rows), on=today)
    years = [
        {"tahun": year, "baris": [_row(janji, held[janji.key]) for janji in group]}
        for year, group in groupby(rows, key=lambda janji: janji.declared_on.year)
    ]
    city = sum_up(on=today)
    every = city.declared == city.total > 0
    return _progress(today) | {
        "kuat": f"Seluruh {angka(city.total)}"
        if every
        else f"{angka(city.declared)} dari {angka(city.total)}",
        "hari": tanggal(today),
        "tahun": years,
        "page": page,
        "cari": text,
        "contoh": any(janji.contoh for janji in rows),
        "kosong": city.declared == 0 and not rows,
    }


def _progress(today: date) -> dict[str, Any]:
    """How many units stand on each step of the newest year whose steps are published; two SQL queries at most."""
    years = {year: row for year, row in published_years().items() if row.progress}
    if not years:
        return {"langkah": []}
    year = max(years)
    found = count_steps(year, on=today)
    return {
        "tahun_langkah": year,
        "langkah": [{"kata": step, "jumlah": angka(count)} for step, count in found.items()],
    }


def tell_links(links: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    """Publication links with their title, or the site where there is none."""
    return [{"href": url, "kata": title or urlsplit(url).hostname or url} for url, title in links]


def _row(janji: Janji, predikat: Iterable[PredikatTerbuka]) -> dict[str, Any]:
    return {
        "unit": janji.unit,
        "href": reverse("publik:unit", args=[janji.key]),
        "jenis": janji.kind,
        "tanggal": tanggal_pendek(janji.declared_on),
        "iso": janji.declared_on.isoformat(),
        "acara": " · ".join(filter(None, (janji.occasion, janji.place))),
        "tautan": tell_links(janji.links),
        "predikat": [f"{row.kind} {row.year}" for row in predikat],
        "penghargaan": janji.awards,
        "contoh": janji.contoh,
    }
