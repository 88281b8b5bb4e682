"""The roles of the acting person, in words."""

from __future__ import annotations

from dataclasses import dataclass

from dasar.izin import Actor
from opd.enums import Kedudukan, Role
from opd.models import Opd


@dataclass(frozen=True)
class PeranTerbaca:
    """A role as a person reads it: its name, how it is held, and where."""

    label: str
    kedudukan: str
    place: str


def list_peran(actor: Actor) -> list[PeranTerbaca]:
    """The roles held today with the names of their units; one SQL query, none without a unit role."""
    units = [peran.unit_id for peran in actor.peran if peran.unit_id]
    names = dict(Opd.objects.filter(pk__in=units).values_list("pk", "name")) if units else {}
    return [
        PeranTerbaca(
            label=str(Role(peran.role).label),
            kedudukan="" if peran.kedudukan == Kedudukan.DEFINITIF else str(Kedudukan(peran.kedudukan).label),
            place=names.get(peran.unit_id, "Seluruh kota") if peran.unit_id else "Seluruh kota",
        )
        for peran in actor.peran
    ]
