"""An instrument of evaluation (LKE) as rows: tree, options, inputs, gates, and the ministry's yearly numbers.

Rows are written only by `evaluasi.domain.instrumen_store`. One revision is one set of rows; once a worksheet uses
it, it never changes, and a correction is a new revision.
"""

from __future__ import annotations

import uuid
from typing import Self

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery

from evaluasi.enums import JawabanKind, PredikatKind, Satuan, SimpulKind
from evaluasi.models.regulasi import Regulasi


class InstrumenQuerySet(models.QuerySet["Instrumen"]):
    def latest_revisions(self) -> Self:
        """Of each instrument its newest revision."""
        newest = Instrumen.objects.filter(kode=OuterRef("kode")).order_by("-revisi").values("revisi")[:1]
        return self.filter(revisi=Subquery(newest))


class Instrumen(models.Model):
    """One revision of an instrument. `sidik` is the fingerprint of its content; `rincian` holds the lists that no
    row refers to: notes, conditions besides the score, affirmation, and what the law does not give."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kode = models.SlugField(max_length=60)
    revisi = models.PositiveSmallIntegerField()
    nama = models.CharField(max_length=200)
    dasar = models.CharField(max_length=300)
    regulasi = models.ManyToManyField(Regulasi, related_name="instrumen")
    berlaku_mulai = models.DateField("berlaku mulai")
    berlaku_sampai = models.DateField("berlaku sampai", null=True, blank=True)
    gerbang_mulai = models.PositiveSmallIntegerField("tahun pertama gerbang")
    gerbang_sampai = models.PositiveSmallIntegerField("tahun terakhir gerbang", null=True, blank=True)
    rincian = models.JSONField(default=dict)
    sidik = models.CharField(max_length=64, editable=False)
    dimuat_pada = models.DateTimeField("dimuat pada", auto_now_add=True)
    digunakan_sejak = models.DateTimeField("digunakan sejak", null=True, editable=False)

    objects = InstrumenQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "instrumen"
        ordering = ["-berlaku_mulai", "kode", "-revisi"]
        constraints = [
            models.UniqueConstraint(
                fields=["kode", "revisi"],
                name="evaluasi_instrumen_revisi_unique",
                violation_error_message="Revisi instrumen ini sudah ada.",
            ),
            models.CheckConstraint(
                condition=Q(revisi__gte=1),
                name="evaluasi_instrumen_revisi_positive",
                violation_error_message="Revisi dimulai dari 1.",
            ),
            models.CheckConstraint(
                condition=Q(berlaku_sampai__isnull=True) | Q(berlaku_sampai__gte=F("berlaku_mulai")),
                name="evaluasi_instrumen_validity_ordered",
                violation_error_message="Masa berlaku berakhir sebelum dimulai.",
            ),
            models.CheckConstraint(
                condition=Q(gerbang_sampai__isnull=True) | Q(gerbang_sampai__gte=F("gerbang_mulai")),
                name="evaluasi_instrumen_gate_years_ordered",
                violation_error_message="Tahun gerbang berakhir sebelum dimulai.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nama}, revisi {self.revisi}"

    @property
    def is_used(self) -> bool:
        """Whether a worksheet or period uses it, so that it may never change."""
        return self.digunakan_sejak is not None


class Simpul(models.Model):
    """One node, question or combined area. A question without `bobot` shares its parent's weight by the mean."""

    instrumen = models.ForeignKey(Instrumen, on_delete=models.CASCADE, related_name="simpul")
    induk = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="anak")
    gabungan = models.ForeignKey(
        "self",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="bagian",
        verbose_name="area gabungan",
    )
    urutan = models.PositiveSmallIntegerField()
    kode = models.CharField(max_length=40)
    jenis = models.CharField(max_length=15, choices=SimpulKind)
    nama = models.CharField(max_length=300)
    bobot = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    jawaban = models.CharField("jenis jawaban", max_length=10, choices=JawabanKind, blank=True)
    rumus = models.JSONField(null=True, blank=True)
    contoh_bukti = models.JSONField("contoh bukti", default=list, blank=True)
    catatan = models.TextField(blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "simpul"
        ordering = ["instrumen", "urutan"]
        constraints = [
            models.UniqueConstraint(
                fields=["instrumen", "kode"],
                name="evaluasi_simpul_kode_unique",
                violation_error_message="Kode sudah dipakai dalam instrumen ini.",
            ),
            models.UniqueConstraint(
                fields=["instrumen", "urutan"],
                name="evaluasi_simpul_urutan_unique",
                violation_error_message="Urutan sudah dipakai dalam instrumen ini.",
            ),
            models.CheckConstraint(
                condition=Q(jenis__in=SimpulKind.values),
                name="evaluasi_simpul_jenis_known",
                violation_error_message="Jenis simpul tidak dikenal.",
            ),
            models.CheckConstraint(
                condition=Q(jenis=SimpulKind.BUTIR, jawaban__in=JawabanKind.values)
                | (~Q(jenis=SimpulKind.BUTIR) & Q(jawaban="")),
                name="evaluasi_simpul_only_butir_answered",
                violation_error_message="Butir, dan hanya butir, memiliki jenis jawaban.",
            ),
            models.CheckConstraint(
                condition=Q(bobot__isnull=False, bobot__gt=0) | Q(jenis=SimpulKind.BUTIR, bobot__isnull=True),
                name="evaluasi_simpul_bobot_positive",
                violation_error_message="Bobot lebih dari 0; hanya butir boleh tanpa bobot.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kode} {self.nama}"


class Pilihan(models.Model):
    """One option of a choice question, with the share 0..1 of the weight that it earns."""

    simpul = models.ForeignKey(Simpul, on_delete=models.CASCADE, related_name="pilihan")
    urutan = models.PositiveSmallIntegerField()
    kunci = models.CharField(max_length=5)
    nilai = models.DecimalField(max_digits=7, decimal_places=6)
    kriteria = models.TextField()

    class Meta:
        verbose_name = verbose_name_plural = "pilihan"
        ordering = ["simpul", "urutan"]
        constraints = [
            models.UniqueConstraint(
                fields=["simpul", "kunci"],
                name="evaluasi_pilihan_kunci_unique",
                violation_error_message="Pilihan ini sudah ada pada butir.",
            ),
            models.CheckConstraint(
                condition=Q(nilai__gte=0, nilai__lte=1),
                name="evaluasi_pilihan_nilai_bounded",
                violation_error_message="Nilai pilihan antara 0 dan 1.",
            ),
        ]

    def __str__(self) -> str:
        return self.kunci


class Masukan(models.Model):
    """One count or index that a question asks for."""

    simpul = models.ForeignKey(Simpul, on_delete=models.CASCADE, related_name="masukan")
    urutan = models.PositiveSmallIntegerField()
    kunci = models.CharField(max_length=30)
    label = models.CharField(max_length=200)
    ikut_rumus = models.BooleanField("ikut rumus")
    bagian_dari = models.JSONField("bagian dari", default=list, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "masukan"
        ordering = ["simpul", "urutan"]
        constraints = [
            models.UniqueConstraint(
                fields=["simpul", "kunci"],
                name="evaluasi_masukan_kunci_unique",
                violation_error_message="Masukan ini sudah ada pada butir.",
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Gerbang(models.Model):
    """One line of the law that a score must reach; every threshold of the portal stands here and nowhere else."""

    instrumen = models.ForeignKey(Instrumen, on_delete=models.CASCADE, related_name="gerbang")
    simpul = models.ForeignKey(Simpul, on_delete=models.CASCADE, related_name="gerbang")
    urutan = models.PositiveSmallIntegerField()
    predikat = models.CharField(max_length=4, choices=PredikatKind)
    kode = models.CharField(max_length=40)
    ambang = models.DecimalField(max_digits=9, decimal_places=6)
    satuan = models.CharField(max_length=6, choices=Satuan)
    syarat = models.CharField(max_length=300)
    setara = models.CharField(max_length=100, blank=True)
    dasar = models.CharField(max_length=300)

    class Meta:
        verbose_name = verbose_name_plural = "gerbang"
        ordering = ["instrumen", "urutan"]
        constraints = [
            models.UniqueConstraint(
                fields=["instrumen", "predikat", "kode"],
                name="evaluasi_gerbang_kode_unique",
                violation_error_message="Gerbang ini sudah ada.",
            ),
            models.CheckConstraint(
                condition=Q(predikat__in=PredikatKind.values),
                name="evaluasi_gerbang_predikat_known",
                violation_error_message="Predikat tidak dikenal.",
            ),
            models.CheckConstraint(
                condition=Q(satuan__in=Satuan.values),
                name="evaluasi_gerbang_satuan_known",
                violation_error_message="Satuan ambang tidak dikenal.",
            ),
            models.CheckConstraint(
                condition=Q(ambang__gt=0),
                name="evaluasi_gerbang_ambang_positive",
                violation_error_message="Ambang lebih dari 0.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predikat} {self.kode}"


class SoalPortal(models.Model):
    """The number and workbook row that the ministry gives a question or count in one year. Other years, other rows."""

    instrumen = models.ForeignKey(Instrumen, on_delete=models.CASCADE, related_name="soal_portal")
    tahun = models.PositiveSmallIntegerField()
    soal_id = models.PositiveIntegerField("nomor soal")
    simpul = models.ForeignKey(Simpul, on_delete=models.CASCADE, related_name="soal_portal")
    masukan = models.ForeignKey(
        Masukan, on_delete=models.CASCADE, null=True, blank=True, related_name="soal_portal"
    )
    lembar = models.CharField(max_length=40)
    baris = models.PositiveIntegerField()

    class Meta:
        verbose_name = verbose_name_plural = "soal portal"
        ordering = ["instrumen", "tahun", "soal_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["instrumen", "tahun", "soal_id"],
                name="evaluasi_soalportal_soal_id_unique",
                violation_error_message="Nomor soal sudah dipakai pada tahun ini.",
            ),
            models.UniqueConstraint(
                fields=["tahun", "simpul", "masukan"],
                name="evaluasi_soalportal_masukan_unique",
                violation_error_message="Masukan ini sudah bernomor pada tahun ini.",
            ),
            models.UniqueConstraint(
                fields=["tahun", "simpul"],
                condition=Q(masukan__isnull=True),
                name="evaluasi_soalportal_simpul_unique",
                violation_error_message="Butir ini sudah bernomor pada tahun ini.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tahun}/{self.soal_id}"
