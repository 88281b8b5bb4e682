"""A declaration event (pencanangan): one event, one or many units. R90/2021 Lampiran I, stage 1."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Coalesce

from dasar.izin import Actor
from opd.enums import CITY_READERS, Bagian, LampiranKind, PencananganKind, PencananganState
from opd.models.opd import Opd, paths_filter

State = PencananganState


class PencananganQuerySet(models.QuerySet["Pencanangan"]):
    def visible_to(self, actor: Actor) -> Self:
        """City readers see all; members see events that a unit of theirs organises or takes part in."""
        if actor.has_city(*CITY_READERS):
            return self
        taking_part = Peserta.objects.filter(paths_filter("opd__", actor.paths()), pencanangan=OuterRef("pk"))
        return self.filter(paths_filter("organiser__", actor.paths()) | Exists(taking_part))

    def waiting(self) -> Self:
        """What waits for verification, oldest first."""
        return self.filter(state=State.SUBMITTED).order_by("submitted_at", "id")

    def verified(self) -> Self:
        return self.filter(state=State.VERIFIED)


class Pencanangan(models.Model):
    """A public declaration that its units build a Zona Integritas.

    A unit counts as declared from the date of its earliest verified event. A later, second
    declaration is allowed and kept. `state` and what belongs to it change only through
    `opd.domain.pencanangan`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organiser = models.ForeignKey(
        Opd, on_delete=models.PROTECT, related_name="pencanangan_diadakan", verbose_name="penyelenggara"
    )
    kind = models.CharField("bentuk", max_length=10, choices=PencananganKind)
    date = models.DateField("tanggal", null=True, blank=True)
    place = models.CharField("tempat", max_length=200, blank=True)
    occasion = models.CharField("acara", max_length=200, blank=True, help_text="Misalnya: apel pagi.")
    leader_name = models.CharField("dipimpin oleh", max_length=150, blank=True)
    leader_title = models.CharField("jabatan pemimpin acara", max_length=150, blank=True)
    legal_basis = models.CharField("dasar", max_length=200, blank=True)
    note = models.TextField("keterangan", blank=True, max_length=4000)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, editable=False
    )
    submitted_at = models.DateTimeField("diajukan pada", null=True, editable=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, editable=False
    )
    decided_at = models.DateTimeField("diputuskan pada", null=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, editable=False
    )
    cancel_reason = models.CharField("alasan pembatalan", max_length=500, blank=True, editable=False)
    round = models.PositiveSmallIntegerField("putaran pengajuan", default=0, editable=False)
    contoh = models.BooleanField("data contoh", default=False)
    source = models.CharField("sumber data", max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = PencananganQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "pencanangan"
        ordering = ["-date", "id"]
        indexes = [models.Index(fields=["state", "date"], name="opd_pencanangan_state_date")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=State.values),
                name="opd_pencanangan_state_known",
                violation_error_message="Status pencanangan tidak dikenal.",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=PencananganKind.values),
                name="opd_pencanangan_kind_known",
                violation_error_message="Bentuk pencanangan tidak dikenal.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[State.DRAFT, State.CANCELLED]) | Q(submitted_at__isnull=False),
                name="opd_pencanangan_submitted_has_time",
                violation_error_message="Pencanangan yang diajukan mencatat waktu pengajuannya.",
            ),
            models.CheckConstraint(
                condition=(
                    Q(state__in=[State.VERIFIED, State.RETURNED, State.CANCELLED], decided_at__isnull=False)
                    | Q(state__in=[State.DRAFT, State.SUBMITTED], decided_at__isnull=True)
                ),
                name="opd_pencanangan_decided_has_time",
                violation_error_message="Waktu keputusan ada bila, dan hanya bila, sudah diputuskan.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[State.DRAFT, State.CANCELLED, State.RETURNED]) | Q(date__isnull=False),
                name="opd_pencanangan_submitted_has_date",
                violation_error_message="Tanggal acara wajib ada sebelum diajukan.",
            ),
            models.CheckConstraint(
                condition=(
                    ~Q(state=State.VERIFIED)
                    | Q(date__isnull=True)
                    | Q(decided_at__date__gte=models.F("date"))
                ),
                name="opd_pencanangan_date_before_verification",
                violation_error_message="Tanggal acara tidak boleh sesudah tanggal verifikasi.",
            ),
            models.CheckConstraint(
                condition=(Q(state=State.CANCELLED) & ~Q(cancel_reason=""))
                | (~Q(state=State.CANCELLED) & Q(cancel_reason="")),
                name="opd_pencanangan_cancelled_has_reason",
                violation_error_message="Pembatalan disertai alasan.",
            ),
        ]

    def __str__(self) -> str:
        return f"Pencanangan {self.organiser.short_name}"

    @property
    def stream(self) -> str:
        return f"opd:{self.organiser_id}"

    @property
    def is_editable(self) -> bool:
        """Whether its state lets the units still change it."""
        return self.state in {State.DRAFT, State.RETURNED}


