from __future__ import annotations

import uuid

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from dasar.berkas.enums import Kind, ScanState
from dasar.berkas.storage import content_name

KIND_OF_MEDIA_TYPE = {
    "image/jpeg": Kind.GAMBAR,
    "image/png": Kind.GAMBAR,
    "application/pdf": Kind.PDF,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": Kind.LEMBAR_KERJA,
    "application/vnd.oasis.opendocument.spreadsheet": Kind.LEMBAR_KERJA,
    "text/csv": Kind.LEMBAR_KERJA,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": Kind.DOKUMEN,
    "application/vnd.oasis.opendocument.text": Kind.DOKUMEN,
}


class BerkasQuerySet(models.QuerySet["Berkas"]):
    def waiting_for_scan(self) -> BerkasQuerySet:
        return self.filter(scan_state=ScanState.NOT_SCANNED).order_by("created_at", "id")


class Berkas(models.Model):
    """Bytes, once for the whole city however often they are cited; the citing rows hold names and rights.

    Invariants: the bytes are on disk, synced, before this row exists; content, size and type never change
    (`scan_state` is written by the scanner alone). A Berkas is never handed out by its id: the view asks whether
    the person may see the object that cites it, at each download.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sha256 = models.CharField(
        "sidik SHA-256", max_length=64, unique=True, validators=[RegexValidator(r"^[0-9a-f]{64}$")]
    )
    size = models.PositiveBigIntegerField("ukuran (bita)")
    media_type = models.CharField("jenis isi", max_length=100)
    pages = models.PositiveIntegerField("jumlah halaman PDF", null=True, blank=True)
    scan_state = models.CharField(
        "hasil pindai virus", max_length=20, choices=ScanState.choices, default=ScanState.NOT_SCANNED
    )
    scanned_at = models.DateTimeField("dipindai pada", null=True, blank=True)
    created_at = models.DateTimeField("disimpan pada", auto_now_add=True)

    objects = BerkasQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "berkas"
        ordering = ("-created_at", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(size__gt=0),
                name="berkas_berkas_size_positive",
                violation_error_message="Berkas tidak boleh kosong.",
            ),
            models.CheckConstraint(
                condition=Q(scan_state__in=ScanState.values),
                name="berkas_berkas_scan_state_known",
                violation_error_message="Hasil pindai tidak dikenal.",
            ),
            models.CheckConstraint(
                condition=Q(scan_state=ScanState.NOT_SCANNED) | Q(scanned_at__isnull=False),
                name="berkas_berkas_scan_has_time",
                violation_error_message="Hasil pindai harus disertai waktunya.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.media_type}, {self.size} bita, {self.sha256[:12]}"

    @property
    def kind(self) -> Kind | None:
        """What it may be used as; None for what only the portal makes."""
        return KIND_OF_MEDIA_TYPE.get(self.media_type)

    @property
    def storage_name(self) -> str:
        return content_name(self.sha256)
