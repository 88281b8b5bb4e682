"""The heartbeat of the background worker: beat sends it, the worker writes it, health reads it."""

import time

from django.core.cache import cache

KEY = "zona:detak"
KEPT = 24 * 3600
LATE = 120


def record() -> None:
    """Notes that beat and worker are both alive at this moment."""
    cache.set(KEY, time.time(), KEPT)


def age() -> int | None:
    """Seconds since the last heartbeat; None when none came within a day."""
    seen = cache.get(KEY)
    return None if seen is None else max(0, round(time.time() - seen))


def is_alive() -> bool:
    seconds = age()
    return seconds is not None and seconds <= LATE
