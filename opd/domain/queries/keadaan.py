"""The state of a declaration in the words of whoever reads it, and for whom it waits."""

from __future__ import annotations

from dataclasses import dataclass

from dasar.izin import Actor
from opd.enums import UNIT_ROLES, PencananganState, Role
from opd.models import Pencanangan

State = PencananganState


@dataclass(frozen=True)
class Keadaan:
    """`state` as stored, `word` for this reader, and who has to act next (empty: nobody)."""

    state: str
    word: str
    waits_for: str = ""
    is_mine: bool = False


def state_word(state: str, actor: Actor) -> str:
    """The word of a state for this reader: what the unit has submitted is what Setda has to verify."""
    if state == State.SUBMITTED and actor.has_city(Role.KOORDINATOR):
        return "Perlu diverifikasi"
    return str(State(state).label)


def keadaan_for(pencanangan: Pencanangan, actor: Actor) -> Keadaan:
    """State, word and who waits for whom; reads only the declaration and its organiser."""
    state = pencanangan.state
    word = state_word(state, actor)
    organiser = pencanangan.organiser
    if state in {State.DRAFT, State.RETURNED}:
        mine = actor.has_over(organiser.jalur, *UNIT_ROLES)
        act = "dilengkapi dan diajukan" if state == State.DRAFT else "diperbaiki dan diajukan lagi"
        return Keadaan(state, word, f"Menunggu {act} oleh {'Anda' if mine else organiser.short_name}", mine)
    if state == State.SUBMITTED:
        mine = actor.has_city(Role.KOORDINATOR)
        return Keadaan(
            state, word, f"Menunggu verifikasi {'Anda' if mine else 'Bagian Organisasi Setda'}", mine
        )
    return Keadaan(state, word)
