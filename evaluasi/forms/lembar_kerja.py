"""Forms on worksheets and their years: shape only; the domain decides."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from dasar.formulir import ActForm, RowForm
from dasar.widget import TanggalInput, WaktuInput
from evaluasi.enums import PredikatKind
from evaluasi.models import Instrumen, Periode
from opd.models import Opd


class PeriodeField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Periode) -> str:
        return f"{obj.year} ({obj.instrumen.nama})"


class UnitField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Opd) -> str:
        return obj.name


class LembarForm(ActForm):
    """What is asked before a worksheet begins."""

    use_required_attribute = False
    opd = UnitField(Opd.objects.none(), label="Unit", empty_label="Pilih unit")
    periode = PeriodeField(
        Periode.objects.none(),
        label="Tahun",
        empty_label="Pilih tahun",
        help_text="Tahun menentukan instrumen dan tenggatnya.",
    )
    predikat = forms.ChoiceField(
        label="Predikat yang dituju",
        choices=[(value, f"{value}, {label}") for value, label in PredikatKind.choices],
        widget=forms.RadioSelect,
        help_text="Batas nilai kedua predikat tetap dihitung; pilihan ini menentukan daftar syarat yang ditampilkan.",
    )

    def __init__(self, *args: Any, units: QuerySet[Opd], periods: QuerySet[Periode], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["opd"].queryset = units
        self.fields["periode"].queryset = periods


class KembalikanForm(ActForm):
    use_required_attribute = False
    reason = forms.CharField(
        label="Yang harus diperbaiki unit",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Sebut butirnya bila dapat. Unit membaca ini di atas lembar kerjanya.",
    )


class DetikInput(WaktuInput):
    """A moment to the second: deadlines are held to the second."""

    def __init__(self) -> None:
        super().__init__(attrs={"step": "1"})
        self.format = "%Y-%m-%dT%H:%M:%S"


class InstrumenField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Instrumen) -> str:
        return f"{obj.nama}, revisi {obj.revisi}"


class PeriodeForm(RowForm):
    """One year of evaluation."""

    use_required_attribute = False
    instrumen = InstrumenField(
        Instrumen.objects.order_by("-berlaku_mulai", "-revisi"),
        label="Instrumen",
        empty_label="Pilih instrumen",
        help_text="Sesudah dipakai satu periode, revisi itu tidak dapat berubah lagi.",
    )
    opens_at = forms.DateTimeField(label="Pengisian dibuka", widget=DetikInput)
    closes_at = forms.DateTimeField(
        label="Pengisian ditutup",
        widget=DetikInput,
        help_text="Sampai detik ini masih tepat waktu; satu detik sesudahnya terlambat.",
    )

    propose_opens_at = forms.DateTimeField(
        label="Pengusulan ke PortalRB dibuka",
        widget=DetikInput,
        required=False,
        help_text="Di antara kedua waktu ini PortalRB dapat mengambil usulan kota. Kosongkan bila belum diumumkan.",
    )
    propose_closes_at = forms.DateTimeField(
        label="Pengusulan ke PortalRB ditutup", widget=DetikInput, required=False
    )

    class Meta:
        model = Periode
        fields = (
            *("year", "instrumen", "opens_at", "closes_at", "review_due_on", "jeda_bulan"),
            *("propose_opens_at", "propose_closes_at", "basis"),
        )
        widgets = {
            "year": forms.NumberInput(attrs={"class": "width-10"}),
            "review_due_on": TanggalInput,
            "jeda_bulan": forms.NumberInput(attrs={"class": "width-10"}),
        }
        help_texts = {"basis": "Surat atau keputusan yang menetapkan jadwal, bila ada."}
