"""A person who signs in."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

validate_nip = RegexValidator(
    r"^\d{18}$", "NIP terdiri atas 18 angka tanpa spasi. Periksa kembali angka yang diketik."
)
validate_username = RegexValidator(
    r"^[a-z0-9][a-z0-9._-]{2,59}$",
    "Nama pengguna 3 sampai 60 huruf kecil, angka, titik, garis bawah, atau tanda hubung.",
)


class PenggunaManager(BaseUserManager["Pengguna"]):
    """Accounts are found by sign-in name without regard to case."""

    def get_by_natural_key(self, username: str | None) -> Pengguna:
        return self.get(username__iexact=username)


class Pengguna(AbstractBaseUser):
    """An account. What it may do is held by memberships in the app above, never by flags here.

    Invariants (SQL): sign-in name unique without case; NIP 18 digits when present.
    `must_change_password` is written only by `akun.domain`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    username = models.CharField("nama pengguna", max_length=60, unique=True, validators=[validate_username])
    name = models.CharField("nama lengkap", max_length=150)
    nip = models.CharField("NIP", max_length=18, blank=True, validators=[validate_nip])
    email = models.EmailField("surel", blank=True)
    title = models.CharField("jabatan", max_length=150, blank=True)
    is_active = models.BooleanField("aktif", default=True)
    must_change_password = models.BooleanField("wajib mengganti kata sandi", default=True)
    session_epoch = models.PositiveIntegerField(default=0, editable=False)
    date_joined = models.DateTimeField("dibuat pada", default=timezone.now, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = PenggunaManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = verbose_name_plural = "pengguna"
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                Lower("username"),
                name="akun_pengguna_username_unique",
                violation_error_message="Nama pengguna ini sudah dipakai. Pilih nama lain.",
            ),
            models.UniqueConstraint(
                fields=["nip"],
                condition=~Q(nip=""),
                name="akun_pengguna_nip_unique",
                violation_error_message="NIP ini sudah dipakai akun lain.",
            ),
            models.CheckConstraint(
                condition=Q(nip="") | Q(nip__regex=r"^[0-9]{18}$"),
                name="akun_pengguna_nip_digits",
                violation_error_message="NIP terdiri atas 18 angka.",
            ),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="akun_pengguna_name_present",
                violation_error_message="Nama lengkap wajib diisi.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def get_session_auth_hash(self) -> str:
        """Changes with the password and with `session_epoch`: raising the latter signs out everywhere."""
        return f"{super().get_session_auth_hash()}{self.session_epoch}"

    def get_session_auth_fallback_hash(self) -> Any:
        for fallback in super().get_session_auth_fallback_hash():
            yield f"{fallback}{self.session_epoch}"
