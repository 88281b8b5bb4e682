"""The API: the same figures and the same walls as the pages, described errors, keys that only read."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dasar.akun.domain import create_kunci_api
from opd.domain.keanggotaan import actor_for
from opd.domain.pencanangan import cancel_pencanangan
from opd.enums import OpdKind, Role
from opd.models import Pencanangan, TargetPencanangan
from tests.arsitektur.dunia import CANARY, Dunia
from tests.factories.opd import LONG_AGO, OpdFactory, PegawaiFactory, SaksiFactory, make_actor
from tests.factories.pakta import TandaTanganFactory
from tests.opd.test_papan import declare, recompute
from zona.api.aturan import API_SCOPES

DAY = date(2020, 10, 22)
SESSION_AND_ACTOR = 2
LISTS = ("/api/v1/opd/", "/api/v1/pencanangan/", "/api/v1/cakupan/")


def client_of(dunia: Dunia, principal: str) -> Client:
    client = Client()
    client.force_login(dunia.people[principal])
    return client


def bearer(dunia: Dunia, principal: str) -> dict[str, str]:
    """The header of a fresh key of this person."""
    _, key = create_kunci_api(
        actor=actor_for(dunia.people[principal]), name="Uji", days=30, scopes=API_SCOPES
    )
    return {"HTTP_AUTHORIZATION": f"Bearer {key}"}


def test_board_equals_page_and_a_recomputation(dunia: Dunia) -> None:
    TargetPencanangan.objects.create(year=2020, due_on=date(2020, 12, 31))
    declare(dunia.opd, day=date(2020, 7, 20))
    OpdFactory(active_from=date(2024, 1, 1))
    client = client_of(dunia, "pimpinan")
    for day in (date(2020, 7, 19), DAY, date(2024, 5, 5)):
        answer = client.get(f"/api/v1/papan/?per={day}").json()
        assert (answer["dihitung"], answer["sudah"]) == recompute(day)
        assert answer["belum"] == answer["dihitung"] - answer["sudah"] == len(answer["daftar_belum"])
        page = client.get(f"/dasbor/pencanangan/?per={day}").content.decode()
        assert f"<strong>{answer['sudah']} dari {answer['dihitung']} OPD</strong>" in page
        rows = client.get(f"/api/v1/opd/?status=belum&per={day}").json()
        assert rows["count"] == answer["belum"]


def test_coverage_equals_page_and_a_recomputation(dunia: Dunia) -> None:
    for _ in range(3):
        PegawaiFactory(opd=dunia.other)
    TandaTanganFactory(pegawai=dunia.objects["pegawai"])
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM opd_pegawai")
        people = cursor.fetchone()[0]
        cursor.execute("SELECT COUNT(DISTINCT pegawai_id) FROM opd_tandatangan WHERE withdrawn_at IS NULL")
        signed = cursor.fetchone()[0]
    client = client_of(dunia, "pimpinan")
    told = client.get("/api/v1/papan/?per=2026-06-01").json()["cakupan"]
    assert told == {"menandatangani": signed, "pegawai": people, "bagian": "0.2500", "daftar_lengkap": True}
    page = re.sub(r"<[^>]+>", " ", client.get("/dasbor/pencanangan/?per=2026-06-01").content.decode())
    assert "25% 1 dari 4" in " ".join(page.split())
    rows = client.get("/api/v1/cakupan/?per=2026-06-01").json()["results"]
    assert {row["kode"]: row["cakupan"]["menandatangani"] for row in rows} == {"MILIK": 1, "ASING": 0}


def test_board_is_sent_again_only_when_something_changed(dunia: Dunia) -> None:
    event = declare(dunia.opd, day=DAY)
    client = client_of(dunia, "pimpinan")
    first = client.get("/api/v1/papan/")
    again = client.get("/api/v1/papan/", HTTP_IF_NONE_MATCH=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    weak = client.get("/api/v1/papan/", HTTP_IF_NONE_MATCH=f"W/{first['ETag']}")
    assert weak.status_code == 304
    assert first["Cache-Control"] == "private, no-cache"
    assert client_of(dunia, "operator").get("/api/v1/papan/")["ETag"] != first["ETag"]
    cancel_pencanangan(event, actor=make_actor(Role.KOORDINATOR), reason="Tercatat dua kali")
    changed = client.get("/api/v1/papan/", HTTP_IF_NONE_MATCH=first["ETag"])
    assert (changed.status_code, changed.json()["sudah"]) == (200, 0)


@pytest.mark.parametrize("principal", ["operator", "kepala"])
@pytest.mark.parametrize("with_key", [False, True])
def test_unit_never_reads_what_is_foreign(dunia: Dunia, principal: str, with_key: bool) -> None:
    """The foreign unit has a declaration, employees and a witness that would show."""
    foreign = declare(dunia.other, day=DAY)
    Pencanangan.objects.filter(pk=foreign.pk).update(place=f"Aula {CANARY}")
    SaksiFactory(pencanangan=foreign, institution=CANARY)
    PegawaiFactory(opd=dunia.other, name=CANARY)
    client = Client() if with_key else client_of(dunia, principal)
    headers = bearer(dunia, principal) if with_key else {}
    for url in (
        "/api/v1/papan/",
        "/api/v1/opd/?semua=true",
        *LISTS[1:],
        f"/api/v1/opd/?induk={dunia.other.pk}",
    ):
        response = client.get(url, **headers)
        assert response.status_code == 200
        assert CANARY not in response.content.decode(), url
    for url in (f"/api/v1/opd/{dunia.other.pk}/", f"/api/v1/pencanangan/{foreign.pk}/"):
        assert client.get(url, **headers).status_code == 404
    assert client.get(f"/api/v1/pencanangan/?unit={dunia.other.pk}", **headers).json()["count"] == 0
    assert client.get("/api/v1/pencanangan/", **headers).json()["count"] == 1


def test_key_reads_and_never_writes(dunia: Dunia) -> None:
    headers = bearer(dunia, "pimpinan")
    assert Client().get("/api/v1/saya/", **headers).json()["lingkup"] == "kota"
    assert Client().post("/api/v1/papan/", {}, **headers).status_code == 403
    wrong = Client().get("/api/v1/saya/", HTTP_AUTHORIZATION="Bearer zona_salah")
    assert (wrong.status_code, wrong["WWW-Authenticate"]) == (401, 'Bearer realm="zona"')
    assert "tidak dikenal" in wrong.json()["detail"]


def test_declaration_is_told_with_its_parts(dunia: Dunia) -> None:
    draft = dunia.objects["pencanangan"]
    SaksiFactory(pencanangan=draft, institution="Polres")
    answer = client_of(dunia, "operator").get(f"/api/v1/pencanangan/{draft.pk}/").json()
    assert [saksi["lembaga"] for saksi in answer["saksi"]] == ["Polres"]
    assert [peserta["unit"]["kode"] for peserta in answer["peserta"]] == ["MILIK"]
    assert (answer["status"], answer["jumlah_unit"]) == ("draft", 1)


def test_filters_narrow(dunia: Dunia) -> None:
    head = OpdFactory(code="KEC", kind=OpdKind.KECAMATAN)
    OpdFactory(code="KEL", kind=OpdKind.KELURAHAN, parent=head, counts_for_target=False)
    event = declare(head, day=DAY)
    client = client_of(dunia, "koordinator")
    told = client.get(f"/api/v1/opd/{head.pk}/").json()
    assert (told["pencanangan"], told["mencanangkan_pada"]) == (str(event.pk), "2020-10-22")

    def codes(query: str) -> list[str]:
        return [row["kode"] for row in client.get(f"/api/v1/opd/?{query}").json()["results"]]

    assert codes("jenis=kecamatan") == ["KEC"]
    assert codes("status=sudah") == ["KEC"]
    assert codes(f"induk={head.pk}&semua=true&urut=-jenis") == ["KEL", "KEC"]
    assert codes("cari=kec") == ["KEC"]
    assert codes(f"status=sudah&per={LONG_AGO}") == []
    listed = client.get("/api/v1/pencanangan/?status=verified&dari=2020-10-22&sampai=2020-10-22").json()
    assert [row["penyelenggara"]["kode"] for row in listed["results"]] == ["KEC"]


@pytest.mark.parametrize(
    ("url", "field"),
    [
        ("/api/v1/papan/?per=2999-01-01", "per"),
        ("/api/v1/papan/?per=kemarin", "per"),
        ("/api/v1/opd/?jenis=x", "jenis"),
        ("/api/v1/opd/?induk=x", "induk"),
        ("/api/v1/cakupan/?urut=x", "urut"),
        ("/api/v1/pencanangan/?dari=x", "dari"),
    ],
)
def test_impossible_questions_are_explained(dunia: Dunia, url: str, field: str) -> None:
    response = client_of(dunia, "pimpinan").get(url)
    assert (response.status_code, list(response.json())) == (400, [field])


def test_pages_are_cut_and_end(dunia: Dunia) -> None:
    client = client_of(dunia, "pimpinan")
    page = client.get("/api/v1/opd/?ukuran=1&halaman=2").json()
    assert (page["count"], len(page["results"]), page["next"]) == (2, 1, None)
    assert client.get("/api/v1/opd/?halaman=99").status_code == 404


@pytest.mark.parametrize("units", [1, 3])
@pytest.mark.parametrize(
    ("url", "own"),
    [
        ("/api/v1/papan/", 4),
        ("/api/v1/opd/", 4),
        ("/api/v1/cakupan/", 4),
        ("/api/v1/pencanangan/", 2),
        ("/api/v1/saya/", 0),
    ],
)
def test_answers_cost_the_same_queries_at_any_size(db: None, url: str, own: int, units: int) -> None:
    for _ in range(units):
        unit = OpdFactory()
        PegawaiFactory(opd=unit)
        declare(unit, day=timezone.localdate())
    client = Client()
    client.force_login(make_actor(Role.PIMPINAN).pengguna)
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    assert len(queries) == SESSION_AND_ACTOR + own


@pytest.mark.parametrize("parts", [1, 3])
def test_one_declaration_costs_the_same_queries_whatever_belongs_to_it(dunia: Dunia, parts: int) -> None:
    event = dunia.objects["pencanangan"]
    for _ in range(parts):
        SaksiFactory(pencanangan=event)
    client = client_of(dunia, "pimpinan")
    with CaptureQueriesContext(connection) as queries:
        client.get(f"/api/v1/pencanangan/{event.pk}/")
    assert len(queries) == SESSION_AND_ACTOR + 8
