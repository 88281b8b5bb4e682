"""What a state looks like: one tone per meaning, and for each tone the icon that goes with its colour.

A state is always icon + word + colour, the same on every page. The word comes from the page (it differs by
audience); icon and colour come from here.
"""

from enum import StrEnum


class Tone(StrEnum):
    NEUTRAL = "neutral"
    DRAFT = "draft"
    PROGRESS = "progress"
    WAITING = "waiting"
    RETURNED = "returned"
    WARNING = "warning"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"
    AWARD = "award"
    EXAMPLE = "example"


ICONS = {
    Tone.NEUTRAL: "circle-dashed",
    Tone.DRAFT: "pencil",
    Tone.PROGRESS: "loader-2",
    Tone.WAITING: "hourglass",
    Tone.RETURNED: "arrow-back-up",
    Tone.WARNING: "alert-triangle",
    Tone.DONE: "circle-check",
    Tone.FAILED: "circle-x",
    Tone.CANCELLED: "ban",
    Tone.AWARD: "award",
    Tone.EXAMPLE: "",  # a mark, not a state: data that are examples
}

# States of all aggregates; the same word means the same thing everywhere.
STATES = {
    "DRAFT": Tone.DRAFT,
    "SUBMITTED": Tone.WAITING,
    "IN_REVIEW": Tone.PROGRESS,
    "RETURNED": Tone.RETURNED,
    "VERIFIED": Tone.DONE,
    "LEADER": Tone.WAITING,
    "CONTROLLER": Tone.WAITING,
    "APPROVED": Tone.DONE,
    "PROPOSED": Tone.WAITING,
    "DECIDED": Tone.DONE,
    "CANCELLED": Tone.CANCELLED,
    "APPLIED": Tone.DONE,
    "UNDONE": Tone.CANCELLED,
    "WITHDRAWN": Tone.CANCELLED,
    "REVOKED": Tone.FAILED,
    "EXPIRED": Tone.WARNING,
    "QUEUED": Tone.WAITING,
    "RUNNING": Tone.PROGRESS,
    "DONE": Tone.DONE,
    "FAILED": Tone.FAILED,
    "CONFIRMED": Tone.DONE,
    "REPLACED": Tone.CANCELLED,
    "NOT_STARTED": Tone.NEUTRAL,
    "TERLAMBAT": Tone.WARNING,
    "BELUM_MULAI": Tone.NEUTRAL,
    "BERJALAN": Tone.PROGRESS,
    "SELESAI": Tone.WAITING,
    "TERVERIFIKASI": Tone.DONE,
    "DIBATALKAN": Tone.CANCELLED,
    "MENUNGGU": Tone.WAITING,
    "TANPA_UNIT": Tone.WARNING,
    "SIAP": Tone.PROGRESS,
    "SAMA": Tone.NEUTRAL,
    "DITOLAK": Tone.FAILED,
    "DIMUAT": Tone.DONE,
    "DIKELUARKAN": Tone.CANCELLED,
    "WBK": Tone.AWARD,
    "WBBM": Tone.AWARD,
}


def tone_of(state: str) -> Tone:
    """The tone of a stored state (case does not matter); raises KeyError for a state nobody gave a tone."""
    return STATES[str(state).upper()]
