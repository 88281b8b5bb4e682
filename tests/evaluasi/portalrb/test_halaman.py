"""Pages of the connection: what the coordinator sees and does, and what others are refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from evaluasi.domain.instrumen_store import read_isi
from evaluasi.models import MasterSoal, TautanBukti
from opd.enums import Role
from tests.factories.evaluasi import PeriodeFactory
from tests.factories.opd import OpdFactory, make_actor
from tests.factories.portalrb import KotaUsul, make_draft, master_of

pytestmark = pytest.mark.django_db


def signed_in(role: Role = Role.KOORDINATOR, unit: object = None) -> Client:
    client = Client()
    client.force_login(make_actor(role, unit).pengguna)
    return client


def test_empty_portal_says_what_comes_first() -> None:
    text = signed_in().get("/portalrb/").content.decode()
    assert "Belum ada usulan" in text
    assert "Belum ada periode" in text
    assert "Belum ada token" in signed_in().get("/portalrb/token/").content.decode()


def test_drafted_proposal_is_told() -> None:
    make_draft()
    assert "Usulan belum disahkan" in signed_in().get("/portalrb/").content.decode()


@pytest.mark.usefixtures("open_window")
def test_overview_shows_what_the_ministry_has(kota_usul: KotaUsul) -> None:
    client = signed_in()
    assert "Belum diambil" in client.get("/portalrb/").content.decode()
    kota_usul.get(f"lke/jawaban-unit/{kota_usul.wbk.opd_id}")
    text = client.get("/portalrb/").content.decode()
    assert "Sama dengan kita" in text
    log = client.get("/portalrb/catatan/").content.decode()
    assert kota_usul.wbk.opd.name in log


def test_operator_is_refused_and_the_inspector_only_reads(kota_usul: KotaUsul) -> None:
    assert signed_in(Role.OPERATOR, OpdFactory()).get("/portalrb/").status_code == 403
    reader = signed_in(Role.PENILAI_KETUA)
    page = reader.get(f"/portalrb/unit/{kota_usul.wbk.pk}/")
    assert page.status_code == 200
    assert "/bukti/?k=" not in page.content.decode()
    assert reader.post(f"/portalrb/unit/{kota_usul.wbk.pk}/tautan/cabut/").status_code == 403


def test_links_are_opened_closed_and_renewed_on_the_page(kota_usul: KotaUsul) -> None:
    client, path = signed_in(), f"/portalrb/unit/{kota_usul.wbk.pk}/"
    assert "/bukti/?k=" in client.get(path).content.decode()
    client.post(f"{path}tautan/cabut/")
    assert "Dicabut" in client.get(path).content.decode()
    until = timezone.localdate() + timedelta(days=10)
    client.post(f"{path}tautan/ganti/", {"until": until.isoformat()})
    assert TautanBukti.objects.get(unit=kota_usul.wbk).edisi == 2
    reply = client.post(f"{path}tautan/ganti/", {"until": "kapan-kapan"}, follow=True)
    assert "tanggal" in reply.content.decode()


def test_master_is_loaded_shown_and_confirmed_by_a_press() -> None:
    source = master_of(read_isi(PeriodeFactory(year=2026).instrumen))
    client = signed_in()
    bad = client.post("/portalrb/master/", {"berkas": SimpleUploadedFile("m.json", b"{}")})
    assert bad.status_code == 400
    assert "Tidak ada satu soal pun" in bad.content.decode()
    file = SimpleUploadedFile("m.json", json.dumps(source).encode())
    page = client.post("/portalrb/master/", {"berkas": file})["Location"]
    text = client.get(page).content.decode()
    assert "Naskah Butir A.1.i.a" in text
    assert "Semua berpasangan" in text
    client.post(f"{page}pastikan/")
    assert MasterSoal.objects.get().state == "confirmed"
    assert client.post(f"{page}pastikan/").status_code in {302, 303, 400, 409}


@pytest.mark.parametrize("many", [1, 3])
def test_log_costs_the_same_for_one_and_three_rows(
    kota_usul: KotaUsul, many: int, django_assert_num_queries: Callable
) -> None:
    for _ in range(many):
        kota_usul.get("pengusulan/unit-wbk")
    client = signed_in()
    client.get("/portalrb/catatan/")
    with django_assert_num_queries(4):
        client.get("/portalrb/catatan/")
