"""Importing a workbook: what is chosen is written whole or not at all, can be taken back, and again changes nothing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dasar.berkas.models import Berkas
from dasar.errors import DomainError, PermissionRefused, WrongState
from dasar.izin import Actor
from dasar.jurnal.models import Catatan
from evaluasi.domain.gabung_buku import Gabungan, Keadaan, Pilihan
from evaluasi.domain.impor_lembar import (
    ImporChanged,
    apply_import,
    changes_since,
    preview_import,
    undo_import,
)
from evaluasi.domain.instrumen_store import load_pustaka, struktur_for
from evaluasi.domain.lembar_kerja import copy_forward
from evaluasi.domain.nilai import answers_of, find_differences
from evaluasi.domain.pengisian import save_jawaban
from evaluasi.domain.queries.buku_kerja import read_isi_buku
from evaluasi.domain.scoring import score
from evaluasi.enums import ImporState, TataBuku
from evaluasi.models import ImporLembar, Instrumen, Jawaban, LembarKerja, Sitasi
from evaluasi.workbook.isi import BuktiTertulis, IsiBuku
from evaluasi.workbook.tulis_jawaban import write_jawaban
from evaluasi.workbook.tulis_lke import write_lke
from opd.enums import Role
from opd.models import Dokumen
from tests.evaluasi import buku as contoh
from tests.factories.evaluasi import ImporLembarFactory, PeriodeFactory, make_lembar
from tests.factories.opd import OpdFactory, make_actor

pytestmark = pytest.mark.django_db
A, B, C, INDEX = "A.1.i.a", "A.1.i.b", "A.1.i.c", "B.I.a"
FULL = {A: "Ya", B: "Tidak", C: "Ya", INDEX: Decimal("3.25")}


@pytest.fixture
def lembar() -> LembarKerja:
    row = make_lembar()
    return LembarKerja.objects.select_related("opd", "periode__instrumen").get(pk=row.pk)


@pytest.fixture
def operator(lembar: LembarKerja) -> Actor:
    return make_actor(Role.OPERATOR, lembar.opd)


def book(lembar: LembarKerja, answers: dict[str, Any] | None = None) -> Berkas:
    """A workbook of this worksheet's instrument, with two notes and two links."""
    struktur, answers = struktur_for(lembar.periode.instrumen), FULL if answers is None else answers
    isi = IsiBuku(
        struktur,
        score(struktur, answers),
        unit="Dinas Contoh",
        tahun=2026,
        predikat="WBK",
        tanggal=date(2026, 6, 1),
        jawaban=answers,
        catatan={A: "=1+1\nbaris kedua", B: "@SUM(A1)"},
        bukti={
            A: [BuktiTertulis("SK Tim", "https://drive.google.com/x"), BuktiTertulis("SK lama")],
            B: [BuktiTertulis("", "https://kota.go.id/a")],
        },
    )
    return contoh.stored(write_lke(isi))


def take(lembar: LembarKerja, actor: Actor, berkas: Berkas, pilihan: Pilihan | None = None) -> ImporLembar:
    """Import with a choice, by default what fills blanks."""
    gabungan = preview_import(lembar, berkas=berkas)
    chosen = gabungan.fill_blanks() if pilihan is None else pilihan
    return apply_import(
        lembar, actor=actor, berkas=berkas, filename="lke.xlsx", pilihan=chosen, digest=gabungan.digest
    )


def everything(gabungan: Gabungan) -> Pilihan:
    return gabungan.offered()


def test_preview_is_the_result_and_again_changes_nothing(lembar: LembarKerja, operator: Actor) -> None:
    berkas = book(lembar)
    gabungan = preview_import(lembar, berkas=berkas)
    impor = take(lembar, operator, berkas, everything(gabungan))
    assert {k: v for k, v in answers_of(lembar).items() if v is not None} == FULL
    assert (
        score(gabungan.struktur, answers_of(lembar)).fraction()
        == gabungan.score_after(everything(gabungan)).fraction()
    )
    assert list(find_differences(lembar)) == []
    assert (impor.berkas, impor.jumlah_tautan, impor.tata) == (berkas, 2, TataBuku.LAMPIRAN_III)
    again = preview_import(lembar, berkas=berkas)
    assert [row.kode for row in again.rows if row.brings] == []
    with pytest.raises(DomainError, match="Belum ada yang dipilih"):
        take(lembar, operator, berkas)


