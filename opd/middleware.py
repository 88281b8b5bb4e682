"""Puts the acting person on each request, with the roles in force at this moment."""

from __future__ import annotations

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from dasar.izin import ANONYMOUS, SAFE_METHODS, Actor
from opd.domain.keanggotaan import actor_for


class ActorMiddleware:
    """`request.actor` is always there; its roles are read once per request, when first asked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        def load() -> object:
            user = request.user
            if not user.is_authenticated:
                return ANONYMOUS
            masuk = getattr(user, "masuk", None)
            if masuk is None or masuk.day != timezone.localdate():
                return actor_for(user)
            return Actor(user, masuk.peran, masuk.journal if request.method in SAFE_METHODS else None)

        request.actor = SimpleLazyObject(load)
        return self.get_response(request)


class AccountDutyMiddleware:
    """A first password is changed, and a required second factor set up, before anything else is opened."""

    OPEN = ("/akun/", "/statis/", "/sehat/", "/antarmuka/tema")

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(self.OPEN) or not request.user.is_authenticated:
            return self.get_response(request)
        if request.user.must_change_password:
            messages.info(
                request, "Buat kata sandi baru dahulu; kata sandi awal hanya untuk masuk pertama kali."
            )
            return redirect("akun_kata_sandi")
        if request.actor.has(*settings.MFA_REQUIRED_ROLES) and not is_mfa_enabled(request.user):
            messages.info(
                request, "Peran Anda mewajibkan verifikasi dua langkah. Aktifkan dahulu di bawah ini."
            )
            return redirect("mfa_activate_totp")
        return self.get_response(request)
