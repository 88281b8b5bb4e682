"""Writes to a unit's plan: its actions, what the unit reports of them, and what is verified of that."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from dasar.errors import DomainError, WrongState
from dasar.format import angka, tanggal
from dasar.izin import Actor, require
from dasar.jurnal.domain import record, snapshot
from dasar.writing import create, update
from opd.enums import Pihak
from opd.models import Dokumen, Kemajuan, Opd, RencanaAksi, Tindakan
from opd.permissions import can_manage_rencana, can_verify_kemajuan

CENT = Decimal("0.01")


@transaction.atomic
def begin_rencana(*, actor: Actor, opd: Opd, year: int, contoh: bool = False) -> RencanaAksi:
    """The plan of that unit and year, begun now if there is none: asked twice, the same plan.

    Raises `DomainError` for a unit that no longer exists.
    """
    require(can_manage_rencana(actor, opd))
    there = RencanaAksi.objects.filter(opd=opd, year=year).first()
    if there is not None:
        return there
    if opd.active_to is not None and opd.active_to <= timezone.localdate():
        raise DomainError(
            f"{opd.short_name} sudah berakhir. Susun rencana pada unit penerusnya.", field="opd"
        )
    row = RencanaAksi(opd=opd, year=year, begun_at=timezone.now(), begun_by=actor.pengguna, contoh=contoh)
    return create(row, actor=actor, action="opd.rencana_aksi.begun", stream=row.stream)


@transaction.atomic
def add_tindakan(rencana: RencanaAksi, *, actor: Actor, key: UUID | None = None, **values: Any) -> Tindakan:
    """Promise an action. `key` is drawn beforehand, so that a second click gives the same row.

    Raises `DomainError` naming the field at fault; start and due lie in the year of the plan (rule of the portal).
    """
    require(can_manage_rencana(actor, rencana.opd))
    there = Tindakan.objects.filter(pk=key, rencana=rencana).first() if key else None
    if there is not None:
        return there
    row = Tindakan(rencana=rencana, **({"id": key} if key else {}), **_rounded(values))
    _check_year(row)
    return create(row, actor=actor, action="opd.tindakan.added", stream=rencana.stream)


@transaction.atomic
def update_tindakan(tindakan: Tindakan, *, version: int, actor: Actor, **changes: Any) -> Tindakan:
    """Correct an action. A due date that has passed stays, and so does a target of which something is verified:
    otherwise a promise could be kept by moving it (rule of the portal). Raises `Conflict` with both texts.
    """
    require(can_manage_rencana(actor, tindakan.rencana.opd))
    _refuse_cancelled(tindakan)
    changes = _rounded(changes)
    if (
        "due_on" in changes
        and changes["due_on"] != tindakan.due_on
        and tindakan.due_on < timezone.localdate()
    ):
        raise DomainError(
            f"Tenggat {tanggal(tindakan.due_on)} sudah lewat dan tidak dapat digeser. "
            "Laporkan kemajuannya, atau batalkan janji ini dengan alasan.",
            field="due_on",
        )
    moved = [
        name for name in ("target", "satuan") if name in changes and changes[name] != getattr(tindakan, name)
    ]
    if moved and tindakan.kemajuan.filter(pihak=Pihak.VERIFIKATOR).exists():
        raise DomainError(
            "Sebagian capaiannya sudah diverifikasi terhadap target ini. Buat janji baru bila targetnya lain.",
            field=moved[0],
        )
    probe = Tindakan(rencana=tindakan.rencana, starts_on=tindakan.starts_on, due_on=tindakan.due_on)
    probe.starts_on, probe.due_on = (
        changes.get("starts_on", probe.starts_on),
        changes.get("due_on", probe.due_on),
    )
    _check_year(probe)
    return update(
        tindakan,
        changes,
        version=version,
        actor=actor,
        action="opd.tindakan.updated",
        stream=tindakan.rencana.stream,
    )


@transaction.atomic
def cancel_tindakan(tindakan: Tindakan, *, actor: Actor, reason: str) -> Tindakan:
    """Give an action up with a reason; it stays to be seen. Raises `WrongState` when that was done already."""
    require(can_manage_rencana(actor, tindakan.rencana.opd))
    fresh = Tindakan.objects.select_related("rencana").get(pk=tindakan.pk)
    _refuse_cancelled(fresh)
    if not reason.strip():
        raise DomainError("Tuliskan alasan pembatalan.", field="reason")
    return update(
        fresh,
        {"cancelled_at": timezone.now(), "cancel_reason": reason.strip()},
        version=fresh.version,
        actor=actor,
        action="opd.tindakan.cancelled",
        stream=fresh.rencana.stream,
    )


@transaction.atomic
def remove_tindakan(tindakan: Tindakan, *, actor: Actor) -> None:
    """Take back an action of which nothing was reported. Raises `WrongState` when something was: cancel it then."""
    require(can_manage_rencana(actor, tindakan.rencana.opd))
    before, pk = snapshot(tindakan), tindakan.pk
    try:
        with transaction.atomic():
            gone, _ = tindakan.delete()
    except ProtectedError as error:
        raise WrongState(
            "Kemajuan janji ini sudah pernah dilaporkan, jadi tidak dapat dihapus. Batalkan dengan alasan."
        ) from error
    if not gone:
        return
    tindakan.pk = pk
    stream = tindakan.rencana.stream
    record(actor=actor, action="opd.tindakan.removed", obj=tindakan, stream=stream, before=before)


@transaction.atomic
def report_kemajuan(
    tindakan: Tindakan,
    *,
    actor: Actor,
    key: UUID | None = None,
    dokumen: Dokumen | None = None,
    **values: Any,
) -> Kemajuan:
    """What the unit has achieved since the beginning, as of a day (`on`, `amount`, `note`), with its evidence.

    Raises `DomainError` for a day to come, one before the start, or a document of another unit's library.
    """
    require(can_manage_rencana(actor, tindakan.rencana.opd))
    if dokumen is not None and dokumen.opd_id != tindakan.rencana.opd_id:
        raise DomainError("Pilih dokumen dari pustaka unit ini.", field="dokumen")
    return _add(tindakan, Pihak.UNIT, actor, key, {**values, "dokumen": dokumen})


@transaction.atomic
def verify_kemajuan(tindakan: Tindakan, *, actor: Actor, key: UUID | None = None, **values: Any) -> Kemajuan:
    """What of the unit's newest report is verified; at most what was reported, less with a note that says why.

    Raises `DomainError` while nothing is reported. The unit's own rows stay as they are.
    """
    require(can_verify_kemajuan(actor, tindakan.rencana.opd))
    newest = tindakan.kemajuan.filter(pihak=Pihak.UNIT).first()
    if newest is None:
        raise DomainError("Unit belum melaporkan kemajuan, jadi belum ada yang dapat diverifikasi.")
    if values["amount"] > newest.amount:
        most = angka(newest.amount.normalize())
        raise DomainError(f"Paling banyak {most}, sebanyak yang dilaporkan unit.", field="amount")
    if values["amount"] < newest.amount and not values.get("note", "").strip():
        raise DomainError("Tuliskan mengapa kurang dari yang dilaporkan unit.", field="note")
    values.setdefault("on", timezone.localdate())
    return _add(tindakan, Pihak.VERIFIKATOR, actor, key, values)


def _add(tindakan: Tindakan, pihak: str, actor: Actor, key: UUID | None, values: dict[str, Any]) -> Kemajuan:
    there = Kemajuan.objects.filter(pk=key, tindakan=tindakan, pihak=pihak).first() if key else None
    if there is not None:
        return there
    _refuse_cancelled(tindakan)
    row = Kemajuan(
        tindakan=tindakan,
        pihak=pihak,
        at=timezone.now(),
        by=actor.pengguna,
        **({"id": key} if key else {}),
        **_rounded(values),
    )
    if row.on > timezone.localdate():
        raise DomainError("Tanggalnya masih akan datang. Laporkan keadaan sampai hari ini.", field="on")
    if row.on < tindakan.starts_on:
        raise DomainError(f"Tanggalnya sebelum mulai, {tanggal(tindakan.starts_on)}.", field="on")
    action = "opd.kemajuan.reported" if pihak == Pihak.UNIT else "opd.kemajuan.verified"
    return create(row, actor=actor, action=action, stream=tindakan.rencana.stream)


def _refuse_cancelled(tindakan: Tindakan) -> None:
    if tindakan.cancelled_at is not None:
        raise WrongState("Janji ini sudah dibatalkan dan tidak dapat diubah lagi.")


def _check_year(row: Tindakan) -> None:
    year = row.rencana.year
    for name, word in (("starts_on", "Mulai"), ("due_on", "Tenggat")):
        if getattr(row, name).year != year:
            raise DomainError(f"{word} harus dalam tahun rencana ini, {year}.", field=name)
    if row.due_on < row.starts_on:
        raise DomainError("Tenggat tidak boleh sebelum tanggal mulai.", field="due_on")


def _rounded(values: dict[str, Any]) -> dict[str, Any]:
    """Amounts with the two decimals that the database keeps, so that an unchanged one is no change."""
    return {
        name: value.quantize(CENT) if isinstance(value, Decimal) else value for name, value in values.items()
    }