def test_blanks_only_by_default_and_notes_stay(lembar: LembarKerja, operator: Actor) -> None:
    save_jawaban(lembar, actor=operator, kode=B, isian="Ya", catatan="milik unit", version=0)
    berkas = book(lembar)
    row = preview_import(lembar, berkas=berkas).by_kode[B]
    assert (row.keadaan, row.has_note) == (Keadaan.BERBEDA, True)
    take(lembar, operator, berkas)
    kept = Jawaban.objects.get(lembar=lembar, simpul__kode=B)
    assert (kept.pilihan, kept.catatan, kept.version) == ("Ya", "milik unit", 1)


def test_links_become_documents_only_when_chosen_and_are_kept_once(
    lembar: LembarKerja, operator: Actor
) -> None:
    berkas = book(lembar)
    take(lembar, operator, berkas)
    assert not Dokumen.objects.exists()
    links = preview_import(lembar, berkas=berkas).links
    take(lembar, operator, berkas, Pilihan(tautan=frozenset(links)))
    cited = Sitasi.objects.filter(lembar=lembar).select_related("dokumen", "simpul")
    assert {(row.simpul.kode, row.dokumen.link) for row in cited} == {
        (A, "https://drive.google.com/x"),
        (B, "https://kota.go.id/a"),
    }
    assert "sel Q6" in Dokumen.objects.get(link__contains="drive").note


def test_undo_puts_back_answers_notes_links_and_scores(lembar: LembarKerja, operator: Actor) -> None:
    save_jawaban(lembar, actor=operator, kode=B, isian="Ya", catatan="lama", version=0)
    before = answers_of(lembar)
    berkas = book(lembar)
    impor = take(lembar, operator, berkas, everything(preview_import(lembar, berkas=berkas)))
    assert changes_since(impor) == []
    undo_import(impor, actor=operator)
    assert {k: v for k, v in answers_of(lembar).items() if v is not None} == before
    assert Jawaban.objects.get(lembar=lembar, simpul__kode=B).catatan == "lama"
    assert not Jawaban.objects.exclude(catatan="").exclude(simpul__kode=B).exists()
    assert not Sitasi.objects.exists()
    assert not Dokumen.objects.exists()
    assert list(find_differences(lembar)) == []
    actions = Catatan.objects.filter(object_type="evaluasi.imporlembar").values_list("action", flat=True)
    assert set(actions) == {"evaluasi.impor_lembar.applied", "evaluasi.impor_lembar.undone"}
    impor.refresh_from_db()
    with pytest.raises(WrongState):
        undo_import(impor, actor=operator)


def test_undo_after_a_change_is_refused_and_says_which(lembar: LembarKerja, operator: Actor) -> None:
    berkas = book(lembar, {A: "Ya", B: "Ya"})
    impor = take(lembar, operator, berkas)
    save_jawaban(lembar, actor=operator, kode=B, isian="Tidak", version=1)
    assert [item.kode for item in changes_since(impor)] == [B]
    with pytest.raises(WrongState, match=r"A\.1\.i\.b"):
        undo_import(impor, actor=operator)
    assert answers_of(lembar) == {A: "Ya", B: "Tidak"}
    assert ImporLembar.objects.get().state == ImporState.APPLIED


def test_change_between_preview_and_saving_is_told_and_nothing_written(
    lembar: LembarKerja, operator: Actor
) -> None:
    berkas = book(lembar)
    gabungan = preview_import(lembar, berkas=berkas)
    save_jawaban(lembar, actor=operator, kode=A, isian="Tidak", version=0)
    with pytest.raises(ImporChanged):
        apply_import(
            lembar,
            actor=operator,
            berkas=berkas,
            filename="x.xlsx",
            pilihan=gabungan.fill_blanks(),
            digest=gabungan.digest,
        )
    assert answers_of(lembar) == {A: "Tidak"}
    assert not ImporLembar.objects.exists()


def test_choice_that_the_workbook_does_not_offer_writes_nothing(lembar: LembarKerja, operator: Actor) -> None:
    struktur = struktur_for(lembar.periode.instrumen)
    data = write_lke(IsiBuku(struktur, score(struktur, FULL), "Dinas", 2026, "WBK", date(2026, 6, 1), FULL))
    damaged = contoh.stored(contoh.edited(lambda sheet: sheet.__setitem__("K7", "F"), data))
    assert preview_import(lembar, berkas=damaged).by_kode[B].keadaan is Keadaan.RUSAK
    with pytest.raises(DomainError, match="pilihan"):
        take(lembar, operator, damaged, Pilihan(frozenset({A, B})))
    with pytest.raises(DomainError, match="pilihan"):
        take(lembar, operator, damaged, Pilihan(tautan=frozenset({"A.1.i.a|7"})))
    assert answers_of(lembar) == {}


