"""An honest outlook: how many worksheets will have been handed in by the deadline, if the pace holds. Pure.

A rule of the portal, said wherever the figure stands: the pace is what was handed in during the last 28 days (or
since the opening, if that is shorter); its uncertainty is the square root of that count, as for rare independent
events. With fewer than 3 in that time, fewer than 14 days of it, or fewer than 5 worksheets there is no forecast.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from math import isqrt

WINDOW_DAYS, FEWEST_DAYS = 28, 14
FEWEST_EVENTS, FEWEST_SHEETS = 3, 5


@dataclass(frozen=True)
class Prakiraan:
    """Where a year stands against its deadline. `low` and `high` are None where `reason` says why there is none."""

    done: int
    total: int
    due: date
    days_left: int
    recent: int = 0
    window: int = 0
    low: int | None = None
    high: int | None = None
    reason: str = ""

    @property
    def left(self) -> int:
        """How many have yet to be handed in."""
        return self.total - self.done


def forecast(days: Iterable[date], *, total: int, opens: date, due: date, today: date) -> Prakiraan:
    """The outlook from the days on which worksheets were handed in. `total` is how many there are in all."""
    handed = [day for day in days if day <= today]
    done, left = len(handed), max((due - today).days, 0)
    window = min(WINDOW_DAYS, (today - opens).days + 1)
    recent = sum(1 for day in handed if day > today - timedelta(days=max(window, 0)))
    reason = _why_none(done, total, recent, window, today > due)
    if reason:
        return Prakiraan(done, total, due, left, recent, max(window, 0), reason=reason)
    spread = _root_up(recent)
    low = done + max(recent - spread, 0) * left // window
    high = done + -(-(recent + spread) * left // window)
    return Prakiraan(done, total, due, left, recent, window, min(low, total), min(high, total))


def _root_up(count: int) -> int:
    """The square root, rounded up to a whole number."""
    root = isqrt(count)
    return root if root * root == count else root + 1


def _why_none(done: int, total: int, recent: int, window: int, is_over: bool) -> str:
    if is_over:
        return "Tenggat sudah lewat, jadi tidak ada yang diperkirakan."
    if total and done == total:
        return "Semua sudah diajukan."
    if total < FEWEST_SHEETS:
        return f"Kurang dari {FEWEST_SHEETS} lembar kerja: terlalu sedikit untuk memperkirakan."
    if window < FEWEST_DAYS:
        return f"Pengisian baru dibuka; perkiraan dibuat setelah {FEWEST_DAYS} hari."
    if recent < FEWEST_EVENTS:
        return f"Hanya {recent} yang diajukan dalam {window} hari terakhir; perkiraan memerlukan sedikitnya {FEWEST_EVENTS}."
    return ""
