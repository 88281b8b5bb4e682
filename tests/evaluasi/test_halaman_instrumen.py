"""Pages on instruments: the law is readable by all, loaded by the administrator, and faults are told in full."""

import copy
import json
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from evaluasi.domain.instrumen import parse_instrumen, to_source
from evaluasi.domain.instrumen_store import load_pustaka, mark_used, read_isi
from evaluasi.domain.queries.instrumen import list_instrumen
from evaluasi.models import Instrumen
from opd.enums import Role
from tests.evaluasi.contoh import INSTRUMEN_90
from tests.factories.akun import PenggunaFactory
from tests.factories.evaluasi import KECIL, make_instrumen
from tests.factories.opd import KeanggotaanFactory


def client_of(role: Role) -> Client:
    person = PenggunaFactory()
    KeanggotaanFactory(pengguna=person, opd=None, role=role)
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def admin(db) -> Client:
    return client_of(Role.ADMINISTRATOR)


def upload(client: Client, content: bytes | dict):
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    return client.post(reverse("evaluasi:instrumen_load"), {"berkas": SimpleUploadedFile("x.json", raw)})


def test_empty_list_offers_the_bundled_instruments(admin):
    assert b"Muat instrumen bawaan" in admin.get(reverse("evaluasi:instrumen_list")).content
    response = admin.post(reverse("evaluasi:instrumen_load_bundled"), follow=True)
    assert Instrumen.objects.count() == 2
    text = response.content.decode()
    assert "PermenPANRB 10/2019" in text
    assert "Tidak diperoleh" in text
    assert (
        "tidak ada yang berubah"
        in admin.post(reverse("evaluasi:instrumen_load_bundled"), follow=True).content.decode()
    )


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_the_same_for_more_revisions(admin, count, django_assert_num_queries):
    for revisi in range(1, count + 1):
        make_instrumen(revisi=revisi)
    address = reverse("evaluasi:instrumen_list")
    admin.get(address)
    with django_assert_num_queries(6):
        assert admin.get(address).content.count(b"LKE kecil") == count


def test_list_has_the_newest_revision_first(admin):
    for revisi in (1, 2):
        make_instrumen(revisi=revisi)
    assert [(line.instrumen.revisi, line.terbaru) for line in list_instrumen(date(2026, 5, 1))] == [
        (2, True),
        (1, False),
    ]
    assert [line.butir for line in list_instrumen(date(2026, 5, 1))] == [4, 4]


def test_detail_shows_gates_conditions_and_what_is_not_given(admin):
    load_pustaka(actor=None)
    instrumen = Instrumen.objects.get(kode="permenpan-90-2021")
    text = admin.get(reverse("evaluasi:instrumen_detail", args=[instrumen.pk])).content.decode()
    for part in (
        "15,75 (indeks 3,60)",
        "60%",
        "Tabel 6",
        "Opini BPK",
        "Samsat",
        "Aturan portal",
        "penyebut nol",
        "Lihat 113 butir",
    ):
        assert part in text


def test_butir_page_shows_every_question_with_its_options(admin):
    load_pustaka(actor=None)
    instrumen = Instrumen.objects.get(kode="permenpan-90-2021")
    text = admin.get(reverse("evaluasi:instrumen_butir", args=[instrumen.pk])).content.decode()
    assert text.count("<article") == 113
    assert "(0,67)" in text
    assert text.count("Bila semuanya 0") == 8


def test_downloaded_file_is_the_instrument(admin):
    instrumen = make_instrumen()
    response = admin.get(reverse("evaluasi:instrumen_source", args=[instrumen.pk]))
    assert response["Content-Disposition"] == 'attachment; filename="kecil-revisi-1.json"'
    assert parse_instrumen(json.loads(response.content)) == read_isi(instrumen)


def test_correction_is_loaded_and_its_difference_shown(admin):
    lama = make_instrumen()
    mark_used(instrumen=lama, actor=None)
    source = copy.deepcopy(KECIL) | {"revisi": 2}
    source["simpul"][4]["nama"] = "Butir yang diperbaiki"
    response = upload(admin, source)
    baru = Instrumen.objects.get(revisi=2)
    assert response.headers["Location"] == reverse("evaluasi:instrumen_detail", args=[baru.pk])
    text = admin.get(
        reverse("evaluasi:instrumen_compare"), {"lama": lama.pk, "baru": baru.pk}
    ).content.decode()
    assert "Butir yang diperbaiki" in text
    assert "Butir A.1.i.a" in text
    same = admin.get(
        reverse("evaluasi:instrumen_compare"), {"lama": lama.pk, "baru": lama.pk}
    ).content.decode()
    assert "Tidak ada perbedaan" in same


def test_used_revision_is_refused_beside_the_form(admin):
    mark_used(instrumen=make_instrumen(), actor=None)
    response = upload(admin, copy.deepcopy(KECIL) | {"nama": "Lain"})
    assert "Naikkan `revisi` menjadi 2" in response.content.decode()
    assert Instrumen.objects.get().nama == "LKE kecil"


def test_every_fault_of_a_file_is_told_at_once(admin):
    source = to_source(INSTRUMEN_90)
    source["simpul"][4]["bobot"] = "0.75"
    source["gerbang"][0]["satuan"] = "kilo"
    text = upload(admin, source).content.decode()
    assert "A.I.1: bobot anak berjumlah 4.25, seharusnya 4." in text
    assert "satuan harus poin atau persen" in text
    assert Instrumen.objects.count() == 0


@pytest.mark.parametrize(
    "content", [b"", b"[1", b"\xff\xfe\x00", b"[" * 90_000, b"x" * (2 * 1024 * 1024 + 1)]
)
def test_what_is_no_instrument_is_refused(admin, content):
    response = upload(admin, content)
    assert response.status_code == 200
    assert b"Ada yang perlu diperbaiki" in response.content
    assert Instrumen.objects.count() == 0


@pytest.mark.parametrize("query", [{"lama": "x", "baru": "y"}, {"lama": "1"}])
def test_compare_refuses_what_is_not_in_the_list(admin, query):
    make_instrumen()
    assert admin.get(reverse("evaluasi:instrumen_compare"), query).status_code == 400


def test_others_read_and_may_not_load(db):
    instrumen = make_instrumen()
    client = client_of(Role.PIMPINAN)
    assert client.get(reverse("evaluasi:instrumen_detail", args=[instrumen.pk])).status_code == 200
    assert upload(client, KECIL | {"revisi": 2}).status_code == 403
    assert client.post(reverse("evaluasi:instrumen_load_bundled")).status_code == 403
    assert Instrumen.objects.count() == 1
