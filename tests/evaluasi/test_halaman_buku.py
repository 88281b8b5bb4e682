"""Pages of workbooks: upload, report, choice, saving, undo, downloads, and the doctor alone."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dasar.berkas.models import Berkas
from dasar.izin import Actor
from dasar.jurnal.models import Catatan
from dasar.lembar import XLSX_TYPE
from evaluasi.domain.impor_lembar import preview_import
from evaluasi.domain.instrumen_store import struktur_for
from evaluasi.domain.nilai import answers_of
from evaluasi.domain.pengisian import save_jawaban
from evaluasi.domain.scoring import score
from evaluasi.models import ImporLembar, LembarKerja
from evaluasi.workbook.isi import IsiBuku
from evaluasi.workbook.tulis_lke import write_lke
from opd.enums import Role
from tests.evaluasi.buku import edited, stored
from tests.factories.evaluasi import ImporLembarFactory, make_lembar
from tests.factories.opd import OpdFactory, make_actor
from tests.factories.portalrb import number_soal, reply

pytestmark = pytest.mark.django_db
ANSWERS = {"A.1.i.a": "Ya", "A.1.i.b": "Tidak", "A.1.i.c": "Ya"}


@pytest.fixture
def lembar() -> LembarKerja:
    row = make_lembar()
    return LembarKerja.objects.select_related("opd", "periode__instrumen").get(pk=row.pk)


@pytest.fixture
def operator(lembar: LembarKerja) -> Actor:
    return make_actor(Role.OPERATOR, lembar.opd)


def signed_in(actor: Actor) -> Client:
    client = Client()
    client.force_login(actor.pengguna)
    return client


@pytest.fixture
def at_work(operator: Actor) -> Client:
    return signed_in(operator)


def page(name: str, lembar: LembarKerja) -> str:
    return reverse(f"evaluasi:{name}", args=[lembar.pk])


def book(lembar: LembarKerja, answers: dict[str, Any] = ANSWERS) -> bytes:
    struktur = struktur_for(lembar.periode.instrumen)
    return write_lke(
        IsiBuku(struktur, score(struktur, answers), "Dinas", 2026, "WBK", date(2026, 6, 1), answers)
    )


def sent(data: bytes, name: str = "LKE unit.xlsx") -> dict[str, object]:
    return {"berkas": SimpleUploadedFile(name, data, content_type=XLSX_TYPE)}


def digest_in(text: str) -> str:
    return text.partition('name="digest" value="')[2].partition('"')[0]


def test_from_upload_to_saving_and_back(lembar: LembarKerja, at_work: Client) -> None:
    data = book(lembar)
    reply = at_work.post(page("impor_start", lembar), sent(data))
    report = at_work.get(reply["Location"]).content.decode()
    assert "3 terjawab" in report
    assert "LKE unit.xlsx" in report
    merge = reply["Location"].replace("/periksa/", "/gabung/")
    shown = at_work.get(merge).content.decode()
    assert "Memuat 3 jawaban, 0 catatan, dan 0 tautan" in shown
    assert answers_of(lembar) == {}
    chosen = {"digest": digest_in(shown), "jawaban": ["A.1.i.a", "A.1.i.b"]}
    again = at_work.post(merge, chosen | {"hitung": "ya"}).content.decode()
    assert "Memuat 2 jawaban" in again
    assert (
        "menjadi <strong>30,00</strong>; lantai <strong>0,00</strong> menjadi <strong>20,00</strong>" in again
    )
    saved = at_work.post(merge, chosen | {"simpan": "ya"})
    assert saved["Location"] == page("lembar_detail", lembar)
    assert answers_of(lembar) == {"A.1.i.a": "Ya", "A.1.i.b": "Tidak"}
    impor = ImporLembar.objects.get()
    assert "LKE unit.xlsx" in at_work.get(page("impor_start", lembar)).content.decode()
    kept = b"".join(at_work.get(reverse("evaluasi:impor_file", args=[impor.pk])).streaming_content)
    assert kept == data
    undo = reverse("evaluasi:impor_undo", args=[impor.pk])
    assert "Batalkan impor" in at_work.get(undo).content.decode()
    at_work.post(undo)
    assert set(answers_of(lembar).values()) == {None}
    assert at_work.post(undo).status_code == 409 or "Sudah dibatalkan" in at_work.get(undo).content.decode()


def test_second_press_and_a_change_in_between_are_told(
    lembar: LembarKerja, operator: Actor, at_work: Client
) -> None:
    merge = at_work.post(page("impor_start", lembar), sent(book(lembar)))["Location"].replace(
        "/periksa/", "/gabung/"
    )
    chosen = {
        "digest": digest_in(at_work.get(merge).content.decode()),
        "jawaban": ["A.1.i.a"],
        "simpan": "ya",
    }
    save_jawaban(lembar, actor=operator, kode="A.1.i.a", isian="Tidak", version=0)
    reply = at_work.post(merge, chosen)
    assert reply.status_code == 409
    assert "berubah sejak Anda memeriksanya" in reply.content.decode()
    chosen["digest"] = digest_in(reply.content.decode())
    assert at_work.post(merge, chosen).status_code == 302
    assert at_work.post(merge, chosen).status_code == 409
    assert ImporLembar.objects.count() == 1


def test_presets_choose_without_script(lembar: LembarKerja, operator: Actor, at_work: Client) -> None:
    save_jawaban(lembar, actor=operator, kode="A.1.i.a", isian="Tidak", version=0)
    merge = at_work.post(page("impor_start", lembar), sent(book(lembar)))["Location"].replace(
        "/periksa/", "/gabung/"
    )
    for preset, count in (("kosong", 2), ("semua", 3), ("tidak", 0)):
        assert f"Memuat {count} jawaban" in at_work.post(merge, {"pilih": preset}).content.decode()


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("x.xlsx", b"bukan zip", "lalu kirim"),
        ("x.csv", b"kode;jawaban\n1;2", "CSV"),
        ("x.exe", b"MZ", "tidak diterima"),
    ],
)
def test_file_that_is_no_workbook_is_told_on_the_form(
    lembar: LembarKerja, at_work: Client, name: str, data: bytes, told: str
) -> None:
    for address in (page("impor_start", lembar), reverse("evaluasi:buku_check")):
        reply = at_work.post(address, sent(data, name) | {"instrumen": lembar.periode.instrumen_id})
        assert reply.status_code == 400
        assert told in reply.content.decode()


def test_foreign_ticket_and_foreign_worksheet(lembar: LembarKerja, at_work: Client) -> None:
    address = at_work.post(page("impor_start", lembar), sent(book(lembar)))["Location"]
    colleague = signed_in(make_actor(Role.OPERATOR, lembar.opd))
    assert colleague.get(address)["Location"] == page("impor_start", lembar)
    stranger = signed_in(make_actor(Role.OPERATOR, OpdFactory()))
    assert stranger.get(address).status_code == 404
    assert signed_in(make_actor(Role.KOORDINATOR)).get(address).status_code == 403


def test_doctor_alone_keeps_nothing(lembar: LembarKerja, at_work: Client) -> None:
    before = Berkas.objects.count()
    data = edited(lambda sheet: sheet.__setitem__("K7", "Mungkin"), book(lembar))
    instrumen = lembar.periode.instrumen
    reply = at_work.post(reverse("evaluasi:buku_check"), sent(data) | {"instrumen": instrumen.pk})
    text = reply.content.decode()
    assert "LKE ZI!K7" in text
    assert "di luar pilihan Ya, Tidak" in text
    assert Berkas.objects.count() == before
    assert signed_in(make_actor(Role.PIMPINAN)).get(reverse("evaluasi:buku_check")).status_code == 200


@pytest.mark.parametrize("bentuk", ["lke", "tabel", "csv"])
def test_downloads_hold_answers_as_text_and_are_told_to_the_journal(
    lembar: LembarKerja, operator: Actor, at_work: Client, bentuk: str
) -> None:
    save_jawaban(lembar, actor=operator, kode="A.1.i.a", isian="Ya", catatan="=HYPERLINK(1)", version=0)
    reply = at_work.get(reverse("evaluasi:ekspor_file", args=[lembar.pk, bentuk]))
    if bentuk == "csv":
        assert "'=HYPERLINK(1)" in reply.content.decode("utf-8-sig")
    else:
        sheet = openpyxl.load_workbook(io.BytesIO(reply.content)).worksheets[0]
        notes = [cell for row in sheet.iter_rows() for cell in row if cell.value == "=HYPERLINK(1)"]
        assert [cell.data_type for cell in notes] == ["s"]
    assert Catatan.objects.filter(action="evaluasi.lembar_kerja.exported").count() == 1


def test_ministry_layout_needs_its_question_master(lembar: LembarKerja, at_work: Client) -> None:
    assert "Belum ada master soal kementerian" in at_work.get(page("ekspor", lembar)).content.decode()
    assert at_work.get(reverse("evaluasi:ekspor_file", args=[lembar.pk, "jawaban"])).status_code == 404


def test_list_of_imports_costs_the_same_with_one_and_three(
    lembar: LembarKerja, operator: Actor, at_work: Client
) -> None:
    counts = []
    for _ in range(2):
        ImporLembarFactory(lembar=lembar, imported_by=operator.pengguna)
        if counts:
            ImporLembarFactory(lembar=lembar, imported_by=operator.pengguna)
        with CaptureQueriesContext(connection) as queries:
            at_work.get(page("impor_start", lembar))
        counts.append(len(queries))
    assert counts == [4, 4]


def test_verdicts_of_tpi_go_out_to_whoever_may_see_them_and_change_nothing_on_the_way_back(
    lembar: LembarKerja, operator: Actor
) -> None:
    number_soal(lembar.periode.instrumen, lembar.periode.year)
    reply(lembar, "A.1.i.a", pilihan="Ya", catatan="milik unit")
    reply(lembar, "A.1.i.a", "tpi", pilihan="Tidak", catatan="=SK belum ditandatangani")
    reply(lembar, "B.I.a", "tpi", angka="3.10")
    told: dict[str, tuple[bytes, str]] = {}
    for bentuk, places in {"lke": ("R", "S"), "jawaban": ("N", "Q")}.items():
        for state in ("draft", "approved"):
            LembarKerja.objects.filter(pk=lembar.pk).update(state=state, submitted_at=lembar.periode.opens_at)
            answer = signed_in(operator).get(reverse("evaluasi:ekspor_file", args=[lembar.pk, bentuk]))
            sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
            seen = {str(cell.value) for place in places for cell in sheet[place] if cell.value is not None}
            verdicts = {"Tidak", "=SK belum ditandatangani", "3.1"}
            assert (verdicts <= seen) == (state == "approved")
            assert state == "approved" or not (verdicts & seen)
            told[bentuk] = (answer.content, state)
    for data, _ in told.values():
        fresh = LembarKerja.objects.select_related("opd", "periode__instrumen").get(pk=lembar.pk)
        rows = preview_import(fresh, berkas=stored(data)).rows
        assert [row.kode for row in rows if row.brings] == []
