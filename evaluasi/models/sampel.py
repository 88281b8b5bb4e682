"""The blind second assessment: which questions are judged twice, by whom, and what the leader made of a difference."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from evaluasi.models.instrumen import Simpul
from evaluasi.models.lembar_kerja import LembarKerja
from evaluasi.models.reviu import Putusan


class Sampel(models.Model):
    """One drawing of questions for a second assessment. `seed` and the worksheets give the same questions again.

    Invariants (SQL): share is 1..100 per cent.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    lembar = models.OneToOneField(
        LembarKerja, on_delete=models.CASCADE, related_name="sampel", verbose_name="lembar kerja"
    )
    penilai = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="sampel",
        verbose_name="penilai kedua",
    )
    persen = models.PositiveSmallIntegerField(
        "bagian butir, persen", validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    seed = models.CharField("bilangan acak", max_length=32, editable=False)
    drawn_at = models.DateTimeField("diundi pada", editable=False)
    drawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False
    )

    class Meta:
        verbose_name = verbose_name_plural = "sampel"
        ordering = ["-drawn_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(persen__gte=1, persen__lte=100),
                name="evaluasi_sampel_share_range",
                violation_error_message="Bagian antara 1 dan 100 persen.",
            ),
        ]

    def __str__(self) -> str:
        return f"Sampel {self.lembar}"


class ButirSampel(models.Model):
    """One question of a sample. The second verdict is a `Putusan` of the kind KEDUA; see `penyelarasan` for its end.

    Invariant (SQL): a question once per sample.
    """

    sampel = models.ForeignKey(Sampel, on_delete=models.CASCADE, related_name="butir")
    simpul = models.ForeignKey(Simpul, on_delete=models.PROTECT, related_name="+")
    kedua = models.OneToOneField(
        Putusan, on_delete=models.PROTECT, null=True, blank=True, related_name="sampel", editable=False
    )

    class Meta:
        verbose_name = verbose_name_plural = "butir sampel"
        ordering = ["sampel", "simpul__urutan"]
        constraints = [
            models.UniqueConstraint(
                fields=["sampel", "simpul"],
                name="evaluasi_butirsampel_once",
                violation_error_message="Butir ini sudah ada dalam sampel.",
            ),
        ]

    def __str__(self) -> str:
        return self.simpul.kode


class Penyelarasan(models.Model):
    """The leader's word on a question that two assessors read differently: which answer stands, and why.

    Invariant (SQL): once per question of a sample; says why.
    """

    butir = models.OneToOneField(ButirSampel, on_delete=models.PROTECT, related_name="penyelarasan")
    isian = models.JSONField("jawaban yang berlaku", null=True, blank=True)
    reason = models.CharField("alasan", max_length=1000)
    at = models.DateTimeField("pada")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = "penyelarasan"
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="evaluasi_penyelarasan_says_why",
                violation_error_message="Tuliskan alasannya.",
            ),
        ]

    def __str__(self) -> str:
        return self.reason
