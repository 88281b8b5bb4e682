"""The question master and the tokens of PortalRB."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dasar.izin import require
from evaluasi.domain.portalrb.master_soal import confirm_master, load_master, place_soal
from evaluasi.domain.portalrb.token import create_token, revoke_token, rotate_token
from evaluasi.domain.queries.portalrb import read_master
from evaluasi.forms.portalrb import GantiTokenForm, MasterForm, PastikanForm, TokenForm
from evaluasi.models import MasterSoal, TokenPortal
from evaluasi.permissions import can_manage_portalrb, can_read_portalrb
from evaluasi.views.portalrb import way

MASTER, TOKEN = "Master soal", "Token"


@require_http_methods(["GET", "HEAD", "POST"])
def master_list(request: HttpRequest) -> HttpResponse:
    """The masters of all years, and loading one."""
    require(can_manage_portalrb(request.actor))
    form = MasterForm(request.POST or None, request.FILES or None)
    row = form.attempt(load_master, actor=request.actor)
    if row:
        messages.success(request, f"{row} dimuat dan dipetakan. Periksa, lalu pastikan.")
        return redirect("evaluasi:master_detail", pk=row.pk)
    rows = MasterSoal.objects.select_related("instrumen", "confirmed_by")
    context = {"form": form, "rows": rows, "jejak": way(MASTER)}
    status = 400 if form.errors else form.status
    return render(request, "evaluasi/portalrb/master_daftar.html", context, status=status)


@require_safe
def master_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The mapping of one master, row by row."""
    require(can_read_portalrb(request.actor))
    return _master_page(request, _master(pk), PastikanForm())


def _master(pk: UUID) -> MasterSoal:
    return get_object_or_404(MasterSoal.objects.select_related("instrumen", "confirmed_by"), pk=pk)


def _master_page(request: HttpRequest, row: MasterSoal, form: PastikanForm) -> HttpResponse:
    context = {
        "row": row,
        "halaman": read_master(row),
        "form": form,
        "can_manage": can_manage_portalrb(request.actor),
        "jejak": way((MASTER, reverse("evaluasi:master_list")), str(row.tahun)),
    }
    status = 400 if form.errors else form.status
    return render(request, "evaluasi/portalrb/master.html", context, status=status)


@require_POST
def master_confirm(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let the mapping count."""
    require(can_manage_portalrb(request.actor))
    row, form = _master(pk), PastikanForm(request.POST)
    if form.attempt(confirm_master, master=row, actor=request.actor):
        messages.success(request, f"Pemetaan {row.tahun} dipastikan. PortalRB dijawab dengan nomor ini.")
        return redirect("evaluasi:master_detail", pk=pk)
    return _master_page(request, row, form)


@require_POST
def master_place(request: HttpRequest, pk: UUID, soal_id: int) -> HttpResponse:
    """Give one soal its place by hand."""
    require(can_manage_portalrb(request.actor))
    kode, _, masukan = request.POST.get("tempat", "").partition("|")
    place_soal(_master(pk), actor=request.actor, soal_id=soal_id, kode=kode, masukan=masukan)
    messages.success(request, f"Soal {soal_id} dipasangkan dengan {kode} {masukan}".rstrip() + ".")
    return redirect("evaluasi:master_detail", pk=pk)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def token_list(request: HttpRequest) -> HttpResponse:
    """All tokens, and a form for a new one, which is shown once on the answer."""
    require(can_manage_portalrb(request.actor))
    form = TokenForm(request.POST or None)
    return _token_page(request, form, form.attempt(create_token, actor=request.actor))


def _token_page(request: HttpRequest, form: TokenForm, made: tuple[TokenPortal, str] | None) -> HttpResponse:
    now = timezone.now()
    context = {
        "form": TokenForm() if made else form,
        "baru": made[0] if made else None,
        "rahasia": made[1] if made else "",
        "token": [(row, row.is_live(now)) for row in TokenPortal.objects.exclude(created_by=None)],
        "jejak": way(TOKEN),
    }
    status = 400 if form.errors and not made else 200
    return render(request, "evaluasi/portalrb/token.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def token_rotate(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A new token in the place of an old one; the new one is shown once on the answer."""
    require(can_manage_portalrb(request.actor))
    row = get_object_or_404(TokenPortal, pk=pk)
    form = GantiTokenForm(request.POST or None)
    made = form.attempt(rotate_token, row=row, actor=request.actor)
    if made:
        return _token_page(request, TokenForm(), made)
    here = way((TOKEN, reverse("evaluasi:token_list")), "Ganti")
    context = {"row": row, "form": form, "jejak": here}
    return render(request, "evaluasi/portalrb/token_ganti.html", context, status=400 if form.errors else 200)


@require_POST
def token_revoke(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Close a token at once."""
    row = get_object_or_404(TokenPortal, pk=pk)
    revoke_token(row, actor=request.actor)
    messages.success(request, f"Token “{row.name}” dicabut. Pemegangnya langsung ditolak.")
    return redirect("evaluasi:token_list")
