"""Celery tasks of papers."""

from celery import shared_task
from django.utils import timezone

from zona.laporan.domain.bulanan import ensure_monthly


@shared_task(name="zona.laporan.tasks.make_monthly")
def make_monthly() -> None:
    """Sent by beat every morning: the first one of a month has last month's brief made, the others make up for a
    morning on which nothing ran."""
    ensure_monthly(timezone.localdate())
