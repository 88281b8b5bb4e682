"""Celery tasks of the top floor."""

from celery import shared_task
from celery.signals import worker_ready

from zona import detak


@shared_task(name="zona.tasks.record_heartbeat")
def record_heartbeat() -> None:
    """Sent by beat every half minute; see `zona.detak`."""
    detak.record()


@worker_ready.connect
def send_first_heartbeat(**kwargs: object) -> None:
    """A fresh worker is seen at once, through the queue it reads, and not only at beat's next turn."""
    record_heartbeat.delay()
