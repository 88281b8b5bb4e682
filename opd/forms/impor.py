"""Uploading a sheet, and confirming what its preview showed."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.core import signing

from dasar.berkas.domain import store_upload
from dasar.berkas.enums import SIZE_LIMITS, Kind
from dasar.berkas.models import Berkas
from dasar.errors import DomainError
from dasar.izin import Actor

SALT = "opd.impor"
MAX_AGE_SECONDS = 2 * 3600
GONE = "Pratinjau ini sudah kedaluwarsa atau bukan milik Anda. Unggah berkasnya sekali lagi."


@dataclass(frozen=True)
class Tiket:
    """What a confirmation refers to: the stored file, its name, the fingerprint of the plan, and for which unit."""

    berkas: Berkas
    name: str
    digest: str


def sign_tiket(*, kind: str, actor: Actor, berkas: Berkas, name: str, digest: str) -> str:
    """A ticket that only the same person can hand in, for the same import, within two hours."""
    told = {"kind": kind, "who": str(actor.pengguna.pk), "file": str(berkas.pk), "name": name, "plan": digest}
    return signing.dumps(told, salt=SALT, compress=True)


def read_tiket(text: str, *, kind: str, actor: Actor) -> Tiket:
    """The ticket behind a signed text. Raises `DomainError` when it is stale, foreign or no ticket."""
    try:
        told = signing.loads(text, salt=SALT, max_age=MAX_AGE_SECONDS)
    except signing.BadSignature as error:
        raise DomainError(GONE) from error
    berkas = Berkas.objects.filter(pk=UUID(told["file"])).first()
    if told["kind"] != kind or told["who"] != str(actor.pengguna.pk) or berkas is None:
        raise DomainError(GONE)
    return Tiket(berkas, told["name"], told["plan"])


class ImporForm(forms.Form):
    """A spreadsheet to be looked through before anything is saved."""

    berkas = forms.FileField(
        label="Berkas Excel atau CSV",
        help_text="xlsx, ods, atau csv; paling besar 10 MB dan 20.000 baris. Belum ada yang disimpan sesudah ini.",
        widget=forms.FileInput(
            {"accept": ".xlsx,.ods,.csv", "data-max-bytes": SIZE_LIMITS[Kind.LEMBAR_KERJA]}
        ),
        error_messages={
            "required": "Pilih berkasnya dahulu.",
            "empty": "Berkas ini kosong. Pilih berkas lain.",
        },
    )

    def store(self) -> Berkas:
        """Keep the file. Raises `UploadRefused` in words for the person."""
        return store_upload(upload=self.cleaned_data["berkas"], kinds=frozenset({Kind.LEMBAR_KERJA}))
