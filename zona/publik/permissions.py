"""Who decides what everyone may read."""

from __future__ import annotations

from dasar.izin import ALLOWED, Actor, Decision, Denied
from opd.enums import Role


def can_publish(actor: Actor) -> Decision:
    """Turn open data on and off, in general and of a year."""
    if actor.has_city(Role.KOORDINATOR, Role.ADMINISTRATOR):
        return ALLOWED
    return Denied("Yang diterbitkan kota diatur oleh koordinator atau administrator.")
