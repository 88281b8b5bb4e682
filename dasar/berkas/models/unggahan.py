from __future__ import annotations

import uuid
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q

if TYPE_CHECKING:
    from dasar.izin import Actor


class UnggahanQuerySet(models.QuerySet["Unggahan"]):
    def visible_to(self, actor: Actor) -> UnggahanQuerySet:
        """One's own uploads only."""
        return self.filter(owner=actor.pengguna) if actor.pengguna else self.none()

    def open(self) -> UnggahanQuerySet:
        return self.filter(berkas__isnull=True)

    def expired(self, at: datetime) -> UnggahanQuerySet:
        return self.filter(expires_at__lte=at)


class Unggahan(models.Model):
    """An upload that arrives in pieces and survives lost connections; when whole it becomes a Berkas.

    `offset` counts the bytes that are synced to disk; a piece is taken only at exactly that place. Whoever wants
    to cite the result names the Unggahan, not the Berkas: it is the proof that this person sent these bytes.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="pengunggah"
    )
    name = models.CharField("nama berkas", max_length=150)
    size = models.PositiveBigIntegerField("ukuran yang diumumkan (bita)")
    offset = models.PositiveBigIntegerField("sudah diterima (bita)", default=0)
    kinds = models.JSONField("jenis yang diterima")
    berkas = models.ForeignKey(
        "berkas.Berkas", on_delete=models.PROTECT, null=True, related_name="+", verbose_name="hasil"
    )
    created_at = models.DateTimeField("dimulai pada", auto_now_add=True)
    expires_at = models.DateTimeField("dibuang sesudah", db_index=True)

    objects = UnggahanQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "unggahan"
        ordering = ("-created_at", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(size__gt=0),
                name="berkas_unggahan_size_positive",
                violation_error_message="Berkas tidak boleh kosong.",
            ),
            models.CheckConstraint(
                condition=Q(offset__lte=F("size")),
                name="berkas_unggahan_offset_within_size",
                violation_error_message="Bagian yang diterima melebihi ukuran berkas.",
            ),
            models.CheckConstraint(
                condition=Q(berkas__isnull=True) | Q(offset=F("size")),
                name="berkas_unggahan_whole_before_result",
                violation_error_message="Unggahan yang belum utuh tidak dapat menjadi berkas.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_whole(self) -> bool:
        return self.offset == self.size

    @property
    def path(self) -> Path:
        """The pieces received so far."""
        return Path(settings.BERKAS_UPLOAD_DIR) / f"{self.id.hex}.bagian"
