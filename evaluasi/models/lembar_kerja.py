"""The worksheet of a unit in a year: answers by assessor, the evidence they cite, and the stored scores."""

from __future__ import annotations

import uuid
from decimal import Decimal
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from dasar.izin import Actor
from evaluasi.enums import LembarState, PredikatKind, Tahap
from evaluasi.models.instrumen import Simpul
from evaluasi.models.periode import Periode
from evaluasi.models.tim import Penugasan
from opd.enums import CITY_STAFF, TPI_ROLES
from opd.models import Dokumen, Opd
from opd.models.opd import paths_filter


class LembarKerjaQuerySet(models.QuerySet["LembarKerja"]):
    def visible_to(self, actor: Actor) -> Self:
        """The city's staff see every worksheet, members those of their own unit and below, assessors those that
        they are assigned to."""
        if actor.has_city(*CITY_STAFF):
            return self
        scope = paths_filter("opd__", actor.unit_paths)
        if actor.has_city(*TPI_ROLES):
            scope |= Exists(Penugasan.objects.reachable_by(actor).filter(lembar=OuterRef("pk")))
        return self.filter(scope)


class LembarKerja(models.Model):
    """One unit's worksheet in one period. State changes only through `evaluasi.domain.lembar_kerja`.

    Invariants (SQL): one per unit and period; submitted has its time; states known.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    opd = models.ForeignKey(Opd, on_delete=models.PROTECT, related_name="lembar_kerja", verbose_name="unit")
    periode = models.ForeignKey(
        Periode, on_delete=models.PROTECT, related_name="lembar_kerja", verbose_name="periode"
    )
    predikat = models.CharField("predikat yang dituju", max_length=4, choices=PredikatKind)
    state = models.CharField(max_length=10, choices=LembarState, default=LembarState.DRAFT, editable=False)
    source = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="turunan",
        verbose_name="disalin dari",
    )
    submitted_at = models.DateTimeField("diajukan pada", null=True, blank=True, editable=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    returned_at = models.DateTimeField("dikembalikan pada", null=True, blank=True, editable=False)
    return_reason = models.CharField("alasan pengembalian", max_length=1000, blank=True, editable=False)
    contoh = models.BooleanField("data contoh", default=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = LembarKerjaQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "lembar kerja"
        ordering = ["-periode__year", "opd__name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["opd", "periode"],
                name="evaluasi_lembarkerja_once_per_period",
                violation_error_message="Unit ini sudah punya lembar kerja pada periode tersebut.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=LembarState.values),
                name="evaluasi_lembarkerja_state_known",
                violation_error_message="Status lembar kerja tidak dikenal.",
            ),
            models.CheckConstraint(
                condition=Q(predikat__in=PredikatKind.values),
                name="evaluasi_lembarkerja_predikat_known",
                violation_error_message="Predikat tidak dikenal.",
            ),
            models.CheckConstraint(
                condition=Q(state=LembarState.DRAFT) | Q(submitted_at__isnull=False),
                name="evaluasi_lembarkerja_submitted_has_time",
                violation_error_message="Lembar kerja yang diajukan mencatat waktunya.",
            ),
            models.CheckConstraint(
                condition=(Q(state=LembarState.RETURNED) & ~Q(return_reason=""))
                | (~Q(state=LembarState.RETURNED) & Q(return_reason="")),
                name="evaluasi_lembarkerja_returned_has_reason",
                violation_error_message="Pengembalian disertai alasan.",
            ),
        ]

    def __str__(self) -> str:
        return f"LKE {self.opd.short_name} {self.periode.year}"

    @property
    def stream(self) -> str:
        return f"opd:{self.opd_id}"

    @property
    def is_editable(self) -> bool:
        """Whether its state lets the unit write."""
        return self.state in {LembarState.DRAFT, LembarState.RETURNED}


class Jawaban(models.Model):
    """One assessor's answer to one question: an option, counts, or a number; and the note that explains it.

    Invariants (SQL): one per worksheet, question and assessor; at most one kind of answer; the number is
    within 0..4. `needs_confirmation` marks an answer copied from last year that nobody has confirmed yet.
    """

    lembar = models.ForeignKey(LembarKerja, on_delete=models.CASCADE, related_name="jawaban")
    simpul = models.ForeignKey(Simpul, on_delete=models.PROTECT, related_name="jawaban_lembar")
    tahap = models.CharField("penilai", max_length=4, choices=Tahap, default=Tahap.UNIT)
    pilihan = models.CharField("pilihan", max_length=5, blank=True)
    jumlah = models.JSONField("jumlah", default=dict, blank=True)
    angka = models.DecimalField("angka", max_digits=14, decimal_places=12, null=True, blank=True)
    catatan = models.TextField("catatan", max_length=4000, blank=True)
    needs_confirmation = models.BooleanField("perlu dipastikan lagi", default=False)
    updated_at = models.DateTimeField("diubah pada")
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "jawaban"
        ordering = ["lembar", "simpul__urutan", "tahap"]
        constraints = [
            models.UniqueConstraint(
                fields=["lembar", "simpul", "tahap"],
                name="evaluasi_jawaban_once",
                violation_error_message="Butir ini sudah dijawab.",
            ),
            models.CheckConstraint(
                condition=Q(tahap__in=Tahap.values),
                name="evaluasi_jawaban_tahap_known",
                violation_error_message="Penilai tidak dikenal.",
            ),
            models.CheckConstraint(
                condition=Q(pilihan="", jumlah={}) | Q(pilihan="", angka=None) | Q(jumlah={}, angka=None),
                name="evaluasi_jawaban_one_kind",
                violation_error_message="Satu butir dijawab dengan satu cara.",
            ),
            models.CheckConstraint(
                condition=Q(angka=None) | Q(angka__gte=Decimal(0), angka__lte=Decimal(4)),
                name="evaluasi_jawaban_angka_range",
                violation_error_message="Angka antara 0 dan 4.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.simpul_id}: {self.pilihan or self.angka or self.jumlah or 'kosong'}"


class SitasiQuerySet(models.QuerySet["Sitasi"]):
    def visible_to(self, actor: Actor) -> Self:
        """Whoever sees the worksheet sees what it cites."""
        return self.filter(lembar__in=LembarKerja.objects.visible_to(actor))


class Sitasi(models.Model):
    """A question's pointer to a document of the library, with pages; it protects the document from deletion."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    lembar = models.ForeignKey(LembarKerja, on_delete=models.CASCADE, related_name="sitasi")
    simpul = models.ForeignKey(Simpul, on_delete=models.PROTECT, related_name="sitasi")
    dokumen = models.ForeignKey(
        Dokumen, on_delete=models.PROTECT, related_name="sitasi", verbose_name="dokumen"
    )
    pages = models.CharField("halaman", max_length=60, blank=True, help_text="Misalnya: 3 atau 5-7.")
    remark = models.CharField("keterangan", max_length=300, blank=True)
    cited_at = models.DateTimeField("dikutip pada")
    cited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    version = models.PositiveIntegerField(default=1, editable=False)

    objects = SitasiQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "sitasi"
        ordering = ["cited_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["lembar", "simpul", "dokumen"],
                name="evaluasi_sitasi_once",
                violation_error_message="Dokumen ini sudah dikutip pada butir tersebut.",
            ),
        ]

    def __str__(self) -> str:
        return self.dokumen.title


