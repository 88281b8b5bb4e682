"""The form of one condition besides the score."""

from __future__ import annotations

from typing import Any

from django import forms

from dasar.formulir import RowForm
from evaluasi.models import PrasyaratUnit
from opd.models import Dokumen, Opd

KEADAAN = (("", "Belum dinyatakan"), ("True", "Terpenuhi"), ("False", "Belum terpenuhi"))


class BuktiField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Dokumen) -> str:
        return obj.title


class PrasyaratForm(RowForm):
    """Whether a condition holds, in words and with evidence."""

    use_required_attribute = False
    met = forms.TypedChoiceField(
        label="Keadaan",
        choices=KEADAAN,
        widget=forms.RadioSelect,
        required=False,
        coerce=lambda text: text == "True",
        empty_value=None,
    )
    dokumen = BuktiField(
        Dokumen.objects.none(),
        label="Bukti dari pustaka unit",
        required=False,
        empty_label="Tanpa bukti",
    )

    class Meta:
        model = PrasyaratUnit
        fields = ("met", "statement", "dokumen")
        labels = {"statement": "Pernyataan"}
        help_texts = {"statement": "Misalnya: opini WTP tahun 2025, LHP BPK Nomor 12/2026."}

    def __init__(self, *args: Any, opd: Opd, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dokumen"].queryset = Dokumen.objects.filter(opd=opd).order_by("title", "id")

    def values(self) -> dict[str, Any]:
        return {"version": 0, **self.cleaned_data}
