"""Forms by which the administrator opens accounts and gives roles."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils import timezone

from dasar.akun.models import Pengguna
from dasar.formulir import ActForm, RowForm
from dasar.widget import SelectLekas, TanggalInput
from opd.domain.queries.daftar_pengguna import SaringanPengguna
from opd.enums import UNIT_ROLES, Kedudukan, Role
from opd.forms.pegawai import clean_nip
from opd.forms.pilihan import OpdChoice
from opd.models import Keanggotaan, Opd

USERNAME_HINT = "Huruf kecil, angka, titik. Misalnya: siti.aminah. Tidak dapat diubah sesudahnya."
HELP = {
    "name": "Nama lengkap dengan gelar.",
    "email": "Untuk pemberitahuan. Bukan untuk masuk.",
    "title": "Misalnya: Kasubbag Umum dan Kepegawaian.",
}


class PenggunaForm(RowForm):
    """Name, NIP, title and e-mail of an account."""

    nip = forms.CharField(
        label="NIP",
        required=False,
        max_length=30,
        help_text="18 angka. Kosongkan bila tidak ada.",
        widget=forms.TextInput({"class": "width-20", "inputmode": "numeric", "autocomplete": "off"}),
    )

    class Meta:
        model = Pengguna
        fields = ("name", "nip", "title", "email")
        help_texts = HELP

    def clean_nip(self) -> str:
        return clean_nip(self.cleaned_data["nip"])


def _check_place(form: forms.Form) -> None:
    """Roles of a unit name one, roles of the city name none."""
    role, opd = form.cleaned_data.get("role"), form.cleaned_data.get("opd")
    if role in UNIT_ROLES and opd is None:
        form.add_error("opd", "Pilih unitnya; peran ini selalu terikat pada satu unit.")
    if role and role not in UNIT_ROLES and opd is not None:
        form.add_error("opd", "Peran ini berlaku untuk seluruh kota. Kosongkan unitnya.")


class PenggunaBaruForm(PenggunaForm):
    """A new account, with its first role if that is known already."""

    username = forms.CharField(
        label="Nama pengguna",
        max_length=60,
        help_text=USERNAME_HINT,
        widget=forms.TextInput(
            {"class": "width-20", "autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"}
        ),
    )
    role = forms.ChoiceField(
        label="Peran pertama",
        required=False,
        choices=[("", "Belum ada; diberikan nanti"), *Role.choices],
    )
    opd = OpdChoice(queryset=Opd.objects.none(), required=False, label="Unit", empty_label="Seluruh kota")

    field_order = ("username", "name", "nip", "title", "email", "role", "opd")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["opd"].queryset = Opd.objects.active_on(timezone.localdate())

    def clean_username(self) -> str:
        return re.sub(r"\s+", "", self.cleaned_data["username"]).lower()

    def clean(self) -> dict[str, Any]:
        _check_place(self)
        return self.cleaned_data

    def values(self) -> dict[str, Any]:
        values = dict(self.cleaned_data)
        role, opd = values.pop("role"), values.pop("opd")
        if role:
            values["peran"] = {"role": role, "opd": opd, "active_from": timezone.localdate()}
        return values


class KeanggotaanForm(RowForm):
    """A role from a day on: definitive, or acting until a day."""

    opd = OpdChoice(
        queryset=Opd.objects.none(),
        required=False,
        label="Unit",
        empty_label="Seluruh kota",
        help_text="Wajib bagi operator dan kepala OPD. Peran lain berlaku untuk seluruh kota.",
    )

    class Meta:
        model = Keanggotaan
        fields = ("role", "opd", "kedudukan", "active_from", "active_to")
        widgets = {"active_from": TanggalInput, "active_to": TanggalInput, "kedudukan": forms.RadioSelect}
        help_texts = {
            "kedudukan": "Plt. dan Plh. memegang hak yang sama selama masanya.",
            "active_to": "Isi bagi Plt., Plh., atau penugasan yang sudah tentu akhirnya. "
            "Pada tanggal ini hak sudah berakhir.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["opd"].queryset = Opd.objects.active_on(timezone.localdate())
        self.fields["role"].choices = [("", "Pilih peran"), *Role.choices]
        self.fields["kedudukan"].choices = Kedudukan.choices

    def clean(self) -> dict[str, Any]:
        _check_place(self)
        return self.cleaned_data


class SaringanPenggunaForm(forms.Form):
    """What the address of the list of people says; anything unreadable in it counts as not said."""

    cari = forms.CharField(required=False, max_length=100, widget=forms.TextInput({"type": "search"}))
    peran = forms.ChoiceField(
        widget=SelectLekas,
        required=False,
        choices=[("", "Semua peran"), *Role.choices, ("tanpa", "Tanpa peran")],
    )
    keadaan = forms.ChoiceField(
        widget=SelectLekas,
        required=False,
        choices=[
            ("", "Semua"),
            ("aktif", "Aktif"),
            ("baru", "Belum pernah mengganti kata sandi awal"),
            ("nonaktif", "Nonaktif"),
        ],
    )

    def saringan(self) -> SaringanPengguna:
        """The filters as plain values."""
        self.is_valid()
        said = self.cleaned_data
        return SaringanPengguna(
            day=timezone.localdate(),
            text=said.get("cari", ""),
            role=said.get("peran", ""),
            state=said.get("keadaan", ""),
            sort=self.data.get("urut", ""),
        )


class AkhiriPeranForm(ActForm):
    """The day from which a role is no longer held."""

    active_to = forms.DateField(
        label="Berakhir pada",
        widget=TanggalInput,
        help_text="Pada tanggal ini haknya sudah tidak ada. Isi tanggal hari ini bila berakhir sekarang juga.",
    )
