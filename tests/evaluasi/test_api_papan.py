"""The board of a year through the API: figures that equal a recomputation, walls, constant statements."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client

from evaluasi.domain.pengisian import save_jawaban
from opd.enums import Role
from tests.evaluasi.test_halaman_lembar import KODE, signed_in
from tests.factories.evaluasi import PeriodeFactory, make_lembar
from tests.factories.opd import OpdFactory, make_actor

pytestmark = pytest.mark.django_db
RAHASIA = "KNRI7f3a"


@pytest.fixture
def city() -> Client:
    """Two units of one year; the second has answered nothing."""
    periode = PeriodeFactory(year=2026)
    first = make_lembar(periode=periode)
    make_lembar(opd=OpdFactory(name=f"Dinas {RAHASIA}", short_name=RAHASIA), periode=periode)
    save_jawaban(first, actor=make_actor(Role.OPERATOR, first.opd), kode=KODE, isian="Ya", version=0)
    return signed_in(make_actor(Role.PIMPINAN))


def test_gates_equal_what_the_tables_say(city: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT u.name, n.buku_kerja FROM evaluasi_nilai n JOIN evaluasi_lembarkerja l ON l.id = n.lembar_id"
            " JOIN opd_opd u ON u.id = l.opd_id JOIN evaluasi_simpul s ON s.id = n.simpul_id"
            " WHERE s.kode = 'TOTAL' AND n.tahap = 'unit' ORDER BY u.name"
        )
        expected = [(name, Decimal(value)) for name, value in cursor.fetchall()]
    told = city.get("/api/v1/gerbang/?tahun=2026").json()["results"]
    assert [(row["unit"]["nama"], Decimal(row["nilai"])) for row in told] == expected
    assert {row["ambang"] for row in told} == {"75.000000000000"}
    assert [Decimal(row["jarak"]) for row in told] == [value - 75 for _, value in expected]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("terpenuhi=false", 2),
        ("terpenuhi=true", 0),
        ("kode=TOTAL", 2),
        ("predikat=WBBM", 0),
        ("tahap=tpi", 0),
    ],
)
def test_gates_are_narrowed(city: Client, query: str, found: int) -> None:
    assert city.get(f"/api/v1/gerbang/?{query}").json()["count"] == found


def test_board_tells_the_funnel_of_every_year_asked_for(city: Client) -> None:
    told = city.get("/api/v1/papan-tahun/?tahun=2026&jumlah_tahun=3").json()
    assert [row["tahun"] for row in told["corong"]] == [2024, 2025, 2026]
    steps = {row["langkah"]: row["unit"] for row in told["corong"][-1]["langkah"]}
    assert (steps["membangun"], steps["menilai"], steps["wbk"]) == (2, 0, 0)
    assert (told["tahap"], told["per"][:4]) == ("unit", "2026")


def test_nothing_foreign_is_told(city: Client) -> None:
    own = signed_in(make_actor(Role.OPERATOR, OpdFactory()))
    for url in ("/api/v1/gerbang/", "/api/v1/papan-tahun/", "/api/v1/gerbang/?format=csv"):
        response = own.get(url)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        assert RAHASIA.encode() not in body


@pytest.mark.parametrize("name", ["gerbang", "riwayat", "profil"])
def test_pages_together_are_the_whole_table(city: Client, name: str) -> None:
    url, told = f"/api/v1/{name}/?ukuran=1", []
    while url:
        page = city.get(url).json()
        told += [(row["unit"]["nama"], row["nilai"]) for row in page["results"]]
        url = page["next"]
    table = b"".join(city.get(f"/api/v1/{name}/?format=csv").streaming_content).decode()
    rows = list(csv.DictReader(io.StringIO(table)))
    assert len(told) == page["count"] > 1
    assert told == [(row["unit_nama"], row["nilai"]) for row in rows]


@pytest.mark.parametrize("query", ["tahun=abc", "tahap=x", "jumlah_tahun=7", "jumlah_tahun=0"])
def test_impossible_questions_are_explained(city: Client, query: str) -> None:
    response = city.get(f"/api/v1/papan-tahun/?{query}")
    assert (response.status_code, list(response.json())) == (400, [query.partition("=")[0]])


@pytest.mark.parametrize("many", [1, 3])
@pytest.mark.parametrize(
    ("url", "own"), [("/api/v1/papan-tahun/?jumlah_tahun=6", 4), ("/api/v1/gerbang/", 4)]
)
def test_answers_cost_the_same_at_any_size(
    url: str, own: int, many: int, django_assert_num_queries: Callable
) -> None:
    periode = PeriodeFactory(year=2026)
    for _ in range(many):
        make_lembar(periode=periode)
    client = signed_in(make_actor(Role.PIMPINAN))
    client.get("/api/v1/gerbang/?halaman=1")
    with django_assert_num_queries(2 + own):
        assert client.get(url).status_code == 200
