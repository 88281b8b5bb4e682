"""Rounds of a worksheet: one begins when the unit hands in, ends when it hands in again after a return."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from evaluasi.domain.instrumen_store import simpul_ids
from evaluasi.models import ButirKembali, LembarKerja, Ronde


@transaction.atomic
def open_round(lembar: LembarKerja, at: datetime) -> Ronde:
    """Begin the next round of a worksheet just handed in; the returned one before it is answered by that."""
    Ronde.objects.filter(lembar=lembar, closed_at=None).update(closed_at=at)
    last = lembar.ronde.aggregate(last=Max("nomor"))["last"] or 0
    return Ronde.objects.create(lembar=lembar, nomor=last + 1, opened_at=at)


def current_round(lembar: LembarKerja) -> Ronde | None:
    """The round that runs, in review or waiting for the unit; one SQL query."""
    return Ronde.objects.filter(lembar=lembar, closed_at=None).first()


@transaction.atomic
def send_back(lembar: LembarKerja, points: Mapping[str, str], **facts: Any) -> Ronde:
    """Mark the running round as returned, with its points; permission and state are the caller's."""
    ronde = current_round(lembar) or open_round(lembar, facts["returned_at"])
    for name, value in facts.items():
        setattr(ronde, name, value)
    ronde.full_clean()
    ronde.save()
    ids = simpul_ids(lembar.periode.instrumen)
    ButirKembali.objects.bulk_create(
        ButirKembali(ronde=ronde, simpul_id=ids[kode], permintaan=text) for kode, text in points.items()
    )
    return ronde
