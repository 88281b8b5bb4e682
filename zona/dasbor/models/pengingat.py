"""Reminders that the coordinator sent, one a day and person at most."""

from __future__ import annotations

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from dasar.izin import Actor
from opd.enums import CITY_READERS
from opd.models import Opd
from opd.models.opd import paths_filter


class PengingatQuerySet(models.QuerySet["Pengingat"]):
    def visible_to(self, actor: Actor) -> Self:
        """City readers see all reminders; members those about their own unit and below."""
        if actor.has_city(*CITY_READERS):
            return self
        return self.filter(paths_filter("opd__", actor.paths()))


class Pengingat(models.Model):
    """That a person was reminded of something that waits in a unit.

    `mailed_at` is when the mail left; it stays empty for somebody without an address, whom the text for WhatsApp is
    for. Invariants (SQL): a person at most once a day; mail leaves only to who has an address; it says what about.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    pengguna = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="pengingat", verbose_name="kepada"
    )
    opd = models.ForeignKey(Opd, on_delete=models.PROTECT, related_name="pengingat", verbose_name="unit")
    perihal = models.CharField("perihal", max_length=200)
    day = models.DateField("hari")
    by_mail = models.BooleanField("lewat surel")
    mailed_at = models.DateTimeField("surel terkirim pada", null=True, blank=True, editable=False)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="diingatkan oleh"
    )
    sent_at = models.DateTimeField("diingatkan pada")

    objects = PengingatQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "pengingat"
        ordering = ["-sent_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["pengguna", "day"],
                name="dasbor_pengingat_once_a_day",
                violation_error_message="Orang ini sudah diingatkan hari ini.",
            ),
            models.CheckConstraint(
                condition=Q(by_mail=True) | Q(mailed_at=None),
                name="dasbor_pengingat_mailed_has_address",
                violation_error_message="Surel hanya terkirim kepada yang punya alamat.",
            ),
            models.CheckConstraint(
                condition=~Q(perihal=""),
                name="dasbor_pengingat_says_what",
                violation_error_message="Pengingat menyebut perihalnya.",
            ),
        ]

    def __str__(self) -> str:
        return self.perihal
