"""Which role a person holds where, by date."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from opd.enums import UNIT_ROLES, Kedudukan, Role
from opd.models.opd import Opd


class KeanggotaanQuerySet(models.QuerySet["Keanggotaan"]):
    def live_on(self, day: date) -> Self:
        """Memberships in force on that day."""
        return self.filter(Q(active_to=None) | Q(active_to__gt=day), active_from__lte=day)


class Keanggotaan(models.Model):
    """A role in a unit (and all below it), or over the whole city when `opd` is empty.

    Rights are read from the rows in force at each request, so a change acts at once. Rows are ended,
    never deleted; one that ends on its first day was never in force (given by mistake). Invariants (SQL):
    period ordered; no second open membership of the same person, unit and role; unit roles name a unit.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    pengguna = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="keanggotaan",
        verbose_name="pengguna",
    )
    opd = models.ForeignKey(
        Opd, on_delete=models.PROTECT, null=True, blank=True, related_name="keanggotaan", verbose_name="unit"
    )
    role = models.CharField("peran", max_length=20, choices=Role)
    kedudukan = models.CharField("kedudukan", max_length=10, choices=Kedudukan, default=Kedudukan.DEFINITIF)
    active_from = models.DateField("berlaku sejak")
    active_to = models.DateField("berlaku sampai", null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = KeanggotaanQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "keanggotaan"
        ordering = ["-active_from", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(active_to=None) | Q(active_to__gte=F("active_from")),
                name="opd_keanggotaan_active_period",
                violation_error_message="Tanggal berakhir tidak boleh sebelum tanggal mulai.",
            ),
            models.UniqueConstraint(
                fields=["pengguna", "opd", "role"],
                condition=Q(active_to=None, opd__isnull=False),
                name="opd_keanggotaan_unit_role_unique",
                violation_error_message="Orang ini sudah memegang peran tersebut di unit itu.",
            ),
            models.UniqueConstraint(
                fields=["pengguna", "role"],
                condition=Q(active_to=None, opd__isnull=True),
                name="opd_keanggotaan_city_role_unique",
                violation_error_message="Orang ini sudah memegang peran tersebut untuk seluruh kota.",
            ),
            models.CheckConstraint(
                condition=Q(role__in=Role.values),
                name="opd_keanggotaan_role_known",
                violation_error_message="Peran tidak dikenal.",
            ),
            models.CheckConstraint(
                condition=Q(kedudukan__in=Kedudukan.values),
                name="opd_keanggotaan_kedudukan_known",
                violation_error_message="Kedudukan tidak dikenal.",
            ),
            models.CheckConstraint(
                condition=~Q(role__in=[role.value for role in UNIT_ROLES]) | Q(opd__isnull=False),
                name="opd_keanggotaan_unit_role_has_unit",
                violation_error_message="Peran operator dan kepala OPD selalu terikat pada satu unit.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_role_display())
