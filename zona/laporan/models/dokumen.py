"""A paper as issued: its number, the facts it states, and the exact file."""

from __future__ import annotations

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from dasar.izin import Actor
from evaluasi.models import LaporanHasil, Usulan
from opd.enums import CITY_READERS
from opd.models import Pencanangan
from zona.laporan.enums import OF_PENCANANGAN, OF_USULAN, DokumenKind


class DokumenTerbitQuerySet(models.QuerySet["DokumenTerbit"]):
    def visible_to(self, actor: Actor) -> Self:
        """Papers on declarations and reports that the person sees; the city's own papers for city readers."""
        if actor.has_city(*CITY_READERS):
            return self
        seen = Pencanangan.objects.visible_to(actor).filter(pk=OuterRef("pencanangan_id"))
        reports = LaporanHasil.objects.visible_to(actor).filter(pk=OuterRef("lhe_id"))
        return self.filter(Exists(seen) | Exists(reports))


class DokumenTerbit(models.Model):
    """One issued paper. Never changed; a newer edition of the same paper stands beside it.

    `facts` is what the paper says, frozen; `facts_hash` its SHA-256, printed in the foot. `code` is the
    unguessable part of the public address behind the QR. Invariants (SQL): number unique per kind and
    year; a paper names exactly its subject: a declaration, a report, a proposal, or for the recap a day.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField("jenis", max_length=20, choices=DokumenKind)
    year = models.PositiveSmallIntegerField("tahun terbit")
    number = models.PositiveIntegerField("nomor urut")
    pencanangan = models.ForeignKey(
        Pencanangan, on_delete=models.PROTECT, null=True, blank=True, related_name="dokumen_terbit"
    )
    lhe = models.ForeignKey(
        LaporanHasil, on_delete=models.PROTECT, null=True, blank=True, related_name="dokumen_terbit"
    )
    usulan = models.ForeignKey(
        Usulan, on_delete=models.PROTECT, null=True, blank=True, related_name="dokumen_terbit"
    )
    as_of = models.DateField("keadaan per", null=True, blank=True)
    month = models.DateField("bulan ringkasan", null=True, blank=True)
    title = models.CharField("judul", max_length=250)
    code = models.CharField("kode", max_length=32, unique=True, editable=False)
    facts = models.JSONField("isi")
    facts_hash = models.CharField("sidik isi", max_length=64)
    berkas = models.ForeignKey("berkas.Berkas", on_delete=models.PROTECT, related_name="dokumen_terbit")
    job = models.UUIDField("pekerjaan", null=True, unique=True, editable=False)
    issued_at = models.DateTimeField("terbit pada")
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    objects = DokumenTerbitQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "dokumen terbitan"
        ordering = ["-issued_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "year", "number"],
                name="laporan_dokumenterbit_number_unique",
                violation_error_message="Nomor dokumen ini sudah dipakai.",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=DokumenKind.values),
                name="laporan_dokumenterbit_kind_known",
                violation_error_message="Jenis dokumen tidak dikenal.",
            ),
            models.CheckConstraint(
                condition=Q(
                    kind=DokumenKind.REKAP, as_of__isnull=False, pencanangan=None, lhe=None, usulan=None
                )
                | Q(kind=DokumenKind.RINGKASAN, as_of__isnull=False, pencanangan=None, lhe=None, usulan=None)
                | Q(kind__in=OF_PENCANANGAN, pencanangan__isnull=False, as_of=None, lhe=None, usulan=None)
                | Q(kind=DokumenKind.LHE, lhe__isnull=False, as_of=None, pencanangan=None, usulan=None)
                | Q(kind__in=OF_USULAN, usulan__isnull=False, as_of=None, pencanangan=None, lhe=None),
                name="laporan_dokumenterbit_subject",
                violation_error_message="Dokumen menunjuk pokoknya: acara, laporan, usulan, atau tanggal rekap.",
            ),
            models.CheckConstraint(
                condition=Q(kind=DokumenKind.RINGKASAN, month__isnull=False)
                | (~Q(kind=DokumenKind.RINGKASAN) & Q(month=None)),
                name="laporan_dokumenterbit_month",
                violation_error_message="Ringkasan bulanan, dan hanya itu, menyebut bulannya.",
            ),
            models.UniqueConstraint(
                fields=["month"],
                condition=Q(kind=DokumenKind.RINGKASAN, issued_by=None),
                name="laporan_dokumenterbit_month_once",
                violation_error_message="Ringkasan bulan ini sudah dibuat portal.",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The register number as printed, e.g. ZI/PIAGAM/2026/0007."""
        return make_label(self.kind, self.year, self.number)

    @property
    def stream(self) -> str:
        """The journal stream of its subject: the organising or reported unit, or the city."""
        subject = self.pencanangan or self.lhe
        return subject.stream if subject else "kota"

    @property
    def filename(self) -> str:
        return f"{self.label.replace('/', '-').lower()}.pdf"


def make_label(kind: str, year: int, number: int) -> str:
    """The portal's register number of a paper."""
    return f"ZI/{kind.upper().replace('_', '-')}/{year}/{number:04}"
