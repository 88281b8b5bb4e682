"""Health: is the process alive, and can it do its work?"""

import logging
from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.db import connection
from django.db.models import Min
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from dasar.berkas.storage import content_storage
from dasar.pekerjaan.enums import State
from dasar.pekerjaan.models import Pekerjaan
from zona import detak

log = logging.getLogger("zona.sehat")


def _database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _cache() -> None:
    cache.set("zona:sehat", "ya", 10)
    if cache.get("zona:sehat") != "ya":
        raise RuntimeError("the cache does not give back what was put in")


def _storage() -> None:
    storage = content_storage()
    storage.delete(storage.save(".sehat", ContentFile(b"sehat")))


PROBES: dict[str, Callable[[], None]] = {"basis_data": _database, "cache": _cache, "penyimpanan": _storage}


@login_not_required
@never_cache
@require_safe
def hidup(request: HttpRequest) -> JsonResponse:
    """The process answers. Touches nothing else."""
    return JsonResponse({"hidup": True})


@login_not_required
@never_cache
@require_safe
def siap(request: HttpRequest) -> JsonResponse:
    """200 when everything a page needs answers, else 503; says which part failed.

    Background work does not stop pages, so it is reported but does not make the answer 503: whether the worker
    was seen (`pekerja`), and how many seconds the oldest job has waited for it (`antrean`; null: none waits).
    """
    parts = {name: _works(name, probe) for name, probe in PROBES.items()}
    ready = all(parts.values())
    work = {
        "pekerja": parts["cache"] and detak.is_alive(),
        "antrean": _longest_wait() if parts["basis_data"] else None,
    }
    return JsonResponse({"siap": ready} | parts | work, status=200 if ready else 503)


def _longest_wait() -> int | None:
    oldest = Pekerjaan.objects.filter(state=State.QUEUED).aggregate(at=Min("created_at"))["at"]
    return None if oldest is None else round((timezone.now() - oldest).total_seconds())


def _works(name: str, probe: Callable[[], None]) -> bool:
    try:
        probe()
    except Exception:  # whatever fails, the answer is "not ready"; the cause goes to the log
        log.exception("Bagian %s tidak berfungsi", name)
        return False
    return True
