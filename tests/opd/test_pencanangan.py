"""What a unit and Setda may rely on while a declaration goes from draft to verified."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from dasar.errors import Conflict, DomainError, PermissionRefused, WrongState
from dasar.izin import Actor
from dasar.jurnal.models import Catatan
from opd.domain.kelengkapan import add_publikasi, add_saksi, remove_part, update_part
from opd.domain.pencanangan import (
    add_peserta,
    cancel_pencanangan,
    create_pencanangan,
    missing_before_submit,
    recall_pencanangan,
    submit_pencanangan,
    update_pencanangan,
)
from opd.domain.verifikasi import Penilaian, return_pencanangan, verify_pencanangan
from opd.enums import PencananganKind, Role
from opd.enums import PencananganState as State
from opd.models import Opd, Pencanangan, Peserta
from opd.models.pencanangan import declared_on_or_before
from tests.factories.opd import KepalaFactory, OpdFactory, PencananganFactory, PesertaFactory, make_actor

pytestmark = pytest.mark.django_db
LINK = "https://pekalongankota.go.id/berita/pencanangan"


@pytest.fixture
def opd() -> Opd:
    return OpdFactory(short_name="Dinkes")


@pytest.fixture
def operator(opd: Opd) -> Actor:
    return make_actor(Role.OPERATOR, opd)


@pytest.fixture
def koordinator() -> Actor:
    return make_actor(Role.KOORDINATOR)


@pytest.fixture
def foreigner() -> Actor:
    """An operator who owns a declaration of his own unit, so that there is something to mix up."""
    other = OpdFactory()
    PesertaFactory(pencanangan=PencananganFactory(organiser=other))
    return make_actor(Role.OPERATOR, other)


@pytest.fixture
def draft(opd: Opd, operator: Actor) -> Pencanangan:
    KepalaFactory(opd=opd, name="dr. Budi")
    row = create_pencanangan(
        actor=operator,
        organiser=opd,
        kind=PencananganKind.SENDIRI,
        date=date(2020, 7, 20),
        place="Halaman kantor",
        leader_name="Wakil Wali Kota",
    )
    add_publikasi(row, actor=operator, url=LINK)
    return Pencanangan.objects.get(pk=row.pk)


@pytest.fixture
def submitted(draft: Pencanangan, operator: Actor) -> Pencanangan:
    return submit_pencanangan(draft, actor=operator)


def actions_of(obj: object) -> list[str]:
    return [row.action for row in Catatan.objects.for_object(obj).order_by("seq")]


def test_draft_begins_with_its_organiser_and_that_units_head_as_signer(draft: Pencanangan, opd: Opd) -> None:
    assert list(draft.peserta.values_list("opd", "signer_name")) == [(opd.pk, "dr. Budi")]
    assert draft.state == State.DRAFT


def test_creating_for_another_unit_is_refused(foreigner: Actor, opd: Opd) -> None:
    with pytest.raises(PermissionRefused):
        create_pencanangan(actor=foreigner, organiser=opd, kind=PencananganKind.SENDIRI)
    assert not Pencanangan.objects.filter(organiser=opd).exists()


def test_leader_of_the_city_changes_nothing(draft: Pencanangan) -> None:
    pimpinan = make_actor(Role.PIMPINAN)
    with pytest.raises(PermissionRefused):
        update_pencanangan(draft, version=draft.version, actor=pimpinan, place="Balai kota")
    with pytest.raises(PermissionRefused):
        submit_pencanangan(draft, actor=pimpinan)


def test_second_editor_is_told_both_texts(draft: Pencanangan, operator: Actor) -> None:
    update_pencanangan(draft, version=draft.version, actor=operator, place="Aula")
    with pytest.raises(Conflict) as conflict:
        update_pencanangan(draft, version=draft.version, actor=operator, place="Pendapa")
    assert conflict.value.mine == {"place": "Pendapa"}
    assert conflict.value.theirs == {"place": "Aula"}
    assert Pencanangan.objects.get(pk=draft.pk).place == "Aula"


def test_saving_unchanged_values_leaves_no_trace(draft: Pencanangan, operator: Actor) -> None:
    before = actions_of(draft)
    update_pencanangan(draft, version=draft.version, actor=operator, place=draft.place)
    assert actions_of(draft) == before


def test_empty_draft_says_everything_that_is_missing(opd: Opd, operator: Actor) -> None:
    row = create_pencanangan(actor=operator, organiser=opd, kind=PencananganKind.SENDIRI)
    assert missing_before_submit(row) == [
        ("acara", "Isi tanggal acara."),
        ("acara", "Isi tempat acara."),
        ("acara", "Isi siapa yang memimpin pencanangan."),
        ("peserta", "Isi siapa yang menandatangani untuk Dinkes."),
        ("lampiran", "Lampirkan satu foto atau dokumen, atau cantumkan satu tautan publikasi."),
    ]
    with pytest.raises(DomainError, match="Isi tanggal acara"):
        submit_pencanangan(row, actor=operator)
    assert Pencanangan.objects.get(pk=row.pk).state == State.DRAFT


def test_event_to_come_cannot_be_submitted(draft: Pencanangan, operator: Actor) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    row = update_pencanangan(draft, version=draft.version, actor=operator, date=tomorrow)
    with pytest.raises(DomainError, match="masih akan datang"):
        submit_pencanangan(row, actor=operator)


def test_unit_that_did_not_exist_on_the_day_is_named(draft: Pencanangan, operator: Actor, opd: Opd) -> None:
    Opd.objects.filter(pk=opd.pk).update(active_from=date(2021, 1, 1))
    assert missing_before_submit(draft) == [("peserta", "Dinkes tidak aktif pada tanggal acara.")]


def test_submitting_locks_and_a_second_click_is_told(submitted: Pencanangan, operator: Actor) -> None:
    assert (submitted.state, submitted.round) == (State.SUBMITTED, 1)
    with pytest.raises(PermissionRefused, match="Diajukan"):
        update_pencanangan(submitted, version=submitted.version, actor=operator, place="Lain")
    with pytest.raises(WrongState, match="Diajukan"):
        submit_pencanangan(submitted, actor=operator)


def test_foreigner_neither_sees_nor_submits(draft: Pencanangan, foreigner: Actor) -> None:
    assert not Pencanangan.objects.visible_to(foreigner).filter(pk=draft.pk).exists()
    assert Pencanangan.objects.visible_to(foreigner).count() == 1
    with pytest.raises(PermissionRefused):
        submit_pencanangan(draft, actor=foreigner)


def test_participant_sees_the_joint_event_and_changes_nothing(draft: Pencanangan, operator: Actor) -> None:
    below = OpdFactory(parent=draft.organiser)
    row = update_pencanangan(draft, version=draft.version, actor=operator, kind=PencananganKind.BERSAMA)
    add_peserta(row, actor=operator, opd=below, signer_name="Lurah")
    lurah = make_actor(Role.KEPALA, below)
    assert list(Pencanangan.objects.visible_to(lurah)) == [row]
    with pytest.raises(PermissionRefused):
        update_pencanangan(row, version=row.version, actor=lurah, place="Lain")


def test_one_units_event_takes_no_second_unit(draft: Pencanangan, operator: Actor) -> None:
    below = OpdFactory(parent=draft.organiser)
    with pytest.raises(DomainError, match="bersama"):
        add_peserta(draft, actor=operator, opd=below)


def test_unit_outside_ones_own_cannot_be_enrolled(draft: Pencanangan, operator: Actor) -> None:
    row = update_pencanangan(draft, version=draft.version, actor=operator, kind=PencananganKind.BERSAMA)
    with pytest.raises(DomainError, match="bukan bagian"):
        add_peserta(row, actor=operator, opd=OpdFactory())


def test_same_unit_twice_is_refused(draft: Pencanangan, operator: Actor, opd: Opd) -> None:
    with pytest.raises(DomainError, match="sudah tercantum"):
        add_peserta(draft, actor=operator, opd=opd, signer_name="x")


def test_parts_are_corrected_and_removed_with_a_trace(draft: Pencanangan, operator: Actor) -> None:
    saksi = add_saksi(draft, actor=operator, institution="Kejaksaan")
    update_part(saksi, actor=operator, institution="Kejaksaan Negeri")
    remove_part(saksi, actor=operator)
    assert draft.saksi.count() == 0
    trace = Catatan.objects.filter(object_type="opd.saksi").order_by("seq")
    assert [row.action for row in trace] == ["opd.saksi.added", "opd.saksi.updated", "opd.saksi.removed"]
    assert trace[2].before["institution"] == "Kejaksaan Negeri"


def test_recalled_declaration_can_be_mended(submitted: Pencanangan, operator: Actor) -> None:
    row = recall_pencanangan(submitted, actor=operator)
    assert row.state == State.DRAFT
    again = submit_pencanangan(row, actor=operator)
    assert again.round == 2


def test_verified_event_counts_from_its_own_day(submitted: Pencanangan, koordinator: Actor, opd: Opd) -> None:
    verify_pencanangan(submitted, actor=koordinator)
    declared = Opd.objects.filter(declared_on_or_before(date(2020, 7, 20)))
    assert list(declared) == [opd]
    assert not Opd.objects.filter(declared_on_or_before(date(2020, 7, 19))).exists()
    assert actions_of(submitted)[-1] == "opd.pencanangan.verified"


def test_second_verification_is_told(submitted: Pencanangan, koordinator: Actor) -> None:
    verify_pencanangan(submitted, actor=koordinator)
    with pytest.raises(WrongState, match="Diverifikasi"):
        verify_pencanangan(Pencanangan.objects.get(pk=submitted.pk), actor=koordinator)


@pytest.mark.parametrize("role", [Role.PIMPINAN, Role.ADMINISTRATOR, Role.PENILAI_ANGGOTA])
def test_other_city_roles_do_not_verify(submitted: Pencanangan, role: Role) -> None:
    with pytest.raises(PermissionRefused):
        verify_pencanangan(submitted, actor=make_actor(role))


def test_nobody_verifies_their_own_unit(submitted: Pencanangan, opd: Opd) -> None:
    both = make_actor(Role.KOORDINATOR)
    below = OpdFactory(parent=opd)
    member = Actor(both.pengguna, (*both.peran, *make_actor(Role.OPERATOR, below).peran))
    with pytest.raises(PermissionRefused, match="anggota unit"):
        verify_pencanangan(submitted, actor=member)


def test_nobody_verifies_what_they_submitted(draft: Pencanangan, koordinator: Actor) -> None:
    row = submit_pencanangan(draft, actor=koordinator)
    with pytest.raises(PermissionRefused, match="sendiri yang mengajukan"):
        verify_pencanangan(row, actor=koordinator)


def test_returned_declaration_tells_what_to_mend_and_comes_back(
    submitted: Pencanangan, koordinator: Actor, operator: Actor
) -> None:
    notes = {"acara": Penilaian(False, "Tempat belum jelas."), "saksi": Penilaian(True)}
    row = return_pencanangan(submitted, actor=koordinator, notes=notes)
    assert row.state == State.RETURNED
    told = row.catatan.order_by("bagian").values_list("round", "bagian", "accepted", "text")
    assert list(told) == [(1, "acara", False, "Tempat belum jelas."), (1, "saksi", True, "")]
    mended = update_pencanangan(row, version=row.version, actor=operator, place="Aula lantai 2")
    assert submit_pencanangan(mended, actor=operator).round == 2


def test_returning_without_saying_what_to_mend_is_refused(submitted: Pencanangan, koordinator: Actor) -> None:
    with pytest.raises(DomainError, match="Tandai sedikitnya satu"):
        return_pencanangan(submitted, actor=koordinator, notes={"acara": Penilaian(True)})
    with pytest.raises(DomainError, match="tuliskan apa"):
        return_pencanangan(submitted, actor=koordinator, notes={"acara": Penilaian(False, " ")})
    assert Pencanangan.objects.get(pk=submitted.pk).state == State.SUBMITTED


def test_cancelling_needs_a_reason_and_takes_the_unit_out_again(
    submitted: Pencanangan, koordinator: Actor
) -> None:
    row = verify_pencanangan(submitted, actor=koordinator)
    with pytest.raises(DomainError, match="alasan"):
        cancel_pencanangan(row, actor=koordinator, reason=" ")
    cancel_pencanangan(row, actor=koordinator, reason="Tercatat dua kali")
    assert not Opd.objects.filter(declared_on_or_before(date(2026, 1, 1))).exists()


def test_unit_cannot_annul_a_verified_declaration(
    submitted: Pencanangan, koordinator: Actor, operator: Actor
) -> None:
    row = verify_pencanangan(submitted, actor=koordinator)
    with pytest.raises(PermissionRefused):
        cancel_pencanangan(row, actor=operator, reason="Batal")


def test_second_declaration_is_kept_and_the_first_day_stands(
    submitted: Pencanangan, koordinator: Actor, opd: Opd
) -> None:
    verify_pencanangan(submitted, actor=koordinator)
    later = PencananganFactory(organiser=opd, date=date(2022, 1, 5))
    PesertaFactory(pencanangan=later)
    Pencanangan.objects.filter(pk=later.pk).update(
        state=State.VERIFIED, submitted_at=timezone.now(), decided_at=timezone.now()
    )
    assert Peserta.objects.filter(opd=opd, pencanangan__state=State.VERIFIED).count() == 2
    assert Opd.objects.filter(declared_on_or_before(date(2020, 12, 31))).count() == 1
