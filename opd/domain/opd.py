"""Writes to the register of units: the tree and its history."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr

from dasar.errors import DomainError, WrongState
from dasar.izin import Actor, require
from dasar.writing import create, update
from opd.domain.pegawai import move_pegawai
from opd.models import Opd, Pegawai
from opd.permissions import can_manage_register

KEY_LENGTH = 12


def make_jalur(opd_id: uuid.UUID, parent: Opd | None) -> str:
    """The tree path of a unit: its parent's path and its own key, so that prefixes are subtrees."""
    return f"{parent.jalur if parent else ''}{opd_id.hex[:KEY_LENGTH]}/"


@transaction.atomic
def create_opd(*, actor: Actor | None, parent: Opd | None = None, **values: Any) -> Opd:
    """Register a unit below `parent` (or at the top). Raises `DomainError` when the code is taken.

    `actor` is None only for what a command loads.
    """
    if actor is not None:
        require(can_manage_register(actor))
    opd = Opd(parent=parent, **values)
    opd.jalur = make_jalur(opd.pk, parent)
    return create(opd, actor=actor, action="opd.opd.created", stream=opd.stream)


@transaction.atomic
def update_opd(opd: Opd, *, version: int, actor: Actor, **changes: Any) -> Opd:
    """Change what is said of a unit, also its parent. Raises `Conflict` on a stale version and
    `DomainError` if a unit would come to lie below itself.
    """
    require(can_manage_register(actor))
    parent = changes.get("parent", opd.parent)
    moves = "parent" in changes and getattr(parent, "pk", None) != opd.parent_id
    if moves and parent is not None and parent.jalur.startswith(opd.jalur):
        raise DomainError("Induk baru berada di bawah unit ini sendiri. Pilih induk lain.", field="parent")
    changed = update(opd, changes, version=version, actor=actor, action="opd.opd.updated", stream=opd.stream)
    if moves:
        _move_subtree(changed, old=opd.jalur, new=make_jalur(opd.pk, parent))
        changed.refresh_from_db(fields=["jalur"])
    return changed


def _move_subtree(opd: Opd, *, old: str, new: str) -> None:
    """Rewrite the path of a unit and of everything below it in one statement."""
    Opd.objects.filter(jalur__startswith=old).update(
        jalur=Concat(Value(new), Substr(F("jalur"), len(old) + 1))
    )


@transaction.atomic
def close_opd(opd: Opd, *, version: int, actor: Actor, active_to: date, successor: Opd | None = None) -> Opd:
    """End a unit as of a day, for a reorganisation or closing; its history stays its own.

    Raises `DomainError` while units below it are still active, or when it would succeed itself or a
    successor that does not exist on that day; `WrongState` when it has ended already.
    """
    require(can_manage_register(actor))
    if opd.active_to is not None:
        raise WrongState(f"Unit ini sudah berakhir pada {opd.active_to:%d-%m-%Y}.")
    if opd.anak.active_on(active_to).exists():
        raise DomainError("Masih ada unit aktif di bawah unit ini. Akhiri atau pindahkan dahulu.")
    if successor is not None and successor.pk == opd.pk:
        raise DomainError("Unit penerus harus unit lain.", field="successor")
    if successor is not None and successor.active_to is not None and successor.active_to <= active_to:
        raise DomainError("Unit penerus sudah berakhir pada tanggal itu.", field="successor")
    return update(
        opd,
        {"active_to": active_to, "successor": successor},
        version=version,
        actor=actor,
        action="opd.opd.closed",
        stream=opd.stream,
    )


@transaction.atomic
def reorganise_opd(
    opd: Opd, *, version: int, actor: Actor, on: date, take_pegawai: bool = True, **values: Any
) -> Opd:
    """Let a new unit take a unit's place as of a day; returns the new one.

    The old unit is closed and points to it, and keeps its history. Active units below move to the new
    one, and so do the employees when `take_pegawai`. Raises `DomainError` when the day is not within
    the old unit's time or the new code is taken, `Conflict` on a stale version.
    """
    require(can_manage_register(actor))
    if opd.active_to is not None:
        raise WrongState("Unit ini sudah berakhir, jadi tidak dapat ditata ulang lagi.")
    carried = {"parent": opd.parent, "counts_for_target": opd.counts_for_target, **values}
    if carried.get("code") == opd.code:
        raise DomainError("Unit baru memakai kode baru; kode lama tetap milik riwayat.", field="code")
    successor = create_opd(actor=actor, active_from=on, **carried)
    for child in opd.anak.active_on(on):
        update_opd(child, version=child.version, actor=actor, parent=successor)
    close_opd(opd, version=version, actor=actor, active_to=on, successor=successor)
    if take_pegawai:
        for pegawai in Pegawai.objects.filter(opd=opd, active_to=None):
            move_pegawai(pegawai, actor=actor, to=successor, on=on)
    return successor
