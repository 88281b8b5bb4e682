from pathlib import Path

import pytest
from django.conf import settings
from django.core.checks import run_checks
from django.test import override_settings

from zona import checks, detak


def ids(*, deploy: bool = False, databases: list[str] | None = None) -> set[str]:
    found = run_checks(include_deployment_checks=deploy, databases=databases)
    return {message.id for message in found if message.id.startswith("zona.")}


def test_a_sound_machine_has_no_complaint() -> None:
    assert ids() == set()


def test_missing_data_dir_is_an_error(tmp_path: Path) -> None:
    with override_settings(DATA_DIR=tmp_path / "tidak-ada"):
        assert ids() == {"zona.E001"}


def test_missing_pdf_libraries_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "PDF_LIBRARIES", ("libc.so.6", "libtidakada.so.9"))

    assert checks.missing_pdf_libraries() == ["libtidakada.so.9"]
    assert ids() == {"zona.W002"}


def use_engine(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setitem(settings.DATABASES["default"], "ENGINE", f"django.db.backends.{name}")


def test_deploy_checks_ask_for_server_database_redis_and_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    use_engine(monkeypatch, "sqlite3")
    with override_settings(REDIS_URL="", HTTPS=True, TRUSTED_PROXIES=0):
        assert ids(deploy=True) == {"zona.W003", "zona.W004", "zona.W005"}


def test_deploy_checks_accept_a_complete_production(monkeypatch: pytest.MonkeyPatch) -> None:
    use_engine(monkeypatch, "postgresql")
    with override_settings(REDIS_URL="redis://redis:6379/0", HTTPS=True, TRUSTED_PROXIES=1):
        assert ids(deploy=True) == set()


@pytest.mark.django_db
def test_running_system_without_worker_is_told() -> None:
    assert "zona.W006" in ids(deploy=True, databases=["default"])

    detak.record()

    assert "zona.W006" not in ids(deploy=True, databases=["default"])
