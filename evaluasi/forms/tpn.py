"""What TPN answered, pasted or uploaded as CSV."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from dasar.formulir import ActForm
from evaluasi.domain.jawaban import Jawaban
from evaluasi.domain.lembar_csv import MAKS_BYTES, LembarCsvInvalid, decode, parse_with_notes
from evaluasi.domain.struktur import Struktur

NOTHING = "Unggah berkas CSV, atau tempelkan isinya."


class JawabanTpnForm(ActForm):
    """A file, or its text; what was in a file that cannot be read stands in the text field, to be mended there."""

    use_required_attribute = False
    berkas = forms.FileField(
        label="Berkas CSV", required=False, widget=forms.FileInput({"accept": ".csv,text/csv"})
    )
    teks = forms.CharField(
        label="Atau tempelkan isinya",
        required=False,
        strip=False,
        widget=forms.Textarea({"rows": 12, "spellcheck": "false", "class": "code"}),
        help_text="Baris pertama: kode,masukan,jawaban,catatan. Baris dengan jawaban kosong tidak mengubah apa pun.",
    )

    def __init__(self, *args: Any, struktur: Struktur, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.struktur = struktur
        self.faults: tuple[str, ...] = ()

    def clean(self) -> dict[str, Any]:
        text = self._text(self.cleaned_data.get("berkas")) or self.cleaned_data.get("teks", "")
        if self.errors:
            return {}
        if not text.strip():
            raise forms.ValidationError(NOTHING)
        try:
            answers, notes = parse_with_notes(text, self.struktur)
        except LembarCsvInvalid as error:
            self.faults = tuple(str(fault) for fault in error.kesalahan)
            raise forms.ValidationError(
                f"{len(self.faults)} hal perlu diperbaiki. Belum ada yang disimpan."
            ) from None
        return self._said(answers, notes)

    def _said(self, answers: Mapping[str, Jawaban], notes: Mapping[str, str]) -> dict[str, Any]:
        if not answers and not notes:
            raise forms.ValidationError("Belum ada satu pun jawaban atau catatan dalam isian ini.")
        return {"answers": answers, "notes": notes}

    def _text(self, upload: UploadedFile | None) -> str:
        """What an uploaded file says; also put into the text field, so that nothing has to be chosen again."""
        if upload is None:
            return ""
        try:
            text = decode(upload.read(MAKS_BYTES + 1))
        except LembarCsvInvalid as error:
            self.add_error("berkas", f"Berkas ini tidak terbaca: {error}")
            return ""
        self.data = self.data.copy()
        self.data["teks"] = text
        return text
