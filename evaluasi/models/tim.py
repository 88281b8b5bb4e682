"""Who judges whom: teams of a year, who sits in them from when to when, what they judge, and whom they may not."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from dasar.izin import Actor
from evaluasi.enums import PERAN_MEMIMPIN, PeranTim
from evaluasi.models.periode import Periode
from opd.models import Opd


class Tim(models.Model):
    """A team of the internal assessors (TPI) in one year. Invariant (SQL): one name once a year."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    periode = models.ForeignKey(Periode, on_delete=models.PROTECT, related_name="tim", verbose_name="periode")
    name = models.CharField("nama tim", max_length=80)
    contoh = models.BooleanField("data contoh", default=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "tim"
        ordering = ["-periode__year", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["periode", "name"],
                name="evaluasi_tim_name_unique",
                violation_error_message="Nama tim ini sudah dipakai pada periode tersebut.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class AnggotaTimQuerySet(models.QuerySet["AnggotaTim"]):
    def live_on(self, day: date) -> Self:
        """Who sits in a team on that day."""
        return self.filter(Q(active_to=None) | Q(active_to__gt=day), active_from__lte=day)


class AnggotaTim(models.Model):
    """A person's seat in a team, by date; a substitute names whose seat is filled meanwhile.

    Seats are ended, never deleted; one that ends on its first day was never taken. Invariants (SQL): period
    ordered; one open seat of a person in a team; one open leader and one open technical controller who
    are nobody's substitutes; nobody substitutes for their own seat.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tim = models.ForeignKey(Tim, on_delete=models.CASCADE, related_name="anggota", verbose_name="tim")
    pengguna = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="anggota_tim", verbose_name="penilai"
    )
    peran = models.CharField("peran dalam tim", max_length=10, choices=PeranTim)
    active_from = models.DateField("sejak")
    active_to = models.DateField("sampai", null=True, blank=True)
    menggantikan = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="pengganti",
        verbose_name="menggantikan",
    )
    reason = models.CharField("alasan", max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = AnggotaTimQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "anggota tim"
        ordering = ["tim", "peran", "active_from", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(peran__in=PeranTim.values),
                name="evaluasi_anggotatim_peran_known",
                violation_error_message="Peran dalam tim tidak dikenal.",
            ),
            models.CheckConstraint(
                condition=Q(active_to=None) | Q(active_to__gte=F("active_from")),
                name="evaluasi_anggotatim_period_ordered",
                violation_error_message="Tanggal berakhir tidak boleh sebelum tanggal mulai.",
            ),
            models.UniqueConstraint(
                fields=["tim", "pengguna"],
                condition=Q(active_to=None),
                name="evaluasi_anggotatim_person_once",
                violation_error_message="Orang ini sudah duduk dalam tim tersebut.",
            ),
            models.UniqueConstraint(
                fields=["tim", "peran"],
                condition=Q(active_to=None, menggantikan=None, peran__in=PERAN_MEMIMPIN),
                name="evaluasi_anggotatim_one_leader",
                violation_error_message="Tim ini sudah punya orang pada peran tersebut; akhiri dulu masanya.",
            ),
            models.CheckConstraint(
                condition=Q(menggantikan=None) | ~Q(menggantikan=F("id")),
                name="evaluasi_anggotatim_not_own_substitute",
                violation_error_message="Seseorang tidak menggantikan dirinya sendiri.",
            ),
            models.CheckConstraint(
                condition=Q(menggantikan=None) | Q(active_to__isnull=False),
                name="evaluasi_anggotatim_substitute_ends",
                violation_error_message="Pengganti duduk sampai tanggal tertentu.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_peran_display()} {self.tim_id}"

    def is_live_on(self, day: date) -> bool:
        """Whether the seat is taken on that day; the same rule as `live_on`."""
        return self.active_from <= day and (self.active_to is None or self.active_to > day)


class PenugasanQuerySet(models.QuerySet["Penugasan"]):
    def reachable_by(self, actor: Actor, day: date | None = None) -> Self:
        """Assignments that this person works on that day (today when omitted): as first assessor or their
        substitute, as leader or technical controller of the team. One semi-join; nothing for nobody."""
        if actor.pengguna is None:
            return self.none()
        mine = AnggotaTim.objects.live_on(day or timezone.localdate()).filter(
            pengguna=actor.pengguna, tim=OuterRef("tim")
        )
        leads = Q(peran__in=PERAN_MEMIMPIN)
        judges = Q(pk=OuterRef("penilai")) | Q(menggantikan=OuterRef("penilai"))
        return self.filter(Exists(mine.filter(leads | judges)))


class Penugasan(models.Model):
    """A worksheet given to a team, and which of its members assesses it first.

    Invariant (SQL): a worksheet has one assignment at a time. That the first assessor sits in the team, and that
    nobody who works on it has a conflict of interest, is held by `evaluasi.domain.tim`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tim = models.ForeignKey(Tim, on_delete=models.PROTECT, related_name="penugasan", verbose_name="tim")
    lembar = models.ForeignKey(
        "evaluasi.LembarKerja",
        on_delete=models.CASCADE,
        related_name="penugasan",
        verbose_name="lembar kerja",
    )
    penilai = models.ForeignKey(
        AnggotaTim, on_delete=models.PROTECT, related_name="penugasan", verbose_name="penilai pertama"
    )
    assigned_at = models.DateTimeField("ditugaskan pada")
    due_on = models.DateField("selesai sebelum", null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = PenugasanQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "penugasan"
        ordering = ["tim", "assigned_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["lembar"],
                name="evaluasi_penugasan_once",
                violation_error_message="Lembar kerja ini sudah ditugaskan.",
            ),
        ]

    def __str__(self) -> str:
        return f"Penugasan {self.lembar_id}"


class HubunganPenilai(models.Model):
    """A relation to a unit that an assessor declared (family, business, other): they do not judge that unit.

    Invariants (SQL): one open declaration of a person about a unit; ends after it begins.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    pengguna = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="hubungan", verbose_name="penilai"
    )
    opd = models.ForeignKey(Opd, on_delete=models.PROTECT, related_name="hubungan", verbose_name="unit")
    keterangan = models.CharField("hubungan", max_length=300, help_text="Misalnya: suami kepala unit.")
    declared_on = models.DateField("dinyatakan pada")
    ended_on = models.DateField("berakhir pada", null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "hubungan penilai"
        ordering = ["-declared_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["pengguna", "opd"],
                condition=Q(ended_on=None),
                name="evaluasi_hubunganpenilai_once",
                violation_error_message="Hubungan dengan unit ini sudah dinyatakan.",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("declared_on")),
                name="evaluasi_hubunganpenilai_period_ordered",
                violation_error_message="Hubungan berakhir sesudah dinyatakan.",
            ),
        ]

    def __str__(self) -> str:
        return self.keterangan
