"""Forms of the connection to PortalRB: shape only; the domain decides."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from dasar.formulir import ActForm
from dasar.widget import TanggalInput
from evaluasi.domain.portalrb.master import MAKS_BYTES, MasterInvalid, parse_master


class MasterForm(ActForm):
    """The ministry's question master as a file; every fault in it is told at once."""

    use_required_attribute = False
    berkas = forms.FileField(
        label="Berkas master soal (JSON)",
        help_text="Seperti diunduh dari PortalRB, tanpa diubah. Naskah resminya hanya disimpan di portal kota Anda.",
    )

    def clean_berkas(self) -> UploadedFile:
        berkas: UploadedFile = self.cleaned_data["berkas"]
        try:
            self.master = parse_master(berkas.read(MAKS_BYTES + 1))
        except MasterInvalid as error:
            raise ValidationError(list(error.problems[:20])) from error
        return berkas

    def values(self) -> dict[str, Any]:
        return {"master": self.master}


class PastikanForm(ActForm):
    """The confirmation of a mapping; a note only when something is left over."""

    catatan = forms.CharField(
        label="Mengapa tetap dipastikan",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Diisi bila ada soal atau tempat yang belum berpasangan.",
    )


class TokenForm(ActForm):
    """A new token."""

    use_required_attribute = False
    name = forms.CharField(
        label="Dipakai oleh",
        max_length=80,
        initial="PortalRB Kementerian PANRB",
        help_text="Untuk mengenalinya.",
    )
    days = forms.IntegerField(
        label="Berlaku berapa hari",
        min_value=1,
        max_value=400,
        initial=120,
        widget=forms.NumberInput({"class": "width-4"}),
        help_text="Cukup sampai masa pengusulan selesai.",
    )
    alamat = forms.CharField(
        label="Hanya dari alamat",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Alamat IP atau rentang (CIDR), satu per baris. Kosong: dari mana pun. Tanyakan kepada kementerian.",
    )
    latihan = forms.BooleanField(
        label="Token latihan",
        required=False,
        help_text="Dijawab juga di luar masa pengusulan, dan tidak dihitung sebagai pengambilan kementerian.",
    )


class GantiTokenForm(ActForm):
    """How long the old token goes on."""

    overlap_hours = forms.IntegerField(
        label="Token lama masih berlaku (jam)",
        min_value=0,
        max_value=72,
        initial=24,
        widget=forms.NumberInput({"class": "width-4"}),
        help_text="Selama kementerian memasang yang baru. 0: token lama ditutup sekarang.",
    )


class TautanForm(ActForm):
    """Until when new evidence links open."""

    until = forms.DateField(
        label="Tautan berlaku sampai",
        widget=TanggalInput,
        help_text="Sampai akhir hari itu. Tautan lama langsung mati, jadi PortalRB harus mengambil ulang unit ini.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("until", timezone.localdate() + timedelta(days=365))
