"""A signature tampered with behind the portal's back is found out, and what differs is named."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from opd.domain.daftar_pindai import sign_by_scan
from opd.domain.keutuhan import compute_evidence_hash, explain_faults, find_faults
from opd.domain.tanda_tangan import Mark, sign_on_screen
from opd.enums import Role
from opd.models import NaskahPakta, TandaTangan
from tests.factories.goresan import draw_png
from tests.factories.opd import OpdFactory, PegawaiFactory, make_actor
from tests.factories.pakta import BerkasFactory, NaskahPaktaFactory, TandaTanganFactory

pytestmark = pytest.mark.django_db
DATA = "Data tanda tangan berubah sesudah ditandatangani."


@pytest.fixture
def row() -> TandaTangan:
    opd = OpdFactory()
    actor = make_actor(Role.OPERATOR, opd)
    naskah = NaskahPaktaFactory()
    pegawai = PegawaiFactory(opd=opd, pengguna=actor.pengguna)
    mark = Mark(typed_name=pegawai.name, drawn=draw_png())
    return sign_on_screen(pegawai, actor=actor, naskah=naskah, seen_hash=naskah.text_hash, mark=mark)


def forge(table: str, column: str, value: object, pk: uuid.UUID) -> None:
    """Write as a database owner would, past every domain function."""
    key = pk.hex if connection.vendor == "sqlite" else pk
    value = value.hex if isinstance(value, uuid.UUID) and connection.vendor == "sqlite" else value
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {column} = %s WHERE id = %s", [value, key])


def faults_of(row: TandaTangan) -> list[str]:
    return explain_faults(TandaTangan.objects.with_evidence().get(pk=row.pk))


def test_untouched_signature_has_no_faults_at_the_cost_of_one_query(
    row: TandaTangan, django_assert_num_queries: object
) -> None:
    kept = TandaTangan.objects.with_evidence().get(pk=row.pk)
    with django_assert_num_queries(0):
        assert find_faults(kept) == []
    with django_assert_num_queries(1):
        assert explain_faults(kept) == []


@pytest.mark.parametrize(
    ("column", "value", "label"),
    [
        ("name", "Orang Lain", "nama saat itu"),
        ("nip", "198001012005019999", "NIP saat itu"),
        ("title", "Kepala Dinas", "jabatan saat itu"),
        ("opd_name", "Dinas Lain", "unit saat itu"),
        ("year", 2019, "tahun"),
        ("way", "tautan", "cara"),
        ("signed_at", datetime(2019, 1, 1, tzinfo=UTC), "ditandatangani pada"),
        ("typed_name", "Orang Lain", "nama yang diketik"),
    ],
)
def test_altered_detail_is_named(column: str, value: object, label: str, row: TandaTangan) -> None:
    forge("opd_tandatangan", column, value, row.pk)
    assert faults_of(row) == [DATA, f"Berbeda dari catatan jurnal: {label}."]


@pytest.mark.parametrize(
    ("column", "make", "label"),
    [
        ("pegawai_id", PegawaiFactory, "pegawai"),
        ("opd_id", OpdFactory, "unit"),
        ("berkas_id", BerkasFactory, "berkas"),
    ],
)
def test_signature_moved_to_another_row_is_named(
    column: str, make: type[PegawaiFactory], label: str, row: TandaTangan
) -> None:
    forge("opd_tandatangan", column, make().pk, row.pk)
    assert faults_of(row) == [DATA, f"Berbeda dari catatan jurnal: {label}."]


def test_signature_put_under_another_text_is_named(row: TandaTangan) -> None:
    other = NaskahPaktaFactory(text="Saya berjanji hal lain.")
    forge("opd_tandatangan", "naskah_id", other.pk, row.pk)
    assert faults_of(row) == [
        "Naskah yang ditunjuk bukan naskah yang ditandatangani.",
        DATA,
        "Berbeda dari catatan jurnal: naskah.",
    ]


def test_text_altered_after_signing_is_found(row: TandaTangan) -> None:
    forge("opd_naskahpakta", "text", "Saya tidak berjanji apa pun.", row.naskah_id)
    assert faults_of(row) == ["Isi naskah berubah sesudah ditandatangani."]


def test_text_altered_together_with_its_fingerprint_is_found(row: TandaTangan) -> None:
    NaskahPakta.objects.filter(pk=row.naskah_id).update(text="lain", text_hash="a" * 64)
    assert faults_of(row) == [
        "Naskah yang ditunjuk bukan naskah yang ditandatangani.",
        "Isi naskah berubah sesudah ditandatangani.",
    ]


def test_forger_who_works_out_the_fingerprint_anew_is_betrayed_by_the_journal(row: TandaTangan) -> None:
    TandaTangan.objects.filter(pk=row.pk).update(name="Orang Lain")
    forged = TandaTangan.objects.with_evidence().get(pk=row.pk)
    TandaTangan.objects.filter(pk=row.pk).update(evidence_hash=compute_evidence_hash(forged))
    assert find_faults(TandaTangan.objects.get(pk=row.pk)) == []
    assert faults_of(row) == [
        "Berbeda dari catatan jurnal: nama saat itu.",
        "Berbeda dari catatan jurnal: sidik bukti.",
    ]


def test_row_that_nobody_signed_is_told() -> None:
    invented = TandaTanganFactory()
    assert find_faults(invented) == []
    assert faults_of(invented) == ["Jurnal tidak mencatat pemberian tanda tangan ini."]


def test_exchanged_scan_of_a_list_is_found() -> None:
    opd = OpdFactory()
    daftar, _ = sign_by_scan(
        opd,
        actor=make_actor(Role.OPERATOR, opd),
        naskah=NaskahPaktaFactory(),
        upload=SimpleUploadedFile("daftar.png", draw_png(), content_type="image/png"),
        signed_on=date(2026, 2, 3),
        pegawai=[PegawaiFactory(opd=opd)],
    )
    (row,) = daftar.tanda_tangan.all()
    assert faults_of(row) == []
    forge("opd_daftarpindai", "berkas_id", BerkasFactory().pk, daftar.pk)
    assert faults_of(row) == [DATA]
