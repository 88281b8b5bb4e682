"""One rehearsal of the ministry's fetching, as it ended."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from evaluasi.models.usulan import Usulan


class LatihanPortal(models.Model):
    """What a rehearsal of one proposal found, step by step and unit by unit; written once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    usulan = models.ForeignKey(Usulan, on_delete=models.PROTECT, related_name="latihan")
    pekerjaan = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    at = models.DateTimeField("dijalankan pada")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    siap = models.BooleanField("siap")
    isi = models.JSONField(default=dict)

    class Meta:
        verbose_name = verbose_name_plural = "latihan PortalRB"
        ordering = ["-at", "id"]

    def __str__(self) -> str:
        return f"Latihan {self.at:%Y-%m-%d %H:%M}"
