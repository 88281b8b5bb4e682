"""What a unit may rely on while it fills in its worksheet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.core.management import CommandError, call_command

from dasar.errors import Conflict, DomainError, PermissionRefused, WrongState
from dasar.izin import Actor
from dasar.jurnal.models import Catatan
from evaluasi.domain.instrumen_store import load_pustaka, read_isi
from evaluasi.domain.lembar_kerja import (
    copy_forward,
    create_lembar,
    find_missing,
    return_lembar,
    submit_lembar,
)
from evaluasi.domain.nilai import find_differences, score_lembar
from evaluasi.domain.pengisian import save_jawaban
from evaluasi.domain.pustaka import read_struktur
from evaluasi.enums import LembarState, PredikatKind, Tahap
from evaluasi.models import Instrumen, Jawaban, LembarKerja, Nilai
from opd.enums import Role
from tests.evaluasi.contoh import best
from tests.factories.evaluasi import PeriodeFactory, make_lembar
from tests.factories.opd import OpdFactory, make_actor
from tests.factories.reviu import assign

pytestmark = pytest.mark.django_db


@pytest.fixture
def lembar() -> LembarKerja:
    row = make_lembar()
    return LembarKerja.objects.select_related("opd", "periode__instrumen").get(pk=row.pk)


@pytest.fixture
def operator(lembar: LembarKerja) -> Actor:
    return make_actor(Role.OPERATOR, lembar.opd)


@pytest.fixture
def kepala(lembar: LembarKerja) -> Actor:
    return make_actor(Role.KEPALA, lembar.opd)


def codes(lembar: LembarKerja) -> list[str]:
    simpul = lembar.periode.instrumen.simpul.filter(jenis="butir")
    return list(simpul.values_list("kode", flat=True))


def total(lembar: LembarKerja) -> tuple[Decimal, Decimal, int]:
    row = Nilai.objects.get(lembar=lembar, simpul__kode="TOTAL", tahap=Tahap.UNIT)
    return row.buku_kerja, row.lantai, row.terisi


def fill(lembar: LembarKerja, actor: Actor) -> None:
    for kode, isian in best(read_isi(lembar.periode.instrumen)).items():
        save_jawaban(lembar, actor=actor, kode=kode, isian=isian, version=0)


def test_worksheet_begins_blank_with_its_scores_stored(lembar: LembarKerja) -> None:
    assert total(lembar) == (0, 0, 0)
    assert list(find_differences(lembar)) == []


def test_saving_stores_the_answer_and_what_it_is_worth(lembar: LembarKerja, operator: Actor) -> None:
    kode = codes(lembar)[0]
    done = save_jawaban(lembar, actor=operator, kode=kode, isian="Ya", catatan="SK 12/2026", version=0)
    assert (done.changed, done.jawaban.version) == (True, 1)
    assert total(lembar)[2] == 1
    assert total(lembar)[0] == done.skor.nilai()
    assert total(lembar)[0] > total(lembar)[1] > 0  # the workbook skips blanks, the floor does not
    assert list(find_differences(lembar)) == []
    trace = Catatan.objects.get(action="evaluasi.jawaban.saved")
    assert trace.after == {"kode": kode, "isian": "Ya", "catatan": "SK 12/2026"}


def test_same_save_twice_is_one_save(lembar: LembarKerja, operator: Actor) -> None:
    kode = codes(lembar)[0]
    save_jawaban(lembar, actor=operator, kode=kode, isian="Ya", version=0)
    again = save_jawaban(lembar, actor=operator, kode=kode, isian="Ya", version=0)
    assert (again.changed, again.jawaban.version) == (False, 1)
    assert Catatan.objects.filter(action="evaluasi.jawaban.saved").count() == 1


def test_second_person_is_told_both_texts(lembar: LembarKerja, operator: Actor) -> None:
    kode = codes(lembar)[0]
    save_jawaban(lembar, actor=operator, kode=kode, isian="Ya", catatan="satu", version=0)
    with pytest.raises(Conflict) as conflict:
        save_jawaban(lembar, actor=operator, kode=kode, isian="Tidak", catatan="dua", version=0)
    assert conflict.value.mine == {"isian": "Tidak", "catatan": "dua"}
    assert conflict.value.theirs == {"isian": "Ya", "catatan": "satu", "version": 1}
    assert Jawaban.objects.get(lembar=lembar).pilihan == "Ya"


def test_answer_can_be_taken_back(lembar: LembarKerja, operator: Actor) -> None:
    kode = codes(lembar)[0]
    save_jawaban(lembar, actor=operator, kode=kode, isian="Ya", version=0)
    save_jawaban(lembar, actor=operator, kode=kode, isian=None, version=1)
    assert total(lembar) == (0, 0, 0)


@pytest.mark.parametrize("isian", ["Mungkin", Decimal(1), {"agen": 3}])
def test_answer_off_the_scale_is_refused_and_nothing_changes(
    lembar: LembarKerja, operator: Actor, isian: object
) -> None:
    with pytest.raises(DomainError) as refusal:
        save_jawaban(lembar, actor=operator, kode=codes(lembar)[0], isian=isian, version=0)
    assert refusal.value.field == "isian"
    assert not Jawaban.objects.exists()


def test_unknown_question_is_refused(lembar: LembarKerja, operator: Actor) -> None:
    with pytest.raises(DomainError, match="tidak ada dalam instrumen"):
        save_jawaban(lembar, actor=operator, kode="Z.9", isian="Ya", version=0)


@pytest.mark.parametrize("role", [Role.KOORDINATOR, Role.PIMPINAN, Role.ADMINISTRATOR, Role.PENILAI_KETUA])
def test_only_the_unit_answers(lembar: LembarKerja, role: Role) -> None:
    with pytest.raises(PermissionRefused):
        save_jawaban(lembar, actor=make_actor(role), kode=codes(lembar)[0], isian="Ya", version=0)


def test_foreign_unit_neither_sees_nor_answers(lembar: LembarKerja) -> None:
    other = make_lembar(periode=lembar.periode)
    foreigner = make_actor(Role.OPERATOR, other.opd)
    assert list(LembarKerja.objects.visible_to(foreigner)) == [other]
    with pytest.raises(PermissionRefused):
        save_jawaban(lembar, actor=foreigner, kode=codes(lembar)[0], isian="Ya", version=0)


def test_one_second_after_closing_is_late(lembar: LembarKerja, operator: Actor, kepala: Actor) -> None:
    closes = datetime(2026, 6, 30, 16, 59, 59, tzinfo=UTC)
    lembar.periode.closes_at = closes
    lembar.periode.save()
    with time_machine.travel(closes, tick=False):
        fill(lembar, operator)
    with time_machine.travel(closes + timedelta(seconds=1), tick=False):
        with pytest.raises(PermissionRefused, match="sudah ditutup 30 Juni 2026"):
            save_jawaban(lembar, actor=operator, kode=codes(lembar)[0], isian="Tidak", version=1)
        with pytest.raises(DomainError, match="Terlambat"):
            submit_lembar(lembar, actor=kepala)


def test_handing_in_needs_every_answer_and_the_head(
    lembar: LembarKerja, operator: Actor, kepala: Actor
) -> None:
    with pytest.raises(DomainError, match="4 butir belum selesai"):
        submit_lembar(lembar, actor=kepala)
    fill(lembar, operator)
    with pytest.raises(PermissionRefused, match="kepala unit"):
        submit_lembar(lembar, actor=operator)
    done = submit_lembar(lembar, actor=kepala)
    assert done.state == LembarState.SUBMITTED
    with pytest.raises(WrongState):
        submit_lembar(done, actor=kepala)
    with pytest.raises(PermissionRefused, match="terkunci"):
        save_jawaban(done, actor=operator, kode=codes(lembar)[0], isian="Tidak", version=1)


def test_returned_worksheet_opens_again_with_the_reason(
    lembar: LembarKerja, operator: Actor, kepala: Actor
) -> None:
    fill(lembar, operator)
    done = submit_lembar(lembar, actor=kepala)
    ketua = assign(done)["ketua"]
    with pytest.raises(DomainError, match="perbaiki"):
        return_lembar(done, actor=ketua, reason=" ")
    with pytest.raises(PermissionRefused):
        return_lembar(done, actor=kepala, reason="x")
    back = return_lembar(done, actor=ketua, reason="Lengkapi bukti A")
    assert (back.state, back.return_reason) == (LembarState.RETURNED, "Lengkapi bukti A")
    save_jawaban(back, actor=operator, kode=codes(lembar)[0], isian="Tidak", version=1)
    again = submit_lembar(LembarKerja.objects.get(pk=back.pk), actor=kepala)
    assert (again.state, again.return_reason) == (LembarState.SUBMITTED, "")


def test_nobody_returns_their_own_unit(lembar: LembarKerja, operator: Actor, kepala: Actor) -> None:
    fill(lembar, operator)
    done = submit_lembar(lembar, actor=kepala)
    ketua = assign(done)["ketua"]
    member = Actor(ketua.pengguna, (*ketua.peran, *operator.peran))
    with pytest.raises(PermissionRefused, match="anggota unit"):
        return_lembar(done, actor=member, reason="x")


def test_last_years_answers_are_carried_over_and_must_be_confirmed(
    lembar: LembarKerja, operator: Actor, kepala: Actor
) -> None:
    fill(lembar, operator)
    periode = PeriodeFactory(year=lembar.periode.year + 1, instrumen=lembar.periode.instrumen)
    later = make_lembar(opd=lembar.opd, periode=periode)
    save_jawaban(later, actor=operator, kode=codes(lembar)[0], isian="Tidak", version=0)
    assert copy_forward(later, actor=operator) == 3
    assert total(later)[2] == 4
    assert Jawaban.objects.get(lembar=later, simpul__kode=codes(lembar)[0]).pilihan == "Tidak"
    assert len(find_missing(later)) == 3
    for kode, isian in list(best(read_isi(lembar.periode.instrumen)).items())[1:]:
        save_jawaban(later, actor=operator, kode=kode, isian=isian, catatan="masih sama", version=1)
    assert find_missing(later) == []
    assert list(find_differences(later)) == []


def test_second_worksheet_of_a_year_is_refused(lembar: LembarKerja, operator: Actor) -> None:
    with pytest.raises(DomainError, match="sudah punya lembar kerja"):
        create_lembar(actor=operator, opd=lembar.opd, periode=lembar.periode, predikat=PredikatKind.WBBM)
    with pytest.raises(PermissionRefused):
        create_lembar(actor=operator, opd=OpdFactory(), periode=lembar.periode, predikat=PredikatKind.WBK)


def test_touched_score_is_found(lembar: LembarKerja, operator: Actor, capsys: pytest.CaptureFixture) -> None:
    fill(lembar, operator)
    call_command("check_scores")
    assert "tidak ada perbedaan" in capsys.readouterr().out
    Nilai.objects.filter(lembar=lembar, simpul__kode="TOTAL").update(buku_kerja=101)
    with pytest.raises(CommandError, match="1 nilai berbeda"):
        call_command("check_scores")
    assert "TOTAL: tersimpan 101" in capsys.readouterr().out


def test_law_in_force_is_stored_as_it_is_computed(django_assert_max_num_queries: Callable) -> None:
    load_pustaka(actor=None)
    periode = PeriodeFactory(instrumen=Instrumen.objects.get(kode="permenpan-90-2021"))
    lembar = make_lembar(periode=periode)
    operator = make_actor(Role.OPERATOR, lembar.opd)
    answers = best()
    for kode, isian in answers.items():
        with django_assert_max_num_queries(10):
            save_jawaban(lembar, actor=operator, kode=kode, isian=isian, version=0)
    assert total(lembar) == (100, 100, 113)
    assert score_lembar(lembar).struktur.instrumen.kode == read_struktur("permenpan-90-2021").instrumen.kode
    assert list(find_differences(lembar)) == []
