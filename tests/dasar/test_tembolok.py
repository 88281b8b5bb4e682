"""What is kept in memory is found again exactly as long as it is still true, and only by who may see it."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dasar.izin import ANONYMOUS, Actor
from dasar.jurnal.domain import journal_length, record
from dasar.tembolok import reading_key, remember
from opd.enums import Role
from tests.factories.opd import OpdFactory, make_actor

pytestmark = pytest.mark.django_db


def test_key_costs_one_query() -> None:
    with CaptureQueriesContext(connection) as queries:
        reading_key(ANONYMOUS, "papan")
    assert len(queries) == 1


def test_key_changes_with_any_change_in_any_stream() -> None:
    seen = {reading_key(ANONYMOUS, "papan")}
    for stream in ("kota", "opd:1", "opd:1", "akun"):
        record(actor=None, action="uji.papan.changed", obj=None, stream=stream)
        seen.add(reading_key(ANONYMOUS, "papan"))
    assert len(seen) == 5
    assert journal_length() == 4


def test_key_differs_by_what_is_asked_by_role_by_unit_and_by_day() -> None:
    unit, other = OpdFactory(), OpdFactory()
    operator = make_actor(Role.OPERATOR, unit)
    keys = [
        reading_key(operator, "papan"),
        reading_key(operator, "unit"),
        reading_key(make_actor(Role.KEPALA, unit), "papan"),
        reading_key(make_actor(Role.OPERATOR, other), "papan"),
        reading_key(make_actor(Role.PIMPINAN), "papan"),
        reading_key(Actor(), "papan"),
    ]
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=False):
        keys.append(reading_key(operator, "papan"))
    assert len(set(keys)) == len(keys)


def test_people_of_the_same_role_share_what_is_kept() -> None:
    one, two = make_actor(Role.PIMPINAN), make_actor(Role.PIMPINAN)
    record(actor=None, action="uji.papan.changed", obj=None, stream="kota")
    assert reading_key(one, "papan") == reading_key(two, "papan")


def test_reading_is_made_once_per_key() -> None:
    made: list[str] = []

    def make() -> str:
        made.append("dibuat")
        return "isi"

    assert [remember("a", make), remember("a", make), remember("b", make)] == ["isi"] * 3
    assert made == ["dibuat"] * 2
