"""Signing for oneself: what is bound, what is refused, and that it stays what it was."""

from __future__ import annotations

from datetime import UTC, date, datetime
from threading import Barrier, Thread

import pytest
import time_machine
from django.db import connection

from dasar.errors import DomainError, PermissionRefused, WrongState
from dasar.izin import Actor
from dasar.jurnal.models import Catatan
from opd.domain.keutuhan import explain_faults
from opd.domain.naskah import create_naskah, publish_naskah
from opd.domain.opd import update_opd
from opd.domain.pegawai import move_pegawai, update_pegawai
from opd.domain.tanda_tangan import Mark, sign_on_screen, withdraw_signature
from opd.enums import CaraTanda, Role
from opd.models import NaskahPakta, Opd, Pegawai, TandaTangan
from tests.factories.goresan import draw_png
from tests.factories.opd import OpdFactory, PegawaiFactory, make_actor
from tests.factories.pakta import TEXT, NaskahPaktaFactory

pytestmark = pytest.mark.django_db
DAY = datetime(2026, 2, 3, 4, 5, 6, tzinfo=UTC)


@pytest.fixture
def opd() -> Opd:
    return OpdFactory(name="Dinas Kesehatan")


@pytest.fixture
def naskah() -> NaskahPakta:
    return NaskahPaktaFactory()


@pytest.fixture
def siti(opd: Opd) -> Actor:
    return make_actor(Role.OPERATOR, opd, name="Siti Aminah")


@pytest.fixture
def pegawai(opd: Opd, siti: Actor) -> Pegawai:
    return PegawaiFactory(opd=opd, name="Siti Aminah", title="Perawat", pengguna=siti.pengguna)


def sign(pegawai: Pegawai, actor: Actor, naskah: NaskahPakta, **mark: object) -> TandaTangan:
    mark = mark or {"typed_name": pegawai.name}
    return sign_on_screen(pegawai, actor=actor, naskah=naskah, seen_hash=naskah.text_hash, mark=Mark(**mark))


@time_machine.travel(DAY, tick=False)
def test_signature_binds_text_person_time_and_way(pegawai: Pegawai, siti: Actor, naskah: NaskahPakta) -> None:
    row = sign(pegawai, siti, naskah, drawn=draw_png())
    assert (row.name, row.nip, row.title, row.opd_name) == (
        "Siti Aminah",
        pegawai.nip,
        "Perawat",
        "Dinas Kesehatan",
    )
    assert (row.signed_at, row.year, row.way, row.signed_by) == (DAY, 2026, CaraTanda.LAYAR, siti.pengguna)
    assert row.text_hash == naskah.text_hash
    assert row.berkas is not None
    assert row.way_in_words == "Digambar setelah masuk dengan akun"
    assert explain_faults(row) == []
    trace = Catatan.objects.for_object(row).get()
    assert (trace.action, trace.actor) == ("opd.tanda_tangan.given", siti.pengguna)


@pytest.mark.parametrize("typed", ["Siti Aminah", "  siti   AMINAH ", "Siti\u00a0Aminah"])
def test_full_name_may_be_typed_instead(
    typed: str, pegawai: Pegawai, siti: Actor, naskah: NaskahPakta
) -> None:
    row = sign(pegawai, siti, naskah, typed_name=typed)
    assert (row.berkas, row.way_in_words) == (None, "Nama diketik setelah masuk dengan akun")
    assert explain_faults(row) == []


