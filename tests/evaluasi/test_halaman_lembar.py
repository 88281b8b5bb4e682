"""Pages of worksheets: what each person sees, what a press does, and what it costs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from dasar.izin import Actor
from evaluasi.domain.instrumen_store import read_isi
from evaluasi.domain.lembar_kerja import submit_lembar
from evaluasi.domain.pengisian import save_jawaban
from evaluasi.enums import LembarState, PredikatKind
from evaluasi.models import Jawaban, LembarKerja
from opd.enums import Role
from tests.evaluasi.contoh import best
from tests.factories.evaluasi import PeriodeFactory, make_lembar
from tests.factories.opd import OpdFactory, make_actor
from tests.factories.reviu import assign

pytestmark = pytest.mark.django_db
KODE = "A.1.i.a"


@pytest.fixture
def lembar() -> LembarKerja:
    row = make_lembar()
    return LembarKerja.objects.select_related("opd", "periode__instrumen").get(pk=row.pk)


@pytest.fixture
def operator(lembar: LembarKerja) -> Actor:
    return make_actor(Role.OPERATOR, lembar.opd)


def page(name: str, lembar: LembarKerja, *kode: str) -> str:
    return reverse(f"evaluasi:lembar_{name}", args=[lembar.pk, *kode])


def signed_in(actor: Actor) -> Client:
    client = Client()
    client.force_login(actor.pengguna)
    return client


@pytest.fixture
def at_work(operator: Actor) -> Client:
    return signed_in(operator)


def fill(lembar: LembarKerja, actor: Actor) -> None:
    for kode, isian in best(read_isi(lembar.periode.instrumen)).items():
        save_jawaban(lembar, actor=actor, kode=kode, isian=isian, version=0)


def test_begun_worksheet_opens_on_its_overview() -> None:
    periode, opd = PeriodeFactory(), OpdFactory()
    client = signed_in(make_actor(Role.OPERATOR, opd))
    sent = {"opd": opd.pk, "periode": periode.pk, "predikat": PredikatKind.WBK}
    reply = client.post(reverse("evaluasi:lembar_create"), sent)
    lembar = LembarKerja.objects.get()
    assert reply["Location"] == page("detail", lembar)
    assert "0 dari 3 terisi" in client.get(reply["Location"]).content.decode()


def test_second_worksheet_of_the_year_is_told_on_the_form(lembar: LembarKerja, at_work: Client) -> None:
    sent = {"opd": lembar.opd_id, "periode": lembar.periode_id, "predikat": PredikatKind.WBK}
    reply = at_work.post(reverse("evaluasi:lembar_create"), sent)
    assert "Unit ini sudah punya lembar kerja" in reply.content.decode()


@pytest.mark.parametrize("where", ["detail", "check", "history"])
def test_foreign_worksheet_does_not_exist(lembar: LembarKerja, where: str) -> None:
    stranger = signed_in(make_actor(Role.OPERATOR, OpdFactory()))
    assert stranger.get(page(where, lembar)).status_code == 404
    assert stranger.post(page("butir", lembar, KODE), {"pilihan": "Ya", "version": 0}).status_code == 404
    assert lembar.opd.name not in stranger.get(reverse("evaluasi:lembar_list")).content.decode()


def test_answer_without_script_is_saved_and_leads_on(lembar: LembarKerja, at_work: Client) -> None:
    sent = {"pilihan": "Ya", "catatan": "SK 12", "version": "0", "lanjut": "sesudah"}
    reply = at_work.post(page("butir", lembar, KODE), sent)
    assert reply["Location"] == page("butir", lembar, "A.1.i.b")
    assert Jawaban.objects.get(lembar=lembar).catatan == "SK 12"


def test_answer_by_script_is_answered_with_the_new_scores(lembar: LembarKerja, at_work: Client) -> None:
    sent = {"pilihan": "Ya", "version": "0"}
    reply = at_work.post(page("butir", lembar, KODE), sent, headers={"X-Bagian": "ya"})
    text = reply.content.decode()
    assert 'data-version="1"' in text
    assert "lantai 20,00" in text
    assert "0 dari 1 batas tercapai. Paling menentukan: Simpul TOTAL, kurang 15,00 dari 75,00." in text
    assert "<html" not in text


@pytest.mark.parametrize(
    ("typed", "stored"), [("3,6", "3.6"), ("3.6", "3.6"), ("4", "4"), ("0", "0"), (" 3,25 ", "3.25")]
)
def test_index_is_read_with_comma_or_point(
    lembar: LembarKerja, at_work: Client, typed: str, stored: str
) -> None:
    at_work.post(page("butir", lembar, "B.I.a"), {"angka": typed, "version": "0"})
    assert str(Jawaban.objects.get(lembar=lembar).angka.normalize()) == stored


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("1.000,5", "dapat dibaca dua cara"),
        ("4,01", "bukan angka 0 sampai 4"),
        ("-1", "bukan angka"),
        ("x", "bukan"),
    ],
)
def test_bad_index_is_told_and_kept(lembar: LembarKerja, at_work: Client, typed: str, told: str) -> None:
    sent = {"angka": typed, "catatan": "catatan saya", "version": "0"}
    reply = at_work.post(page("butir", lembar, "B.I.a"), sent)
    text = reply.content.decode()
    assert reply.status_code == 400
    assert told in text
    assert f'value="{typed}"' in text
    assert "catatan saya</textarea>" in text
    assert not Jawaban.objects.exists()


def test_clash_shows_both_texts_and_one_press_decides(lembar: LembarKerja, operator: Actor) -> None:
    save_jawaban(lembar, actor=operator, kode=KODE, isian="Ya", catatan="kata mereka", version=0)
    client = signed_in(operator)
    sent = {"pilihan": "Tidak", "catatan": "kata saya", "version": "0"}
    reply = client.post(page("butir", lembar, KODE), sent)
    text = reply.content.decode()
    assert reply.status_code == 409
    assert ("kata mereka" in text, "kata saya" in text) == (True, True)
    client.post(page("butir", lembar, KODE), sent | {"version": "1"})
    assert Jawaban.objects.get(lembar=lembar).catatan == "kata saya"


def test_one_second_late_is_said_and_keeps_what_was_typed(lembar: LembarKerja, at_work: Client) -> None:
    closes = datetime(2026, 6, 30, 16, 59, 59, tzinfo=UTC)
    lembar.periode.closes_at = closes
    lembar.periode.save()
    sent = {"pilihan": "Ya", "catatan": "terlambat sedetik", "version": "0"}
    with time_machine.travel(closes + timedelta(seconds=1), tick=False):
        reply = at_work.post(page("butir", lembar, KODE), sent)
        part = at_work.post(page("butir", lembar, KODE), sent, headers={"X-Bagian": "ya"})
    assert (reply.status_code, part.status_code) == (403, 403)
    assert "sudah ditutup 30 Juni 2026" in reply.content.decode()
    assert "terlambat sedetik</textarea>" in reply.content.decode()
    assert "sudah ditutup 30 Juni 2026" in part.content.decode()
    with time_machine.travel(closes, tick=False):
        assert at_work.post(page("butir", lembar, KODE), sent).status_code == 302


def test_submitted_worksheet_is_locked_until_returned(lembar: LembarKerja, operator: Actor) -> None:
    fill(lembar, operator)
    kepala = signed_in(make_actor(Role.KEPALA, lembar.opd))
    assert kepala.post(page("submit", lembar)).status_code == 302
    client = signed_in(operator)
    locked = client.post(page("butir", lembar, KODE), {"pilihan": "Tidak", "version": "1"})
    assert locked.status_code == 403
    assert "terkunci bagi unit" in locked.content.decode()
    ketua = signed_in(assign(LembarKerja.objects.get())["ketua"])
    ketua.post(page("return", lembar), {"reason": "Lengkapi bukti tim kerja"})
    assert "Lengkapi bukti tim kerja" in client.get(page("detail", lembar)).content.decode()
    assert LembarKerja.objects.get().state == LembarState.RETURNED


def test_missing_answers_are_listed_with_links(lembar: LembarKerja, at_work: Client) -> None:
    text = at_work.get(page("check", lembar)).content.decode()
    for kode in ("A.1.i.a", "A.1.i.b", "A.1.i.c", "B.I.a"):
        assert page("butir", lembar, kode) in text


def test_conditions_are_told_beside_what_is_missing(lembar: LembarKerja, at_work: Client) -> None:
    text = at_work.get(page("check", lembar)).content.decode()
    assert "0 dari 1 dinyatakan terpenuhi" in text
    assert reverse("evaluasi:syarat_list", args=[lembar.pk]) in text


def test_button_pressed_after_the_session_ended_leads_back_to_its_page(lembar: LembarKerja) -> None:
    press, stands = page("copy", lembar), page("detail", lembar)
    reply = Client().post(press, headers={"Referer": f"http://testserver{stands}"})
    assert reply.url == f"/akun/masuk/?next={stands}"
    assert Client().post(press).url == f"/akun/masuk/?next={press}"
    assert Client().post(press, headers={"Referer": "https://jahat.id/"}).url == f"/akun/masuk/?next={press}"


def test_address_of_a_button_says_that_it_is_no_page(lembar: LembarKerja, at_work: Client) -> None:
    reply = at_work.get(page("copy", lembar))
    assert (reply.status_code, reply["Allow"], "bukan halaman" in reply.content.decode()) == (
        405,
        "POST",
        True,
    )


def test_last_years_answers_are_offered_and_ask_to_be_confirmed(lembar: LembarKerja, operator: Actor) -> None:
    fill(lembar, operator)
    later = make_lembar(
        opd=lembar.opd,
        periode=PeriodeFactory(year=lembar.periode.year + 1, instrumen=lembar.periode.instrumen),
    )
    client = signed_in(operator)
    assert f"Salin dari {lembar.periode.year}" in client.get(page("detail", later)).content.decode()
    client.post(page("copy", later))
    assert "Pastikan, masih benar" in client.get(page("butir", later, KODE)).content.decode()
    client.post(page("butir", later, KODE), {"pilihan": "Ya", "version": "1", "pastikan": "ya"})
    assert not Jawaban.objects.get(lembar=later, simpul__kode=KODE).needs_confirmation


def test_number_opens_down_to_the_answers(lembar: LembarKerja, operator: Actor) -> None:
    save_jawaban(lembar, actor=operator, kode=KODE, isian="Ya", version=0)
    client = signed_in(operator)
    text = client.get(page("why", lembar, "MP")).content.decode()
    assert "Jawaban Ya bernilai 1" in text
    assert "2 butir kosong dilewati" in text
    assert (
        "2 butir kosong dihitung 0"
        in client.get(page("why", lembar, "MP") + "?angka=lantai").content.decode()
    )
    assert client.get(page("why", lembar, "X.9")).status_code == 404
    assert f'href="{page("butir", lembar, KODE)}"' in client.get(page("why", lembar, "TOTAL")).text
    alone = client.get(page("why", lembar, KODE)).text
    assert f'<a href="{page("butir", lembar, KODE)}">Buka jawaban dan buktinya</a>' in alone


def test_reader_is_not_invited_to_answer(lembar: LembarKerja, operator: Actor) -> None:
    fill(lembar, operator)
    writer = signed_in(operator).get(page("area", lembar, "MP")).text
    reader = signed_in(make_actor(Role.PIMPINAN)).get(page("area", lembar, "MP")).text
    for words in ("kutip atau unggah", "Kosongkan jawaban"):
        assert words in writer
        assert words not in reader


def test_unknown_question_and_area_do_not_exist(lembar: LembarKerja, at_work: Client) -> None:
    for where in ("butir", "area"):
        assert at_work.get(page(where, lembar, "Z.9")).status_code == 404
    assert at_work.post(page("butir", lembar, "Z.9"), {"version": "0"}).status_code == 404


def test_history_tells_who_answered_what(lembar: LembarKerja, operator: Actor) -> None:
    save_jawaban(lembar, actor=operator, kode=KODE, isian="Ya", catatan="SK 12", version=0)
    text = signed_in(operator).get(page("history", lembar)).content.decode()
    assert f"Butir {KODE}: dijawab" in text
    assert "Ya · SK 12" in text


@pytest.mark.parametrize("many", [1, 3])
def test_list_costs_the_same_for_one_and_three(
    lembar: LembarKerja, many: int, django_assert_num_queries: Callable
) -> None:
    for _ in range(many - 1):
        make_lembar(periode=lembar.periode)
    client = signed_in(make_actor(Role.KOORDINATOR))
    client.get(reverse("evaluasi:lembar_list"))
    with django_assert_num_queries(6):
        reply = client.get(reverse("evaluasi:lembar_list"))
    assert len(reply.context["rows"]) == many


def test_overview_and_question_cost_a_constant(
    lembar: LembarKerja, operator: Actor, django_assert_num_queries: Callable
) -> None:
    client = signed_in(operator)
    client.get(page("detail", lembar))
    for answered in (False, True):
        if answered:
            fill(lembar, operator)
        with django_assert_num_queries(7):
            client.get(page("detail", lembar))
        with django_assert_num_queries(8):
            client.get(page("butir", lembar, KODE))
        with django_assert_num_queries(6):
            client.get(page("area", lembar, "MP"))


def test_save_costs_a_constant(
    lembar: LembarKerja, at_work: Client, django_assert_num_queries: Callable
) -> None:
    at_work.get(page("detail", lembar))
    with django_assert_num_queries(11):  # nine statements, and begin and end of the transaction
        at_work.post(
            page("butir", lembar, KODE), {"pilihan": "Ya", "version": "0"}, headers={"X-Bagian": "ya"}
        )
    with django_assert_num_queries(11):
        at_work.post(
            page("butir", lembar, KODE), {"pilihan": "Tidak", "version": "1"}, headers={"X-Bagian": "ya"}
        )


def test_submit_by_operator_is_refused_with_the_reason(lembar: LembarKerja, operator: Actor) -> None:
    fill(lembar, operator)
    client = signed_in(operator)
    assert "diajukan oleh kepala unit" in client.get(page("check", lembar)).content.decode()
    assert client.post(page("submit", lembar)).status_code == 403
    submit_lembar(lembar, actor=make_actor(Role.KEPALA, lembar.opd))
    assert "terkunci" in client.get(page("butir", lembar, KODE)).content.decode()


def test_list_and_overview_count_the_same_gates(lembar: LembarKerja, operator: Actor) -> None:
    client = signed_in(operator)
    for kode, isian in best(read_isi(lembar.periode.instrumen)).items():
        save_jawaban(lembar, actor=operator, kode=kode, isian=isian, version=0)
        listed = client.get(reverse("evaluasi:lembar_list")).context["rows"][0].gerbang
        boards = client.get(page("detail", lembar)).context["lengkap"].gerbang
        assert [item.short for item in listed] == [item.short for item in boards]
        assert [item.tone for item in listed] == [item.tone for item in boards]
    assert [item.short for item in listed] == ["WBK 1/1", "WBBM –"]
