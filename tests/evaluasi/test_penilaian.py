"""The assessors' desk: deciding, confirming many, returning with points, answering those only, and the walls."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from dasar.errors import Conflict, DomainError, PermissionRefused, WrongState
from dasar.izin import Actor
from dasar.jurnal.models import Catatan
from evaluasi.domain.instrumen_store import read_isi
from evaluasi.domain.lembar_kerja import return_lembar, submit_lembar
from evaluasi.domain.nilai import find_differences
from evaluasi.domain.pengisian import import_jawaban, save_jawaban
from evaluasi.domain.penilaian import Penilaian, confirm_same, mark_seen, save_putusan, sikap_of, why_not_same
from evaluasi.domain.pustaka import read_struktur
from evaluasi.domain.queries.beda import read_beda
from evaluasi.domain.queries.meja import SARINGAN, read_meja
from evaluasi.domain.queries.meja_butir import read_meja_butir
from evaluasi.domain.queries.menunggu import wait_for_lembar
from evaluasi.domain.sitasi import cite_dokumen, update_sitasi
from evaluasi.enums import LembarState, Sikap, Tahap
from evaluasi.models import Jawaban, LembarKerja, Nilai, Putusan, Sitasi
from opd.domain.keanggotaan import actor_for
from opd.enums import Role
from tests.evaluasi.contoh import best
from tests.factories.evaluasi import DokumenFactory, make_lembar
from tests.factories.opd import KeanggotaanFactory, make_actor
from tests.factories.reviu import assign

pytestmark = pytest.mark.django_db
A, B, C, INDEKS = "A.1.i.a", "A.1.i.b", "A.1.i.c", "B.I.a"


class Kasus:
    """A worksheet handed in with evidence on two questions, its unit and its team."""

    def __init__(self) -> None:
        lembar = make_lembar()
        self.operator = make_actor(Role.OPERATOR, lembar.opd)
        self.kepala = make_actor(Role.KEPALA, lembar.opd)
        self.pk = lembar.pk
        import_jawaban(self.lembar, actor=self.operator, answers=best(read_isi(lembar.periode.instrumen)))
        self.sitasi = {
            kode: cite_dokumen(
                self.lembar, actor=self.operator, kode=kode, dokumen=DokumenFactory(opd=lembar.opd)
            )
            for kode in (A, B)
        }
        submit_lembar(self.lembar, actor=self.kepala)
        self.tim = assign(self.lembar)
        self.anggota, self.ketua, self.dalnis = (self.tim[p] for p in ("anggota", "ketua", "dalnis"))

    @property
    def lembar(self) -> LembarKerja:
        return LembarKerja.objects.select_related("opd", "periode__instrumen").get(pk=self.pk)

    def say(
        self, kode: str, isian: Any, *, version: int = 0, actor: Actor | None = None, **texts: str
    ) -> Any:
        isi = Penilaian(isian, **texts)
        who = actor or self.anggota
        return save_putusan(self.lembar, actor=who, kode=kode, isi=isi, version=version, detik=30)

    def send_back(self, **points: str) -> None:
        wanted = points or {A: "Unggah notulen"}
        return_lembar(self.lembar, actor=self.ketua, reason="Lengkapi", points=wanted)


@pytest.fixture
def kasus() -> Kasus:
    return Kasus()


def test_first_verdict_begins_the_review_and_scores_stand_beside_the_units(kasus: Kasus) -> None:
    unit = list(Nilai.objects.filter(lembar=kasus.pk, tahap=Tahap.UNIT).values_list("simpul", "buku_kerja"))
    kasus.say(A, "Tidak", catatan="SK belum ada", rekomendasi="Tetapkan SK")
    kasus.say(INDEKS, Decimal(2), catatan="Survei lain")

    assert kasus.lembar.state == LembarState.IN_REVIEW
    berbeda, indeks = Putusan.objects.order_by("simpul__urutan")
    assert (berbeda.sikap, berbeda.isian, berbeda.unit_isian) == (Sikap.BERBEDA, "Tidak", "Ya")
    assert (berbeda.rekomendasi, berbeda.detik, indeks.isian) == ("Tetapkan SK", 30, "2")
    total = Nilai.objects.get(lembar=kasus.pk, simpul__kode="TOTAL", tahap=Tahap.TPI)
    assert (total.terisi, total.lantai) == (2, Decimal(20))
    assert list(find_differences(kasus.lembar)) == []
    still = Nilai.objects.filter(lembar=kasus.pk, tahap=Tahap.UNIT).values_list("simpul", "buku_kerja")
    assert list(still) == unit
    actions = Catatan.objects.filter(action__startswith="evaluasi.").values_list("action", flat=True)
    assert {"evaluasi.lembar_kerja.review_begun", "evaluasi.putusan.saved"} <= set(actions)


def test_second_press_changes_nothing_and_second_person_is_told(kasus: Kasus) -> None:
    kasus.say(A, "Ya", catatan="Sesuai")
    assert not kasus.say(A, "Ya", catatan="Sesuai").changed
    with pytest.raises(Conflict) as told:
        kasus.say(A, "Tidak", catatan="Ketua membaca lain", actor=kasus.ketua)
    assert told.value.theirs["catatan"] == "Sesuai"  # type: ignore[index]
    assert told.value.mine["catatan"] == "Ketua membaca lain"  # type: ignore[index]
    kasus.say(A, "Tidak", catatan="Ketua membaca lain", actor=kasus.ketua, version=1)
    assert Putusan.objects.get().penilai == kasus.ketua.pengguna


def test_difference_without_a_note_is_not_kept_and_says_where(kasus: Kasus) -> None:
    with pytest.raises(DomainError, match="Tuliskan sebabnya pada Catatan") as told:
        kasus.say(A, "Tidak")
    assert told.value.field == "catatan"
    assert not Putusan.objects.exists()
    assert kasus.lembar.state == LembarState.SUBMITTED
    kasus.say(A, "Ya")
    with pytest.raises(DomainError, match="berbeda"):
        kasus.say(A, "Tidak", version=1)
    assert Putusan.objects.get().sikap == Sikap.SAMA


def test_note_without_an_answer_is_kept_and_stays_undecided(kasus: Kasus) -> None:
    kasus.say(A, None, catatan="Tanya unit dulu")
    assert Putusan.objects.get().sikap == Sikap.BELUM
    assert not read_meja(kasus.lembar, kasus.anggota).row(A).selesai
    with pytest.raises(DomainError, match="salah satu dari Ya, Tidak"):
        kasus.say(A, "B", version=1)


def test_counts_leave_a_question_open_until_all_are_there() -> None:
    butir = read_struktur("permenpan-90-2021").butir_by_kode["A.II.1.i.a"].simpul
    first, *others = (masukan.kunci for masukan in butir.masukan)
    unit = dict.fromkeys((first, *others), 5)
    assert others
    assert sikap_of(butir, {first: 4}, unit) == Sikap.BELUM
    assert sikap_of(butir, unit | {first: 4}, unit) == Sikap.BERBEDA
    assert sikap_of(butir, dict(unit), unit) == Sikap.SAMA
    facts = {"decided": False, "cited": 1, "seen": 1}
    assert why_not_same(butir, {first: 4}, None, **facts) == "jawaban unit belum lengkap"
    assert why_not_same(butir, unit, None, **facts) == ""


def test_who_may_decide(kasus: Kasus) -> None:
    other = assign(make_lembar(periode=kasus.lembar.periode))
    for actor, words in (
        (kasus.dalnis, "Pengendali teknis"),
        (other["anggota"], "ditugaskan"),
        (other["ketua"], "ditugaskan"),
        (kasus.operator, "ditugaskan"),
        (make_actor(Role.KOORDINATOR), "ditugaskan"),
    ):
        with pytest.raises(PermissionRefused, match=words):
            kasus.say(A, "Ya", actor=actor)
    KeanggotaanFactory(pengguna=kasus.anggota.pengguna, opd=kasus.lembar.opd, role=Role.OPERATOR)
    with pytest.raises(PermissionRefused, match="Unit sendiri"):
        kasus.say(A, "Ya", actor=actor_for(kasus.anggota.pengguna))
    visible = LembarKerja.objects.visible_to
    assert visible(kasus.ketua).get().pk == kasus.pk
    assert not visible(other["anggota"]).filter(pk=kasus.pk).exists()
    assert not Putusan.objects.exists()


def test_nothing_is_decided_before_it_is_handed_in() -> None:
    lembar = make_lembar()
    with pytest.raises(PermissionRefused, match="Sedang diisi"):
        save_putusan(lembar, actor=assign(lembar)["anggota"], kode=A, isi=Penilaian("Ya"), version=0)


def test_home_page_waits_for_a_returned_worksheet_until_the_deadline_of_its_round(kasus: Kasus) -> None:
    now, closes = timezone.now(), kasus.lembar.periode.closes_at
    deadline = closes + timedelta(days=7)
    return_lembar(kasus.lembar, actor=kasus.ketua, reason="Lengkapi", points={A: "Unggah"}, deadline=deadline)
    for at in (now, closes + timedelta(days=1)):
        [waiting] = wait_for_lembar(kasus.operator, at=at)
        assert (waiting.until, waiting.is_round) == (deadline, True)
    assert list(wait_for_lembar(kasus.operator, at=deadline + timedelta(seconds=1))) == []


def test_equal_answers_are_confirmed_together_only_where_evidence_was_opened(kasus: Kasus) -> None:
    mark_seen(kasus.lembar, actor=kasus.anggota, sitasi=[kasus.sitasi[A].pk])
    hasil = confirm_same(kasus.lembar, actor=kasus.anggota, codes=[A, A, B, C])
    assert hasil.sama == (A,)
    assert hasil.dilewati == {B: "1 bukti belum dibuka", C: "tanpa bukti"}
    row = Putusan.objects.get()
    assert (row.sikap, row.dilihat) == (Sikap.SAMA, {str(kasus.sitasi[A].pk): 1})
    kasus.say(B, "Tidak", catatan="Tidak sesuai")
    mark_seen(kasus.lembar, actor=kasus.anggota, sitasi=[kasus.sitasi[B].pk])
    again = confirm_same(kasus.lembar, actor=kasus.anggota, codes=[A, B])
    assert again.dilewati == {B: "sudah diputuskan berbeda"}
    assert Jawaban.objects.get(simpul__kode=B, tahap=Tahap.TPI).pilihan == "Tidak"
    assert list(find_differences(kasus.lembar)) == []


@pytest.mark.parametrize("codes", [[A], [A, B]])
def test_confirming_together_costs_the_same_however_many(
    kasus: Kasus, codes: list[str], django_assert_num_queries: Callable
) -> None:
    mark_seen(kasus.lembar, actor=kasus.anggota, sitasi=[row.pk for row in kasus.sitasi.values()])
    kasus.say(INDEKS, Decimal(2), catatan="Survei lain")
    lembar = kasus.lembar
    with django_assert_num_queries(18):
        assert confirm_same(lembar, actor=kasus.anggota, codes=codes).sama == tuple(codes)
    assert list(find_differences(kasus.lembar)) == []


def test_saving_a_verdict_again_costs_what_changed(kasus: Kasus, django_assert_num_queries: Callable) -> None:
    kasus.say(A, "Tidak", catatan="SK belum ada")
    lembar, stored = kasus.lembar, list(Nilai.objects.order_by("pk").values())
    with django_assert_num_queries(11):
        isi = Penilaian("Tidak", catatan="SK belum ditandatangani")
        save_putusan(lembar, actor=kasus.anggota, kode=A, isi=isi, version=1)
    assert list(Nilai.objects.order_by("pk").values()) == stored
    with django_assert_num_queries(12):
        save_putusan(lembar, actor=kasus.anggota, kode=A, isi=Penilaian("Ya"), version=2)
    assert list(find_differences(kasus.lembar)) == []
    with django_assert_num_queries(7):
        assert not save_putusan(lembar, actor=kasus.anggota, kode=A, isi=Penilaian("Ya"), version=3).changed


def test_evidence_opened_by_somebody_else_or_before_it_changed_does_not_count(kasus: Kasus) -> None:
    mark_seen(kasus.lembar, actor=kasus.ketua, sitasi=[kasus.sitasi[A].pk])
    assert confirm_same(kasus.lembar, actor=kasus.anggota, codes=[A]).dilewati == {A: "1 bukti belum dibuka"}


def test_return_opens_the_points_only_until_the_deadline(kasus: Kasus) -> None:
    kasus.say(A, "Tidak", catatan="Notulen belum ada", permintaan="Unggah notulen")
    with pytest.raises(DomainError, match="sebut butir"):
        return_lembar(kasus.lembar, actor=kasus.ketua, reason="Lengkapi")
    due = timezone.now() + timedelta(days=3)
    return_lembar(
        kasus.lembar, actor=kasus.ketua, reason="Lengkapi", points={A: "Unggah notulen"}, deadline=due
    )
    with pytest.raises(PermissionRefused, match="tidak diminta"):
        save_jawaban(kasus.lembar, actor=kasus.operator, kode=B, isian="Tidak", version=1)
    with pytest.raises(PermissionRefused, match=B):
        import_jawaban(kasus.lembar, actor=kasus.operator, answers={B: "Tidak"})
    with pytest.raises(PermissionRefused, match="tidak diminta"):
        update_sitasi(
            Sitasi.objects.get(pk=kasus.sitasi[B].pk),
            actor=kasus.operator,
            version=1,
            pages="",
            remark="baru",
        )
    save_jawaban(kasus.lembar, actor=kasus.operator, kode=A, isian="Ya", catatan="Diunggah", version=1)
    with pytest.raises(PermissionRefused, match="Dikembalikan"):
        kasus.say(B, "Ya")
    kasus.lembar.ronde.update(returned_at=due - timedelta(days=9), deadline=due - timedelta(days=8))
    with pytest.raises(PermissionRefused, match="Tenggat ronde 1 sudah lewat"):
        save_jawaban(kasus.lembar, actor=kasus.operator, kode=A, isian="Tidak", version=2)
    with pytest.raises(DomainError, match="Terlambat: tenggat ronde 1"):
        submit_lembar(kasus.lembar, actor=kasus.kepala)


def test_second_round_asks_for_what_changed_and_keeps_the_first(kasus: Kasus) -> None:
    kasus.say(A, "Tidak", catatan="Belum ada", permintaan="Unggah notulen")
    for kode in (B, C):
        kasus.say(kode, "Ya")
    kasus.say(INDEKS, Decimal(4))
    assert read_meja(kasus.lembar, kasus.anggota).sisa == 0
    kasus.send_back()
    save_jawaban(kasus.lembar, actor=kasus.operator, kode=A, isian="Ya", catatan="Diunggah", version=1)
    submit_lembar(kasus.lembar, actor=kasus.kepala)

    meja = read_meja(kasus.lembar, kasus.anggota)
    assert [row.kode for row in meja.rows if not row.selesai] == [A]
    assert (meja.row(A).berubah, meja.row(A).diminta, meja.after("")) == (True, "Unggah notulen", A)
    counts = {key: sum(fits(row) for row in meja.rows) for key, (_, fits) in SARINGAN.items()}
    expected = {"belum": 1, "berubah": 1, "berbeda": 1, "dikembalikan": 1, "tanpa-bukti": 2}
    assert counts == expected | {"pesan": 0, "": 4}
    kasus.say(A, "Ya", catatan="Sudah ada", version=1)
    page = read_meja_butir(kasus.lembar, kasus.anggota, A)
    assert [(row.ronde.nomor, row.tpi[:5], row.diminta) for row in page.riwayat] == [
        (1, "Tidak", "Unggah notulen"),
        (2, "Ya: A", ""),
    ]
    assert page.meja.sisa == 0
    banding = read_beda(kasus.lembar, only=False)
    rounds = banding.bagian[0].rows[0].ronde
    assert [(row.nomor, row.catatan) for row in rounds] == [(1, "Belum ada"), (2, "Sudah ada")]


def test_returned_sheet_is_not_returned_again_and_own_unit_returns_nothing(kasus: Kasus) -> None:
    kasus.send_back()
    with pytest.raises(WrongState):
        kasus.send_back()
    stranger = assign(make_lembar(periode=kasus.lembar.periode))["ketua"]
    with pytest.raises(PermissionRefused):
        return_lembar(kasus.lembar, actor=stranger, reason="Lengkapi", points={A: "x"})


def test_differences_in_points_and_words(kasus: Kasus) -> None:
    kasus.say(A, "Tidak", catatan="SK belum ada")
    kasus.say(B, "Ya")
    banding = read_beda(kasus.lembar, only=True)
    (baris,) = [row for bagian in banding.bagian for row in bagian.rows]
    assert (baris.kode, baris.selisih, banding.beda) == (A, (("TPI", "−20,00"),), 1)
    assert baris.suara[Tahap.UNIT].isian.startswith("Ya")
    assert baris.suara[Tahap.TPI].catatan == "SK belum ada"
