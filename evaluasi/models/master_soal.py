"""The ministry's question master of a year as a city loaded it, and where each soal belongs in the instrument."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from evaluasi.enums import MasterState
from evaluasi.models.instrumen import Instrumen, Masukan, Simpul


class MasterSoal(models.Model):
    """One loaded file. DRAFT > CONFIRMED > REPLACED: a person confirms the mapping, a later one takes its place.

    Invariants (SQL): one draft and one confirmed per year; confirmed has its moment. The ministry's wording lives in
    its rows alone; the portal ships none of it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    instrumen = models.ForeignKey(Instrumen, on_delete=models.PROTECT, related_name="master_soal")
    tahun = models.PositiveSmallIntegerField()
    dibuat = models.CharField("dibuat kementerian", max_length=40, blank=True)
    sidik = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=MasterState, default=MasterState.DRAFT, editable=False)
    loaded_at = models.DateTimeField("dimuat pada")
    confirmed_at = models.DateTimeField("dipastikan pada", null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    catatan = models.CharField("catatan pemasti", max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "master soal"
        ordering = ["-tahun", "-loaded_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["tahun"],
                condition=Q(state=MasterState.DRAFT),
                name="evaluasi_mastersoal_one_draft",
                violation_error_message="Tahun ini sudah punya master soal yang menunggu dipastikan.",
            ),
            models.UniqueConstraint(
                fields=["tahun"],
                condition=Q(state=MasterState.CONFIRMED),
                name="evaluasi_mastersoal_one_confirmed",
                violation_error_message="Tahun ini sudah punya master soal yang dipastikan.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=MasterState.values),
                name="evaluasi_mastersoal_state_known",
                violation_error_message="Status master soal tidak dikenal.",
            ),
            models.CheckConstraint(
                condition=Q(state=MasterState.DRAFT, confirmed_at=None)
                | (~Q(state=MasterState.DRAFT) & Q(confirmed_at__isnull=False)),
                name="evaluasi_mastersoal_confirmed_has_time",
                violation_error_message="Master soal yang dipastikan mencatat waktunya.",
            ),
        ]

    def __str__(self) -> str:
        return f"Master soal {self.tahun}"


class PemetaanSoal(models.Model):
    """One soal of a master with the ministry's wording, and the question or count it belongs to.

    Invariants (SQL): a soal once per master, a place once per master; a soal without a place says why.
    """

    master = models.ForeignKey(MasterSoal, on_delete=models.CASCADE, related_name="soal")
    urutan = models.PositiveSmallIntegerField()
    soal_id = models.PositiveIntegerField("nomor soal")
    jalur = models.CharField(max_length=600)
    teks = models.TextField()
    kriteria = models.TextField(blank=True)
    jenis = models.CharField(max_length=40)
    opsi = models.JSONField(default=list, blank=True)
    lembar = models.CharField(max_length=40, blank=True)
    baris = models.PositiveIntegerField()
    kolom = models.JSONField(default=dict, blank=True)
    simpul = models.ForeignKey(Simpul, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    masukan = models.ForeignKey(Masukan, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    catatan = models.CharField(max_length=500, blank=True)
    by_hand = models.BooleanField("dipasangkan dengan tangan", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "pemetaan soal"
        ordering = ["master", "urutan"]
        constraints = [
            models.UniqueConstraint(
                fields=["master", "soal_id"],
                name="evaluasi_pemetaansoal_soal_once",
                violation_error_message="Nomor soal ini sudah ada dalam master.",
            ),
            models.UniqueConstraint(
                fields=["master", "simpul", "masukan"],
                name="evaluasi_pemetaansoal_masukan_once",
                violation_error_message="Masukan ini sudah dipasangkan dengan soal lain.",
            ),
            models.UniqueConstraint(
                fields=["master", "simpul"],
                condition=Q(masukan__isnull=True),
                name="evaluasi_pemetaansoal_simpul_once",
                violation_error_message="Butir ini sudah dipasangkan dengan soal lain.",
            ),
            models.CheckConstraint(
                condition=Q(simpul__isnull=False) | (Q(masukan=None) & ~Q(catatan="")),
                name="evaluasi_pemetaansoal_unplaced_says_why",
                violation_error_message="Soal tanpa tempat menyebut sebabnya.",
            ),
        ]

    def __str__(self) -> str:
        return f"soal {self.soal_id}"
