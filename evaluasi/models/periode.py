"""A year of evaluation: which instrument applies, and when worksheets may be filled in."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from evaluasi.models.instrumen import Instrumen


class Periode(models.Model):
    """One year with its instrument and windows, to the second. Deadlines are data: they move every year.

    Invariants (SQL): one per year; windows ordered. Taking an instrument into use closes it against change.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    year = models.PositiveSmallIntegerField("tahun", unique=True, validators=[MinValueValidator(2011)])
    instrumen = models.ForeignKey(
        Instrumen, on_delete=models.PROTECT, related_name="periode", verbose_name="instrumen"
    )
    opens_at = models.DateTimeField("pengisian dibuka")
    closes_at = models.DateTimeField("pengisian ditutup")
    review_due_on = models.DateField("reviu TPI selesai sebelum", null=True, blank=True)
    jeda_bulan = models.PositiveSmallIntegerField(
        "jeda bekas jabatan, bulan",
        null=True,
        blank=True,
        help_text="Selama sekian bulan sesudah pindah, penilai tidak menilai unit lamanya. Kosong: belum ditetapkan.",
    )
    propose_opens_at = models.DateTimeField(
        "pengusulan dibuka",
        null=True,
        blank=True,
        help_text="Sejak saat ini PortalRB dapat mengambil usulan kota. Kosongkan bila jadwalnya belum diumumkan.",
    )
    propose_closes_at = models.DateTimeField("pengusulan ditutup", null=True, blank=True)
    basis = models.CharField("dasar jadwal", max_length=200, blank=True)
    contoh = models.BooleanField("data contoh", default=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "periode"
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")),
                name="evaluasi_periode_window_ordered",
                violation_error_message="Pengisian ditutup sesudah dibuka.",
            ),
            models.CheckConstraint(
                condition=Q(propose_opens_at=None, propose_closes_at=None)
                | Q(
                    propose_opens_at__isnull=False,
                    propose_closes_at__isnull=False,
                    propose_closes_at__gt=F("propose_opens_at"),
                ),
                name="evaluasi_periode_propose_window_ordered",
                violation_error_message="Isi kedua waktu pengusulan; ditutup sesudah dibuka.",
            ),
        ]

    def __str__(self) -> str:
        return f"Evaluasi {self.year}"

    def is_open(self, at: datetime) -> bool:
        """Whether units may write at this moment; one second after closing is late."""
        return self.opens_at <= at <= self.closes_at

    def is_proposing(self, at: datetime) -> bool:
        """Whether the ministry may fetch at this moment; never while its window is not known."""
        if self.propose_opens_at is None or self.propose_closes_at is None:
            return False
        return self.propose_opens_at <= at <= self.propose_closes_at
