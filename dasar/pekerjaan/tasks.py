from uuid import UUID

from celery import shared_task

from dasar.pekerjaan.domain import resend_stuck, run_pekerjaan


@shared_task(name="dasar.pekerjaan.tasks.run", acks_late=True, reject_on_worker_lost=True)
def run(pekerjaan_id: str) -> None:
    """Carry out one job; a second message for the same job finds nothing to do."""
    run_pekerjaan(UUID(pekerjaan_id))


@shared_task(name="dasar.pekerjaan.tasks.sweep")
def sweep() -> int:
    """Each minute (beat): send again what nobody works on."""
    return resend_stuck()
