"""Each rule that the database holds on a declaration and its parts, broken one at a time, all else valid."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from opd.enums import LampiranKind
from opd.enums import PencananganState as State
from opd.models import (
    CatatanVerifikasi,
    Lampiran,
    Pencanangan,
    Penghargaan,
    Peserta,
    Saksi,
    TautanPublikasi,
)
from tests.factories.akun import PenggunaFactory
from tests.factories.opd import LampiranFactory, OpdFactory, PencananganFactory, PesertaFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()
SUBMITTED = {"state": State.SUBMITTED, "submitted_at": NOW}
VERIFIED = {"state": State.VERIFIED, "submitted_at": NOW, "decided_at": NOW}


def refused(row: models.Model) -> str:
    """The name of the constraint that stops this row, told by the database itself."""
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        row.save(force_insert=True)
    return str(error.value)


def sentence(row: models.Model) -> list[str]:
    """What a person is told by the constraints."""
    with pytest.raises(ValidationError) as error:
        row.validate_constraints()
    return error.value.messages


@pytest.mark.parametrize(
    ("values", "name", "told"),
    [
        ({"state": "lain"}, "", "Status pencanangan tidak dikenal."),
        ({"kind": "lain"}, "kind_known", "Bentuk pencanangan tidak dikenal."),
        (
            {"state": State.SUBMITTED},
            "submitted_has_time",
            "Pencanangan yang diajukan mencatat waktu pengajuannya.",
        ),
        (
            {**VERIFIED, "decided_at": None},
            "decided_has_time",
            "Waktu keputusan ada bila, dan hanya bila, sudah diputuskan.",
        ),
        (
            {"decided_at": NOW},
            "decided_has_time",
            "Waktu keputusan ada bila, dan hanya bila, sudah diputuskan.",
        ),
        ({**SUBMITTED, "date": None}, "submitted_has_date", "Tanggal acara wajib ada sebelum diajukan."),
        (
            {**VERIFIED, "date": timezone.localdate() + timedelta(days=3)},
            "date_before_verification",
            "Tanggal acara tidak boleh sesudah tanggal verifikasi.",
        ),
        (
            {"state": State.CANCELLED, "decided_at": NOW},
            "cancelled_has_reason",
            "Pembatalan disertai alasan.",
        ),
        ({"cancel_reason": "Tercatat dua kali"}, "cancelled_has_reason", "Pembatalan disertai alasan."),
    ],
)
def test_declaration_that_contradicts_itself_is_refused(values: dict[str, Any], name: str, told: str) -> None:
    row = PencananganFactory.build(organiser=OpdFactory(), **values)

    assert told in sentence(row)
    assert f"opd_pencanangan_{name}" in refused(row)


@pytest.mark.parametrize(
    "values",
    [{}, SUBMITTED, VERIFIED, {"state": State.CANCELLED, "decided_at": NOW, "cancel_reason": "Dobel"}],
)
def test_declaration_in_each_sound_state_is_kept(values: dict[str, Any]) -> None:
    row = PencananganFactory.build(organiser=OpdFactory(), **values)
    row.full_clean()

    row.save(force_insert=True)

    assert Pencanangan.objects.get().state == row.state


def test_unit_takes_part_once() -> None:
    there = PesertaFactory()
    twin = Peserta(pencanangan=there.pencanangan, opd=there.opd)

    assert sentence(twin) == ["Unit ini sudah tercantum."]
    refused(twin)
    assert Peserta.objects.count() == 1


def test_witness_has_an_institution() -> None:
    with pytest.raises(ValidationError) as error:
        Saksi(pencanangan=PencananganFactory(), name="Kajari").full_clean()
    assert list(error.value.message_dict) == ["institution"]


def test_attachment_is_of_a_known_kind() -> None:
    there = LampiranFactory()
    row = Lampiran(
        pencanangan=PencananganFactory(), berkas=there.berkas, kind="lain2", filename="x", uploaded_at=NOW
    )

    assert "Jenis lampiran tidak dikenal." in sentence(row)
    assert "opd_lampiran_kind_known" in refused(row)


def test_same_file_is_attached_once_to_an_event_and_freely_to_others() -> None:
    there = LampiranFactory()
    values = {"berkas": there.berkas, "kind": LampiranKind.LAIN, "filename": "x", "uploaded_at": NOW}
    twin = Lampiran(pencanangan=there.pencanangan, **values)

    assert sentence(twin) == ["Berkas yang sama sudah dilampirkan."]
    refused(twin)
    Lampiran.objects.create(pencanangan=PencananganFactory(), **values)
    assert Lampiran.objects.count() == 2


def test_link_stands_once() -> None:
    there = TautanPublikasi.objects.create(pencanangan=PencananganFactory(), url="https://contoh.go.id/a")
    twin = TautanPublikasi(pencanangan=there.pencanangan, url=there.url)

    assert sentence(twin) == ["Tautan ini sudah dicantumkan."]
    refused(twin)


def test_link_is_a_web_address() -> None:
    row = TautanPublikasi(pencanangan=PencananganFactory(), url="javascript:alert(1)")
    with pytest.raises(ValidationError) as error:
        row.full_clean()
    assert list(error.value.message_dict) == ["url"]


@pytest.mark.parametrize("empty", ["recipient", "title"])
def test_award_names_what_and_to_whom(empty: str) -> None:
    values = {"recipient": "Kejaksaan Negeri", "title": "Piagam"} | {empty: ""}
    with pytest.raises(ValidationError) as error:
        Penghargaan(pencanangan=PencananganFactory(), **values).full_clean()
    assert list(error.value.message_dict) == [empty]


def note(**values: Any) -> CatatanVerifikasi:
    values = {"round": 1, "bagian": "acara", "accepted": True, "at": NOW} | values
    return CatatanVerifikasi(by=PenggunaFactory(), **values)


@pytest.mark.parametrize(
    ("values", "name", "told"),
    [
        ({"bagian": "lain"}, "bagian_known", "Bagian tidak dikenal."),
        (
            {"accepted": False},
            "returned_has_text",
            "Bagian yang dikembalikan disertai catatan apa yang harus diperbaiki.",
        ),
    ],
)
def test_note_that_says_nothing_is_refused(values: dict[str, Any], name: str, told: str) -> None:
    row = note(pencanangan=PencananganFactory(), **values)

    assert told in sentence(row)
    assert f"opd_catatanverifikasi_{name}" in refused(row)


def test_part_is_judged_once_a_round() -> None:
    event = PencananganFactory(date=date(2020, 7, 20))
    note(pencanangan=event).save()
    twin = note(pencanangan=event)

    assert sentence(twin) == ["Bagian ini sudah dinilai pada putaran ini."]
    refused(twin)
    note(pencanangan=event, round=2).save()
    assert CatatanVerifikasi.objects.count() == 2
