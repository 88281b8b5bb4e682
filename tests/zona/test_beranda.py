"""The home page: what waits for each role, and nothing of other units."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dasar.akun.models import Pengguna
from evaluasi.domain.pengisian import save_jawaban
from opd.enums import PencananganState as State
from opd.enums import Role
from opd.models import Opd, Pencanangan, TargetPencanangan
from tests.factories.akun import PenggunaFactory
from tests.factories.evaluasi import make_instrumen, make_lembar
from tests.factories.opd import (
    KeanggotaanFactory,
    OpdFactory,
    PegawaiFactory,
    PencananganFactory,
    PesertaFactory,
    make_actor,
)
from tests.factories.pakta import TandaTanganFactory
from tests.opd.test_papan import declare

pytestmark = pytest.mark.django_db
TITLES = re.compile(r'<div class="task-main"><a href="[^"]*">([^<]*)</a>')


def enter(role: str | None, opd: Opd | None = None) -> tuple[Client, Pengguna]:
    person = PenggunaFactory()
    if role:
        KeanggotaanFactory(pengguna=person, opd=opd, role=role)
    client = Client()
    client.force_login(person)
    return client, person


def titles(client: Client) -> list[str]:
    return TITLES.findall(client.get("/").content.decode())


def draft_of(opd: Opd, state: str = State.DRAFT) -> Pencanangan:
    if state != State.DRAFT:
        return declare(opd, day=date(2020, 7, 20), state=state)
    event = PencananganFactory(organiser=opd)
    PesertaFactory(pencanangan=event)
    return event


@pytest.fixture
def dinas() -> Opd:
    """The unit in question, beside another one where everything waits as well."""
    other = OpdFactory(short_name="Lain", name="Dinas Lain")
    draft_of(other)
    PegawaiFactory(opd=other)
    OpdFactory(short_name="Asing")
    return OpdFactory(short_name="Dinkes", name="Dinas Kesehatan")


def test_operator_begins_with_the_declaration_and_the_staff_list(dinas: Opd) -> None:
    TargetPencanangan.objects.create(year=2020, due_on=date(2020, 12, 31))
    client, _ = enter(Role.OPERATOR, dinas)
    assert titles(client) == ["Buat pencanangan Dinkes", "Isi daftar pegawai Dinkes"]
    assert "Lewat tenggat" in client.get("/").content.decode()


@pytest.mark.parametrize(
    ("state", "title"),
    [
        (State.DRAFT, "Lengkapi pencanangan Dinas Kesehatan"),
        (State.RETURNED, "Perbaiki pencanangan Dinas Kesehatan"),
        (State.SUBMITTED, "Pantau pencanangan Dinas Kesehatan"),
    ],
)
def test_operator_goes_on_with_what_is_open(dinas: Opd, state: str, title: str) -> None:
    draft_of(dinas, state)
    client, _ = enter(Role.OPERATOR, dinas)
    assert title in titles(client)
    assert "Buat pencanangan Dinkes" not in titles(client)


def test_unit_gathers_the_signatures_that_are_missing(dinas: Opd) -> None:
    declare(dinas, day=date(2020, 7, 20))
    signed, _ = PegawaiFactory(opd=dinas), PegawaiFactory(opd=dinas)
    TandaTanganFactory(pegawai=signed)
    client, _ = enter(Role.KEPALA, dinas)
    page = client.get("/").content.decode()
    assert "1 dari 2 pegawai sudah menandatangani" in page
    assert "1 hal menunggu Anda" in page


def test_head_signs_the_own_pakta_first(dinas: Opd) -> None:
    client, person = enter(Role.KEPALA, dinas)
    PegawaiFactory(opd=dinas, pengguna=person, title="Kepala Dinas")
    assert titles(client)[0].startswith("Tandatangani pakta integritas")


def test_coordinator_sees_the_queue_oldest_first_and_who_has_not(dinas: Opd) -> None:
    draft_of(dinas, State.SUBMITTED)
    client, _ = enter(Role.KOORDINATOR)
    assert titles(client) == [
        "Periksa pencanangan Dinas Kesehatan",
        f"Buka periode evaluasi {timezone.localdate().year}",
        "3 OPD belum mencanangkan",
    ]


def test_coordinator_is_not_offered_what_the_own_unit_handed_in(dinas: Opd) -> None:
    draft_of(dinas, State.SUBMITTED)
    client, person = enter(Role.KOORDINATOR)
    KeanggotaanFactory(pengguna=person, opd=dinas, role=Role.OPERATOR)
    assert "Periksa pencanangan Dinas Kesehatan" not in titles(client)


def test_leader_is_led_to_the_board(dinas: Opd) -> None:
    client, _ = enter(Role.PIMPINAN)
    assert client.get("/").headers["Location"] == "/dasbor/"


def test_administrator_sees_accounts_without_a_role_and_units_without_an_operator(dinas: Opd) -> None:
    PenggunaFactory()
    PenggunaFactory(is_active=False)
    PenggunaFactory(must_change_password=True)
    client, _ = enter(Role.ADMINISTRATOR)
    make_instrumen()
    assert titles(client) == [
        "Beri peran kepada 2 akun",
        "Tunjuk operator untuk 3 OPD",
        "1 akun belum mengganti kata sandi awal",
    ]


def test_person_without_a_role_is_told_whom_to_ask(dinas: Opd) -> None:
    client, _ = enter(None)
    page = client.get("/").content.decode()
    assert "belum punya peran" in page
    assert titles(client) == []


@pytest.mark.parametrize("units", [1, 3])
@pytest.mark.parametrize(
    ("role", "own"),
    [(Role.OPERATOR, 9), (Role.KOORDINATOR, 6), (Role.ADMINISTRATOR, 4), (Role.PENILAI_ANGGOTA, 3)],
)
def test_home_costs_the_same_queries_whatever_waits(role: str, own: int, units: int) -> None:
    parent = OpdFactory()
    for _ in range(units):
        unit = OpdFactory(parent=parent)
        draft_of(unit)
        draft_of(OpdFactory(parent=parent), State.SUBMITTED)
        PegawaiFactory(opd=unit)
    client, _ = enter(role, parent if role == Role.OPERATOR else None)
    with CaptureQueriesContext(connection) as queries:
        client.get("/")
    assert len(queries) == own + 2


def test_unit_is_led_to_its_open_worksheet_and_no_other(dinas: Opd) -> None:
    lembar = make_lembar(opd=dinas)
    make_lembar(opd=Opd.objects.get(short_name="Asing"), periode=lembar.periode)
    operator, _ = enter(Role.OPERATOR, dinas)
    title = f"Isi LKE Dinkes {lembar.periode.year}"
    assert titles(operator)[0] == title
    assert "0 dari 4 butir terisi" in operator.get("/").content.decode()
    for kode in ("A.1.i.a", "A.1.i.b", "A.1.i.c"):
        save_jawaban(
            lembar, actor=make_actor(Role.OPERATOR, dinas), kode=kode, isian="Ya", catatan="", version=0
        )
    assert titles(operator)[0] == title
    save_jawaban(
        lembar, actor=make_actor(Role.OPERATOR, dinas), kode="B.I.a", isian=Decimal(4), catatan="", version=0
    )
    assert title.replace("Isi", "Pantau") in titles(operator)
    head, _ = enter(Role.KEPALA, dinas)
    assert titles(head)[0] == title.replace("Isi", "Ajukan")


def test_worksheet_of_a_closed_period_waits_for_nobody(dinas: Opd) -> None:
    lembar = make_lembar(opd=dinas)
    _, person = enter(Role.OPERATOR, dinas)
    operator = Client()
    with time_machine.travel(lembar.periode.closes_at + timedelta(seconds=1)):
        operator.force_login(person)
        assert not any("LKE" in title for title in titles(operator))


def test_new_portal_tells_its_administrator_what_to_begin_with() -> None:
    client, _ = enter(Role.ADMINISTRATOR)
    assert titles(client) == ["Daftarkan OPD kota Anda", "Muat instrumen LKE"]
    page = client.get("/").content.decode()
    assert "Semua sudah selesai" not in page
