"""The pakta integritas as versioned text, and the signatures given under it. PermenPANRB 49/2011."""

from __future__ import annotations

import re
import uuid
from datetime import date, datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from dasar.izin import Actor
from opd.enums import CITY_READERS, CaraTanda, Role
from opd.models.opd import Opd, paths_filter
from opd.models.pegawai import Pegawai
from opd.models.pencanangan import Pencanangan

SHA256 = r"^[0-9a-f]{64}$"
NUMBERED = re.compile(r"^\s*(?:(?P<number>\d{1,2}[.)])\s+)?(?P<rest>.*)$")


class NaskahPaktaQuerySet(models.QuerySet["NaskahPakta"]):
    def published(self) -> Self:
        """Texts that may be or may have been signed."""
        return self.filter(published_at__isnull=False)

    def visible_to(self, actor: Actor) -> Self:
        """Published editions are for everyone who signed in; drafts for those who write them."""
        if actor.has_city(Role.KOORDINATOR, Role.ADMINISTRATOR):
            return self
        return self.published() if actor.is_authenticated else self.none()

    def current(self, on: date) -> NaskahPakta | None:
        """The text in force: the published one with the latest start not after this day."""
        return self.published().filter(valid_from__lte=on).order_by("-valid_from", "-number").first()


class NaskahPakta(models.Model):
    """One edition of the text. Immutable once published; a change is a new edition.

    `text_hash` is the SHA-256 of `text` in UTF-8 and is written only by `opd.domain.naskah`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.PositiveSmallIntegerField("edisi", unique=True, editable=False)
    title = models.CharField("judul", max_length=150)
    text = models.TextField("isi naskah", max_length=20000)
    text_hash = models.CharField("sidik naskah", max_length=64, editable=False)
    valid_from = models.DateField("berlaku sejak")
    basis = models.CharField("dasar", max_length=200, blank=True)
    published_at = models.DateTimeField("diterbitkan pada", null=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, editable=False
    )
    contoh = models.BooleanField("data contoh", default=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = NaskahPaktaQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "naskah pakta integritas"
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(text_hash__regex=SHA256),
                name="opd_naskahpakta_hash_form",
                violation_error_message="Sidik naskah tidak sah.",
            ),
            models.CheckConstraint(
                condition=~Q(text="") & ~Q(title=""),
                name="opd_naskahpakta_not_empty",
                violation_error_message="Naskah memuat judul dan isi.",
            ),
            models.CheckConstraint(
                condition=Q(published_by=None) | Q(published_at__isnull=False),
                name="opd_naskahpakta_publisher_with_time",
                violation_error_message="Penerbit hanya tercatat pada naskah yang sudah terbit.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} (edisi {self.number})"

    @property
    def is_published(self) -> bool:
        return self.published_at is not None

    @property
    def lines(self) -> list[tuple[str, str]]:
        """The text line by line for showing, without empty lines: the number of a numbered point, and the rest."""
        rows = [NUMBERED.match(line) for line in self.text.splitlines() if line.strip()]
        return [(row["number"] or "", row["rest"]) for row in rows if row]


class DaftarPindaiQuerySet(models.QuerySet["DaftarPindai"]):
    def visible_to(self, actor: Actor) -> Self:
        """City readers see all; members those of their own unit and below."""
        if actor.has_city(*CITY_READERS):
            return self
        return self.filter(paths_filter("opd__", actor.paths()))


class DaftarPindai(models.Model):
    """An uploaded scan of a paper list that carries the signatures of several employees."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    opd = models.ForeignKey(Opd, on_delete=models.PROTECT, related_name="daftar_pindai", verbose_name="unit")
    naskah = models.ForeignKey(NaskahPakta, on_delete=models.PROTECT, related_name="+", verbose_name="naskah")
    filename = models.CharField("nama berkas", max_length=150)
    berkas = models.ForeignKey(
        "berkas.Berkas", on_delete=models.PROTECT, related_name="daftar_pindai", verbose_name="pindaian"
    )
    signed_on = models.DateField("tanggal pada daftar")
    uploaded_at = models.DateTimeField("diunggah pada")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = DaftarPindaiQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "daftar pindai"
        ordering = ["-uploaded_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(filename=""),
                name="opd_daftarpindai_has_filename",
                violation_error_message="Berkas pindaian punya nama.",
            ),
        ]

    def __str__(self) -> str:
        return self.filename