class Nilai(models.Model):
    """A stored score: what one assessor's answers give at one node above the questions, in both figures.

    Written only together with the answers that make it (`evaluasi.domain.nilai`), cut off after 12 places, so that
    `nilai >= threshold` is the same question as for the exact value. `check_scores` recomputes. The row of the whole
    carries `ringkas`: both figures of every area and gate by code, in units of the last place, so that a board reads
    one row a worksheet and assessor; it is empty on every other row.
    """

    lembar = models.ForeignKey(LembarKerja, on_delete=models.CASCADE, related_name="nilai")
    simpul = models.ForeignKey(Simpul, on_delete=models.PROTECT, related_name="nilai")
    tahap = models.CharField("penilai", max_length=4, choices=Tahap, default=Tahap.UNIT)
    buku_kerja = models.DecimalField("menurut buku kerja", max_digits=16, decimal_places=12)
    lantai = models.DecimalField("lantai", max_digits=16, decimal_places=12)
    terisi = models.PositiveSmallIntegerField("butir terisi")
    butir = models.PositiveSmallIntegerField("jumlah butir")
    ringkas = models.JSONField("ringkasan area dan batas", default=dict, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "nilai"
        ordering = ["lembar", "simpul__urutan", "tahap"]
        constraints = [
            models.UniqueConstraint(
                fields=["lembar", "simpul", "tahap"],
                name="evaluasi_nilai_once",
                violation_error_message="Nilai simpul ini sudah ada.",
            ),
            models.CheckConstraint(
                condition=Q(tahap__in=Tahap.values),
                name="evaluasi_nilai_tahap_known",
                violation_error_message="Penilai tidak dikenal.",
            ),
            models.CheckConstraint(
                condition=Q(lantai__gte=0, lantai__lte=models.F("buku_kerja")),
                name="evaluasi_nilai_floor_not_above",
                violation_error_message="Lantai tidak melebihi nilai buku kerja.",
            ),
            models.CheckConstraint(
                condition=Q(terisi__lte=models.F("butir")),
                name="evaluasi_nilai_answered_of_all",
                violation_error_message="Butir terisi tidak melebihi jumlah butir.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.simpul_id}: {self.buku_kerja}"


class PrasyaratUnit(models.Model):
    """One eligibility condition besides the score (Tabel 5), as stated for a worksheet, with its evidence."""

    lembar = models.ForeignKey(LembarKerja, on_delete=models.CASCADE, related_name="prasyarat")
    kode = models.CharField("kode", max_length=40)
    met = models.BooleanField("terpenuhi", null=True, blank=True)
    statement = models.CharField("keadaan", max_length=300, blank=True)
    dokumen = models.ForeignKey(
        Dokumen,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="prasyarat",
        verbose_name="bukti",
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "prasyarat unit"
        ordering = ["lembar", "kode"]
        constraints = [
            models.UniqueConstraint(
                fields=["lembar", "kode"],
                name="evaluasi_prasyaratunit_once",
                violation_error_message="Prasyarat ini sudah dicatat.",
            ),
        ]

    def __str__(self) -> str:
        return self.kode
