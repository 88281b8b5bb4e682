"""Forms of a unit's plan: beginning one, promising an action, reporting and verifying how far it has come."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone

from dasar.format import angka
from dasar.formulir import ActForm, RowForm
from dasar.izin import Actor
from dasar.widget import TanggalInput
from opd.domain.queries.janji import documents_for
from opd.enums import UNIT_ROLES
from opd.forms.pilihan import OpdChoice
from opd.models import Dokumen, Kemajuan, Opd, Tindakan
from opd.models.opd import paths_filter
from opd.models.rencana import LEAST

GROUPED = re.compile(r"^\d{1,3}(\.\d{3})+$")


class JumlahField(forms.DecimalField):
    """An amount as people here write it: 1.250 is a thousand and more, 2,5 two and a half."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput({"class": "width-10", "inputmode": "decimal"}))
        super().__init__(max_digits=12, decimal_places=2, **kwargs)
        self.error_messages["invalid"] = "Tulis angka saja, misalnya 12 atau 2,5."

    def to_python(self, value: Any) -> Decimal | None:
        text = str(value or "").replace(" ", "") if not isinstance(value, Decimal) else str(value)
        if "," in text or GROUPED.match(text):
            text = text.replace(".", "").replace(",", ".")
        return super().to_python(text)

    def prepare_value(self, value: Any) -> Any:
        return angka(value.normalize()) if isinstance(value, Decimal) else value


class RencanaForm(ActForm):
    """Which unit, which year."""

    opd = OpdChoice(queryset=Opd.objects.none(), label="Unit", empty_label="Pilih unit")
    year = forms.IntegerField(
        label="Tahun",
        min_value=2000,
        max_value=2100,
        widget=forms.NumberInput({"class": "width-4"}),
        help_text="Satu unit punya satu rencana aksi setahun.",
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = Opd.objects.filter(paths_filter("", actor.paths(*UNIT_ROLES)))
        self.fields["opd"].queryset = own.active_on(timezone.localdate())
        if own.count() == 1:
            self.initial.setdefault("opd", own.first())


class TindakanForm(RowForm):
    """One promised action with a target that can be counted."""

    target = JumlahField(
        label="Target", min_value=LEAST, help_text="Jumlah yang dijanjikan, misalnya 12 atau 85,5."
    )
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Tindakan
        fields = ("area", "text", "target", "satuan", "responsible", "starts_on", "due_on", "butir")
        widgets = {"starts_on": TanggalInput, "due_on": TanggalInput, "text": forms.Textarea({"rows": 2})}
        help_texts = {
            "text": "Apa yang dikerjakan, sehingga orang luar pun dapat melihat apakah terjadi.",
            "satuan": "Yang dihitung: kali, orang, dokumen, persen, layanan.",
            "responsible": "Nama atau jabatan, misalnya Kepala Bidang Pelayanan.",
            "butir": "Butir lembar kerja yang dilayani, bila ada; misalnya A.I.1.ii.a, A.I.1.iii.b.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_new:
            self.initial["key"] = uuid4()
        else:
            del self.fields["key"]

    def clean_butir(self) -> str:
        codes = (code.strip() for code in re.split(r"[,;\s]+", self.cleaned_data["butir"]))
        text = ", ".join(dict.fromkeys(code for code in codes if code))
        for validate in Tindakan._meta.get_field("butir").validators if text else ():
            validate(text)
        return text

    def _read(self, name: str, value: Any) -> str:
        if name == "target":
            try:
                return angka(self.fields[name].to_python(value).normalize())
            except (forms.ValidationError, AttributeError):
                return str(value)
        return super()._read(name, value)


class BatalForm(ActForm):
    """Why an action is given up."""

    reason = forms.CharField(
        label="Alasan pembatalan",
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text="Alasan ini terbaca pada rencana aksi dan laporan monev.",
    )


class KemajuanForm(ActForm):
    """How far the unit has come, counted from the beginning."""

    on = forms.DateField(label="Keadaan pada", widget=TanggalInput)
    amount = JumlahField(label="Tercapai sejak awal", min_value=0)
    note = forms.CharField(
        label="Keterangan", max_length=500, required=False, widget=forms.Textarea({"rows": 2})
    )
    dokumen = forms.ModelChoiceField(
        label="Bukti dari pustaka",
        queryset=Dokumen.objects.none(),
        required=False,
        empty_label="Tanpa dokumen",
        help_text="Dokumen yang dikutip di sini tidak dapat dikeluarkan dari pustaka.",
    )
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, tindakan: Tindakan, newest: Kemajuan | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dokumen"].queryset = documents_for(tindakan)
        said = f"Terakhir dilaporkan {angka(newest.amount.normalize())}. " if newest else ""
        self.fields[
            "amount"
        ].help_text = f"{said}Target {angka(tindakan.target.normalize())} {tindakan.satuan}. Tulis jumlah seluruhnya, bukan tambahannya."
        self.initial |= {"on": timezone.localdate(), "key": uuid4()}


class VerifikasiForm(ActForm):
    """What of the unit's report is verified."""

    amount = JumlahField(label="Yang terverifikasi", min_value=0)
    note = forms.CharField(
        label="Catatan",
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text="Wajib bila kurang dari yang dilaporkan.",
    )
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, reported: Decimal | None, satuan: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial |= {"key": uuid4(), "amount": reported}
        if reported is not None:
            self.fields["amount"].help_text = f"Dilaporkan unit: {angka(reported.normalize())} {satuan}."
