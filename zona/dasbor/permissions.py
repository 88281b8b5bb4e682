"""Who may do what on the boards."""

from __future__ import annotations

from dasar.izin import ALLOWED, Actor, Decision, Denied
from opd.enums import Role


def can_remind(actor: Actor) -> Decision:
    """See the coordinator's week and remind those for whom something waits."""
    if actor.has_city(Role.KOORDINATOR):
        return ALLOWED
    return Denied("Pekan koordinator dan pengingat hanya untuk koordinator ZI kota.")
