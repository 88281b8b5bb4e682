"""Forms of a declaration: shape only; what is allowed and right is decided in the domain."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator, MinValueValidator
from django.db.models import QuerySet

from dasar.widget import TanggalInput
from opd.enums import PencananganKind
from opd.models import Opd, Pencanangan

FIRST_DAY = date(2010, 1, 1)
KIND_HINT = "Pilih “bersama” bila dalam satu acara beberapa unit ikut mencanangkan, misalnya kecamatan dan kelurahannya."


class Kelak:
    """A field that may stay empty while the draft is kept, but is needed before it is submitted: it is not
    called optional on the page, and an empty value is no error here.
    """

    def validate(self, value: Any) -> None:
        if value not in forms.Field.empty_values:
            super().validate(value)  # type: ignore[misc]


class TanggalKelak(Kelak, forms.DateField):
    pass


class TeksKelak(Kelak, forms.CharField):
    pass


def _date_field(**options: Any) -> forms.DateField:
    return TanggalKelak(
        widget=TanggalInput,
        validators=[MinValueValidator(FIRST_DAY, "Periksa tahunnya: Zona Integritas belum ada saat itu.")],
        error_messages={"invalid": "Tulis tanggal seperti 20-07-2020."},
        **options,
    )


class MulaiForm(forms.Form):
    """What is asked before there is a draft. `key` is drawn when the page is made, so a second click makes no second draft."""

    use_required_attribute = False
    key = forms.UUIDField(widget=forms.HiddenInput)
    organiser = forms.ModelChoiceField(
        Opd.objects.none(),
        label="Unit penyelenggara",
        empty_label="Pilih unit",
        help_text="Unit yang mengadakan acara. Unit ini langsung tercatat sebagai peserta pertama.",
        error_messages={
            "required": "Pilih unit penyelenggara.",
            "invalid_choice": "Pilih salah satu unit dalam daftar.",
        },
    )
    kind = forms.ChoiceField(
        label="Bentuk pencanangan",
        choices=PencananganKind.choices,
        widget=forms.RadioSelect,
        help_text=KIND_HINT,
        error_messages={"required": "Pilih bentuk pencanangan."},
    )
    with_children = forms.BooleanField(
        label="Ikutkan semua unit di bawahnya",
        help_text="Untuk kecamatan: semua kelurahan yang aktif pada tanggal acara. Daftarnya masih dapat diubah.",
        required=False,
    )
    date = _date_field(
        label="Tanggal acara",
        help_text="Penanda tangan diisi dari kepala unit yang menjabat pada tanggal ini.",
    )

    def __init__(self, *args: Any, units: QuerySet[Opd], can_join: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organiser"].queryset = units
        self.fields["organiser"].label_from_instance = lambda unit: unit.name
        self.initial.setdefault("key", uuid.uuid4())
        if not can_join:
            del self.fields["with_children"]


class AcaraForm(forms.Form):
    """The facts of the event. Each field carries what it held when the page was opened, so that a clash of two
    editors is shown only where both changed something.
    """

    use_required_attribute = False
    kind = forms.ChoiceField(
        label="Bentuk pencanangan",
        choices=PencananganKind.choices,
        widget=forms.RadioSelect,
        help_text=KIND_HINT,
        error_messages={"required": "Pilih bentuk pencanangan."},
    )
    date = _date_field(label="Tanggal acara")
    place = TeksKelak(label="Tempat", max_length=200, help_text="Nama gedung atau ruang, dan alamatnya.")
    occasion = forms.CharField(
        label="Acara", max_length=200, required=False, help_text="Misalnya: apel pagi, rapat koordinasi."
    )
    leader_name = TeksKelak(label="Dipimpin oleh", max_length=150)
    leader_title = forms.CharField(label="Jabatan pemimpin acara", max_length=150, required=False)
    legal_basis = forms.CharField(
        label="Dasar pelaksanaan",
        max_length=200,
        required=False,
        help_text="Nomor surat atau keputusan, bila ada.",
    )
    note = forms.CharField(
        label="Keterangan",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
        validators=[MaxLengthValidator(4000)],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.show_hidden_initial = True

    @staticmethod
    def initial_of(pencanangan: Pencanangan) -> dict[str, Any]:
        return {name: getattr(pencanangan, name) for name in AcaraForm.base_fields}

    @property
    def changes(self) -> dict[str, Any]:
        """Only what this person changed since the page was opened."""
        return {name: self.cleaned_data[name] for name in self.changed_data}


class VersionForm(forms.Form):
    """Which state of the declaration a page was made from."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class AlasanForm(forms.Form):
    reason = forms.CharField(
        label="Alasan pembatalan",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Tuliskan alasan pembatalan."},
    )
