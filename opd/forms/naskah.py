"""The form of an edition of the pakta integritas."""

from __future__ import annotations

from django import forms

from dasar.widget import TanggalInput


class NaskahForm(forms.Form):
    """Title, text and start of an edition. `version` is the one that was read."""

    title = forms.CharField(
        label="Judul",
        max_length=150,
        initial="Pakta Integritas",
        error_messages={"required": "Isi judul naskah."},
    )
    text = forms.CharField(
        label="Isi naskah",
        max_length=20000,
        help_text=(
            "Ditulis persis seperti akan dibaca dan ditandatangani. Mulai tiap butir pada baris baru dengan nomornya: 1., 2., 3."
        ),
        widget=forms.Textarea({"rows": 18}),
        error_messages={
            "required": "Isi naskahnya.",
            "max_length": "Naskah paling panjang 20.000 karakter; sekarang %(show_value)d. Ringkaskan.",
        },
    )
    basis = forms.CharField(
        label="Dasar",
        required=False,
        max_length=200,
        help_text="Peraturan yang diikuti, misalnya PermenPANRB 49/2011.",
    )
    valid_from = forms.DateField(
        label="Berlaku sejak",
        widget=TanggalInput,
        help_text="Mulai hari ini naskah edisi ini yang ditandatangani, menggantikan edisi sebelumnya.",
        error_messages={
            "required": "Isi tanggal mulai berlaku.",
            "invalid": "Tulis tanggal seperti 2026-01-31.",
        },
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class TerbitForm(forms.Form):
    """Publishing is decided with open eyes."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    paham = forms.BooleanField(
        label="Saya sudah membaca seluruh naskah dan tahu bahwa sesudah terbit isinya tidak dapat diubah lagi.",
        error_messages={"required": "Centang dulu bahwa naskah sudah dibaca."},
    )
