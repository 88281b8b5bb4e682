"""The forms of one condition besides the score: what is stated, and its evidence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from dasar.formulir import RowForm
from evaluasi.models import PrasyaratUnit
from opd.forms.dokumen import TambahDokumenForm
from opd.models import Dokumen, Opd

SAID: dict[str, bool | None] = {"belum": None, "True": True, "False": False}


class BuktiField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Dokumen) -> str:
        return obj.title


class PrasyaratForm(RowForm):
    """Whether a condition holds, in words and with evidence; `words` says what each state is called."""

    use_required_attribute = False
    met = forms.TypedChoiceField(
        label="Keadaan", widget=forms.RadioSelect, coerce=SAID.__getitem__, empty_value=None
    )
    dokumen = BuktiField(
        Dokumen.objects.none(),
        label="Bukti dari pustaka unit",
        required=False,
        empty_label="Tanpa bukti",
        help_text="Belum ada di pustaka? Tekan “Simpan, lalu unggah bukti”.",
    )

    class Meta:
        model = PrasyaratUnit
        fields = ("met", "statement", "dokumen")
        labels = {"statement": "Pernyataan"}
        widgets = {"statement": forms.Textarea({"rows": 3})}
        help_texts = {"statement": "Keadaannya, tahunnya, dan nomor dokumennya."}
        error_messages = {
            "statement": {
                "max_length": "Paling banyak %(limit_value)d huruf; ini %(show_value)d. Ringkaskan."
            }
        }

    def __init__(self, *args: Any, opd: Opd, words: Mapping[bool | None, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["met"].choices = [(key, words[said]) for key, said in SAID.items()]
        self.initial["met"] = next(key for key, said in SAID.items() if said is self.instance.met)
        self.fields["dokumen"].queryset = Dokumen.objects.filter(opd=opd).order_by("title", "id")
        # A longer text is refused and stays, instead of being cut off by the browser.
        self.fields["statement"].widget.attrs.pop("maxlength", None)

    def values(self) -> dict[str, Any]:
        return {"version": 0, **self.cleaned_data}


class BuktiSyaratForm(TambahDokumenForm):
    """One new document as the evidence of a condition."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].help_text = "Kosongkan untuk memakai nama berkas."
        files = self.fields["berkas"]
        files.help_text = "Satu PDF, foto, DOCX, ODT, XLSX, ODS, atau CSV. Data kamera dihapus dari foto."
        files.widget.attrs.pop("multiple")

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if len([*said.get("berkas", ()), *said.get("kamera", ()), *self.unggahan]) > 1:
            self.add_error(
                "berkas", "Satu syarat memakai satu dokumen. Pilih satu, atau gabungkan menjadi satu PDF."
            )
        return said
