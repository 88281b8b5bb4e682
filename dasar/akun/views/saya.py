"""One's own account: profile, password, sessions, keys."""

from __future__ import annotations

from uuid import UUID

from allauth.core import ratelimit
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dasar.akun.domain import (
    change_own_password,
    create_kunci_api,
    revoke_kunci_api,
    sign_out_everywhere,
    update_pengguna,
)
from dasar.akun.forms import KataSandiForm, KunciApiForm, ProfilForm
from dasar.akun.models import KunciApi

EDIT = ["GET", "HEAD", "POST"]


@require_safe
def akun_saya(request: HttpRequest) -> HttpResponse:
    """What the portal knows of the person who signed in."""
    orang = request.actor.pengguna
    context = {
        "orang": orang,
        "mfa": is_mfa_enabled(orang),
        "kunci": KunciApi.objects.live(timezone.now()).filter(pengguna=orang).count(),
    }
    return render(request, "akun/saya.html", context)


@require_http_methods(EDIT)
def akun_profil(request: HttpRequest) -> HttpResponse:
    """Change one's title and e-mail."""
    orang = request.actor.pengguna
    form = ProfilForm(request.POST or None, instance=orang)
    if form.attempt(update_pengguna, pengguna=orang, actor=request.actor):
        messages.success(request, "Profil Anda tersimpan.")
        return redirect("akun_saya")
    return render(request, "akun/profil.html", {"form": form, "orang": orang}, status=form.status)


@sensitive_post_parameters()
@require_http_methods(EDIT)
def akun_kata_sandi(request: HttpRequest) -> HttpResponse:
    """Change one's password; every other session of the account ends."""
    orang = request.actor.pengguna
    if request.method == "POST" and not ratelimit.consume(request, action="change_password", user=orang):
        return ratelimit.respond_429(request)
    first = orang.must_change_password
    form = KataSandiForm(request.POST or None, pengguna=orang)
    changed = form.attempt(change_own_password, pengguna=orang, actor=request.actor)
    if changed:
        update_session_auth_hash(request, changed)
        messages.success(request, "Kata sandi baru berlaku. Perangkat lain yang masih masuk dikeluarkan.")
        return redirect("beranda" if first else "akun_saya")
    return render(request, "akun/kata_sandi.html", {"form": form, "first": first})


@require_POST
def akun_keluar_semua(request: HttpRequest) -> HttpResponse:
    """End every session but this one."""
    orang = request.actor.pengguna
    sign_out_everywhere(orang, actor=request.actor)
    update_session_auth_hash(request, orang)
    messages.success(request, "Semua perangkat lain dikeluarkan. Hanya perangkat ini yang masih masuk.")
    return redirect("akun_saya")


@require_http_methods(EDIT)
def akun_kunci_api(request: HttpRequest) -> HttpResponse:
    """One's keys, and a form for a new one, which is shown once on the answer."""
    orang = request.actor.pengguna
    form = KunciApiForm(request.POST or None)
    made = form.attempt(create_kunci_api, actor=request.actor)
    now = timezone.now()
    context = {
        "form": KunciApiForm() if made else form,
        "baru": made[0] if made else None,
        "rahasia": made[1] if made else "",
        "kunci": [(row, row.is_live(now)) for row in KunciApi.objects.filter(pengguna=orang)],
    }
    return render(request, "akun/kunci_api.html", context)


@require_POST
def akun_kunci_api_cabut(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Close one of one's own keys."""
    kunci = get_object_or_404(KunciApi, pk=pk, pengguna=request.actor.pengguna)
    revoke_kunci_api(kunci, actor=request.actor)
    messages.success(request, f"Kunci “{kunci.name}” dicabut. Sistem yang memakainya langsung ditolak.")
    return redirect("akun_kunci_api")
