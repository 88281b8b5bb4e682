"""Typed readers of the environment. No other module reads it.

Every reader names its variable and the default of the embedded mode, in which the portal runs without any
variable at all. `.env` beside manage.py is read first; a variable that is really set wins over it. An empty variable counts as
not set.
"""

import os
import secrets
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
PRODUCTION = "produksi"
EMBEDDED = "tertanam"

_env = environ.Env()
if (BASE_DIR / ".env").is_file():
    environ.Env.read_env(BASE_DIR / ".env")


def text(name: str, default: str = "") -> str:
    return _env.str(name, default="") or default


def flag(name: str, *, default: bool) -> bool:
    return _env.bool(name) if text(name) else default


def number(name: str, default: int) -> int:
    return _env.int(name) if text(name) else default


def words(name: str, default: list[str]) -> list[str]:
    """A comma-separated list; blanks around the commas do not matter."""
    return [word.strip() for word in text(name).split(",") if word.strip()] or default


def mode() -> str:
    """`tertanam` (default: everything inside one folder) or `produksi`."""
    value = text("ZONA_MODE", EMBEDDED)
    if value not in (PRODUCTION, EMBEDDED):
        raise ImproperlyConfigured(
            f"ZONA_MODE={value} tidak dikenal. Isi dengan {PRODUCTION} atau {EMBEDDED}."
        )
    return value


def data_dir() -> Path:
    """The only folder the portal writes to; made on first use, readable by its owner alone."""
    path = Path(text("ZONA_DATA_DIR", str(BASE_DIR / "var"))).resolve()
    folder(path)
    return path


def folder(path: Path) -> str:
    """Makes `path` if need be, readable by its owner alone."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return str(path)


def database(default_file: Path) -> dict[str, Any]:
    """Django's database dictionary: DATABASE_URL, else SQLite in `default_file`."""
    url = text("DATABASE_URL")
    config: dict[str, Any] = _env.db_url_config(url) if url else _sqlite(default_file)
    if config["ENGINE"].endswith("sqlite3"):
        config["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        }
        return config
    config["CONN_MAX_AGE"] = 60
    config["CONN_HEALTH_CHECKS"] = True
    limits = "-c lock_timeout=10s -c statement_timeout=60s -c idle_in_transaction_session_timeout=60s"
    config["OPTIONS"] = {"options": limits} | config.get("OPTIONS", {})
    return config


def _sqlite(path: Path) -> dict[str, Any]:
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(path)}


def email() -> dict[str, Any]:
    """EMAIL_URL as a dictionary of Django's EMAIL_* settings; empty when not set."""
    url = text("EMAIL_URL")
    return dict(_env.email_url_config(url)) if url else {}


def file_storage(folder: Path) -> dict[str, Any]:
    """Where uploaded bytes lie: `folder`, or the S3-compatible bucket of ZONA_S3_BUCKET (requirements/prod.txt)."""
    bucket = text("ZONA_S3_BUCKET")
    if not bucket:
        return {"BACKEND": "dasar.berkas.storage.ContentStorage", "OPTIONS": {"location": folder}}
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": bucket,
            "endpoint_url": text("ZONA_S3_ENDPOINT") or None,
            "access_key": text("ZONA_S3_KUNCI") or None,
            "secret_key": text("ZONA_S3_RAHASIA") or None,
            "file_overwrite": True,
            "default_acl": None,
        },
    }


def secret_key(keys: Path) -> str:
    """SECRET_KEY, or in the embedded mode a key of our own, made once and kept with mode 600."""
    key = text("SECRET_KEY")
    if key or mode() == PRODUCTION:
        return key
    path = Path(folder(keys)) / "secret_key"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(64))
    return path.read_text().strip()


def require_production(names: tuple[str, ...]) -> None:
    """Refuses to start in production without `names`.

    Raises ImproperlyConfigured naming everything that is missing at once.
    """
    missing = [name for name in names if not text(name)]
    if mode() == PRODUCTION and missing:
        raise ImproperlyConfigured(
            f"Mode produksi memerlukan {', '.join(missing)}. "
            "Isi di lingkungan atau di berkas .env; contohnya ada di .env.contoh."
        )
