"""The week and the calendar through the API: what the pages show, for the same people."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.test import Client

from opd.enums import Role
from opd.models import Opd
from tests.factories.akun import PenggunaFactory
from tests.factories.evaluasi import PeriodeFactory, make_lembar
from tests.factories.opd import KeanggotaanFactory, OpdFactory, make_actor
from tests.factories.rencana import TindakanFactory
from tests.zona.dasbor.test_halaman import enter
from zona.dasbor.domain.pengingat import recipients_of, remind

pytestmark = pytest.mark.django_db
PERSON = "KNRI-orang"


@pytest.fixture(autouse=True)
def _today() -> object:
    with time_machine.travel(datetime(2026, 11, 20, 3, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def unit() -> Opd:
    """A unit with a worksheet begun and one promise that is late, served by somebody."""
    opd = OpdFactory(short_name="Dinsatu", counts_for_target=False)
    KeanggotaanFactory(pengguna=PenggunaFactory(name=PERSON), opd=opd, role=Role.OPERATOR)
    make_lembar(opd=opd, periode=PeriodeFactory(year=2026, closes_at=datetime(2026, 11, 30, tzinfo=UTC)))
    TindakanFactory(rencana__opd=opd, due_on=date(2026, 10, 1), responsible=PERSON)
    return opd


def rows(client: Client, address: str) -> list[dict]:
    answer = client.get(f"/api/v1/{address}")
    assert answer.status_code == 200
    assert PERSON not in answer.content.decode()
    return answer.json()["results"]


def test_what_waits_is_told_and_narrowed(unit: Opd) -> None:
    client = enter(Role.KOORDINATOR)
    told = [(row["perihal"], row["tenggat"], row["lewat"]) for row in rows(client, "menunggu/")]
    late, sheet = ("Tepati 1 janji rencana aksi", None, True), ("Isi lembar kerja 2026", "2026-11-30", False)
    assert told == [late, sheet]
    assert [row["perihal"] for row in rows(client, "menunggu/?lewat=true")] == [late[0]]
    assert rows(client, "menunggu/?siapa=tpi") == []
    assert rows(client, f"menunggu/?unit={OpdFactory(counts_for_target=False).pk}") == []
    assert client.get("/api/v1/menunggu/?siapa=semua").status_code == 400


def test_who_was_reminded_is_told_without_a_name(unit: Opd) -> None:
    client = enter(Role.KOORDINATOR)
    assert {row["diingatkan"] for row in rows(client, "menunggu/")} == {False}
    remind(unit, perihal="Isi", people=recipients_of(unit), actor=make_actor(Role.KOORDINATOR))
    assert {row["diingatkan"] for row in rows(client, "menunggu/")} == {True}


@pytest.mark.parametrize("role", [Role.PIMPINAN, Role.PENILAI_KETUA, Role.ADMINISTRATOR])
def test_only_the_coordinator_reads_the_week(unit: Opd, role: str) -> None:
    answer = enter(role).get("/api/v1/menunggu/")
    assert (answer.status_code, "hanya untuk koordinator" in answer.json()["detail"]) == (403, True)


def test_calendar_is_told_between_days_and_nothing_foreign(unit: Opd) -> None:
    own, other = enter(Role.OPERATOR, unit), enter(Role.OPERATOR, OpdFactory())
    told = [(row["tanggal"], row["acara"]) for row in rows(own, "jadwal/?dari=2026-10-01&sampai=2026-11-30")]
    promise = ("2026-10-01", "Tenggat 1 janji rencana aksi")
    assert told == [promise, ("2026-11-30", "Pengisian LKE 2026 ditutup")]
    assert promise not in [(row["tanggal"], row["acara"]) for row in rows(other, "jadwal/")]
    assert own.get("/api/v1/jadwal/?dari=besok").status_code == 400
