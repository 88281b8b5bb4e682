"""Do rows and bytes agree? For the administrator, after a restore, and each night if wished."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.core.files.storage import Storage

from dasar.berkas.domain.storing import fingerprint
from dasar.berkas.models import Berkas
from dasar.berkas.storage import content_name, content_storage, digest_in

ORPHAN_AGE_SECONDS = 24 * 3600


@dataclass
class Findings:
    """Counts, and the SHA-256 of every file with a fault."""

    rows: int = 0
    missing: list[str] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)
    orphans: list[str] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Orphans are no fault: bytes of an upload whose transaction was rolled back."""
        return not self.missing and not self.damaged


def check_files() -> Findings:
    """Read every stored file and compare it with its row; name bytes without a row."""
    storage, findings, known = content_storage(), Findings(), set()
    for berkas in Berkas.objects.order_by("sha256").iterator():
        findings.rows += 1
        known.add(berkas.sha256)
        if not storage.exists(berkas.storage_name):
            findings.missing.append(berkas.sha256)
            continue
        with storage.open(berkas.storage_name) as stream:
            if fingerprint(stream) != (berkas.sha256, berkas.size):
                findings.damaged.append(berkas.sha256)
    findings.orphans = sorted(set(_stored(storage)) - known)
    return findings


def remove_orphans(findings: Findings) -> int:
    """Delete bytes that no row tells of and that are older than a day (a younger one may be about to get its row)."""
    storage, removed = content_storage(), 0
    for digest in findings.orphans:
        name = content_name(digest)
        old = time.time() - storage.get_modified_time(name).timestamp() > ORPHAN_AGE_SECONDS
        if old and not Berkas.objects.filter(sha256=digest).exists():
            storage.delete(name)
            removed += 1
    return removed


def _stored(storage: Storage) -> Iterator[str]:
    for first in storage.listdir("")[0]:
        for second in storage.listdir(first)[0]:
            for name in storage.listdir(f"{first}/{second}")[1]:
                digest = digest_in(f"{first}/{second}/{name}")
                if digest:
                    yield digest
