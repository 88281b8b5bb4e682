"""The city on every page: its name, coat of arms and accent, kept for a short while in this process.

Pages are counted in SQL statements; the city changes once in years. So its row is read at most twice a minute
per process, and a change shows everywhere within that time.
"""

import time
from dataclasses import dataclass

from django.urls import reverse

from opd.domain.kota import current_kota

SECONDS = 30.0


@dataclass(frozen=True)
class Ciri:
    """What a layout shows of the city. `lambang` is an address, empty while no coat of arms was given."""

    nama: str = ""
    pemerintah: str = ""
    warna: str = ""
    contoh: bool = False
    lambang: str = ""


_kept: tuple[float, Ciri] | None = None


def ciri() -> Ciri:
    """The city's marks; empty before the portal is set up."""
    if _kept is None or _kept[0] < time.monotonic():
        remember(_read(), SECONDS)
    assert _kept is not None  # noqa: S101  # remember has just set it
    return _kept[1]


def remember(marks: Ciri, seconds: float) -> None:
    """Answer with these marks for so long without asking the database."""
    global _kept
    _kept = (time.monotonic() + seconds, marks)


def forget() -> None:
    """Ask the database the next time."""
    global _kept
    _kept = None


def _read() -> Ciri:
    kota = current_kota()
    if kota is None:
        return Ciri()
    # The address changes with the row, so that a browser may keep the picture for long.
    lambang = f"{reverse('antarmuka:lambang')}?v={kota.version}" if kota.lambang_id else ""
    return Ciri(kota.name, kota.government, kota.accent, kota.contoh, lambang)
