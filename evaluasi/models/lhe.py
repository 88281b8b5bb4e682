"""The assessors' report on a worksheet (LHE): its letter, the passages its authors wrote, and who passed it on."""

from __future__ import annotations

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from dasar.izin import Actor
from evaluasi.enums import LangkahLhe, LheState
from evaluasi.models.lembar_kerja import LembarKerja
from evaluasi.models.tim import Penugasan
from opd.enums import CITY_STAFF, TPI_ROLES
from opd.models.opd import paths_filter


class LaporanHasilQuerySet(models.QuerySet["LaporanHasil"]):
    def visible_to(self, actor: Actor) -> Self:
        """The city's staff see every report, assessors those they work on; an approved one also every assessor, and
        its unit with those above it."""
        if actor.has_city(*CITY_STAFF):
            return self
        if not actor.has_city(*TPI_ROLES):
            return self.filter(paths_filter("lembar__opd__", actor.unit_paths), state=LheState.APPROVED)
        assigned = Penugasan.objects.reachable_by(actor).filter(lembar=OuterRef("lembar"))
        return self.filter(Q(state=LheState.APPROVED) | Exists(assigned))


class LaporanHasil(models.Model):
    """The report (laporan hasil evaluasi) of one worksheet: `DRAFT > LEADER > CONTROLLER > APPROVED`, back to
    `DRAFT` when returned.

    While it is drafted its facts are those of the database at every look; approving keeps them in `facts` with their
    SHA-256 and nothing of it changes any more (triggers). Invariants (SQL): one per worksheet; approved exactly when
    it has facts, fingerprint and moment.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    lembar = models.OneToOneField(
        LembarKerja, on_delete=models.PROTECT, related_name="lhe", verbose_name="lembar kerja"
    )
    state = models.CharField(max_length=10, choices=LheState, default=LheState.DRAFT, editable=False)
    nomor = models.CharField("nomor laporan", max_length=80, blank=True)
    tanggal = models.DateField("tanggal laporan", null=True, blank=True)
    tugas_nomor = models.CharField("nomor surat tugas", max_length=80, blank=True)
    tugas_tanggal = models.DateField("tanggal surat tugas", null=True, blank=True)
    facts = models.JSONField("isi saat disetujui", null=True, blank=True, editable=False)
    facts_hash = models.CharField("sidik isi", max_length=64, blank=True, editable=False)
    approved_at = models.DateTimeField("disetujui pada", null=True, blank=True, editable=False)
    contoh = models.BooleanField("data contoh", default=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = LaporanHasilQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "laporan hasil evaluasi"
        ordering = ["-lembar__periode__year", "lembar__opd__name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=LheState.values),
                name="evaluasi_laporanhasil_state_known",
                violation_error_message="Status laporan tidak dikenal.",
            ),
            models.CheckConstraint(
                condition=(
                    Q(state=LheState.APPROVED, facts__isnull=False, approved_at__isnull=False)
                    & ~Q(facts_hash="")
                )
                | (~Q(state=LheState.APPROVED) & Q(facts__isnull=True, approved_at=None, facts_hash="")),
                name="evaluasi_laporanhasil_approved_is_frozen",
                violation_error_message="Laporan yang disetujui menyimpan isi dan sidiknya.",
            ),
        ]

    def __str__(self) -> str:
        return f"LHE {self.lembar.opd.short_name} {self.lembar.periode.year}"

    @property
    def stream(self) -> str:
        return self.lembar.stream

    @property
    def is_editable(self) -> bool:
        return self.state == LheState.DRAFT


class Naskah(models.Model):
    """A passage of a report in the author's words; passages without a row read as the portal drafts them.

    `base` is the draft that the author had before them, so that a later draft can be compared and never
    overwrites. Invariant (SQL): a passage once per report.
    """

    lhe = models.ForeignKey(LaporanHasil, on_delete=models.CASCADE, related_name="naskah")
    kode = models.CharField("bagian", max_length=20)
    text = models.TextField("naskah penyusun", max_length=20000)
    base = models.TextField("rancangan saat disunting", blank=True)
    edited_at = models.DateTimeField("disunting pada")
    edited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "naskah laporan"
        ordering = ["lhe", "kode"]
        constraints = [
            models.UniqueConstraint(
                fields=["lhe", "kode"],
                name="evaluasi_naskah_once",
                violation_error_message="Bagian ini sudah disunting.",
            ),
        ]

    def __str__(self) -> str:
        return self.kode


class Persetujuan(models.Model):
    """One step of the approval chain: who passed the report on, or sent it back and why. Written once (triggers).

    `facts_hash` is the fingerprint of what stood there at that moment. Invariant (SQL): sent back has its reason.
    """

    lhe = models.ForeignKey(LaporanHasil, on_delete=models.PROTECT, related_name="persetujuan")
    langkah = models.CharField("langkah", max_length=10, choices=LangkahLhe)
    diteruskan = models.BooleanField("diteruskan")
    reason = models.CharField("alasan", max_length=1000, blank=True)
    facts_hash = models.CharField("sidik isi", max_length=64)
    at = models.DateTimeField("pada")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="oleh"
    )

    class Meta:
        verbose_name = verbose_name_plural = "persetujuan laporan"
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(langkah__in=LangkahLhe.values),
                name="evaluasi_persetujuan_langkah_known",
                violation_error_message="Langkah persetujuan tidak dikenal.",
            ),
            models.CheckConstraint(
                condition=Q(diteruskan=True) | ~Q(reason=""),
                name="evaluasi_persetujuan_return_has_reason",
                violation_error_message="Pengembalian disertai alasan.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_langkah_display()}: {'diteruskan' if self.diteruskan else 'dikembalikan'}"
