"""Commitment pages: coverage of all units, and who of one unit signed and who has not."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from dasar.format import angka, persen
from dasar.saringan import search_text, year_of
from opd.domain.queries.cakupan import Cakupan, coverage_of
from opd.domain.queries.komitmen import (
    FIRST_YEAR,
    Saringan,
    day_of_year,
    declared_in,
    list_units,
    lists_of,
    page_of_staff,
    read_staff,
    read_units,
    years_of,
)
from opd.domain.queries.pakta_saya import naskah_today
from opd.enums import CaraTanda
from opd.models import Opd
from opd.permissions import can_collect_signatures

Trail = list[tuple[str, str]]


def visible_unit(request: HttpRequest, pk: UUID) -> Opd:
    """The unit if this person may see it, else 404."""
    return get_object_or_404(Opd.objects.visible_to(request.actor), pk=pk)


def unit_trail(opd: Opd, here: str = "") -> Trail:
    """The way back from a page about a unit's commitments."""
    steps = [("Beranda", "/"), ("Komitmen", reverse("opd:komitmen_list"))]
    own = reverse("opd:komitmen", args=[opd.pk]) if here else ""
    return [*steps, (opd.short_name, own), *([(here, "")] if here else [])]


def _saringan(request: HttpRequest) -> Saringan:
    """The filters in the address; nonsense counts as not given."""
    query, this_year = request.GET, timezone.localdate().year
    year = int(year_of(query.get("tahun", "")) or this_year)
    year = min(max(year, FIRST_YEAR), this_year)
    return Saringan(
        year=year,
        on=day_of_year(year),
        text=search_text(query.get("cari", "")),
        state=query.get("keadaan", ""),
        way=query.get("cara", ""),
        sort=query.get("urut", "nama"),
        page=query.get("halaman", "1"),
    )


def _truth(whole: Cakupan) -> str:
    """The sum in one sentence."""
    if not whole.total:
        return "Belum ada pegawai yang terdaftar di unit-unit ini."
    return f"{angka(whole.signed)} dari {angka(whole.total)} pegawai sudah menandatangani ({persen(whole.percent)})."


@require_safe
def komitmen_list(request: HttpRequest) -> HttpResponse:
    """All units this person sees, with their coverage of a year."""
    saringan = _saringan(request)
    page, whole = list_units(request.actor, saringan)
    this_year = timezone.localdate().year
    context = {
        "saringan": saringan,
        "page": page,
        "rows": read_units(page.object_list),
        "truth": _truth(whole),
        "years": range(this_year, this_year - 8, -1),
        "states": [("", "Semua"), ("belum", "Masih ada yang belum"), ("lengkap", "Semua sudah")],
        "jejak": [("Beranda", "/"), ("Komitmen", "")],
    }
    return render(request, "opd/pakta/komitmen_daftar.html", context)


@require_safe
def komitmen(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One unit: coverage, and every employee with signature, open link or neither."""
    opd, saringan = visible_unit(request, pk), _saringan(request)
    declared = declared_in(opd, saringan.year)
    page = page_of_staff(opd, saringan, declared)
    context = {
        "opd": opd,
        "saringan": saringan,
        "cakupan": coverage_of([opd], year=saringan.year, on=saringan.on)[opd.pk],
        "declared": declared,
        "naskah": naskah_today(),
        "page": page,
        "rows": read_staff(page.object_list, declared),
        "lists": lists_of(opd, saringan.year),
        "years": years_of(opd),
        "states": [("", "Semua"), ("sudah", "Sudah"), ("belum", "Belum"), ("menyusul", "Menyusul")],
        "ways": CaraTanda.choices,
        "this_year": timezone.localdate().year,
        "can_collect": can_collect_signatures(request.actor, opd),
        "jejak": unit_trail(opd),
    }
    return render(request, "opd/pakta/komitmen.html", context)
