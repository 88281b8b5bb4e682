"""Pages on which the administrator looks after people: accounts, first passwords, second factors."""

from __future__ import annotations

from uuid import UUID

from allauth.account.adapter import get_adapter
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dasar.akun.models import Pengguna
from dasar.izin import require
from opd.domain.akun import (
    close_account,
    edit_account,
    open_account,
    remove_second_factor,
    renew_first_password,
    reopen_account,
)
from opd.domain.queries.daftar_pengguna import pengguna_page, pengguna_sums, roles_of
from opd.domain.queries.riwayat_daftar import history_of_pengguna
from opd.forms.akun import PenggunaBaruForm, PenggunaForm, SaringanPenggunaForm
from opd.permissions import can_manage_accounts
from opd.views.jejak import trail

EDIT = ["GET", "HEAD", "POST"]


def find_pengguna(request: HttpRequest, pk: UUID) -> Pengguna:
    """The account, for whoever administers accounts; refused (403) before anything is looked up."""
    require(can_manage_accounts(request.actor))
    return get_object_or_404(Pengguna, pk=pk)


def way_to(pengguna: Pengguna, here: str = "") -> list[tuple[str, str]]:
    """Breadcrumbs to an account, or to a page of it."""
    own = (pengguna.name, reverse("opd:pengguna_detail", args=[pengguna.pk]))
    return trail(("Pengguna", reverse("opd:pengguna_list")), own, here)


def _slip(request: HttpRequest, pengguna: Pengguna, password: str, *, is_new: bool) -> HttpResponse:
    """The first password, shown this once, as a slip to print or copy."""
    context = {
        "orang": pengguna,
        "password": password,
        "is_new": is_new,
        "login_url": request.build_absolute_uri(reverse("account_login")),
        "jejak": way_to(pengguna, "Kata sandi awal"),
    }
    response = render(request, "opd/pengguna_slip.html", context)
    response["Cache-Control"] = "no-store"
    return response


@require_safe
def pengguna_list(request: HttpRequest) -> HttpResponse:
    """Everyone with an account, and what each is."""
    require(can_manage_accounts(request.actor))
    form = SaringanPenggunaForm(request.GET)
    saringan = form.saringan()
    context = {
        "form": form,
        "narrowed": bool(saringan.text or saringan.role or saringan.state),
        "page": pengguna_page(saringan, number=request.GET.get("halaman")),
        "sums": pengguna_sums(),
        "jejak": trail("Pengguna"),
    }
    return render(request, "opd/pengguna_list.html", context)


@require_safe
def pengguna_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One account: who, which roles by date, what happened to it."""
    orang = find_pengguna(request, pk)
    context = {
        "orang": orang,
        "is_self": orang.pk == request.actor.pengguna.pk,
        "roles": list(roles_of(orang)),
        "today": timezone.localdate(),
        "mfa": is_mfa_enabled(orang),
        "history": history_of_pengguna(orang),
        "jejak": way_to(orang),
    }
    return render(request, "opd/pengguna_detail.html", context)


@require_http_methods(EDIT)
def pengguna_create(request: HttpRequest) -> HttpResponse:
    """Open an account; its first password is shown once, on the answer."""
    require(can_manage_accounts(request.actor))
    form = PenggunaBaruForm(request.POST or None)
    opened = form.attempt(open_account, actor=request.actor)
    if opened:
        return _slip(request, *opened, is_new=True)
    context = {
        "form": form,
        "title": "Buka akun",
        "kicker": "Pengguna",
        "lead": "Kata sandi awal dibuatkan portal dan tampil satu kali sesudah disimpan.",
        "button": "Buka akun",
        "back": reverse("opd:pengguna_list"),
        "jejak": trail(("Pengguna", reverse("opd:pengguna_list")), "Buka akun"),
    }
    return render(request, "opd/isian.html", context, status=form.status)


@require_http_methods(EDIT)
def pengguna_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change what is said of a person."""
    orang = find_pengguna(request, pk)
    form = PenggunaForm(request.POST or None, instance=orang)
    if form.attempt(edit_account, pengguna=orang, actor=request.actor):
        messages.success(request, "Data akun tersimpan.")
        return redirect("opd:pengguna_detail", orang.pk)
    context = {
        "form": form,
        "title": "Ubah data akun",
        "kicker": orang.name,
        "lead": f"Nama pengguna: {orang.username}",
        "button": "Simpan",
        "back": reverse("opd:pengguna_detail", args=[orang.pk]),
        "jejak": way_to(orang, "Ubah data"),
    }
    return render(request, "opd/isian.html", context, status=form.status)


@require_POST
def pengguna_close(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Deactivate an account."""
    orang = close_account(find_pengguna(request, pk), actor=request.actor)
    messages.success(request, f"Akun {orang.name} dinonaktifkan dan dikeluarkan dari semua perangkat.")
    return redirect("opd:pengguna_detail", orang.pk)


@require_POST
def pengguna_reopen(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Activate an account again."""
    orang = reopen_account(find_pengguna(request, pk), actor=request.actor)
    messages.success(request, f"Akun {orang.name} aktif kembali. Bila perlu, terbitkan kata sandi awal baru.")
    return redirect("opd:pengguna_detail", orang.pk)


@require_POST
def pengguna_password(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Issue a new first password; it is shown once, on the answer."""
    orang = find_pengguna(request, pk)
    password = renew_first_password(orang, actor=request.actor)
    get_adapter().unlock(request, orang)
    return _slip(request, orang, password, is_new=False)


@require_POST
def pengguna_mfa_remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take the second factor off an account whose telephone is lost."""
    orang = find_pengguna(request, pk)
    remove_second_factor(orang, actor=request.actor)
    messages.success(request, f"Verifikasi dua langkah {orang.name} dilepas. Ia dapat memasangnya lagi.")
    return redirect("opd:pengguna_detail", orang.pk)
