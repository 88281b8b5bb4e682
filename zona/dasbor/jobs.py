"""Background jobs of the boards."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from dasar.pekerjaan.domain import register
from dasar.pekerjaan.models import Pekerjaan
from zona.dasbor.domain.pengingat import MAIL_JOB, mail_pengingat


@register(MAIL_JOB, label="Surel pengingat")
def send_pengingat(pekerjaan: Pekerjaan, progress: Callable[[int, str], None]) -> None:
    """Send one reminder's mail."""
    progress(10, "Mengirim surel")
    mail_pengingat(UUID(pekerjaan.params["pengingat"]))
