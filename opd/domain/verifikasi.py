"""Verification by Setda: approve a declaration, or return it part by part with notes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from dasar.errors import DomainError, WrongState
from dasar.izin import Actor, require
from dasar.writing import create, transition
from opd.domain.pencanangan import TRANSITIONS
from opd.enums import Bagian, PencananganState
from opd.models import CatatanVerifikasi, Pencanangan
from opd.permissions import can_verify_pencanangan


@dataclass(frozen=True)
class Penilaian:
    """What a verifier says of one part: accepted, or what has to be mended."""

    accepted: bool
    text: str = ""


def _require_waiting(pencanangan: Pencanangan, actor: Actor) -> None:
    require(can_verify_pencanangan(actor, pencanangan))
    if pencanangan.state != PencananganState.SUBMITTED:
        raise WrongState(
            f"Pencanangan ini berstatus “{pencanangan.get_state_display()}”, tidak menunggu verifikasi."
        )


def _keep_notes(pencanangan: Pencanangan, notes: Mapping[str, Penilaian], actor: Actor) -> None:
    now = timezone.now()
    for bagian, penilaian in notes.items():
        row = CatatanVerifikasi(
            pencanangan=pencanangan,
            round=pencanangan.round,
            bagian=bagian,
            accepted=penilaian.accepted,
            text=penilaian.text.strip(),
            at=now,
            by=actor.pengguna,
        )
        create(row, actor=actor, action="opd.catatan_verifikasi.added", stream=pencanangan.stream)


@transaction.atomic
def verify_pencanangan(pencanangan: Pencanangan, *, actor: Actor) -> Pencanangan:
    """Approve: its units count as declared from the date of the event.

    Raises `PermissionRefused` for one's own unit, `WrongState` on a second click.
    """
    _require_waiting(pencanangan, actor)
    accepted = {bagian: Penilaian(accepted=True) for bagian in Bagian.values}
    _keep_notes(pencanangan, accepted, actor)
    return _decide(pencanangan, "verify", "opd.pencanangan.verified", actor)


@transaction.atomic
def return_pencanangan(
    pencanangan: Pencanangan, *, actor: Actor, notes: Mapping[str, Penilaian]
) -> Pencanangan:
    """Send back with a note on each part that has to be mended; the others stand as accepted.

    Raises `DomainError` if nothing is objected to, or a part is objected to without saying what to mend.
    """
    _require_waiting(pencanangan, actor)
    objections = {bagian: note for bagian, note in notes.items() if not note.accepted}
    if not objections:
        raise DomainError("Tandai sedikitnya satu bagian yang harus diperbaiki, atau setujui semuanya.")
    for bagian, note in objections.items():
        if not note.text.strip():
            raise DomainError(
                f"{Bagian(bagian).label}: tuliskan apa yang harus diperbaiki.", field=f"text_{bagian}"
            )
    _keep_notes(pencanangan, notes, actor)
    return _decide(pencanangan, "return", "opd.pencanangan.returned", actor)


def _decide(pencanangan: Pencanangan, verb: str, action: str, actor: Actor) -> Pencanangan:
    return transition(
        pencanangan,
        verb,
        TRANSITIONS,
        actor=actor,
        action=action,
        stream=pencanangan.stream,
        changes={"decided_at": timezone.now(), "decided_by": actor.pengguna},
    )