@pytest.mark.parametrize("role", [Role.KOORDINATOR, Role.PENILAI_ANGGOTA, Role.OPERATOR])
def test_nobody_else_imports_or_undoes(lembar: LembarKerja, operator: Actor, role: Role) -> None:
    berkas = book(lembar)
    impor = take(lembar, operator, berkas)
    stranger = make_actor(role, OpdFactory() if role == Role.OPERATOR else None)
    with pytest.raises(PermissionRefused):
        take(lembar, stranger, berkas, Pilihan(tautan=frozenset({"A.1.i.a|0"})))
    with pytest.raises(PermissionRefused):
        undo_import(impor, actor=stranger)
    assert ImporLembar.objects.visible_to(stranger).exists() == (role == Role.KOORDINATOR)


def test_law_in_force_comes_in_cheaply_and_goes_round_unchanged() -> None:
    load_pustaka(actor=None)
    periode = PeriodeFactory(year=2026, instrumen=Instrumen.objects.get(kode="permenpan-90-2021"))
    pk = make_lembar(periode=periode).pk
    lembar = LembarKerja.objects.select_related("opd", "periode__instrumen").get(pk=pk)
    operator = make_actor(Role.OPERATOR, lembar.opd)
    answers = contoh.random_answers(11) | {INDEX: Decimal("3.123456789012")}
    berkas = contoh.stored(write_lke(contoh.with_notes(answers)))
    gabungan = preview_import(lembar, berkas=berkas)
    with CaptureQueriesContext(connection) as queries:
        apply_import(
            lembar,
            actor=operator,
            berkas=berkas,
            filename="lke.xlsx",
            pilihan=gabungan.fill_blanks(),
            digest=gabungan.digest,
        )
    frame = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")
    assert len([item for item in queries if not item["sql"].startswith(frame)]) <= 20
    note = '=HYPERLINK("x")\r\n\tdua  spasi '
    version = Jawaban.objects.get(lembar=lembar, simpul__kode=INDEX).version
    save_jawaban(lembar, actor=operator, kode=INDEX, isian=answers[INDEX], catatan=note, version=version)
    with CaptureQueriesContext(connection) as queries:
        isi = read_isi_buku(lembar)
    assert len(queries) == 2
    for data in (write_lke(isi), write_jawaban(isi, contoh.SOAL)):
        again = preview_import(lembar, berkas=contoh.stored(data))
        assert [row for row in again.rows if row.has_answer or row.has_note] == []
        assert {row.keadaan for row in again.rows} <= {Keadaan.SAMA, Keadaan.KOSONG}


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"state": "entah"}, "evaluasi_imporlembar_state_known"),
        ({"tata": "entah"}, "evaluasi_imporlembar_tata_known"),
        ({"state": ImporState.UNDONE}, "evaluasi_imporlembar_undone_has_time"),
        ({"undone_at": timezone.now()}, "evaluasi_imporlembar_undone_has_time"),
    ],
)
def test_the_database_itself_refuses(values: dict[str, object], constraint: str) -> None:
    row = ImporLembarFactory(lembar=make_lembar(), imported_by=make_actor(Role.KOORDINATOR).pengguna)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        ImporLembar.objects.filter(pk=row.pk).update(**values)


def test_answer_carried_over_is_marked_again_after_undo(lembar: LembarKerja, operator: Actor) -> None:
    earlier = PeriodeFactory(year=2025, instrumen=lembar.periode.instrumen)
    source = make_lembar(opd=lembar.opd, periode=earlier)
    save_jawaban(source, actor=operator, kode=B, isian="Ya", version=0)
    copy_forward(lembar, actor=operator)
    impor = take(lembar, operator, book(lembar, {B: "Tidak"}), Pilihan(frozenset({B})))
    undo_import(impor, actor=operator)
    row = Jawaban.objects.get(lembar=lembar, simpul__kode=B)
    assert (row.pilihan, row.needs_confirmation) == ("Ya", True)
