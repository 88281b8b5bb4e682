"""The city's proposal of a year to the ministry: one letter of the Wali Kota for all units."""

from __future__ import annotations

import uuid
from typing import Self

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from dasar.izin import Actor
from evaluasi.enums import Kategori, PredikatKind, UsulanState
from evaluasi.models.lembar_kerja import LembarKerja
from evaluasi.models.periode import Periode
from opd.enums import CITY_READERS
from opd.models.opd import paths_filter

MINISTER = "Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi"


class UsulanQuerySet(models.QuerySet["Usulan"]):
    def visible_to(self, actor: Actor) -> Self:
        """City readers see every proposal; a unit reads its own place on its worksheet."""
        return self if actor.has_city(*CITY_READERS) else self.none()

    def live(self) -> Self:
        """Those being drafted or in force."""
        return self.exclude(state=UsulanState.WITHDRAWN)


class Usulan(models.Model):
    """One letter of the head of the city for all units of a year (PermenPANRB 5/2024, Lampiran II Bab II).

    Drafted by the coordinator, approved when the signed letter is there, and from then on frozen: neither it nor
    its units can change (triggers of the database as well as the domain); a mistake is mended by withdrawing it
    with a reason and beginning another. `DRAFT > APPROVED > WITHDRAWN`.

    Invariants (SQL): one live per period; approved has number, date, signed letter, moment and person; withdrawn
    has its reason; a quota states where it comes from. What the ministry is told are `unit.proposed()`, in
    `urutan`; candidates that stayed outside the quota remain as rows with the reason.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    periode = models.ForeignKey(
        Periode, on_delete=models.PROTECT, related_name="usulan", verbose_name="periode"
    )
    state = models.CharField(max_length=10, choices=UsulanState, default=UsulanState.DRAFT, editable=False)
    nomor = models.CharField("nomor surat", max_length=80, blank=True)
    tanggal = models.DateField("tanggal surat", null=True, blank=True)
    tujuan = models.CharField("kepada", max_length=200, default=MINISTER)
    signer_name = models.CharField("nama penandatangan", max_length=120, blank=True)
    signer_title = models.CharField("jabatan penandatangan", max_length=120, default="Wali Kota")
    kuota = models.PositiveSmallIntegerField(
        "kuota", null=True, blank=True, validators=[MinValueValidator(1)], help_text="Jumlah unit."
    )
    kuota_dasar = models.CharField("dasar kuota", max_length=200, blank=True)
    surat = models.ForeignKey(
        "berkas.Berkas",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="usulan",
        verbose_name="surat bertanda tangan",
    )
    approved_at = models.DateTimeField("disahkan pada", null=True, blank=True, editable=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name="disahkan oleh",
    )
    withdrawn_at = models.DateTimeField("ditarik pada", null=True, blank=True, editable=False)
    withdraw_reason = models.CharField("alasan penarikan", max_length=1000, blank=True, editable=False)
    contoh = models.BooleanField("data contoh", default=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = UsulanQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "usulan"
        ordering = ["-periode__year", "-approved_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["periode"],
                condition=~Q(state=UsulanState.WITHDRAWN),
                name="evaluasi_usulan_one_live",
                violation_error_message="Periode ini sudah punya usulan. Buka usulan itu, atau tarik dahulu.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=UsulanState.values),
                name="evaluasi_usulan_state_known",
                violation_error_message="Status usulan tidak dikenal.",
            ),
            models.CheckConstraint(
                condition=Q(state=UsulanState.DRAFT, approved_at=None, approved_by=None, surat=None)
                | (
                    ~Q(state=UsulanState.DRAFT)
                    & ~Q(nomor="")
                    & Q(tanggal__isnull=False, surat__isnull=False)
                    & Q(approved_at__isnull=False, approved_by__isnull=False)
                ),
                name="evaluasi_usulan_approved_is_whole",
                violation_error_message="Usulan yang disahkan punya nomor, tanggal, dan surat bertanda tangan.",
            ),
            models.CheckConstraint(
                condition=(
                    Q(state=UsulanState.WITHDRAWN, withdrawn_at__isnull=False) & ~Q(withdraw_reason="")
                )
                | (~Q(state=UsulanState.WITHDRAWN) & Q(withdrawn_at=None, withdraw_reason="")),
                name="evaluasi_usulan_withdrawn_has_reason",
                violation_error_message="Penarikan disertai waktu dan alasan.",
            ),
            models.CheckConstraint(
                condition=Q(kuota=None, kuota_dasar="")
                | (Q(kuota__isnull=False, kuota__gte=1) & ~Q(kuota_dasar="")),
                name="evaluasi_usulan_kuota_has_basis",
                violation_error_message="Kuota ditulis bersama dasarnya (surat atau keputusan).",
            ),
        ]

    def __str__(self) -> str:
        return f"Usulan {self.periode.year}"

    @property
    def stream(self) -> str:
        return "kota"


class UsulanUnitQuerySet(models.QuerySet["UsulanUnit"]):
    def visible_to(self, actor: Actor) -> Self:
        """City readers see all candidates; members those of their own unit and below."""
        if actor.has_city(*CITY_READERS):
            return self
        return self.filter(paths_filter("lembar__opd__", actor.paths()))

    def proposed(self) -> Self:
        """The units that the letter names, by rank."""
        return self.filter(diusulkan=True).order_by("urutan", "id")


class UsulanUnit(models.Model):
    """One candidate: a worksheet, what it aims at, its rank, whether the letter names it, and why (or why not).

    Invariants (SQL): a worksheet once per proposal; the category fits the predicate, and affirmation names the
    category of PermenPANRB 5/2024 and where it is written; rank from 1; a reason always. Frozen with its proposal.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    usulan = models.ForeignKey(Usulan, on_delete=models.PROTECT, related_name="unit")
    lembar = models.ForeignKey(
        LembarKerja, on_delete=models.PROTECT, related_name="usulan_unit", verbose_name="lembar kerja"
    )
    predikat = models.CharField("predikat", max_length=4, choices=PredikatKind)
    kategori = models.CharField("kategori", max_length=12, choices=Kategori)
    afirmasi = models.CharField("kelompok afirmasi", max_length=40, blank=True)
    afirmasi_dasar = models.CharField("dasar afirmasi", max_length=200, blank=True)
    urutan = models.PositiveSmallIntegerField("urutan", validators=[MinValueValidator(1)])
    diusulkan = models.BooleanField("diusulkan", default=True)
    alasan = models.CharField("alasan", max_length=500)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = UsulanUnitQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "unit usulan"
        ordering = ["usulan", "urutan", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["usulan", "lembar"],
                name="evaluasi_usulanunit_once",
                violation_error_message="Unit ini sudah ada dalam usulan.",
            ),
            models.CheckConstraint(
                condition=Q(
                    predikat=PredikatKind.WBBM, kategori=Kategori.WBBM, afirmasi="", afirmasi_dasar=""
                )
                | Q(predikat=PredikatKind.WBK, kategori=Kategori.WBK, afirmasi="", afirmasi_dasar="")
                | (
                    Q(predikat=PredikatKind.WBK, kategori=Kategori.WBK_AFIRMASI)
                    & ~Q(afirmasi="")
                    & ~Q(afirmasi_dasar="")
                ),
                name="evaluasi_usulanunit_kategori_fits",
                violation_error_message="Kategori sesuai predikat; afirmasi menyebut kelompok dan dasarnya.",
            ),
            models.CheckConstraint(
                condition=Q(urutan__gte=1),
                name="evaluasi_usulanunit_urutan_from_one",
                violation_error_message="Urutan dimulai dari 1.",
            ),
            models.CheckConstraint(
                condition=~Q(alasan=""),
                name="evaluasi_usulanunit_has_reason",
                violation_error_message="Tuliskan alasannya.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lembar.opd.short_name} ({self.get_kategori_display()})"

    @property
    def is_afirmasi(self) -> bool:
        """What PortalRB calls `afirmasi`."""
        return self.kategori == Kategori.WBK_AFIRMASI
