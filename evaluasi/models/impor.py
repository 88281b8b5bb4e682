"""Imports of workbooks into worksheets: what was taken from which file, and what stood there before."""

from __future__ import annotations

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from dasar.izin import Actor
from evaluasi.enums import ImporState, TataBuku
from evaluasi.models.lembar_kerja import LembarKerja


class ImporLembarQuerySet(models.QuerySet["ImporLembar"]):
    def visible_to(self, actor: Actor) -> Self:
        """Whoever sees the worksheet sees what was imported into it."""
        return self.filter(lembar__in=LembarKerja.objects.visible_to(actor))


class ImporLembar(models.Model):
    """One applied import: the kept file, and of every question it changed what stood before and after.

    `isi` holds `jawaban` (by code: `sebelum`, `sesudah`) and `tautan` (citations and documents it made). It can be
    undone as long as all of that still stands. Invariants (SQL): states known; undone exactly with its time.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    lembar = models.ForeignKey(
        LembarKerja, on_delete=models.CASCADE, related_name="impor", verbose_name="lembar kerja"
    )
    berkas = models.ForeignKey(
        "berkas.Berkas", on_delete=models.PROTECT, related_name="impor_lembar", verbose_name="buku kerja"
    )
    filename = models.CharField("nama berkas", max_length=150)
    tata = models.CharField("susunan", max_length=15, choices=TataBuku)
    sheet = models.CharField("lembar dalam buku", max_length=100)
    state = models.CharField(max_length=10, choices=ImporState, default=ImporState.APPLIED, editable=False)
    isi = models.JSONField(default=dict, editable=False)
    imported_at = models.DateTimeField("dimuat pada")
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField("dibatalkan pada", null=True, blank=True, editable=False)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    jurnal_hidden = ("isi",)  # the answers themselves are told by the line of their import

    objects = ImporLembarQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "impor lembar kerja"
        ordering = ["-imported_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=ImporState.values),
                name="evaluasi_imporlembar_state_known",
                violation_error_message="Status impor tidak dikenal.",
            ),
            models.CheckConstraint(
                condition=Q(tata__in=TataBuku.values),
                name="evaluasi_imporlembar_tata_known",
                violation_error_message="Susunan buku kerja tidak dikenal.",
            ),
            models.CheckConstraint(
                condition=Q(state=ImporState.UNDONE, undone_at__isnull=False)
                | Q(state=ImporState.APPLIED, undone_at__isnull=True),
                name="evaluasi_imporlembar_undone_has_time",
                violation_error_message="Pembatalan mencatat waktunya.",
            ),
        ]

    def __str__(self) -> str:
        return f"Impor {self.filename}"

    @property
    def stream(self) -> str:
        return self.lembar.stream

    @property
    def jumlah_butir(self) -> int:
        """How many questions it changed."""
        return len(self.isi.get("jawaban", {}))

    @property
    def jumlah_tautan(self) -> int:
        """How many links it cited."""
        return len(self.isi.get("tautan", []))
