"""Five hundred random workbooks as real files: read, examined, merged; whole or refused, each error at its cell."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from dasar.errors import DomainError
from dasar.izin import Actor
from dasar.lembar import XLSX_TYPE, Buku, Halaman, buku_child
from dasar.lembar.buku import _cell
from evaluasi.domain.gabung_buku import Gabungan, Keadaan, Pilihan, hold_against
from evaluasi.domain.impor_lembar import apply_import, undo_import
from evaluasi.domain.instrumen_store import load_pustaka
from evaluasi.domain.jawaban import jawaban_problems
from evaluasi.domain.nilai import answers_of, find_differences
from evaluasi.models import ImporLembar, Instrumen, LembarKerja
from evaluasi.workbook.temuan import Berat
from opd.enums import Role
from tests.evaluasi.buku import STRUKTUR, stored
from tests.evaluasi.buku_acak import BukuAcak, damaged, reworked
from tests.factories.evaluasi import PeriodeFactory, make_lembar
from tests.factories.opd import make_actor

pytestmark = pytest.mark.django_db
PLACE = re.compile(r"[A-Z]{1,2}[1-9]\d*")
FEW, MANY = 4, 250
SAVED_EACH, SENT_EACH = 25, 50


@pytest.fixture
def lembar() -> LembarKerja:
    load_pustaka(actor=None)
    periode = PeriodeFactory(year=2026, instrumen=Instrumen.objects.get(kode="permenpan-90-2021"))
    pk = make_lembar(periode=periode).pk
    return LembarKerja.objects.select_related("opd", "periode__instrumen").get(pk=pk)


@pytest.fixture
def operator(lembar: LembarKerja) -> Actor:
    return make_actor(Role.OPERATOR, lembar.opd)


def read_here(data: bytes, folder: Path) -> Buku:
    """What the child process reads, without starting one for each of hundreds."""
    path = folder / "acak.xlsx"
    path.write_bytes(data)
    answer = buku_child.read("xlsx", str(path))
    assert answer["formulas"]
    pages = [
        Halaman(
            sheet["name"],
            {(row, column): _cell(value, formula) for row, column, value, formula in sheet["cells"]},
            sheet["hidden"],
        )
        for sheet in answer["sheets"]
    ]
    return Buku(tuple(pages))


def check_findings(gabungan: Gabungan, book: BukuAcak) -> None:
    """Each thing that cannot be taken is named with sheet and cell, and nothing wrong is offered."""
    for temuan in gabungan.laporan.temuan:
        assert temuan.sheet == book.name
        assert temuan.pesan.strip()
        if temuan.berat is Berat.TOLAK:
            assert PLACE.fullmatch(temuan.cell), temuan
    refused = {item.kode for item in gabungan.laporan.temuan if item.berat is Berat.TOLAK}
    for row in gabungan.rows:
        if row.keadaan is Keadaan.RUSAK:
            assert row.kode in refused
            assert not row.has_answer
        if row.baru is not None:
            assert PLACE.fullmatch(row.cell)
            assert jawaban_problems(STRUKTUR.simpul_by_kode[row.kode], row.baru) == []


def check_reworked(gabungan: Gabungan, book: BukuAcak) -> None:
    """Rows between, rows out of order, other sheets: every answer is still found, none is invented."""
    found = {row.kode: row.baru for row in gabungan.rows if row.baru is not None}
    given = {kode: isian for kode, isian in book.answers.items() if isian not in ({}, None)}
    assert found == given, book.done
    check_findings(gabungan, book)


def save_and_undo(lembar: LembarKerja, operator: Actor, gabungan: Gabungan, data: bytes) -> None:
    """What was chosen stands, all of it; taken back, nothing does."""
    berkas, pilihan = stored(data), gabungan.take_all()
    if pilihan == Pilihan():
        return
    shown = {kode: isian for kode, isian in gabungan.answers(pilihan).items() if isian is not None}
    gabungan = hold_against(lembar, _buku(gabungan), sidik=berkas.sha256)
    values: dict[str, Any] = {"filename": "a.xlsx", "pilihan": pilihan, "digest": gabungan.digest}
    impor = apply_import(lembar, actor=operator, berkas=berkas, **values)
    assert _standing(lembar) == shown
    assert list(find_differences(lembar)) == []
    undo_import(ImporLembar.objects.select_related("lembar__opd").get(pk=impor.pk), actor=operator)
    assert _standing(lembar) == {}


def _buku(gabungan: Gabungan) -> Buku:
    return Buku((gabungan.laporan.bacaan.di.halaman,))


def _standing(lembar: LembarKerja) -> dict[str, Any]:
    return {kode: isian for kode, isian in answers_of(lembar).items() if isian is not None}


def send(lembar: LembarKerja, client: Client, data: bytes) -> None:
    """Through the pages, up to the merge: refused on the form, or shown; never a fault, nothing saved."""
    file = SimpleUploadedFile("acak.xlsx", data, content_type=XLSX_TYPE)
    reply = client.post(reverse("evaluasi:impor_start", args=[lembar.pk]), {"berkas": file})
    assert reply.status_code in {302, 400}
    if reply.status_code == 302:
        for address in (reply["Location"], reply["Location"].replace("/periksa/", "/gabung/")):
            assert client.get(address).status_code == 200
    assert _standing(lembar) == {}


def attempt(lembar: LembarKerja, book: BukuAcak, buku: Buku) -> Gabungan | None:
    """The merge, or nothing where the workbook is refused in words that name its sheet."""
    try:
        return hold_against(lembar, buku, sidik="acak")
    except DomainError as error:
        told = error.message
    assert book.name in told
    return None


def run(seeds: range, lembar: LembarKerja, operator: Actor, folder: Path) -> int:
    client, taken = Client(), 0
    client.force_login(operator.pengguna)
    for seed in seeds:
        for make, check in ((reworked, check_reworked), (damaged, check_findings)):
            book = make(seed)
            data = book.bytes()
            gabungan = attempt(lembar, book, read_here(data, folder))
            if gabungan is None:
                assert make is damaged
                continue
            check(gabungan, book)
            taken += 1
            if seed % SAVED_EACH == 0:
                save_and_undo(lembar, operator, gabungan, data)
            if seed % SENT_EACH == 0:
                send(lembar, client, data)
    return taken


def test_a_few_random_workbooks(lembar: LembarKerja, operator: Actor, tmp_path: Path) -> None:
    assert run(range(1, 1 + FEW), lembar, operator, tmp_path) >= FEW


@pytest.mark.lambat
@pytest.mark.timeout(900)
def test_five_hundred_random_workbooks(lembar: LembarKerja, operator: Actor, tmp_path: Path) -> None:
    assert run(range(100, 100 + MANY), lembar, operator, tmp_path) >= 2 * MANY - 50
