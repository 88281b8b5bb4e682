"""The personal link: once, for one person, for a while; and the same answer for all that is not open."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from dasar.errors import DomainError, NotFound, PermissionRefused, WrongState
from dasar.izin import Actor
from dasar.jurnal.models import Catatan
from opd.domain.keutuhan import explain_faults
from opd.domain.tanda_tangan import Mark
from opd.domain.tautan_tanda import (
    NOT_VALID,
    create_tautan,
    create_tautan_for,
    find_tautan,
    revoke_tautan,
    sign_by_link,
)
from opd.enums import CaraTanda, Role
from opd.models import NaskahPakta, Opd, Pegawai, TandaTangan, TautanTanda
from tests.factories.goresan import draw_png
from tests.factories.opd import OpdFactory, PegawaiFactory, make_actor
from tests.factories.pakta import NaskahPaktaFactory, TandaTanganFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def opd() -> Opd:
    return OpdFactory()


@pytest.fixture
def operator(opd: Opd) -> Actor:
    return make_actor(Role.OPERATOR, opd)


@pytest.fixture
def pegawai(opd: Opd) -> Pegawai:
    return PegawaiFactory(opd=opd, name="Rahmat Hidayat")


@pytest.fixture(autouse=True)
def naskah() -> NaskahPakta:
    return NaskahPaktaFactory()


def use(token: str, naskah: NaskahPakta, **mark: object) -> TandaTangan:
    mark = mark or {"typed_name": "Rahmat Hidayat"}
    return sign_by_link(token, naskah=naskah, seen_hash=naskah.text_hash, mark=Mark(**mark))


def test_link_signs_without_an_account(pegawai: Pegawai, operator: Actor, naskah: NaskahPakta) -> None:
    tautan, token = create_tautan(pegawai, actor=operator)
    row = use(token, naskah, drawn=draw_png())
    assert (row.pegawai, row.way, row.signed_by) == (pegawai, CaraTanda.TAUTAN, None)
    assert row.way_in_words == "Digambar melalui tautan pribadi"
    assert explain_faults(row) == []
    assert TautanTanda.objects.get(pk=tautan.pk).tanda_tangan == row
    assert Catatan.objects.for_object(row).get().actor_label == "Pengunjung tanpa masuk"


def test_only_the_fingerprint_of_the_token_is_kept(pegawai: Pegawai, operator: Actor) -> None:
    tautan, token = create_tautan(pegawai, actor=operator)
    assert len(token) == 43
    assert tautan.token_hash == hashlib.sha256(token.encode()).hexdigest()
    told = Catatan.objects.for_object(tautan).get()
    assert token not in str(told.after)
    assert tautan.token_hash not in str(told.after)
    assert tautan.expires_at - tautan.created_at == timedelta(days=14)


def test_unknown_used_revoked_and_expired_get_one_and_the_same_answer(
    pegawai: Pegawai, opd: Opd, operator: Actor, naskah: NaskahPakta
) -> None:
    _, used = create_tautan(pegawai, actor=operator)
    use(used, naskah)
    revoked_row, revoked = create_tautan(PegawaiFactory(opd=opd), actor=operator)
    revoke_tautan(revoked_row, actor=operator)
    _, expired = create_tautan(PegawaiFactory(opd=opd), actor=operator)
    answers = set()
    with time_machine.travel(timezone.now() + timedelta(days=14)):
        for token in (used, revoked, expired, "tidak-ada", ""):
            for ask in (find_tautan, lambda token: use(token, naskah)):
                with pytest.raises(NotFound) as refusal:
                    ask(token)
                answers.add(refusal.value.message)
    assert answers == {NOT_VALID}


def test_double_click_gets_the_same_signature_and_a_later_use_does_not(
    pegawai: Pegawai, operator: Actor, naskah: NaskahPakta
) -> None:
    _, token = create_tautan(pegawai, actor=operator)
    with time_machine.travel(datetime.now(UTC), tick=False) as clock:
        first = use(token, naskah)
        clock.shift(timedelta(seconds=2))
        assert use(token, naskah) == first
        clock.shift(timedelta(minutes=3))
        with pytest.raises(NotFound):
            use(token, naskah)
    assert TandaTangan.objects.count() == 1


def test_refused_mark_leaves_the_link_open(pegawai: Pegawai, operator: Actor, naskah: NaskahPakta) -> None:
    tautan, token = create_tautan(pegawai, actor=operator)
    with pytest.raises(DomainError, match="berbeda"):
        use(token, naskah, typed_name="Orang Lain")
    with pytest.raises(WrongState, match="Naskah berubah"):
        sign_by_link(token, naskah=naskah, seen_hash="0" * 64, mark=Mark("Rahmat Hidayat"))
    assert find_tautan(token) == tautan


def test_new_link_closes_the_older_one(pegawai: Pegawai, operator: Actor) -> None:
    _, older = create_tautan(pegawai, actor=operator)
    newer_row, newer = create_tautan(pegawai, actor=operator)
    with pytest.raises(NotFound):
        find_tautan(older)
    assert find_tautan(newer) == newer_row


def test_revoking_twice_changes_nothing_and_a_used_link_stays_used(
    pegawai: Pegawai, opd: Opd, operator: Actor, naskah: NaskahPakta
) -> None:
    tautan, _ = create_tautan(pegawai, actor=operator)
    revoke_tautan(tautan, actor=operator)
    revoke_tautan(tautan, actor=operator)
    assert Catatan.objects.for_object(tautan).count() == 2
    _, token = create_tautan(pegawai, actor=operator)
    use(token, naskah)
    with pytest.raises(WrongState, match="sudah dipakai"):
        revoke_tautan(TautanTanda.objects.get(tanda_tangan__isnull=False), actor=operator)


@pytest.mark.parametrize("role", [Role.KOORDINATOR, Role.PIMPINAN, Role.ADMINISTRATOR, Role.PENILAI_KETUA])
def test_others_hand_out_and_revoke_no_links(role: Role, pegawai: Pegawai, operator: Actor) -> None:
    tautan, _ = create_tautan(pegawai, actor=operator)
    for stranger in (make_actor(role), make_actor(Role.OPERATOR, OpdFactory())):
        with pytest.raises(PermissionRefused):
            create_tautan(pegawai, actor=stranger)
        with pytest.raises(PermissionRefused):
            revoke_tautan(tautan, actor=stranger)
    assert TautanTanda.objects.open_at(timezone.now()).count() == 1


def test_links_for_many_leave_out_who_has_signed_and_say_so(
    opd: Opd, pegawai: Pegawai, operator: Actor, naskah: NaskahPakta
) -> None:
    now = timezone.now()
    done = TandaTanganFactory(pegawai__opd=opd, pegawai__name="Sudah", naskah=naskah, signed_at=now)
    gone = PegawaiFactory(opd=opd, name="Pindah", active_to=timezone.localdate())
    made, left_out = create_tautan_for(opd, [pegawai, done.pegawai, gone], actor=operator)
    assert [tautan.pegawai for tautan, _ in made] == [pegawai]
    signed = timezone.localdate(now)
    assert left_out == [
        f"Sudah sudah menandatangani naskah ini pada {signed:%d-%m-%Y}. Satu kali sudah cukup.",
        "Pindah tidak tercatat bekerja di unit ini pada tanggal tersebut.",
    ]


def test_links_for_nobody_or_for_strangers_are_refused_whole(
    opd: Opd, pegawai: Pegawai, operator: Actor
) -> None:
    with pytest.raises(DomainError, match="Pilih sedikitnya satu"):
        create_tautan_for(opd, [], actor=operator)
    with pytest.raises(DomainError, match="hanya dibuat untuk pegawai unit ini"):
        create_tautan_for(opd, [pegawai, PegawaiFactory()], actor=operator)
    assert not TautanTanda.objects.exists()


def test_without_a_text_in_force_no_link_is_made(pegawai: Pegawai, operator: Actor) -> None:
    NaskahPakta.objects.all().delete()
    with pytest.raises(WrongState, match="Belum ada naskah"):
        create_tautan(pegawai, actor=operator)
