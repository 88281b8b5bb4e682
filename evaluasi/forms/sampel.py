"""Forms on the blind second assessment: shape only; the domain decides."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from dasar.akun.models import Pengguna
from dasar.formulir import ActForm
from evaluasi.domain.instrumen.data import SimpulData
from evaluasi.domain.jawaban import is_angka
from evaluasi.models import LembarKerja


class LembarField(forms.ModelChoiceField):
    def label_from_instance(self, obj: LembarKerja) -> str:
        return f"{obj.opd.name} ({obj.periode.year})"


class PenilaiField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Pengguna) -> str:
        return obj.name


class SampelForm(ActForm):
    """Which worksheet, which second assessor, how large a share."""

    use_required_attribute = False
    lembar = LembarField(LembarKerja.objects.none(), label="Lembar kerja", empty_label="Pilih lembar kerja")
    penilai = PenilaiField(
        Pengguna.objects.none(),
        label="Penilai kedua",
        empty_label="Pilih penilai",
        help_text="Penilai TPI di luar tim unit ini.",
    )
    persen = forms.IntegerField(
        label="Bagian butir, persen",
        min_value=1,
        max_value=100,
        widget=forms.NumberInput({"class": "width-4"}),
        help_text="Dari seluruh butir; dibulatkan ke atas. Ditetapkan kota, bukan peraturan.",
    )

    def __init__(
        self, *args: Any, sheets: QuerySet[LembarKerja], people: QuerySet[Pengguna], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lembar"].queryset = sheets
        self.fields["penilai"].queryset = people


class PenilaianKeduaForm(ActForm):
    """The second verdict: an option, a number, or counts, as the question asks."""

    use_required_attribute = False

    def __init__(self, *args: Any, simpul: SimpulData, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.simpul = simpul
        if simpul.pilihan:
            choices = [(item.kunci, f"{item.kunci}: {item.kriteria}") for item in simpul.pilihan]
            self.fields["isian"] = forms.ChoiceField(
                label="Jawaban Anda", choices=choices, widget=forms.RadioSelect
            )
        elif is_angka(simpul):
            self.fields["isian"] = forms.CharField(label="Angka menurut Anda", max_length=16)
        else:
            for item in simpul.masukan:
                self.fields[f"n_{item.kunci}"] = forms.IntegerField(label=item.label, min_value=0)
        self.fields["catatan"] = forms.CharField(
            label="Catatan", max_length=4000, required=False, widget=forms.Textarea({"rows": 3})
        )

    def clean_isian(self) -> Any:
        text = self.cleaned_data["isian"]
        if not is_angka(self.simpul):
            return text
        try:
            return Decimal(text.replace(",", "."))
        except InvalidOperation as error:
            raise ValidationError("Tulis angka, misalnya 3,25.") from error

    def values(self) -> dict[str, Any]:
        said = self.cleaned_data
        counts = {
            item.kunci: said[f"n_{item.kunci}"] for item in self.simpul.masukan if f"n_{item.kunci}" in said
        }
        return {"isian": said.get("isian", counts), "catatan": said["catatan"]}


class SelarasForm(ActForm):
    """Which of two answers stands, and why."""

    use_required_attribute = False
    second_stands = forms.TypedChoiceField(
        label="Jawaban yang berlaku",
        choices=[("tidak", "Penilaian pertama tetap"), ("ya", "Penilaian kedua menggantikan")],
        coerce=lambda word: word == "ya",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label="Alasan", max_length=1000, widget=forms.Textarea({"rows": 4}))
