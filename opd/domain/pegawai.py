"""Writes to the employee list."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from dasar.akun.models import Pengguna
from dasar.errors import DomainError, WrongState
from dasar.izin import Actor, require
from dasar.writing import create, update
from opd.models import Opd, Pegawai
from opd.permissions import can_manage_accounts, can_manage_pegawai


@transaction.atomic
def create_pegawai(*, actor: Actor | None, opd: Opd, **values: Any) -> Pegawai:
    """Add an employee to a unit. Raises `DomainError` when the NIP is active elsewhere.

    `actor` is None only for what a command loads.
    """
    if actor is not None:
        require(can_manage_pegawai(actor, opd))
    return create(Pegawai(opd=opd, **values), actor=actor, action="opd.pegawai.created", stream=opd.stream)


@transaction.atomic
def update_pegawai(pegawai: Pegawai, *, version: int, actor: Actor, **changes: Any) -> Pegawai:
    """Correct name, NIP or title. Signatures keep what they were given with."""
    require(can_manage_pegawai(actor, pegawai.opd))
    return update(
        pegawai,
        changes,
        version=version,
        actor=actor,
        action="opd.pegawai.updated",
        stream=pegawai.opd.stream,
    )


@transaction.atomic
def end_pegawai(pegawai: Pegawai, *, actor: Actor, active_to: date) -> Pegawai:
    """End someone's time in a unit as of a day; the row and its signatures stay.

    Raises `WrongState` when it has ended already.
    """
    require(can_manage_pegawai(actor, pegawai.opd))
    if pegawai.active_to is not None:
        raise WrongState(f"{pegawai.name} sudah tercatat berhenti dari unit ini.")
    return update(
        pegawai,
        {"active_to": active_to},
        version=pegawai.version,
        actor=actor,
        action="opd.pegawai.ended",
        stream=pegawai.opd.stream,
    )


@transaction.atomic
def move_pegawai(pegawai: Pegawai, *, actor: Actor, to: Opd, on: date) -> Pegawai:
    """Move someone to another unit as of a day: one row ends, another begins.

    Raises `PermissionRefused` unless the actor keeps both lists, `DomainError` if already ended there.
    """
    require(can_manage_pegawai(actor, pegawai.opd))
    require(can_manage_pegawai(actor, to))
    if to.pk == pegawai.opd_id:
        raise DomainError("Pegawai ini sudah berada di unit tersebut.", field="opd")
    end_pegawai(pegawai, actor=actor, active_to=on)
    return create_pegawai(
        actor=actor,
        opd=to,
        name=pegawai.name,
        nip=pegawai.nip,
        title=pegawai.title,
        pengguna=pegawai.pengguna,
        active_from=on,
    )


@transaction.atomic
def link_account(pegawai: Pegawai, *, actor: Actor, pengguna: Pengguna | None) -> Pegawai:
    """Say which account is this employee's, so that he or she signs after signing in."""
    require(can_manage_accounts(actor))
    return update(
        pegawai,
        {"pengguna": pengguna},
        version=pegawai.version,
        actor=actor,
        action="opd.pegawai.account_linked",
        stream=pegawai.opd.stream,
    )
