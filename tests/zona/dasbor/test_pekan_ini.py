"""The coordinator's week: what waits for whom, and reminders that are logged and never doubled."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar

from dasar.errors import PermissionRefused, WrongState
from dasar.jurnal.models import Catatan
from dasar.pekerjaan.models import Pekerjaan
from evaluasi.models import LembarKerja, Periode
from opd.enums import Role
from opd.models import Opd
from tests.factories.akun import PenggunaFactory
from tests.factories.evaluasi import PeriodeFactory, make_lembar
from tests.factories.hasil import PredikatFactory
from tests.factories.opd import (
    KeanggotaanFactory,
    OpdFactory,
    PencananganFactory,
    PesertaFactory,
    TargetFactory,
    make_actor,
)
from tests.factories.rencana import KemajuanFactory, RencanaAksiFactory, TindakanFactory
from tests.factories.reviu import RondeFactory
from tests.opd.test_papan import declare
from tests.zona.dasbor.test_halaman import SESSION_AND_ACTOR, enter, text_of
from zona.dasbor.domain.pengingat import mail_pengingat, recipients_of, remind, whatsapp_text
from zona.dasbor.models import AlamatKalender, Pengingat
from zona.dasbor.pekan_ini import read_pekan

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _today() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def unit() -> Opd:
    """A unit that declared and has a worksheet to mend; its operator has an address, its head none."""
    opd = OpdFactory(name="Dinas Satu", short_name="Dinsatu")
    declare(opd, day=date(2025, 3, 1))
    for role, name, email in ((Role.OPERATOR, "Rina", "rina@contoh.go.id"), (Role.KEPALA, "Budi", "")):
        KeanggotaanFactory(pengguna=PenggunaFactory(name=name, email=email), opd=opd, role=role)
    periode = PeriodeFactory(year=2026, closes_at=datetime(2026, 11, 30, tzinfo=UTC))
    lembar = make_lembar(opd=opd, periode=periode)
    LembarKerja.objects.filter(pk=lembar.pk).update(
        state="returned", submitted_at=NOW, returned_at=NOW, return_reason="Lengkapi"
    )
    return opd


def test_week_says_what_waits_for_whom_and_what_is_late(unit: Opd) -> None:
    other = OpdFactory(short_name="Dindua")
    declare(other, day=date(2025, 4, 1))
    declare(OpdFactory(short_name="Dintiga"), day=date(2026, 11, 1), state="submitted")
    rows = {(row.siapa, row.nama): row for row in read_pekan(make_actor(Role.KOORDINATOR)).tunggu}
    assert rows["unit", "Dinsatu"].perihal == "Perbaiki lembar kerja 2026"
    assert rows["unit", "Dindua"].perihal == "Mulai lembar kerja 2026"
    assert rows["koordinator", "Dintiga"].perihal == "Periksa pencanangan"
    assert not any(row.is_late(date(2026, 11, 20)) for row in rows.values())
    Periode.objects.update(closes_at=datetime(2026, 11, 10, tzinfo=UTC))
    late = read_pekan(make_actor(Role.KOORDINATOR)).tunggu
    assert {row.nama for row in late if row.is_late(date(2026, 11, 20))} == {"Dinsatu", "Dindua"}
    page = text_of(enter(Role.KOORDINATOR), "/dasbor/pekan/")
    assert "<h1>3 hal menunggu, 2 lewat tenggat</h1>" in page
    assert "1 unit tanpa operator atau kepala yang dapat masuk: Dindua" in page


def test_worksheet_waits_for_its_head_once_all_is_answered_and_then_for_the_assessors(unit: Opd) -> None:
    sheet = LembarKerja.objects.get(opd=unit)
    sheet.nilai.filter(simpul__kode="TOTAL").update(terisi=4)
    for state, who in (
        ("draft", "kepala"),
        ("submitted", "koordinator"),
        ("approved", "koordinator"),
        ("decided", ""),
    ):
        reason = "Lengkapi" if state == "returned" else ""
        LembarKerja.objects.filter(pk=sheet.pk).update(state=state, return_reason=reason)
        found = [row.siapa for row in read_pekan(make_actor(Role.KOORDINATOR)).tunggu]
        assert found == ([who] if who else [])


def test_returned_worksheet_waits_until_the_deadline_of_its_round(unit: Opd) -> None:
    sheet = LembarKerja.objects.get(opd=unit)
    RondeFactory(lembar=sheet, deadline=datetime(2026, 11, 25, 9, tzinfo=UTC), returned_at=NOW, reason="x")
    waits = {row.nama: row.due for row in read_pekan(make_actor(Role.KOORDINATOR)).tunggu}
    assert waits["Dinsatu"] == date(2026, 11, 25)


def test_units_that_have_not_declared_wait_with_the_deadline_that_binds_them(unit: Opd) -> None:
    TargetFactory(year=2026, due_on=date(2026, 6, 30))
    began = {"active_from": date(2020, 1, 1)}
    silent, draft, back, sent, joining = (
        OpdFactory(short_name=name, **began) for name in ("Diam", "Draf", "Balik", "Kirim", "Ikut")
    )
    PesertaFactory(pencanangan=PencananganFactory(organiser=draft), opd=draft)
    declare(back, joining, day=date(2026, 5, 1), state="returned")
    declare(sent, day=date(2026, 5, 1), state="submitted")
    rows = read_pekan(make_actor(Role.KOORDINATOR)).tunggu
    waits = {row.nama: row.perihal for row in rows if row.perihal.endswith("pencanangan")}
    assert waits == {
        "Diam": "Buat pencanangan",
        "Draf": "Lengkapi pencanangan",
        "Balik": "Perbaiki pencanangan",
        "Kirim": "Periksa pencanangan",
    }
    late = {row.nama for row in rows if row.is_late(date(2026, 11, 20))}
    assert late == {"Diam", "Draf", "Balik"}
    assert "3 unit tanpa operator" in text_of(enter(Role.KOORDINATOR), "/dasbor/pekan/")
    assert [row.unit for row in rows if row.nama == "Diam"] == [silent.pk]


def test_late_promises_wait_for_their_unit_and_reported_ones_for_the_coordinator(unit: Opd) -> None:
    plan = RencanaAksiFactory(opd=unit, year=2026)
    TindakanFactory(rencana=plan, due_on=date(2026, 10, 1))
    KemajuanFactory(tindakan=TindakanFactory(rencana=plan), amount=12, on=date(2026, 11, 1))
    rows = {row.perihal: row for row in read_pekan(make_actor(Role.KOORDINATOR)).tunggu}
    late, told = rows["Tepati 1 janji rencana aksi"], rows["Verifikasi capaian 1 janji"]
    assert (late.siapa, late.is_late(date(2026, 11, 20)), late.can_be_reminded) == ("unit", True, True)
    assert (told.siapa, told.is_late(date(2026, 11, 20))) == ("koordinator", False)
    assert "1 lewat tenggat" in text_of(enter(Role.KOORDINATOR), "/dasbor/pekan/")


@pytest.mark.parametrize("units", [1, 3])
def test_week_costs_eleven_statements(unit: Opd, units: int) -> None:
    for _ in range(units):
        make_lembar(periode=Periode.objects.get())
    client = enter(Role.KOORDINATOR)
    client.get("/dasbor/pekan/")
    with CaptureQueriesContext(connection) as asked:
        client.get("/dasbor/pekan/")
    assert len(asked) == SESSION_AND_ACTOR + 11


def test_one_press_reminds_by_mail_and_is_logged(unit: Opd) -> None:
    client = enter(Role.KOORDINATOR)
    answer = client.post(
        f"/dasbor/pekan/ingatkan/{unit.pk}/", {"perihal": "Perbaiki lembar kerja 2026"}, follow=True
    )
    page = " ".join(answer.content.decode().split())
    assert "Budi, Rina diingatkan dan dicatat" in page
    assert Catatan.objects.filter(action="dasbor.pengingat.sent", stream=unit.stream).count() == 2
    (job,) = Pekerjaan.objects.filter(kind="dasbor.pengingat")
    row = Pengingat.objects.get(pk=job.params["pengingat"])
    for _ in range(2):
        mail_pengingat(row.pk)
    (sent,) = mail.outbox
    assert sent.to == ["rina@contoh.go.id"]
    assert "Perbaiki lembar kerja 2026" in sent.body
    assert "Dinas Satu" in sent.body
    assert "Rina, Budi" in text_of(client, "/dasbor/pekan/") or "Budi, Rina" in text_of(
        client, "/dasbor/pekan/"
    )


def test_nobody_is_reminded_twice_a_day(unit: Opd) -> None:
    actor = make_actor(Role.KOORDINATOR)
    assert len(remind(unit, perihal="Isi", people=recipients_of(unit), actor=actor)) == 2
    with pytest.raises(WrongState, match="sudah diingatkan hari ini"):
        remind(unit, perihal="Isi", people=recipients_of(unit), actor=actor)
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        assert len(remind(unit, perihal="Isi", people=recipients_of(unit), actor=actor)) == 2
    assert Pengingat.objects.count() == 4


def test_unit_without_people_is_said_so(unit: Opd) -> None:
    empty = OpdFactory()
    with pytest.raises(WrongState, match="Belum ada orang"):
        remind(empty, perihal="Isi", people=recipients_of(empty), actor=make_actor(Role.KOORDINATOR))
    assert "Belum ada yang dapat diingatkan" in text_of(
        enter(Role.KOORDINATOR), f"/dasbor/pekan/ingatkan/{empty.pk}/"
    )


@pytest.mark.parametrize("role", [Role.PIMPINAN, Role.PENILAI_KETUA, Role.ADMINISTRATOR])
def test_only_the_coordinator_reminds(unit: Opd, role: str) -> None:
    with pytest.raises(PermissionRefused):
        remind(unit, perihal="Isi", people=recipients_of(unit), actor=make_actor(role))
    assert not Pengingat.objects.exists()


def test_text_for_whatsapp_carries_no_data(unit: Opd) -> None:
    page = text_of(enter(Role.KOORDINATOR), f"/dasbor/pekan/ingatkan/{unit.pk}/?perihal=Perbaiki")
    assert whatsapp_text() in page
    assert not any(word in whatsapp_text() for word in ("Dinas", "Rina", "lembar kerja", "2026"))


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({}, "UNIQUE|dasbor_pengingat_once_a_day"),
        ({"day": date(2026, 11, 21), "perihal": ""}, "dasbor_pengingat_says_what"),
        ({"day": date(2026, 11, 21), "mailed_at": NOW}, "dasbor_pengingat_mailed_has_address"),
    ],
)
def test_reminder_that_cannot_be_is_refused_by_the_database(unit: Opd, changes: dict, name: str) -> None:
    person = PenggunaFactory()
    values = {"pengguna": person, "opd": unit, "perihal": "Isi", "day": date(2026, 11, 20)}
    values |= {"by_mail": False, "sent_by": person, "sent_at": NOW}
    Pengingat.objects.create(**values)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Pengingat.objects.create(**(values | changes))


def feed_of(client: Client) -> str:
    """The path of the address that the page shows once."""
    answer = client.post("/dasbor/kalender/alamat/", follow=True)
    return re.search(r"http://[^/]+(/dasbor/kalender/[\w-]{43}\.ics)", answer.content.decode())[1]


def test_calendar_address_is_private_shown_once_and_revocable(unit: Opd) -> None:
    client, stranger = enter(Role.OPERATOR, unit), Client()
    path = feed_of(client)
    answer = stranger.get(path)
    text = answer.content.decode()
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert "DTSTART;VALUE=DATE:20261130" in text
    assert "SUMMARY:Pengisian LKE 2026 ditutup" in text
    assert path not in text_of(client, "/dasbor/kalender/")
    newer = feed_of(client)
    assert stranger.get(path).status_code == 404
    client.post("/dasbor/kalender/alamat/", {"cabut": "ya"})
    assert stranger.get(newer).status_code == 404
    assert AlamatKalender.objects.filter(revoked_at=None).count() == 0
    assert not AlamatKalender.objects.filter(token_hash__in=[path[17:-4], newer[17:-4]]).exists()


def test_closed_account_reads_no_calendar(unit: Opd) -> None:
    client = enter(Role.OPERATOR, unit)
    path = feed_of(client)
    AlamatKalender.objects.get().pengguna.__class__.objects.update(is_active=False)
    assert Client().get(path).status_code == 404


def test_calendar_shows_what_is_to_come_by_month(unit: Opd) -> None:
    TargetFactory(year=2026, due_on=date(2026, 12, 15))
    page = text_of(enter(Role.KOORDINATOR), "/dasbor/kalender/")
    assert (
        page.index("November 2026") < page.index("Pengisian LKE 2026 ditutup") < page.index("Desember 2026")
    )
    assert "Tenggat target pencanangan 2026" in page
    client = Client()
    client.force_login(PenggunaFactory())
    assert "Pengisian LKE" not in text_of(client, "/dasbor/kalender/")


def test_calendar_tells_when_proposals_close_and_returned_worksheets_are_due(unit: Opd) -> None:
    Periode.objects.update(
        propose_opens_at=datetime(2026, 12, 1, tzinfo=UTC),
        propose_closes_at=datetime(2026, 12, 20, 9, tzinfo=UTC),
    )
    sheet = LembarKerja.objects.get(opd=unit)
    returned = {"returned_at": NOW, "reason": "Lengkapi"}
    RondeFactory(
        lembar=sheet, nomor=1, deadline=NOW + timedelta(days=1), closed_at=NOW + timedelta(days=1), **returned
    )
    RondeFactory(lembar=sheet, nomor=2, deadline=datetime(2026, 12, 4, 9, tzinfo=UTC), **returned)
    assert f'href="/lembar-kerja/{sheet.pk}/">Perbaikan LKE' in text_of(
        enter(Role.OPERATOR, unit), "/dasbor/kalender/"
    )
    text = Client().get(feed_of(enter(Role.OPERATOR, unit))).content.decode()
    assert "SUMMARY:Pengusulan 2026 ke Kementerian PANRB ditutup" in text
    assert text.count("SUMMARY:Perbaikan LKE") == 1
    assert "DTSTART;VALUE=DATE:20261204" in text
    other = Client().get(feed_of(enter(Role.OPERATOR, OpdFactory()))).content.decode()
    assert "Perbaikan LKE" not in other


def test_calendar_tells_promises_not_kept_yet_and_reports_on_predicates(unit: Opd) -> None:
    plan = RencanaAksiFactory(opd=unit, year=2026)
    for text in ("Survei kepuasan", "Rapat monev"):
        TindakanFactory(rencana=plan, text=text, due_on=date(2026, 12, 10))
    done = TindakanFactory(rencana=plan, text="Sudah", due_on=date(2026, 12, 11))
    KemajuanFactory(tindakan=done, amount=done.target)
    PredikatFactory(opd=unit, valid_from=date(2025, 12, 21), contoh=True)
    client = Client()
    own, city = feed_of(enter(Role.OPERATOR, unit)), feed_of(enter(Role.KOORDINATOR))
    for feed, note in ((own, "Rapat monev; Survei kepuasan"), (city, "Dinsatu 2")):
        events = Calendar.from_ical(client.get(feed).content).walk("VEVENT")
        told = {str(event["SUMMARY"]): event for event in events}
        promise = told["Tenggat 2 janji rencana aksi"]
        assert (promise["DTSTART"].dt, promise["DTEND"].dt) == (date(2026, 12, 10), date(2026, 12, 11))
        assert str(promise["DESCRIPTION"]) == note
        assert told["Laporan predikat WBK Dinsatu ke Kementerian PANRB"]["DTSTART"].dt == date(2027, 12, 21)
        assert len({str(event["UID"]) for event in events}) == len(events)
    other = client.get(feed_of(enter(Role.OPERATOR, OpdFactory()))).content.decode()
    assert "Dinsatu" not in other


@pytest.mark.parametrize("many", [1, 3])
def test_calendar_costs_the_same_at_any_size(unit: Opd, many: int) -> None:
    plan = RencanaAksiFactory(opd=unit, year=2026)
    for number in range(many):
        TindakanFactory(rencana=plan, due_on=date(2026, 12, 10 + number))
        PredikatFactory(opd=OpdFactory())
        make_lembar(periode=Periode.objects.get())
    client = enter(Role.KOORDINATOR)
    client.get("/dasbor/kalender/")
    with CaptureQueriesContext(connection) as asked:
        client.get("/dasbor/kalender/")
    assert len(asked) == SESSION_AND_ACTOR + 8


@pytest.mark.parametrize("name", ["one_open", "revoked_after_made"])
def test_address_that_cannot_be_is_refused_by_the_database(name: str) -> None:
    person, now = PenggunaFactory(), timezone.now()
    AlamatKalender.objects.create(pengguna=person, token_hash="a" * 64, created_at=now)
    revoked = None if name == "one_open" else now - timedelta(days=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        AlamatKalender.objects.create(
            pengguna=person, token_hash="b" * 64, created_at=now, revoked_at=revoked
        )


def test_meeting_has_one_statement_a_screen_and_links_that_need_no_script(unit: Opd) -> None:
    client = enter(Role.PIMPINAN)
    page = text_of(client, "/dasbor/rapat/")
    assert page.count("<h1") == 1
    assert "0 dari 1 unit" not in page
    assert 'rel="next"' in page
    assert 'rel="prev"' not in page
    last = text_of(client, "/dasbor/rapat/?layar=999")
    assert "Siapa melakukan apa" in last
    assert 'rel="next"' not in last
    every = text_of(client, "/dasbor/rapat/?layar=semua")
    assert every.count('class="meeting-screen"') > 3
    assert "1 unit membangun, 1 menilai mandiri pada 2026" in every
    assert '<a href="/dasbor/langkah/membangun/?tahun=2026&amp;penilai=unit">Membangun</a>' in every
    assert client.get("/dasbor/rapat/?layar=-1&tahun=x").status_code == 200


def test_meeting_of_a_unit_shows_nothing_of_another(unit: Opd) -> None:
    other = enter(Role.OPERATOR, OpdFactory())
    assert "Dinsatu" not in text_of(other, "/dasbor/rapat/?layar=semua")
