from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from dasar.jurnal.models.append_only import AppendOnlyModel, AppendOnlyQuerySet


class CatatanQuerySet(AppendOnlyQuerySet):
    def for_object(self, obj: models.Model) -> Self:
        """The history of one object, newest first. Ask whether the object may be seen before showing it."""
        return self.filter(object_type=obj._meta.label_lower, object_id=str(obj.pk)).order_by("-id")

    def append(self, rows: list["Catatan"]) -> None:
        """Insert new rows in one go; their numbers and hashes are the caller's care (`record_all`)."""
        models.QuerySet.bulk_create(self, rows, batch_size=500)

    def in_chain_order(self) -> Self:
        return self.order_by("stream", "seq")


class Catatan(AppendOnlyModel):
    """One act: who, what, when (UTC), before and after. Written only by `dasar.jurnal.domain.record`.

    The hash covers every column but `id` and `hash` itself and binds the row to the one before it in its
    stream; names and labels are frozen as they were, since people and units change theirs.
    """

    stream = models.CharField("rantai", max_length=100)
    seq = models.PositiveBigIntegerField("nomor")
    at = models.DateTimeField("waktu", db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="pelaku",
    )
    actor_label = models.CharField("nama pelaku saat itu", max_length=200)
    action = models.CharField("tindakan", max_length=100, db_index=True)
    object_type = models.CharField("jenis objek", max_length=100, blank=True)
    object_id = models.CharField("pengenal objek", max_length=64, blank=True)
    object_label = models.CharField("nama objek saat itu", max_length=200, blank=True)
    before = models.JSONField("sebelum", null=True)
    after = models.JSONField("sesudah", null=True)
    reason = models.TextField("alasan", blank=True)
    request_id = models.CharField("pengenal permintaan", max_length=64, blank=True)
    prev_hash = models.CharField("sidik catatan sebelumnya", max_length=64, blank=True)
    hash = models.CharField("sidik", max_length=64)

    objects = CatatanQuerySet.as_manager()

    class Meta:
        verbose_name = "catatan jurnal"
        verbose_name_plural = "catatan jurnal"
        ordering = ("id",)
        indexes = [models.Index(fields=["object_type", "object_id"], name="jurnal_catatan_object")]
        constraints = [
            models.UniqueConstraint(
                fields=["stream", "seq"],
                name="jurnal_catatan_unique_seq",
                violation_error_message="Nomor catatan ini sudah terpakai dalam rantainya.",
            ),
            models.CheckConstraint(
                condition=Q(seq__gte=1),
                name="jurnal_catatan_seq_from_one",
                violation_error_message="Nomor catatan dimulai dari satu.",
            ),
            models.CheckConstraint(
                condition=Q(seq=1, prev_hash="") | (Q(seq__gt=1) & ~Q(prev_hash="")),
                name="jurnal_catatan_linked",
                violation_error_message="Hanya catatan pertama yang tidak menyambung ke catatan sebelumnya.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stream} nomor {self.seq}: {self.action}"

    def as_row(self) -> dict[str, Any]:
        """The row as it is hashed and exported (see `dasar.jurnal.verifier.FIELDS`)."""
        return {
            "stream": self.stream,
            "seq": self.seq,
            "at": self.at.isoformat(timespec="microseconds"),
            "actor": None if self.actor_id is None else str(self.actor_id),
            "actor_label": self.actor_label,
            "action": self.action,
            "object_type": self.object_type,
            "object_id": self.object_id,
            "object_label": self.object_label,
            "before": self.before,
            "after": self.after,
            "reason": self.reason,
            "request_id": self.request_id,
            "prev_hash": self.prev_hash,
            "hash": self.hash,
        }


class Rantai(models.Model):
    """The head of one stream: its last number and hash. Locked while a row is added, so a chain never forks."""

    stream = models.CharField("rantai", max_length=100, primary_key=True)
    seq = models.PositiveBigIntegerField("nomor terakhir")
    hash = models.CharField("sidik terakhir", max_length=64, blank=True)

    class Meta:
        verbose_name = "kepala rantai"
        verbose_name_plural = "kepala rantai"
        constraints = [
            models.CheckConstraint(
                condition=Q(seq__gte=1),
                name="jurnal_rantai_seq_from_one",
                violation_error_message="Nomor catatan dimulai dari satu.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stream} sampai nomor {self.seq}"
