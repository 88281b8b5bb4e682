"""Forms around signatures: giving, withdrawing, links and scanned lists."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from dasar.errors import DomainError
from dasar.widget import GoresanInput, TanggalInput
from opd.domain.goresan import decode_drawing
from opd.domain.tanda_tangan import Mark
from opd.models import Pegawai

EITHER = "opd/pakta/bagian/isian_salah_satu.html"


class TandaTanganForm(forms.Form):
    """Drawing or typed name under one exact text, named by key and fingerprint."""

    naskah = forms.UUIDField(widget=forms.HiddenInput)
    seen_hash = forms.CharField(widget=forms.HiddenInput, max_length=64)
    setuju = forms.BooleanField(
        label="Saya sudah membaca seluruh naskah di atas dan menyetujuinya.",
        error_messages={"required": "Centang bahwa Anda sudah membaca dan menyetujui naskah."},
    )
    drawn = forms.CharField(
        label="Goreskan tanda tangan", required=False, widget=GoresanInput, template_name=EITHER
    )
    typed_name = forms.CharField(
        label="Atau ketik nama lengkap",
        required=False,
        max_length=150,
        template_name=EITHER,
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "words", "spellcheck": "false"}),
    )

    refused_with = 400

    def __init__(self, *args: Any, name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hint = f"Persis seperti tercatat: {name}. Cukup salah satu: digores atau diketik."
        self.fields["typed_name"].help_text = hint

    @property
    def status(self) -> int:
        """The HTTP status under which the page with this form is answered."""
        return self.refused_with if self.errors else 200

    def clean_drawn(self) -> bytes:
        try:
            return decode_drawing(self.cleaned_data["drawn"])
        except DomainError as error:
            raise forms.ValidationError(error.message) from error

    @property
    def mark(self) -> Mark:
        """What the signer left; only for a valid form."""
        return Mark(typed_name=self.cleaned_data["typed_name"], drawn=self.cleaned_data["drawn"])


class TarikForm(forms.Form):
    reason = forms.CharField(
        label="Alasan penarikan",
        max_length=500,
        help_text="Misalnya: tercatat atas nama yang salah. Alasan tersimpan dan dapat dibaca kemudian.",
        widget=forms.Textarea({"rows": 3}),
        error_messages={
            "required": "Tuliskan alasan penarikan.",
            "max_length": "Alasan paling panjang 500 karakter. Ringkaskan.",
        },
    )


class PilihPegawaiForm(forms.Form):
    """Which employees; the page prints the boxes itself, with what is known of each."""

    pegawai = forms.ModelMultipleChoiceField(
        Pegawai.objects.none(),
        label="Pegawai",
        error_messages={
            "required": "Pilih sedikitnya satu pegawai.",
            "invalid_choice": "Ada pilihan yang sudah tidak tersedia. Periksa kembali daftar di bawah.",
        },
    )

    def __init__(self, *args: Any, people: QuerySet[Pegawai], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pegawai"].queryset = people

    @property
    def chosen(self) -> set[str]:
        """The keys ticked when the page is shown (again)."""
        ticked = self["pegawai"].value() or []
        return {str(getattr(item, "pk", item)) for item in ticked}


class TanggalDaftarForm(forms.Form):
    """The first question about a list, and an address: the rest depends on the day."""

    tanggal = forms.DateField(
        label="Tanggal pada daftar",
        widget=TanggalInput,
        help_text="Tanggal penandatanganan di atas kertas. Naskah yang berlaku pada tanggal itulah yang dicatat.",
        error_messages={
            "required": "Isi tanggal yang tertulis pada daftar.",
            "invalid": "Tulis tanggal seperti 2026-01-31.",
        },
    )

    def refuse(self, error: DomainError) -> None:
        """Put the reason beside the day."""
        self.add_error("tanggal", error.message)


class DaftarPindaiForm(PilihPegawaiForm):
    """A scanned list: the file, and who signed on it. Its day was asked before."""

    upload = forms.FileField(
        label="Pindaian daftar",
        help_text="PDF, atau foto yang jelas (JPG, PNG). Semua halaman dalam satu berkas.",
        widget=forms.ClearableFileInput({"accept": ".pdf,.jpg,.jpeg,.png,.webp"}),
        error_messages={
            "required": "Pilih berkas pindaiannya.",
            "empty": "Berkas ini kosong. Pindai ulang, lalu pilih lagi.",
            "invalid": "Berkas tidak terkirim utuh. Pilih lagi, lalu kirim ulang.",
        },
    )
    field_order = ("upload", "pegawai")
