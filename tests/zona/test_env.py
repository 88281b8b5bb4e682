import stat
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from zona import env


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ZONA_MODE", "SECRET_KEY", "DATABASE_URL", "ZONA_DATA_DIR", "EMAIL_URL"):
        monkeypatch.delenv(name, raising=False)


def test_database_without_variable_is_durable_sqlite(tmp_path: Path) -> None:
    config = env.database(tmp_path / "db.sqlite3")

    assert config["ENGINE"] == "django.db.backends.sqlite3"
    assert config["NAME"] == str(tmp_path / "db.sqlite3")
    assert config["OPTIONS"] == {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }


def test_database_url_is_postgresql_with_limits(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://zona:rahasia%21@db:5433/kota?sslmode=require")

    config = env.database(tmp_path / "db.sqlite3")

    assert config["ENGINE"] == "django.db.backends.postgresql"
    assert (config["HOST"], config["PORT"], config["NAME"]) == ("db", 5433, "kota")
    assert (config["USER"], config["PASSWORD"]) == ("zona", "rahasia!")
    assert (config["CONN_MAX_AGE"], config["CONN_HEALTH_CHECKS"]) == (60, True)
    assert config["OPTIONS"] == {
        "sslmode": "require",
        "options": "-c lock_timeout=10s -c statement_timeout=60s -c idle_in_transaction_session_timeout=60s",
    }


def test_secret_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    first = env.secret_key(tmp_path / "kunci")

    assert env.secret_key(tmp_path / "kunci") == first
    assert len(first) >= 64
    assert stat.S_IMODE((tmp_path / "kunci" / "secret_key").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "kunci").stat().st_mode) == 0o700


def test_secret_key_of_the_environment_leaves_no_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SECRET_KEY", "dari-lingkungan")

    assert env.secret_key(tmp_path / "kunci") == "dari-lingkungan"
    assert not (tmp_path / "kunci").exists()


def test_production_never_makes_a_key(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ZONA_MODE", "produksi")

    assert env.secret_key(tmp_path / "kunci") == ""
    assert not (tmp_path / "kunci").exists()


def test_production_names_everything_that_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZONA_MODE", "produksi")
    monkeypatch.setenv("SECRET_KEY", "ada")
    monkeypatch.delenv("ZONA_HOSTS", raising=False)

    with pytest.raises(ImproperlyConfigured) as error:
        env.require_production(("SECRET_KEY", "ZONA_HOSTS", "DATABASE_URL"))

    assert str(error.value) == (
        "Mode produksi memerlukan ZONA_HOSTS, DATABASE_URL. "
        "Isi di lingkungan atau di berkas .env; contohnya ada di .env.contoh."
    )


def test_embedded_mode_requires_nothing() -> None:
    env.require_production(("SECRET_KEY", "ZONA_HOSTS", "DATABASE_URL"))

    assert env.mode() == "tertanam"


def test_unknown_mode_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZONA_MODE", "production")

    with pytest.raises(ImproperlyConfigured, match="Isi dengan produksi atau tertanam"):
        env.mode()


def test_words_forgive_blanks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZONA_HOSTS", "zona.kota.go.id, www.zona.kota.go.id ,")

    assert env.words("ZONA_HOSTS", []) == ["zona.kota.go.id", "www.zona.kota.go.id"]


def test_email_url_becomes_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    assert env.email() == {}

    monkeypatch.setenv("EMAIL_URL", "smtp+tls://u:p@mail.kota.go.id:587")

    assert env.email()["EMAIL_HOST"] == "mail.kota.go.id"
    assert env.email()["EMAIL_USE_TLS"] is True


def test_empty_variable_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("A_TEXT", "A_FLAG", "A_NUMBER", "SOME_WORDS"):
        monkeypatch.setenv(name, "")

    assert env.text("A_TEXT", "baku") == "baku"
    assert env.flag("A_FLAG", default=True) is True
    assert env.number("A_NUMBER", 7) == 7
    assert env.words("SOME_WORDS", ["baku"]) == ["baku"]


def test_flag_and_number_are_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A_FLAG", "off")
    monkeypatch.setenv("A_NUMBER", "3")

    assert env.flag("A_FLAG", default=True) is False
    assert env.number("A_NUMBER", 7) == 3
