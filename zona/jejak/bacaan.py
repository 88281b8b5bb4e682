"""Reading the journal across the city: who may, which rows, and how they are told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Q, QuerySet
from django.utils import timezone

from dasar.izin import ALLOWED, Actor, Decision, Denied
from dasar.jurnal.domain import Perubahan, with_changes
from dasar.jurnal.models import Catatan
from dasar.pekerjaan.domain import label_of
from opd.enums import Role
from zona.jejak.kata import WORDS, words_of

READERS = (Role.ADMINISTRATOR, Role.KOORDINATOR, Role.PIMPINAN)


@dataclass(frozen=True)
class Baris:
    """One row of the journal as the page tells it."""

    title: str
    tone: str
    about: str
    who: str
    at: datetime
    reason: str
    place: str
    changes: list[Perubahan]


def can_read_journal(actor: Actor) -> Decision:
    """The journal of the whole city."""
    if actor.has_city(*READERS):
        return ALLOWED
    return Denied("Jurnal kota dibaca oleh pimpinan, koordinator, dan administrator.")


def visible_rows(actor: Actor) -> QuerySet[Catatan]:
    """Rows that this person may read: sign-ins and accounts only for administrators."""
    if not can_read_journal(actor):
        return Catatan.objects.none()
    rows = Catatan.objects.order_by("-id")
    return rows if actor.has_city(Role.ADMINISTRATOR) else rows.exclude(stream="akun")


def filter_rows(
    rows: QuerySet[Catatan], *, words: str, kind: str, start: date | None, end: date | None
) -> QuerySet[Catatan]:
    """Rows about or by somebody (part of a name), of one kind of action, between two days."""
    if words:
        rows = rows.filter(Q(object_label__icontains=words) | Q(actor_label__icontains=words))
    if kind in WORDS:
        rows = rows.filter(action=kind)
    if start:
        rows = rows.filter(at__gte=timezone.make_aware(datetime.combine(start, time.min)))
    if end:
        rows = rows.filter(at__lte=timezone.make_aware(datetime.combine(end, time.max)))
    return rows


def tell(rows: list[Catatan]) -> list[Baris]:
    """Rows in words, with the changed fields before and after."""
    told = []
    for row, changes in with_changes(rows):
        title, tone = words_of(row.action)
        place = f"{row.stream} nomor {row.seq}"
        began = row.before is None
        told.append(
            Baris(
                title,
                tone,
                _about(row),
                row.actor_label,
                row.at,
                row.reason,
                place,
                [] if began else changes,
            )
        )
    return told


def _about(row: Catatan) -> str:
    """What the row is about; a job is called by its kind, and nobody is named twice."""
    if row.object_type == "pekerjaan.pekerjaan":
        return label_of(row.object_label.partition(" ")[0])
    return "" if row.object_label == row.actor_label else row.object_label
