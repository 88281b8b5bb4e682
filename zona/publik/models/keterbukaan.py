"""The city's decisions on what everyone may read: in general, and of each year of evaluation."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from evaluasi.models import Periode
from zona.publik.enums import Lisensi


class Keterbukaan(models.Model):
    """Whether the open data are on at all, and under which licence. Without a row nothing is given out.

    Invariant (SQL): there is at most one row. Written by `zona.publik.domain.keterbukaan`.
    """

    SINGLETON = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=SINGLETON, editable=False)
    is_open = models.BooleanField("terbitkan data terbuka", default=False)
    licence = models.CharField("lisensi", max_length=20, choices=Lisensi, default=Lisensi.CC_BY)
    contact = models.EmailField("surel kantor untuk pertanyaan", blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "keterbukaan"
        constraints = [
            models.CheckConstraint(
                condition=Q(id=1),
                name="publik_keterbukaan_single",
                violation_error_message="Satu portal punya satu keputusan keterbukaan.",
            ),
            models.CheckConstraint(
                condition=Q(licence__in=Lisensi.values),
                name="publik_keterbukaan_licence_known",
                violation_error_message="Lisensi tidak dikenal.",
            ),
        ]

    def __str__(self) -> str:
        return "Data terbuka"


class TerbitanPeriode(models.Model):
    """What of a year's evaluation everyone may read. Without a row nothing of the year is published.

    Invariant (SQL): one per period; who publishes anything names on what decision.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    periode = models.OneToOneField(
        Periode, on_delete=models.PROTECT, related_name="terbitan", verbose_name="periode"
    )
    progress = models.BooleanField("langkah tiap unit", default=False)
    self_view = models.BooleanField("nilai mandiri tiap unit", default=False)
    tpi_view = models.BooleanField("nilai TPI tiap unit", default=False)
    promises = models.BooleanField("janji rencana aksi dan kemajuannya", default=False)
    basis = models.CharField("dasar keputusan", max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "terbitan periode"
        ordering = ["-periode__year"]
        constraints = [
            models.CheckConstraint(
                condition=Q(progress=False, self_view=False, tpi_view=False, promises=False) | ~Q(basis=""),
                name="publik_terbitanperiode_has_basis",
                violation_error_message="Sebutkan dasar keputusan menerbitkan.",
            ),
        ]

    def __str__(self) -> str:
        return f"Terbitan {self.periode.year}"
