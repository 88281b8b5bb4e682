"""A session left alone ends after half an hour, and every session after a day's work; reading does not write it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories.akun import PASSWORD, PenggunaFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def later() -> Iterator[Callable[[int], None]]:
    """`later(29)`: that many minutes go by."""
    with time_machine.travel(timezone.now(), tick=False) as clock:
        yield lambda minutes: clock.shift(timedelta(minutes=minutes))


@pytest.fixture
def siti(later: Callable[[int], None]) -> Client:
    client = Client()
    person = PenggunaFactory()
    client.post(reverse("account_login"), {"login": person.username, "password": PASSWORD})
    assert is_in(client)
    return client


def is_in(client: Client) -> bool:
    return client.get("/").status_code == 200


def test_half_an_hour_without_a_request_signs_out(siti: Client, later: Callable[[int], None]) -> None:
    later(29)
    assert is_in(siti)
    later(29)
    assert is_in(siti)
    later(31)
    assert not is_in(siti)


def test_no_activity_carries_a_session_beyond_ten_hours(siti: Client, later: Callable[[int], None]) -> None:
    for _ in range(29):
        later(20)
        assert is_in(siti)
    later(21)
    assert not is_in(siti)


def test_signing_in_again_begins_the_time_anew(siti: Client, later: Callable[[int], None]) -> None:
    for _ in range(25):
        later(20)
        assert is_in(siti)
    person = PenggunaFactory()
    siti.post(reverse("account_logout"))
    siti.post(reverse("account_login"), {"login": person.username, "password": PASSWORD})
    for _ in range(25):
        later(20)
        assert is_in(siti)


def test_reading_moves_the_end_only_now_and_then(siti: Client, later: Callable[[int], None]) -> None:
    ends = [Session.objects.get().expire_date]
    for minutes in (4, 2, 1):
        later(minutes)
        assert is_in(siti)
        ends.append(Session.objects.get().expire_date)
    assert [ends[1] - ends[0], ends[2] - ends[1], ends[3] - ends[2]] == [
        timedelta(),
        timedelta(minutes=6),
        timedelta(),
    ]
