"""Signing the pakta integritas for oneself after signing in, and withdrawing a signature.

Every signature binds the exact text, the person as named at that moment, the time and the way. It is an
uncertified electronic signature (PP 71/2019 Pasal 60): valid, and weaker as proof than a certified one.
Personal links are in `tautan_tanda`, scanned lists in `daftar_pindai`, checking in `keutuhan`.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from dasar.berkas.domain import store_bytes
from dasar.berkas.models import Berkas
from dasar.errors import DomainError, WrongState
from dasar.izin import Actor, require
from dasar.jurnal.domain import record, snapshot
from dasar.writing import create, validate
from opd.domain.goresan import clean_drawing
from opd.domain.keutuhan import GIVEN, compute_evidence_hash
from opd.enums import CaraTanda
from opd.models import NaskahPakta, Pegawai, Pencanangan, TandaTangan
from opd.permissions import can_sign_for, can_withdraw_signature


@dataclass(frozen=True)
class Mark:
    """What the signer leaves: a drawn picture (PNG bytes), the typed full name, or both."""

    typed_name: str = ""
    drawn: bytes = b""


def find_live(pegawai: Pegawai, *, year: int, naskah: NaskahPakta | None = None) -> TandaTangan | None:
    """The signature that a person gave in that year (under this text, if named) and did not withdraw."""
    rows = TandaTangan.objects.live().filter(pegawai=pegawai, year=year)
    return (rows.filter(naskah=naskah) if naskah else rows).first()


def require_signable(pegawai: Pegawai, naskah: NaskahPakta, *, seen_hash: str, on: date) -> None:
    """Refuse, with the reason, an old or other text, someone no longer in the unit, and a second time.

    Raises `WrongState`.
    """
    current = NaskahPakta.objects.current(on)
    if current is None or naskah.pk != current.pk:
        raise WrongState(
            "Naskah ini bukan naskah yang berlaku. Muat ulang halaman untuk membaca edisi yang berlaku, "
            "lalu tanda tangani edisi itu."
        )
    if seen_hash != naskah.text_hash:
        raise WrongState("Naskah berubah sejak Anda membukanya. Baca naskah terbaru lalu tanda tangani lagi.")
    if not Pegawai.objects.active_on(on).filter(pk=pegawai.pk).exists():
        raise WrongState(f"{pegawai.name} tidak tercatat bekerja di unit ini pada tanggal tersebut.")
    earlier = find_live(pegawai, year=on.year, naskah=naskah)
    if earlier is not None:
        raise WrongState(_once_is_enough(earlier))


def _once_is_enough(earlier: TandaTangan) -> str:
    signed_on = timezone.localtime(earlier.signed_at)
    return f"{earlier.name} sudah menandatangani naskah ini pada {signed_on:%d-%m-%Y}. Satu kali sudah cukup."


def same_name(typed: str, name: str) -> bool:
    """Whether a typed name is this name; capitals, doubled blanks and ways of encoding letters do not matter."""
    return _plain(typed) == _plain(name)


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def store_mark(mark: Mark, pegawai: Pegawai) -> Berkas | None:
    """Keep the drawn picture, made anew; None when the name was typed instead.

    Raises `DomainError` for a blank or unreadable drawing, a name that is not the signer's, or neither.
    """
    typed = mark.typed_name.strip()
    if typed and not same_name(typed, pegawai.name):
        raise DomainError(
            f"Nama yang diketik berbeda. Ketik nama lengkap persis seperti tercatat: {pegawai.name}.",
            field="typed_name",
        )
    if not mark.drawn and not typed:
        raise DomainError(
            f"Gambarlah tanda tangan, atau ketik nama lengkap persis seperti tercatat: {pegawai.name}.",
            field="typed_name",
        )
    if not mark.drawn:
        return None
    return store_bytes(data=clean_drawing(mark.drawn), name_hint="tanda tangan", media_type="image/png")


def keep_signature(row: TandaTangan, *, actor: Actor) -> TandaTangan:
    """Freeze the person and text as they are now, fingerprint it all, store and journal it.

    Raises `WrongState` when the same signature was given a moment ago (two clicks, two people).
    """
    pegawai = row.pegawai
    row.opd, row.opd_name = pegawai.opd, pegawai.opd.name
    row.name, row.nip, row.title = pegawai.name, pegawai.nip, pegawai.title
    row.contoh = pegawai.contoh
    row.text_hash = row.naskah.text_hash
    row.evidence_hash = compute_evidence_hash(row)
    try:
        with transaction.atomic():
            return create(row, actor=actor, action=GIVEN, stream=pegawai.opd.stream)
    except (IntegrityError, DomainError) as error:  # seen by the database, or just before it by the check
        earlier = find_live(pegawai, year=row.year, naskah=row.naskah)
        if earlier is None:
            raise
        raise WrongState(_once_is_enough(earlier)) from error


@transaction.atomic
def sign_on_screen(
    pegawai: Pegawai,
    *,
    actor: Actor,
    naskah: NaskahPakta,
    seen_hash: str,
    mark: Mark,
    pencanangan: Pencanangan | None = None,
) -> TandaTangan:
    """Sign for oneself after signing in. `seen_hash` is the hash of the text that was on the screen.

    Raises `PermissionRefused` when signing for someone else, `WrongState` a second time or on an old
    text, `DomainError` without a drawn sign or the exact full name.
    """
    require(can_sign_for(actor, pegawai))
    now = timezone.now()
    today = timezone.localdate(now)
    require_signable(pegawai, naskah, seen_hash=seen_hash, on=today)
    row = TandaTangan(
        pegawai=pegawai,
        naskah=naskah,
        year=today.year,
        pencanangan=pencanangan,
        way=CaraTanda.LAYAR,
        signed_at=now,
        signed_by=actor.pengguna,
        typed_name=mark.typed_name.strip(),
        berkas=store_mark(mark, pegawai),
    )
    return keep_signature(row, actor=actor)


@transaction.atomic
def withdraw_signature(row: TandaTangan, *, actor: Actor, reason: str) -> TandaTangan:
    """Mark a signature as withdrawn, with the reason; it stays readable and no longer counts.

    Raises `WrongState` when it was withdrawn already, also a moment ago.
    """
    require(can_withdraw_signature(actor, row))
    if not reason.strip():
        raise DomainError("Tuliskan alasan penarikan.", field="reason")
    fields = ["withdrawn_at", "withdrawn_by", "withdraw_reason"]
    fresh = TandaTangan.objects.select_related("opd").get(pk=row.pk)
    before = snapshot(fresh, fields=fields)
    values = {
        "withdrawn_at": timezone.now(),
        "withdrawn_by": actor.pengguna,
        "withdraw_reason": reason.strip(),
    }
    for name, value in values.items():
        setattr(fresh, name, value)
    validate(fresh)
    if TandaTangan.objects.live().filter(pk=row.pk).update(**values) != 1:
        raise WrongState("Tanda tangan ini sudah ditarik.")
    record(
        actor=actor,
        action="opd.tanda_tangan.withdrawn",
        obj=fresh,
        stream=fresh.opd.stream,
        before=before,
        after=snapshot(fresh, fields=fields),
        reason=reason.strip(),
    )
    return fresh
