"""Workbooks of many units sent to the city at once: each with its file, its unit, and what became of it."""

from __future__ import annotations

import uuid
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from dasar.izin import Actor
from evaluasi.enums import BukuState
from evaluasi.models.impor import ImporLembar
from evaluasi.models.lembar_kerja import LembarKerja
from evaluasi.models.periode import Periode
from opd.enums import Role


class KirimanBukuQuerySet(models.QuerySet["KirimanBuku"]):
    def visible_to(self, actor: Actor) -> Self:
        """The coordinators share them."""
        return self if actor.has_city(Role.KOORDINATOR) else self.none()


class KirimanBuku(models.Model):
    """One consignment of workbooks for a year. `sidik` is the fingerprint of its names and files."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    periode = models.ForeignKey(
        Periode, on_delete=models.PROTECT, related_name="kiriman_buku", verbose_name="periode"
    )
    sidik = models.CharField(max_length=64, editable=False)
    sent_at = models.DateTimeField("dikirim pada")
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = KirimanBukuQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "kiriman buku kerja"
        ordering = ["-sent_at", "id"]

    def __str__(self) -> str:
        return f"Kiriman buku kerja {self.periode.year}"

    @property
    def stream(self) -> str:
        return "kota"


class BukuKiriman(models.Model):
    """One file of a consignment. `ringkas` holds what the examination found, `digest` what it was shown of.

    Invariants (SQL): states known; a worksheet once in a consignment; a file exactly where one could be kept;
    loaded exactly with its import; ready only with a worksheet.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kiriman = models.ForeignKey(KirimanBuku, on_delete=models.CASCADE, related_name="buku")
    urutan = models.PositiveSmallIntegerField("nomor")
    filename = models.CharField("nama berkas", max_length=150)
    berkas = models.ForeignKey(
        "berkas.Berkas", on_delete=models.PROTECT, null=True, related_name="+", verbose_name="buku kerja"
    )
    lembar = models.ForeignKey(
        LembarKerja, on_delete=models.CASCADE, null=True, related_name="kiriman", verbose_name="lembar kerja"
    )
    state = models.CharField(max_length=12, choices=BukuState, default=BukuState.MENUNGGU, editable=False)
    pesan = models.CharField("keterangan", max_length=1000, blank=True)
    ringkas = models.JSONField(default=dict, editable=False)
    digest = models.CharField(max_length=64, blank=True, editable=False)
    impor = models.OneToOneField(
        ImporLembar, on_delete=models.CASCADE, null=True, related_name="kiriman", editable=False
    )

    class Meta:
        verbose_name = verbose_name_plural = "buku kerja kiriman"
        ordering = ["urutan"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=BukuState.values),
                name="evaluasi_bukukiriman_state_known",
                violation_error_message="Keadaan buku kerja tidak dikenal.",
            ),
            models.UniqueConstraint(
                fields=["kiriman", "lembar"],
                name="evaluasi_bukukiriman_lembar_once",
                violation_error_message="Unit ini sudah punya berkas lain dalam kiriman ini.",
            ),
            models.CheckConstraint(
                condition=Q(berkas__isnull=False) | Q(state__in=[BukuState.DITOLAK, BukuState.DIKELUARKAN]),
                name="evaluasi_bukukiriman_file_unless_refused",
                violation_error_message="Buku kerja yang diterima mempunyai berkas.",
            ),
            models.CheckConstraint(
                condition=Q(state=BukuState.DIMUAT, impor__isnull=False)
                | (~Q(state=BukuState.DIMUAT) & Q(impor__isnull=True)),
                name="evaluasi_bukukiriman_loaded_has_import",
                violation_error_message="Buku kerja yang dimuat mencatat impornya.",
            ),
            models.CheckConstraint(
                condition=Q(lembar__isnull=False) | ~Q(state__in=[BukuState.SIAP, BukuState.SAMA]),
                name="evaluasi_bukukiriman_ready_has_worksheet",
                violation_error_message="Buku kerja yang siap dimuat mempunyai unit.",
            ),
        ]

    def __str__(self) -> str:
        return self.filename

    @property
    def dapat_dipilih(self) -> bool:
        """Whether a person may still name its unit."""
        return self.berkas_id is not None and self.state in {
            BukuState.TANPA_UNIT,
            BukuState.SIAP,
            BukuState.SAMA,
            BukuState.DITOLAK,
        }

    def told(self, **more: Any) -> dict[str, Any]:
        """What the journal keeps of it."""
        return {"berkas": self.filename, "keadaan": self.state, **more}
