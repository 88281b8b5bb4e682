"""Who tries too often waits until the next minute; others do not."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine
from django.test import RequestFactory

from dasar.laju import within_limit

pytestmark = pytest.mark.django_db


def test_address_waits_for_the_next_minute_and_others_go_on() -> None:
    here, there = (RequestFactory().get("/", REMOTE_ADDR=address) for address in ("10.0.0.1", "10.0.0.2"))
    with time_machine.travel(datetime(2026, 1, 1, 8, 0, 30, tzinfo=UTC), tick=False) as clock:
        assert [within_limit(here, act="tebak", per_minute=2) for _ in range(3)] == [True, True, False]
        assert within_limit(there, act="tebak", per_minute=2)
        assert within_limit(here, act="lain", per_minute=2)
        clock.move_to(datetime(2026, 1, 1, 8, 1, 0, tzinfo=UTC))
        assert within_limit(here, act="tebak", per_minute=2)
