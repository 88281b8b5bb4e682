"""What became of a proposal: the ministry's stages, the award, the reports that follow it, and its revocation."""

from __future__ import annotations

import uuid
from datetime import date
from decimal import Decimal
from typing import Self

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from dasar.izin import Actor
from evaluasi.enums import HasilKind, PredikatKind, TahapTpn
from evaluasi.models.usulan import UsulanUnit
from opd.enums import CITY_READERS
from opd.models import Opd
from opd.models.opd import paths_filter


class HasilTpn(models.Model):
    """What the national assessors (TPN) decided about a proposed unit at one stage, as the city learnt it.

    Invariants (SQL): a stage once per proposed unit; stages and results known; a score is 0..100.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(
        UsulanUnit, on_delete=models.PROTECT, related_name="hasil", verbose_name="unit usulan"
    )
    tahap = models.CharField("tahap", max_length=12, choices=TahapTpn)
    hasil = models.CharField("hasil", max_length=6, choices=HasilKind)
    tanggal = models.DateField("tanggal")
    nilai = models.DecimalField("nilai TPN", max_digits=7, decimal_places=4, null=True, blank=True)
    catatan = models.TextField("catatan", max_length=2000, blank=True)
    sumber = models.CharField("sumber", max_length=200, help_text="Surat, pengumuman, atau laman.")
    recorded_at = models.DateTimeField("dicatat pada", editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "hasil TPN"
        ordering = ["unit", "tanggal", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "tahap"],
                name="evaluasi_hasiltpn_once",
                violation_error_message="Hasil tahap ini sudah dicatat.",
            ),
            models.CheckConstraint(
                condition=Q(tahap__in=TahapTpn.values, hasil__in=HasilKind.values),
                name="evaluasi_hasiltpn_words_known",
                violation_error_message="Tahap atau hasil tidak dikenal.",
            ),
            models.CheckConstraint(
                condition=Q(nilai=None) | Q(nilai__gte=Decimal(0), nilai__lte=Decimal(100)),
                name="evaluasi_hasiltpn_nilai_range",
                violation_error_message="Nilai antara 0 dan 100.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_tahap_display()}: {self.get_hasil_display()}"


class PredikatQuerySet(models.QuerySet["Predikat"]):
    def visible_to(self, actor: Actor) -> Self:
        """City readers see all; members those of their own unit and below."""
        if actor.has_city(*CITY_READERS):
            return self
        return self.filter(paths_filter("opd__", actor.paths()))

    def held_on(self, day: date) -> Self:
        """Predicates in force that day: given, not past their own validity, not revoked."""
        return self.filter(
            Q(valid_to=None) | Q(valid_to__gt=day),
            Q(revoked_on=None) | Q(revoked_on__gt=day),
            valid_from__lte=day,
        )


class Predikat(models.Model):
    """WBK or WBBM as given to a unit for a round, valid as its decision says, perhaps revoked.

    No number of years is assumed: `valid_to` is what the decision writes, empty when it writes none. Invariants
    (SQL): one per unit, kind and round; the end lies after the beginning; revoked has its reason, not before it was
    given; where no decision number is known the source is named.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    opd = models.ForeignKey(Opd, on_delete=models.PROTECT, related_name="predikat", verbose_name="unit")
    kind = models.CharField("predikat", max_length=4, choices=PredikatKind)
    year = models.PositiveSmallIntegerField("putaran tahun", validators=[MinValueValidator(2011)])
    unit = models.OneToOneField(
        UsulanUnit, on_delete=models.PROTECT, null=True, blank=True, related_name="predikat_diberikan"
    )
    sk_nomor = models.CharField("nomor keputusan", max_length=120, blank=True)
    valid_from = models.DateField("diberikan pada")
    valid_to = models.DateField("berlaku sampai", null=True, blank=True)
    sumber = models.CharField("sumber", max_length=200, blank=True)
    recorded_at = models.DateTimeField("dicatat pada", default=timezone.now, editable=False)
    revoked_on = models.DateField("dicabut pada", null=True, blank=True)
    revoked_at = models.DateTimeField("pencabutan dicatat pada", null=True, editable=False)
    revoke_reason = models.CharField("alasan pencabutan", max_length=1000, blank=True)
    contoh = models.BooleanField("data contoh", default=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = PredikatQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "predikat"
        ordering = ["-valid_from", "opd__name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["opd", "kind", "year"],
                name="evaluasi_predikat_once",
                violation_error_message="Predikat unit ini pada putaran tersebut sudah dicatat.",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=PredikatKind.values),
                name="evaluasi_predikat_kind_known",
                violation_error_message="Predikat tidak dikenal.",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")),
                name="evaluasi_predikat_valid_period",
                violation_error_message="Masa berlaku harus berakhir sesudah dimulai.",
            ),
            models.CheckConstraint(
                condition=Q(revoked_on=None, revoke_reason="")
                | (Q(revoked_on__isnull=False, revoked_on__gte=F("valid_from")) & ~Q(revoke_reason="")),
                name="evaluasi_predikat_revoked_has_reason",
                violation_error_message="Pencabutan sesudah pemberian, disertai alasannya.",
            ),
            models.CheckConstraint(
                condition=~Q(sk_nomor="") | ~Q(sumber=""),
                name="evaluasi_predikat_names_its_source",
                violation_error_message="Tulis nomor keputusannya, atau sumber beritanya.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.opd.short_name} {self.year}"

    @property
    def stream(self) -> str:
        return f"opd:{self.opd_id}"


class LaporanPredikat(models.Model):
    """One report to the ministry on whether a unit still deserves its predicate (R90/2021, pp. 61-62).

    Invariants (SQL): one per predicate and day; says in words what was found when it no longer does.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    predikat = models.ForeignKey(Predikat, on_delete=models.PROTECT, related_name="laporan")
    nomor = models.CharField("nomor surat", max_length=80)
    tanggal = models.DateField("tanggal surat")
    masih = models.BooleanField("masih memenuhi syarat")
    nilai = models.DecimalField("nilai TPI", max_digits=7, decimal_places=4, null=True, blank=True)
    catatan = models.TextField("catatan", max_length=2000, blank=True)
    recorded_at = models.DateTimeField("dicatat pada", editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False
    )

    class Meta:
        verbose_name = verbose_name_plural = "laporan predikat"
        ordering = ["-tanggal", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["predikat", "tanggal"],
                name="evaluasi_laporanpredikat_once",
                violation_error_message="Laporan pada tanggal itu sudah dicatat.",
            ),
            models.CheckConstraint(
                condition=Q(masih=True) | ~Q(catatan=""),
                name="evaluasi_laporanpredikat_says_why",
                violation_error_message="Tuliskan apa yang tidak lagi dipenuhi.",
            ),
            models.CheckConstraint(
                condition=Q(nilai=None) | Q(nilai__gte=Decimal(0), nilai__lte=Decimal(100)),
                name="evaluasi_laporanpredikat_nilai_range",
                violation_error_message="Nilai antara 0 dan 100.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nomor}, {self.tanggal}"
