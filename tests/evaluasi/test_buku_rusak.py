"""Sixty damaged workbooks sent as files: each is taken whole, or refused in words that name the place; never a fault."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, time
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from dasar.lembar import XLSX_TYPE
from evaluasi.domain.instrumen_store import struktur_for
from evaluasi.domain.nilai import answers_of, find_differences
from evaluasi.domain.scoring import score
from evaluasi.models import ImporLembar, LembarKerja
from evaluasi.workbook.isi import IsiBuku
from evaluasi.workbook.tulis_lke import write_lke
from opd.enums import Role
from tests.evaluasi.buku import edited
from tests.factories.evaluasi import make_lembar
from tests.factories.opd import make_actor

pytestmark = pytest.mark.django_db
ANSWERS = {"A.1.i.a": "Ya", "A.1.i.b": "Tidak", "A.1.i.c": "Ya"}
Damage = Callable[[bytes], bytes]


def cell(place: str, value: Any) -> Damage:
    return lambda data: edited(lambda sheet: sheet.__setitem__(place, value), data)


def sheet(change: Callable[[Any], object]) -> Damage:
    return lambda data: edited(change, data)


def part(name: str, change: Callable[[bytes], bytes | None]) -> Damage:
    """One member of the package changed, or left out where the change gives None."""

    def damage(data: bytes) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
            for member in old.namelist():
                content: bytes | None = old.read(member)
                content = change(content or b"") if member == name else content
                if content is not None:
                    new.writestr(member, content)
        return out.getvalue()

    return damage


def many_rows(page: Any) -> None:
    for row in range(20, 20_030):
        page.cell(row, 3, row)


def merged(page: Any) -> None:
    page.merge_cells("J6:K8")


def hidden(page: Any) -> None:
    page.sheet_state = "hidden"
    page.parent.create_sheet("Lain")["A1"] = "lain"
    page.parent.active = 2


VALUES: dict[str, Any] = {
    "huruf lain": "F",
    "kata lain": "Mungkin",
    "angka": 7,
    "negatif": -1,
    "pecahan": 0.5,
    "tanggal": date(2026, 5, 3),
    "waktu": time(7, 30),
    "benar": True,
    "galat": "#DIV/0!",
    "rumus": "=1+1",
    "rumus luar": "=[1]Sheet1!A1",
    "spasi keras": "\u00a0Ya\u00a0",
    "titik": "ya.",
    "panjang": "x" * 3000,
    "sangat panjang": "x" * 32_000,
    "kosong": None,
    "spasi": "   ",
    "ribuan": "1.000,50",
    "ilmiah": "1.98E+17",
    "besar": 10**20,
    "baris baru": "Y\na",
    "unicode": "Ⅳ٣½",
    "petik": "'Ya",
}
DAMAGES: dict[str, Damage] = {
    **{f"K6 {name}": cell("K6", value) for name, value in VALUES.items()},
    **{
        f"K11 {name}": cell("K11", VALUES[name])
        for name in ("huruf lain", "negatif", "tanggal", "ribuan", "galat", "besar")
    },
    **{f"J6 {value}": cell("J6", value) for value in ("Ya", "A/B/C", None, 5, "%", "Jumlah")},
    **{f"F6 {value}": cell("F6", value) for value in (None, "c", 1, "zz")},
    "tanpa judul": sheet(lambda page: page.delete_rows(1, 2)),
    "baris disisipkan": sheet(lambda page: page.insert_rows(5, 3)),
    "kolom disisipkan": sheet(lambda page: page.insert_cols(9)),
    "kolom dihapus": sheet(lambda page: page.delete_cols(10)),
    "butir dihapus": sheet(lambda page: page.delete_rows(7)),
    "sel digabung": sheet(merged),
    "tersembunyi": sheet(hidden),
    "dua puluh ribu baris": sheet(many_rows),
    "kolom ke-300": cell("KN6", "jauh"),
    "sudut terjauh": cell("XFD1048576", "jauh"),
    "terpotong": lambda data: data[: len(data) // 2],
    "kurang satu bita": lambda data: data[:-1],
    "sampah di depan": lambda data: b"x" + data,
    "sampah di belakang": lambda data: data + b"<html>",
    "bita rusak": lambda data: data[:3000] + bytes(40) + data[3040:],
    "tanpa lembar": part("xl/worksheets/sheet1.xml", lambda _: None),
    "lembar bukan XML": part("xl/worksheets/sheet1.xml", lambda _: b"\x00\xff<"),
    "lembar terpotong": part("xl/worksheets/sheet1.xml", lambda xml: xml[: len(xml) // 2]),
    "tanpa teks": part("xl/sharedStrings.xml", lambda _: None),
    "gaya rusak": part("xl/styles.xml", lambda _: b"<styleSheet/>"),
    "buku rusak": part("xl/workbook.xml", lambda _: b"<workbook/>"),
    "entitas": part("xl/worksheets/sheet1.xml", lambda xml: b'<!DOCTYPE a [<!ENTITY b "c">]>' + xml),
    "bom": part("xl/worksheets/sheet1.xml", lambda _: b" " * (60 * 1024 * 1024)),
}
EVERYDAY = ("K6 huruf lain", "J6 Ya", "kolom disisipkan", "sudut terjauh", "terpotong", "gaya rusak")


def _send(name: str) -> None:
    """Through the pages as its user would: upload, report, take everything."""
    pk = make_lembar().pk
    lembar = LembarKerja.objects.select_related("opd", "periode__instrumen").get(pk=pk)
    struktur = struktur_for(lembar.periode.instrumen)
    whole = write_lke(
        IsiBuku(struktur, score(struktur, ANSWERS), "Dinas", 2026, "WBK", date(2026, 6, 1), ANSWERS)
    )
    client = Client()
    client.force_login(make_actor(Role.OPERATOR, lembar.opd).pengguna)
    file = SimpleUploadedFile("rusak.xlsx", DAMAGES[name](whole), content_type=XLSX_TYPE)
    reply = client.post(reverse("evaluasi:impor_start", args=[pk]), {"berkas": file})
    if reply.status_code == 400:
        assert "error-summary" in reply.content.decode()
        assert not ImporLembar.objects.exists()
        return
    assert reply.status_code == 302
    report = client.get(reply["Location"]).content.decode()
    merge = reply["Location"].replace("/periksa/", "/gabung/")
    page = client.post(merge, {"pilih": "semua"}).content.decode()
    picks = [piece.partition('"')[0] for piece in page.split('name="jawaban" value="')[1:]]
    if "tidak dapat dimuat" in page:
        assert "LKE ZI!K" in report
    assert answers_of(lembar) == {}
    digest = page.partition('name="digest" value="')[2].partition('"')[0]
    saved = client.post(merge, {"digest": digest, "jawaban": picks, "simpan": "ya"})
    assert saved.status_code == (302 if picks else 400)
    kept = {kode for kode, isian in answers_of(lembar).items() if isian is not None}
    assert kept == set(picks)
    assert list(find_differences(lembar)) == []


@pytest.mark.parametrize("name", EVERYDAY)
def test_damaged_workbook_is_taken_whole_or_told(name: str) -> None:
    _send(name)


@pytest.mark.lambat
@pytest.mark.parametrize("name", [name for name in DAMAGES if name not in EVERYDAY])
def test_each_of_sixty_damaged_workbooks_is_taken_whole_or_told(name: str) -> None:
    _send(name)
