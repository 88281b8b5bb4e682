from celery import shared_task

from dasar.jurnal.domain import make_segel


@shared_task(name="dasar.jurnal.tasks.make_daily_segel")
def make_daily_segel() -> str:
    """Once a day (beat): the heads of all streams, to be published and kept outside."""
    return make_segel().sha256
