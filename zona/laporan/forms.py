from __future__ import annotations

from django import forms

from dasar.widget import TanggalInput

MAX_CHECK_MB = 25


class RekapForm(forms.Form):
    """As of which day the city's recap is made."""

    per = forms.DateField(
        label="Keadaan per tanggal",
        widget=TanggalInput(),
        error_messages={
            "required": "Isi tanggalnya.",
            "invalid": "Tulis tanggal yang ada, misalnya 2020-10-22.",
        },
    )


class PeriksaForm(forms.Form):
    """A file whose origin someone wants to know; it is fingerprinted and thrown away."""

    berkas = forms.FileField(
        label="Berkas PDF yang diperiksa",
        help_text="Berkas hanya dihitung sidiknya, lalu dibuang. Tidak disimpan.",
        error_messages={
            "required": "Pilih berkas PDF yang ingin diperiksa.",
            "empty": "Berkas ini kosong. Unduh atau minta ulang berkasnya.",
        },
        widget=forms.ClearableFileInput(
            attrs={"accept": "application/pdf,.pdf", "data-max-bytes": MAX_CHECK_MB * 1024 * 1024}
        ),
    )

    def clean_berkas(self) -> object:
        upload = self.cleaned_data["berkas"]
        if upload.size > MAX_CHECK_MB * 1024 * 1024:
            raise forms.ValidationError(
                f"Berkas lebih dari {MAX_CHECK_MB} MB; dokumen terbitan portal tidak sebesar itu."
            )
        return upload
