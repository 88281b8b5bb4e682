"""What a unit does to keep its promise in a year: plan, measurable actions, and how far they have come.

R90/2021 Lampiran I p. 13-14 asks for a work plan with measurable targets and periodic monitoring; the form of both is
left to the unit.
"""

from __future__ import annotations

import uuid
from decimal import Decimal
from typing import Self

from django.conf import settings
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q

from dasar.izin import Actor
from opd.enums import CITY_READERS, AreaPerubahan, Pihak
from opd.models.dokumen import Dokumen
from opd.models.opd import Opd, paths_filter

LEAST = Decimal("0.01")
validate_butir = RegexValidator(
    r"^[A-Z](\.[0-9A-Za-z]{1,4}){1,5}(, [A-Z](\.[0-9A-Za-z]{1,4}){1,5})*$",
    "Tulis kode butir seperti pada lembar kerja, misalnya A.I.1.ii.a; beberapa dipisah koma.",
)


class RencanaAksiQuerySet(models.QuerySet["RencanaAksi"]):
    def visible_to(self, actor: Actor) -> Self:
        """City readers see every plan; members that of their own unit and of what lies below it."""
        if actor.has_city(*CITY_READERS):
            return self
        return self.filter(paths_filter("opd__", actor.paths()))


class RencanaAksi(models.Model):
    """The plan of one unit for one year. Invariants (SQL): one per unit and year; the year is a year."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    opd = models.ForeignKey(Opd, on_delete=models.PROTECT, related_name="rencana_aksi", verbose_name="unit")
    year = models.PositiveSmallIntegerField("tahun")
    begun_at = models.DateTimeField("mulai disusun pada")
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    contoh = models.BooleanField("data contoh", default=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = RencanaAksiQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "rencana aksi"
        ordering = ["-year", "opd__name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["opd", "year"],
                name="opd_rencanaaksi_once_a_year",
                violation_error_message="Unit ini sudah punya rencana aksi untuk tahun itu.",
            ),
            models.CheckConstraint(
                condition=Q(year__gte=2000, year__lte=2100),
                name="opd_rencanaaksi_year",
                violation_error_message="Isi tahun antara 2000 dan 2100.",
            ),
        ]

    def __str__(self) -> str:
        return f"Rencana aksi {self.year}"

    @property
    def stream(self) -> str:
        """The journal stream of the unit."""
        return f"opd:{self.opd_id}"


class TindakanQuerySet(models.QuerySet["Tindakan"]):
    def visible_to(self, actor: Actor) -> Self:
        """As with the plans."""
        if actor.has_city(*CITY_READERS):
            return self
        return self.filter(paths_filter("rencana__opd__", actor.paths()))


class Tindakan(models.Model):
    """One promised action with a target that can be counted. How it stands is derived (`opd.domain.keadaan_janji`).

    Invariants (SQL): the target is above nothing; due not before the start; a cancelled one says why, and only it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    rencana = models.ForeignKey(
        RencanaAksi, on_delete=models.PROTECT, related_name="tindakan", verbose_name="rencana aksi"
    )
    area = models.CharField("area perubahan", max_length=3, choices=AreaPerubahan)
    text = models.CharField("janji", max_length=300)
    target = models.DecimalField(
        "target", max_digits=12, decimal_places=2, validators=[MinValueValidator(LEAST)]
    )
    satuan = models.CharField("satuan", max_length=40)
    responsible = models.CharField("penanggung jawab", max_length=150)
    starts_on = models.DateField("mulai")
    due_on = models.DateField("tenggat")
    butir = models.CharField("butir LKE", max_length=400, blank=True, validators=[validate_butir])
    cancelled_at = models.DateTimeField("dibatalkan pada", null=True, blank=True, editable=False)
    cancel_reason = models.CharField("alasan pembatalan", max_length=500, blank=True, editable=False)
    contoh = models.BooleanField("data contoh", default=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = TindakanQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "tindakan"
        ordering = ["due_on", "text", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(area__in=AreaPerubahan.values),
                name="opd_tindakan_area_known",
                violation_error_message="Area perubahan tidak dikenal.",
            ),
            models.CheckConstraint(
                condition=Q(target__gt=0),
                name="opd_tindakan_target_above_zero",
                violation_error_message="Target harus lebih dari nol.",
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("starts_on")),
                name="opd_tindakan_due_after_start",
                violation_error_message="Tenggat tidak boleh sebelum tanggal mulai.",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at=None, cancel_reason="")
                | (Q(cancelled_at__isnull=False) & ~Q(cancel_reason="")),
                name="opd_tindakan_cancelled_has_reason",
                violation_error_message="Pembatalan disertai alasan.",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def codes(self) -> list[str]:
        """The questions of the worksheet that it serves, in the order in which they were written."""
        return [code for code in self.butir.split(", ") if code]


class Kemajuan(models.Model):
    """How far an action had come on a day, as the unit says or as verified: two kinds of rows, never one overwritten.

    The amount counts from the beginning (cumulative). Rows are only added; a correction is a newer row. A cited
    document of the library cannot be taken out. Invariants (SQL): side known, amount not below zero.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tindakan = models.ForeignKey(
        Tindakan, on_delete=models.PROTECT, related_name="kemajuan", verbose_name="tindakan"
    )
    pihak = models.CharField("pihak", max_length=11, choices=Pihak)
    on = models.DateField("keadaan pada")
    amount = models.DecimalField(
        "tercapai sejak awal", max_digits=12, decimal_places=2, validators=[MinValueValidator(Decimal(0))]
    )
    note = models.CharField("keterangan", max_length=500, blank=True)
    dokumen = models.ForeignKey(
        Dokumen,
        on_delete=models.PROTECT,
        related_name="kemajuan",
        verbose_name="dokumen",
        null=True,
        blank=True,
    )
    at = models.DateTimeField("dicatat pada")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    class Meta:
        verbose_name = verbose_name_plural = "kemajuan"
        ordering = ["-on", "-at", "id"]
        indexes = [models.Index(fields=["tindakan", "pihak", "on"], name="opd_kemajuan_newest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(pihak__in=Pihak.values),
                name="opd_kemajuan_pihak_known",
                violation_error_message="Pihak tidak dikenal.",
            ),
            models.CheckConstraint(
                condition=Q(amount__gte=0),
                name="opd_kemajuan_amount_not_below_zero",
                violation_error_message="Capaian tidak boleh kurang dari nol.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_pihak_display()} {self.on:%d-%m-%Y}"
