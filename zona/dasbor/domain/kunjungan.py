"""A person's visits to the board: a pause of four hours ends one."""

from __future__ import annotations

from datetime import datetime, timedelta

from dasar.akun.models import Pengguna
from zona.dasbor.models import Kunjungan

PAUSE = timedelta(hours=4)


def note_visit(pengguna: Pengguna, *, at: datetime) -> datetime | None:
    """Note that this person looks at the board; returns when the visit before this one began, None on the first.

    One statement while a visit goes on, two when one begins. May be called by a reading request: it writes the
    reader's own mark only.
    """
    row = Kunjungan.objects.filter(pengguna=pengguna).first()
    if row is None:
        Kunjungan.objects.bulk_create([Kunjungan(pengguna=pengguna, at=at)], ignore_conflicts=True)
        return None
    if at - row.at > PAUSE:
        Kunjungan.objects.filter(pk=row.pk, at=row.at).update(before=row.at, at=at)
        return row.at
    return row.before
