"""Settings of the test run: those of the portal in a throw-away folder, with cheap passwords and eager tasks.

DATABASE_URL and REDIS_URL move the same suite to PostgreSQL and Redis.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

os.environ["ZONA_MODE"] = "tertanam"
os.environ["ZONA_DATA_DIR"] = tempfile.mkdtemp(prefix="zona-uji-")
os.environ["SECRET_KEY"] = "uji-" * 16
for line in (Path(__file__).parent.parent / ".env.contoh").read_text().splitlines():
    if line and not line.startswith("#"):
        os.environ.setdefault(line.partition("=")[0], "")  # a .env of this machine has no say here


def _remove_folder(folder: str, maker: int) -> None:
    """Only the process that made the folder removes it, never a child forked from it."""
    if os.getpid() == maker:
        shutil.rmtree(folder, ignore_errors=True)


atexit.register(_remove_folder, os.environ["ZONA_DATA_DIR"], os.getpid())


from zona.settings import *
from zona.settings import CACHES, DATA_DIR, DATABASES, REDIS_URL

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file as in use: in shared memory threads meet locks that no timeout helps.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "uji.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
if not REDIS_URL:
    CACHES["default"] = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
for kept in CACHES.values():
    kept["KEY_FUNCTION"] = "tests.cache.key_of_this_test"

WHITENOISE_AUTOREFRESH = True  # each test client would else read the whole folder of static files first
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
