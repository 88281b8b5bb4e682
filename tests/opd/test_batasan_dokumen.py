"""Each rule that the database holds on a document of the library, broken one at a time, all else valid."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from dasar.berkas.domain import store_bytes
from dasar.berkas.models import Berkas
from opd.models import Dokumen
from tests.factories.evaluasi import DokumenFactory
from tests.factories.opd import OpdFactory, picture

pytestmark = pytest.mark.django_db


def berkas() -> Berkas:
    return store_bytes(data=picture("bukti"), name_hint="bukti", media_type="image/png")


def refused(row: Dokumen) -> str:
    """The name of the constraint that stops this row, told by the database itself."""
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        row.save(force_insert=True)
    return str(error.value)


def sentence(row: Dokumen) -> list[str]:
    """What a person is told by the constraints."""
    with pytest.raises(ValidationError) as error:
        row.validate_constraints()
    return error.value.messages


@pytest.mark.parametrize(
    ("values", "name", "told"),
    [
        ({"kind": "lain2"}, "kind_known", "Jenis dokumen tidak dikenal."),
        (
            {"expires_on": date(2026, 1, 5)},
            "expires_after_effective",
            "Masa berlaku harus berakhir sesudah tanggal dokumen.",
        ),
        ({"link": ""}, "file_or_link", "Unggah satu berkas atau cantumkan satu tautan, tidak keduanya."),
    ],
)
def test_document_that_contradicts_itself_is_refused(values: dict[str, Any], name: str, told: str) -> None:
    row = DokumenFactory.build(opd=OpdFactory(), effective_on=date(2026, 1, 5), **values)

    assert sentence(row) == [told]
    assert f"opd_dokumen_{name}" in refused(row)
    assert not Dokumen.objects.exists()


def test_document_is_a_file_or_a_link_not_both() -> None:
    row = DokumenFactory.build(opd=OpdFactory(), berkas=berkas())

    assert sentence(row) == ["Unggah satu berkas atau cantumkan satu tautan, tidak keduanya."]
    assert "opd_dokumen_file_or_link" in refused(row)


def test_document_does_not_replace_itself() -> None:
    row = DokumenFactory.build(opd=OpdFactory())
    row.successor_id = row.pk

    assert sentence(row) == ["Dokumen tidak dapat menggantikan dirinya sendiri."]
    assert "opd_dokumen_not_own_successor" in refused(row)


@pytest.mark.parametrize("expires_on", [None, date(2026, 1, 6)])
def test_sound_documents_are_kept(expires_on: date | None) -> None:
    opd, file = OpdFactory(), berkas()
    for values in ({}, {"link": "", "berkas": file, "filename": "a.png"}):
        row = DokumenFactory.build(opd=opd, effective_on=date(2026, 1, 5), expires_on=expires_on, **values)
        row.full_clean()
        row.save(force_insert=True)
    assert Dokumen.objects.count() == 2


def test_bytes_stay_while_a_document_needs_them() -> None:
    row = DokumenFactory(link="", berkas=berkas())
    with pytest.raises(ProtectedError):
        Berkas.objects.get(pk=row.berkas_id).delete()


@pytest.mark.parametrize("link", ["javascript:alert(1)", "bukan tautan"])
def test_link_is_a_web_address(link: str) -> None:
    with pytest.raises(ValidationError) as error:
        DokumenFactory.build(opd=OpdFactory(), link=link).full_clean()
    assert list(error.value.message_dict) == ["link"]
