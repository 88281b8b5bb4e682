"""Papers that were sent by mail: to whom and when, so that nobody gets the same one twice."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from zona.laporan.models.dokumen import DokumenTerbit


class Kiriman(models.Model):
    """One paper as sent to one person. Never changed. Invariant (SQL): once per paper and person."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dokumen = models.ForeignKey(
        DokumenTerbit, on_delete=models.PROTECT, related_name="kiriman", verbose_name="dokumen"
    )
    pengguna = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="penerima"
    )
    sent_at = models.DateTimeField("dikirim pada")

    class Meta:
        verbose_name = verbose_name_plural = "kiriman"
        ordering = ["-sent_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["dokumen", "pengguna"],
                name="laporan_kiriman_once",
                violation_error_message="Dokumen ini sudah dikirim kepada orang itu.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dokumen} kepada {self.pengguna.name}"
