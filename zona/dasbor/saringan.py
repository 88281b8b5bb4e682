"""What one may ask of the board and of the rows behind it; the address holds it."""

from __future__ import annotations

from datetime import date

from django import forms
from django.http import QueryDict
from django.utils import timezone

from dasar.widget import TanggalInput
from opd.domain.queries.daftar_unit import ORDERS, STATUS, Saringan
from opd.enums import OpdKind

EARLIEST = date(2011, 1, 1)  # no Zona Integritas before Perpres 81/2010 took hold


class PerTanggalForm(forms.Form):
    """The day of the board; today when empty, and never a day to come."""

    per = forms.DateField(
        label="Keadaan per tanggal",
        required=False,
        widget=TanggalInput(attrs={"class": "input"}),
        error_messages={"invalid": "Tulis tanggal yang ada, misalnya 22-10-2020."},
    )

    def clean_per(self) -> date | None:
        day: date | None = self.cleaned_data["per"]
        if day and day > timezone.localdate():
            raise forms.ValidationError("Tanggal itu belum tiba. Pilih hari ini atau hari sebelumnya.")
        if day and day < EARLIEST:
            raise forms.ValidationError(f"Pilih tanggal sejak {EARLIEST.year}.")
        return day

    @property
    def day(self) -> date:
        """The day asked for; today when none or an impossible one was."""
        return self.cleaned_data.get("per") or timezone.localdate()


class SaringanForm(PerTanggalForm):
    """Which units the rows show."""

    status = forms.ChoiceField(label="Keadaan", required=False, choices=[("", "Semua"), *STATUS.items()])
    jenis = forms.ChoiceField(label="Jenis", required=False, choices=[("", "Semua jenis"), *OpdKind.choices])
    lingkup = forms.ChoiceField(
        label="Lingkup",
        required=False,
        choices=[("", "Dihitung dalam target"), ("semua", "Semua unit")],
    )
    cari = forms.CharField(label="Cari nama atau kode", required=False, max_length=80)
    induk = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def saringan(self, query: QueryDict) -> Saringan:
        """The valid part of what was asked; what is not valid narrows nothing."""
        data = self.cleaned_data
        order = query.get("urut", "")
        return Saringan(
            status=data.get("status", ""),
            kind=data.get("jenis", ""),
            everything=data.get("lingkup") == "semua",
            text=data.get("cari", ""),
            parent=data.get("induk"),
            order=order if order.removeprefix("-") in ORDERS else "",
        )
