"""The monthly brief: two pages that say what the boards say, made once a month and sent once to each leader."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pikepdf
import pytest
import time_machine
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from dasar.errors import PermissionRefused
from dasar.jurnal.models import Catatan
from dasar.pekerjaan.domain import run_pekerjaan
from dasar.pekerjaan.enums import State
from dasar.pekerjaan.models import Pekerjaan
from evaluasi.domain.pengisian import save_jawaban
from evaluasi.models import LembarKerja
from opd.enums import Pihak, Role
from opd.models import Opd
from tests.factories.evaluasi import PeriodeFactory, make_lembar
from tests.factories.kota_acak import make_kota_acak
from tests.factories.laporan import DokumenTerbitFactory
from tests.factories.opd import KotaFactory, OpdFactory, TargetFactory, make_actor
from tests.factories.rencana import KemajuanFactory, RencanaAksiFactory, TindakanFactory
from tests.opd.test_papan import declare
from tests.zona.laporan.test_terbit import read, text_of
from zona.laporan.domain.bulanan import ensure_monthly, month_before, request_ringkasan
from zona.laporan.domain.ringkasan import gather_ringkasan
from zona.laporan.domain.terbit import issue_ringkasan
from zona.laporan.enums import DokumenKind
from zona.laporan.models import DokumenTerbit, Kiriman
from zona.laporan.tasks import make_monthly

pytestmark = pytest.mark.django_db
NOVEMBER = date(2026, 11, 1)
KODE = "A.1.i.a"


def fill_city(units: int) -> None:
    """Units with long names that declared (half of them), and their worksheets of the year."""
    KotaFactory()
    TargetFactory(year=2026, due_on=date(2026, 1, 31))
    periode = PeriodeFactory(year=timezone.localdate().year)
    for number in range(units):
        opd = OpdFactory(name=f"Dinas Pekerjaan Umum, Penataan Ruang, dan Pertanahan {number:02}")
        if number % 2:
            declare(opd, day=timezone.localdate() - timedelta(days=number))
        lembar = make_lembar(opd=opd, periode=periode)
        operator = make_actor(Role.OPERATOR, opd)
        save_jawaban(lembar, actor=operator, kode=KODE, isian="Ya", version=0)


def facts_today() -> dict[str, Any]:
    return gather_ringkasan(timezone.localdate().replace(day=1), today=timezone.localdate())


def test_a_full_city_fits_two_pages_and_says_what_the_board_says(tmp_path: object) -> None:
    fill_city(14)
    berkas = issue_ringkasan(timezone.localdate().replace(day=1), issued_by=None)
    pdf = read(berkas)
    opened = pikepdf.open(io.BytesIO(pdf))
    assert (len(opened.pages), bool(opened.Root.MarkInfo.Marked)) == (2, True)
    text = " ".join(text_of(pdf, tmp_path).split())
    row = DokumenTerbit.objects.get()
    for told in (
        row.label,
        "Yang memerlukan keputusan",
        "7 OPD lewat",
        row.facts["strong"],
    ):
        assert told in text
    with_board = Client()
    with_board.force_login(make_actor(Role.PIMPINAN).pengguna)
    board = " ".join(with_board.get("/dasbor/").content.decode().split())
    assert row.facts["strong"] in board


@pytest.mark.lambat
@pytest.mark.parametrize("units", [31, 60, 500])
def test_brief_keeps_to_two_pages_at_any_size_of_city(units: int, tmp_path: object) -> None:
    KotaFactory()
    TargetFactory(year=2026, due_on=date(2026, 1, 31))
    with time_machine.travel(datetime(2026, 11, 20, 3, tzinfo=UTC), tick=False):
        rich = make_kota_acak(1)
        for number, opd in enumerate(rich + [OpdFactory() for _ in range(units - len(rich))]):
            Opd.objects.filter(pk=opd.pk).update(short_name=f"Dinas Penataan Ruang dan {number:03}")
            if number >= len(rich) and number % 2:
                declare(opd, day=date(2026, 10, 1 + number % 28))
        pdf = read(issue_ringkasan(NOVEMBER, issued_by=None))
    assert len(pikepdf.open(io.BytesIO(pdf)).pages) == 2
    text = " ".join(text_of(pdf, tmp_path).split())
    assert "janji selesai menurut unit" in text
    assert "Lintasan pencanangan" in text


def test_an_empty_city_is_told_honestly(tmp_path: object) -> None:
    pdf = read(issue_ringkasan(NOVEMBER, issued_by=None))
    assert len(pikepdf.open(io.BytesIO(pdf)).pages) == 2
    text = " ".join(text_of(pdf, tmp_path).split())
    assert "Tidak ada yang menunggu keputusan" in text
    assert "Belum ada penilaian mandiri" in text


def test_what_waits_is_named_with_whose_turn_it_is() -> None:
    fill_city(2)
    person = make_actor(Role.PIMPINAN).pengguna
    LembarKerja.objects.update(state="submitted", submitted_at=timezone.now(), submitted_by=person)
    told = {(row["what"], row["who"]) for row in facts_today()["decisions"]}
    assert ("1 OPD lewat tenggat pencanangan", "Wali Kota atau Sekda") in told
    assert ("2 lembar kerja menunggu dinilai", "Inspektorat (TPI)") in told


def test_promises_are_told_as_the_board_tells_them() -> None:
    assert facts_today()["promises"].startswith("Belum ada unit yang mencatat rencana aksi")
    today = timezone.localdate()
    rencana = RencanaAksiFactory(year=today.year, opd=OpdFactory(short_name="DPUPR"))
    TindakanFactory(rencana=rencana, due_on=today - timedelta(days=3))
    kept = TindakanFactory(rencana=rencana, due_on=today, target=2)
    KemajuanFactory(tindakan=kept, amount=2, on=today, pihak=Pihak.VERIFIKATOR)
    facts = facts_today()
    assert facts["promises"].startswith("1 unit mencatat janjinya. 1 dari 2 janji selesai menurut unit")
    assert "1 terlambat" in facts["promises"]
    late = {"what": "1 janji rencana aksi lewat tenggat", "names": "DPUPR", "who": "Kepala unit"}
    assert late in facts["decisions"]


def test_the_portal_makes_one_brief_a_month_and_sends_it_once(settings: Any) -> None:
    KotaFactory()
    leader = make_actor(Role.PIMPINAN, email="walikota@contoh.go.id", name="Wali Kota").pengguna
    make_actor(Role.PIMPINAN, email="")
    make_actor(Role.KOORDINATOR, email="bagor@contoh.go.id")
    job = ensure_monthly(date(2026, 12, 1))
    assert ensure_monthly(date(2026, 12, 1)) == job
    assert run_pekerjaan(job.pk) == State.DONE
    row = DokumenTerbit.objects.get(kind=DokumenKind.RINGKASAN)
    assert (row.month, row.issued_by, row.facts["month"]) == (NOVEMBER, None, "November 2026")
    assert [ensure_monthly(date(2026, 12, day)) for day in (1, 2, 31)] == [None] * 3
    sent = mail.outbox[0]
    assert (len(mail.outbox), sent.to) == (1, [leader.email])
    assert f"{settings.PUBLIC_URL}/verifikasi/{row.code}/" in sent.body
    name, pdf, kind = sent.attachments[0]
    assert (name, pdf, kind) == (row.filename, read(row.berkas), "application/pdf")
    assert Kiriman.objects.get().pengguna == leader
    assert Catatan.objects.filter(action="laporan.kiriman.sent").count() == 1
    assert ensure_monthly(date(2027, 1, 1)).params == {"bulan": "2026-12-01"}


def test_a_broken_sending_goes_on_where_it_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    KotaFactory()
    for number in range(2):
        make_actor(Role.PIMPINAN, email=f"p{number}@contoh.go.id", name=f"P{number}")
    from django.core.mail import EmailMessage

    send, broken = EmailMessage.send, [True]

    def refuse_second(self: EmailMessage) -> int:
        if self.to == ["p1@contoh.go.id"] and broken.pop():
            raise OSError("mail server away")
        return send(self)

    monkeypatch.setattr(EmailMessage, "send", refuse_second)
    broken.append(True)
    job = ensure_monthly(date(2026, 12, 1))
    assert run_pekerjaan(job.pk) == State.QUEUED
    broken[:] = [False]
    monkeypatch.setattr(EmailMessage, "send", send)
    assert run_pekerjaan(job.pk) == State.DONE
    assert sorted(message.to[0] for message in mail.outbox) == ["p0@contoh.go.id", "p1@contoh.go.id"]
    assert DokumenTerbit.objects.count() == 1


def test_beat_makes_nothing_for_a_portal_without_a_city() -> None:
    make_monthly()
    assert not Pekerjaan.objects.exists()


@pytest.mark.parametrize(
    ("day", "month"), [(date(2026, 12, 1), NOVEMBER), (date(2026, 1, 31), date(2025, 12, 1))]
)
def test_month_before(day: date, month: date) -> None:
    assert month_before(day) == month


def test_made_now_is_kept_and_sent_to_nobody() -> None:
    KotaFactory()
    actor = make_actor(Role.PIMPINAN, email="walikota@contoh.go.id")
    job = request_ringkasan(actor=actor)
    assert request_ringkasan(actor=actor) == job
    run_pekerjaan(job.pk)
    row = DokumenTerbit.objects.get()
    assert (row.issued_by, mail.outbox) == (actor.pengguna, [])
    client = Client()
    client.force_login(actor.pengguna)
    assert row.label in client.get("/laporan/").content.decode()
    with pytest.raises(PermissionRefused):
        request_ringkasan(actor=make_actor(Role.KEPALA, OpdFactory()))


def test_month_and_once_are_held_by_the_database() -> None:
    brief = {"kind": DokumenKind.RINGKASAN, "pencanangan": None, "as_of": NOVEMBER, "title": "x", "facts": {}}
    first = DokumenTerbitFactory(**brief, month=NOVEMBER)
    person = make_actor(Role.PIMPINAN).pengguna
    DokumenTerbitFactory(**brief, month=NOVEMBER, issued_by=person)
    for make, name in (
        (lambda: DokumenTerbitFactory(**brief, month=NOVEMBER), "month"),
        (lambda: DokumenTerbitFactory(**brief, month=None), "dokumenterbit_month"),
        (lambda: DokumenTerbitFactory(month=NOVEMBER), "dokumenterbit_month"),
        (
            lambda: Kiriman.objects.bulk_create([_sent(first, person), _sent(first, person)]),
            "pengguna|kiriman",
        ),
    ):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            make()


def _sent(dokumen: DokumenTerbit, person: Any) -> Kiriman:
    return Kiriman(dokumen=dokumen, pengguna=person, sent_at=timezone.now())


@pytest.mark.parametrize("units", [1, 3])
def test_gathering_costs_the_same_at_any_size(units: int, django_assert_num_queries: Callable) -> None:
    fill_city(units)
    facts_today()
    with django_assert_num_queries(9):
        facts_today()
