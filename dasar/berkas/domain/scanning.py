from django.db import transaction

from dasar.berkas.clamd import is_configured, scan
from dasar.berkas.domain.storing import open_berkas
from dasar.berkas.enums import ScanState
from dasar.berkas.errors import BytesMissing
from dasar.berkas.models import Berkas
from dasar.jurnal.domain import record


def scan_waiting(limit: int = 50) -> int:
    """Ask the scanner about files it has not seen, oldest first; how many got a verdict.

    A file found infected is held back from then on (`open_berkas` refuses it) and the journal tells it.
    """
    if not is_configured():
        return 0
    return sum(_scan_one(berkas) for berkas in Berkas.objects.waiting_for_scan()[:limit])


def _scan_one(berkas: Berkas) -> bool:
    try:
        with open_berkas(berkas) as stream:
            verdict = scan(stream)
    except BytesMissing:
        return False
    if verdict.state == ScanState.NOT_SCANNED:
        return False
    with transaction.atomic():
        berkas.scan_state, berkas.scanned_at = verdict.state, verdict.at
        berkas.save(update_fields=["scan_state", "scanned_at"])
        if verdict.state == ScanState.INFECTED:
            record(
                actor=None,
                action="berkas.berkas.found_infected",
                obj=berkas,
                stream="berkas",
                after={"scan_state": verdict.state, "virus": verdict.name},
            )
    return True
