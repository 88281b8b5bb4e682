"""Memberships: who is what, where, since when. And who acts in a request."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from dasar.akun.models import Pengguna
from dasar.errors import DomainError, WrongState
from dasar.izin import ANONYMOUS, Actor, Peran, require
from dasar.writing import create, update
from opd.enums import Role
from opd.models import Keanggotaan, Opd
from opd.permissions import can_manage_accounts


def actor_for(pengguna: Pengguna | None, *, day: date | None = None) -> Actor:
    """The acting person with the roles in force on `day` (today when omitted); one SQL query."""
    if pengguna is None or not pengguna.is_active:
        return ANONYMOUS
    rows = Keanggotaan.objects.live_on(day or timezone.localdate()).filter(pengguna=pengguna)
    return Actor(
        pengguna,
        tuple(
            Peran(role, opd_id, jalur or "", kedudukan)
            for role, opd_id, jalur, kedudukan in rows.order_by("role", "id").values_list(
                "role", "opd_id", "opd__jalur", "kedudukan"
            )
        ),
    )


@transaction.atomic
def grant_keanggotaan(*, actor: Actor, pengguna: Pengguna, opd: Opd | None, **values: Any) -> Keanggotaan:
    """Give a role from a date on. Raises `PermissionRefused`, or `DomainError` when it is held already."""
    require(can_manage_accounts(actor))
    row = Keanggotaan(pengguna=pengguna, opd=opd, **values)
    stream = opd.stream if opd else "kota"
    return create(row, actor=actor, action="opd.keanggotaan.granted", stream=stream)


@transaction.atomic
def end_keanggotaan(keanggotaan: Keanggotaan, *, actor: Actor, active_to: date) -> Keanggotaan:
    """End a role as of a date; on that day it is no longer held. The row stays as history.

    Raises `WrongState` when it has ended already, `DomainError` for one's own administrator role.
    """
    require(can_manage_accounts(actor))
    if keanggotaan.active_to is not None and keanggotaan.active_to <= timezone.localdate():
        raise WrongState("Peran ini sudah berakhir. Muat ulang halaman untuk melihat keadaan terakhir.")
    is_own = actor.pengguna is not None and keanggotaan.pengguna_id == actor.pengguna.pk
    if is_own and keanggotaan.role == Role.ADMINISTRATOR:
        raise DomainError("Anda tidak dapat mengakhiri peran administrator Anda sendiri.")
    stream = keanggotaan.opd.stream if keanggotaan.opd else "kota"
    return update(
        keanggotaan,
        {"active_to": active_to},
        version=keanggotaan.version,
        actor=actor,
        action="opd.keanggotaan.ended",
        stream=stream,
    )
