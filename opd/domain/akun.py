"""Administration of accounts: who may do it is decided here, the writing is `dasar.akun`'s."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils import timezone

from dasar.akun.domain import (
    create_pengguna,
    issue_first_password,
    make_first_password,
    set_active,
    sign_out_everywhere,
    update_pengguna,
)
from dasar.akun.models import Pengguna
from dasar.errors import DomainError, WrongState
from dasar.izin import Actor, require
from dasar.jurnal.domain import record
from dasar.writing import create
from opd.domain.keanggotaan import grant_keanggotaan
from opd.enums import Role
from opd.models import Keanggotaan
from opd.permissions import can_manage_accounts

STREAM = "akun"


@transaction.atomic
def open_account(*, actor: Actor, peran: dict[str, Any] | None = None, **values: Any) -> tuple[Pengguna, str]:
    """Open an account with a first password and, when given, its first role; all of it or nothing.

    Returns the account and the password, which is kept nowhere and shown only now. Raises `DomainError`
    when the sign-in name or NIP is taken or the role cannot be given.
    """
    require(can_manage_accounts(actor))
    password = make_first_password()
    pengguna = create_pengguna(actor=actor, password=password, **values)
    if peran:
        grant_keanggotaan(actor=actor, pengguna=pengguna, **peran)
    return pengguna, password


@transaction.atomic
def open_first_administrator(*, username: str, name: str) -> tuple[Pengguna, str]:
    """Open the account by which all others are opened; asked for on the server's command line, so nobody acts.

    Returns the account and its first password, kept nowhere. Raises `WrongState` once an administrator is in
    force, `DomainError` on an invalid or taken sign-in name.
    """
    today = timezone.localdate()
    if Keanggotaan.objects.live_on(today).filter(role=Role.ADMINISTRATOR, pengguna__is_active=True).exists():
        raise WrongState("Portal sudah punya administrator. Akun lain dibuka olehnya, di halaman Pengguna.")
    password = make_first_password()
    pengguna = create_pengguna(actor=None, password=password, username=username, name=name)
    row = Keanggotaan(pengguna=pengguna, role=Role.ADMINISTRATOR, active_from=today)
    create(row, actor=None, action="opd.keanggotaan.granted", stream="kota")
    return pengguna, password


def edit_account(pengguna: Pengguna, *, version: int, actor: Actor, **changes: Any) -> Pengguna:
    """Change name, NIP, title or e-mail of an account. Raises `Conflict` if somebody else did in between."""
    require(can_manage_accounts(actor))
    return update_pengguna(pengguna, version=version, actor=actor, **changes)


def close_account(pengguna: Pengguna, *, actor: Actor) -> Pengguna:
    """Deactivate: signed out at once, roles and history stay. Raises `DomainError` for one's own account."""
    require(can_manage_accounts(actor))
    return set_active(pengguna, active=False, actor=actor)


def reopen_account(pengguna: Pengguna, *, actor: Actor) -> Pengguna:
    """Let a closed account sign in again, with the roles that are still in force."""
    require(can_manage_accounts(actor))
    return set_active(pengguna, active=True, actor=actor)


def renew_first_password(pengguna: Pengguna, *, actor: Actor) -> str:
    """Issue a new first password, ending every session of the account; returned once, kept nowhere.

    Raises `DomainError` for a closed account and for one's own, whose password one changes oneself.
    """
    require(can_manage_accounts(actor))
    if not pengguna.is_active:
        raise DomainError("Akun ini nonaktif. Aktifkan dahulu, lalu terbitkan kata sandi awal.")
    if actor.pengguna is not None and actor.pengguna.pk == pengguna.pk:
        raise DomainError("Kata sandi Anda sendiri diganti lewat “Akun saya”.")
    return issue_first_password(pengguna, actor=actor)


@transaction.atomic
def remove_second_factor(pengguna: Pengguna, *, actor: Actor) -> None:
    """Take the second factor and its recovery codes off an account whose telephone is lost; sessions end.

    Raises `DomainError` when there is none, and for one's own account.
    """
    require(can_manage_accounts(actor))
    if actor.pengguna is not None and actor.pengguna.pk == pengguna.pk:
        raise DomainError("Verifikasi dua langkah Anda sendiri diatur lewat “Akun saya”.")
    factors = Authenticator.objects.filter(user=pengguna)
    if not factors.exists():
        raise DomainError("Akun ini tidak memakai verifikasi dua langkah.")
    factors.delete()
    record(actor=actor, action="akun.dua_langkah.removed", obj=pengguna, stream=STREAM)
    sign_out_everywhere(pengguna, actor=actor)
