from celery import shared_task

from dasar.berkas.domain import remove_expired, remove_unused_pages, scan_waiting


@shared_task(name="dasar.berkas.tasks.clean_uploads")
def clean_uploads() -> int:
    """Each hour (beat): drop uploads that nobody continued for a day."""
    return remove_expired()


@shared_task(name="dasar.berkas.tasks.clean_pages")
def clean_pages() -> int:
    """Each night (beat): forget pictures of pages that nobody looked at for a month."""
    return remove_unused_pages()


@shared_task(name="dasar.berkas.tasks.scan_files")
def scan_files() -> int:
    """Each ten minutes (beat): ask the virus scanner about files it has not seen."""
    return scan_waiting()
