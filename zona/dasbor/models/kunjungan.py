"""When a person last looked at the board, so that it can say what changed since."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class Kunjungan(models.Model):
    """One row a person: the visit that goes on (`at`) and the one before it.

    It is the reader's own mark and no change of the city's data, so the journal does not tell of it. Invariant (SQL):
    the visit before lies before.
    """

    pengguna = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="kunjungan", verbose_name="pengguna"
    )
    at = models.DateTimeField("kunjungan ini")
    before = models.DateTimeField("kunjungan sebelumnya", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "kunjungan"
        ordering = ["pengguna"]
        constraints = [
            models.CheckConstraint(
                condition=Q(before=None) | Q(before__lt=F("at")),
                name="dasbor_kunjungan_before_is_before",
                violation_error_message="Kunjungan sebelumnya lebih dahulu daripada kunjungan ini.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pengguna_id} {self.at:%Y-%m-%d}"
