"""Writes to accounts. Who may administer accounts is decided by the app above, which knows the roles."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from dasar.akun.models import Pengguna
from dasar.errors import DomainError
from dasar.izin import Actor
from dasar.jurnal.domain import record
from dasar.writing import create, update

STREAM = "akun"
# No look-alikes (0/O, 1/l): a first password is read from paper or over the telephone.
READABLE_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def make_first_password() -> str:
    """A random first password of 4 × 4 letters and digits (79 bits), to be handed over once."""
    groups = ("".join(secrets.choice(READABLE_LETTERS) for _ in range(4)) for _ in range(4))
    return "-".join(groups)


@transaction.atomic
def create_pengguna(*, actor: Actor | None, password: str | None = None, **values: Any) -> Pengguna:
    """Open an account; without a password nobody can sign in until one is issued.

    The first password must be changed at the first sign-in. Raises `DomainError` on invalid values,
    also when the sign-in name or NIP is taken.
    """
    pengguna = Pengguna(**values)
    if password is None:
        pengguna.set_unusable_password()
    else:
        pengguna.set_password(password)
    return create(pengguna, actor=actor, action="akun.pengguna.created", stream=STREAM)


@transaction.atomic
def update_pengguna(pengguna: Pengguna, *, version: int, actor: Actor, **changes: Any) -> Pengguna:
    """Change name, NIP, title or e-mail. Raises `Conflict` if somebody else did in between."""
    return update(
        pengguna, changes, version=version, actor=actor, action="akun.pengguna.updated", stream=STREAM
    )


@transaction.atomic
def issue_first_password(pengguna: Pengguna, *, actor: Actor) -> str:
    """Set a new random password, to be changed at next sign-in, and sign the account out everywhere.

    Returns the password; it is kept nowhere.
    """
    password = make_first_password()
    _set_password(pengguna, password, must_change=True)
    record(actor=actor, action="akun.kata_sandi.issued", obj=pengguna, stream=STREAM)
    return password


@transaction.atomic
def change_own_password(pengguna: Pengguna, *, password: str, actor: Actor) -> Pengguna:
    """Replace one's own password and end every other session. Raises `DomainError` on a weak one."""
    try:
        validate_password(password, pengguna)
    except ValidationError as error:
        raise DomainError(" ".join(error.messages), field="password1") from error
    if pengguna.check_password(password):
        raise DomainError("Kata sandi baru harus berbeda dari yang lama.", field="password1")
    _set_password(pengguna, password, must_change=False)
    record(actor=actor, action="akun.kata_sandi.changed", obj=pengguna, stream=STREAM)
    return pengguna


@transaction.atomic
def sign_out_everywhere(pengguna: Pengguna, *, actor: Actor) -> None:
    """End all sessions of the account, on every device, from the next request on."""
    Pengguna.objects.filter(pk=pengguna.pk).update(session_epoch=F("session_epoch") + 1)
    pengguna.refresh_from_db(fields=["session_epoch"])
    record(actor=actor, action="akun.sesi.ended_everywhere", obj=pengguna, stream=STREAM)


@transaction.atomic
def set_active(pengguna: Pengguna, *, active: bool, actor: Actor) -> Pengguna:
    """Close or reopen an account; a closed one is signed out at once and keeps its history."""
    if actor.pengguna is not None and actor.pengguna.pk == pengguna.pk and not active:
        raise DomainError("Anda tidak dapat menonaktifkan akun Anda sendiri. Minta administrator lain.")
    return update(
        pengguna,
        {"is_active": active},
        version=pengguna.version,
        actor=actor,
        action="akun.pengguna.activated" if active else "akun.pengguna.deactivated",
        stream=STREAM,
    )


def _set_password(pengguna: Pengguna, password: str, *, must_change: bool) -> None:
    pengguna.set_password(password)
    pengguna.must_change_password = must_change
    pengguna.session_epoch += 1
    pengguna.save(update_fields=["password", "must_change_password", "session_epoch"])
