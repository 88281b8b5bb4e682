"""Signatures on a scanned paper list: who is recorded, who is left out and why."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from dasar.errors import DomainError, PermissionRefused, WrongState
from dasar.izin import Actor
from opd.domain.daftar_pindai import naskah_of_list, sign_by_scan
from opd.domain.keutuhan import explain_faults
from opd.enums import CaraTanda, Role
from opd.models import DaftarPindai, NaskahPakta, Opd, TandaTangan
from tests.factories.goresan import draw_png
from tests.factories.opd import OpdFactory, PegawaiFactory, make_actor
from tests.factories.pakta import NaskahPaktaFactory, TandaTanganFactory

pytestmark = pytest.mark.django_db
DAY = date(2026, 2, 3)


@pytest.fixture
def opd() -> Opd:
    return OpdFactory()


@pytest.fixture
def operator(opd: Opd) -> Actor:
    return make_actor(Role.OPERATOR, opd)


@pytest.fixture
def naskah() -> NaskahPakta:
    return NaskahPaktaFactory()


def scan(
    opd: Opd, actor: Actor, naskah: NaskahPakta, people: list, on: date = DAY
) -> tuple[DaftarPindai, list[str]]:
    upload = SimpleUploadedFile("daftar hadir.png", draw_png(), content_type="image/png")
    return sign_by_scan(opd, actor=actor, naskah=naskah, upload=upload, signed_on=on, pegawai=people)


def test_list_records_everyone_ticked_on_its_own_day(opd: Opd, operator: Actor, naskah: NaskahPakta) -> None:
    people = PegawaiFactory.create_batch(2, opd=opd)
    daftar, left_out = scan(opd, operator, naskah, people)
    rows = list(daftar.tanda_tangan.order_by("name"))
    assert [(row.pegawai, row.way, row.year) for row in rows] == [
        (person, CaraTanda.UNGGAHAN, 2026) for person in people
    ]
    assert timezone.localdate(rows[0].signed_at) == DAY
    assert rows[0].way_in_words == "Di atas kertas, lalu dipindai"
    assert (left_out, daftar.filename, daftar.uploaded_by) == ([], "daftar hadir.png", operator.pengguna)
    assert explain_faults(rows[0]) == []


def test_who_signed_already_or_was_elsewhere_is_left_out_with_the_reason(
    opd: Opd, operator: Actor, naskah: NaskahPakta
) -> None:
    done = TandaTanganFactory(pegawai__opd=opd, pegawai__name="Ani", naskah=naskah)
    later = PegawaiFactory(opd=opd, name="Budi", active_from=date(2026, 3, 1))
    new = PegawaiFactory(opd=opd)
    daftar, left_out = scan(opd, operator, naskah, [done.pegawai, later, new, new])
    assert [row.pegawai for row in daftar.tanda_tangan.all()] == [new]
    assert left_out == [
        "Ani sudah menandatangani naskah ini pada 03-02-2026. Satu kali sudah cukup.",
        "Budi tidak tercatat bekerja di unit ini pada tanggal tersebut.",
        f"{new.name} sudah menandatangani naskah ini pada 03-02-2026. Satu kali sudah cukup.",
    ]


def test_list_with_nothing_new_is_not_kept(opd: Opd, operator: Actor, naskah: NaskahPakta) -> None:
    done = TandaTanganFactory(pegawai__opd=opd, naskah=naskah)
    with pytest.raises(WrongState, match="Tidak ada tanda tangan baru"):
        scan(opd, operator, naskah, [done.pegawai])
    assert not DaftarPindai.objects.exists()


def test_list_needs_a_day_people_and_a_file_of_its_own(
    opd: Opd, operator: Actor, naskah: NaskahPakta
) -> None:
    person = PegawaiFactory(opd=opd)
    with pytest.raises(DomainError, match="Pilih sedikitnya satu"):
        scan(opd, operator, naskah, [])
    with pytest.raises(DomainError, match="hanya memuat pegawai unit ini"):
        scan(opd, operator, naskah, [person, PegawaiFactory()])
    with pytest.raises(DomainError, match="belum tiba"):
        scan(opd, operator, naskah, [person], on=timezone.localdate() + timedelta(days=1))
    assert not TandaTangan.objects.exists()


@pytest.mark.parametrize("role", [Role.KOORDINATOR, Role.PIMPINAN, Role.ADMINISTRATOR])
def test_others_upload_no_list(role: Role, opd: Opd, naskah: NaskahPakta) -> None:
    person = PegawaiFactory(opd=opd)
    for stranger in (make_actor(role), make_actor(Role.OPERATOR, OpdFactory())):
        with pytest.raises(PermissionRefused):
            scan(opd, stranger, naskah, [person])
    assert not DaftarPindai.objects.exists()


def test_old_list_goes_under_the_text_of_its_day(opd: Opd, operator: Actor, naskah: NaskahPakta) -> None:
    newer = NaskahPaktaFactory(valid_from=date(2026, 2, 4))
    assert naskah_of_list(DAY) == naskah
    assert naskah_of_list(date(2026, 2, 4)) == newer
    person = PegawaiFactory(opd=opd)
    scan(opd, operator, naskah, [person])
    with pytest.raises(WrongState, match="bukan naskah yang berlaku"):
        scan(opd, operator, newer, [PegawaiFactory(opd=opd)])


def test_day_without_a_text_or_yet_to_come_is_told(naskah: NaskahPakta) -> None:
    with pytest.raises(DomainError, match="belum ada naskah") as early:
        naskah_of_list(date(2010, 1, 1))
    with pytest.raises(DomainError, match="belum tiba") as late:
        naskah_of_list(timezone.localdate() + timedelta(days=1))
    assert (early.value.field, late.value.field) == ("signed_on", "signed_on")


def test_member_sees_the_lists_of_his_unit(opd: Opd, operator: Actor, naskah: NaskahPakta) -> None:
    ours, _ = scan(opd, operator, naskah, [PegawaiFactory(opd=opd)])
    foreigner = make_actor(Role.OPERATOR, OpdFactory())
    assert list(DaftarPindai.objects.visible_to(operator)) == [ours]
    assert list(DaftarPindai.objects.visible_to(foreigner)) == []
    assert list(DaftarPindai.objects.visible_to(make_actor(Role.PIMPINAN))) == [ours]
    assert ours.uploaded_at > datetime(2026, 1, 1, tzinfo=UTC)
