"""The regulations that govern Zona Integritas, with their dates."""

import uuid

from django.db import models
from django.db.models import F, Q


class Regulasi(models.Model):
    """One regulation. Written only by `evaluasi.domain.instrumen_store`; the text itself is not kept here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kode = models.SlugField(max_length=60)
    nama = models.CharField(max_length=100)
    tentang = models.CharField(max_length=300)
    ditetapkan = models.DateField(null=True, blank=True)
    diundangkan = models.DateField(null=True, blank=True)
    dicabut = models.DateField(null=True, blank=True)
    berita_negara = models.CharField("berita negara", max_length=60, blank=True)
    mengubah = models.ManyToManyField("self", symmetrical=False, related_name="diubah_oleh", blank=True)
    mencabut = models.ManyToManyField("self", symmetrical=False, related_name="dicabut_oleh", blank=True)
    naskah_tersedia = models.BooleanField(
        "naskah tersedia", default=True, help_text="Tidak, bila portal belum pernah membaca naskahnya."
    )
    catatan = models.TextField(blank=True)
    urutan = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = verbose_name_plural = "regulasi"
        ordering = ["urutan"]
        constraints = [
            models.UniqueConstraint(
                fields=["kode"],
                name="evaluasi_regulasi_kode_unique",
                violation_error_message="Kode regulasi sudah dipakai.",
            ),
            models.CheckConstraint(
                condition=Q(ditetapkan__isnull=True)
                | Q(diundangkan__isnull=True)
                | Q(diundangkan__gte=F("ditetapkan")),
                name="evaluasi_regulasi_dates_ordered",
                violation_error_message="Regulasi diundangkan sesudah ditetapkan.",
            ),
            models.CheckConstraint(
                condition=Q(dicabut__isnull=True)
                | Q(diundangkan__isnull=True)
                | Q(dicabut__gte=F("diundangkan")),
                name="evaluasi_regulasi_revoked_after_promulgated",
                violation_error_message="Regulasi dicabut sesudah diundangkan.",
            ),
        ]

    def __str__(self) -> str:
        return self.nama