class TandaTanganQuerySet(models.QuerySet["TandaTangan"]):
    def live(self) -> Self:
        """Signatures that were not withdrawn."""
        return self.filter(withdrawn_at=None)

    def visible_to(self, actor: Actor) -> Self:
        """City readers see all; members those of their own unit and below; everyone his or her own."""
        if actor.has_city(*CITY_READERS):
            return self
        own = Q(pegawai__pengguna=actor.pengguna) if actor.pengguna else Q(pk__in=[])
        return self.filter(paths_filter("opd__", actor.paths()) | own)

    def with_evidence(self) -> Self:
        """With the rows that checking a signature reads, so that a list is checked without further queries."""
        return self.select_related("naskah", "berkas", "daftar__berkas")


class TandaTangan(models.Model):
    """One person's commitment to one exact text in one year.

    It binds the text (hash), the person as named at that moment, the time and the way of signing in
    `evidence_hash`; see `opd.domain.keutuhan`. It is an uncertified electronic signature (PP 71/2019
    Pasal 60) and shown as such. Withdrawn only with a reason, never deleted.
    Invariants (SQL): one live signature per person, text and year; each way has its evidence.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    pegawai = models.ForeignKey(
        Pegawai, on_delete=models.PROTECT, related_name="tanda_tangan", verbose_name="pegawai"
    )
    opd = models.ForeignKey(Opd, on_delete=models.PROTECT, related_name="tanda_tangan", verbose_name="unit")
    naskah = models.ForeignKey(
        NaskahPakta, on_delete=models.PROTECT, related_name="tanda_tangan", verbose_name="naskah"
    )
    year = models.PositiveSmallIntegerField("tahun")
    pencanangan = models.ForeignKey(
        Pencanangan, on_delete=models.PROTECT, null=True, blank=True, related_name="tanda_tangan"
    )
    way = models.CharField("cara", max_length=10, choices=CaraTanda)
    signed_at = models.DateTimeField("ditandatangani pada")
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="dicatat oleh",
    )
    name = models.CharField("nama saat itu", max_length=150)
    nip = models.CharField("NIP saat itu", max_length=18, blank=True)
    title = models.CharField("jabatan saat itu", max_length=150, blank=True)
    opd_name = models.CharField("unit saat itu", max_length=150)
    typed_name = models.CharField("nama yang diketik", max_length=150, blank=True)
    berkas = models.ForeignKey(
        "berkas.Berkas", on_delete=models.PROTECT, null=True, blank=True, related_name="tanda_tangan"
    )
    daftar = models.ForeignKey(
        DaftarPindai, on_delete=models.PROTECT, null=True, blank=True, related_name="tanda_tangan"
    )
    text_hash = models.CharField("sidik naskah", max_length=64)
    evidence_hash = models.CharField("sidik bukti", max_length=64)
    withdrawn_at = models.DateTimeField("ditarik pada", null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdraw_reason = models.CharField("alasan penarikan", max_length=500, blank=True)
    contoh = models.BooleanField("data contoh", default=False)

    objects = TandaTanganQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "tanda tangan"
        ordering = ["-signed_at", "id"]
        indexes = [models.Index(fields=["opd", "year"], name="opd_tandatangan_opd_year")]
        constraints = [
            models.UniqueConstraint(
                fields=["pegawai", "naskah", "year"],
                condition=Q(withdrawn_at=None),
                name="opd_tandatangan_once",
                violation_error_message="Pegawai ini sudah menandatangani naskah ini untuk tahun tersebut.",
            ),
            models.CheckConstraint(
                condition=Q(way__in=CaraTanda.values),
                name="opd_tandatangan_way_known",
                violation_error_message="Cara menandatangani tidak dikenal.",
            ),
            models.CheckConstraint(
                condition=~Q(way=CaraTanda.UNGGAHAN) | Q(daftar__isnull=False),
                name="opd_tandatangan_scan_has_list",
                violation_error_message="Tanda tangan dari pindaian menunjuk daftar yang diunggah.",
            ),
            models.CheckConstraint(
                condition=Q(way=CaraTanda.UNGGAHAN) | Q(daftar=None),
                name="opd_tandatangan_list_only_for_scan",
                violation_error_message="Hanya tanda tangan dari pindaian yang menunjuk daftar.",
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(opd_name=""),
                name="opd_tandatangan_names_signer",
                violation_error_message="Tanda tangan menyebut nama dan unit penanda tangan.",
            ),
            models.CheckConstraint(
                condition=~Q(way__in=[CaraTanda.LAYAR, CaraTanda.TAUTAN])
                | Q(berkas__isnull=False)
                | ~Q(typed_name=""),
                name="opd_tandatangan_screen_has_mark",
                violation_error_message="Gambarlah tanda tangan atau ketik nama lengkap.",
            ),
            models.CheckConstraint(
                condition=~Q(way=CaraTanda.LAYAR) | Q(signed_by__isnull=False),
                name="opd_tandatangan_screen_has_account",
                violation_error_message="Tanda tangan di layar selalu melalui akun yang masuk.",
            ),
            models.CheckConstraint(
                condition=(Q(withdrawn_at=None) & Q(withdraw_reason="") & Q(withdrawn_by=None))
                | (Q(withdrawn_at__isnull=False) & ~Q(withdraw_reason="")),
                name="opd_tandatangan_withdrawn_has_reason",
                violation_error_message="Penarikan tanda tangan disertai alasan.",
            ),
            models.CheckConstraint(
                condition=Q(text_hash__regex=SHA256) & Q(evidence_hash__regex=SHA256),
                name="opd_tandatangan_hash_form",
                violation_error_message="Sidik tidak sah.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.year})"

    @property
    def way_in_words(self) -> str:
        """How it was signed, said exactly: drawn or typed, after signing in, by personal link or on paper."""
        if self.way == CaraTanda.UNGGAHAN:
            return "Di atas kertas, lalu dipindai"
        mark = "Digambar" if self.berkas_id else "Nama diketik"
        return f"{mark} {'setelah masuk dengan akun' if self.way == CaraTanda.LAYAR else 'melalui tautan pribadi'}"

    @property
    def masked_name(self) -> str:
        """The name as the public may read it: first letters only, and nothing of its length."""
        return " ".join(f"{word[0]}•••" for word in self.name.split())

    @property
    def number(self) -> str:
        """The short number of the receipt; the whole one is the key."""
        return self.pk.hex[:12].upper()


class TautanTandaQuerySet(models.QuerySet["TautanTanda"]):
    def visible_to(self, actor: Actor) -> Self:
        """City readers see all; members those of their own unit and below."""
        if actor.has_city(*CITY_READERS):
            return self
        return self.filter(paths_filter("pegawai__opd__", actor.paths()))

    def open_at(self, at: datetime) -> Self:
        """Links that still sign: not used, not revoked, not expired."""
        return self.filter(used_at=None, revoked_at=None, expires_at__gt=at)


class TautanTanda(models.Model):
    """A personal link or QR by which one employee without an account signs once.

    Only the SHA-256 of the token is kept; the link is shown once when made.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    pegawai = models.ForeignKey(
        Pegawai, on_delete=models.PROTECT, related_name="tautan_tanda", verbose_name="pegawai"
    )
    pencanangan = models.ForeignKey(
        Pencanangan,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="pencanangan",
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField("dibuat pada")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    expires_at = models.DateTimeField("berlaku sampai")
    used_at = models.DateTimeField("dipakai pada", null=True, blank=True)
    tanda_tangan = models.OneToOneField(
        TandaTangan,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="tautan",
        verbose_name="tanda tangan",
    )
    revoked_at = models.DateTimeField("dicabut pada", null=True, blank=True)

    objects = TautanTandaQuerySet.as_manager()
    jurnal_hidden = ("token_hash",)

    class Meta:
        verbose_name = verbose_name_plural = "tautan tanda tangan"
        ordering = ["-created_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(token_hash__regex=SHA256),
                name="opd_tautantanda_hash_form",
                violation_error_message="Sidik tautan tidak sah.",
            ),
            models.CheckConstraint(
                condition=Q(used_at=None, tanda_tangan=None)
                | Q(used_at__isnull=False, tanda_tangan__isnull=False),
                name="opd_tautantanda_used_means_signed",
                violation_error_message="Tautan yang dipakai menunjuk tanda tangan yang dihasilkannya.",
            ),
            models.CheckConstraint(
                condition=Q(used_at=None) | Q(revoked_at=None),
                name="opd_tautantanda_used_or_revoked",
                violation_error_message="Tautan yang sudah dipakai tidak dapat dicabut.",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")),
                name="opd_tautantanda_expires_after_created",
                violation_error_message="Masa berlaku harus sesudah tautan dibuat.",
            ),
            models.UniqueConstraint(
                fields=["pegawai"],
                condition=Q(used_at=None, revoked_at=None),
                name="opd_tautantanda_one_open",
                violation_error_message="Pegawai ini masih punya tautan yang berlaku.",
            ),
        ]

    def __str__(self) -> str:
        return f"Tautan {self.pegawai.name}"
