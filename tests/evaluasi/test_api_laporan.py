"""Reports, proposals, history and profiles through the API: what boards show, within everyone's walls."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from evaluasi.domain.usulan import approve_usulan
from evaluasi.models import HasilTpn, LembarKerja
from opd.enums import Role
from opd.models import Opd
from tests.evaluasi.test_api_papan import signed_in
from tests.evaluasi.test_papan_kota import TODAY, ask, award, city  # noqa: F401 - a fixture
from tests.factories.evaluasi import PeriodeFactory
from tests.factories.hasil import make_approved_lhe, make_scan, make_usulan
from tests.factories.opd import OpdFactory, make_actor

pytestmark = pytest.mark.django_db
RAHASIA = "KNRI7f3a"
ATTEMPTS = """
SELECT o.name, p.year, l.state FROM evaluasi_lembarkerja l
JOIN opd_opd o ON o.id = l.opd_id JOIN evaluasi_periode p ON p.id = l.periode_id ORDER BY o.name, p.year
"""


def rows(client: Client, url: str) -> list[dict]:
    answer = client.get(url)
    assert answer.status_code == 200, answer.content
    return answer.json()["results"]


def test_history_tells_every_attempt_and_how_it_ended(city: list[Opd]) -> None:  # noqa: F811
    award(city[0], "WBK", 2025)
    told = rows(signed_in(make_actor(Role.PIMPINAN)), f"/api/v1/riwayat/?tahun={TODAY.year}&ukuran=200")
    assert [(row["unit"]["nama"], row["tahun"], row["status"]) for row in told] == ask(ATTEMPTS)
    won = [(row["unit"]["nama"], row["diraih"], row["gagal"]) for row in told if row["akhir"] == "menang"]
    assert won == [("Dinas 0", "WBK", False)]
    client = signed_in(make_actor(Role.PIMPINAN))
    failed = rows(client, "/api/v1/riwayat/?tahun=2026&gagal=true")
    assert failed
    assert all(row["gagal"] and row["akhir"].startswith("tidak") for row in failed)
    assert {row["unit"]["nama"] for row in rows(client, f"/api/v1/riwayat/?unit={city[1].pk}")} == {"Dinas 1"}


def test_profiles_are_the_matrix_as_rows(city: list[Opd]) -> None:  # noqa: F811
    client = signed_in(make_actor(Role.PIMPINAN))
    told = rows(client, "/api/v1/profil/?tahun=2026&area=TOTAL")
    sql = (
        "SELECT o.name, n.buku_kerja FROM evaluasi_nilai n JOIN evaluasi_lembarkerja l ON l.id = n.lembar_id"
        " JOIN opd_opd o ON o.id = l.opd_id JOIN evaluasi_periode p ON p.id = l.periode_id"
        " JOIN evaluasi_simpul s ON s.id = n.simpul_id"
        " WHERE s.kode = 'TOTAL' AND p.year = 2026 AND n.terisi > 0 ORDER BY o.name"
    )
    assert [(row["unit"]["nama"], Decimal(row["nilai"])) for row in told] == [
        (name, Decimal(str(value))) for name, value in ask(sql)
    ]
    assert rows(client, "/api/v1/profil/?tahun=2026&tahap=tpi") == []


def test_report_tells_its_frozen_facts_and_no_person() -> None:
    lhe = make_approved_lhe(opd=OpdFactory(name=f"Dinas {RAHASIA}", short_name=RAHASIA))
    (told,) = rows(signed_in(make_actor(Role.PIMPINAN)), "/api/v1/lhe/")
    assert (told["id"], told["sidik"]) == (str(lhe.pk), lhe.facts_hash)
    assert told["nilai_tpi"] == lhe.facts["nilai"][-1]["tpi"].replace(",", ".")
    assert told["batas"] == len(lhe.facts["gerbang"])
    people = {row["nama"] for row in lhe.facts["tim"]}
    assert people
    assert not any(name in str(told) for name in people)
    own = signed_in(make_actor(Role.KEPALA, lhe.lembar.opd))
    assert len(rows(own, "/api/v1/lhe/")) == 1
    for url in ("/api/v1/lhe/", "/api/v1/lhe/?format=csv"):
        foreign = signed_in(make_actor(Role.KEPALA, OpdFactory())).get(url)
        body = b"".join(foreign.streaming_content) if foreign.streaming else foreign.content
        assert RAHASIA.encode() not in body


def test_proposal_tells_candidates_and_results_to_whom_it_concerns() -> None:
    opd = OpdFactory(name=f"Dinas {RAHASIA}")
    usulan = make_usulan(opd, OpdFactory())
    city_reader, own = signed_in(make_actor(Role.PIMPINAN)), signed_in(make_actor(Role.KEPALA, opd))
    assert [row["urutan"] for row in rows(city_reader, "/api/v1/usulan/")] == [1, 2]
    assert rows(own, "/api/v1/usulan/") == []
    unit = usulan.unit.get(lembar__opd=opd)
    approve_usulan(usulan, actor=make_actor(Role.KOORDINATOR), berkas=make_scan())
    HasilTpn.objects.create(
        unit=unit,
        tahap="desk",
        hasil="lulus",
        tanggal=TODAY,
        nilai=Decimal("76.5"),
        sumber="Surat",
        recorded_at=timezone.now(),
        recorded_by=make_actor(Role.KOORDINATOR).pengguna,
    )
    (told,) = rows(own, "/api/v1/usulan/?status=approved")
    assert told["unit"]["nama"] == f"Dinas {RAHASIA}"
    assert told["hasil"] == [{"tahap": "desk", "hasil": "lulus", "tanggal": str(TODAY), "nilai": "76.5000"}]
    assert rows(signed_in(make_actor(Role.KEPALA, OpdFactory())), "/api/v1/usulan/") == []
    assert rows(city_reader, "/api/v1/usulan/?diusulkan=false") == []


@pytest.mark.parametrize("many", [1, 3])
@pytest.mark.parametrize(
    ("url", "statements"),
    [("riwayat", 6), ("profil", 6), ("lhe", 4), ("usulan", 5)],
)
def test_lists_cost_the_same_at_any_size(url: str, statements: int, many: int) -> None:
    periode = PeriodeFactory(year=2026)
    make_usulan(*(OpdFactory() for _ in range(many)), periode=periode)
    for _ in range(many):
        make_approved_lhe(periode=periode)
    client = signed_in(make_actor(Role.PIMPINAN))
    client.get(f"/api/v1/{url}/?ukuran=2")
    with CaptureQueriesContext(connection) as asked:
        assert client.get(f"/api/v1/{url}/").status_code == 200
    assert len(asked) == statements
    assert LembarKerja.objects.count() == 2 * many
