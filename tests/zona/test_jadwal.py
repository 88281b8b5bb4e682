import time

import pytest
from celery import current_app
from kombu import Connection
from kombu.exceptions import OperationalError

from zona.jadwal import FAIL_FAST, SCHEDULE


def test_every_scheduled_task_exists() -> None:
    current_app.loader.import_default_modules()

    assert {entry["task"] for entry in SCHEDULE.values()} - set(current_app.tasks) == set()


def test_a_broker_that_is_away_is_told_at_once() -> None:
    start = time.monotonic()

    with (
        pytest.raises(OperationalError),
        Connection("redis://127.0.0.1:1/0", transport_options=FAIL_FAST) as away,
    ):
        away.SimpleQueue("uji")

    assert time.monotonic() - start < 20  # without the limits it tries for minutes
