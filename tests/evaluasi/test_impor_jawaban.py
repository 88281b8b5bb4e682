"""Many answers at once are all there or none, scored once and told once."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from dasar.errors import DomainError, PermissionRefused
from dasar.izin import Actor
from dasar.jurnal.models import Catatan
from evaluasi.domain.instrumen_store import read_isi
from evaluasi.domain.nilai import find_differences
from evaluasi.domain.pengisian import import_jawaban, save_jawaban
from evaluasi.models import Jawaban, LembarKerja, Nilai
from opd.enums import Role
from tests.evaluasi.contoh import best
from tests.factories.evaluasi import make_lembar
from tests.factories.opd import make_actor

pytestmark = pytest.mark.django_db
FIRST, LAST = "A.1.i.a", "B.I.a"


@pytest.fixture
def lembar() -> LembarKerja:
    return LembarKerja.objects.select_related("opd", "periode__instrumen").get(pk=make_lembar().pk)


@pytest.fixture
def operator(lembar: LembarKerja) -> Actor:
    return make_actor(Role.OPERATOR, lembar.opd)


def total(lembar: LembarKerja) -> Decimal:
    return Nilai.objects.get(lembar=lembar, simpul__kode="TOTAL").buku_kerja


def test_import_is_one_scoring_and_one_line(lembar: LembarKerja, operator: Actor) -> None:
    answers = best(read_isi(lembar.periode.instrumen))
    assert import_jawaban(lembar, actor=operator, answers=answers, notes={FIRST: "SK 1"}) == 4
    assert total(lembar) == 100
    assert list(find_differences(lembar)) == []
    trace = Catatan.objects.get(action="evaluasi.jawaban.imported")
    assert sorted(trace.after) == sorted(answers)
    assert trace.after[FIRST] == {"isian": "Ya", "catatan": "SK 1"}


def test_import_replaces_and_keeps_notes_it_does_not_name(lembar: LembarKerja, operator: Actor) -> None:
    save_jawaban(lembar, actor=operator, kode=FIRST, isian="Ya", catatan="lama", version=0)
    assert import_jawaban(lembar, actor=operator, answers={FIRST: "Tidak", LAST: Decimal("3.2")}) == 2
    row = Jawaban.objects.get(lembar=lembar, simpul__kode=FIRST)
    assert (row.pilihan, row.catatan, row.version) == ("Tidak", "lama", 2)
    assert list(find_differences(lembar)) == []


def test_same_import_twice_changes_nothing(lembar: LembarKerja, operator: Actor) -> None:
    for expected in (1, 0):
        assert import_jawaban(lembar, actor=operator, answers={FIRST: "Ya"}) == expected
    assert Catatan.objects.filter(action="evaluasi.jawaban.imported").count() == 1


def test_blank_takes_an_answer_back(lembar: LembarKerja, operator: Actor) -> None:
    import_jawaban(lembar, actor=operator, answers={FIRST: "Ya"})
    import_jawaban(lembar, actor=operator, answers={FIRST: None})
    assert total(lembar) == 0


def test_one_bad_answer_keeps_all_out_and_every_fault_is_named(lembar: LembarKerja, operator: Actor) -> None:
    wrong = {FIRST: "Mungkin", LAST: Decimal(5), "Z.9": "Ya", "A.1.i.b": "Ya"}
    with pytest.raises(DomainError) as refusal:
        import_jawaban(lembar, actor=operator, answers=wrong)
    assert refusal.value.message == (
        "Butir Z.9 tidak ada dalam instrumen ini. "
        "A.1.i.a: Jawaban harus salah satu dari Ya, Tidak. B.I.a: Angka harus antara 0 dan 4."
    )
    assert not Jawaban.objects.exists()


def test_only_the_unit_imports(lembar: LembarKerja) -> None:
    for actor in (make_actor(Role.PENILAI_KETUA), make_actor(Role.OPERATOR, make_lembar().opd)):
        with pytest.raises(PermissionRefused):
            import_jawaban(lembar, actor=actor, answers={FIRST: "Ya"})


def test_import_costs_the_same_however_many(
    lembar: LembarKerja, operator: Actor, django_assert_num_queries: Callable
) -> None:
    answers = best(read_isi(lembar.periode.instrumen))
    with django_assert_num_queries(10):
        import_jawaban(lembar, actor=operator, answers={FIRST: "Ya"})
    with django_assert_num_queries(11):
        import_jawaban(lembar, actor=operator, answers=answers | {FIRST: "Tidak"})
