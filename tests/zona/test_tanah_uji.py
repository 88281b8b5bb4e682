"""The ground of the test run itself: what it forbids, and that a skip can be made to fail."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.template import Context, Template
from pytest_socket import SocketConnectBlockedError

from zona.env import BASE_DIR


def test_nothing_outside_this_machine_can_be_reached() -> None:
    with pytest.raises((SocketConnectBlockedError, UserWarning), match=r"192\.0\.2\.1"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)


def test_undefined_template_variable_fails() -> None:
    with pytest.raises(pytest.fail.Exception, match="tidak_ada"):
        Template("{{ tidak_ada }}").render(Context())


@pytest.mark.parametrize("turn", [1, 2])
def test_cache_is_empty_at_the_start_of_each_test(turn: int) -> None:
    assert cache.get("sisa") is None

    cache.set("sisa", turn)


def test_run_writes_to_a_folder_of_its_own() -> None:
    assert settings.DATA_DIR.name.startswith("zona-uji-")
    assert BASE_DIR not in settings.DATA_DIR.parents


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_sqlite_writes_ahead_and_begins_immediately() -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        assert cursor.fetchone() == ("wal",)
    assert connection.transaction_mode == "IMMEDIATE"


@pytest.mark.postgresql
@pytest.mark.django_db
def test_postgresql_waits_for_nobody_forever() -> None:
    shown = {}
    with connection.cursor() as cursor:
        for name in ("lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout"):
            cursor.execute(f"SHOW {name}")
            shown[name] = cursor.fetchone()[0]
    assert shown == {
        "lock_timeout": "10s",
        "statement_timeout": "1min",
        "idle_in_transaction_session_timeout": "1min",
    }


NO_TESTS_COLLECTED = 5  # what pytest says when the only module was skipped as a whole
SKIPPING = {
    "in_a_test": "import pytest\ndef test_x():\n    pytest.skip('tanpa alat')\n",
    "a_module": "import pytest\npytest.skip('tanpa alat', allow_module_level=True)\n",
    "a_browser": "import pytest\n@pytest.mark.browser\ndef test_x():\n    pass\n",
}


@pytest.mark.lambat
@pytest.mark.parametrize("text", SKIPPING.values(), ids=SKIPPING)
@pytest.mark.parametrize(("strict", "closing"), [("0", "1 skipped in"), ("1", "in")])
def test_skip_is_a_failure_when_nothing_may_be_skipped(
    tmp_path: Path, text: str, strict: str, closing: str
) -> None:
    (tmp_path / "test_x.py").write_text(text)
    environment = os.environ | {"ZONA_TANPA_LEWAT": strict, "PATH": "/nowhere"}
    environment.pop("ZONA_CHROMIUM", None)

    result = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-m", "", "-p", "tests.lewat", "-c", "pyproject.toml", tmp_path],
        cwd=BASE_DIR, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert closing in result.stdout.splitlines()[-1], result.stdout + result.stderr
    assert ("Dilewati, padahal ZONA_TANPA_LEWAT=1" in result.stdout) is (strict == "1")
    assert (result.returncode in {0, NO_TESTS_COLLECTED}) is (strict == "0")
