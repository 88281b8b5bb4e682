"""The public page: verified promises with their dates, and no person, draft or account."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from opd.enums import PencananganState as State
from opd.models import Pencanangan, TautanPublikasi
from tests import cache
from tests.factories.opd import OpdFactory, PegawaiFactory, SaksiFactory
from tests.opd.test_papan import declare

pytestmark = pytest.mark.django_db
PERSON = "KNRI-orang"


def page() -> str:
    response = Client().get("/publik/")
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_visitor_is_led_from_the_start_to_the_public_page() -> None:
    assert Client().get("/").headers["Location"] == "/publik/"


def test_promises_are_told_with_date_place_and_links() -> None:
    event = declare(OpdFactory(name="Dinas Kesehatan"), day=date(2020, 7, 20))
    TautanPublikasi.objects.create(pencanangan=event, url="https://berita.example/zi")
    OpdFactory(name="Dinas Belum")
    told = page()
    assert "<strong>1 dari 2 perangkat daerah</strong> sudah berjanji di depan umum." in told
    assert "Dinas Kesehatan" in told
    assert "20 Jul 2020" in told
    assert "Apel pagi · Halaman kantor" in told
    assert 'href="https://berita.example/zi"' in told
    assert "Dinas Belum" not in told


@pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED, State.RETURNED, State.CANCELLED])
def test_nothing_but_verified_events_is_public(state: str) -> None:
    unit = OpdFactory(name="Dinas Diam")
    event = declare(unit, day=date(2020, 7, 20))
    changes: dict[str, object] = {"state": state}
    if state in {State.DRAFT, State.SUBMITTED}:
        changes["decided_at"] = None
    if state == State.CANCELLED:
        changes["cancel_reason"] = "Batal"
    Pencanangan.objects.filter(pk=event.pk).update(**changes)
    assert "Dinas Diam" not in page()


def test_no_person_is_named() -> None:
    unit = OpdFactory(name="Dinas Kesehatan")
    PegawaiFactory(opd=unit, name=PERSON)
    event = declare(unit, day=date(2020, 7, 20))
    event.peserta.update(signer_name=PERSON)
    SaksiFactory(pencanangan=event, name=PERSON)
    Pencanangan.objects.filter(pk=event.pk).update(leader_name=PERSON, note=PERSON)
    assert PERSON not in page()


def test_examples_are_marked() -> None:
    event = declare(OpdFactory(), day=date(2020, 7, 20))
    assert "data peragaan" not in page()
    Pencanangan.objects.filter(pk=event.pk).update(contoh=True)
    declare(OpdFactory(contoh=True), day=date(2020, 7, 21))
    cache.begin_test()
    assert page().count("Contoh</span>") == 2


def test_search_narrows_and_survives_anything() -> None:
    declare(OpdFactory(name="Dinas Kesehatan"), day=date(2020, 7, 20))
    client = Client()
    assert "Dinas Kesehatan" in client.get("/publik/?cari=kesehatan").content.decode()
    assert "Belum ada yang cocok" in client.get("/publik/?cari=perhubungan").content.decode()
    assert client.get("/publik/?cari=%00'%25&halaman=x").status_code == 200


@pytest.mark.parametrize("units", [1, 3])
def test_public_page_costs_the_same_queries_at_any_size(units: int) -> None:
    for _ in range(units):
        declare(OpdFactory(), day=date(2020, 7, 20))
    with CaptureQueriesContext(connection) as first:
        page()
    with CaptureQueriesContext(connection) as again:
        page()
    assert (len(first), len(again)) == (10, 1)
