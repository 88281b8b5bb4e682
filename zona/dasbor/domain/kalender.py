"""Calendar addresses: made, revoked, and found by what only their owner knows."""

from __future__ import annotations

import hashlib
import secrets

from django.db import transaction
from django.utils import timezone

from dasar.errors import NotFound
from dasar.izin import Actor
from dasar.jurnal.domain import record
from dasar.writing import create
from opd.domain.keanggotaan import actor_for
from zona.dasbor.models import AlamatKalender

STREAM = "akun"
NOT_VALID = "Alamat kalender ini tidak berlaku. Buat yang baru di halaman kalender portal."


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()


@transaction.atomic
def make_alamat(actor: Actor) -> tuple[AlamatKalender, str]:
    """A new address for the acting person; an older one stops at once. The token is returned only now."""
    revoke_alamat(actor)
    token = secrets.token_urlsafe(32)
    row = AlamatKalender(pengguna=actor.pengguna, token_hash=_hash(token), created_at=timezone.now())
    return create(row, actor=actor, action="dasbor.alamat_kalender.created", stream=STREAM), token


@transaction.atomic
def revoke_alamat(actor: Actor) -> bool:
    """Close the acting person's open address; returns whether there was one."""
    row = AlamatKalender.objects.filter(pengguna=actor.pengguna, revoked_at=None).first()
    if row is None:
        return False
    now = timezone.now()
    if not AlamatKalender.objects.filter(pk=row.pk, revoked_at=None).update(revoked_at=now):
        return False
    record(
        actor=actor,
        action="dasbor.alamat_kalender.revoked",
        obj=row,
        stream=STREAM,
        before={"revoked_at": None},
        after={"revoked_at": now.isoformat()},
    )
    return True


def find_owner(token: str) -> Actor:
    """Who reads at this address, with today's roles. Raises `NotFound` with one sentence for unknown and revoked
    addresses and closed accounts."""
    row = (
        AlamatKalender.objects.select_related("pengguna")
        .filter(token_hash=_hash(token), revoked_at=None, pengguna__is_active=True)
        .first()
    )
    if row is None:
        raise NotFound(NOT_VALID)
    return actor_for(row.pengguna)