@pytest.mark.parametrize(
    ("mark", "message"),
    [
        ({}, "Gambarlah tanda tangan, atau ketik nama lengkap persis seperti tercatat: Siti Aminah"),
        ({"typed_name": "Siti"}, "Nama yang diketik berbeda"),
        ({"typed_name": "Siti Aminah, S.Kep."}, "Nama yang diketik berbeda"),
        ({"typed_name": "Budi", "drawn": draw_png()}, "Nama yang diketik berbeda"),
        ({"drawn": b"bukan gambar"}, "tidak dapat dibaca"),
    ],
)
def test_without_a_mark_of_ones_own_nothing_is_signed(
    mark: dict[str, object], message: str, pegawai: Pegawai, siti: Actor, naskah: NaskahPakta
) -> None:
    with pytest.raises(DomainError, match=message):
        sign_on_screen(pegawai, actor=siti, naskah=naskah, seen_hash=naskah.text_hash, mark=Mark(**mark))
    assert not TandaTangan.objects.exists()


@pytest.mark.parametrize("role", [Role.KEPALA, Role.OPERATOR])
def test_nobody_signs_for_another(role: Role, pegawai: Pegawai, opd: Opd, naskah: NaskahPakta) -> None:
    chief = make_actor(role, opd)
    PegawaiFactory(opd=opd, pengguna=chief.pengguna)
    with pytest.raises(PermissionRefused, match="oleh orangnya sendiri"):
        sign(pegawai, chief, naskah)
    with pytest.raises(PermissionRefused):
        sign(pegawai, Actor(None), naskah)
    with pytest.raises(PermissionRefused):
        sign(PegawaiFactory(opd=opd, pengguna=None), Actor(None), naskah)
    assert not TandaTangan.objects.exists()


def test_second_time_is_refused_with_the_day_of_the_first(
    pegawai: Pegawai, siti: Actor, naskah: NaskahPakta
) -> None:
    with time_machine.travel(DAY):
        sign(pegawai, siti, naskah)
        with pytest.raises(WrongState, match=r"sudah menandatangani naskah ini pada 03-02-2026"):
            sign(pegawai, siti, naskah)
    with time_machine.travel(datetime(2027, 1, 4, tzinfo=UTC)):
        assert sign(pegawai, siti, naskah).year == 2027


def test_year_and_text_are_those_of_the_citys_calendar(
    pegawai: Pegawai, siti: Actor, naskah: NaskahPakta
) -> None:
    new_year = NaskahPaktaFactory(valid_from=date(2027, 1, 1))
    with time_machine.travel(datetime(2026, 12, 31, 17, 30, tzinfo=UTC)):
        with pytest.raises(WrongState, match="bukan naskah yang berlaku"):
            sign(pegawai, siti, naskah)
        assert sign(pegawai, siti, new_year).year == 2027


def test_old_draft_and_altered_texts_are_refused(pegawai: Pegawai, siti: Actor, naskah: NaskahPakta) -> None:
    with pytest.raises(WrongState, match="Naskah berubah sejak Anda membukanya"):
        sign_on_screen(pegawai, actor=siti, naskah=naskah, seen_hash="f" * 64, mark=Mark(pegawai.name))
    NaskahPaktaFactory(valid_from=date(2020, 1, 1))
    with pytest.raises(WrongState, match="bukan naskah yang berlaku"):
        sign(pegawai, siti, naskah)
    with pytest.raises(WrongState, match="bukan naskah yang berlaku"):
        sign(pegawai, siti, NaskahPaktaFactory(published_at=None))


def test_who_left_the_unit_signs_there_no_more(pegawai: Pegawai, siti: Actor, naskah: NaskahPakta) -> None:
    Pegawai.objects.filter(pk=pegawai.pk).update(active_to=date(2020, 1, 1))
    with pytest.raises(WrongState, match="tidak tercatat bekerja"):
        sign(pegawai, siti, naskah)


