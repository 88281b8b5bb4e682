"""Personal links (or QR) by which an employee without an account signs once.

Only the SHA-256 of the 256 random bits is kept; the link itself is shown once, when made.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from dasar.errors import DomainError, NotFound, WrongState
from dasar.izin import ANONYMOUS, Actor, require
from dasar.jurnal.domain import record, snapshot
from dasar.writing import create
from opd.domain.tanda_tangan import Mark, keep_signature, require_signable, store_mark
from opd.enums import CaraTanda
from opd.models import NaskahPakta, Opd, Pegawai, Pencanangan, TandaTangan, TautanTanda
from opd.permissions import can_collect_signatures

LINK_DAYS = 14
LINKS_AT_ONCE = 100
# A second click within this time is the same act, and gets the same signature.
SAME_ACT = timedelta(minutes=2)
NOT_VALID = (
    "Tautan ini tidak berlaku: sudah dipakai, dicabut, atau lewat masanya. Mintalah tautan baru "
    "kepada operator unit Anda."
)


def hash_token(token: str) -> str:
    """The form in which a token is kept and looked up."""
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()


@transaction.atomic
def create_tautan(
    pegawai: Pegawai, *, actor: Actor, pencanangan: Pencanangan | None = None
) -> tuple[TautanTanda, str]:
    """Make the personal link of an employee; an older open one is revoked. The token is returned once.

    It opens for 14 days and for one signature. Raises `WrongState` for someone who no longer works in the
    unit or has signed this year's text.
    """
    require(can_collect_signatures(actor, pegawai.opd))
    now = timezone.now()
    _require_in_need(pegawai)
    for older in pegawai.tautan_tanda.filter(used_at=None, revoked_at=None):
        revoke_tautan(older, actor=actor)
    token = secrets.token_urlsafe(32)
    row = TautanTanda(
        pegawai=pegawai,
        pencanangan=pencanangan,
        token_hash=hash_token(token),
        created_at=now,
        created_by=actor.pengguna,
        expires_at=now + timedelta(days=LINK_DAYS),
    )
    return create(row, actor=actor, action="opd.tautan_tanda.created", stream=pegawai.opd.stream), token


def _require_in_need(pegawai: Pegawai) -> None:
    today = timezone.localdate()
    naskah = NaskahPakta.objects.current(today)
    if naskah is None:
        raise WrongState(
            "Belum ada naskah pakta integritas yang berlaku, sehingga belum ada yang ditandatangani."
        )
    require_signable(pegawai, naskah, seen_hash=naskah.text_hash, on=today)


@transaction.atomic
def create_tautan_for(
    opd: Opd, pegawai: Iterable[Pegawai], *, actor: Actor
) -> tuple[list[tuple[TautanTanda, str]], list[str]]:
    """Links for several employees of one unit at once, and why some got none.

    Raises `DomainError` when nobody or more than a hundred are named, or someone of another unit; then no
    link is made.
    """
    require(can_collect_signatures(actor, opd))
    people = list(pegawai)
    if not people:
        raise DomainError("Pilih sedikitnya satu pegawai yang akan dibuatkan tautan.", field="pegawai")
    if len(people) > LINKS_AT_ONCE:
        raise DomainError(
            f"Paling banyak {LINKS_AT_ONCE} pegawai sekali jalan; Anda memilih {len(people)}. "
            "Kurangi pilihan, cetak, lalu lanjutkan dengan sisanya.",
            field="pegawai",
        )
    if any(person.opd_id != opd.pk for person in people):
        raise DomainError("Tautan hanya dibuat untuk pegawai unit ini.", field="pegawai")
    made, left_out = [], []
    for person in people:
        try:
            made.append(create_tautan(person, actor=actor))
        except WrongState as refusal:
            left_out.append(refusal.message)
    return made, left_out


@transaction.atomic
def revoke_tautan(tautan: TautanTanda, *, actor: Actor) -> None:
    """Close a personal link at once; a second time changes nothing. Raises `WrongState` once it was used."""
    require(can_collect_signatures(actor, tautan.pegawai.opd))
    before = snapshot(tautan, fields=["revoked_at"])
    now = timezone.now()
    rows = TautanTanda.objects.filter(pk=tautan.pk, used_at=None, revoked_at=None)
    if rows.update(revoked_at=now) != 1:
        if TautanTanda.objects.filter(pk=tautan.pk, used_at__isnull=False).exists():
            raise WrongState("Tautan ini sudah dipakai untuk menandatangani, jadi tidak perlu dicabut.")
        return
    tautan.revoked_at = now
    record(
        actor=actor,
        action="opd.tautan_tanda.revoked",
        obj=tautan,
        stream=tautan.pegawai.opd.stream,
        before=before,
        after=snapshot(tautan, fields=["revoked_at"]),
    )


def find_tautan(token: str) -> TautanTanda:
    """The open link behind a token. Raises `NotFound` with one and the same sentence for unknown,
    used, revoked and expired ones.
    """
    row = (
        TautanTanda.objects.open_at(timezone.now())
        .select_related("pegawai__opd", "pencanangan")
        .filter(token_hash=hash_token(token))
        .first()
    )
    if row is None:
        raise NotFound(NOT_VALID)
    return row


def signed_just_now(token: str) -> TandaTangan | None:
    """The signature that this token gave within the last two minutes: a second click asks for it."""
    since = timezone.now() - SAME_ACT
    row = TautanTanda.objects.filter(token_hash=hash_token(token), used_at__gte=since).first()
    return row.tanda_tangan if row is not None else None


@transaction.atomic
def sign_by_link(token: str, *, naskah: NaskahPakta, seen_hash: str, mark: Mark) -> TandaTangan:
    """Sign with a personal link, once; a second click within two minutes returns the same signature.

    Raises like `find_tautan` and `sign_on_screen`.
    """
    again = signed_just_now(token)
    if again is not None:
        return again
    tautan = find_tautan(token)
    pegawai = tautan.pegawai
    now = timezone.now()
    today = timezone.localdate(now)
    require_signable(pegawai, naskah, seen_hash=seen_hash, on=today)
    row = TandaTangan(
        pegawai=pegawai,
        naskah=naskah,
        year=today.year,
        pencanangan=tautan.pencanangan,
        way=CaraTanda.TAUTAN,
        signed_at=now,
        typed_name=mark.typed_name.strip(),
        berkas=store_mark(mark, pegawai),
    )
    kept = keep_signature(row, actor=ANONYMOUS)
    rows = TautanTanda.objects.filter(pk=tautan.pk, used_at=None, revoked_at=None)
    if rows.update(used_at=now, tanda_tangan=kept) != 1:
        raise WrongState("Tautan ini baru saja dipakai atau dicabut.")
    return kept
