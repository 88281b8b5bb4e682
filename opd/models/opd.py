"""The register of units (perangkat daerah and what lies below them) as a tree with history."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from dasar.akun.models.pengguna import validate_nip
from dasar.izin import Actor
from opd.enums import CITY_READERS, Kedudukan, OpdKind

validate_code = RegexValidator(
    r"^[A-Z0-9][A-Z0-9.-]{0,29}$",
    "Kode memakai huruf besar, angka, titik, atau tanda hubung, paling panjang 30 karakter.",
)


def paths_filter(prefix: str, paths: tuple[str, ...]) -> Q:
    """Rows whose unit (reached by `prefix`, such as "opd__") lies under one of these tree paths."""
    scope = Q(pk__in=[])
    for path in paths:
        scope |= Q(**{f"{prefix}jalur__startswith": path})
    return scope


class OpdQuerySet(models.QuerySet["Opd"]):
    def visible_to(self, actor: Actor) -> Self:
        """City readers see every unit, members their own unit and what lies below it, others none."""
        if actor.has_city(*CITY_READERS):
            return self
        return self.filter(paths_filter("", actor.paths()))

    def active_on(self, day: date) -> Self:
        """Units that existed on that day."""
        return self.filter(Q(active_to=None) | Q(active_to__gt=day), active_from__lte=day)

    def counted_on(self, day: date) -> Self:
        """Units that the city's target of that day counts."""
        return self.active_on(day).filter(counts_for_target=True)


class Opd(models.Model):
    """A unit of the city government, from dinas down to kelurahan, puskesmas and school.

    Invariants: code unique among active units (SQL); `active_to` after `active_from` (SQL); not its
    own parent (SQL); no cycles; `jalur` is the path of keys from the root and is written only by
    `opd.domain.opd`, so that "this unit and all below" is one prefix comparison in SQL.
    A reorganised unit is closed and points to its successor; it is never renamed into it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField("kode", max_length=30, validators=[validate_code])
    name = models.CharField("nama", max_length=150)
    short_name = models.CharField("singkatan", max_length=60)
    kind = models.CharField("jenis", max_length=20, choices=OpdKind)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="anak", verbose_name="induk"
    )
    jalur = models.CharField(max_length=240, unique=True, editable=False)
    active_from = models.DateField("aktif sejak")
    active_to = models.DateField("aktif sampai", null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="pendahulu",
        verbose_name="unit penerus",
    )
    counts_for_target = models.BooleanField("dihitung dalam target kota", default=False)
    employee_count = models.PositiveIntegerField("jumlah pegawai menurut unit", null=True, blank=True)
    contoh = models.BooleanField("data contoh", default=False)
    source = models.CharField("sumber data", max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = OpdQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "OPD"
        ordering = ["name", "id"]
        indexes = [
            models.Index(fields=["counts_for_target", "active_from"], name="opd_opd_counted"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["code"],
                condition=Q(active_to=None),
                name="opd_opd_code_active_unique",
                violation_error_message="Kode ini sudah dipakai unit lain yang masih aktif.",
            ),
            models.CheckConstraint(
                condition=Q(active_to=None) | Q(active_to__gt=F("active_from")),
                name="opd_opd_active_period",
                violation_error_message="Tanggal berakhir harus sesudah tanggal mulai.",
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("id")),
                name="opd_opd_not_own_parent",
                violation_error_message="Unit tidak dapat menjadi induk dirinya sendiri.",
            ),
            models.CheckConstraint(
                condition=Q(successor=None) | Q(active_to__isnull=False),
                name="opd_opd_successor_when_closed",
                violation_error_message="Unit penerus hanya ada bila unit ini sudah berakhir.",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=OpdKind.values),
                name="opd_opd_kind_known",
                violation_error_message="Jenis unit tidak dikenal.",
            ),
        ]

    def __str__(self) -> str:
        return self.short_name

    @property
    def stream(self) -> str:
        """The journal stream of everything that happens to this unit."""
        return f"opd:{self.pk}"


class KepalaQuerySet(models.QuerySet["Kepala"]):
    def on(self, day: date) -> Self:
        """Who headed units on that day."""
        return self.filter(Q(active_to=None) | Q(active_to__gt=day), active_from__lte=day)


class Kepala(models.Model):
    """Who heads a unit, by date: definitive or acting. A change ends one row and begins another.

    Invariants (SQL): one head at a time without an end; period ordered.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    opd = models.ForeignKey(Opd, on_delete=models.PROTECT, related_name="kepala", verbose_name="unit")
    name = models.CharField("nama", max_length=150)
    nip = models.CharField("NIP", max_length=18, blank=True, validators=[validate_nip])
    title = models.CharField("jabatan", max_length=150)
    kedudukan = models.CharField("kedudukan", max_length=10, choices=Kedudukan, default=Kedudukan.DEFINITIF)
    active_from = models.DateField("sejak")
    active_to = models.DateField("sampai", null=True, blank=True)
    contoh = models.BooleanField("data contoh", default=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = KepalaQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "kepala unit"
        ordering = ["-active_from", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["opd"],
                condition=Q(active_to=None),
                name="opd_kepala_one_at_a_time",
                violation_error_message="Unit ini masih punya kepala; akhiri dulu masa jabatannya.",
            ),
            models.CheckConstraint(
                condition=Q(active_to=None) | Q(active_to__gt=F("active_from")),
                name="opd_kepala_active_period",
                violation_error_message="Tanggal berakhir harus sesudah tanggal mulai.",
            ),
            models.CheckConstraint(
                condition=Q(kedudukan__in=Kedudukan.values),
                name="opd_kepala_kedudukan_known",
                violation_error_message="Kedudukan tidak dikenal.",
            ),
        ]

    def __str__(self) -> str:
        return self.name
