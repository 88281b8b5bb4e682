"""Forms on the assessors' report: shape only; the domain decides."""

from __future__ import annotations

from typing import Any

from django import forms

from dasar.errors import Conflict
from dasar.formulir import ActForm, RowForm
from dasar.widget import TanggalInput
from evaluasi.models import LaporanHasil


class SuratLheForm(RowForm):
    """Number and dates of a report and of the assignment letter behind it."""

    use_required_attribute = False

    class Meta:
        model = LaporanHasil
        fields = ("nomor", "tanggal", "tugas_nomor", "tugas_tanggal")
        widgets = {"tanggal": TanggalInput, "tugas_tanggal": TanggalInput}
        help_texts = {
            "nomor": "Menurut tata naskah Inspektorat, misalnya 700/12/2026.",
            "tugas_nomor": "Surat tugas tim untuk evaluasi ini.",
        }


class NaskahForm(ActForm):
    """One passage in the author's words, with the version that was read."""

    use_required_attribute = False
    text = forms.CharField(
        label="Naskah",
        max_length=20000,
        widget=forms.Textarea({"rows": 16}),
        help_text="Baris kosong memisahkan paragraf. Baris yang diawali tanda “- ” menjadi daftar.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
    tersimpan = ""

    def show_conflict(self, conflict: Conflict) -> None:
        """Both texts, and the stored version, so that saving again is a decision."""
        theirs: dict[str, Any] = conflict.theirs or {}  # type: ignore[assignment]
        self.tersimpan = str(theirs.get("text", ""))
        self.data = self.data.copy()
        self.data["version"] = str(theirs.get("version", 0))
        self.add_error(None, conflict.message)

    @property
    def status(self) -> int:
        """409 when somebody else wrote meanwhile."""
        return 409 if self.tersimpan else 200


class AlasanForm(ActForm):
    """Why something is sent back, withdrawn or revoked."""

    use_required_attribute = False
    reason = forms.CharField(label="Alasan", max_length=1000, widget=forms.Textarea({"rows": 4}))
