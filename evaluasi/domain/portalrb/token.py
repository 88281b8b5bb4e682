"""Tokens by which PortalRB gets in: made, replaced, revoked, recognised."""

from __future__ import annotations

import hashlib
import ipaddress
import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from dasar.errors import DomainError, WrongState
from dasar.izin import Actor, require
from dasar.jurnal.domain import record, snapshot
from dasar.writing import create
from evaluasi.models import TokenPortal
from evaluasi.permissions import can_manage_portalrb

STREAM = "kota"
MAX_DAYS = 400
MAX_OVERLAP_HOURS = 72
MAX_ALAMAT = 20
AWALAN = "zrb_"


def hash_token(token: str) -> str:
    """The form in which a token is kept and looked up."""
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()


def clean_alamat(text: str) -> list[str]:
    """Addresses or ranges (CIDR), one a line or with commas, in their usual form. Raises DomainError naming a bad one."""
    found = []
    for word in text.replace(",", " ").split():
        try:
            found.append(str(ipaddress.ip_network(word, strict=False)))
        except ValueError as error:
            raise DomainError(
                f"“{word[:60]}” bukan alamat IP atau rentang. Contoh: 103.7.12.0/24.", field="alamat"
            ) from error
    if len(found) > MAX_ALAMAT:
        raise DomainError(f"Paling banyak {MAX_ALAMAT} alamat.", field="alamat")
    return list(dict.fromkeys(found))


@transaction.atomic
def create_token(
    *, actor: Actor | None, name: str, days: int, alamat: str = "", latihan: bool = False
) -> tuple[TokenPortal, str]:
    """Make a token; returns the row and the token, which is shown only now.

    `days` is its life, 1 to 400; `actor` is None for a rehearsal. Raises PermissionRefused, DomainError for a life
    or an address that cannot be.
    """
    if actor is not None:
        require(can_manage_portalrb(actor))
    if not 1 <= days <= MAX_DAYS:
        raise DomainError(f"Masa berlaku 1 sampai {MAX_DAYS} hari.", field="days")
    token, now = AWALAN + secrets.token_urlsafe(32), timezone.now()
    row = TokenPortal(
        name=name.strip(),
        prefix=token[:10],
        token_hash=hash_token(token),
        alamat=clean_alamat(alamat),
        latihan=latihan,
        created_at=now,
        created_by=actor.pengguna if actor else None,
        expires_at=now + timedelta(days=days),
    )
    return create(row, actor=actor, action="evaluasi.token_portal.created", stream=STREAM), token


@transaction.atomic
def rotate_token(row: TokenPortal, *, actor: Actor, overlap_hours: int) -> tuple[TokenPortal, str]:
    """A new token in the place of a live one, with the same name, addresses and remaining life.

    The old one still opens for `overlap_hours` (0 to 72), so that the ministry can be told in between. Raises
    WrongState for one that is closed or replaced already.
    """
    require(can_manage_portalrb(actor))
    now = timezone.now()
    if not 0 <= overlap_hours <= MAX_OVERLAP_HOURS:
        raise DomainError(f"Masa tumpang 0 sampai {MAX_OVERLAP_HOURS} jam.", field="overlap_hours")
    fresh = TokenPortal.objects.select_for_update().get(pk=row.pk)
    if not fresh.is_live(now) or fresh.successor_id is not None:
        raise WrongState("Token ini sudah ditutup atau sudah diganti. Buat token baru bila perlu.")
    left = max(1, (fresh.expires_at - now).days)
    made, token = create_token(
        actor=actor, name=fresh.name, days=left, alamat=" ".join(fresh.alamat), latihan=fresh.latihan
    )
    before = snapshot(fresh, fields=["expires_at", "successor"])
    fresh.successor = made
    fresh.expires_at = min(fresh.expires_at, now + timedelta(hours=overlap_hours))
    if overlap_hours == 0:
        fresh.revoked_at = now
        fresh.expires_at = max(fresh.expires_at, fresh.created_at + timedelta(seconds=1))
    fresh.save(update_fields=["successor", "expires_at", "revoked_at"])
    record(
        actor=actor,
        action="evaluasi.token_portal.rotated",
        obj=fresh,
        stream=STREAM,
        before=before,
        after=snapshot(fresh, fields=["expires_at", "successor"]),
    )
    return made, token


@transaction.atomic
def revoke_token(row: TokenPortal, *, actor: Actor | None) -> None:
    """Close a token at once; a second time changes nothing. `actor` is None for a rehearsal."""
    if actor is not None:
        require(can_manage_portalrb(actor))
    now = timezone.now()
    if TokenPortal.objects.filter(pk=row.pk, revoked_at=None).update(revoked_at=now):
        row.revoked_at = now
        after = snapshot(row, fields=["revoked_at"])
        record(actor=actor, action="evaluasi.token_portal.revoked", obj=row, stream=STREAM, after=after)


def find_token(authorization: str, *, at: datetime) -> TokenPortal | None:
    """The live token of an `Authorization` header, or none; one SQL query."""
    scheme, _, token = authorization.strip().partition(" ")
    token = token.strip()
    if scheme.lower() != "bearer" or not token or len(token) > 200:
        return None
    return TokenPortal.objects.live(at).filter(token_hash=hash_token(token)).first()


def may_come_from(row: TokenPortal, alamat: str | None) -> bool:
    """Whether a token may be used from this address; without ranges, from anywhere."""
    if not row.alamat:
        return True
    try:
        address = ipaddress.ip_address(alamat or "")
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return any((mapped or address) in ipaddress.ip_network(item) for item in row.alamat)
