"""Forms of the employee list."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from dasar.akun.models import Pengguna
from dasar.formulir import ActForm, RowForm
from dasar.izin import Actor
from dasar.widget import SelectLekas, TanggalInput
from opd.domain.queries.daftar_pegawai import SaringanPegawai
from opd.enums import UNIT_ROLES, Role
from opd.forms.pilihan import OpdChoice
from opd.models import Opd, Pegawai


def clean_nip(text: str) -> str:
    """A NIP without the blanks, dots and apostrophe with which people write it."""
    return "".join(char for char in text if char not in " .'\N{NO-BREAK SPACE}")


class PegawaiForm(RowForm):
    """An employee of a unit."""

    nip = forms.CharField(
        label="NIP",
        required=False,
        max_length=30,
        help_text="18 angka. Kosongkan bagi pegawai tanpa NIP (misalnya tenaga kontrak).",
        widget=forms.TextInput({"class": "width-20", "inputmode": "numeric"}),
    )

    class Meta:
        model = Pegawai
        fields = ("name", "nip", "title", "active_from")
        widgets = {"active_from": TanggalInput}
        help_texts = {
            "name": "Nama lengkap dengan gelar.",
            "active_from": "Sejak kapan bekerja di unit ini.",
        }

    def clean_nip(self) -> str:
        return clean_nip(self.cleaned_data["nip"])


class PegawaiEditForm(PegawaiForm):
    """Corrections; when someone came is part of what was counted and stays."""

    class Meta(PegawaiForm.Meta):
        fields = ("name", "nip", "title")


class PegawaiMoveForm(ActForm):
    """To which unit, from which day."""

    to = OpdChoice(queryset=Opd.objects.none(), label="Unit baru", empty_label="Pilih unit")
    on = forms.DateField(
        label="Pindah pada",
        widget=TanggalInput,
        help_text="Pada tanggal ini sudah tercatat di unit baru.",
    )

    def __init__(self, *args: Any, pegawai: Pegawai, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = Opd.objects.visible_to(actor).active_on(timezone.localdate())
        self.fields["to"].queryset = units.exclude(pk=pegawai.opd_id)
        self.fields["to"].help_text = (
            "Hanya unit yang daftarnya juga Anda kelola. Untuk pindah ke unit lain, minta koordinator."
            if actor.has(*UNIT_ROLES) and not actor.has_city(Role.KOORDINATOR, Role.ADMINISTRATOR)
            else ""
        )
        self.initial.setdefault("on", timezone.localdate())


class PegawaiAccountForm(ActForm):
    """Which account is this employee's, by its sign-in name."""

    pengguna = forms.CharField(
        label="Nama pengguna",
        required=False,
        max_length=60,
        help_text="Nama yang dipakai untuk masuk. Kosongkan untuk melepas hubungan.",
        widget=forms.TextInput({"class": "width-20", "autocomplete": "off"}),
    )

    def clean_pengguna(self) -> Pengguna | None:
        name = self.cleaned_data["pengguna"].strip()
        if not name:
            return None
        found = Pengguna.objects.filter(username__iexact=name).first()
        if found is None:
            raise forms.ValidationError("Nama pengguna ini tidak ada. Cari namanya di halaman Pengguna.")
        return found


class SaringanPegawaiForm(forms.Form):
    """What the address of an employee list says; anything unreadable in it counts as not said."""

    cari = forms.CharField(required=False, max_length=100, widget=forms.TextInput({"type": "search"}))
    keadaan = forms.ChoiceField(
        widget=SelectLekas,
        required=False,
        choices=[("", "Aktif"), ("berhenti", "Sudah berhenti"), ("semua", "Semua")],
    )

    def saringan(self) -> SaringanPegawai:
        """The filters as plain values."""
        self.is_valid()
        said = self.cleaned_data
        return SaringanPegawai(
            day=timezone.localdate(),
            text=said.get("cari", ""),
            state=said.get("keadaan") or "aktif",
            sort=self.data.get("urut", ""),
        )
