"""Employees: the denominator of every coverage figure."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from dasar.akun.models.pengguna import validate_nip
from dasar.izin import Actor
from opd.enums import CITY_READERS
from opd.models.opd import Opd, paths_filter


class PegawaiQuerySet(models.QuerySet["Pegawai"]):
    def visible_to(self, actor: Actor) -> Self:
        """City readers see everyone, members the employees of their own unit and below."""
        if actor.has_city(*CITY_READERS):
            return self
        return self.filter(paths_filter("opd__", actor.paths()))

    def owned_by(self, actor: Actor) -> Self:
        """The rows of the acting person: one for each unit he or she works or worked in."""
        return self.filter(pengguna=actor.pengguna) if actor.pengguna else self.none()

    def active_on(self, day: date) -> Self:
        """Who worked in a unit on that day."""
        return self.filter(Q(active_to=None) | Q(active_to__gt=day), active_from__lte=day)


class Pegawai(models.Model):
    """An employee of one unit for one period. Someone who moves gets a row in each unit.

    A row that ends on its first day was entered by mistake and counts nowhere.
    Invariants (SQL): period ordered; a NIP is active in one unit at a time.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    opd = models.ForeignKey(Opd, on_delete=models.PROTECT, related_name="pegawai", verbose_name="unit")
    name = models.CharField("nama", max_length=150)
    nip = models.CharField("NIP", max_length=18, blank=True, validators=[validate_nip])
    title = models.CharField("jabatan", max_length=150, blank=True)
    pengguna = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="pegawai",
        verbose_name="akun",
    )
    active_from = models.DateField("bekerja sejak")
    active_to = models.DateField("bekerja sampai", null=True, blank=True)
    contoh = models.BooleanField("data contoh", default=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = PegawaiQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "pegawai"
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(active_to=None) | Q(active_to__gte=F("active_from")),
                name="opd_pegawai_active_period",
                violation_error_message="Tanggal berakhir tidak boleh sebelum tanggal mulai.",
            ),
            models.UniqueConstraint(
                fields=["nip"],
                condition=Q(active_to=None) & ~Q(nip=""),
                name="opd_pegawai_nip_active_unique",
                violation_error_message="NIP ini masih tercatat aktif di unit lain.",
            ),
            models.CheckConstraint(
                condition=Q(nip="") | Q(nip__regex=r"^[0-9]{18}$"),
                name="opd_pegawai_nip_digits",
                violation_error_message="NIP terdiri atas 18 angka.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def is_active_on(self, day: date) -> bool:
        """Whether this person works in the unit on that day; the same rule as `active_on`."""
        return self.active_from <= day and (self.active_to is None or self.active_to > day)
