"""Where the city decides what everyone may read."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from dasar.formulir import RowForm
from dasar.izin import require
from evaluasi.models import Periode
from opd.permissions import can_read_city
from opd.views.jejak import trail
from zona.publik.domain.keterbukaan import current_keterbukaan, set_keterbukaan, set_terbitan
from zona.publik.domain.terbitan import periods_with_terbitan
from zona.publik.enums import LICENCE_URLS, Lisensi
from zona.publik.forms import KeterbukaanForm, TerbitanForm
from zona.publik.models import TerbitanPeriode
from zona.publik.permissions import can_publish

EDIT = ["GET", "HEAD", "POST"]
TITLE = "Keterbukaan"


@require_safe
def keterbukaan(request: HttpRequest) -> HttpResponse:
    """What is published now: in general, and of each year."""
    require(can_read_city(request.actor))
    row = current_keterbukaan()
    context = {
        "umum": row,
        "lisensi": Lisensi(row.licence).label,
        "alamat_lisensi": LICENCE_URLS[Lisensi(row.licence)],
        "periode": periods_with_terbitan(),
        "boleh": can_publish(request.actor),
        "jejak": trail(TITLE),
    }
    return render(request, "publik/keterbukaan.html", context)


@require_http_methods(EDIT)
def umum(request: HttpRequest) -> HttpResponse:
    """Turn the open data on or off."""
    require(can_publish(request.actor))
    form = KeterbukaanForm(request.POST or None, instance=current_keterbukaan())
    row = form.attempt(set_keterbukaan, actor=request.actor)
    if row:
        told = "diterbitkan. Siapa pun dapat mengunduhnya." if row.is_open else "ditutup untuk umum."
        messages.success(request, f"Data terbuka {told}")
        return redirect("publik:keterbukaan")
    return _form(
        request, form, "Data terbuka", "Berlaku seketika sesudah disimpan; perubahan tercatat di jurnal."
    )


@require_http_methods(EDIT)
def periode(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say what of a year is published."""
    require(can_publish(request.actor))
    year = get_object_or_404(Periode, pk=pk)
    row = TerbitanPeriode.objects.filter(periode=year).first() or TerbitanPeriode(periode=year)
    form = TerbitanForm(request.POST or None, instance=row)
    if form.attempt(set_terbitan, periode=year, actor=request.actor):
        messages.success(
            request, f"Yang diterbitkan dari penilaian {year.year} tersimpan dan langsung berlaku."
        )
        return redirect("publik:keterbukaan")
    lead = "Yang dicentang tampil pada halaman warga, dan pada data terbuka bila data terbuka diterbitkan."
    return _form(request, form, f"Penilaian {year.year}", lead)


def _form(request: HttpRequest, form: RowForm, title: str, lead: str) -> HttpResponse:
    back = reverse("publik:keterbukaan")
    context = {
        "form": form,
        "title": title,
        "kicker": TITLE,
        "lead": lead,
        "button": "Simpan",
        "back": back,
        "jejak": trail((TITLE, back), title),
    }
    return render(request, "opd/isian.html", context, status=form.status)
