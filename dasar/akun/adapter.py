"""How signing in behaves: nobody opens an account by themselves, and every sign-in leaves a trace.

Wrong passwords lock the account for a while (ACCOUNT_RATE_LIMITS), never the address, which a whole office shares. A
device on which the person has signed in before counts for itself, so that a stranger's wrong guesses do not keep the
owner out.
"""

from __future__ import annotations

import hashlib
import secrets
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import ratelimit
from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse

from dasar.akun.models import Pengguna
from dasar.izin import Actor
from dasar.jurnal.domain import record

STREAM = "akun"
DEVICE_COOKIE = "perangkat"
DEVICE_SECONDS = 180 * 24 * 3600
LOCK_TOLD_EVERY_SECONDS = 15 * 60
LOCKED = (
    "Terlalu banyak percobaan dengan kata sandi yang salah, jadi akun ini dikunci sementara. Coba lagi 15 menit "
    "lagi. Lupa kata sandi? Minta administrator menerbitkan kata sandi awal baru."
)
WRONG = "Nama pengguna atau kata sandi tidak cocok. Periksa huruf besar dan kecilnya, lalu coba lagi."


class AkunAdapter(DefaultAccountAdapter):
    """Accounts are opened by an administrator; sign-ins, also failed ones, are journaled."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "too_many_login_attempts": LOCKED,
        "username_password_mismatch": WRONG,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        name = str(credentials.get("username", "")).lower()
        device = _known_device(request, name)
        if device:
            if not ratelimit.consume(request, action="login_failed", key=device):
                raise self.validation_error("too_many_login_attempts")
            return
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            _tell_locked(name)
            raise

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        user = super().authenticate(request, **credentials)
        device = _known_device(request, str(credentials.get("username", "")).lower())
        if user is not None and device:
            ratelimit.clear(request, action="login_failed", key=device)
        return user

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        record(actor=Actor(user), action="akun.masuk.succeeded", obj=user, stream=STREAM)
        response = super().post_login(request, user, **kwargs)
        response.set_cookie(
            DEVICE_COOKIE,
            signing.dumps([secrets.token_hex(8), user.username], salt=DEVICE_COOKIE),
            max_age=DEVICE_SECONDS,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
        return response

    def unlock(self, request: HttpRequest, user: Pengguna) -> None:
        """Forget wrong attempts at an account whose owner has just been handed a new first password."""
        self._delete_login_attempts_cached_email(request, username=user.username)
        ratelimit.clear(request, action="login_failed", key=f"mfa-auth-user-{user.pk}")

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        super().authentication_failed(request, **credentials)
        _tell(str(credentials.get("username", "")), "akun.masuk.failed")


def _known_device(request: HttpRequest, name: str) -> str:
    """The mark of a device on which this very person signed in before; empty for any other."""
    try:
        device, username = signing.loads(
            request.COOKIES.get(DEVICE_COOKIE, ""), salt=DEVICE_COOKIE, max_age=DEVICE_SECONDS
        )
    except (signing.BadSignature, ValueError, TypeError):
        return ""
    return f"perangkat:{device}" if str(username).lower() == name else ""


def _tell_locked(name: str) -> None:
    """One line for a lock, however often the locked door is tried."""
    key = hashlib.sha256(name.encode()).hexdigest()
    if cache.add(f"terkunci:{key}", True, timeout=LOCK_TOLD_EVERY_SECONDS):
        _tell(name, "akun.masuk.locked")


def _tell(name: str, action: str) -> None:
    user = Pengguna.objects.filter(username__iexact=name).first()
    if user is not None:
        record(actor=None, action=action, obj=user, stream=STREAM)
