"""Who may stop or restart a job: the one who asked for it."""

from dasar.izin import Actor, Allowed, Decision, Denied
from dasar.pekerjaan.enums import FINISHED, LIVE, State
from dasar.pekerjaan.models import Pekerjaan

_NOT_YOURS = Denied("Hanya yang meminta pekerjaan ini yang dapat mengubahnya.")


def can_cancel(actor: Actor, pekerjaan: Pekerjaan) -> Decision:
    """Whether this person may stop this job now."""
    if actor.pengguna is None or pekerjaan.requested_by_id != actor.pengguna.pk:
        return _NOT_YOURS
    return Allowed() if pekerjaan.state in LIVE else Denied("Pekerjaan ini sudah berakhir.")


def can_retry(actor: Actor, pekerjaan: Pekerjaan) -> Decision:
    """Whether this person may start this job anew."""
    if actor.pengguna is None or pekerjaan.requested_by_id != actor.pengguna.pk:
        return _NOT_YOURS
    if pekerjaan.state in FINISHED and pekerjaan.state != State.DONE:
        return Allowed()
    return Denied("Hanya pekerjaan yang gagal atau dibatalkan yang dapat diulang.")