class Peserta(models.Model):
    """A unit that declares in an event, and who signs for it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    pencanangan = models.ForeignKey(
        Pencanangan, on_delete=models.CASCADE, related_name="peserta", verbose_name="pencanangan"
    )
    opd = models.ForeignKey(Opd, on_delete=models.PROTECT, related_name="peserta", verbose_name="unit")
    signer_name = models.CharField("penanda tangan", max_length=150, blank=True)
    signer_title = models.CharField("jabatan penanda tangan", max_length=150, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "peserta pencanangan"
        ordering = ["opd__name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["pencanangan", "opd"],
                name="opd_peserta_unit_once",
                violation_error_message="Unit ini sudah tercantum.",
            ),
        ]

    def __str__(self) -> str:
        return self.opd.short_name


class Saksi(models.Model):
    """A witness with title and institution. R52/2014 p. 7: KPK, ORI and public figures could witness."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    pencanangan = models.ForeignKey(
        Pencanangan, on_delete=models.CASCADE, related_name="saksi", verbose_name="pencanangan"
    )
    name = models.CharField("nama", max_length=150, blank=True)
    title = models.CharField("jabatan", max_length=150, blank=True)
    institution = models.CharField("lembaga", max_length=150)
    order = models.PositiveSmallIntegerField("urutan", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "saksi"
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.name or self.institution

    @property
    def described(self) -> str:
        """Title and institution, as they stand below a name."""
        return ", ".join(part for part in (self.title, self.institution) if part)


class Lampiran(models.Model):
    """A document or photo of the event."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    pencanangan = models.ForeignKey(
        Pencanangan, on_delete=models.CASCADE, related_name="lampiran", verbose_name="pencanangan"
    )
    kind = models.CharField("jenis", max_length=10, choices=LampiranKind)
    caption = models.CharField("keterangan", max_length=200, blank=True)
    filename = models.CharField("nama berkas", max_length=150)
    berkas = models.ForeignKey(
        "berkas.Berkas", on_delete=models.PROTECT, related_name="lampiran", verbose_name="berkas"
    )
    thumbnail = models.ForeignKey(
        "berkas.Berkas",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        verbose_name="gambar kecil",
    )
    uploaded_at = models.DateTimeField("diunggah pada")
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )

    class Meta:
        verbose_name = verbose_name_plural = "lampiran"
        ordering = ["kind", "uploaded_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=LampiranKind.values),
                name="opd_lampiran_kind_known",
                violation_error_message="Jenis lampiran tidak dikenal.",
            ),
            models.UniqueConstraint(
                fields=["pencanangan", "berkas"],
                name="opd_lampiran_file_once",
                violation_error_message="Berkas yang sama sudah dilampirkan.",
            ),
        ]

    def __str__(self) -> str:
        return self.caption or self.filename

    @property
    def described(self) -> str:
        """Its kind and what it shows, as they stand below the name of the file."""
        return f"{self.get_kind_display()}: {self.caption}" if self.caption else self.get_kind_display()


class TautanPublikasi(models.Model):
    """Where the declaration was made public. R90/2021 p. 12: spreading the news is the point."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    pencanangan = models.ForeignKey(
        Pencanangan, on_delete=models.CASCADE, related_name="publikasi", verbose_name="pencanangan"
    )
    url = models.URLField("alamat", max_length=500)
    title = models.CharField("judul atau media", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "tautan publikasi"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["pencanangan", "url"],
                name="opd_tautanpublikasi_url_once",
                violation_error_message="Tautan ini sudah dicantumkan.",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.url


class Penghargaan(models.Model):
    """An award handed out in the event, such as a piagam penghargaan to another institution."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    pencanangan = models.ForeignKey(
        Pencanangan, on_delete=models.CASCADE, related_name="penghargaan", verbose_name="pencanangan"
    )
    recipient = models.CharField("penerima", max_length=150)
    title = models.CharField("penghargaan", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "penghargaan"
        ordering = ["id"]

    def __str__(self) -> str:
        return self.title


class CatatanVerifikasi(models.Model):
    """What a verifier said of one part of a declaration in one round. Never changed afterwards."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    pencanangan = models.ForeignKey(
        Pencanangan, on_delete=models.CASCADE, related_name="catatan", verbose_name="pencanangan"
    )
    round = models.PositiveSmallIntegerField("putaran")
    bagian = models.CharField("bagian", max_length=10, choices=Bagian)
    accepted = models.BooleanField("diterima")
    text = models.CharField("catatan", max_length=1000, blank=True)
    at = models.DateTimeField("pada")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = "catatan verifikasi"
        ordering = ["round", "at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["pencanangan", "round", "bagian"],
                name="opd_catatanverifikasi_once_per_round",
                violation_error_message="Bagian ini sudah dinilai pada putaran ini.",
            ),
            models.CheckConstraint(
                condition=Q(bagian__in=Bagian.values),
                name="opd_catatanverifikasi_bagian_known",
                violation_error_message="Bagian tidak dikenal.",
            ),
            models.CheckConstraint(
                condition=Q(accepted=True) | ~Q(text=""),
                name="opd_catatanverifikasi_returned_has_text",
                violation_error_message="Bagian yang dikembalikan disertai catatan apa yang harus diperbaiki.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_bagian_display()}: {self.text}"


def verified_peserta(opd_ref: str) -> models.QuerySet[Peserta]:
    """The verified participations of the outer query's unit, for a subquery.

    The state is compared through COALESCE so that no index on it fits: SQLite would otherwise start from all
    verified events for each unit, and a board of 5,000 units would take minutes instead of milliseconds.
    """
    state = Coalesce("pencanangan__state", Value(""))
    return Peserta.objects.annotate(event_state=state).filter(
        opd=OuterRef(opd_ref), event_state=State.VERIFIED
    )


def declared_since(opd_ref: str) -> models.Subquery:
    """The date from which a unit counts as declared: that of its earliest verified event, or none."""
    return models.Subquery(
        verified_peserta(opd_ref).order_by("pencanangan__date").values("pencanangan__date")[:1],
        output_field=models.DateField(),
    )


def declared_on_or_before(day: date) -> Q:
    """Units that had declared by that day, whatever was declared later."""
    return Q(Exists(verified_peserta("pk").filter(pencanangan__date__lte=day)))
