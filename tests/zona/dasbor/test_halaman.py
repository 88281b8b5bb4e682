"""The board's pages: the figures of the day in words, the rows behind them, at a fixed number of queries."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from opd.domain.pencanangan import cancel_pencanangan
from opd.enums import OpdKind, Role
from opd.models import Opd, TargetPencanangan
from tests.factories.akun import PenggunaFactory
from tests.factories.opd import KeanggotaanFactory, OpdFactory, PegawaiFactory, make_actor
from tests.opd.test_papan import declare

pytestmark = pytest.mark.django_db
SESSION_AND_ACTOR = (
    2  # the session; the account with its roles and the journal's length: the same on every page
)
# What the reading needs; read again, nothing.
BOARD_FIRST, AGAIN = 4, 0
ROWS = 4


def enter(role: str, opd: Opd | None = None) -> Client:
    person = PenggunaFactory()
    KeanggotaanFactory(pengguna=person, opd=opd, role=role)
    client = Client()
    client.force_login(person)
    return client


def text_of(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


@pytest.fixture
def city() -> list[Opd]:
    """Five dinas of which three declared in 2020, and the city's target for that year."""
    TargetPencanangan.objects.create(year=2020, due_on=date(2020, 12, 31))
    units = [OpdFactory(short_name=f"Dinas {n}", name=f"Dinas {n}") for n in range(5)]
    for unit in units[:3]:
        declare(unit, day=date(2020, 7, 20))
    return units


def test_board_tells_the_truth_of_the_day(city: list[Opd]) -> None:
    pimpinan = enter(Role.PIMPINAN)
    now = text_of(pimpinan, "/dasbor/pencanangan/")
    assert "<strong>3 dari 5 OPD</strong> sudah mencanangkan; 2 terlambat lebih dari 60 hari." in now
    then = text_of(pimpinan, "/dasbor/pencanangan/?per=2020-10-22")
    assert "<strong>3 dari 5 OPD</strong> sudah mencanangkan; 2 lagi sampai 31 Desember 2020." in then
    assert "<strong>0 dari 5 OPD</strong>" in text_of(pimpinan, "/dasbor/pencanangan/?per=2020-07-19")


@pytest.mark.parametrize("url", ["/dasbor/pencanangan/", "/dasbor/dinding/"])
def test_board_of_an_empty_city_praises_nobody(url: str) -> None:
    page = text_of(enter(Role.PIMPINAN), url)
    assert "Belum ada OPD yang dihitung dalam target." in page
    assert "Semua OPD" not in page


def test_board_of_a_unit_speaks_of_that_unit(city: list[Opd]) -> None:
    assert "<strong>Dinas 0 sudah mencanangkan</strong>" in text_of(
        enter(Role.OPERATOR, city[0]), "/dasbor/pencanangan/"
    )
    page = text_of(enter(Role.OPERATOR, city[4]), "/dasbor/pencanangan/")
    assert "<strong>Dinas 4 belum mencanangkan</strong>; 1 terlambat lebih dari 60 hari." in page
    assert "Dinas 0" not in page


@pytest.mark.parametrize(
    ("asked", "told"), [("2999-01-01", "belum tiba"), ("31-02-2020", "tanggal yang ada")]
)
def test_impossible_day_is_explained_and_today_shown(city: list[Opd], asked: str, told: str) -> None:
    page = text_of(enter(Role.PIMPINAN), f"/dasbor/pencanangan/?per={asked}")
    assert told in page
    assert "hari ini" in page


def test_change_shows_at_once_though_the_board_is_kept(city: list[Opd]) -> None:
    pimpinan = enter(Role.PIMPINAN)
    assert "<strong>3 dari 5 OPD</strong>" in text_of(pimpinan, "/dasbor/pencanangan/")
    event = city[0].peserta.get().pencanangan
    cancel_pencanangan(event, actor=make_actor(Role.KOORDINATOR), reason="Tercatat dua kali")
    assert "<strong>2 dari 5 OPD</strong>" in text_of(pimpinan, "/dasbor/pencanangan/")


def test_kept_board_of_the_city_is_never_shown_to_a_unit(city: list[Opd]) -> None:
    text_of(enter(Role.PIMPINAN), "/dasbor/pencanangan/")
    assert "Dinas 0" not in text_of(enter(Role.OPERATOR, city[4]), "/dasbor/pencanangan/")


