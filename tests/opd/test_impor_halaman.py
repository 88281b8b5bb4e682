"""Importing and exporting through the pages, as a clerk does."""

from __future__ import annotations

import io
from datetime import date, timedelta

import openpyxl
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dasar.izin import Actor
from dasar.jurnal.models import Catatan
from opd.enums import Role
from opd.models import Opd, Pegawai
from tests.factories.opd import OpdFactory, PegawaiFactory, make_actor
from tests.opd.lembar import upload

pytestmark = pytest.mark.django_db
HEAD = ["Nama", "NIP", "Jabatan"]
NIP = "198001012005011001"
PAYLOADS = ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x","y")', "\t=1", "=cmd|' /C calc'!A0", "'=1"]


@pytest.fixture
def opd() -> Opd:
    return OpdFactory(code="DINKES", name="Dinas Kesehatan")


@pytest.fixture
def operator(opd: Opd) -> Actor:
    return make_actor(Role.OPERATOR, opd)


def client_of(actor: Actor) -> Client:
    client = Client()
    client.force_login(actor.pengguna)
    return client


def send(client: Client, rows: list[list[object]], query: str = "") -> object:
    return client.post(reverse("opd:pegawai_import") + query, {"berkas": upload(rows)})


def confirm(client: Client, tiket: str, query: str = "") -> object:
    return client.post(reverse("opd:pegawai_import_save") + query, {"tiket": tiket})


def test_clerk_uploads_looks_and_confirms(operator: Actor, opd: Opd) -> None:
    client = client_of(operator)
    preview = send(client, [HEAD, ["Budi", NIP, "Analis"]])
    assert preview.context["sums"] == {"baru": 1, "diubah": 0, "sama": 0, "salah": 0}
    assert not Pegawai.objects.exists()
    done = confirm(client, preview.context["tiket"])
    assert done.status_code == 302
    assert Pegawai.objects.get().opd == opd


def test_page_of_errors_names_sheet_row_and_column_and_asks_again(operator: Actor) -> None:
    page = send(client_of(operator), [HEAD, ["Budi", "123", "Analis"]])
    content = page.content.decode()
    assert "Lembar “Data”" in content
    assert "Baris 2" in content
    assert "NIP 3 angka; seharusnya 18 angka." in content
    assert 'name="tiket"' not in content
    assert 'name="berkas"' in content


def test_ticket_with_errors_saves_nothing(operator: Actor) -> None:
    client = client_of(operator)
    page = send(client, [HEAD, ["Budi", "123", ""], ["Dewi", NIP, ""]])
    confirm(client, page.context["tiket"])
    assert not Pegawai.objects.exists()


def test_data_that_moved_meanwhile_shows_the_new_preview(operator: Actor, opd: Opd) -> None:
    client = client_of(operator)
    tiket = send(client, [HEAD, ["Budi", NIP, "Analis"]]).context["tiket"]
    PegawaiFactory(opd=opd, name="Budi", nip=NIP, title="Pelaksana")
    page = confirm(client, tiket)
    assert page.status_code == 409
    assert page.context["sums"]["diubah"] == 1
    assert Pegawai.objects.get().title == "Pelaksana"
    assert confirm(client, page.context["tiket"]).status_code == 302
    assert Pegawai.objects.get().title == "Analis"


def test_ticket_is_for_one_person_one_place_and_two_hours(operator: Actor, opd: Opd) -> None:
    client = client_of(operator)
    tiket = send(client, [HEAD, ["Budi", NIP, ""]]).context["tiket"]
    colleague = client_of(make_actor(Role.OPERATOR, opd))
    confirm(colleague, tiket)
    confirm(client, tiket, f"?unit={opd.pk}")
    confirm(client, tiket + "x")
    confirm(client, "")
    with time_machine.travel(timezone.now() + timedelta(hours=2, minutes=1)):
        confirm(client_of(operator), tiket)
    assert not Pegawai.objects.exists()


def test_unit_in_the_address_is_the_unit_of_the_rows(opd: Opd) -> None:
    koordinator = client_of(make_actor(Role.KOORDINATOR))
    query = f"?unit={opd.pk}"
    page = send(koordinator, [HEAD, ["Budi", NIP, ""]], query)
    confirm(koordinator, page.context["tiket"], query)
    assert Pegawai.objects.get().opd == opd


