"""Keys by which other systems read the API in a person's name."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class KunciApiQuerySet(models.QuerySet["KunciApi"]):
    def live(self, at: datetime) -> KunciApiQuerySet:
        """Keys that open something at this moment."""
        return self.filter(revoked_at=None, expires_at__gt=at, pengguna__is_active=True)


class KunciApi(models.Model):
    """A bearer key: shown once, kept as a SHA-256 hash, always expiring, revocable.

    It reads what its owner may read, no more than its `scopes` (words with blanks between, named in
    `settings.API_SCOPES`), and writes nothing. `last_used_at` is written by the
    authentication class, everything else by `akun.domain`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    pengguna = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="kunci_api", verbose_name="pengguna"
    )
    name = models.CharField("nama kunci", max_length=80)
    scopes = models.CharField("lingkup", max_length=300)
    prefix = models.CharField(max_length=12, unique=True, editable=False)
    key_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField("dibuat pada")
    expires_at = models.DateTimeField("berlaku sampai")
    revoked_at = models.DateTimeField("dicabut pada", null=True, blank=True)
    last_used_at = models.DateTimeField("terakhir dipakai", null=True, blank=True)

    objects = KunciApiQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "kunci API"
        ordering = ["-created_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")),
                name="akun_kunciapi_expires_after_created",
                violation_error_message="Masa berlaku harus sesudah kunci dibuat.",
            ),
            models.CheckConstraint(
                condition=~Q(scopes=""),
                name="akun_kunciapi_has_scope",
                violation_error_message="Pilih sedikitnya satu lingkup.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def scope_set(self) -> frozenset[str]:
        """The scopes one by one."""
        return frozenset(self.scopes.split())

    @property
    def scope_words(self) -> list[str]:
        """The scopes in the order in which they were given."""
        return self.scopes.split()

    def is_live(self, at: datetime) -> bool:
        """Whether the key opens something at this moment, if its owner's account does."""
        return self.revoked_at is None and self.expires_at > at
