"""What the assessors say and what is said back: rounds, verdicts by question, points sent back, evidence seen, talk."""

from __future__ import annotations

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from dasar.izin import Actor
from evaluasi.enums import Pihak, PutusanKind, Sikap
from evaluasi.models.instrumen import Simpul
from evaluasi.models.lembar_kerja import LembarKerja, Sitasi


class Ronde(models.Model):
    """One round of a worksheet: handed in, judged, and perhaps returned with points and a deadline.

    A round ends when the unit hands in again; the next begins at that moment. Rounds are never changed afterwards, so
    that what was said in each stays. Invariants (SQL): numbers once; one open round; returned
    rounds have a reason, others neither reason nor deadline; only a returned round closes.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    lembar = models.ForeignKey(
        LembarKerja, on_delete=models.CASCADE, related_name="ronde", verbose_name="lembar kerja"
    )
    nomor = models.PositiveSmallIntegerField("ronde")
    opened_at = models.DateTimeField("diajukan pada")
    returned_at = models.DateTimeField("dikembalikan pada", null=True, blank=True)
    returned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.CharField("pengantar pengembalian", max_length=1000, blank=True)
    deadline = models.DateTimeField("tenggat jawaban unit", null=True, blank=True)
    syarat = models.BooleanField("syarat di luar nilai ikut dibuka", default=False)
    closed_at = models.DateTimeField("dijawab pada", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "ronde"
        ordering = ["lembar", "nomor"]
        constraints = [
            models.UniqueConstraint(
                fields=["lembar", "nomor"],
                name="evaluasi_ronde_nomor_unique",
                violation_error_message="Ronde ini sudah ada.",
            ),
            models.UniqueConstraint(
                fields=["lembar"],
                condition=Q(closed_at=None),
                name="evaluasi_ronde_one_open",
                violation_error_message="Masih ada ronde yang berjalan.",
            ),
            models.CheckConstraint(
                condition=Q(nomor__gte=1),
                name="evaluasi_ronde_nomor_positive",
                violation_error_message="Ronde dimulai dari 1.",
            ),
            models.CheckConstraint(
                condition=(Q(returned_at__isnull=False) & ~Q(reason=""))
                | Q(returned_at=None, reason="", deadline=None),
                name="evaluasi_ronde_returned_has_reason",
                violation_error_message="Pengembalian disertai alasan; tenggat hanya ada pada pengembalian.",
            ),
            models.CheckConstraint(
                condition=Q(deadline=None) | Q(deadline__gt=F("returned_at")),
                name="evaluasi_ronde_deadline_after_return",
                violation_error_message="Tenggat harus sesudah dikembalikan.",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(returned_at__isnull=False),
                name="evaluasi_ronde_closed_was_returned",
                violation_error_message="Hanya ronde yang dikembalikan yang dijawab.",
            ),
        ]

    def __str__(self) -> str:
        return f"Ronde {self.nomor}"


class Putusan(models.Model):
    """What an assessor decided about one question in one round, on which evidence and on which answer of the unit.

    The standing answer of the assessors is `Jawaban` with tahap TPI; this row keeps what was decided in its round:
    `isian` and `unit_isian` are both answers as plain values at that moment, `bukti` the citations that stood there
    and `dilihat` those that were opened, each as id to version. `detik` is the time the question was worked
    on; `permintaan` becomes a point when the round is returned. Invariants (SQL): one verdict per round, question and kind; kinds known.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ronde = models.ForeignKey(Ronde, on_delete=models.CASCADE, related_name="putusan", verbose_name="ronde")
    simpul = models.ForeignKey(Simpul, on_delete=models.PROTECT, related_name="putusan")
    kind = models.CharField("jenis", max_length=6, choices=PutusanKind, default=PutusanKind.UTAMA)
    penilai = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="putusan", verbose_name="penilai"
    )
    sikap = models.CharField("putusan", max_length=8, choices=Sikap)
    isian = models.JSONField("jawaban penilai", null=True, blank=True)
    catatan = models.TextField("catatan", max_length=4000, blank=True)
    rekomendasi = models.TextField("rekomendasi", max_length=2000, blank=True)
    permintaan = models.TextField("yang diminta dari unit", max_length=2000, blank=True)
    unit_isian = models.JSONField("jawaban unit saat itu", null=True, blank=True)
    unit_catatan = models.TextField("catatan unit saat itu", max_length=4000, blank=True)
    unit_version = models.PositiveIntegerField("versi jawaban unit", default=0)
    bukti = models.JSONField("bukti saat itu", default=dict, blank=True)
    dilihat = models.JSONField("bukti yang dibuka", default=dict, blank=True)
    detik = models.PositiveIntegerField("lama dikerjakan, detik", default=0)
    decided_at = models.DateTimeField("diputuskan pada")
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "putusan"
        ordering = ["ronde", "simpul__urutan", "kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["ronde", "simpul", "kind"],
                name="evaluasi_putusan_once",
                violation_error_message="Butir ini sudah diputuskan pada ronde tersebut.",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=PutusanKind.values),
                name="evaluasi_putusan_kind_known",
                violation_error_message="Jenis penilaian tidak dikenal.",
            ),
            models.CheckConstraint(
                condition=Q(sikap__in=Sikap.values),
                name="evaluasi_putusan_sikap_known",
                violation_error_message="Putusan tidak dikenal.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_sikap_display()} {self.simpul_id}"


class ButirKembali(models.Model):
    """One question sent back in a round, with what the unit is to do. Invariants (SQL): once a round; says what."""

    ronde = models.ForeignKey(Ronde, on_delete=models.CASCADE, related_name="butir", verbose_name="ronde")
    simpul = models.ForeignKey(Simpul, on_delete=models.PROTECT, related_name="butir_kembali")
    permintaan = models.TextField("yang diminta", max_length=2000)

    class Meta:
        verbose_name = verbose_name_plural = "butir kembali"
        ordering = ["ronde", "simpul__urutan"]
        constraints = [
            models.UniqueConstraint(
                fields=["ronde", "simpul"],
                name="evaluasi_butirkembali_once",
                violation_error_message="Butir ini sudah ada dalam daftar pengembalian.",
            ),
            models.CheckConstraint(
                condition=~Q(permintaan=""),
                name="evaluasi_butirkembali_says_what",
                violation_error_message="Tuliskan apa yang diminta dari unit.",
            ),
        ]

    def __str__(self) -> str:
        return self.permintaan


class BuktiDilihat(models.Model):
    """That a person opened a cited document at the desk, and which version of the citation. SQL: once a person."""

    sitasi = models.ForeignKey(Sitasi, on_delete=models.CASCADE, related_name="dilihat")
    pengguna = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    sitasi_version = models.PositiveIntegerField("versi sitasi")
    seen_at = models.DateTimeField("dibuka pada")

    class Meta:
        verbose_name = verbose_name_plural = "bukti dilihat"
        ordering = ["seen_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["sitasi", "pengguna"],
                name="evaluasi_buktidilihat_once",
                violation_error_message="Bukti ini sudah ditandai dilihat.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sitasi_id} v{self.sitasi_version}"


class DiskusiQuerySet(models.QuerySet["Diskusi"]):
    def visible_to(self, actor: Actor) -> Self:
        """Whoever sees the worksheet follows what is said about it."""
        return self.filter(lembar__in=LembarKerja.objects.visible_to(actor))


class Diskusi(models.Model):
    """One message about one question, between the unit and its assessors. Never changed, never deleted.

    Invariants (SQL): sides known; not empty.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    lembar = models.ForeignKey(
        LembarKerja, on_delete=models.CASCADE, related_name="diskusi", verbose_name="lembar kerja"
    )
    simpul = models.ForeignKey(Simpul, on_delete=models.PROTECT, related_name="diskusi")
    pihak = models.CharField("pihak", max_length=5, choices=Pihak)
    penulis = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="diskusi", verbose_name="penulis"
    )
    text = models.TextField("pesan", max_length=2000)
    sent_at = models.DateTimeField("dikirim pada")

    objects = DiskusiQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "diskusi"
        ordering = ["sent_at", "id"]
        indexes = [models.Index(fields=["lembar", "simpul", "sent_at"], name="evaluasi_diskusi_thread")]
        constraints = [
            models.CheckConstraint(
                condition=Q(pihak__in=Pihak.values),
                name="evaluasi_diskusi_pihak_known",
                violation_error_message="Pihak tidak dikenal.",
            ),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="evaluasi_diskusi_not_empty",
                violation_error_message="Pesan tidak boleh kosong.",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class BacaanDiskusi(models.Model):
    """Up to when a person has read the talk about one question. Invariant (SQL): one mark per person and thread."""

    lembar = models.ForeignKey(LembarKerja, on_delete=models.CASCADE, related_name="bacaan_diskusi")
    simpul = models.ForeignKey(Simpul, on_delete=models.PROTECT, related_name="bacaan_diskusi")
    pengguna = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    read_at = models.DateTimeField("dibaca sampai")

    class Meta:
        verbose_name = verbose_name_plural = "bacaan diskusi"
        ordering = ["read_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["lembar", "simpul", "pengguna"],
                name="evaluasi_bacaandiskusi_once",
                violation_error_message="Tanda baca ini sudah ada.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.simpul_id} {self.read_at}"
