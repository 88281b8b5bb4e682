"""The assessors' report: written by one, passed on by others, frozen as it was approved."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from dasar.errors import Conflict, DomainError, PermissionRefused, WrongState
from dasar.izin import Actor
from evaluasi.domain.lhe.alur import (
    begin_lhe,
    edit_passage,
    pass_lhe,
    passages_of,
    reset_passage,
    return_lhe,
    submit_lhe,
    update_lhe,
)
from evaluasi.domain.lhe.fakta import fingerprint_of, gather_facts
from evaluasi.domain.lhe.rancangan import conclude, draft_passages
from evaluasi.domain.penilaian import Penilaian, save_putusan
from evaluasi.enums import LembarState, LheState, PeranTim
from evaluasi.models import LaporanHasil, LembarKerja, Naskah, Persetujuan, Putusan
from opd.enums import Role
from tests.factories.evaluasi import make_lembar
from tests.factories.hasil import ALL, LETTER, assess, make_lhe, make_reviewed
from tests.factories.opd import OpdFactory, make_actor
from tests.factories.reviu import AnggotaTimFactory, assign

pytestmark = pytest.mark.django_db


@pytest.fixture
def team() -> tuple[LaporanHasil, dict[str, Actor]]:
    """A draft of a worksheet whose every question is judged, and its team."""
    return make_lhe()


def _approved(lhe: LaporanHasil, people: dict[str, Actor]) -> LaporanHasil:
    lhe = submit_lhe(lhe, actor=people["anggota"])
    lhe = pass_lhe(lhe, actor=people["ketua"])
    return pass_lhe(lhe, actor=people["dalnis"])


def test_chain_freezes_exactly_what_the_database_says(team: tuple[LaporanHasil, dict[str, Actor]]) -> None:
    lhe, people = team
    before = gather_facts(lhe)
    approved = _approved(lhe, people)

    assert approved.state == LheState.APPROVED
    assert approved.facts == before | {"naskah": passages_of(lhe, before)}
    assert approved.facts_hash == fingerprint_of(before, passages_of(lhe, before))
    assert LembarKerja.objects.get(pk=lhe.lembar_id).state == LembarState.APPROVED
    assert [row.langkah for row in lhe.persetujuan.all()] == ["anggota", "ketua", "dalnis"]
    assert before["nilai"][-1] == before["nilai"][-1] | {"unit": "0,00", "tpi": "90,00", "selisih": "+90,00"}
    assert conclude(before) == "belum memenuhi"  # the score is reached, the condition is not stated
    with pytest.raises(PermissionRefused):
        pass_lhe(approved, actor=people["dalnis"])


def test_nothing_of_an_approved_report_changes(team: tuple[LaporanHasil, dict[str, Actor]]) -> None:
    lhe, people = team
    edit_passage(lhe, actor=people["anggota"], kode="tujuan", text="Tujuan kami.", version=0)
    _approved(lhe, people)
    for act in (
        lambda: LaporanHasil.objects.filter(pk=lhe.pk).update(nomor="lain"),
        lambda: LaporanHasil.objects.filter(pk=lhe.pk)._raw_delete("default"),
        lambda: Naskah.objects.filter(lhe=lhe).update(text="lain"),
        lambda: Naskah.objects.filter(lhe=lhe).delete(),
        lambda: Persetujuan.objects.filter(lhe=lhe).update(reason="lain"),
        lambda: Persetujuan.objects.filter(lhe=lhe).delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            act()
    with pytest.raises(WrongState):
        edit_passage(lhe, actor=people["anggota"], kode="tujuan", text="Lain", version=1)


def test_each_step_belongs_to_its_person(team: tuple[LaporanHasil, dict[str, Actor]]) -> None:
    lhe, people = team
    stranger = make_actor(Role.PENILAI_KETUA)
    for actor in (people["dalnis"], stranger, make_actor(Role.KOORDINATOR)):
        with pytest.raises(PermissionRefused):
            submit_lhe(lhe, actor=actor)
    lhe = submit_lhe(lhe, actor=people["anggota"])
    for actor in (people["anggota"], people["dalnis"], stranger):
        with pytest.raises(PermissionRefused):
            pass_lhe(lhe, actor=actor)
    lhe = pass_lhe(lhe, actor=people["ketua"])
    with pytest.raises(PermissionRefused):
        pass_lhe(lhe, actor=people["ketua"])


@pytest.mark.parametrize(
    ("peran", "told"), [("ketua", "pengganti ketua tim"), ("dalnis", "pengganti pengendali")]
)
def test_who_judged_a_question_passes_nothing_on(
    team: tuple[LaporanHasil, dict[str, Actor]], peran: str, told: str
) -> None:
    lhe, people = team
    lhe = submit_lhe(lhe, actor=people["anggota"])
    if peran == "dalnis":
        lhe = pass_lhe(lhe, actor=people["ketua"])
    Putusan.objects.filter(ronde__lembar=lhe.lembar_id).update(penilai=people[peran].pengguna)
    with pytest.raises(PermissionRefused, match=told):
        pass_lhe(lhe, actor=people[peran])
    with pytest.raises(PermissionRefused, match=told):
        return_lhe(lhe, actor=people[peran], reason="Lengkapi")


def test_leader_whose_verdict_a_colleague_saved_anew_has_judged_all_the_same() -> None:
    lembar, people = make_reviewed(answers={})
    for kode, isian in ALL.items():
        for at, who in enumerate(("ketua", "anggota") if kode == "A.1.i.a" else ("anggota",)):
            isi = Penilaian(isian, catatan=f"Menurut {who}")
            save_putusan(lembar, actor=people[who], kode=kode, isi=isi, version=at)
    assert not Putusan.objects.filter(penilai=people["ketua"].pengguna).exists()
    lhe = submit_lhe(begin_lhe(lembar, actor=people["anggota"], **LETTER), actor=people["anggota"])
    with pytest.raises(PermissionRefused, match="menilai butir"):
        pass_lhe(lhe, actor=people["ketua"])


def test_leader_who_only_left_a_note_has_not_judged() -> None:
    lembar, people = make_reviewed(answers={})
    save_putusan(
        lembar, actor=people["ketua"], kode="A.1.i.a", isi=Penilaian(None, catatan="Periksa"), version=0
    )
    for kode, isian in ALL.items():
        isi = Penilaian(isian, catatan="Sesuai")
        save_putusan(lembar, actor=people["anggota"], kode=kode, isi=isi, version=int(kode == "A.1.i.a"))
    lhe = submit_lhe(begin_lhe(lembar, actor=people["anggota"], **LETTER), actor=people["anggota"])
    assert pass_lhe(lhe, actor=people["ketua"]).state == LheState.CONTROLLER


def test_substitute_takes_the_step_of_a_leader_who_judged(
    team: tuple[LaporanHasil, dict[str, Actor]],
) -> None:
    lhe, people = team
    lhe = submit_lhe(lhe, actor=people["anggota"])
    Putusan.objects.filter(ronde__lembar=lhe.lembar_id).update(penilai=people["ketua"].pengguna)
    substitute = make_actor(Role.PENILAI_KETUA)
    tim = lhe.lembar.penugasan.get().tim
    leader = tim.anggota.get(peran=PeranTim.KETUA)
    seat = {
        "peran": PeranTim.KETUA,
        "menggantikan": leader,
        "active_to": timezone.localdate() + timedelta(days=30),
    }
    AnggotaTimFactory(tim=tim, pengguna=substitute.pengguna, **seat)
    with pytest.raises(WrongState, match="susunan tim"):
        pass_lhe(lhe, actor=substitute)
    lhe = return_lhe(lhe, actor=substitute, reason="Susunan tim berubah")
    lhe = pass_lhe(submit_lhe(lhe, actor=people["anggota"]), actor=substitute)
    assert pass_lhe(lhe, actor=people["dalnis"]).state == LheState.APPROVED


def test_sent_back_says_why_and_begins_anew(team: tuple[LaporanHasil, dict[str, Actor]]) -> None:
    lhe, people = team
    lhe = submit_lhe(lhe, actor=people["anggota"])
    with pytest.raises(DomainError, match="diperbaiki"):
        return_lhe(lhe, actor=people["ketua"], reason=" ")
    lhe = return_lhe(lhe, actor=people["ketua"], reason="Simpulan belum jelas")
    assert (lhe.state, lhe.persetujuan.last().reason) == (LheState.DRAFT, "Simpulan belum jelas")
    assert _approved(lhe, people).state == LheState.APPROVED


def test_change_after_a_step_is_noticed(team: tuple[LaporanHasil, dict[str, Actor]]) -> None:
    lhe, people = team
    seen = fingerprint_of(facts := gather_facts(lhe), passages_of(lhe, facts))
    assess(lhe.lembar, people["anggota"], {"A.1.i.a": "Tidak"})
    with pytest.raises(WrongState, match="berubah sejak Anda membacanya"):
        submit_lhe(lhe, actor=people["anggota"], seen=seen)
    lhe = submit_lhe(lhe, actor=people["anggota"])
    assess(lhe.lembar, people["anggota"], {"A.1.i.a": "Ya"})
    with pytest.raises(WrongState, match="sesudah laporan diteruskan"):
        pass_lhe(lhe, actor=people["ketua"])


def test_unjudged_question_and_missing_letter_stop_the_report() -> None:
    lhe, people = make_lhe(answers={"A.1.i.a": "Ya"})
    with pytest.raises(DomainError, match="3 butir belum dinilai"):
        submit_lhe(lhe, actor=people["anggota"])
    lhe, people = make_lhe(nomor="")
    with pytest.raises(DomainError, match="nomor laporan"):
        submit_lhe(lhe, actor=people["anggota"])
    update_lhe(lhe, version=lhe.version, actor=people["anggota"], nomor="700/1")
    assert submit_lhe(lhe, actor=people["anggota"]).state == LheState.LEADER


def test_author_keeps_the_words_through_redrafts(team: tuple[LaporanHasil, dict[str, Actor]]) -> None:
    lhe, people = team
    facts = gather_facts(lhe)
    row = edit_passage(lhe, actor=people["anggota"], kode="simpulan", text="Menurut kami cukup.", version=0)
    assert row.base == draft_passages(facts)["simpulan"]  # what the author had before them
    assess(lhe.lembar, people["anggota"], {"A.1.i.a": "Tidak"})
    now = gather_facts(lhe)
    passages = passages_of(lhe, now)
    assert passages["simpulan"] == "Menurut kami cukup."
    assert "70,00" in str(now["nilai"][-1])
    reset_passage(lhe, actor=people["anggota"], kode="simpulan")
    assert "70,00" in passages_of(lhe, now)["simpulan"]


def test_two_authors_at_one_passage_are_told(team: tuple[LaporanHasil, dict[str, Actor]]) -> None:
    lhe, people = team
    write = {"actor": people["anggota"], "kode": "tujuan"}
    edit_passage(lhe, text="Satu", version=0, **write)
    with pytest.raises(Conflict) as caught:
        edit_passage(lhe, text="Dua", version=0, **write)
    assert (caught.value.mine["text"], caught.value.theirs["text"]) == ("Dua", "Satu")
    assert edit_passage(lhe, text="Satu", version=0, **write).text == "Satu"  # the same twice is no conflict
    with pytest.raises(DomainError):
        edit_passage(lhe, actor=people["anggota"], kode="lain", text="x", version=0)
    with pytest.raises(DomainError):
        edit_passage(lhe, actor=people["anggota"], kode="tujuan", text="  ", version=1)


def test_report_begins_under_review_only_and_once() -> None:
    lembar, people = make_reviewed()
    LembarKerja.objects.filter(pk=lembar.pk).update(state=LembarState.SUBMITTED)
    lembar.refresh_from_db()
    with pytest.raises(WrongState):
        begin_lhe(lembar, actor=people["anggota"], **LETTER)
    LembarKerja.objects.filter(pk=lembar.pk).update(state=LembarState.IN_REVIEW)
    lembar.refresh_from_db()
    with pytest.raises(PermissionRefused):
        begin_lhe(lembar, actor=make_actor(Role.PENILAI_ANGGOTA))
    begin_lhe(lembar, actor=people["anggota"], **LETTER)
    with pytest.raises(DomainError):
        begin_lhe(lembar, actor=people["anggota"], **LETTER)


def test_unit_sees_its_report_once_approved(team: tuple[LaporanHasil, dict[str, Actor]]) -> None:
    lhe, people = team
    mine, other = make_actor(Role.KEPALA, lhe.lembar.opd), make_actor(Role.KEPALA, OpdFactory())
    assert not LaporanHasil.objects.visible_to(mine).exists()
    _approved(lhe, people)
    assert LaporanHasil.objects.visible_to(mine).get() == lhe
    assert not LaporanHasil.objects.visible_to(other).exists()


def test_draft_is_read_by_its_own_team_and_the_citys_staff(
    team: tuple[LaporanHasil, dict[str, Actor]],
) -> None:
    lhe, people = team
    elsewhere = assign(make_lembar(periode=lhe.lembar.periode))
    staff = [make_actor(role) for role in (Role.KOORDINATOR, Role.PIMPINAN, Role.ADMINISTRATOR)]
    for actor in [*people.values(), *staff]:
        assert LaporanHasil.objects.visible_to(actor).get() == lhe
    for actor in elsewhere.values():
        assert not LaporanHasil.objects.visible_to(actor).exists()
    _approved(lhe, people)
    assert LaporanHasil.objects.visible_to(elsewhere["anggota"]).get() == lhe


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"state": "lain"}, "state_known"),
        ({"state": "approved"}, "approved_is_frozen"),
        ({"facts": {"a": 1}}, "approved_is_frozen"),
        ({"facts_hash": "f" * 64}, "approved_is_frozen"),
    ],
)
def test_report_that_contradicts_itself_is_refused(values: dict[str, object], name: str) -> None:
    row = LaporanHasil(lembar=make_lembar(), **values)
    with pytest.raises(IntegrityError, match=f"evaluasi_laporanhasil_{name}"), transaction.atomic():
        row.save(force_insert=True)


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"langkah": "lain", "diteruskan": True}, "langkah_known"),
        ({"langkah": PeranTim.KETUA, "diteruskan": False}, "return_has_reason"),
    ],
)
def test_step_that_contradicts_itself_is_refused(
    team: tuple[LaporanHasil, dict[str, Actor]], values: dict[str, object], name: str
) -> None:
    lhe, people = team
    row = Persetujuan(lhe=lhe, at=timezone.now(), by=people["ketua"].pengguna, facts_hash="", **values)
    with pytest.raises(IntegrityError, match=f"evaluasi_persetujuan_{name}"), transaction.atomic():
        row.save(force_insert=True)
