"""The pages around papers, and the public answer to "is this file genuine?"."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dasar.jurnal.models import Catatan
from opd.enums import PencananganState, Role
from tests.factories.laporan import DokumenTerbitFactory
from tests.factories.opd import OpdFactory, PencananganFactory, make_actor
from zona.laporan.models import DokumenTerbit

pytestmark = pytest.mark.django_db


def pdf(data: bytes, name: str = "piagam.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type="application/pdf")


@pytest.fixture
def dokumen() -> DokumenTerbit:
    return DokumenTerbitFactory(pencanangan=PencananganFactory(organiser=OpdFactory(name="Dinas Kesehatan")))


def bytes_of(row: DokumenTerbit) -> bytes:
    return f"%PDF {row.code}".encode()


def test_anyone_learns_that_a_file_is_genuine(client: Client, dokumen: DokumenTerbit) -> None:
    address = reverse("laporan:verifikasi_dokumen", args=[dokumen.code])
    page = client.get(address)
    assert "Dinas Kesehatan" in page.content.decode()
    answer = client.post(address, {"berkas": pdf(bytes_of(dokumen))}).content.decode()
    assert "sama persis dengan yang diterbitkan" in answer


def test_one_changed_byte_is_told(client: Client, dokumen: DokumenTerbit) -> None:
    answer = client.post(reverse("laporan:verifikasi"), {"berkas": pdf(bytes_of(dokumen) + b"\n")})
    assert "Bukan berkas terbitan portal ini" in answer.content.decode()


def test_a_genuine_file_under_anothers_qr_is_told(client: Client, dokumen: DokumenTerbit) -> None:
    other = DokumenTerbitFactory()
    address = reverse("laporan:verifikasi_dokumen", args=[dokumen.code])
    answer = client.post(address, {"berkas": pdf(bytes_of(other))}).content.decode()
    assert "tetapi dokumen lain" in answer
    assert other.label in answer


def test_sending_nothing_says_what_to_do(client: Client) -> None:
    answer = client.post(reverse("laporan:verifikasi"), {})
    assert answer.status_code == 400
    assert "Pilih berkas PDF yang ingin diperiksa." in answer.content.decode()


def test_unknown_code_is_not_found(client: Client) -> None:
    assert client.get(reverse("laporan:verifikasi_dokumen", args=["0" * 32])).status_code == 404


def test_download_gives_the_very_bytes_and_leaves_a_trace(client: Client, dokumen: DokumenTerbit) -> None:
    operator = make_actor(Role.OPERATOR, dokumen.pencanangan.organiser)
    client.force_login(operator.pengguna)
    response = client.post(reverse("laporan:unduh", args=[dokumen.pk]))
    assert b"".join(response.streaming_content) == bytes_of(dokumen)
    assert dokumen.filename in response.headers["Content-Disposition"]
    trace = Catatan.objects.for_object(dokumen).get()
    assert (trace.action, trace.actor) == ("laporan.dokumen_terbit.downloaded", operator.pengguna)


def test_foreign_unit_gets_no_paper(client: Client, dokumen: DokumenTerbit) -> None:
    client.force_login(make_actor(Role.OPERATOR, OpdFactory()).pengguna)
    assert client.post(reverse("laporan:unduh", args=[dokumen.pk])).status_code == 404
    assert "Dinas Kesehatan" not in client.get(reverse("laporan:daftar")).content.decode()


def test_recap_of_a_wrong_day_keeps_what_was_typed(client: Client) -> None:
    client.force_login(make_actor(Role.PIMPINAN).pengguna)
    answer = client.post(reverse("laporan:rekap"), {"per": "2999-01-01"})
    assert answer.status_code == 400
    assert "belum tiba" in answer.content.decode()
    assert "2999-01-01" in answer.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_list_costs_the_same_for_one_and_three(
    rows: int, client: Client, django_assert_num_queries: Callable
) -> None:
    DokumenTerbitFactory.create_batch(rows)
    client.force_login(make_actor(Role.PIMPINAN).pengguna)
    client.get(reverse("laporan:daftar"))
    with django_assert_num_queries(LIST_QUERIES):
        client.get(reverse("laporan:daftar"))


LIST_QUERIES = 5  # session, account with roles, city, live jobs, papers (with their count)


def test_list_of_one_declaration_shows_its_papers_only(client: Client, dokumen: DokumenTerbit) -> None:
    other = DokumenTerbitFactory()
    client.force_login(make_actor(Role.PIMPINAN).pengguna)
    page = client.get(reverse("laporan:daftar"), {"acara": str(dokumen.pencanangan_id)}).content.decode()
    assert (dokumen.label in page, other.label in page) == (True, False)
    assert other.label in client.get(reverse("laporan:daftar"), {"acara": "bukan"}).content.decode()


def test_page_of_a_verified_declaration_offers_its_papers(client: Client) -> None:
    row = PencananganFactory(
        state=PencananganState.VERIFIED, submitted_at=timezone.now(), decided_at=timezone.now()
    )
    address = reverse("opd:pencanangan_detail", args=[row.pk])
    offered = {}
    for name, actor in (
        ("unit", make_actor(Role.OPERATOR, row.organiser)),
        ("pimpinan", make_actor(Role.PIMPINAN)),
    ):
        client.force_login(actor.pengguna)
        offered[name] = "Buat piagam pencanangan" in client.get(address).content.decode()
    assert offered == {"unit": True, "pimpinan": False}
