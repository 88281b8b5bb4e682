"""How the ministry gets in, and what it fetched: bearer tokens and the log of every request."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from evaluasi.enums import Titik


class TokenPortalQuerySet(models.QuerySet["TokenPortal"]):
    def live(self, at: datetime) -> Self:
        """Tokens that open something at this moment."""
        return self.filter(revoked_at=None, expires_at__gt=at)


class TokenPortal(models.Model):
    """A bearer token for PortalRB alone: shown once, kept as SHA-256, expiring, replaceable, limited to addresses.

    It opens the three addresses of the contract and nothing else in the portal. `latihan` marks one for rehearsals,
    which is answered outside the window too and never counted as the ministry.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField("dipakai oleh", max_length=80)
    prefix = models.CharField(max_length=12, editable=False)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    alamat = models.JSONField("alamat yang diizinkan", default=list, blank=True)
    latihan = models.BooleanField("untuk latihan", default=False)
    created_at = models.DateTimeField("dibuat pada")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    expires_at = models.DateTimeField("berlaku sampai")
    revoked_at = models.DateTimeField("dicabut pada", null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="pendahulu",
        verbose_name="digantikan oleh",
    )

    objects = TokenPortalQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "token PortalRB"
        ordering = ["-created_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")),
                name="evaluasi_tokenportal_expires_after_created",
                violation_error_message="Masa berlaku harus sesudah token dibuat.",
            ),
            models.CheckConstraint(
                condition=Q(successor=None) | ~Q(successor=F("id")),
                name="evaluasi_tokenportal_not_own_successor",
                violation_error_message="Token tidak dapat menggantikan dirinya sendiri.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def is_live(self, at: datetime) -> bool:
        """Whether it opens something at this moment."""
        return self.revoked_at is None and self.expires_at > at


class PengambilanQuerySet(models.QuerySet["Pengambilan"]):
    def real(self) -> Self:
        """What came from outside, rehearsals left out."""
        return self.filter(latihan=False)


class Pengambilan(models.Model):
    """One request from outside and what it was answered; written once, never changed (triggers refuse it)."""

    at = models.DateTimeField("waktu", db_index=True)
    titik = models.CharField("yang diminta", max_length=12, choices=Titik)
    unit_ref = models.CharField("unit yang diminta", max_length=80, blank=True)
    status = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40, blank=True)
    sidik = models.CharField("sidik yang diserahkan", max_length=64, blank=True)
    token = models.ForeignKey(
        TokenPortal, on_delete=models.PROTECT, null=True, blank=True, related_name="pengambilan"
    )
    alamat = models.GenericIPAddressField(null=True, blank=True)
    latihan = models.BooleanField(default=False)

    objects = PengambilanQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "pengambilan"
        ordering = ["-id"]
        indexes = [models.Index(fields=["titik", "unit_ref", "-id"], name="evaluasi_pengambilan_unit")]
        constraints = [
            models.CheckConstraint(
                condition=Q(titik__in=Titik.values),
                name="evaluasi_pengambilan_titik_known",
                violation_error_message="Jenis permintaan tidak dikenal.",
            ),
            models.CheckConstraint(
                condition=Q(status__gte=100, status__lte=599),
                name="evaluasi_pengambilan_status_http",
                violation_error_message="Status berupa kode HTTP.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.titik} {self.status}"
