"""What people do with jobs: ask for one, stop it, start it anew."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from dasar.errors import DomainError, PermissionRefused, WrongState
from dasar.izin import Actor, require
from dasar.jurnal.domain import record
from dasar.pekerjaan.domain.registry import KINDS
from dasar.pekerjaan.domain.sending import send_on_commit
from dasar.pekerjaan.enums import State
from dasar.pekerjaan.models import Pekerjaan
from dasar.pekerjaan.permissions import can_cancel, can_retry

STREAM = "pekerjaan"
MAX_LIVE_PER_PERSON = 20


@transaction.atomic
def enqueue(*, kind: str, key: str, params: dict[str, Any], actor: Actor | None) -> Pekerjaan:
    """Ask for a job; if the same (kind, key) of this person is still live, that one is returned.

    `key` says what the job is about and stands for its `params`; name the person in it if two people may want the
    same at a time. `actor` None is the portal itself. The journal tells it; the caller need not. Raises WrongState
    if the live one is somebody else's, DomainError above 20 live jobs, KeyError for an unregistered kind.
    """
    assert_registered(kind)
    pengguna = actor.pengguna if actor else None
    if actor is not None and pengguna is None:
        raise PermissionRefused("Masuk dahulu untuk meminta pekerjaan ini.")
    live = Pekerjaan.objects.live().filter(kind=kind, key=key).first()
    if live is None:
        _check_quota(actor)
        now = timezone.now()
        pekerjaan = Pekerjaan(
            kind=kind, key=key, params=params, requested_by=pengguna, created_at=now, sent_at=now
        )
        live = _insert_or_find(pekerjaan)
        if live is pekerjaan:
            after = {"kind": kind, "key": key, "params": params}
            record(
                actor=actor, action="pekerjaan.pekerjaan.queued", obj=pekerjaan, stream=STREAM, after=after
            )
            send_on_commit(pekerjaan.pk)
    if live.requested_by_id != (pengguna.pk if pengguna else None):
        raise WrongState(
            "Pekerjaan yang sama sedang berjalan atas permintaan orang lain. Tunggu sampai selesai, lalu minta lagi."
        )
    return live


@transaction.atomic
def cancel(*, pekerjaan: Pekerjaan, actor: Actor) -> Pekerjaan:
    """Stop a job; a running one ends at its next sign of life and its result is dropped.

    Raises PermissionRefused, WrongState if it ended meanwhile.
    """
    _require_own(can_cancel(actor, pekerjaan), pekerjaan, actor)
    values = {"state": State.CANCELLED, "deadline": None, "finished_at": timezone.now(), "note": ""}
    return _move(pekerjaan, values, actor=actor, action="pekerjaan.pekerjaan.cancelled")


@transaction.atomic
def retry(*, pekerjaan: Pekerjaan, actor: Actor) -> Pekerjaan:
    """Start a failed or cancelled job anew, as the same row. Raises PermissionRefused, WrongState."""
    _require_own(can_retry(actor, pekerjaan), pekerjaan, actor)
    _check_quota(actor)
    values = {
        "state": State.QUEUED,
        "sent_at": timezone.now(),
        "tries": 0,
        "progress": 0,
        "note": "",
        "error": "",
        "finished_at": None,
    }
    try:
        with transaction.atomic():
            _move(pekerjaan, values, actor=actor, action="pekerjaan.pekerjaan.retried")
    except IntegrityError as error:
        raise WrongState(
            "Pekerjaan yang sama sudah berjalan. Muat ulang halaman untuk melihatnya."
        ) from error
    send_on_commit(pekerjaan.pk)
    return pekerjaan


def assert_registered(kind: str) -> None:
    """Raise KeyError for a kind that no module registered: the job would never be done."""
    if kind not in KINDS:
        raise KeyError(f"No handler is registered for jobs of kind {kind}.")


def _check_quota(actor: Actor | None) -> None:
    if actor is not None and Pekerjaan.objects.visible_to(actor).live().count() >= MAX_LIVE_PER_PERSON:
        raise DomainError(
            f"Anda sudah punya {MAX_LIVE_PER_PERSON} pekerjaan yang belum selesai. Tunggu atau batalkan sebagian dahulu."
        )


def _insert_or_find(pekerjaan: Pekerjaan) -> Pekerjaan:
    """Insert, or find the one that somebody else inserted at the same moment."""
    try:
        with transaction.atomic():
            pekerjaan.save(force_insert=True)
    except IntegrityError:
        return Pekerjaan.objects.live().get(kind=pekerjaan.kind, key=pekerjaan.key)
    return pekerjaan


def _require_own(decision: Any, pekerjaan: Pekerjaan, actor: Actor) -> None:
    """No right is a refusal; one's own job in another state is a wrong state, told as such."""
    if not decision and actor.pengguna is not None and pekerjaan.requested_by_id == actor.pengguna.pk:
        raise WrongState(decision.reason)
    require(decision)


def _move(pekerjaan: Pekerjaan, values: dict[str, Any], *, actor: Actor, action: str) -> Pekerjaan:
    before = pekerjaan.state
    if not Pekerjaan.objects.filter(pk=pekerjaan.pk, state=before).update(**values):
        raise WrongState("Pekerjaan ini baru saja berubah. Muat ulang halaman untuk melihat keadaannya.")
    pekerjaan.refresh_from_db()
    states = {"before": {"state": before}, "after": {"state": pekerjaan.state}}
    record(actor=actor, action=action, obj=pekerjaan, stream=STREAM, **states)
    return pekerjaan
