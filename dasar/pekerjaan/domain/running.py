"""One run of a job, by whoever got the message; a doubled or stale message finds nothing to do."""

import logging
import time
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from dasar.berkas.models import Berkas
from dasar.errors import DomainError
from dasar.jurnal.domain import record
from dasar.jurnal.request_id import bound_request_id
from dasar.pekerjaan.domain.queueing import STREAM
from dasar.pekerjaan.domain.registry import KINDS, JobKind, PekerjaanLost, Progress
from dasar.pekerjaan.enums import State
from dasar.pekerjaan.models import Pekerjaan

logger = logging.getLogger(__name__)
PORTAL_FAULT = (
    "Terjadi kesalahan di portal, bukan pada isian Anda. Coba ulangi; bila tetap gagal, beri tahu administrator "
    "dengan menyebut pengenal pekerjaan ini."
)
KIND_UNKNOWN = "Versi portal yang berjalan tidak mengenal jenis pekerjaan ini. Beri tahu administrator."


def run_pekerjaan(pekerjaan_id: UUID) -> State | None:
    """Carry out a queued job; the state it ended in, or None if there was nothing to do or the run was overtaken.

    Never raises for a fault of the handler: the row tells it.
    """
    pekerjaan = _claim(pekerjaan_id)
    if pekerjaan is None:
        return None
    with bound_request_id(f"pekerjaan-{pekerjaan_id}"):
        kind = KINDS.get(pekerjaan.kind)
        if kind is None:
            return _end(pekerjaan, State.FAILED, error=KIND_UNKNOWN)
        try:
            result = kind.handler(pekerjaan, _reporter(pekerjaan, kind))
        except PekerjaanLost:
            return None
        except DomainError as error:
            return _end(pekerjaan, State.FAILED, error=error.message)
        except Exception:
            logger.exception("job %s (%s) broke in try %s", pekerjaan.pk, pekerjaan.kind, pekerjaan.tries)
            return _break_off(pekerjaan, kind)
        return _end(pekerjaan, State.DONE, result=result)


def _claim(pekerjaan_id: UUID) -> Pekerjaan | None:
    """Take a queued job for this run; exactly one of many succeeds."""
    now = timezone.now()
    kind = KINDS.get(Pekerjaan.objects.filter(pk=pekerjaan_id).values_list("kind", flat=True).first() or "")
    lease = kind.lease if kind else timedelta(minutes=1)
    claimed = Pekerjaan.objects.filter(pk=pekerjaan_id, state=State.QUEUED).update(
        state=State.RUNNING,
        tries=F("tries") + 1,
        started_at=now,
        deadline=now + lease,
        progress=0,
        note="",
    )
    return Pekerjaan.objects.get(pk=pekerjaan_id) if claimed else None


def _mine(pekerjaan: Pekerjaan) -> Any:
    """The row, as long as this very run may write to it."""
    return Pekerjaan.objects.filter(pk=pekerjaan.pk, state=State.RUNNING, tries=pekerjaan.tries)


def _reporter(pekerjaan: Pekerjaan, kind: JobKind) -> Progress:
    """The `progress` of this run: each call is a sign of life and one SQL statement (none if it tells nothing new
    within a second)."""
    told: tuple[int, str] | None = None
    told_at = time.monotonic()

    def progress(percent: int, note: str = "") -> None:
        nonlocal told, told_at
        news = (min(max(int(percent), 0), 100), note[:200])
        if news == told and time.monotonic() - told_at < 1:
            return
        told, told_at = news, time.monotonic()
        values = {"progress": news[0], "note": news[1], "deadline": timezone.now() + kind.lease}
        if not _mine(pekerjaan).update(**values):
            raise PekerjaanLost(f"Job {pekerjaan.pk} is no longer run {pekerjaan.tries}'s to write.")

    return progress


def _break_off(pekerjaan: Pekerjaan, kind: JobKind) -> State | None:
    """Back into the queue for another try (the sweeper sends it), or the end if there were enough."""
    if pekerjaan.tries >= kind.max_tries:
        return _end(pekerjaan, State.FAILED, error=PORTAL_FAULT)
    note = f"Percobaan ke-{pekerjaan.tries} gagal; segera diulang."
    back = {"state": State.QUEUED, "deadline": None, "sent_at": timezone.now(), "note": note}
    return State.QUEUED if _mine(pekerjaan).update(**back) else None


@transaction.atomic
def _end(
    pekerjaan: Pekerjaan, state: State, *, result: Berkas | None = None, error: str = ""
) -> State | None:
    """Close this run, unless the row is no longer its own; then its result is dropped."""
    values: dict[str, Any] = {"state": state, "deadline": None, "finished_at": timezone.now(), "note": ""}
    values |= {"result": result, "progress": 100} if state == State.DONE else {"error": error}
    if not _mine(pekerjaan).update(**values):
        return None
    after = {"state": state, "result": result.sha256 if result else None, "error": error}
    record(
        actor=None, action=f"pekerjaan.pekerjaan.{state.lower()}", obj=pekerjaan, stream=STREAM, after=after
    )
    return state
