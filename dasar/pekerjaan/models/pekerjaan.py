from __future__ import annotations

import uuid
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from dasar.pekerjaan.enums import FINISHED, LIVE, State

if TYPE_CHECKING:
    from dasar.izin import Actor


class PekerjaanQuerySet(models.QuerySet["Pekerjaan"]):
    def visible_to(self, actor: Actor) -> PekerjaanQuerySet:
        """The jobs this person asked for; no role sees those of others."""
        return self.filter(requested_by=actor.pengguna) if actor.pengguna else self.none()

    def live(self) -> PekerjaanQuerySet:
        return self.filter(state__in=LIVE)

    def overdue(self, at: datetime) -> PekerjaanQuerySet:
        """Running, but silent for longer than their kind allows: the worker is gone."""
        return self.filter(state=State.RUNNING, deadline__lt=at)

    def unheard(self, sent_before: datetime) -> PekerjaanQuerySet:
        """Queued, and told to the workers long ago: the message may be lost."""
        return self.filter(state=State.QUEUED, sent_at__lt=sent_before)


class Pekerjaan(models.Model):
    """One background job. Written only by `dasar.pekerjaan.domain`, always by compare-and-set on the state.

    `tries` numbers the runs: a run may write only while the row is RUNNING under its own number, so a worker that
    was taken for dead cannot overwrite the one that took over. `deadline` moves on with each sign of life.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField("jenis", max_length=60)
    key = models.CharField("kunci", max_length=200)
    params = models.JSONField("isian", default=dict)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="diminta oleh",
    )
    state = models.CharField("keadaan", max_length=10, choices=State.choices, default=State.QUEUED)
    progress = models.PositiveSmallIntegerField("kemajuan (persen)", default=0)
    note = models.CharField("keterangan", max_length=200, blank=True)
    tries = models.PositiveSmallIntegerField("percobaan ke", default=0)
    error = models.TextField("sebab gagal", blank=True)
    result = models.ForeignKey(
        "berkas.Berkas", on_delete=models.PROTECT, null=True, related_name="+", verbose_name="hasil"
    )
    created_at = models.DateTimeField("diminta pada")
    sent_at = models.DateTimeField("terakhir disampaikan ke pekerja pada")
    started_at = models.DateTimeField("dimulai pada", null=True)
    deadline = models.DateTimeField("dianggap terhenti sesudah", null=True)
    finished_at = models.DateTimeField("selesai pada", null=True)

    objects = PekerjaanQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "pekerjaan"
        ordering = ("-created_at", "id")
        indexes = [models.Index(fields=["state", "sent_at"], name="pekerjaan_state_sent")]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key"],
                condition=Q(state__in=LIVE),
                name="pekerjaan_pekerjaan_one_live",
                violation_error_message="Pekerjaan yang sama masih berjalan.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=State.values),
                name="pekerjaan_pekerjaan_state_known",
                violation_error_message="Keadaan pekerjaan tidak dikenal.",
            ),
            models.CheckConstraint(
                condition=Q(progress__lte=100),
                name="pekerjaan_pekerjaan_progress_percent",
                violation_error_message="Kemajuan dinyatakan dari 0 sampai 100.",
            ),
            models.CheckConstraint(
                condition=Q(state=State.RUNNING, deadline__isnull=False, started_at__isnull=False)
                | (~Q(state=State.RUNNING) & Q(deadline__isnull=True)),
                name="pekerjaan_pekerjaan_running_has_deadline",
                violation_error_message="Hanya pekerjaan yang berjalan yang berbatas waktu.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=FINISHED, finished_at__isnull=False)
                | Q(state__in=LIVE, finished_at__isnull=True),
                name="pekerjaan_pekerjaan_finished_has_time",
                violation_error_message="Waktu selesai ada bila dan hanya bila pekerjaan selesai.",
            ),
            models.CheckConstraint(
                condition=Q(state=State.DONE) | Q(result__isnull=True),
                name="pekerjaan_pekerjaan_result_when_done",
                violation_error_message="Hasil hanya ada pada pekerjaan yang selesai.",
            ),
            models.CheckConstraint(
                condition=(Q(state=State.FAILED) & ~Q(error="")) | (~Q(state=State.FAILED) & Q(error="")),
                name="pekerjaan_pekerjaan_failed_says_why",
                violation_error_message="Sebab gagal ada bila dan hanya bila pekerjaan gagal.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"

    @property
    def is_live(self) -> bool:
        """Still going to change by itself: a page may ask again."""
        return self.state in LIVE

    @property
    def is_done(self) -> bool:
        return self.state == State.DONE

    @property
    def is_failed(self) -> bool:
        return self.state == State.FAILED

    @property
    def has_result(self) -> bool:
        return self.result_id is not None
