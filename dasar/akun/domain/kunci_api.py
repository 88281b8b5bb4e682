"""Writes to API keys, and finding the account behind one."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from dasar.akun.models import KunciApi
from dasar.errors import DomainError
from dasar.izin import Actor
from dasar.jurnal.domain import record, snapshot
from dasar.writing import create

STREAM = "akun"
MAX_DAYS = 365
USE_NOTED_EVERY = timedelta(minutes=5)


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


@transaction.atomic
def create_kunci_api(*, actor: Actor, name: str, days: int, scopes: Iterable[str]) -> tuple[KunciApi, str]:
    """Make a key for the acting person; returns the row and the key, which is shown only now.

    `days` is its life, 1 to 365; `scopes` what it opens. Raises `DomainError` outside that range, without a name,
    and without a scope or with one that does not exist.
    """
    chosen = set(scopes)
    if not chosen or chosen - set(settings.API_SCOPES):
        raise DomainError("Pilih sedikitnya satu lingkup dari daftar.", field="scopes")
    if not 1 <= days <= MAX_DAYS:
        raise DomainError(f"Masa berlaku 1 sampai {MAX_DAYS} hari.", field="days")
    key = f"zona_{secrets.token_urlsafe(32)}"
    now = timezone.now()
    row = KunciApi(
        pengguna=actor.pengguna,
        name=name.strip(),
        scopes=" ".join(scope for scope in settings.API_SCOPES if scope in chosen),
        prefix=key[:12],
        key_hash=_hash(key),
        created_at=now,
        expires_at=now + timedelta(days=days),
    )
    return create(row, actor=actor, action="akun.kunci_api.created", stream=STREAM), key


@transaction.atomic
def revoke_kunci_api(kunci: KunciApi, *, actor: Actor) -> None:
    """Close one's own key at once; a second time changes nothing."""
    if actor.pengguna is None or kunci.pengguna_id != actor.pengguna.pk:
        raise DomainError("Hanya pemilik yang dapat mencabut kunci ini.")
    if kunci.revoked_at is None:
        before = snapshot(kunci, fields=["revoked_at"])
        kunci.revoked_at = timezone.now()
        kunci.save(update_fields=["revoked_at"])
        after = snapshot(kunci, fields=["revoked_at"])
        record(
            actor=actor, action="akun.kunci_api.revoked", obj=kunci, stream=STREAM, before=before, after=after
        )


def find_by_key(key: str, *, at: datetime) -> KunciApi | None:
    """The live key of this text with its owner, or none. Notes the use at most every five minutes."""
    kunci = KunciApi.objects.live(at).select_related("pengguna").filter(key_hash=_hash(key)).first()
    if kunci is None:
        return None
    if kunci.last_used_at is None or at - kunci.last_used_at > USE_NOTED_EVERY:
        KunciApi.objects.filter(pk=kunci.pk).update(last_used_at=at)
    return kunci
