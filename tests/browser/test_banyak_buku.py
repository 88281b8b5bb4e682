"""The workbooks of many units in a real browser: one zip, each examined, what is ready loaded."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import expect

from evaluasi.domain.instrumen_store import struktur_for
from evaluasi.domain.nilai import answers_of
from evaluasi.domain.scoring import score
from evaluasi.models import LembarKerja
from evaluasi.workbook.isi import IsiBuku
from evaluasi.workbook.tulis_lke import write_lke
from opd.enums import Role
from tests.browser.conftest import DESK, PHONE
from tests.evaluasi.buku import edited
from tests.factories.evaluasi import make_lembar
from tests.factories.opd import make_actor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def lembar() -> LembarKerja:
    return LembarKerja.objects.select_related("opd", "periode__instrumen").get(pk=make_lembar().pk)


@pytest.fixture
def book(lembar: LembarKerja, tmp_path: Path) -> Path:
    """A workbook of the unit with one answer off the scale."""
    struktur, answers = struktur_for(lembar.periode.instrumen), {"A.1.i.a": "Ya", "A.1.i.c": "Ya"}
    isi = IsiBuku(struktur, score(struktur, answers), lembar.opd.name, 2026, "WBK", date(2026, 6, 1), answers)
    path = tmp_path / "LKE unit.xlsx"
    path.write_bytes(edited(lambda sheet: sheet.__setitem__("K7", "Mungkin"), write_lke(isi)))
    return path


def standing(lembar: LembarKerja) -> dict[str, object]:
    return {kode: isian for kode, isian in answers_of(lembar).items() if isian is not None}


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_many_at_once(visit, lembar: LembarKerja, book: Path, tmp_path: Path, width: int) -> None:
    window = visit(width=width)
    window.sign_in(make_actor(Role.KOORDINATOR).pengguna)
    bundle = tmp_path / "semua.zip"
    with zipfile.ZipFile(bundle, "w") as archive:
        archive.write(book, "LKE unit.xlsx")
        archive.writestr("rusak.xlsx", b"bukan buku kerja")
    page = window.go("/buku-kerja/")
    assert window.violations() == []
    page.get_by_label("Buku kerja atau zip").set_input_files(bundle)
    page.get_by_role("button", name="Unggah dan periksa").click()
    expect(page.get_by_text("Siap dimuat").first).to_be_visible()
    expect(page.get_by_text("Tidak terbaca").first).to_be_visible()
    assert window.violations() == []
    assert not window.overflows()
    page.get_by_role("link", name="LKE unit.xlsx").click()
    expect(page.get_by_text("Mengisi 2 jawaban")).to_be_visible()
    assert window.violations() == []
    assert not window.overflows()
    page.go_back()
    page.get_by_role("button", name="Muat yang dicentang").click()
    expect(page.get_by_text("Sudah dimuat").first).to_be_visible()
    assert standing(lembar) == {"A.1.i.a": "Ya", "A.1.i.c": "Ya"}
