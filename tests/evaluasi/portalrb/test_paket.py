"""The emergency bundle: whole, safe to unpack, and readable without the portal."""

from __future__ import annotations

import io
import re
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from dasar.berkas.storage import content_storage
from evaluasi.domain.portalrb.paket import safe_name, write_bundle
from evaluasi.models import Jawaban, LembarKerja
from opd.enums import Role
from tests.factories.evaluasi import make_lembar
from tests.factories.opd import OpdFactory, make_actor
from tests.factories.portalrb import KotaUsul, cite

pytestmark = pytest.mark.django_db


def packed(lembar: LembarKerja) -> zipfile.ZipFile:
    out = io.BytesIO()
    write_bundle(lembar, out)
    return zipfile.ZipFile(out)


@pytest.fixture
def frozen(kota_usul: KotaUsul) -> LembarKerja:
    return LembarKerja.objects.select_related("opd", "periode__instrumen").get(pk=kota_usul.wbk.lembar_id)


def test_bundle_holds_the_frozen_answers_and_every_file_once(frozen: LembarKerja) -> None:
    Jawaban.objects.filter(lembar=frozen, tahap="unit").update(catatan="berubah sesudahnya")
    archive = packed(frozen)
    assert archive.testzip() is None
    assert set(archive.namelist()) >= {"index.html", "isi.json", "SHA256SUMS.txt"}
    page = archive.read("index.html").decode()
    assert "SK 12/2026" in page
    assert "berubah sesudahnya" not in page
    assert "seperti disahkan" in page
    links = re.findall(r'href="(bukti/[^"]+)"', page)
    assert links == [name for name in archive.namelist() if name.startswith("bukti/")]
    assert archive.read(links[0]).startswith(b"%PDF-1.7 SK Tim")


def test_page_asks_the_network_for_nothing(frozen: LembarKerja) -> None:
    page = packed(frozen).read("index.html").decode()
    assert re.findall(r'(?:src|@import|url\()\s*=?\s*["\']?https?:', page) == []
    assert "<script" not in page
    assert "<link" not in page


def test_worksheet_outside_a_proposal_is_packed_as_it_stands_and_hostile_texts_stay_texts() -> None:
    lembar = make_lembar()
    title = '<img src=x onerror="alert(1)">'
    cite(lembar, "A.1.i.a", title=title)
    cite(lembar, "A.1.i.b", title="Lain", data=b"%PDF-1.7 lain")
    archive = packed(lembar)
    page = archive.read("index.html").decode()
    assert "belum disahkan" in page
    assert title not in page
    assert all(re.fullmatch(r"(bukti/)?[A-Za-z0-9._-]+", name) for name in archive.namelist())


def test_same_file_cited_twice_is_packed_once_and_lost_bytes_are_told() -> None:
    lembar = make_lembar()
    cite(lembar, "A.1.i.a", title="Satu", data=b"%PDF-1.7 sama")
    cite(lembar, "A.1.i.b", title="Dua", data=b"%PDF-1.7 sama")
    assert sum(name.startswith("bukti/") for name in packed(lembar).namelist()) == 1
    berkas = lembar.sitasi.first().dokumen.berkas
    content_storage().delete(berkas.storage_name)
    page = packed(lembar).read("index.html").decode()
    assert "1 berkas tidak dapat dibaca" in page
    assert "berkas tidak terbaca" in page


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("SK Tim.pdf", "001-sk-tim.pdf"),
        ("../../etc/passwd", "001-passwd"),
        ("CON.pdf", "001-con.pdf"),
        ("x" * 300 + ".PDF", "001-" + "x" * 60 + ".pdf"),
        ("文件.pdf", "001-berkas.pdf"),
        ("", "001-berkas"),
    ],
)
def test_names_suit_every_system(name: str, safe: str) -> None:
    assert safe_name(1, name) == safe


def test_memory_does_not_grow_with_the_files(tmp_path: Path) -> None:
    lembar = make_lembar()
    for at in range(3):
        cite(lembar, "A.1.i.a", title=f"Besar {at}", data=bytes([at]) * 12_000_000)
    with (tmp_path / "paket.zip").open("w+b") as out:
        tracemalloc.start()
        write_bundle(lembar, out)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert out.tell() > 36_000_000
    assert peak < 8_000_000


def test_unit_asks_for_its_bundle_and_gets_it_and_nobody_elses(
    frozen: LembarKerja, django_capture_on_commit_callbacks: Callable
) -> None:
    client, stranger = Client(), Client()
    client.force_login(make_actor(Role.OPERATOR, frozen.opd).pengguna)
    stranger.force_login(make_actor(Role.OPERATOR, OpdFactory()).pengguna)
    path = f"/lembar-kerja/{frozen.pk}/paket/"
    assert stranger.post(path).status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        job = client.post(path)["Location"]
    assert f'action="{job}unduh/"' in client.get(job).content.decode()
    reply = client.post(f"{job}unduh/")
    assert reply.headers["Content-Disposition"].startswith("attachment")
    assert b"".join(reply.streaming_content)[:2] == b"PK"
    assert stranger.post(f"{job}unduh/").status_code == 404
