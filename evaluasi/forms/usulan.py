"""Forms on the city's proposal and what followed it: shape only; the domain decides."""

from __future__ import annotations

from typing import Any

from django import forms

from dasar.formulir import ActForm, RowForm
from dasar.widget import TanggalInput
from evaluasi.domain.instrumen_store import read_isi
from evaluasi.enums import HasilKind, PredikatKind, TahapTpn
from evaluasi.forms.lembar_kerja import PeriodeField, UnitField
from evaluasi.models import Periode, Usulan
from opd.models import Opd


class UsulanBaruForm(ActForm):
    use_required_attribute = False
    periode = PeriodeField(Periode.objects.all(), label="Tahun", empty_label="Pilih tahun")


class SuratUsulanForm(RowForm):
    """The letter's facts and the quota."""

    use_required_attribute = False

    class Meta:
        model = Usulan
        fields = ("nomor", "tanggal", "tujuan", "signer_name", "signer_title", "kuota", "kuota_dasar")
        widgets = {"tanggal": TanggalInput, "kuota": forms.NumberInput({"class": "width-4"})}
        help_texts = {
            "kuota": "Jumlah unit, bila kementerian membatasinya tahun ini. Portal tidak mengenal kuota bawaan.",
            "kuota_dasar": "Surat atau pengumuman yang menetapkan kuota.",
        }


class CalonForm(ActForm):
    """What a candidate aims at, and why it is (or is not) named in the letter."""

    use_required_attribute = False
    predikat = forms.ChoiceField(
        label="Diusulkan untuk", choices=PredikatKind.choices, widget=forms.RadioSelect
    )
    afirmasi = forms.ChoiceField(label="Kelompok afirmasi", required=False)
    diusulkan = forms.BooleanField(
        label="Masuk surat usulan",
        required=False,
        help_text="Lepaskan untuk mencatat calon yang tidak diusulkan tahun ini, misalnya karena kuota.",
    )
    alasan = forms.CharField(
        label="Alasan",
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text="Mengapa unit ini diusulkan, atau mengapa belum.",
    )

    def __init__(self, *args: Any, instrumen: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = read_isi(instrumen).afirmasi
        self.fields["afirmasi"].choices = [
            ("", "Bukan afirmasi"),
            *((item.kode, item.nama) for item in groups),
        ]
        if groups:
            self.fields["afirmasi"].help_text = f"{groups[0].keterangan} ({groups[0].dasar})"


class SahkanForm(ActForm):
    use_required_attribute = False
    upload = forms.FileField(
        label="Pindaian surat bertanda tangan",
        help_text="PDF atau foto surat Wali Kota beserta SPTJM-nya, sudah ditandatangani.",
        widget=forms.FileInput({"accept": "application/pdf,image/jpeg,image/png"}),
    )


class HasilForm(ActForm):
    """What TPN decided at one stage."""

    use_required_attribute = False
    tahap = forms.ChoiceField(label="Tahap", choices=TahapTpn.choices)
    hasil = forms.ChoiceField(label="Hasil", choices=HasilKind.choices, widget=forms.RadioSelect)
    tanggal = forms.DateField(label="Tanggal", widget=TanggalInput)
    nilai = forms.DecimalField(
        label="Nilai TPN",
        max_digits=7,
        decimal_places=4,
        min_value=0,
        max_value=100,
        required=False,
        localize=True,
        help_text="Bila diumumkan; 0 sampai 100.",
    )
    sumber = forms.CharField(label="Sumber", max_length=200, help_text="Surat, pengumuman, atau laman.")
    catatan = forms.CharField(
        label="Catatan", max_length=2000, required=False, widget=forms.Textarea({"rows": 3})
    )
    sk_nomor = forms.CharField(
        label="Nomor keputusan", max_length=120, required=False, help_text="Hanya untuk penetapan yang lulus."
    )
    valid_to = forms.DateField(
        label="Berlaku sampai",
        widget=TanggalInput,
        required=False,
        help_text="Seperti tertulis dalam keputusan; kosongkan bila tidak disebut.",
    )


class PredikatForm(ActForm):
    """A predicate of an earlier year."""

    use_required_attribute = False
    opd = UnitField(Opd.objects.order_by("name"), label="Unit", empty_label="Pilih unit")
    kind = forms.ChoiceField(label="Predikat", choices=PredikatKind.choices, widget=forms.RadioSelect)
    year = forms.IntegerField(
        label="Putaran tahun", min_value=2011, max_value=2099, widget=forms.NumberInput({"class": "width-4"})
    )
    valid_from = forms.DateField(label="Diberikan pada", widget=TanggalInput)
    valid_to = forms.DateField(
        label="Berlaku sampai",
        widget=TanggalInput,
        required=False,
        help_text="Kosongkan bila keputusan tidak menyebutnya.",
    )
    sk_nomor = forms.CharField(label="Nomor keputusan", max_length=120, required=False)
    sumber = forms.CharField(
        label="Sumber",
        max_length=200,
        required=False,
        help_text="Wajib bila nomor keputusan belum diketahui.",
    )


class CabutForm(ActForm):
    use_required_attribute = False
    revoked_on = forms.DateField(label="Dicabut pada", widget=TanggalInput)
    reason = forms.CharField(label="Alasan", max_length=1000, widget=forms.Textarea({"rows": 4}))


class LaporanForm(ActForm):
    """A two-yearly report."""

    use_required_attribute = False
    nomor = forms.CharField(label="Nomor surat", max_length=80)
    tanggal = forms.DateField(label="Tanggal surat", widget=TanggalInput)
    masih = forms.TypedChoiceField(
        label="Hasilnya",
        choices=[("ya", "Masih memenuhi syarat"), ("tidak", "Tidak lagi memenuhi syarat")],
        coerce=lambda word: word == "ya",
        widget=forms.RadioSelect,
    )
    nilai = forms.DecimalField(
        label="Nilai TPI",
        max_digits=7,
        decimal_places=4,
        min_value=0,
        max_value=100,
        required=False,
        localize=True,
    )
    catatan = forms.CharField(
        label="Catatan",
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text="Wajib bila tidak lagi memenuhi.",
    )
