"""Writes to the city's own page and its targets."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from dasar.errors import DomainError
from dasar.izin import Actor, require
from dasar.writing import create, update
from opd.models import Kota, TargetPencanangan
from opd.permissions import can_manage_register

STREAM = "kota"


def current_kota() -> Kota | None:
    """The one city of this installation, or none before it is set up."""
    return Kota.objects.filter(pk=Kota.SINGLETON).first()


@transaction.atomic
def create_kota(*, actor: Actor | None, **values: Any) -> Kota:
    """Say which city this portal serves. Raises `DomainError` when that has been said already.

    `actor` is None only for what a command loads.
    """
    if actor is not None:
        require(can_manage_register(actor))
    if current_kota() is not None:
        raise DomainError("Data kota sudah ada. Buka halaman Kota untuk mengubahnya.")
    return create(Kota(**values), actor=actor, action="opd.kota.created", stream=STREAM)


@transaction.atomic
def update_kota(kota: Kota, *, version: int, actor: Actor, **changes: Any) -> Kota:
    """Change what stands on every page and paper. Raises `Conflict` on a stale version."""
    require(can_manage_register(actor))
    return update(kota, changes, version=version, actor=actor, action="opd.kota.updated", stream=STREAM)


@transaction.atomic
def set_target(*, actor: Actor | None, **values: Any) -> TargetPencanangan:
    """Set the target of a year. Raises `DomainError` when that year has one, or the day is not in it.

    `actor` is None only for what a command loads.
    """
    if actor is not None:
        require(can_manage_register(actor))
    return create(TargetPencanangan(**values), actor=actor, action="opd.target.set", stream=STREAM)


@transaction.atomic
def update_target(
    target: TargetPencanangan, *, version: int, actor: Actor, **changes: Any
) -> TargetPencanangan:
    """Change a year's target; boards that show it say what it was through the journal."""
    require(can_manage_register(actor))
    return update(target, changes, version=version, actor=actor, action="opd.target.updated", stream=STREAM)
