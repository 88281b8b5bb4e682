"""Open data and the public page of a unit: exactly what the city publishes, for everyone, and no person."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date

import pytest
from django.db import IntegrityError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dasar.errors import DomainError, PermissionRefused
from evaluasi.domain.nilai import score_lembar, store_nilai
from evaluasi.domain.pengisian import save_jawaban
from evaluasi.enums import LembarState, Tahap
from evaluasi.models import Jawaban, LembarKerja, Periode, Predikat
from opd.enums import PencananganState, Pihak, Role
from opd.models import Opd, Pencanangan, Tindakan
from tests.factories.akun import PenggunaFactory
from tests.factories.evaluasi import DokumenFactory, PeriodeFactory, make_lembar
from tests.factories.hasil import PredikatFactory
from tests.factories.opd import (
    KepalaFactory,
    OpdFactory,
    PegawaiFactory,
    PencananganFactory,
    PesertaFactory,
    SaksiFactory,
    make_actor,
)
from tests.factories.rencana import KemajuanFactory, TindakanFactory
from tests.opd.test_papan import declare
from zona.publik.domain.keterbukaan import set_keterbukaan, set_terbitan
from zona.publik.enums import Lisensi
from zona.publik.models import Keterbukaan, TerbitanPeriode

pytestmark = pytest.mark.django_db
ORANG = "KNRI-orang"
DATASETS = ("unit", "pencanangan", "penilaian", "janji", "predikat", "kamus")
KODE = "A.1.i.a"


def publish(**shown: bool) -> None:
    """Open data on; of every year what is named."""
    set_keterbukaan(actor=None, is_open=True, licence=Lisensi.CC_BY)
    for periode in Periode.objects.all():
        flags = {"progress": False, "self_view": False, "tpi_view": False} | shown
        set_terbitan(periode, actor=None, basis="SK 1", **flags)


def table(name: str, **asked: str) -> list[dict[str, str]]:
    response = Client().get(f"/api/terbuka/{name}/", {"format": "csv", **asked})
    assert response.status_code == 200
    return list(csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode())))


@pytest.fixture
def unit() -> Opd:
    """A unit full of people, that declared and was assessed: yes by itself, no by the inspectors."""
    opd = OpdFactory(name="Dinas Kesehatan", short_name="Dinkes", code="DINKES")
    PegawaiFactory(opd=opd, name=ORANG)
    KepalaFactory(opd=opd, name=ORANG)
    event = declare(opd, day=date(2020, 7, 20))
    event.peserta.update(signer_name=ORANG, signer_title=ORANG)
    SaksiFactory(pencanangan=event, name=ORANG, institution=ORANG)
    Pencanangan.objects.filter(pk=event.pk).update(leader_name=ORANG, leader_title=ORANG, note=ORANG)
    lembar = make_lembar(opd=opd, periode=PeriodeFactory(year=2026))
    actor = make_actor(Role.OPERATOR, opd, name=ORANG)
    save_jawaban(lembar, actor=actor, kode=KODE, isian="Ya", version=0, catatan=ORANG)
    simpul = lembar.periode.instrumen.simpul.get(kode=KODE)
    Jawaban.objects.create(
        lembar=lembar,
        simpul=simpul,
        tahap=Tahap.TPI,
        pilihan="Tidak",
        catatan=ORANG,
        updated_at=timezone.now(),
    )
    store_nilai(lembar, score_lembar(lembar, Tahap.TPI), tahap=Tahap.TPI)
    return opd


@pytest.fixture
def plan(unit: Opd) -> Tindakan:
    """A promise of the unit: who is responsible, what was said of it, by whom."""
    row = TindakanFactory(
        rencana__opd=unit, text="Rapat pemantauan", responsible=ORANG, due_on=date(2026, 3, 31), target=12
    )
    by = PenggunaFactory(name=ORANG)
    KemajuanFactory(tindakan=row, amount=7, note=ORANG, by=by, dokumen=DokumenFactory(opd=unit, title=ORANG))
    KemajuanFactory(tindakan=row, amount=6, note=ORANG, by=by, pihak=Pihak.VERIFIKATOR, on=date(2026, 2, 20))
    return row


def become(opd: Opd, state: str) -> None:
    person = make_actor(Role.KEPALA, opd, name=ORANG).pengguna
    LembarKerja.objects.filter(opd=opd).update(state=state, submitted_at=timezone.now(), submitted_by=person)


def test_nothing_is_given_out_until_the_city_says_so(unit: Opd) -> None:
    for name in DATASETS:
        response = Client().get(f"/api/terbuka/{name}/")
        assert (response.status_code, "belum menerbitkan" in response.json()["detail"]) == (404, True)
    assert "Kota belum menerbitkan data terbuka" in Client().get("/publik/data/").content.decode()
    publish()
    assert [Client().get(f"/api/terbuka/{name}/").status_code for name in DATASETS] == [200] * 6
    set_keterbukaan(actor=None, is_open=False, licence=Lisensi.CC_BY)
    assert Client().get("/api/terbuka/unit/").status_code == 404


def test_units_and_declarations_are_told(unit: Opd) -> None:
    draft = PencananganFactory(organiser=unit, place="Rahasia", state=PencananganState.DRAFT)
    PesertaFactory(pencanangan=draft)
    publish()
    assert [(row["kode"], row["mencanangkan_pada"]) for row in table("unit")] == [("DINKES", "2020-07-20")]
    assert [(row["tanggal"], row["kode_unit"]) for row in table("pencanangan")] == [("2020-07-20", "DINKES")]


@pytest.mark.parametrize(
    ("state", "shown", "expected"),
    [
        ("approved", {}, []),
        ("draft", {"progress": True, "self_view": True}, [("Sedang diisi", "", "", "")]),
        ("submitted", {"self_view": True, "tpi_view": True}, [("", "TOTAL", "60.000000000000", "")]),
        ("approved", {"tpi_view": True}, [("", "TOTAL", "", "0.000000000000")]),
        (
            "approved",
            {"progress": True, "self_view": True, "tpi_view": True},
            [("Selesai dinilai TPI", "TOTAL", "60.000000000000", "0.000000000000")],
        ),
    ],
)
def test_the_evaluation_is_told_exactly_as_far_as_published(
    unit: Opd, state: str, shown: dict[str, bool], expected: list[tuple[str, ...]]
) -> None:
    if state != LembarState.DRAFT:
        become(unit, state)
    publish(**shown)
    columns = ("langkah", "kode_area", "nilai_unit", "nilai_tpi")
    told = [tuple(row[name] for name in columns) for row in table("penilaian")]
    assert [row for row in told if row[1] in ("", "TOTAL")] == expected
    page = " ".join(Client().get(f"/publik/unit/{unit.pk}/?{state}").content.decode().split())
    assert ("Menurut unit sendiri" in page) == any(row[2] for row in expected)
    assert ("Menurut Tim Penilai Internal" in page) == any(row[3] for row in expected)
    assert ("Keadaan: <strong>" in page) == any(row[0] for row in expected)


def test_no_person_is_named_anywhere(unit: Opd, plan: Tindakan) -> None:
    become(unit, LembarState.APPROVED)
    publish(progress=True, self_view=True, tpi_view=True, promises=True)
    client = Client()
    urls = [f"/api/terbuka/{name}/?format={form}" for name in DATASETS for form in ("json", "csv")]
    for url in [*urls, "/api/terbuka/", "/publik/", "/publik/data/", f"/publik/unit/{unit.pk}/"]:
        response = client.get(url)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        assert response.status_code == 200
        assert ORANG.encode() not in body, url


def test_predicates_are_told_with_their_end(unit: Opd) -> None:
    common = {"opd": unit, "kind": "WBK", "valid_from": date(2024, 12, 1), "sumber": "Laman kementerian"}
    Predikat.objects.create(year=2024, revoked_on=date(2025, 3, 1), revoke_reason=ORANG, **common)
    Predikat.objects.create(year=2025, **common)
    publish()
    told = sorted((row["tahun"], row["dicabut_pada"]) for row in table("predikat"))
    assert told == [("2024", "2025-03-01"), ("2025", "")]
    page = " ".join(Client().get(f"/publik/unit/{unit.pk}/").content.decode().split())
    assert ("Predikat WBK 2025" in page, "dicabut 1 Maret 2025" in page, ORANG in page) == (True, True, False)


def test_promises_are_told_only_once_published_and_without_any_person(unit: Opd, plan: Tindakan) -> None:
    address = f"/publik/unit/{unit.pk}/"
    publish(progress=True)
    assert table("janji") == []
    assert "Rapat pemantauan" not in Client().get(address).content.decode()
    publish(promises=True)
    (row,) = table("janji")
    told = (row["kode_unit"], row["janji"], row["target"], row["satuan"], row["tenggat"])
    assert told == ("DINKES", "Rapat pemantauan", "12.00", "kali", "2026-03-31")
    assert (row["menurut_unit"], row["terverifikasi"]) == ("7.00", "6.00")
    page = Client().get(address).content.decode()
    assert "Rapat pemantauan" in page
    assert "12 kali sampai 31 Maret 2026" in page
    assert ORANG not in page
    assert ORANG not in str(row)


def test_awards_stand_on_the_pages_without_who_received_them(unit: Opd) -> None:
    event = Pencanangan.objects.get()
    event.penghargaan.create(recipient=ORANG, title="Piagam Penghargaan")
    Predikat.objects.create(
        opd=unit, kind="WBK", year=2025, valid_from=date(2025, 12, 10), sk_nomor="12/MENPAN"
    )
    Predikat.objects.create(
        opd=unit,
        kind="WBBM",
        year=2021,
        valid_from=date(2021, 12, 10),
        valid_to=date(2023, 12, 10),
        sk_nomor="7/MENPAN",
    )
    own = Client().get(f"/publik/unit/{unit.pk}/").content.decode()
    assert "<title>Dinas Kesehatan – " in own
    assert "Penghargaan: Piagam Penghargaan" in own
    assert ORANG not in own
    page = Client().get("/publik/").content.decode()
    assert "WBK 2025" in page
    assert "WBBM 2021" not in page
    assert "Penghargaan: Piagam Penghargaan" in page
    assert ORANG not in page


def test_a_page_of_the_evaluations_is_cut_by_the_database(unit: Opd) -> None:
    become(unit, "approved")
    for number in range(3):
        make_lembar(opd=OpdFactory(name=f"Lain {number}"), periode=Periode.objects.get())
    publish(progress=True, self_view=True)
    with CaptureQueriesContext(connection) as asked:
        answer = Client().get("/api/terbuka/penilaian/?ukuran=2").json()
    assert (answer["count"], len(answer["results"])) == (6, 2)
    assert "LIMIT 2" in asked[-1]["sql"]


def test_datasets_are_narrowed_by_year_and_unit(unit: Opd, plan: Tindakan) -> None:
    other = OpdFactory(code="LAIN")
    TindakanFactory(rencana__opd=other, rencana__year=2025, starts_on=date(2025, 1, 1))
    make_lembar(opd=other, periode=PeriodeFactory(year=2025))
    for row, year in ((unit, 2026), (other, 2025)):
        PredikatFactory(opd=row, year=year, valid_from=date(year, 12, 1))
    publish(progress=True, promises=True)
    for name in ("penilaian", "janji", "predikat"):
        rows = table(name)
        assert len(rows) == 2
        assert table(name, tahun="2026") == [row for row in rows if row["tahun"] == "2026"] == rows[:1]
        assert (
            table(name, kode_unit="LAIN") == [row for row in rows if row["kode_unit"] == "LAIN"] == rows[1:]
        )
    assert [row["kode"] for row in table("unit", mencanangkan="true")] == ["DINKES"]
    assert [row["kode"] for row in table("unit", kode="LAIN", mencanangkan="false")] == ["LAIN"]
    assert [len(table("pencanangan", **asked)) for asked in ({"tahun": "2020"}, {"kode_unit": "LAIN"})] == [
        1,
        0,
    ]
    refused = Client().get("/api/terbuka/janji/?tahun=lusa")
    assert (refused.status_code, list(refused.json())) == (400, ["tahun"])


def test_the_dictionary_explains_every_column(unit: Opd) -> None:
    publish(progress=True)
    explained = {(row["himpunan"], row["kolom"]) for row in table("kamus") if row["arti"] and row["tipe"]}
    for name in DATASETS[:3]:
        assert {(name, column) for column in table(name)[0]} <= explained
    told = Client().get("/api/terbuka/").json()
    assert told["lisensi"]["alamat"] == "https://creativecommons.org/licenses/by/4.0/deed.id"
    assert [row["nama"] for row in told["himpunan"]] == list(DATASETS[:5])
    assert told["tahun_penilaian"] == [2026]


def test_every_site_may_read_and_none_may_write(unit: Opd) -> None:
    publish()
    client = Client()
    first = client.get("/api/terbuka/unit/", HTTP_ORIGIN="https://lain.example")
    assert first["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in first
    assert first["Cache-Control"] == "public, max-age=300"
    assert client.get("/api/terbuka/unit/", HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 304
    asked = client.options("/api/terbuka/unit/", HTTP_ORIGIN="https://lain.example")
    assert (asked.status_code, asked["Access-Control-Allow-Methods"]) == (204, "GET, HEAD, OPTIONS")
    assert client.post("/api/terbuka/unit/", {}).status_code == 405
    assert "Access-Control-Allow-Origin" not in client.get("/api/v1/saya/")
    client.force_login(make_actor(Role.ADMINISTRATOR).pengguna)
    assert client.get("/api/terbuka/unit/", HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 304


def test_an_address_that_asks_too_often_waits(unit: Opd, monkeypatch: pytest.MonkeyPatch) -> None:
    publish()
    monkeypatch.setattr("zona.api.laju.LajuAlamat.rate", "2/min", raising=False)
    codes = [Client().get("/api/terbuka/unit/").status_code for _ in range(3)]
    assert codes == [200, 200, 429]
    assert Client().get("/api/terbuka/unit/", REMOTE_ADDR="10.9.9.9").status_code == 200


def test_only_coordinator_and_administrator_decide(unit: Opd) -> None:
    periode = Periode.objects.get()
    with pytest.raises(PermissionRefused):
        set_keterbukaan(actor=make_actor(Role.PIMPINAN), is_open=True, licence=Lisensi.CC_BY)
    with pytest.raises(PermissionRefused):
        set_terbitan(
            periode,
            actor=make_actor(Role.KEPALA, unit),
            progress=True,
            self_view=True,
            tpi_view=True,
            basis="x",
        )
    with pytest.raises(DomainError, match="dasar keputusan"):
        set_terbitan(
            periode,
            actor=make_actor(Role.KOORDINATOR),
            progress=True,
            self_view=False,
            tpi_view=False,
            basis=" ",
        )
    client = Client()
    client.force_login(make_actor(Role.ADMINISTRATOR).pengguna)
    client.post("/publik/keterbukaan/umum/", {"is_open": "on", "licence": "CC0-1.0", "contact": ""})
    client.post(f"/publik/keterbukaan/{periode.pk}/", {"progress": "on", "basis": "SK 2"})
    assert (Keterbukaan.objects.get().licence, TerbitanPeriode.objects.get().basis) == ("CC0-1.0", "SK 2")
    stale = {"version": 9, "basis": "SK 3", "progress": "on"}
    assert client.post(f"/publik/keterbukaan/{periode.pk}/", stale).status_code == 409
    page = client.get("/publik/keterbukaan/").content.decode()
    assert "SK 2" in page


def test_constraints_hold_by_themselves(unit: Opd) -> None:
    from django.db import transaction

    for make in (
        lambda: Keterbukaan.objects.create(id=2),
        lambda: Keterbukaan.objects.create(licence="X"),
        lambda: TerbitanPeriode.objects.create(periode=Periode.objects.get(), progress=True),
    ):
        with pytest.raises(IntegrityError, match="publik_"), transaction.atomic():
            make()


def test_page_of_a_unit_without_promise_is_honest_and_a_closed_one_is_gone() -> None:
    opd = OpdFactory(name="Dinas Diam")
    told = Client().get(f"/publik/unit/{opd.pk}/").content.decode()
    assert "Belum mencanangkan" in told
    assert "Kota belum menerbitkan hasil penilaian" in told
    Opd.objects.filter(pk=opd.pk).update(active_to=date(2021, 1, 1))
    assert Client().get(f"/publik/unit/{opd.pk}/?lagi").status_code == 404


@pytest.mark.parametrize("many", [1, 3])
@pytest.mark.parametrize(
    ("url", "statements"),
    [
        ("/api/terbuka/unit/", 4),
        ("/api/terbuka/pencanangan/", 7),
        ("/api/terbuka/penilaian/", 5),
        ("/publik/unit/{pk}/", 8),
    ],
)
def test_answers_cost_the_same_at_any_size(
    url: str, statements: int, many: int, django_assert_num_queries: Callable
) -> None:
    periode = PeriodeFactory(year=2026)
    for _ in range(many):
        opd = OpdFactory()
        declare(opd, day=date(2020, 7, 20))
        make_lembar(opd=opd, periode=periode)
    publish(progress=True)
    Client().get("/api/terbuka/penilaian/?halaman=1")
    with django_assert_num_queries(statements):
        assert Client().get(url.format(pk=opd.pk)).status_code == 200
