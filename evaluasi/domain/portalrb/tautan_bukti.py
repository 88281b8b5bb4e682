"""Links by which evaluators outside the city open the evidence of one question, and of no other."""

from __future__ import annotations

import base64
import binascii
import hmac
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from dasar.errors import DomainError, NotFound
from dasar.izin import Actor, require
from dasar.jurnal.domain import record
from evaluasi.domain.portalrb.isi import Isi
from evaluasi.models import CuplikanUnit, TautanBukti
from evaluasi.permissions import can_manage_portalrb

SALT = "evaluasi.tautan_bukti"
KEY = "k"
MAX_DAYS = 730
NOT_VALID = (
    "Tautan bukti ini tidak berlaku: salah salin, sudah dicabut, diganti, atau lewat masanya. Mintalah "
    "pengambilan ulang di PortalRB, atau tautan baru kepada koordinator Zona Integritas kota."
)


def _code(pk: UUID, edisi: int, secret: str) -> bytes:
    return salted_hmac(SALT, f"{pk}:{edisi}", secret=secret, algorithm="sha256").digest()


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def token_of(row: TautanBukti) -> str:
    """What stands in the link: the row's key and a 256-bit code that only the portal's key can compute."""
    return f"{_text(row.pk.bytes)}.{_text(_code(row.pk, row.edisi, settings.SECRET_KEY))}"


def url_of(row: TautanBukti) -> str:
    """The whole address of the evidence page."""
    return f"{settings.PUBLIC_URL}{reverse('evaluasi:bukti_luar')}?{urlencode({KEY: token_of(row)})}"


def find_tautan(token: str, *, at: datetime) -> TautanBukti:
    """The open link behind a token, with its unit; one SQL query.

    Raises NotFound with one and the same sentence for unknown, forged, replaced, revoked and expired ones. A key
    that the portal used before (SECRET_KEY_FALLBACKS) still counts.
    """
    try:
        first, _, second = token.partition(".")
        pk = UUID(bytes=_bytes(first))
        given = _bytes(second)
    except (ValueError, binascii.Error) as error:
        raise NotFound(NOT_VALID) from error
    rows = TautanBukti.objects.open_at(at).select_related(
        "unit__opd", "unit__cuplikan__usulan__periode__instrumen"
    )
    row = rows.filter(pk=pk).first()
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    if row is None or not any(hmac.compare_digest(given, _code(pk, row.edisi, key)) for key in keys):
        raise NotFound(NOT_VALID)
    return row


def _bytes(text: str) -> bytes:
    if len(text) > 64 or not text.isascii():
        raise ValueError(text[:10])
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)


def links_of(row: CuplikanUnit, *, at: datetime) -> dict[str, str]:
    """The open links of a frozen unit by question; one SQL query."""
    return {item.kode: url_of(item) for item in TautanBukti.objects.open_at(at).filter(unit=row)}


def evidence_of(isi: Isi, kode: str) -> list[Isi]:
    """The frozen evidence of one question, numbered as the page shows it."""
    return isi["bukti"].get(kode, [])


@transaction.atomic
def revoke_links(unit: CuplikanUnit, *, actor: Actor, kode: str = "") -> int:
    """Close the links of a unit, or of one question; returns how many were open. What PortalRB holds then opens nothing."""
    require(can_manage_portalrb(actor))
    rows = TautanBukti.objects.filter(unit=unit, revoked_at=None)
    if kode:
        rows = rows.filter(kode=kode)
    closed = rows.update(revoked_at=timezone.now(), version=F("version") + 1)
    if closed:
        _tell("revoked", unit, actor, {"kode": kode or "semua", "jumlah": closed})
    return closed


@transaction.atomic
def renew_links(unit: CuplikanUnit, *, actor: Actor, until: date, kode: str = "") -> int:
    """New links, open to the end of a day, in the place of all earlier ones; returns how many.

    The earlier ones stop working, so the ministry has to fetch the unit again. Raises DomainError for a day that is
    past or more than two years away.
    """
    require(can_manage_portalrb(actor))
    today = timezone.localdate()
    if not today <= until <= today + timedelta(days=MAX_DAYS):
        raise DomainError("Pilih tanggal mulai hari ini, paling jauh dua tahun.", field="until")
    ends = timezone.make_aware(datetime.combine(until, time(23, 59, 59)))
    rows = TautanBukti.objects.filter(unit=unit)
    if kode:
        rows = rows.filter(kode=kode)
    made = rows.update(edisi=F("edisi") + 1, revoked_at=None, expires_at=ends, version=F("version") + 1)
    if made:
        _tell("renewed", unit, actor, {"kode": kode or "semua", "jumlah": made, "sampai": until.isoformat()})
    return made


def _tell(what: str, unit: CuplikanUnit, actor: Actor, after: dict[str, object]) -> None:
    record(
        actor=actor,
        action=f"evaluasi.tautan_bukti.{what}",
        obj=unit,
        stream=f"opd:{unit.opd_id}",
        after=after,
    )
