"""Sending many workbooks at once, saying whose one is, and asking for many."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet

from dasar.berkas.enums import MB
from dasar.formulir import ActForm
from evaluasi.domain.bungkus_buku import MOST
from evaluasi.domain.ekspor_buku import BENTUK
from evaluasi.models import LembarKerja, Periode
from opd.forms.lampiran import BanyakBerkasField, BanyakBerkasInput


class PeriodeField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Periode) -> str:
        return str(obj.year)


class LembarField(forms.ModelChoiceField):
    def label_from_instance(self, obj: LembarKerja) -> str:
        return obj.opd.name


class KirimForm(ActForm):
    """Many workbooks, or one zip of them, for one year."""

    prefix = "kirim"
    use_required_attribute = False

    def __init__(self, *args: Any, periods: QuerySet[Periode], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["periode"] = PeriodeField(periods, label="Tahun", empty_label=None)
        self.fields["berkas"] = BanyakBerkasField(
            label="Buku kerja atau zip",
            help_text=f"Beberapa .xlsx atau .ods sekaligus (masing-masing paling besar 10 MB), atau satu zip berisi paling banyak {MOST} buku kerja, paling besar 90 MB.",
            widget=BanyakBerkasInput(
                attrs={"multiple": True, "accept": ".xlsx,.ods,.zip", "data-max-bytes": str(90 * MB)}
            ),
        )

    def clean_berkas(self) -> list[UploadedFile]:
        files: list[UploadedFile] = self.cleaned_data["berkas"]
        if not files:
            raise forms.ValidationError("Pilih berkasnya dahulu.")
        return files

    def values(self) -> dict[str, Any]:
        return {"periode": self.cleaned_data["periode"], "files": self.cleaned_data["berkas"]}


class EksporForm(ActForm):
    """Every worksheet of a year in one layout."""

    prefix = "unduh"
    use_required_attribute = False
    bentuk = forms.ChoiceField(label="Susunan", choices=list(BENTUK.items()))

    def __init__(self, *args: Any, periods: QuerySet[Periode], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["periode"] = PeriodeField(periods, label="Tahun", empty_label=None)
        self.order_fields(["periode", "bentuk"])


class UnitBukuForm(ActForm):
    """Whose workbook it is."""

    use_required_attribute = False

    def __init__(self, *args: Any, sheets: QuerySet[LembarKerja], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lembar"] = LembarField(
            sheets, label="Unit", empty_label="Pilih unit", error_messages={"required": "Pilih unit."}
        )
