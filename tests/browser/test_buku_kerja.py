"""A unit brings its workbook on a phone and at a desk: examined, chosen from, loaded, taken back."""

from __future__ import annotations

from datetime import date

import pytest
from openpyxl.worksheet.worksheet import Worksheet
from playwright.sync_api import Page, expect

from dasar.lembar import XLSX_TYPE
from evaluasi.domain.instrumen_store import struktur_for
from evaluasi.domain.nilai import answers_of
from evaluasi.domain.scoring import score
from evaluasi.models import ImporLembar, LembarKerja
from evaluasi.workbook.isi import IsiBuku
from evaluasi.workbook.tulis_lke import write_lke
from opd.enums import Role
from tests.browser.conftest import DESK, PHONE, Visit
from tests.evaluasi.buku import edited
from tests.factories.evaluasi import make_lembar
from tests.factories.opd import make_actor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ANSWERS = {"A.1.i.a": "Ya", "A.1.i.b": "Tidak", "A.1.i.c": "Ya"}


@pytest.fixture
def lembar() -> LembarKerja:
    row = make_lembar()
    return LembarKerja.objects.select_related("opd", "periode__instrumen").get(pk=row.pk)


def book(lembar: LembarKerja, answers: dict[str, str] = ANSWERS) -> bytes:
    struktur = struktur_for(lembar.periode.instrumen)
    return write_lke(
        IsiBuku(struktur, score(struktur, answers), lembar.opd.name, 2026, "WBK", date(2026, 6, 1), answers)
    )


def first_answer_spoilt(sheet: Worksheet) -> None:
    """Somebody writes a word that no scale knows over the first answer, and another type beside the second."""
    rows = [row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 10).value == "Ya/Tidak"]
    sheet.cell(rows[0], 11).value = "Barangkali"
    sheet.cell(rows[1], 10).value = "Ya"


def upload(page: Page, data: bytes, name: str = "LKE unit.xlsx") -> None:
    page.locator("input[name=berkas]").set_input_files(
        [{"name": name, "mimeType": XLSX_TYPE, "buffer": data}]
    )
    page.get_by_role("button", name="Unggah dan periksa").click()


def heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(text)
    page.wait_for_load_state()


def is_sound(window: Visit) -> None:
    assert window.violations() == [], window.page.url
    assert not window.overflows(), window.page.url


@pytest.mark.parametrize(("width", "scripts"), [(PHONE, True), (DESK, True), (PHONE, False)])
def test_workbook_is_examined_chosen_from_loaded_and_taken_back(
    visit, lembar: LembarKerja, width: int, scripts: bool
) -> None:
    window = visit(width=width, scripts=scripts)
    window.sign_in(make_actor(Role.OPERATOR, lembar.opd).pengguna)
    page = window.go(f"/lembar-kerja/{lembar.pk}/excel/")
    if scripts:
        is_sound(window)

    upload(page, edited(first_answer_spoilt, book(lembar)))
    heading(page, "Hasil pemeriksaan")
    expect(page.locator(".finding-list").first).to_contain_text("LKE ZI")
    expect(page.locator("main")).to_contain_text("Barangkali")
    if scripts:
        is_sound(window)
    assert answers_of(lembar) == {}

    page.get_by_role("link", name="Lanjut memilih yang dimuat").click()
    heading(page, "Pilih yang dimuat")
    expect(page.locator("main")).to_contain_text("1 tidak dapat dimuat")
    if scripts:
        is_sound(window)
    page.locator("input[name=jawaban][value='A.1.i.c']").uncheck()
    page.get_by_role("button", name="Hitung ulang pilihan").click()
    expect(page.locator(".merge-result")).to_contain_text("Memuat 1 jawaban")
    assert answers_of(lembar) == {}
    page.get_by_role("button", name="Simpan yang dicentang").click()
    heading(page, lembar.opd.name)
    assert answers_of(lembar) == {"A.1.i.b": "Tidak"}

    page = window.go(f"/lembar-kerja/{lembar.pk}/excel/")
    page.get_by_role("link", name="Batalkan impor LKE unit.xlsx").click()
    heading(page, "Batalkan impor ini?")
    if scripts:
        is_sound(window)
    page.get_by_role("button", name="Batalkan impor").click()
    heading(page, "Isi dari Excel")
    expect(page.locator("main")).to_contain_text("Dibatalkan")
    assert set(answers_of(lembar).values()) == {None}


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_what_is_no_workbook_is_refused_where_it_was_chosen(visit, lembar: LembarKerja, width: int) -> None:
    window = visit(width=width)
    window.sign_in(make_actor(Role.OPERATOR, lembar.opd).pengguna)
    page = window.go(f"/lembar-kerja/{lembar.pk}/excel/")

    upload(page, b"bukan buku kerja", "catatan.xlsx")

    heading(page, "Isi dari Excel")
    expect(page.locator(".field-error, .errorlist, [role=alert]").first).to_be_visible()
    is_sound(window)
    window.forgive("400")
    assert not ImporLembar.objects.exists()


def test_file_without_news_says_so(visit, lembar: LembarKerja) -> None:
    window = visit(width=PHONE)
    window.sign_in(make_actor(Role.OPERATOR, lembar.opd).pengguna)
    page = window.go(f"/lembar-kerja/{lembar.pk}/excel/")

    upload(page, book(lembar, {}))

    heading(page, "Hasil pemeriksaan")
    expect(page.locator("main")).to_contain_text("Tidak ada yang perlu dimuat")
    is_sound(window)
