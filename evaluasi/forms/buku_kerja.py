"""Uploading a workbook, the ticket that carries it from page to page, and what of it is chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.core import signing
from django.db.models import QuerySet
from django.http import QueryDict

from dasar.berkas.domain import store_upload
from dasar.berkas.enums import SIZE_LIMITS, Kind
from dasar.berkas.models import Berkas
from dasar.berkas.validators import clean_name
from dasar.errors import DomainError
from dasar.izin import Actor
from evaluasi.domain.gabung_buku import Gabungan, Pilihan
from evaluasi.models import Instrumen, LembarKerja

SALT = "evaluasi.buku"
MAX_AGE_SECONDS = 12 * 3600
GONE = "Tautan pemeriksaan ini sudah kedaluwarsa atau bukan milik Anda. Unggah buku kerjanya sekali lagi."


@dataclass(frozen=True)
class Tiket:
    """An uploaded workbook on its way into one worksheet: the stored file, its name, and the signed text itself."""

    berkas: Berkas
    name: str
    text: str


def sign_tiket(*, actor: Actor, lembar: LembarKerja, berkas: Berkas, name: str) -> str:
    """A ticket that only the same person can hand in, for the same worksheet, within twelve hours."""
    told = {"who": str(actor.pengguna.pk), "lembar": str(lembar.pk), "file": str(berkas.pk), "name": name}
    return signing.dumps(told, salt=SALT, compress=True)


def read_tiket(text: str, *, actor: Actor, lembar: LembarKerja) -> Tiket:
    """The ticket behind a signed text. Raises `DomainError` when it is stale, foreign or no ticket."""
    try:
        told = signing.loads(text, salt=SALT, max_age=MAX_AGE_SECONDS)
    except signing.BadSignature as error:
        raise DomainError(GONE) from error
    berkas = Berkas.objects.filter(pk=UUID(told["file"])).first()
    if (told["who"], told["lembar"]) != (str(actor.pengguna.pk), str(lembar.pk)) or berkas is None:
        raise DomainError(GONE)
    return Tiket(berkas, told["name"], text)


class UnggahBukuForm(forms.Form):
    """A workbook to be examined before anything is saved."""

    use_required_attribute = False
    berkas = forms.FileField(
        label="Buku kerja Excel",
        help_text="xlsx atau ods, paling besar 10 MB. Susunan Lampiran III (lembar “LKE ZI”) atau kementerian (lembar “Jawaban”) dikenali sendiri.",
        widget=forms.FileInput({"accept": ".xlsx,.ods", "data-max-bytes": SIZE_LIMITS[Kind.LEMBAR_KERJA]}),
        error_messages={
            "required": "Pilih berkasnya dahulu.",
            "empty": "Berkas ini kosong. Pilih berkas lain.",
        },
    )

    def store(self) -> tuple[Berkas, str]:
        """Keep the file; with the name it was sent under. Raises `UploadRefused` in words for the person."""
        upload = self.cleaned_data["berkas"]
        return store_upload(upload=upload, kinds=frozenset({Kind.LEMBAR_KERJA})), clean_name(upload.name)


class InstrumenField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Instrumen) -> str:
        return obj.nama


class PeriksaBukuForm(UnggahBukuForm):
    """The same for a workbook that is only examined; `instrumen` says by which law."""

    instrumen = InstrumenField(
        Instrumen.objects.none(),
        label="Diperiksa menurut",
        empty_label=None,
        help_text="Pilih instrumen yang dipakai buku kerja itu.",
        error_messages={"required": "Pilih instrumennya.", "invalid_choice": "Pilih instrumen dari daftar."},
    )
    field_order = ("berkas", "instrumen")

    def __init__(self, *args: Any, instruments: QuerySet[Instrumen], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["instrumen"].queryset = instruments


def read_ticked(sent: QueryDict) -> Pilihan:
    """What was ticked, as it was sent; the domain says whether the workbook offers it."""
    return Pilihan(*(frozenset(sent.getlist(name)) for name in ("jawaban", "catatan", "tautan")))


def read_pilihan(gabungan: Gabungan, sent: QueryDict) -> Pilihan:
    """What was ticked; a button that presets the choice replaces it."""
    preset = sent.get("pilih", "")
    if preset == "kosong":
        return gabungan.fill_blanks()
    if preset == "semua":
        return gabungan.take_all()
    if preset == "tidak":
        return Pilihan()
    said = read_ticked(sent)
    if preset == "tautan":
        return Pilihan(said.jawaban, said.catatan, frozenset(gabungan.links))
    return said
