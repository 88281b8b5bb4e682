"""The places of the boards as tabs, for whoever may open them."""

from __future__ import annotations

from dataclasses import dataclass

from dasar.izin import Actor
from opd.enums import Role
from zona.antarmuka.tautan import address_of


@dataclass(frozen=True)
class Tempat:
    """One place; no roles means everybody who signed in."""

    word: str
    url: str
    roles: tuple[str, ...] = ()


PLACES = (
    Tempat("Tahun ini", "dasbor:papan"),
    Tempat("Pencanangan", "dasbor:pencanangan"),
    Tempat("Riwayat", "dasbor:riwayat"),
    Tempat("Bandingkan", "dasbor:bandingkan"),
    Tempat("Pekan koordinator", "dasbor:pekan", (Role.KOORDINATOR,)),
    Tempat("Kalender", "dasbor:kalender"),
    Tempat("Rapat", "dasbor:rapat"),
)


def places_for(actor: Actor, current: str) -> list[dict[str, object]]:
    """The tabs of the boards; `current` names the address of the page at hand."""
    return [
        {"word": place.word, "href": address_of(place.url), "current": place.url == current}
        for place in PLACES
        if not place.roles or actor.has_city(*place.roles)
    ]
