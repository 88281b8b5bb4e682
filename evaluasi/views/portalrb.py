"""The connection to PortalRB for the city's people: overview, units, log, rehearsal, bundle."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dasar.izin import require
from evaluasi.domain.portalrb.banding import compare_today
from evaluasi.domain.portalrb.jobs import request_bundle, request_rehearsal
from evaluasi.domain.portalrb.tautan_bukti import renew_links, revoke_links, url_of
from evaluasi.domain.queries.portalrb import name_units, read_overview
from evaluasi.forms.portalrb import TautanForm
from evaluasi.models import CuplikanUnit, LatihanPortal, Pengambilan, Usulan
from evaluasi.permissions import can_manage_portalrb, can_read_portalrb, can_take_bundle
from evaluasi.views.lembar_kerja import trail as lembar_trail
from evaluasi.views.lembar_kerja import visible
from opd.views.jejak import trail

PAGE_SIZE = 60
HOME = "PortalRB"


def way(*here: tuple[str, str] | str) -> list[tuple[str, str]]:
    """The way back from a page of the connection."""
    return trail((HOME, reverse("evaluasi:portalrb")), *here)


@require_safe
def portalrb_home(request: HttpRequest) -> HttpResponse:
    """What is ready, what the ministry has, what the city has."""
    require(can_read_portalrb(request.actor))
    context = {
        "ikhtisar": read_overview(),
        "can_manage": can_manage_portalrb(request.actor),
        "jejak": trail(HOME),
    }
    return render(request, "evaluasi/portalrb/ikhtisar.html", context)


@require_safe
def portalrb_log(request: HttpRequest) -> HttpResponse:
    """Every request from outside, newest first."""
    require(can_read_portalrb(request.actor))
    rows = Pengambilan.objects.select_related("token")
    bukti = request.GET.get("dari") == "bukti"
    if bukti:
        rows = rows.filter(titik__in=["bukti", "berkas"])
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("halaman"))
    context = {
        "page": page,
        "rows": name_units(list(page.object_list)),
        "bukti": bukti,
        "jejak": way("Catatan pengambilan"),
    }
    return render(request, "evaluasi/portalrb/catatan.html", context)


def _unit(request: HttpRequest, pk: UUID) -> CuplikanUnit:
    rows = CuplikanUnit.objects.select_related("opd", "lembar", "cuplikan__usulan__periode__instrumen")
    return get_object_or_404(rows, pk=pk)


@require_safe
def portalrb_unit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One frozen unit against its worksheet of today, and its evidence links."""
    require(can_read_portalrb(request.actor))
    row = _unit(request, pk)
    now, manager = timezone.now(), can_manage_portalrb(request.actor)
    links = [
        (item, url_of(item) if manager and item.revoked_at is None and item.expires_at > now else "")
        for item in row.tautan.all()
    ]
    siblings = list(row.cuplikan.unit.select_related("opd", "cuplikan__usulan__periode"))
    context = {
        "row": row,
        "beda": compare_today(siblings).get(row, []),
        "links": links,
        "open": sum(bool(item.revoked_at is None and item.expires_at > now) for item, _ in links),
        "form": TautanForm(),
        "can_manage": manager,
        "jejak": way(row.opd.short_name),
    }
    return render(request, "evaluasi/portalrb/unit.html", context)


@require_POST
def portalrb_links_renew(request: HttpRequest, pk: UUID) -> HttpResponse:
    """New evidence links of a unit; the old ones die."""
    require(can_manage_portalrb(request.actor))
    row = _unit(request, pk)
    form = TautanForm(request.POST)
    made = form.attempt(renew_links, unit=row, actor=request.actor)
    if made is None:
        messages.error(request, " ".join(text for errors in form.errors.values() for text in errors))
    else:
        messages.success(request, f"{made} tautan diganti. Minta PortalRB mengambil ulang unit ini.")
    return redirect("evaluasi:portalrb_unit", pk=pk)


@require_POST
def portalrb_links_revoke(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Close evidence links of a unit, all of them or one question's."""
    require(can_manage_portalrb(request.actor))
    closed = revoke_links(_unit(request, pk), actor=request.actor, kode=request.POST.get("kode", "")[:40])
    messages.success(request, f"{closed} tautan dicabut; yang memegangnya tidak dapat membuka bukti lagi.")
    return redirect("evaluasi:portalrb_unit", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def portalrb_rehearse(request: HttpRequest) -> HttpResponse:
    """Earlier rehearsals, and asking for a new one."""
    require(can_manage_portalrb(request.actor))
    usulan = Usulan.objects.live().select_related("periode").order_by("-periode__year").first()
    if request.method == "POST" and usulan is not None:
        return redirect("evaluasi:pekerjaan", pk=request_rehearsal(usulan, actor=request.actor).pk)
    context = {
        "usulan": usulan,
        "rows": LatihanPortal.objects.select_related("by", "usulan__periode")[:20],
        "jejak": way("Latihan"),
    }
    return render(request, "evaluasi/portalrb/latihan.html", context)


@require_safe
def portalrb_rehearsal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What one rehearsal found."""
    require(can_manage_portalrb(request.actor))
    row = get_object_or_404(LatihanPortal.objects.select_related("by", "usulan__periode"), pk=pk)
    here = way(("Latihan", reverse("evaluasi:portalrb_rehearse")), "Laporan")
    return render(request, "evaluasi/portalrb/latihan_laporan.html", {"row": row, "jejak": here})


@require_http_methods(["GET", "HEAD", "POST"])
def lembar_bundle(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What the emergency bundle of a worksheet is, and asking for it."""
    lembar = visible(request, pk)
    require(can_take_bundle(request.actor, lembar))
    if request.method == "POST":
        return redirect("evaluasi:pekerjaan", pk=request_bundle(lembar, actor=request.actor).pk)
    context = {"row": lembar, "jejak": lembar_trail(lembar, "Paket darurat")}
    return render(request, "evaluasi/portalrb/paket_minta.html", context)
