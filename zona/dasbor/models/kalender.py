"""The private address at which a person's calendar program fetches the windows and deadlines."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class AlamatKalender(models.Model):
    """One address: 256 random bits, of which only the SHA-256 is kept; shown once, revocable, one open a person.

    Invariants (SQL): hash once; one open address a person; revoked not before it was made.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    pengguna = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="alamat_kalender",
        verbose_name="pengguna",
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField("dibuat pada")
    revoked_at = models.DateTimeField("dicabut pada", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "alamat kalender"
        ordering = ["-created_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["pengguna"],
                condition=Q(revoked_at=None),
                name="dasbor_alamatkalender_one_open",
                violation_error_message="Anda masih punya alamat kalender yang berlaku.",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None) | Q(revoked_at__gte=F("created_at")),
                name="dasbor_alamatkalender_revoked_after_made",
                violation_error_message="Alamat dicabut sesudah dibuat.",
            ),
        ]

    def __str__(self) -> str:
        return f"Alamat kalender {self.pengguna_id}"
