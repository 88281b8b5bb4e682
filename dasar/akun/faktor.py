"""What allauth says of second factors, written into the journal."""

from __future__ import annotations

from typing import Any

from allauth.mfa import signals
from django.http import HttpRequest

from dasar.akun.models import Pengguna
from dasar.izin import Actor
from dasar.jurnal.domain import record

STREAM = "akun"


def connect() -> None:
    """Listen to the library; called once when the app is ready."""
    signals.authenticator_added.connect(_added, dispatch_uid="akun.faktor.added")
    signals.authenticator_removed.connect(_removed, dispatch_uid="akun.faktor.removed")
    signals.authenticator_reset.connect(_reset, dispatch_uid="akun.faktor.reset")
    signals.authentication_failed.connect(_failed, dispatch_uid="akun.faktor.failed")


def _added(sender: Any, request: HttpRequest, user: Pengguna, authenticator: Any, **rest: Any) -> None:
    _tell(user, "akun.dua_langkah.added", authenticator)


def _removed(sender: Any, request: HttpRequest, user: Pengguna, authenticator: Any, **rest: Any) -> None:
    _tell(user, "akun.dua_langkah.ended", authenticator)


def _reset(sender: Any, request: HttpRequest, user: Pengguna, authenticator: Any, **rest: Any) -> None:
    _tell(user, "akun.dua_langkah.renewed", authenticator)


def _failed(sender: Any, request: HttpRequest, user: Pengguna, **rest: Any) -> None:
    record(actor=None, action="akun.dua_langkah.failed", obj=user, stream=STREAM)


def _tell(user: Pengguna, action: str, authenticator: Any) -> None:
    record(actor=Actor(user), action=action, obj=user, stream=STREAM, after={"jenis": authenticator.type})
