"""The city on every page, without a statement per page."""

import pytest
from django.test import Client

from opd.models import Kota
from zona.antarmuka import kota

pytestmark = pytest.mark.django_db


def make_city(**values) -> Kota:
    facts = {
        "name": "Kota Pekalongan",
        "government": "Pemerintah Kota Pekalongan",
        "province": "Jawa Tengah",
        "area_code": "33.75",
    }
    return Kota.objects.create(**facts | values)


def test_city_is_read_once_and_kept(django_assert_num_queries) -> None:
    make_city(accent="#8a5a19")
    kota.forget()

    with django_assert_num_queries(1):
        assert kota.ciri().nama == kota.ciri().nama == "Kota Pekalongan"


def test_portal_without_a_city_has_no_marks() -> None:
    kota.forget()

    assert kota.ciri() == kota.Ciri()


def test_marks_are_read_again_when_their_time_is_over() -> None:
    make_city()
    kota.remember(kota.Ciri(nama="Lama"), seconds=-1)

    assert kota.ciri().nama == "Kota Pekalongan"


def test_accent_of_the_city_reaches_the_page(client: Client) -> None:
    kota.remember(kota.Ciri(nama="Kota Uji", warna="#8a5a19"), seconds=60)

    page = client.get("/akun/masuk/").content.decode()
    sheet = client.get("/antarmuka/kota-terang.css")

    assert "/antarmuka/kota-gelap.css" in page
    assert sheet.headers["Content-Type"].startswith("text/css")
    assert "--content-accent: #8a5a19;" in sheet.content.decode()
    assert client.get("/antarmuka/kota-ungu.css").status_code == 404


def test_examples_are_marked_on_every_page(client: Client) -> None:
    assert "demo-ribbon" not in client.get("/akun/daftar/").content.decode()
    kota.remember(kota.Ciri(nama="Kota Uji", contoh=True), seconds=60)

    assert "Ini portal peragaan" in client.get("/akun/masuk/").content.decode()
