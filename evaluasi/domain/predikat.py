"""What the ministry decided and what follows: stages, awards, two-yearly reports, revocation and its lock.

The periods stand in `evaluasi/data/predikat.json` with the page of the regulation that sets them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from dasar.errors import DomainError, WrongState
from dasar.format import tanggal
from dasar.izin import Actor, require
from dasar.writing import create, transition, update
from evaluasi.domain.lembar_kerja import TRANSITIONS as LEMBAR_TRANSITIONS
from evaluasi.enums import HasilKind, PredikatKind, TahapTpn, UsulanState
from evaluasi.models import HasilTpn, LaporanPredikat, Predikat, UsulanUnit
from evaluasi.permissions import can_manage_usulan
from opd.models import Opd

DATA = Path(__file__).parent.parent / "data/predikat.json"


@dataclass(frozen=True)
class Jangka:
    """A period of the law in years, and where it is written."""

    tahun: int
    dasar: str

    def after(self, day: date) -> date:
        """The same day that many years later; 29 February becomes 1 March."""
        try:
            return day.replace(year=day.year + self.tahun)
        except ValueError:
            return date(day.year + self.tahun, 3, 1)


@cache
def read_jangka() -> dict[str, Jangka]:
    """The periods by name: `laporan` and `jeda_pencabutan`."""
    source = json.loads(DATA.read_text(encoding="utf-8"))
    return {name: Jangka(**row) for name, row in source.items()}


def find_obstacle(opd: Opd, kind: str, on: date) -> str:
    """Why a unit cannot be proposed for a predicate on that day, in words; empty when nothing stands in the way.

    After a revocation it waits (R90/2021, pp. 63-64); WBBM presupposes a WBK in force (Tabel 6).
    """
    rows = Predikat.objects.filter(opd=opd)
    if kind == PredikatKind.WBBM:
        held = rows.filter(kind=PredikatKind.WBK).held_on(on).exists()
        return "" if held else f"{opd.short_name} belum berpredikat WBK yang masih berlaku."
    jeda = read_jangka()["jeda_pencabutan"]
    last = rows.filter(revoked_on__isnull=False, revoked_on__lte=on).order_by("-revoked_on").first()
    if last is None or last.revoked_on is None or (until := jeda.after(last.revoked_on)) <= on:
        return ""
    return (
        f"Predikat {opd.short_name} dicabut {tanggal(last.revoked_on)}; baru dapat diusulkan lagi mulai "
        f"{tanggal(until)} ({jeda.dasar})."
    )


@transaction.atomic
def record_predikat(*, actor: Actor | None, opd: Opd, kind: str, **values: Any) -> Predikat:
    """Record a predicate as its decision gives it. `actor` is None only for what a command loads.

    Raises `DomainError` for WBBM without an earlier WBK, or twice for one round.
    """
    if actor is not None:
        require(can_manage_usulan(actor))
    row = Predikat(opd=opd, kind=kind, **values)
    if kind == PredikatKind.WBBM:
        wbk = Predikat.objects.filter(opd=opd, kind=PredikatKind.WBK, valid_from__lt=row.valid_from)
        if not wbk.filter(Q(revoked_on=None) | Q(revoked_on__gt=row.valid_from)).exists():
            raise DomainError(
                f"{opd.short_name} belum pernah berpredikat WBK sebelum tanggal itu.", field="kind"
            )
    return create(row, actor=actor, action="evaluasi.predikat.recorded", stream=row.stream)


@transaction.atomic
def revoke_predikat(predikat: Predikat, *, actor: Actor, revoked_on: date, reason: str) -> Predikat:
    """Record that a predicate was revoked; from that day the unit waits before it is proposed again.

    Raises `WrongState` on a second click, `DomainError` without a reason or for a day before it was given or to come.
    """
    require(can_manage_usulan(actor))
    if Predikat.objects.filter(pk=predikat.pk, revoked_on__isnull=False).exists():
        raise WrongState("Pencabutan predikat ini sudah dicatat.")
    if revoked_on > timezone.localdate():
        raise DomainError("Tanggal pencabutan belum tiba.", field="revoked_on")
    if not reason.strip():
        raise DomainError("Tuliskan alasannya.", field="reason")
    changes = {"revoked_on": revoked_on, "revoke_reason": reason.strip(), "revoked_at": timezone.now()}
    action = "evaluasi.predikat.revoked"
    return update(
        predikat, changes, version=predikat.version, actor=actor, action=action, stream=predikat.stream
    )


@transaction.atomic
def record_report(predikat: Predikat, *, actor: Actor, **values: Any) -> LaporanPredikat:
    """Record the report to the ministry on a predicate still held. Raises `WrongState` once it is revoked."""
    require(can_manage_usulan(actor))
    if Predikat.objects.filter(pk=predikat.pk, revoked_on__isnull=False).exists():
        raise WrongState("Predikat ini sudah dicabut; laporannya tidak dicatat lagi.")
    if values["tanggal"] < predikat.valid_from:
        raise DomainError("Laporan dibuat sesudah predikat diberikan.", field="tanggal")
    row = LaporanPredikat(predikat=predikat, recorded_at=timezone.now(), recorded_by=actor.pengguna, **values)
    return create(row, actor=actor, action="evaluasi.laporan_predikat.recorded", stream=predikat.stream)


def report_due(predikat: Predikat, last: date | None) -> date | None:
    """By when the next two-yearly report is due; None once it is revoked or no longer valid."""
    today = timezone.localdate()
    if predikat.revoked_on is not None or (predikat.valid_to is not None and predikat.valid_to <= today):
        return None
    return read_jangka()["laporan"].after(last or predikat.valid_from)


@transaction.atomic
def record_result(
    unit: UsulanUnit,
    *,
    actor: Actor,
    tahap: str,
    hasil: str,
    tanggal: date,
    sumber: str,
    nilai: Decimal | None = None,
    catatan: str = "",
    sk_nomor: str = "",
    valid_to: date | None = None,
) -> HasilTpn:
    """Record what TPN decided at a stage. The last stage decides the worksheet, and passing it gives the predicate.

    Raises `WrongState` before the proposal is approved or once it is decided, `DomainError` for a stage recorded
    already, or one that cannot follow: after a failure only an objection (sanggah) does.
    """
    require(can_manage_usulan(actor))
    usulan = unit.usulan
    if usulan.state != UsulanState.APPROVED or not unit.diusulkan:
        raise WrongState("Hasil TPN dicatat untuk unit dalam usulan yang sudah disahkan.")
    _require_follows(unit, tahap)
    row = HasilTpn(
        unit=unit,
        tahap=tahap,
        hasil=hasil,
        tanggal=tanggal,
        nilai=nilai,
        catatan=catatan.strip(),
        sumber=sumber.strip(),
        recorded_at=timezone.now(),
        recorded_by=actor.pengguna,
    )
    create(row, actor=actor, action="evaluasi.hasil_tpn.recorded", stream=unit.lembar.stream)
    if tahap == TahapTpn.PENETAPAN:
        _decide(row, actor, sk_nomor, valid_to)
    return row


def _require_follows(unit: UsulanUnit, tahap: str) -> None:
    done = {row.tahap: row.hasil for row in unit.hasil.all()}
    if TahapTpn.PENETAPAN in done:
        raise WrongState("Unit ini sudah diputuskan.")
    failed = [kind for kind, hasil in done.items() if hasil == HasilKind.GUGUR and kind != TahapTpn.SANGGAH]
    objected = done.get(TahapTpn.SANGGAH)
    if failed and objected != HasilKind.LULUS and tahap not in {TahapTpn.SANGGAH, TahapTpn.PENETAPAN}:
        raise DomainError(
            "Unit ini tidak lulus tahap sebelumnya. Catat hasil sanggahnya dahulu, atau penetapannya.",
            field="tahap",
        )


def _decide(row: HasilTpn, actor: Actor, sk_nomor: str, valid_to: date | None) -> None:
    unit, lembar = row.unit, row.unit.lembar
    if row.hasil == HasilKind.LULUS:
        record_predikat(
            actor=actor,
            opd=lembar.opd,
            kind=unit.predikat,
            year=lembar.periode.year,
            unit=unit,
            sk_nomor=sk_nomor.strip(),
            valid_from=row.tanggal,
            valid_to=valid_to,
            sumber=row.sumber,
            contoh=lembar.contoh,
        )
    transition(
        lembar,
        "decide",
        LEMBAR_TRANSITIONS,
        actor=actor,
        action="evaluasi.lembar_kerja.decided",
        stream=lembar.stream,
    )
