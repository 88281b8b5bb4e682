"""What makes lost messages and killed workers harmless."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from dasar.jurnal.domain import record
from dasar.pekerjaan.domain.queueing import STREAM
from dasar.pekerjaan.domain.registry import KINDS
from dasar.pekerjaan.domain.sending import send
from dasar.pekerjaan.enums import State
from dasar.pekerjaan.models import Pekerjaan

RESEND_AFTER = timedelta(seconds=90)
STOPPED = (
    "Pekerjaan ini terhenti berulang kali di tengah jalan, mungkin karena terlalu besar. Perkecil cakupannya lalu "
    "ulangi; bila tetap gagal, beri tahu administrator."
)


def resend_stuck(at: datetime | None = None) -> int:
    """Send again what nobody works on: messages lost, workers killed. How many jobs were sent; beat asks each minute.

    A running job past its deadline goes back into the queue, or fails after its last try. Several sweepers at once
    do no harm: each change is a compare-and-set.
    """
    at = at or timezone.now()
    for pekerjaan in Pekerjaan.objects.overdue(at):
        _give_back(pekerjaan, at)
    stuck = list(Pekerjaan.objects.unheard(at - RESEND_AFTER).order_by("created_at"))
    sent = [p.pk for p in stuck if _still_unheard(p, at)]
    for pekerjaan_id in sent:
        send(pekerjaan_id)
    return len(sent)


def _still_unheard(pekerjaan: Pekerjaan, at: datetime) -> bool:
    rows = Pekerjaan.objects.filter(pk=pekerjaan.pk, state=State.QUEUED, sent_at=pekerjaan.sent_at)
    return rows.update(sent_at=at) == 1


@transaction.atomic
def _give_back(pekerjaan: Pekerjaan, at: datetime) -> None:
    """Take a job from a worker that fell silent."""
    kind = KINDS.get(pekerjaan.kind)
    last_try = kind is None or pekerjaan.tries >= kind.max_tries
    values = (
        {"state": State.FAILED, "error": STOPPED, "finished_at": at, "note": ""}
        if last_try
        # Sent "long ago", so that the same sweep sends it.
        else {"state": State.QUEUED, "sent_at": at - 2 * RESEND_AFTER, "note": "Terhenti; segera diulang."}
    )
    same_run = Pekerjaan.objects.overdue(at).filter(pk=pekerjaan.pk, tries=pekerjaan.tries)
    if same_run.update(**values, deadline=None) and last_try:
        after = {"state": State.FAILED, "error": STOPPED}
        record(actor=None, action="pekerjaan.pekerjaan.failed", obj=pekerjaan, stream=STREAM, after=after)