def test_foreign_unit_in_the_address_does_not_exist(operator: Actor) -> None:
    foreign = OpdFactory()
    assert client_of(operator).get(reverse("opd:pegawai_import") + f"?unit={foreign.pk}").status_code == 404


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("daftar.exe", b"MZ\x90\x00", "tidak diterima"),
        ("daftar.xlsx", b"MZ\x90\x00" * 50, "isinya"),
        ("daftar.xlsx", b"PK\x03\x04rusak", "rusak"),
        ("daftar.csv", b"\xff\xfeN\x00a\x00", "bukan teks"),
        ("daftar.csv", b"Alamat;Telepon\nx;y\n", "Baris judul tidak ditemukan"),
        ("daftar.csv", b"", "kosong"),
    ],
)
def test_what_is_no_sheet_is_answered_in_words(operator: Actor, name: str, data: bytes, words: str) -> None:
    page = client_of(operator).post(reverse("opd:pegawai_import"), {"berkas": SimpleUploadedFile(name, data)})
    assert page.status_code == 200
    assert words in " ".join(page.context["form"].errors["berkas"])


def test_register_is_imported_through_its_page() -> None:
    client = client_of(make_actor(Role.ADMINISTRATOR))
    rows = [
        ["Kode", "Nama", "Jenis", "Kode induk"],
        ["A", "Unit A", "Dinas", ""],
        ["B", "Unit B", "UPTD", "A"],
    ]
    page = client.post(reverse("opd:opd_import"), {"berkas": upload(rows)})
    client.post(reverse("opd:opd_import_save"), {"tiket": page.context["tiket"]})
    assert Opd.objects.get(code="B").parent.code == "A"


def test_export_holds_what_people_typed_as_text_and_no_formula(operator: Actor, opd: Opd) -> None:
    for payload in PAYLOADS:
        PegawaiFactory(opd=opd, name=payload, title=payload)
    answer = client_of(operator).get(reverse("opd:pegawai_export", args=[opd.pk, "xlsx"]))
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
    cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "d", "n"}
    assert sorted(str(row[1].value).strip() for row in sheet.iter_rows(min_row=2)) == sorted(
        payload.strip() for payload in PAYLOADS
    )
    assert [row.action for row in Catatan.objects.for_object(opd)] == ["opd.pegawai.exported"]


def test_csv_export_guards_what_a_spreadsheet_would_run(operator: Actor, opd: Opd) -> None:
    for payload in PAYLOADS:
        PegawaiFactory(opd=opd, name=payload, title=payload)
    answer = client_of(operator).get(reverse("opd:pegawai_export", args=[opd.pk, "csv"]))
    text = answer.content.decode("utf-8-sig")
    cells = [cell.strip('"') for line in text.splitlines()[1:] for cell in line.split(";")]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t"))] == []


@pytest.mark.parametrize("form", ["xlsx", "csv"])
@pytest.mark.parametrize("name", ["opd:pegawai_template", "opd:opd_template"])
def test_template_is_accepted_by_the_import_it_is_for(name: str, form: str) -> None:
    client = client_of(make_actor(Role.KOORDINATOR))
    data = client.get(reverse(name, args=[form])).content
    page = client.post(
        reverse(name.replace("template", "import")), {"berkas": SimpleUploadedFile(f"c.{form}", data)}
    )
    assert page.context["sums"] == {"baru": 0, "diubah": 0, "sama": 0, "salah": 0}


def test_other_forms_of_export_do_not_exist(operator: Actor, opd: Opd) -> None:
    assert client_of(operator).get(reverse("opd:pegawai_export", args=[opd.pk, "pdf"])).status_code == 404


def test_export_of_a_foreign_unit_does_not_exist(operator: Actor) -> None:
    foreign = PegawaiFactory(active_from=date(2020, 1, 1)).opd
    assert (
        client_of(operator).get(reverse("opd:pegawai_export", args=[foreign.pk, "xlsx"])).status_code == 404
    )
