"""Forms on instruments: loading a file, choosing two revisions to compare."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from dasar.formulir import ActForm
from evaluasi.domain.instrumen import InstrumenInvalid, parse_json
from evaluasi.domain.instrumen.read import MAKS_BYTES
from evaluasi.models import Instrumen


class InstrumenForm(ActForm):
    """One instrument as a JSON file; every fault in it is told at once."""

    berkas = forms.FileField(
        label="Berkas instrumen (JSON)",
        help_text="Bentuknya sama dengan berkas yang dapat diunduh dari halaman setiap instrumen.",
    )

    def clean_berkas(self) -> UploadedFile:
        berkas: UploadedFile = self.cleaned_data["berkas"]
        try:
            self.isi = parse_json(berkas.read(MAKS_BYTES + 1))
        except InstrumenInvalid as error:
            raise ValidationError(list(error.problems)) from error
        return berkas

    def values(self) -> dict[str, Any]:
        return {"isi": self.isi}


class RevisiField(forms.ModelChoiceField):
    """A choice of revisions, told by what tells them apart."""

    def __init__(self, label: str) -> None:
        super().__init__(Instrumen.objects.all(), label=label, empty_label=None)

    def label_from_instance(self, obj: Instrumen) -> str:
        return f"{obj.nama}, revisi {obj.revisi}"


class BandingForm(forms.Form):
    """Two revisions side by side."""

    lama = RevisiField("Dari")
    baru = RevisiField("Ke")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        newest = [row.pk for row in Instrumen.objects.all()[:2]]
        if len(newest) == 2:
            self.initial = {"lama": newest[1], "baru": newest[0]} | self.initial
