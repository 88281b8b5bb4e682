"""The history of a declaration in words, from the journal: its own rows and those of its parts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from django.db.models import Q, QuerySet

from dasar.jurnal.domain import Perubahan, with_changes
from dasar.jurnal.models import Catatan
from opd.enums import Bagian
from opd.models import CatatanVerifikasi, Pencanangan

# What happened, and the tone in which the page shows it.
WORDS = {
    "opd.pencanangan.created": ("Draf dibuat", "draft"),
    "opd.pencanangan.updated": ("Keterangan acara diubah", "neutral"),
    "opd.pencanangan.submitted": ("Diajukan untuk diverifikasi", "waiting"),
    "opd.pencanangan.recalled": ("Ditarik kembali untuk diubah", "draft"),
    "opd.pencanangan.returned": ("Dikembalikan untuk diperbaiki", "returned"),
    "opd.pencanangan.verified": ("Diverifikasi", "done"),
    "opd.pencanangan.cancelled": ("Dibatalkan", "cancelled"),
}
PARTS = {
    "opd.peserta": ("Unit peserta", Bagian.PESERTA),
    "opd.saksi": ("Saksi", Bagian.SAKSI),
    "opd.lampiran": ("Lampiran", Bagian.LAMPIRAN),
    "opd.tautanpublikasi": ("Tautan publikasi", Bagian.PUBLIKASI),
    "opd.penghargaan": ("Penghargaan", Bagian.ACARA),
}
VERBS = {"added": "ditambahkan", "updated": "diubah", "removed": "dihapus"}
# Columns that say what the event itself says already.
SILENT = frozenset(
    {"state", "submitted_at", "submitted_by", "decided_at", "decided_by", "round", "cancel_reason"}
)


@dataclass(frozen=True)
class Kejadian:
    """One event of the history: what, who, when, why, and the changed fields in words."""

    title: str
    tone: str
    who: str
    at: datetime
    reason: str
    changes: list[Perubahan]
    bagian: str
    notes: list[CatatanVerifikasi]


def _rows(pencanangan: Pencanangan) -> QuerySet[Catatan]:
    key = str(pencanangan.pk)
    added = Catatan.objects.filter(
        stream=pencanangan.stream, object_type__in=PARTS, after__pencanangan=key
    ).values("object_id")
    own = Q(object_type="opd.pencanangan", object_id=key)
    return Catatan.objects.filter(
        own | Q(object_type__in=PARTS, object_id__in=added), stream=pencanangan.stream
    )


def history_of(pencanangan: Pencanangan, notes: Iterable[CatatanVerifikasi]) -> list[Kejadian]:
    """Everything that happened to a declaration and its parts, newest first; a return with its notes."""
    objections = [note for note in notes if not note.accepted]
    return [
        replace(event, notes=_notes_at(objections, event.at)) if event.tone == "returned" else event
        for event in _told(_rows(pencanangan).order_by("-seq"))
    ]


def _notes_at(objections: list[CatatanVerifikasi], moment: datetime) -> list[CatatanVerifikasi]:
    """The objections written down when the declaration was sent back at this moment."""
    before = [note for note in objections if note.at <= moment]
    last = max((note.round for note in before), default=0)
    return [note for note in before if note.round == last]


def changes_since(pencanangan: Pencanangan, moment: datetime) -> list[Kejadian]:
    """What was changed, added or removed after a moment, oldest first; steps of the process are left out."""
    steps = [action for action in WORDS if action != "opd.pencanangan.updated"]
    return _told(_rows(pencanangan).filter(at__gt=moment).exclude(action__in=steps).order_by("seq"))


def _told(rows: QuerySet[Catatan]) -> list[Kejadian]:
    """One event per row; what was added or removed in one go by one person is one event."""
    told = []
    pairs = with_changes(rows)
    for _, group in groupby(enumerate(pairs), key=_same_act):
        acts = [pair for _, pair in group]
        told.append(_event(*acts[0], labels=[row.object_label for row, _ in acts]))
    return told


def _same_act(numbered: tuple[int, tuple[Catatan, list[Perubahan]]]) -> tuple[object, ...]:
    number, (row, _) = numbered
    alone = not row.action.endswith((".added", ".removed")) or row.object_type not in PARTS
    return (row.action, row.actor_label, row.request_id, number if alone else None)


def _event(row: Catatan, changes: list[Perubahan], *, labels: list[str]) -> Kejadian:
    if row.object_type in PARTS:
        word, bagian = PARTS[row.object_type]
        many = f" ({len(labels)})" if len(labels) > 1 else ""
        title = f"{word} {VERBS[row.action.rsplit('.', 1)[1]]}{many}: {', '.join(labels)}"
        return _at(row, title, "neutral", changes if row.action.endswith(".updated") else [], bagian)
    title, tone = WORDS[row.action]
    told = [] if row.action.endswith(".created") else [c for c in changes if c.field not in SILENT]
    return _at(row, title, tone, told, Bagian.ACARA)


def _at(row: Catatan, title: str, tone: str, changes: list[Perubahan], bagian: str) -> Kejadian:
    return Kejadian(title, tone, row.actor_label, row.at, row.reason, changes, bagian, [])
