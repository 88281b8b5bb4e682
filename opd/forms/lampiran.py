"""Uploading photos and documents of a declaration."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict

from dasar.berkas.enums import SIZE_LIMITS, Kind
from opd.enums import LampiranKind

MOST_AT_ONCE = 20
DOCUMENT_KINDS = [choice for choice in LampiranKind.choices if choice[0] != LampiranKind.FOTO]


class BanyakBerkasInput(forms.FileInput):
    allow_multiple_selected = True


class BanyakBerkasField(forms.FileField):
    """Several files at once; each is judged for itself later, so nothing is refused here, not even none at all."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        return [item for item in (data if isinstance(data, list | tuple) else [data]) if item]


def _input(kind: Kind, accept: str, **attrs: str) -> BanyakBerkasInput:
    limits = {"data-max-bytes": str(SIZE_LIMITS[kind]), "data-max-files": str(MOST_AT_ONCE)}
    return BanyakBerkasInput(attrs={"multiple": True, "accept": accept, **limits, **attrs})


def pieces(data: QueryDict) -> list[UUID]:
    """The uploads that arrived in pieces before the form was sent; what is no key is passed over."""
    found = []
    for text in data.getlist("unggahan")[:MOST_AT_ONCE]:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


class FotoForm(forms.Form):
    """Photos, chosen from the gallery or taken now."""

    prefix = "foto"
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["berkas"] = BanyakBerkasField(
            label="Pilih foto",
            help_text="JPEG, PNG, atau WebP; beberapa sekaligus. Lokasi dan data kamera dihapus dari foto.",
            widget=_input(Kind.GAMBAR, "image/jpeg,image/png,image/webp,image/heic"),
        )
        self.fields["kamera"] = BanyakBerkasField(
            label="Ambil foto sekarang",
            widget=_input(Kind.GAMBAR, "image/*", capture="environment"),
            required=False,
        )
        self.fields["caption"] = forms.CharField(
            label="Keterangan",
            max_length=200,
            required=False,
            help_text="Berlaku untuk semua foto yang dipilih.",
        )

    @property
    def uploads(self) -> list[Any]:
        return [*pieces(self.data), *self.cleaned_data["berkas"], *self.cleaned_data["kamera"]]

    @property
    def kind(self) -> str:
        return LampiranKind.FOTO


class DokumenForm(forms.Form):
    """Documents of one kind."""

    prefix = "dokumen"
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"] = forms.ChoiceField(label="Jenis dokumen", choices=DOCUMENT_KINDS)
        self.fields["berkas"] = BanyakBerkasField(
            label="Pilih dokumen",
            help_text="PDF, DOCX, ODT, atau hasil foto; beberapa sekaligus.",
            widget=_input(Kind.PDF, ".pdf,.docx,.odt,image/jpeg,image/png,image/webp"),
        )
        self.fields["caption"] = forms.CharField(label="Keterangan", max_length=200, required=False)

    @property
    def uploads(self) -> list[Any]:
        return [*pieces(self.data), *self.cleaned_data["berkas"]]

    @property
    def kind(self) -> str:
        return str(self.cleaned_data["kind"])


class KeteranganForm(forms.Form):
    caption = forms.CharField(label="Keterangan", max_length=200, required=False)
