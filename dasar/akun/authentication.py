"""The API's bearer key: `Authorization: Bearer zona_…`. It reads; it never writes."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from dasar.akun.domain import find_by_key
from dasar.akun.models import KunciApi
from dasar.izin import SAFE_METHODS

KEYWORD = b"bearer"


class KunciApiAuthentication(BaseAuthentication):
    """Knows the account by a live API key and refuses everything but reading."""

    def authenticate(self, request: Request) -> tuple[Any, Any] | None:
        parts = get_authorization_header(request).split()
        if not parts or parts[0].lower() != KEYWORD:
            return None
        kunci = find_by_key(parts[1].decode("latin-1"), at=timezone.now()) if len(parts) == 2 else None
        if kunci is None:
            raise AuthenticationFailed("Kunci API tidak dikenal, sudah dicabut, atau habis masa berlakunya.")
        if request.method not in SAFE_METHODS:
            raise PermissionDenied("Kunci API hanya untuk membaca.")
        return kunci.pengguna, kunci

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="zona"'


class KunciApiScope(BasePermission):
    """A key opens the addresses of its scopes and no other; a signed-in person is not bound by scopes.

    A view names its scope as `scope`, empty for what every key opens; one that names none opens to no key.
    """

    def has_permission(self, request: Request, view: Any) -> bool:
        if not isinstance(request.auth, KunciApi):
            return True
        scope = getattr(view, "scope", None)
        if scope is None:
            raise PermissionDenied("Alamat ini tidak dibuka untuk kunci API.")
        if scope and scope not in request.auth.scope_set:
            raise PermissionDenied(
                f"Kunci ini tidak memuat lingkup {scope}. Buat kunci lain dengan lingkup itu."
            )
        return True
