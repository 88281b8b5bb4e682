"""System checks of the portal: `python manage.py check`, and stricter `check --deploy`."""

import ctypes
import os
from typing import Any

from django.conf import settings
from django.core import checks

from zona import detak

PDF_LIBRARIES = (
    "libgobject-2.0.so.0",
    "libpango-1.0.so.0",
    "libpangoft2-1.0.so.0",
    "libharfbuzz.so.0",
    "libfontconfig.so.1",
)


def missing_pdf_libraries() -> list[str]:
    """The system libraries that WeasyPrint needs and this machine has not."""
    return [name for name in PDF_LIBRARIES if not _loads(name)]


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


@checks.register("data")
def data_dir_is_writable(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    if os.access(settings.DATA_DIR, os.W_OK | os.X_OK):
        return []
    return [
        checks.Error(
            f"Folder data {settings.DATA_DIR} tidak dapat ditulisi.",
            hint="Beri hak tulis kepada pengguna yang menjalankan portal, atau atur ZONA_DATA_DIR.",
            id="zona.E001",
        )
    ]


@checks.register("pdf")
def pdf_libraries_are_present(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    missing = missing_pdf_libraries()
    if not missing:
        return []
    return [
        checks.Warning(
            f"Laporan PDF belum dapat dibuat: {', '.join(missing)} tidak ada.",
            hint="Pasang dengan: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
            id="zona.W002",
        )
    ]


@checks.register(checks.Tags.security, deploy=True)
def database_is_a_server(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    if not settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        return []
    return [
        checks.Warning(
            "Basis data SQLite dipakai di produksi.",
            hint="SQLite cukup untuk mencoba dan untuk satu kantor kecil. Atur DATABASE_URL ke PostgreSQL.",
            id="zona.W003",
        )
    ]


@checks.register(checks.Tags.security, deploy=True)
def redis_is_set(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    if settings.REDIS_URL:
        return []
    return [
        checks.Warning(
            "REDIS_URL belum diatur di produksi.",
            hint="Tanpa Redis, cache memakai basis data dan antrean memakai berkas di satu mesin. Atur REDIS_URL.",
            id="zona.W004",
        )
    ]


@checks.register(checks.Tags.security, deploy=True)
def https_knows_its_proxy(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    if not settings.HTTPS or settings.TRUSTED_PROXIES:
        return []
    return [
        checks.Warning(
            "Portal mewajibkan HTTPS tetapi tidak tahu ada proksi di depannya.",
            hint="Gunicorn tidak melayani TLS sendiri: setiap halaman akan dialihkan tanpa akhir. Isi ZONA_PROXY=1.",
            id="zona.W005",
        )
    ]


@checks.register(checks.Tags.database, deploy=True)
def worker_was_seen(app_configs: Any, databases: Any = None, **kwargs: Any) -> list[checks.CheckMessage]:
    """Runs only with `check --deploy --database default`: it needs the running system."""
    if not databases or detak.is_alive():
        return []
    return [
        checks.Warning(
            "Pekerja latar tidak terlihat dalam dua menit terakhir.",
            hint="Laporan dan impor akan menunggu. Jalankan pekerja: celery -A zona worker, dan: celery -A zona beat.",
            id="zona.W006",
        )
    ]
