"""Writes to years of evaluation."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from dasar.errors import WrongState
from dasar.izin import Actor, require
from dasar.writing import create, update
from evaluasi.domain.instrumen_store import mark_used
from evaluasi.models import Instrumen, Periode
from evaluasi.permissions import can_manage_periode

STREAM = "kota"


@transaction.atomic
def create_periode(*, actor: Actor | None, instrumen: Instrumen, **values: Any) -> Periode:
    """Open a year with its instrument and window; the instrument can no longer change from now on.

    `actor` is None only for what a command loads.
    """
    if actor is not None:
        require(can_manage_periode(actor))
    row = create(
        Periode(instrumen=instrumen, **values), actor=actor, action="evaluasi.periode.created", stream=STREAM
    )
    mark_used(instrumen=instrumen, actor=actor)
    return row


@transaction.atomic
def update_periode(periode: Periode, *, version: int, actor: Actor, **changes: Any) -> Periode:
    """Move windows or correct the basis. Raises `WrongState` when the instrument of a year in use would change."""
    require(can_manage_periode(actor))
    instrumen = changes.get("instrumen", periode.instrumen)
    if instrumen.pk != periode.instrumen_id and periode.lembar_kerja.exists():
        raise WrongState("Instrumen tidak dapat diganti: sudah ada lembar kerja pada periode ini.")
    changed = update(
        periode, changes, version=version, actor=actor, action="evaluasi.periode.updated", stream=STREAM
    )
    mark_used(instrumen=instrumen, actor=actor)
    return changed
