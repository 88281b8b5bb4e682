"""The lists of what comes out of assessing: every row is there, and a longer list asks the database no more often."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from evaluasi.domain.sampel import draw_sampel
from opd.enums import Role
from opd.models import Opd
from tests.factories.hasil import PredikatFactory, make_lhe, make_reviewed, make_usulan
from tests.factories.opd import OpdFactory, make_actor
from tests.factories.reviu import make_penilai

pytestmark = pytest.mark.django_db


def add_usulan(opd: Opd) -> str:
    usulan = make_usulan(opd, nomor=f"000.8/{opd.code}/2026")
    return f"/usulan/{usulan.pk}/"


def add_predikat(opd: Opd) -> str:
    PredikatFactory(opd=opd)
    return opd.name


def add_lhe(opd: Opd) -> str:
    make_lhe(opd=opd, nomor=f"700/{opd.code}/2026")
    return opd.name


def add_sampel(opd: Opd) -> str:
    second = make_penilai().pengguna
    draw_sampel(make_reviewed(opd=opd)[0], actor=make_actor(Role.KOORDINATOR), penilai=second, persen=100)
    return opd.name


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("address", "add", "queries"),
    [
        ("/usulan/", add_usulan, 3),
        ("/predikat/", add_predikat, 3),
        ("/lhe/", add_lhe, 5),
        ("/penilaian-kedua/", add_sampel, 8),
    ],
)
def test_list_costs_the_same_queries_however_long(
    address: str, add: Callable[[Opd], str], queries: int, count: int
) -> None:
    shown = [add(OpdFactory()) for _ in range(count)]
    client = Client()
    client.force_login(make_actor(Role.KOORDINATOR).pengguna)
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        page = client.get(address).content.decode()
    assert [words for words in shown if words not in page] == []
    assert len(asked) == queries, [query["sql"][:150] for query in asked.captured_queries]