def test_kept_board_ends_with_the_day(city: list[Opd]) -> None:
    for day in (10, 11):
        with time_machine.travel(datetime(2021, 1, day, 3, tzinfo=UTC), tick=False):
            page = text_of(enter(Role.PIMPINAN), "/dasbor/pencanangan/")
            assert page.count(f"Terlambat {day} hari") == 2


def test_rows_are_those_of_the_figure(city: list[Opd]) -> None:
    pimpinan = enter(Role.PIMPINAN)
    page = text_of(pimpinan, "/dasbor/unit/?status=belum")
    assert "<h1>2 unit belum mencanangkan</h1>" in page
    assert [name for name in ("Dinas 0", "Dinas 3", "Dinas 4") if name in page] == ["Dinas 3", "Dinas 4"]
    assert "<h1>3 unit sudah mencanangkan</h1>" in text_of(pimpinan, "/dasbor/unit/?status=sudah")
    assert "<h1>2 unit lewat tenggat</h1>" in text_of(pimpinan, "/dasbor/unit/?status=terlambat")
    assert "Tidak ada unit yang cocok" in text_of(pimpinan, "/dasbor/unit/?status=terlambat&per=2020-12-31")


def test_rows_filter_by_kind_text_and_parent(city: list[Opd]) -> None:
    head = OpdFactory(name="Kecamatan Utara", kind=OpdKind.KECAMATAN)
    OpdFactory(name="Kelurahan Krapyak", kind=OpdKind.KELURAHAN, parent=head, counts_for_target=False)
    pimpinan = enter(Role.PIMPINAN)
    assert "<h1>1 unit</h1>" in text_of(pimpinan, "/dasbor/unit/?jenis=kecamatan")
    assert "<h1>1 unit</h1>" in text_of(pimpinan, "/dasbor/unit/?cari=utara")
    assert "<h1>2 unit</h1>" in text_of(pimpinan, f"/dasbor/unit/?induk={head.pk}&lingkup=semua")
    outsider = enter(Role.OPERATOR, city[0])
    assert "Tidak ada unit" in text_of(outsider, f"/dasbor/unit/?induk={head.pk}&lingkup=semua")


@pytest.mark.parametrize(
    "order", ["nama", "-nama", "jenis", "-tanggal", "tenggat", "cakupan", "-cakupan", "x"]
)
def test_rows_sort_by_any_column(city: list[Opd], order: str) -> None:
    PegawaiFactory(opd=city[1])
    page = text_of(enter(Role.PIMPINAN), f"/dasbor/unit/?urut={order}")
    assert [page.count(f'">Dinas {n}</a>') for n in range(5)] == [1] * 5


def test_rows_survive_a_hostile_address(city: list[Opd]) -> None:
    client = enter(Role.PIMPINAN)
    query = "status=x&jenis=y&lingkup=z&per=2020-13-45&induk=abc&halaman=-4&urut=--nama&cari=%00'%25"
    assert client.get(f"/dasbor/unit/?{query}").status_code == 200


@pytest.mark.parametrize("units", [1, 3])
@pytest.mark.parametrize(
    ("url", "own"),
    [("/dasbor/pencanangan/", BOARD_FIRST), ("/dasbor/dinding/", BOARD_FIRST), ("/dasbor/unit/", ROWS)],
)
def test_pages_cost_the_same_queries_at_any_size(url: str, own: int, units: int) -> None:
    for _ in range(units):
        unit = OpdFactory()
        PegawaiFactory(opd=unit)
        declare(unit, day=date(2020, 7, 20))
    client = enter(Role.PIMPINAN)
    with CaptureQueriesContext(connection) as first:
        client.get(url)
    with CaptureQueriesContext(connection) as again:
        client.get(url)
    assert len(first) == SESSION_AND_ACTOR + own
    assert len(again) == SESSION_AND_ACTOR + AGAIN


def test_person_without_a_role_gets_an_empty_board(city: list[Opd]) -> None:
    client = Client()
    client.force_login(PenggunaFactory())
    assert "Dinas" not in text_of(client, "/dasbor/pencanangan/")
