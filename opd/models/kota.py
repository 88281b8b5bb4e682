"""The city that runs this portal, and the targets it has set itself."""

from __future__ import annotations

import uuid

from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q


class Kota(models.Model):
    """The one city of this installation: its name on every page and paper.

    Invariant (SQL): there is at most one row. Written by `opd.domain.kota`.
    """

    SINGLETON = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=SINGLETON, editable=False)
    name = models.CharField("nama kota", max_length=80)
    government = models.CharField("nama pemerintah daerah", max_length=120)
    province = models.CharField("provinsi", max_length=80)
    area_code = models.CharField(
        "kode wilayah", max_length=5, validators=[RegexValidator(r"^\d{2}\.\d{2}$", "Contoh: 33.75.")]
    )
    address = models.CharField("alamat kantor", max_length=200, blank=True)
    website = models.URLField("situs resmi", blank=True)
    lambang = models.ForeignKey(
        "berkas.Berkas",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="lambang",
    )
    accent = models.CharField(
        "warna aksen",
        max_length=7,
        blank=True,
        validators=[RegexValidator(r"^#[0-9a-f]{6}$", "Tulis seperti #8a5a19.")],
    )
    contoh = models.BooleanField("data contoh", default=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "kota"
        constraints = [
            models.CheckConstraint(
                condition=Q(id=1),
                name="opd_kota_single",
                violation_error_message="Satu portal melayani satu kota.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class TargetPencanangan(models.Model):
    """By which day which share of the counted units is to have declared; the city's own promise."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    year = models.PositiveSmallIntegerField("tahun", unique=True, validators=[MinValueValidator(2011)])
    due_on = models.DateField("tenggat")
    units = models.PositiveIntegerField(
        "jumlah unit",
        null=True,
        blank=True,
        help_text="Kosongkan bila targetnya semua unit yang dihitung.",
    )
    basis = models.CharField("dasar", max_length=200, blank=True)
    contoh = models.BooleanField("data contoh", default=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "target pencanangan"
        ordering = ["year"]
        constraints = [
            models.CheckConstraint(
                condition=Q(due_on__year=models.F("year")),
                name="opd_targetpencanangan_due_in_year",
                violation_error_message="Tenggat harus berada dalam tahun target.",
            ),
        ]

    def __str__(self) -> str:
        return f"Target {self.year}"
