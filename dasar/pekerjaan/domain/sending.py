import logging
from functools import partial
from uuid import UUID

from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)
TASK = "dasar.pekerjaan.tasks.run"


def send_on_commit(pekerjaan_id: UUID) -> None:
    """Nudge the workers once the row is really there."""
    transaction.on_commit(partial(send, pekerjaan_id))


def send(pekerjaan_id: UUID) -> None:
    """Put the id into the queue. A broker that is down stops nobody: the sweeper sends again."""
    try:
        current_app.tasks[TASK].apply_async(args=[str(pekerjaan_id)], retry=False)
    except (OperationalError, OSError) as error:
        logger.warning("the queue does not take job %s: %s", pekerjaan_id, error)
