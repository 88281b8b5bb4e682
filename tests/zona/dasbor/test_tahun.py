"""The board of a year as people meet it: in words, down to the units, with what changed since they were last here."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dasar.akun.models import Pengguna
from dasar.jurnal.domain import record
from evaluasi.domain.lembar_kerja import return_lembar
from evaluasi.domain.queries.papan_kota import Peristiwa
from evaluasi.models import LembarKerja
from opd.enums import Role
from opd.models import Opd
from tests.evaluasi.test_papan_kota import city  # noqa: F401 - a fixture
from tests.factories.akun import PenggunaFactory
from tests.factories.evaluasi import PeriodeFactory, make_lembar
from tests.factories.opd import KeanggotaanFactory, OpdFactory, make_actor
from tests.factories.rencana import TindakanFactory
from tests.zona.dasbor.test_halaman import SESSION_AND_ACTOR, enter, text_of
from zona.dasbor.models import Kunjungan
from zona.dasbor.perubahan import tell_changes

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
BOARD = 4  # the years, the units with their predicates, the worksheets, what is to be followed up


@pytest.fixture(autouse=True)
def _today() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


def anew(person: Pengguna) -> Client:
    """A fresh session of this person."""
    client = Client()
    client.force_login(person)
    return client


def test_first_screen_says_where_the_city_stands(city: list[Opd]) -> None:  # noqa: F811
    page = text_of(enter(Role.PIMPINAN), "/dasbor/")
    assert "<strong>3 dari 6 unit</strong> sudah mengajukan penilaian mandiri 2026" in page
    assert "41 hari lagi sampai 31 Desember 2026" in page
    counts = re.findall(r'funnel-count">(\d+)<', page)
    assert counts == ["5", "6", "3", "0", "0", "0", "0"]
    assert "naik 1 dari 2025" in page


def test_every_step_opens_its_units_and_their_worksheets(city: list[Opd]) -> None:  # noqa: F811
    client = enter(Role.PIMPINAN)
    page = text_of(client, "/dasbor/langkah/menilai/?tahun=2026")
    assert "<h1>Menilai mandiri 2026: 3 unit</h1>" in page
    assert [name for name in ("Dinas 0", "Dinas 1", "Dinas 3", "Dinas 5") if f">{name}</a>" in page] == [
        "Dinas 1",
        "Dinas 3",
        "Dinas 5",
    ]
    assert page.count("/lembar-kerja/") >= 3
    OpdFactory(name="Dinas Baru")
    assert client.get("/dasbor/langkah/entah/").status_code == 404


@pytest.mark.parametrize("role", [Role.PIMPINAN, Role.KOORDINATOR, Role.PENILAI_ANGGOTA, Role.OPERATOR])
def test_every_way_down_opens_for_whom_it_is_shown(city: list[Opd], role: str) -> None:  # noqa: F811
    """Assessors see the figures of the city and no way to worksheets that they are not assigned to."""
    unit, other = city[1], city[3]
    client = enter(role, unit) if role == Role.OPERATOR else enter(role)
    pages = [
        "/dasbor/",
        "/dasbor/langkah/membangun/",
        "/dasbor/rapat/?layar=semua",
        f"/dasbor/riwayat/{unit.pk}/",
        f"/dasbor/bandingkan/?tahun=2026&unit={unit.pk}&unit={other.pk}",
    ]
    found = {
        href for page in pages for href in re.findall(r'href="(/lembar-kerja/[^"#]+)"', text_of(client, page))
    }
    assert {client.get(href).status_code for href in found} <= {200}
    assert bool(found) == (role != Role.PENILAI_ANGGOTA)
    history = text_of(client, f"/dasbor/riwayat/{unit.pk}/")
    assert ("lewat meja penilaian" in history) == (role == Role.PENILAI_ANGGOTA)
    assert ("Butir yang paling banyak kehilangan poin" in history) == (role != Role.PENILAI_ANGGOTA)


def test_declared_unit_without_a_worksheet_is_named(city: list[Opd]) -> None:  # noqa: F811
    LembarKerja.objects.filter(opd=city[0], periode__year=2026).delete()
    page = text_of(enter(Role.PIMPINAN), "/dasbor/langkah/belum-mulai/?tahun=2026")
    assert "1 unit sudah mencanangkan tetapi belum memulai lembar kerja 2026" in page
    assert ">Dinas 0</a>" in page


def test_empty_city_is_told_honestly() -> None:
    page = text_of(enter(Role.PIMPINAN), "/dasbor/")
    assert "<strong>Belum ada penilaian mandiri 2026</strong>, juga belum ada pencanangan." in page
    assert "Belum ada lembar kerja 2026." in page
    assert "0 dari 0" not in page
    assert "Belum ada rencana aksi yang dicatat" in page


def test_switch_shows_what_the_assessors_see(city: list[Opd]) -> None:  # noqa: F811
    page = text_of(enter(Role.PIMPINAN), "/dasbor/?penilai=tpi")
    assert "Belum ada penilaian TPI yang dapat dibandingkan dengan batas." in page
    assert "belum dinilai" in page


def test_hostile_address_is_the_plain_board(city: list[Opd]) -> None:  # noqa: F811
    client = enter(Role.PIMPINAN)
    assert client.get("/dasbor/?tahun=20260&penilai=x&halaman=-1").status_code == 200
    assert "Papan 2026" in text_of(client, "/dasbor/?tahun=1999&halaman=99999")


def test_unit_sees_its_own_year_only(city: list[Opd]) -> None:  # noqa: F811
    page = text_of(enter(Role.OPERATOR, city[1]), "/dasbor/")
    assert "<strong>Unit ini</strong> sudah mengajukan penilaian mandiri 2026" in page
    assert "Dinas 3" not in page
    assert "Dinas 3" not in text_of(enter(Role.OPERATOR, city[1]), "/dasbor/langkah/menilai/")


def test_board_says_what_changed_since_the_last_visit(city: list[Opd]) -> None:  # noqa: F811
    person = PenggunaFactory()
    KeanggotaanFactory(pengguna=person, opd=None, role=Role.PIMPINAN)
    assert "Ini kunjungan pertama Anda" in text_of(anew(person), "/dasbor/")
    with time_machine.travel(NOW + timedelta(hours=5), tick=False):
        row = LembarKerja.objects.select_related("opd").get(opd=city[1], periode__year=2026)
        return_lembar(row, actor=make_actor(Role.KOORDINATOR), reason="Lengkapi bukti")
    with time_machine.travel(NOW + timedelta(hours=6), tick=False):
        page = text_of(anew(person), "/dasbor/")
        assert "Sejak kunjungan terakhir Anda, 20 November 2026" in page
        assert "Lembar kerja Din1 dikembalikan" in page
    with time_machine.travel(NOW + timedelta(hours=7), tick=False):
        assert "Lembar kerja Din1 dikembalikan" in text_of(anew(person), "/dasbor/")
    with time_machine.travel(NOW + timedelta(hours=12), tick=False):
        assert "Tidak ada yang berubah sejak" in text_of(anew(person), "/dasbor/")
    assert Kunjungan.objects.count() == 1


def test_changes_told_in_one_line_unfold_to_each_of_them() -> None:
    at = datetime(2026, 11, 20, 8, tzinfo=UTC)
    events = [Peristiwa(at, "submitted", uuid4(), f"Din{n}", uuid4()) for n in range(5)]
    events.append(Peristiwa(at, "won", uuid4(), "Setda", predikat="WBK"))
    award, many = tell_changes(events, at - timedelta(days=1))["baris"]
    assert award["kata"] == "Setda meraih WBK"
    assert many["kata"] == "5 lembar kerja diajukan: Din0, Din1, Din2, dan 2 lainnya"
    assert [line["href"] for line in many["isi"]] == [f"/lembar-kerja/{row.lembar}/" for row in events[:5]]


def test_visit_before_lies_before() -> None:
    now = timezone.now()
    with pytest.raises(IntegrityError, match="dasbor_kunjungan_before_is_before"), transaction.atomic():
        Kunjungan.objects.create(pengguna=PenggunaFactory(), at=now, before=now)


@pytest.mark.parametrize("units", [1, 3])
@pytest.mark.parametrize("url", ["/dasbor/", "/dasbor/langkah/menilai/"])
def test_board_costs_six_statements_in_all(url: str, units: int) -> None:
    periode = PeriodeFactory(year=2026)
    for _ in range(units):
        make_lembar(periode=periode)
    client = enter(Role.PIMPINAN)
    client.get(url)  # notes the visit, and the process learns the instrument
    record(actor=None, action="opd.opd.created", obj=OpdFactory(), stream="kota")
    with CaptureQueriesContext(connection) as first:
        client.get(url)
    with CaptureQueriesContext(connection) as kept:
        client.get(url)
    assert len(first) == SESSION_AND_ACTOR + BOARD == 6
    assert len(kept) == SESSION_AND_ACTOR


def test_person_without_a_role_sees_no_unit(city: list[Opd]) -> None:  # noqa: F811
    client = Client()
    client.force_login(PenggunaFactory())
    page = text_of(client, "/dasbor/")
    assert "Dinas" not in page


def test_board_tells_what_became_of_the_promises() -> None:
    client = enter(Role.PIMPINAN)
    assert "Belum ada rencana aksi yang dicatat" in client.get("/dasbor/").content.decode()
    year = timezone.localdate().year
    late = TindakanFactory(rencana__year=year, starts_on=date(year, 1, 1), due_on=date(year, 1, 1))
    record(actor=None, action="opd.tindakan.added", obj=late, stream="kota")
    page = client.get("/dasbor/").content.decode()
    assert "0 dari 1 janji selesai menurut unit, 1 terlambat." in page
    assert f"/rencana-aksi/{late.rencana_id}/" in page
