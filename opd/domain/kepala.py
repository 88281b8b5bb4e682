"""Who heads a unit, by date: one ends when the next begins."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from dasar.errors import DomainError, WrongState
from dasar.izin import Actor, require
from dasar.writing import create, update
from opd.models import Kepala, Opd
from opd.permissions import can_manage_register


@transaction.atomic
def appoint_kepala(opd: Opd, *, actor: Actor | None, active_from: date, **values: Any) -> Kepala:
    """Name who heads a unit from a day on; whoever headed it until then ends on that day.

    Raises `DomainError` if the day is not after the predecessor's first day. `actor` is None only for
    what a command loads.
    """
    if actor is not None:
        require(can_manage_register(actor))
    for predecessor in Kepala.objects.filter(opd=opd, active_to=None):
        if predecessor.active_from >= active_from:
            raise DomainError(
                f"{predecessor.name} menjabat sejak {predecessor.active_from:%d-%m-%Y}; "
                "tanggal kepala baru harus sesudahnya.",
                field="active_from",
            )
        _end(predecessor, active_to=active_from, actor=actor)
    row = Kepala(opd=opd, active_from=active_from, **values)
    return create(row, actor=actor, action="opd.kepala.appointed", stream=opd.stream)


@transaction.atomic
def correct_kepala(kepala: Kepala, *, version: int, actor: Actor, **changes: Any) -> Kepala:
    """Mend a mistyped name, NIP, title or way of holding the post; a new head is appointed, not typed over.

    Raises `Conflict` on a stale version.
    """
    require(can_manage_register(actor))
    return update(
        kepala,
        changes,
        version=version,
        actor=actor,
        action="opd.kepala.corrected",
        stream=kepala.opd.stream,
    )


@transaction.atomic
def end_kepala(kepala: Kepala, *, actor: Actor, active_to: date) -> Kepala:
    """Leave the post empty from a day on. Raises `WrongState` when the time has ended already."""
    require(can_manage_register(actor))
    if kepala.active_to is not None:
        raise WrongState(f"Masa jabatan {kepala.name} sudah berakhir.")
    return _end(kepala, active_to=active_to, actor=actor)


def _end(kepala: Kepala, *, active_to: date, actor: Actor | None) -> Kepala:
    return update(
        kepala,
        {"active_to": active_to},
        version=kepala.version,
        actor=actor,
        action="opd.kepala.ended",
        stream=kepala.opd.stream,
    )
