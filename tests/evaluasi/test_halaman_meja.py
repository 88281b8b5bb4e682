"""Pages of the desk, of teams and of talk, as people use them without scripts."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dasar.izin import Actor
from dasar.pekerjaan.domain import run_pekerjaan
from dasar.pekerjaan.models import Pekerjaan
from evaluasi.domain.diskusi import MAIL, send_diskusi
from evaluasi.enums import LembarState
from evaluasi.models import Diskusi, HubunganPenilai, Jawaban, LembarKerja, Penugasan, Putusan, Tim
from opd.enums import Role
from tests.evaluasi.test_penilaian import A, B, Kasus
from tests.factories.evaluasi import PeriodeFactory, make_lembar
from tests.factories.opd import make_actor
from tests.factories.reviu import assign, make_penilai

pytestmark = pytest.mark.django_db


def signed_in(actor: Actor) -> Client:
    client = Client()
    client.force_login(actor.pengguna)
    return client


@pytest.fixture
def kasus() -> Kasus:
    return Kasus()


def text_of(client: Client, address: str, status: int = 200) -> str:
    reply = client.get(address)
    assert reply.status_code == status, address
    return reply.content.decode()


def test_assessor_goes_from_the_home_page_to_the_next_question_and_saves(kasus: Kasus) -> None:
    client = signed_in(kasus.anggota)
    assert f'href="/meja/{kasus.pk}/"' in text_of(client, "/")
    assert "4 <span" in text_of(client, "/meja/")
    listed = text_of(client, f"/meja/{kasus.pk}/")
    assert f'href="/meja/{kasus.pk}/{A}/" data-key="b"' in listed
    page = text_of(client, f"/meja/{kasus.pk}/{A}/")
    assert 'value="Ya" data-number="1"' in page
    reply = client.post(
        f"/meja/{kasus.pk}/{A}/",
        {"pilihan": "Tidak", "catatan": "SK belum ada", "version": "0", "detik": "40", "lanjut": "kosong"},
    )
    assert reply["Location"] == f"/meja/{kasus.pk}/{B}/"
    assert Putusan.objects.get().detik == 40
    assert "Berbeda" in text_of(client, f"/meja/{kasus.pk}/?saring=berbeda")
    assert A not in text_of(client, f"/meja/{kasus.pk}/?saring=belum").split("data-list")[1]


def test_clash_shows_both_texts_and_keeps_what_was_typed(kasus: Kasus) -> None:
    kasus.say(A, "Ya", catatan="Kata ketua", actor=kasus.ketua)
    client = signed_in(kasus.anggota)
    reply = client.post(
        f"/meja/{kasus.pk}/{A}/", {"pilihan": "Tidak", "catatan": "Kata saya", "version": "0"}
    )
    page = reply.content.decode()
    assert reply.status_code == 409
    assert "Kata ketua" in page
    assert 'name="catatan" value="Kata saya"' in page
    assert str(kasus.ketua.pengguna) in page
    again = {"pilihan": "Tidak", "catatan": "Kata saya", "version": "1"}
    assert client.post(f"/meja/{kasus.pk}/{A}/", again).status_code == 302
    assert Jawaban.objects.get(tahap="tpi").catatan == "Kata saya"


def test_difference_without_a_note_is_told_beside_the_note(kasus: Kasus) -> None:
    client, address = signed_in(kasus.anggota), f"/meja/{kasus.pk}/{A}/"
    sent = {"pilihan": "Tidak", "rekomendasi": "Tetapkan SK", "version": "0"}
    page = client.post(address, sent).content.decode()
    assert 'value="Tidak" data-number="2" checked' in page
    assert "Tetapkan SK" in page
    assert "Tuliskan sebabnya pada Catatan" in page.split('data-field="catatan"')[1].split("<textarea")[0]
    part = client.post(address, sent, headers={"X-Bagian": "ya"})
    assert part.status_code == 400
    assert 'data-for="catatan"' in part.content.decode()
    assert not Putusan.objects.exists()


def test_wrong_answer_and_refusal_keep_what_was_typed(kasus: Kasus) -> None:
    long = "x" * 2001
    client = signed_in(kasus.anggota)
    sent = {"pilihan": "Ya", "catatan": "", "rekomendasi": long, "version": "0"}
    reply = client.post(f"/meja/{kasus.pk}/{A}/", sent)
    assert reply.status_code == 400
    assert long in reply.content.decode()
    refused = signed_in(kasus.dalnis).post(
        f"/meja/{kasus.pk}/{A}/", {"pilihan": "Ya", "catatan": "Catatan dalnis", "version": "0"}
    )
    assert refused.status_code == 403
    assert "Catatan dalnis" in refused.content.decode()
    assert not Putusan.objects.exists()


def test_batch_confirms_what_was_opened_and_says_why_not_the_rest(kasus: Kasus) -> None:
    client = signed_in(kasus.anggota)
    assert f'value="{A}" aria-label' not in text_of(client, f"/meja/{kasus.pk}/")
    client.post(f"/meja/{kasus.pk}/{A}/dilihat/", {"sitasi": str(kasus.sitasi[A].pk)})
    assert f'value="{A}" aria-label' in text_of(client, f"/meja/{kasus.pk}/")
    reply = client.post(f"/meja/{kasus.pk}/pastikan/", {"butir": [A, B]}, follow=True)
    page = reply.content.decode()
    assert "1 butir dipastikan sama" in page
    assert f"{B} (1 bukti belum dibuka)" in page


def test_return_goes_to_the_unit_with_its_points_and_nothing_of_the_verdicts(kasus: Kasus) -> None:
    kasus.say(A, "Tidak", catatan="RAHASIA-TPI", rekomendasi="RAHASIA-REK", permintaan="Unggah notulen")
    client, unit = signed_in(kasus.anggota), signed_in(kasus.operator)
    assert "Unggah notulen" in text_of(client, f"/meja/{kasus.pk}/kembalikan/")
    due = timezone.localtime() + timedelta(days=3)
    sent = {
        f"butir-{A}": "Unggah notulen",
        "reason": "Mohon lengkapi",
        "deadline": due.strftime("%Y-%m-%dT%H:%M"),
    }
    assert client.post(f"/meja/{kasus.pk}/kembalikan/", sent).status_code == 302
    assert kasus.lembar.state == LembarState.RETURNED
    overview = text_of(unit, f"/lembar-kerja/{kasus.pk}/")
    assert "Yang terbuka hanya 1 butir" in overview
    question, other = (text_of(unit, f"/lembar-kerja/{kasus.pk}/butir/{kode}/") for kode in (A, B))
    assert "Diminta diperbaiki" in question
    assert "data-answer" in question
    assert "tidak diminta diperbaiki" in other
    assert "data-answer" not in other
    area = text_of(unit, f"/lembar-kerja/{kasus.pk}/area/MP/")
    assert area.count("data-answer") == 1
    for page in (overview, question, area):
        assert "RAHASIA" not in page
    assert unit.get(f"/lembar-kerja/{kasus.pk}/beda/").status_code == 403
    assert "RAHASIA-TPI" in text_of(client, f"/lembar-kerja/{kasus.pk}/beda/")


def test_unit_reads_the_comparison_once_approved(kasus: Kasus) -> None:
    kasus.say(A, "Tidak", catatan="SK belum ada")
    LembarKerja.objects.filter(pk=kasus.pk).update(state=LembarState.APPROVED)
    page = text_of(signed_in(kasus.operator), f"/lembar-kerja/{kasus.pk}/beda/")
    assert "−20,00 poin" in page
    assert "SK belum ada" in page


def test_talk_reaches_the_other_side_in_the_portal_and_by_mail_without_data(kasus: Kasus) -> None:
    kasus.operator.pengguna.email = "operator@contoh.go.id"
    kasus.operator.pengguna.save()
    penilai, unit = signed_in(kasus.anggota), signed_in(kasus.operator)
    address = f"/diskusi/{kasus.pk}/{A}/"
    for _ in range(2):
        penilai.post(address, {"text": "Mana SK terbarunya?"})
    assert Diskusi.objects.count() == 1
    send_diskusi(kasus.lembar, actor=kasus.anggota, kode=A, text="Yang halaman 3?")
    for job in Pekerjaan.objects.filter(kind=MAIL).order_by("created_at"):
        run_pekerjaan(job.pk)
    (told,) = mail.outbox
    assert told.to == ["operator@contoh.go.id"]
    for secret in ("SK", A, kasus.lembar.opd.name, str(kasus.anggota.pengguna)):
        assert secret not in told.body.replace("http://localhost:8000/diskusi/", "")
    assert "Baca 2 pesan baru" in text_of(unit, "/")
    assert "Mana SK terbarunya?" in text_of(unit, address)
    assert "Pesan baru" in text_of(unit, "/diskusi/")
    unit.post(f"{address}dibaca/")
    assert "pesan baru" not in text_of(unit, "/").split("<main")[1]
    stranger = signed_in(make_actor(Role.OPERATOR, make_lembar(periode=kasus.lembar.periode).opd))
    assert stranger.get(address).status_code == 404
    assert "Mana SK" not in text_of(stranger, "/diskusi/")
    assert signed_in(make_actor(Role.KOORDINATOR)).post(address, {"text": "x"}).status_code == 403


def test_coordinator_builds_a_team_and_gives_it_work() -> None:
    boss, lembar = make_actor(Role.KOORDINATOR), make_lembar()
    client, ketua = signed_in(boss), make_penilai("ketua")
    client.post("/tim/baru/", {"periode": lembar.periode.pk, "name": "Tim 1"})
    tim = Tim.objects.get()
    seat = {"pengguna": ketua.pengguna.pk, "peran": "ketua", "active_from": timezone.localdate().isoformat()}
    assert client.post(f"/tim/{tim.pk}/", seat).status_code == 302
    assert lembar.opd.name in text_of(client, "/tim/")
    client.post(f"/tim/tugaskan/{lembar.pk}/", {"penilai": tim.anggota.get().pk})
    assert Penugasan.objects.get().lembar == lembar
    relation = {"pengguna": ketua.pengguna.pk, "opd": lembar.opd.pk, "keterangan": "Ipar"}
    assert signed_in(ketua).post("/tim/hubungan/", relation).status_code == 302
    assert "Benturan kepentingan" in text_of(client, "/tim/")
    client.post(f"/tim/hubungan/{HubunganPenilai.objects.get().pk}/akhiri/")
    end = {"active_to": timezone.localdate().isoformat()}
    assert (
        "Alihkan dahulu" in client.post(f"/tim/anggota/{tim.anggota.get().pk}/akhiri/", end).content.decode()
    )


@pytest.mark.parametrize("count", [1, 3])
def test_pages_cost_the_same_queries_however_long(count: int) -> None:
    periode, person = PeriodeFactory(), make_penilai()
    sheets = [make_lembar(periode=periode) for _ in range(count)]
    for sheet in sheets:
        people = assign(sheet, anggota=person)
        send_diskusi(sheet, actor=people["anggota"], kode=A, text=f"Pesan {sheet.pk}")
    client = signed_in(person)
    counted = {}
    for address in ("/meja/", "/tim/", "/diskusi/", f"/meja/{sheets[0].pk}/", f"/meja/{sheets[0].pk}/{A}/"):
        with CaptureQueriesContext(connection) as queries:
            text_of(client, address)
        counted[address.replace(str(sheets[0].pk), "lembar")] = len(queries)
    assert counted == {
        "/meja/": 10,
        "/tim/": 16,
        "/diskusi/": 4,
        "/meja/lembar/": 13,
        f"/meja/lembar/{A}/": 17,
    }