def test_signature_stays_what_it_was_when_everything_around_it_moves_on(
    pegawai: Pegawai, siti: Actor, naskah: NaskahPakta, opd: Opd
) -> None:
    koordinator = make_actor(Role.KOORDINATOR)
    row = sign(pegawai, siti, naskah)
    update_pegawai(pegawai, version=pegawai.version, actor=siti, name="Siti A. Rahman", title="Kepala Ruang")
    update_opd(opd, version=opd.version, actor=koordinator, name="Dinas Kesehatan Kota")
    move_pegawai(Pegawai.objects.get(pk=pegawai.pk), actor=koordinator, to=OpdFactory(), on=date(2030, 1, 1))
    newer = create_naskah(actor=koordinator, title="Pakta", text="Naskah lain", valid_from=date(2040, 1, 1))
    publish_naskah(newer, actor=koordinator)
    kept = TandaTangan.objects.with_evidence().get(pk=row.pk)
    assert (kept.name, kept.title, kept.opd_name) == ("Siti Aminah", "Perawat", "Dinas Kesehatan")
    assert (kept.naskah.text, kept.text_hash) == (TEXT, naskah.text_hash)
    assert explain_faults(kept) == []


def test_signer_and_head_withdraw_with_a_reason_and_others_do_not(
    pegawai: Pegawai, siti: Actor, naskah: NaskahPakta, opd: Opd
) -> None:
    row = sign(pegawai, siti, naskah)
    for stranger in (
        make_actor(Role.OPERATOR, opd),
        make_actor(Role.KOORDINATOR),
        make_actor(Role.KEPALA, OpdFactory()),
    ):
        with pytest.raises(PermissionRefused, match="hanya dapat ditarik oleh"):
            withdraw_signature(row, actor=stranger, reason="Keliru")
    with pytest.raises(DomainError, match="Tuliskan alasan"):
        withdraw_signature(row, actor=siti, reason="  ")
    withdrawn = withdraw_signature(row, actor=make_actor(Role.KEPALA, opd), reason="Salah orang")
    assert withdrawn.withdraw_reason == "Salah orang"
    with pytest.raises(WrongState, match="sudah ditarik"):
        withdraw_signature(row, actor=siti, reason="Sekali lagi")
    assert [c.action for c in Catatan.objects.for_object(row)] == [
        "opd.tanda_tangan.withdrawn",
        "opd.tanda_tangan.given",
    ]
    assert explain_faults(withdrawn) == []


def test_withdrawn_signature_can_be_given_again(pegawai: Pegawai, siti: Actor, naskah: NaskahPakta) -> None:
    withdraw_signature(sign(pegawai, siti, naskah), actor=siti, reason="Salah gores")
    sign(pegawai, siti, naskah)
    assert (TandaTangan.objects.count(), TandaTangan.objects.live().count()) == (2, 1)


@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_moment_one_is_kept_and_the_other_told(
    pegawai: Pegawai, siti: Actor, naskah: NaskahPakta
) -> None:
    told: list[str] = []
    together = Barrier(2)

    def click() -> None:
        together.wait()
        try:
            sign(pegawai, siti, naskah)
        except WrongState as refusal:
            told.append(refusal.message)
        finally:
            connection.close()

    threads = [Thread(target=click) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert TandaTangan.objects.count() == 1
    assert [message.split(" pada ")[0] for message in told] == ["Siti Aminah sudah menandatangani naskah ini"]


def test_a_member_sees_the_signatures_of_his_unit_and_everyone_his_own(
    pegawai: Pegawai, siti: Actor, naskah: NaskahPakta, opd: Opd
) -> None:
    own = sign(pegawai, siti, naskah)
    foreigner = make_actor(Role.OPERATOR, OpdFactory())
    theirs = sign(PegawaiFactory(opd=OpdFactory(), pengguna=foreigner.pengguna), foreigner, naskah)
    without_role = Actor(siti.pengguna)
    assert list(TandaTangan.objects.visible_to(siti)) == [own]
    assert list(TandaTangan.objects.visible_to(without_role)) == [own]
    assert list(TandaTangan.objects.visible_to(foreigner)) == [theirs]
    assert list(TandaTangan.objects.visible_to(Actor(None))) == []
    assert TandaTangan.objects.visible_to(make_actor(Role.PIMPINAN)).count() == 2
