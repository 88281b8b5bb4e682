"""Forms of one's own account."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings

from dasar.akun.models import Pengguna
from dasar.formulir import ActForm, RowForm


class ProfilForm(RowForm):
    """What a person may change of the own account; name and NIP are the administrator's."""

    class Meta:
        model = Pengguna
        fields = ("title", "email")
        help_texts = {
            "title": "Misalnya: Kasubbag Umum dan Kepegawaian.",
            "email": "Untuk pemberitahuan. Bukan untuk masuk.",
        }


class KataSandiForm(ActForm):
    """A new password, typed twice; the present one is asked unless it is the first one just used."""

    current = forms.CharField(
        label="Kata sandi sekarang",
        strip=False,
        max_length=200,
        widget=forms.PasswordInput({"autocomplete": "current-password", "class": "width-20"}),
    )
    password1 = forms.CharField(
        label="Kata sandi baru",
        strip=False,
        max_length=200,
        help_text="Sedikitnya 10 karakter. Beberapa kata yang mudah Anda ingat lebih kuat daripada satu kata "
        "dengan angka di belakangnya.",
        widget=forms.PasswordInput({"autocomplete": "new-password", "class": "width-20"}),
    )
    password2 = forms.CharField(
        label="Ulangi kata sandi baru",
        strip=False,
        max_length=200,
        widget=forms.PasswordInput({"autocomplete": "new-password", "class": "width-20"}),
    )

    def __init__(self, *args: Any, pengguna: Pengguna, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pengguna = pengguna
        if pengguna.must_change_password:
            del self.fields["current"]

    def clean_current(self) -> str:
        current = self.cleaned_data["current"]
        if not self.pengguna.check_password(current):
            raise forms.ValidationError("Kata sandi sekarang tidak cocok. Periksa huruf besar dan kecilnya.")
        return current

    def clean_password2(self) -> str:
        repeated = self.cleaned_data["password2"]
        if "password1" in self.cleaned_data and self.cleaned_data["password1"] != repeated:
            raise forms.ValidationError("Kedua kata sandi baru tidak sama. Ketik ulang.")
        return repeated

    def values(self) -> dict[str, Any]:
        return {"password": self.cleaned_data["password1"]}


class KunciApiForm(ActForm):
    """A key: what it is for, and how long it lives."""

    name = forms.CharField(
        label="Untuk apa kunci ini",
        max_length=80,
        help_text="Nama sistem yang memakainya. Misalnya: Dasbor Diskominfo.",
    )
    days = forms.TypedChoiceField(
        label="Masa berlaku",
        coerce=int,
        choices=[(30, "30 hari"), (90, "90 hari"), (180, "180 hari"), (365, "1 tahun")],
        initial=90,
    )
    scopes = forms.MultipleChoiceField(
        label="Lingkup: apa yang boleh dibaca kunci ini",
        choices=lambda: [(scope, f"{words} ({scope})") for scope, words in settings.API_SCOPES.items()],
        widget=forms.CheckboxSelectMultiple,
        help_text="Pilih seperlunya saja. Kunci tidak pernah membaca lebih dari yang boleh Anda baca.",
        error_messages={"required": "Pilih sedikitnya satu lingkup."},
    )
