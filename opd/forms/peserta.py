"""Choosing the units of a joint event."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django import forms
from django.db.models import QuerySet

from opd.enums import OpdKind
from opd.models import Opd


@dataclass(frozen=True)
class Pilihan:
    """One unit of the checklist."""

    unit: Opd
    is_ticked: bool


@dataclass(frozen=True)
class Kelompok:
    """Units of one kind (kelurahan: of one kecamatan) under one head."""

    label: str
    rows: list[Pilihan]


class PilihUnitForm(forms.Form):
    cari = forms.CharField(label="Cari unit", max_length=100, required=False)
    unit = forms.ModelMultipleChoiceField(
        Opd.objects.none(),
        error_messages={
            "required": "Centang sedikitnya satu unit.",
            "invalid_choice": "Ada unit yang tidak dapat dipilih. Muat ulang halaman lalu pilih lagi.",
            "invalid_pk_value": "Ada unit yang tidak dikenal. Muat ulang halaman lalu pilih lagi.",
        },
    )

    def __init__(self, *args: Any, units: QuerySet[Opd], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units

    def groups(self, units: Iterable[Opd]) -> list[Kelompok]:
        """The units that fit the words typed, and what is ticked already, by kind."""
        ticked = set(self.data.getlist("unit")) if self.is_bound else set()
        words = self.data.get("cari", "").lower().split() if self.is_bound else []
        shown = [
            Pilihan(unit, str(unit.pk) in ticked)
            for unit in units
            if str(unit.pk) in ticked or all(word in unit.name.lower() for word in words)
        ]
        return [Kelompok(label, list(rows)) for label, rows in groupby(shown, key=_label)]


def _label(row: Pilihan) -> str:
    kind = str(OpdKind(row.unit.kind).label)
    return f"{kind} di {row.unit.parent.name}" if row.unit.parent else kind
