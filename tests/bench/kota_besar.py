"""Fills the database of ZONA_DATA_DIR with a city of any size and signs a leader in; prints the session key.

Run as `python -m tests.bench.kota_besar 500`; a second number makes so many operators with open sessions, one
line each after the leader's, a third says for how many years there are worksheets (2). Rows go in by bulk: only the readers are measured.
"""

from __future__ import annotations

import os
import random
import sys
from datetime import date, timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.bench.settings")
django.setup()

from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from dasar.akun.models import Pengguna
from dasar.izin import ANONYMOUS
from dasar.jurnal.domain import record
from opd.domain.opd import make_jalur
from opd.enums import CaraTanda, OpdKind, PencananganKind, PencananganState, Role
from opd.models import (
    Keanggotaan,
    NaskahPakta,
    Opd,
    Pegawai,
    Pencanangan,
    Peserta,
    TandaTangan,
    TargetPencanangan,
)
from tests.bench.lembar_kota import make_worksheets, open_session, sign_in_staff

SINCE = date(2015, 1, 1)
STAFF, SIGNED = 10, 7
KINDS = (OpdKind.DINAS, OpdKind.BADAN, OpdKind.SEKOLAH, OpdKind.PUSKESMAS, OpdKind.UPTD)


def make_units(count: int) -> list[Opd]:
    """One unit in eight is a kecamatan; the seven after it lie below it."""
    units: list[Opd] = []
    for number in range(count):
        head = units[number - number % 8] if number % 8 else None
        kind = KINDS[number % 5] if head else OpdKind.KECAMATAN
        unit = Opd(
            code=f"U{number:05}",
            name=f"Unit Kota Nomor {number:05}",
            short_name=f"Unit {number}",
            kind=kind,
            parent=head,
            active_from=SINCE,
            counts_for_target=True,
        )
        unit.jalur = make_jalur(unit.pk, head)
        units.append(unit)
    Opd.objects.bulk_create(units)
    return units


def make_events(units: list[Opd]) -> None:
    """Nine in ten declared, on days of 2020 and of this year; every fiftieth waits."""
    now, events, parts = timezone.now(), [], []
    for number, unit in enumerate(units):
        if number % 10 == 9 and number % 50 != 49:
            continue
        waits = number % 50 == 49
        day = (
            date(2020, 1, 1) + timedelta(days=number % 300)
            if number % 3
            else date(now.year, 1, 1 + number % 20)
        )
        event = Pencanangan(
            organiser=unit,
            kind=PencananganKind.SENDIRI,
            date=day,
            state=PencananganState.SUBMITTED if waits else PencananganState.VERIFIED,
            submitted_at=now,
            decided_at=None if waits else now - timedelta(days=number % 400),
        )
        events.append(event)
        parts.append(Peserta(pencanangan=event, opd=unit, signer_name="Kepala"))
    for event in events:
        if event.decided_at and event.decided_at.date() < event.date:
            event.decided_at = now
    Pencanangan.objects.bulk_create(events)
    Peserta.objects.bulk_create(parts)


def make_signatures(units: list[Opd]) -> None:
    """Ten employees each, of whom seven signed this year."""
    now, rng = timezone.now(), random.Random(1)
    staff = [
        Pegawai(opd=unit, name=f"Pegawai {number}", title="Pelaksana", active_from=SINCE)
        for unit in units
        for number in range(STAFF)
    ]
    Pegawai.objects.bulk_create(staff)
    text = NaskahPakta.objects.create(
        number=1, title="Pakta", text="Isi", text_hash="0" * 64, valid_from=SINCE, published_at=now
    )
    TandaTangan.objects.bulk_create(
        TandaTangan(
            pegawai=person,
            opd=person.opd,
            naskah=text,
            year=now.year,
            way=CaraTanda.TAUTAN,
            signed_at=now - timedelta(days=rng.randrange(20)),
            name=person.name,
            opd_name=person.opd.name,
            typed_name=person.name,
            text_hash="0" * 64,
            evidence_hash="0" * 64,
        )
        for number, person in enumerate(staff)
        if number % STAFF < SIGNED
    )


def sign_in() -> str:
    """A leader of the city with an open session."""
    leader = Pengguna.objects.create(username="pimpinan", name="Wali Kota", must_change_password=False)
    Keanggotaan.objects.create(pengguna=leader, role=Role.PIMPINAN, active_from=SINCE)
    return open_session(leader)


def main(count: int, staff: int = 0, years: int = 2) -> None:
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    with transaction.atomic():
        units = make_units(count)
        make_events(units)
        make_signatures(units)
        TargetPencanangan.objects.create(year=2020, due_on=date(2020, 12, 31))
        for unit in units:
            record(actor=ANONYMOUS, action="opd.opd.created", obj=unit, stream=unit.stream)
        sheets = make_worksheets(units, years)
        lines = [sign_in(), *(" ".join(line) for line in sign_in_staff(sheets, staff))]
    print("\n".join(lines))  # noqa: T201 - what the caller reads


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:]))
