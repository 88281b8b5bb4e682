"""What every test stands on; `tests.lewat` says which run.

Tasks run eagerly, but only when the transaction commits: a test that waits for one wraps the call in
`django_capture_on_commit_callbacks(execute=True)`.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.test import TransactionTestCase
from django.utils import timezone

from tests.pemicu import triggers_off
from zona.antarmuka import kota
from zona.antarmuka.kota import Ciri

pytest_plugins = ("tests.lewat",)


@pytest.fixture(autouse=True)
def ciri_kota() -> Ciri:
    """The city every page shows in tests, without a statement; `kota.forget()` for what is in the database."""
    marks = Ciri(nama="Kota Uji", pemerintah="Pemerintah Kota Uji")
    kota.remember(marks, seconds=24 * 3600)
    return marks


@pytest.fixture
def data_dir() -> Path:
    """The folder the portal writes to in this run; thrown away at the end."""
    return Path(settings.DATA_DIR)


@pytest.fixture
def one_minute() -> Iterator[None]:
    """The clock stands still: a limit per minute that is tried here does not begin anew halfway."""
    with time_machine.travel(timezone.now(), tick=False):
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: object) -> Iterator[None]:
    """The test database, which PostgreSQL drops only when no thread of the test server is still connected to it."""
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture(scope="session", autouse=True)
def _flush_past_triggers() -> Iterator[None]:
    """After a transactional test Django empties all tables; only for that the append-only triggers step aside."""
    with pytest.MonkeyPatch.context() as patch:
        teardown = TransactionTestCase._fixture_teardown

        def teardown_without_triggers(case: TransactionTestCase) -> None:
            with triggers_off():
                teardown(case)

        patch.setattr(TransactionTestCase, "_fixture_teardown", teardown_without_triggers)
        yield
