"""Forms of the city's own data and targets."""

from __future__ import annotations

from typing import Any

from django import forms

from dasar.berkas.domain import store_upload
from dasar.berkas.enums import SIZE_LIMITS, Kind
from dasar.berkas.models import Berkas
from dasar.errors import DomainError
from dasar.formulir import RowForm
from dasar.widget import TanggalInput
from opd.models import Kota, TargetPencanangan

NARROW = {"class": "width-10"}


class KotaForm(RowForm):
    """What stands on every page and paper."""

    website = forms.URLField(
        label="Situs resmi", required=False, max_length=200, assume_scheme="https", empty_value=""
    )

    lambang_baru = forms.FileField(
        label="Lambang",
        required=False,
        help_text="PNG atau JPG berlatar polos, untuk kepala halaman, piagam, dan kop. Biarkan kosong bila tidak diganti.",
        widget=forms.FileInput({"accept": ".png,.jpg,.jpeg", "data-max-bytes": SIZE_LIMITS[Kind.GAMBAR]}),
    )

    class Meta:
        model = Kota
        fields = ("name", "government", "province", "area_code", "address", "website", "accent")
        widgets = {"area_code": forms.TextInput(NARROW), "accent": forms.TextInput(NARROW)}
        help_texts = {
            "name": "Seperti pada kop surat. Misalnya: Kota Pekalongan.",
            "government": "Misalnya: Pemerintah Kota Pekalongan.",
            "area_code": "Kode wilayah Kemendagri. Misalnya: 33.75.",
            "accent": "Warna kota pada halaman, ditulis seperti #8a5a19. Kosongkan untuk warna bawaan.",
        }

    def clean_accent(self) -> str:
        return self.cleaned_data["accent"].strip().lower()

    def clean_lambang_baru(self) -> Berkas | None:
        """The picture examined and kept, so that a refusal stands beside its field."""
        upload = self.cleaned_data["lambang_baru"]
        if upload is None:
            return None
        try:
            return store_upload(upload=upload, kinds=frozenset({Kind.GAMBAR}))
        except DomainError as error:
            raise forms.ValidationError(error.message) from error

    def values(self) -> dict[str, Any]:
        values = dict(self.cleaned_data)
        lambang = values.pop("lambang_baru")
        return values | ({"lambang": lambang} if lambang else {})


class TargetForm(RowForm):
    """By when how many units are to have declared."""

    class Meta:
        model = TargetPencanangan
        fields = ("year", "due_on", "units", "basis")
        widgets = {"due_on": TanggalInput}
        help_texts = {
            "units": "Kosongkan bila targetnya semua unit yang dihitung.",
            "basis": "Misalnya: Keputusan Wali Kota Nomor 700/123 Tahun 2020.",
        }


class TargetEditForm(TargetForm):
    """The year of a target stays; another year has its own."""

    class Meta(TargetForm.Meta):
        fields = ("due_on", "units", "basis")
