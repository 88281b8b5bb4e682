"""The rehearsal finds what the ministry would stumble over, before it does; the client waits as the guide says."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client

from dasar.berkas.storage import content_storage
from evaluasi.domain.portalrb.kementerian import (
    Jam,
    SaluranHttp,
    SaluranPutus,
    Tiba,
    fetch,
    list_problems,
    unit_problems,
)
from evaluasi.domain.portalrb.latihan import Laporan, rehearse
from evaluasi.models import LatihanPortal, Pengambilan, SoalPortal, TokenPortal
from tests.factories.portalrb import DURING, KotaUsul, make_draft, reply

pytestmark = pytest.mark.django_db


class Portal:
    """A way that answers as it is told."""

    def __init__(self, *statuses: int) -> None:
        self.statuses = list(statuses)

    def get(self, jalur: str, token: str) -> Tiba:
        return Tiba(self.statuses.pop(0) if len(self.statuses) > 1 else self.statuses[0], "{}")


@pytest.mark.parametrize(
    ("portal", "tries", "status"),
    [
        (Portal(200), [0], 200),
        (Portal(404), [0], 404),
        (Portal(500, 200), [0, 0], 200),
        (Portal(503, 503, 200), [0, 0, 60], 200),
        (Portal(500), [0, 0, 60, 180], 500),
        (SaluranPutus(Portal(200), 3), [0, 0, 60, 180], 200),
        (SaluranPutus(Portal(200), 9), [0, 0, 60, 180], None),
    ],
)
def test_ministry_tries_again_at_once_after_60_and_after_120_seconds(
    portal: Any, tries: list[int], status: int | None
) -> None:
    hasil = fetch(portal, "x", "t", Jam(DURING))
    assert hasil.detik == tries
    assert (hasil.tiba.status if hasil.tiba else None) == status


def steps(laporan: Laporan) -> dict[str, bool]:
    return {item.nama: item.lulus for item in laporan.langkah}


def test_an_approved_city_passes_every_step_and_is_told_what_units_lack(kota_usul: KotaUsul) -> None:
    laporan = rehearse(kota_usul.usulan, actor=kota_usul.koordinator)
    assert [name for name, passed in steps(laporan).items() if not passed] == []
    assert len(laporan.langkah) >= 12
    first = laporan.unit[0]
    assert (first.soal, first.terjawab, first.tpi, first.bukti) == (4, 2, 1, 1)
    assert first.masalah == ["2 soal belum dijawab unit: 102, 103."]
    assert first.catatan[0] == "3 soal tanpa jawaban TPI."
    assert not laporan.siap
    assert not Pengambilan.objects.exists()
    assert not TokenPortal.objects.live(DURING).filter(name="Latihan PortalRB").exists()


def test_a_complete_city_is_ready() -> None:
    draft = make_draft()
    for row in draft.unit.all():
        for kode in ("A.1.i.b", "A.1.i.c"):
            reply(row.lembar, kode, pilihan="Ya")
    laporan = rehearse(draft, actor=None)
    assert all(unit.siap for unit in laporan.unit)
    assert [name for name, passed in steps(laporan).items() if not passed] == ["Usulan disahkan"]


def test_missing_bytes_window_and_numbers_are_found(kota_usul: KotaUsul) -> None:
    berkas = kota_usul.wbk.berkas.get().berkas
    content_storage().delete(berkas.storage_name)
    kota_usul.periode.propose_opens_at = kota_usul.periode.propose_closes_at = None
    kota_usul.periode.save()
    SoalPortal.objects.filter(soal_id=104).delete()
    kota_usul.usulan.periode.refresh_from_db()
    laporan = rehearse(kota_usul.usulan, actor=None)
    assert not steps(laporan)["Jendela pengusulan"]
    told = " ".join(laporan.unit[0].masalah)
    assert "tidak dapat dibuka" in told
    assert "4 soal dikirim, master soal memuat 3" in told


def test_a_year_without_numbers_says_so() -> None:
    draft = make_draft()
    SoalPortal.objects.all().delete()
    laporan = rehearse(draft, actor=None)
    assert not steps(laporan)["Nomor soal"]


@pytest.mark.parametrize(
    ("isi", "told"),
    [
        (None, "Bukan objek"),
        ({"units": []}, "`tahun`"),
        ({"tahun": 2026, "units": [{"id": 7, "nama": "x"}]}, "wajib berisi teks"),
        (
            {"tahun": 2026, "units": [{"id": "a", "nama": "x", "kategori": "WBBM", "afirmasi": False}]},
            "kontrak",
        ),
    ],
)
def test_client_knows_a_bad_list(isi: Any, told: str) -> None:
    assert told in " ".join(list_problems(isi, ("WBK",)))


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ([{"soal_id": "1", "jawaban_unit": "Ya"}], "tanpa `soal_id`"),
        ([{"soal_id": 1}], "tanpa `soal_id` atau `jawaban_unit`"),
        ([{"soal_id": 1, "jawaban_unit": 3}], "harus teks"),
        ([], "0 soal dikirim"),
    ],
)
def test_client_knows_bad_answers(answers: Any, told: str) -> None:
    isi = {"unit_id": "a", "nama_unit": "x", "tahun": 2026, "answers": answers}
    assert told in " ".join(unit_problems(isi, unit_id="a", soal=[1]))


def test_press_makes_a_job_and_its_report(
    kota_usul: KotaUsul, django_capture_on_commit_callbacks: Callable
) -> None:
    client = Client()
    client.force_login(kota_usul.koordinator.pengguna)
    with django_capture_on_commit_callbacks(execute=True):
        job = client.post("/portalrb/latihan/")
    report = client.get(job["Location"], follow=True).content.decode()
    assert "2 soal belum dijawab unit" in report
    assert "Sedetik sesudah ditutup" in report
    assert LatihanPortal.objects.get().by == kota_usul.koordinator.pengguna


def test_command_rehearses_inside_and_tells(kota_usul: KotaUsul) -> None:
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("rehearse_portalrb", stdout=out)
    assert "BELUM" in out.getvalue()
    assert kota_usul.wbk.opd.name in out.getvalue()


class Ministry(BaseHTTPRequestHandler):
    """Another city's portal on the network, for the client that goes out."""

    def do_GET(self) -> None:
        good = self.headers["Authorization"] == "Bearer benar"
        body = (
            {"tahun": 2026, "units": []} if good else {"error": True, "code": "UNAUTHORIZED", "message": "x"}
        )
        self.send_response(200 if good else 401)
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def log_message(self, *_: object) -> None:
        pass


def test_client_goes_over_the_network_too() -> None:
    server = HTTPServer(("127.0.0.1", 0), Ministry)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    way = SaluranHttp(f"http://127.0.0.1:{server.server_port}/api")
    with time_machine.travel(DURING, tick=True):
        assert way.get("pengusulan/unit-wbk", "benar").status == 200
        assert way.get("pengusulan/unit-wbk", "salah").status == 401
    server.shutdown()
    server.server_close()
    hasil = fetch(way, "x", "t", Jam(DURING))
    assert (hasil.tiba, hasil.detik) == (None, [0, 0, 60, 180])
