"""The evidence library of a unit: a document is kept once and cited by many questions and years."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from dasar.izin import Actor
from opd.enums import CITY_STAFF, DokumenKind
from opd.models.opd import Opd, paths_filter


class DokumenQuerySet(models.QuerySet["Dokumen"]):
    def visible_to(self, actor: Actor) -> Self:
        """The city's staff see every library; members that of their own unit and of what lies below it. What an
        assessor sees besides hangs on the assignment, which this floor does not know."""
        if actor.has_city(*CITY_STAFF):
            return self
        return self.filter(paths_filter("opd__", actor.unit_paths))

    def current(self) -> Self:
        """Documents that no newer one replaces."""
        return self.filter(successor=None)


class Dokumen(models.Model):
    """One document: a kept file, or a link to a place outside the portal (marked as such wherever it stands).

    Invariants (SQL): exactly one of file and link; the expiry lies after the effective date; not its own
    successor. It cannot be deleted while cited. A newer document takes its place by `successor`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    opd = models.ForeignKey(Opd, on_delete=models.PROTECT, related_name="dokumen", verbose_name="unit")
    title = models.CharField("judul", max_length=200)
    kind = models.CharField("jenis", max_length=12, choices=DokumenKind)
    effective_on = models.DateField("tanggal dokumen")
    expires_on = models.DateField("berlaku sampai", null=True, blank=True)
    berkas = models.ForeignKey(
        "berkas.Berkas",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="dokumen",
        verbose_name="berkas",
    )
    filename = models.CharField("nama berkas", max_length=150, blank=True)
    link = models.URLField("tautan ke luar portal", max_length=500, blank=True)
    pages = models.PositiveIntegerField("jumlah halaman", null=True, blank=True)
    note = models.CharField("keterangan", max_length=500, blank=True)
    successor = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="pendahulu",
        verbose_name="digantikan oleh",
    )
    uploaded_at = models.DateTimeField("masuk pustaka pada")
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    contoh = models.BooleanField("data contoh", default=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = DokumenQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "dokumen"
        ordering = ["-effective_on", "title", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(berkas__isnull=False, link="") | (Q(berkas=None) & ~Q(link="")),
                name="opd_dokumen_file_or_link",
                violation_error_message="Unggah satu berkas atau cantumkan satu tautan, tidak keduanya.",
            ),
            models.CheckConstraint(
                condition=Q(expires_on=None) | Q(expires_on__gt=F("effective_on")),
                name="opd_dokumen_expires_after_effective",
                violation_error_message="Masa berlaku harus berakhir sesudah tanggal dokumen.",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=DokumenKind.values),
                name="opd_dokumen_kind_known",
                violation_error_message="Jenis dokumen tidak dikenal.",
            ),
            models.CheckConstraint(
                condition=Q(successor=None) | ~Q(successor=F("id")),
                name="opd_dokumen_not_own_successor",
                violation_error_message="Dokumen tidak dapat menggantikan dirinya sendiri.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def is_expired_on(self, day: date) -> bool:
        """Whether it was no longer valid on that day."""
        return self.expires_on is not None and self.expires_on <= day
