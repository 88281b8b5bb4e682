"""What is said of a document of the evidence library, and the files or the link it comes from."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms

from dasar.berkas.enums import SIZE_LIMITS, Kind
from dasar.widget import TanggalInput
from opd.enums import DokumenKind
from opd.forms.lampiran import MOST_AT_ONCE, BanyakBerkasField, BanyakBerkasInput
from opd.forms.saringan import uuid_of

ACCEPT = ".pdf,.docx,.odt,.xlsx,.ods,.csv,image/jpeg,image/png,image/webp,image/heic"
LIMITS = {"data-max-bytes": str(SIZE_LIMITS[Kind.PDF]), "data-max-files": str(MOST_AT_ONCE)}


class DokumenForm(forms.Form):
    """The facts of a document, whatever it consists of."""

    use_required_attribute = False
    FACTS = ("title", "kind", "effective_on", "expires_on", "pages", "note")

    title = forms.CharField(label="Judul", max_length=200, help_text="Seperti tertulis pada dokumennya.")
    kind = forms.ChoiceField(label="Jenis dokumen", choices=DokumenKind.choices)
    effective_on = forms.DateField(
        label="Tanggal dokumen", widget=TanggalInput, help_text="Tanggal ditetapkan atau dibuat."
    )
    expires_on = forms.DateField(
        label="Berlaku sampai",
        widget=TanggalInput,
        required=False,
        help_text="Kosongkan bila tidak ada batasnya.",
    )
    pages = forms.IntegerField(
        label="Jumlah halaman",
        min_value=1,
        max_value=99_999,
        required=False,
        help_text="Untuk PDF dihitung sendiri oleh portal.",
        widget=forms.NumberInput({"class": "width-4"}),
    )
    note = forms.CharField(
        label="Keterangan", max_length=500, required=False, widget=forms.Textarea({"rows": 2})
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        start, end = said.get("effective_on"), said.get("expires_on")
        if start and end and end <= start:
            self.add_error("expires_on", "Masa berlaku harus berakhir sesudah tanggal dokumen.")
        return said

    @property
    def facts(self) -> dict[str, Any]:
        """The facts as the domain takes them."""
        return {name: self.cleaned_data[name] for name in self.FACTS}


class TambahDokumenForm(DokumenForm):
    """New documents: several files (also photos taken now, also those that came in pieces), or one link."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].required = False
        self.fields["title"].help_text = "Kosongkan untuk memakai nama berkas. Beberapa berkas diberi nomor."
        own = {
            "berkas": BanyakBerkasField(
                label="Pilih berkas",
                required=False,
                help_text="PDF, foto, DOCX, ODT, XLSX, ODS, atau CSV; beberapa sekaligus. Data kamera dihapus dari foto.",
                widget=BanyakBerkasInput(attrs={"multiple": True, "accept": ACCEPT, **LIMITS}),
            ),
            "kamera": BanyakBerkasField(
                label="Ambil foto sekarang",
                required=False,
                widget=BanyakBerkasInput(attrs={"accept": "image/*", "capture": "environment", **LIMITS}),
            ),
            "link": forms.URLField(
                label="Atau tautan ke luar portal",
                max_length=500,
                required=False,
                assume_scheme="https",
                help_text="Isinya tidak disimpan portal dan dapat berubah atau hilang; bila bisa, unggah berkasnya.",
            ),
        }
        self.fields = {**own, **self.fields}  # type: ignore[assignment]

    @property
    def unggahan(self) -> list[UUID]:
        """Files that arrived in pieces before the form was sent."""
        texts = self.data.getlist("unggahan")[:MOST_AT_ONCE] if self.is_bound else []
        return [key for text in texts if (key := uuid_of(text))]

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        files = [*said.get("berkas", ()), *said.get("kamera", ()), *self.unggahan]
        if not files and not said.get("link") and not self.errors.get("link"):
            self.add_error("berkas", "Pilih sedikitnya satu berkas, atau tuliskan tautannya.")
        if len(files) > MOST_AT_ONCE:
            self.add_error("berkas", f"Paling banyak {MOST_AT_ONCE} berkas sekali kirim. Kurangi pilihannya.")
        if files and said.get("link"):
            self.add_error("link", "Kirim berkas dan tautan satu per satu: kosongkan salah satunya.")
        return said

    @property
    def sources(self) -> dict[str, Any]:
        """Where the documents come from, as the domain takes it."""
        said = self.cleaned_data
        uploads = [*said["berkas"], *said["kamera"]]
        return {"uploads": uploads, "unggahan": self.unggahan, "link": said["link"]}
