"""One unit as everyone may see it: what it promised, and how it goes as far as the city publishes."""

from __future__ import annotations

from itertools import groupby
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from dasar.format import tanggal
from dasar.izin import ANONYMOUS
from dasar.tembolok import render_kept
from evaluasi.domain.bilangan import indonesian
from evaluasi.domain.instrumen.data import TOTAL
from opd.domain.queries.publik import award_titles, list_events
from opd.enums import KeadaanTindakan, OpdKind
from opd.models import Pencanangan
from opd.views.sajian_janji import amount
from zona.antarmuka.tone import tone_of
from zona.publik.domain.baris_terbit import janji_rows, tell_janji
from zona.publik.domain.terbitan import (
    Kemajuan,
    NilaiArea,
    PredikatTerbuka,
    find_unit,
    list_kemajuan,
    list_predikat,
    published_years,
)
from zona.publik.views.janji import tell_links

UNPUBLISHED = "–"
KEADAAN = {state.label: state.value for state in KeadaanTindakan}


@login_not_required
@require_safe
def unit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The same for everybody, kept until something changes."""
    return render_kept(
        request, "publik/unit.html", lambda: _context(pk), actor=ANONYMOUS, own=lambda name: {"nama": name}
    )


def _context(pk: UUID) -> dict[str, Any]:
    today = timezone.localdate()
    found = find_unit(pk, on=today)
    if found is None:
        raise Http404("Unit ini tidak ada, atau sudah ditutup.")
    years = published_years()
    return {
        "nama": found.name,
        "data": found.name,
        "jenis": OpdKind(found.kind).label,
        "sejak": tanggal(found.declared_on) if found.declared_on else "",
        "dihitung": found.counted,
        "contoh": found.contoh,
        "predikat": [_predikat(row) for row in list_predikat(pk)],
        "acara": [_event(event) for event in list_events(pk)],
        "kemajuan": [_year(row) for row in list_kemajuan(years, found)],
        "ada_terbitan": bool(years),
        "rencana": _plans(tell_janji(janji_rows(years, unit=pk), day=today)),
        "jejak": [("Janji", reverse("publik:janji")), (found.short_name, "")],
    }


def _plans(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The published promises by year, each with what was done of it."""
    return [
        {"tahun": year, "baris": [_promise(row) for row in group]}
        for year, group in groupby(rows, key=lambda row: row["tahun"])
    ]


def _promise(row: dict[str, Any]) -> dict[str, Any]:
    target = f"{amount(row['target'])} {row['satuan']}"
    return {
        "janji": row["janji"],
        "area": row["area"],
        "target": f"{target} sampai {tanggal(row['tenggat'])}",
        "unit": UNPUBLISHED if row["menurut_unit"] is None else amount(row["menurut_unit"]),
        "verifikasi": UNPUBLISHED if row["terverifikasi"] is None else amount(row["terverifikasi"]),
        "keadaan": row["keadaan"],
        "tone": tone_of(KEADAAN[row["keadaan"]]),
        "contoh": row["contoh"],
    }


def _predikat(row: PredikatTerbuka) -> dict[str, Any]:
    today = timezone.localdate()
    if row.revoked_on:
        words = f"dicabut {tanggal(row.revoked_on)}"
    else:
        words = f"berlaku sampai {tanggal(row.valid_to)}" if row.valid_to else ""
    given = f"Diberikan {tanggal(row.valid_from)}"
    return {
        "kata": f"Predikat {row.kind} {row.year}",
        "masih": row.held_on(today),
        "keterangan": "; ".join(filter(None, (given, words, row.decision))),
        "contoh": row.contoh,
    }


def _event(event: Pencanangan) -> dict[str, Any]:
    return {
        "tanggal": tanggal(event.date),
        "iso": event.date.isoformat(),
        "acara": " · ".join(filter(None, (event.occasion, event.place))),
        "tautan": tell_links((link.url, link.title) for link in event.publikasi.all()),
        "penghargaan": award_titles(event),
        "contoh": event.contoh,
    }


def _year(row: Kemajuan) -> dict[str, Any]:
    total = next((area for area in row.area if area.kode == TOTAL), None)
    return {
        "tahun": row.year,
        "predikat": row.predikat,
        "langkah": row.step,
        "contoh": row.contoh,
        "total": total,
        "area": [_area(area) for area in row.area if area.kode != TOTAL],
        "jumlah": _area(total) if total else None,
    }


def _area(area: NilaiArea) -> dict[str, str]:
    return {
        "nama": area.nama,
        "bobot": indonesian(area.bobot),
        "unit": UNPUBLISHED if area.unit is None else indonesian(area.unit),
        "tpi": UNPUBLISHED if area.tpi is None else indonesian(area.tpi),
    }
