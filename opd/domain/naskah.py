"""Writes to the text of the pakta integritas: editions, each immutable once published."""

from __future__ import annotations

import hashlib
from datetime import date, datetime, time
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from dasar.errors import DomainError, WrongState
from dasar.format import tanggal
from dasar.izin import Actor, require
from dasar.writing import create, update
from opd.models import NaskahPakta, TandaTangan
from opd.permissions import can_edit_naskah, can_manage_naskah

STREAM = "kota"


def tidy_text(text: str) -> str:
    """The text as it is kept and fingerprinted: line ends as \\n, no blanks at line ends, none around it."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


def hash_text(text: str) -> str:
    """SHA-256 of the tidied text in UTF-8, as 64 hex digits."""
    return hashlib.sha256(tidy_text(text).encode()).hexdigest()


@transaction.atomic
def create_naskah(*, actor: Actor | None, text: str, **values: Any) -> NaskahPakta:
    """Write a new edition as a draft; nobody can sign it yet. `actor` is None only for what a command loads.

    Raises `WrongState` when someone else began an edition at the same moment.
    """
    if actor is not None:
        require(can_manage_naskah(actor))
    text = tidy_text(text)
    number = (NaskahPakta.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    row = NaskahPakta(number=number, text=text, text_hash=hash_text(text), **values)
    try:
        with transaction.atomic():
            return create(row, actor=actor, action="opd.naskah_pakta.created", stream=STREAM)
    except IntegrityError as error:
        raise WrongState("Orang lain baru saja membuat edisi baru. Simpan sekali lagi.") from error


@transaction.atomic
def update_naskah(naskah: NaskahPakta, *, version: int, actor: Actor, **changes: Any) -> NaskahPakta:
    """Change a draft edition. Raises `PermissionRefused` once it is published, `Conflict` on a stale version."""
    require(can_edit_naskah(actor, naskah))
    if "text" in changes:
        changes["text"] = tidy_text(changes["text"])
        changes["text_hash"] = hash_text(changes["text"])
    return update(
        naskah, changes, version=version, actor=actor, action="opd.naskah_pakta.updated", stream=STREAM
    )


@transaction.atomic
def publish_naskah(naskah: NaskahPakta, *, actor: Actor | None, version: int | None = None) -> NaskahPakta:
    """Open an edition for signing from its `valid_from` on; from now on it never changes.

    `version` is the one that was read; `Conflict` when the draft moved on since. Raises `WrongState` for an
    edition that is out already, and `DomainError` for a start by which people had signed another one: which
    text was in force on a day is never rewritten.
    """
    fresh = NaskahPakta.objects.get(pk=naskah.pk)
    if actor is not None:
        require(can_manage_naskah(actor))
    if fresh.is_published:
        raise WrongState("Naskah ini sudah terbit.")
    _require_unsigned_since(fresh.valid_from)
    changes = {"published_at": timezone.now(), "published_by": actor.pengguna if actor else None}
    return update(
        fresh,
        changes,
        version=fresh.version if version is None else version,
        actor=actor,
        action="opd.naskah_pakta.published",
        stream=STREAM,
    )


def _require_unsigned_since(day: date) -> None:
    start = timezone.make_aware(datetime.combine(day, time.min))
    last = TandaTangan.objects.live().filter(signed_at__gte=start).order_by("-signed_at").first()
    if last is not None:
        raise DomainError(
            f"Edisi ini berlaku sejak {tanggal(day)}, padahal sejak hari itu sudah ada yang menandatangani edisi "
            f"lain, terakhir {tanggal(last.signed_at)}. Ubah tanggal berlakunya menjadi sesudah tanggal itu.",
            field="valid_from",
        )
