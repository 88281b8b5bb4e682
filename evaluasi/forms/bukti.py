"""Citing documents on a question, and the filters of the library."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from evaluasi.domain.queries.bukti import Saringan
from opd.enums import DokumenKind
from opd.forms.dokumen import TambahDokumenForm
from opd.forms.saringan import uuid_of
from opd.models import Dokumen, Opd

PAGES_HELP = "Misalnya 3, atau 5-7, atau 3, 5-7. Kosong berarti seluruh dokumen."


class SitasiForm(forms.Form):
    """Pages and remark of a citation."""

    pages = forms.CharField(
        label="Halaman",
        max_length=60,
        required=False,
        help_text=PAGES_HELP,
        widget=forms.TextInput({"class": "width-10"}),
    )
    remark = forms.CharField(label="Keterangan kutipan", max_length=300, required=False)


class UnggahKutipForm(TambahDokumenForm):
    """A new document that is cited at once; `halaman` are the pages cited, `pages` how many there are."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pointers = SitasiForm().fields
        self.fields |= {"halaman": pointers["pages"], "remark": pointers["remark"]}
        self.fields["halaman"].label = "Halaman yang dikutip"


class SaringanPustakaForm(forms.Form):
    """What the address of the library says; anything unreadable in it counts as not said."""

    cari = forms.CharField(required=False, max_length=100, widget=forms.TextInput({"type": "search"}))
    jenis = forms.ChoiceField(required=False, choices=[("", "Semua jenis"), *DokumenKind.choices])
    tahun = forms.TypedChoiceField(required=False, coerce=int, empty_value=None)
    berlaku = forms.ChoiceField(
        required=False,
        choices=[
            ("", "Semua"),
            ("segera", "Habis dalam 60 hari"),
            ("habis", "Sudah habis"),
            ("diganti", "Sudah digantikan"),
        ],
    )
    dikutip = forms.ChoiceField(
        required=False, choices=[("", "Semua"), ("ya", "Dikutip"), ("tidak", "Belum dikutip")]
    )
    bentuk = forms.ChoiceField(
        required=False, choices=[("", "Semua"), ("berkas", "Berkas"), ("tautan", "Di luar portal")]
    )

    unit = forms.ChoiceField(required=False)

    def __init__(self, *args: Any, years: list[int], units: list[Opd], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [("", "Semua unit"), *((str(opd.pk), opd.short_name) for opd in units)]
        self.fields["tahun"].choices = [("", "Semua tahun"), *((year, year) for year in years)]

    def saringan(self) -> Saringan:
        """The filters as plain values."""
        self.is_valid()
        said = self.cleaned_data
        return Saringan(
            day=timezone.localdate(),
            text=said.get("cari", ""),
            kind=said.get("jenis", ""),
            year=said.get("tahun"),
            validity=said.get("berlaku", ""),
            cited=said.get("dikutip", ""),
            form=said.get("bentuk", ""),
            unit=uuid_of(said.get("unit")),
            sort=self.data.get("urut", ""),
        )


class GantiForm(forms.Form):
    """Which newer document takes the place of one."""

    successor = forms.ModelChoiceField(label="Dokumen penggantinya", queryset=Dokumen.objects.none())

    def __init__(self, *args: Any, choices: QuerySet[Dokumen], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["successor"].queryset = choices  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Beda:
    """A field that another person saved meanwhile: what stands there now."""

    label: str
    stored: str


def clash_of(form: forms.Form, stored: object) -> list[Beda]:
    """The fields in which what somebody else stored differs from what is on this form."""
    if not isinstance(stored, dict):
        return []
    said = {name: "" if value is None else str(value) for name, value in form.cleaned_data.items()}
    texts = {name: "" if text == "None" else text for name, text in stored.items()}
    return [
        Beda(str(form.fields[name].label), text or "(kosong)")
        for name, text in texts.items()
        if text != said.get(name)
    ]
