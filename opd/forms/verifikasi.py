"""What a verifier says of each part of a declaration."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from dasar.widget import TanggalInput
from opd.domain.verifikasi import Penilaian
from opd.enums import Bagian
from opd.forms.pencanangan import TeksKelak

ACCEPTED, OBJECTED = "sesuai", "perbaiki"


@dataclass(frozen=True)
class BagianForm:
    """The fields of one part as the page prints them."""

    label: str
    nilai: BoundField
    text: BoundField
    earlier: str


class PutusanForm(forms.Form):
    """For each part: right, or to be mended with a note. Whether that suffices is decided in the domain."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for bagian in Bagian:
            self.fields[f"nilai_{bagian}"] = forms.ChoiceField(
                label=bagian.label,
                choices=[(ACCEPTED, "Sesuai"), (OBJECTED, "Perlu diperbaiki")],
                initial=ACCEPTED,
                widget=forms.RadioSelect,
                error_messages={"required": f"{bagian.label}: pilih sesuai atau perlu diperbaiki."},
            )
            self.fields[f"text_{bagian}"] = TeksKelak(
                label="Apa yang harus diperbaiki",
                max_length=1000,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    @property
    def notes(self) -> dict[str, Penilaian]:
        data = self.cleaned_data
        return {
            bagian: Penilaian(data[f"nilai_{bagian}"] == ACCEPTED, data[f"text_{bagian}"])
            for bagian in Bagian.values
        }

    def parts(self, earlier: Mapping[str, str]) -> dict[str, BagianForm]:
        """The two fields of each part, with what was objected to in the round before."""
        return {
            bagian: BagianForm(
                str(Bagian(bagian).label),
                self[f"nilai_{bagian}"],
                self[f"text_{bagian}"],
                earlier.get(bagian, ""),
            )
            for bagian in Bagian.values
        }

    @property
    def objected(self) -> list[str]:
        """The parts marked as to be mended, by name."""
        return [str(Bagian(bagian).label) for bagian, note in self.notes.items() if not note.accepted]


class TanggalForm(forms.Form):
    """The day of the register, and which half of it."""

    per = forms.DateField(widget=TanggalInput, required=False)

    def day(self, today: date) -> date:
        """The day asked for; today when it is missing or no date."""
        return (self.is_valid() and self.cleaned_data["per"]) or today
