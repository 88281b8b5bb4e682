"""What the city approved, frozen for the ministry: the list, each unit's answers and evidence, and links to the latter."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q

from evaluasi.enums import UsulanState
from evaluasi.models.lembar_kerja import LembarKerja
from evaluasi.models.usulan import Usulan
from opd.models import Opd


class CuplikanQuerySet(models.QuerySet["Cuplikan"]):
    def in_force(self) -> Self:
        """Snapshots whose proposal was not withdrawn."""
        return self.filter(usulan__state=UsulanState.APPROVED)

    def open_at(self, at: datetime) -> Self:
        """Those in force whose window for the ministry is open at this moment."""
        return self.in_force().filter(
            usulan__periode__propose_opens_at__lte=at, usulan__periode__propose_closes_at__gte=at
        )


class Cuplikan(models.Model):
    """The proposal as approved: `isi` is canonical JSON of the list, `sidik` its SHA-256.

    Made in the transaction that approves the proposal; the database refuses every later change. The list names the
    fingerprint of each unit, so one fingerprint stands for everything that the ministry can be given.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    usulan = models.OneToOneField(Usulan, on_delete=models.PROTECT, related_name="cuplikan")
    tahun = models.PositiveSmallIntegerField()
    isi = models.TextField()
    sidik = models.CharField(max_length=64)
    made_at = models.DateTimeField("dibekukan pada")

    objects = CuplikanQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "cuplikan"
        ordering = ["-made_at", "id"]

    def __str__(self) -> str:
        return f"Cuplikan usulan {self.tahun}"


class CuplikanUnit(models.Model):
    """One unit within a snapshot: `isi` is canonical JSON of its answers, notes, scores and evidence."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cuplikan = models.ForeignKey(Cuplikan, on_delete=models.PROTECT, related_name="unit")
    opd = models.ForeignKey(Opd, on_delete=models.PROTECT, related_name="cuplikan")
    lembar = models.ForeignKey(LembarKerja, on_delete=models.PROTECT, related_name="cuplikan")
    urutan = models.PositiveSmallIntegerField()
    kategori = models.CharField(max_length=12)
    isi = models.TextField()
    sidik = models.CharField(max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = "cuplikan unit"
        ordering = ["cuplikan", "urutan"]
        constraints = [
            models.UniqueConstraint(
                fields=["cuplikan", "opd"],
                name="evaluasi_cuplikanunit_once",
                violation_error_message="Unit ini sudah ada dalam cuplikan.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.opd.short_name} dalam {self.cuplikan}"


class BerkasCuplikan(models.Model):
    """A file that a frozen unit cites; it keeps the bytes from ever being thrown away."""

    unit = models.ForeignKey(CuplikanUnit, on_delete=models.PROTECT, related_name="berkas")
    berkas = models.ForeignKey("berkas.Berkas", on_delete=models.PROTECT, related_name="cuplikan")

    class Meta:
        verbose_name = verbose_name_plural = "berkas cuplikan"
        ordering = ["unit", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "berkas"],
                name="evaluasi_berkascuplikan_once",
                violation_error_message="Berkas ini sudah dicatat.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.berkas_id}"


class TautanBuktiQuerySet(models.QuerySet["TautanBukti"]):
    def open_at(self, at: datetime) -> Self:
        """Links that open something at this moment; those of a withdrawn proposal do not."""
        return self.filter(
            revoked_at=None, expires_at__gt=at, unit__cuplikan__usulan__state=UsulanState.APPROVED
        )


class TautanBukti(models.Model):
    """The link by which an evaluator outside the city reads the evidence of one frozen question.

    Nothing here opens it: the link carries a code computed from `id` and `edisi` with the portal's key. A new
    `edisi` makes every copy of the old link useless.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(CuplikanUnit, on_delete=models.PROTECT, related_name="tautan")
    kode = models.CharField("butir", max_length=40)
    edisi = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField("dibuat pada")
    expires_at = models.DateTimeField("berlaku sampai")
    revoked_at = models.DateTimeField("dicabut pada", null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = TautanBuktiQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "tautan bukti"
        ordering = ["unit", "kode"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "kode"],
                name="evaluasi_tautanbukti_once",
                violation_error_message="Butir ini sudah punya tautan bukti.",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")),
                name="evaluasi_tautanbukti_expires_after_created",
                violation_error_message="Masa berlaku harus sesudah tautan dibuat.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kode}"
