"""Workbooks of many units at once: each for itself, told by content, blanks only; one bad file loses nothing."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dasar.errors import DomainError, PermissionRefused, WrongState
from dasar.izin import Actor
from dasar.pekerjaan.domain import run_pekerjaan
from dasar.pekerjaan.enums import State
from dasar.pekerjaan.models import Pekerjaan
from evaluasi.domain.impor_lembar import undo_import
from evaluasi.domain.instrumen_store import struktur_for
from evaluasi.domain.kiriman_buku import drop_book, place_book, request_load, send_books
from evaluasi.domain.kiriman_jobs import request_export
from evaluasi.domain.lembar_kerja import create_lembar
from evaluasi.domain.nilai import answers_of, find_differences
from evaluasi.domain.pengisian import save_jawaban
from evaluasi.domain.scoring import score
from evaluasi.enums import BukuState, LembarState, PredikatKind
from evaluasi.models import BukuKiriman, ImporLembar, KirimanBuku, LembarKerja, Periode
from evaluasi.workbook.isi import IsiBuku
from evaluasi.workbook.tulis_lke import write_lke
from opd.enums import Role
from tests.evaluasi.buku import edited
from tests.factories.evaluasi import (
    BukuKirimanFactory,
    ImporLembarFactory,
    KirimanBukuFactory,
    PeriodeFactory,
)
from tests.factories.opd import OpdFactory, make_actor

pytestmark = pytest.mark.django_db
ANSWERS: dict[str, Any] = {"A.1.i.a": "Ya", "A.1.i.b": "Tidak", "A.1.i.c": "Ya"}
NAMES = ("Dinas Kesehatan", "Dinas Pendidikan", "Kecamatan Timur")


@pytest.fixture
def periode() -> Periode:
    return PeriodeFactory()


@pytest.fixture
def koordinator() -> Actor:
    return make_actor(Role.KOORDINATOR)


@pytest.fixture
def sheets(periode: Periode, koordinator: Actor) -> dict[str, LembarKerja]:
    return {
        name: create_lembar(
            actor=koordinator, opd=OpdFactory(name=name), periode=periode, predikat=PredikatKind.WBK
        )
        for name in NAMES
    }


def book(periode: Periode, unit: str, answers: dict[str, Any] = ANSWERS) -> bytes:
    struktur = struktur_for(periode.instrumen)
    return write_lke(
        IsiBuku(struktur, score(struktur, answers), unit, periode.year, "WBK", date(2026, 6, 1), answers)
    )


def upload(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members.items():
            archive.writestr(f"unit/{name}.xlsx", data)
        archive.writestr("__MACOSX/._a.xlsx", b"sisa")
    return out.getvalue()


def run_jobs() -> list[str | None]:
    """What a worker would do next."""
    waiting = Pekerjaan.objects.filter(state=State.QUEUED).order_by("created_at")
    return [run_pekerjaan(pk) for pk in list(waiting.values_list("pk", flat=True))]


def told(kiriman: KirimanBuku) -> dict[str, str]:
    return dict(kiriman.buku.values_list("filename", "state"))


def send(koordinator: Actor, periode: Periode, *files: SimpleUploadedFile) -> KirimanBuku:
    kiriman = send_books(actor=koordinator, periode=periode, files=files)
    run_jobs()
    return kiriman


def answered(lembar: LembarKerja) -> dict[str, Any]:
    return {kode: isian for kode, isian in answers_of(lembar).items() if isian is not None}


def fresh(lembar: LembarKerja) -> LembarKerja:
    return LembarKerja.objects.select_related("opd", "periode__instrumen").get(pk=lembar.pk)


def test_zip_is_told_apart_by_content_and_a_bad_file_loses_nothing(
    periode: Periode, koordinator: Actor, sheets: dict[str, LembarKerja]
) -> None:
    first, second, _ = NAMES
    damaged = edited(lambda sheet: sheet.__setitem__("K6", "F"), book(periode, second))
    data = zipped(a=book(periode, first), b=damaged, c=b"bukan buku kerja", d=book(periode, "Tanpa Nama"))
    kiriman = send(koordinator, periode, upload("semua.zip", data))
    assert told(kiriman) == {
        "a.xlsx": BukuState.SIAP,
        "b.xlsx": BukuState.SIAP,
        "c.xlsx": BukuState.DITOLAK,
        "d.xlsx": BukuState.TANPA_UNIT,
    }
    assert {row.filename: row.lembar and row.lembar.opd.name for row in kiriman.buku.all()} == {
        "a.xlsx": first,
        "b.xlsx": second,
        "c.xlsx": None,
        "d.xlsx": None,
    }
    assert all(answered(row) == {} for row in sheets.values())
    request_load(kiriman, actor=koordinator, chosen=kiriman.buku.values_list("pk", flat=True))
    assert run_jobs() == [State.DONE]
    assert answered(sheets[first]) == ANSWERS
    assert answered(sheets[second]) == {k: v for k, v in ANSWERS.items() if k != "A.1.i.a"}
    assert all(list(find_differences(fresh(row))) == [] for row in sheets.values())
    assert ImporLembar.objects.count() == 2


def test_answers_of_the_unit_are_never_replaced(
    periode: Periode, koordinator: Actor, sheets: dict[str, LembarKerja]
) -> None:
    lembar = fresh(sheets[NAMES[0]])
    operator = make_actor(Role.OPERATOR, lembar.opd)
    save_jawaban(lembar, actor=operator, kode="A.1.i.a", isian="Tidak", version=0)
    kiriman = send(koordinator, periode, upload("a.xlsx", book(periode, NAMES[0])))
    assert kiriman.buku.get().ringkas["berbeda"] == 1
    request_load(kiriman, actor=koordinator, chosen=kiriman.buku.values_list("pk", flat=True))
    run_jobs()
    assert answered(lembar) == ANSWERS | {"A.1.i.a": "Tidak"}
    undo_import(ImporLembar.objects.select_related("lembar__periode__instrumen").get(), actor=koordinator)
    assert answered(lembar) == {"A.1.i.a": "Tidak"}


def test_change_after_examination_is_examined_again_and_not_loaded(
    periode: Periode, koordinator: Actor, sheets: dict[str, LembarKerja]
) -> None:
    lembar = fresh(sheets[NAMES[0]])
    kiriman = send(koordinator, periode, upload("a.xlsx", book(periode, NAMES[0])))
    operator = make_actor(Role.OPERATOR, lembar.opd)
    save_jawaban(lembar, actor=operator, kode="A.1.i.a", isian="Tidak", version=0)
    chosen = list(kiriman.buku.values_list("pk", flat=True))
    request_load(kiriman, actor=koordinator, chosen=chosen)
    run_jobs()
    row = kiriman.buku.get()
    assert (row.state, "berubah sejak diperiksa" in row.pesan) == (BukuState.SIAP, True)
    assert answered(lembar) == {"A.1.i.a": "Tidak"}
    request_load(kiriman, actor=koordinator, chosen=chosen)
    run_jobs()
    assert kiriman.buku.get().state == BukuState.DIMUAT


def test_worksheet_handed_in_is_left_alone_and_said_so(
    periode: Periode, koordinator: Actor, sheets: dict[str, LembarKerja]
) -> None:
    kiriman = send(koordinator, periode, upload("a.xlsx", book(periode, NAMES[0])))
    LembarKerja.objects.update(state=LembarState.SUBMITTED, submitted_at=periode.opens_at)
    request_load(kiriman, actor=koordinator, chosen=kiriman.buku.values_list("pk", flat=True))
    run_jobs()
    row = kiriman.buku.get()
    assert (row.state, "hanya draf yang dapat diisi" in row.pesan) == (BukuState.SIAP, True)
    assert not ImporLembar.objects.exists()


def test_same_files_again_are_the_same_consignment_and_load_nothing_new(
    periode: Periode, koordinator: Actor, sheets: dict[str, LembarKerja]
) -> None:
    data = book(periode, NAMES[0])
    first = send(koordinator, periode, upload("a.xlsx", data))
    assert send(koordinator, periode, upload("a.xlsx", data)) == first
    chosen = list(first.buku.values_list("pk", flat=True))
    job = request_load(first, actor=koordinator, chosen=chosen)
    assert request_load(first, actor=koordinator, chosen=chosen) == job
    run_jobs()
    with pytest.raises(DomainError, match="Centang"):
        request_load(first, actor=koordinator, chosen=chosen)
    again = send(koordinator, periode, upload("lain.xlsx", data))
    assert list(told(again).values()) == [BukuState.SAMA]


def test_two_files_of_one_unit_and_a_named_unit_are_settled_by_a_person(
    periode: Periode, koordinator: Actor, sheets: dict[str, LembarKerja]
) -> None:
    first = book(periode, NAMES[0])
    other = book(periode, NAMES[0], {"A.1.i.a": "Tidak"})
    kiriman = send(koordinator, periode, upload("a.xlsx", first), upload("b.xlsx", other))
    a, b = kiriman.buku.select_related("kiriman__periode", "berkas", "lembar")
    assert (a.state, b.state) == (BukuState.SIAP, BukuState.TANPA_UNIT)
    assert "sudah punya berkas lain" in b.pesan
    with pytest.raises(DomainError, match="berkas lain"):
        place_book(b, actor=koordinator, lembar=fresh(sheets[NAMES[0]]))
    drop_book(a, actor=koordinator)
    b = kiriman.buku.select_related("kiriman__periode", "berkas").get(pk=b.pk)
    assert place_book(b, actor=koordinator, lembar=fresh(sheets[NAMES[0]])).state == BukuState.SIAP
    with pytest.raises(WrongState):
        drop_book(kiriman.buku.get(pk=a.pk), actor=koordinator)
    elsewhere = create_lembar(
        actor=koordinator,
        opd=OpdFactory(),
        periode=PeriodeFactory(year=periode.year + 1),
        predikat=PredikatKind.WBK,
    )
    with pytest.raises(DomainError, match="tahun kiriman"):
        place_book(b, actor=koordinator, lembar=elsewhere)


def test_unit_without_worksheet_and_title_of_two_units_are_told(
    periode: Periode, koordinator: Actor, sheets: dict[str, LembarKerja]
) -> None:
    OpdFactory(name="Dinas Sosial")
    both = book(periode, f"{NAMES[0]} dan {NAMES[1]}")
    kiriman = send(
        koordinator, periode, upload("a.xlsx", book(periode, "Dinas Sosial")), upload("b.xlsx", both)
    )
    a, b = kiriman.buku.all()
    assert "belum punya lembar kerja" in a.pesan
    assert "beberapa unit" in b.pesan
    assert {a.state, b.state} == {BukuState.TANPA_UNIT}


def test_label_beside_the_name_and_a_longer_name_win(
    periode: Periode, koordinator: Actor, sheets: dict[str, LembarKerja]
) -> None:
    longer = create_lembar(
        actor=koordinator,
        opd=OpdFactory(name="Dinas Kesehatan Hewan"),
        periode=periode,
        predikat=PredikatKind.WBK,
    )

    def label(sheet: Any) -> None:
        sheet["A1"] = "Lembar Kerja Evaluasi"
        cover = sheet.parent.create_sheet("Sampul")
        cover["B7"], cover["D7"] = "Nama Unit Kerja :", "DINAS KESEHATAN HEWAN"

    kiriman = send(koordinator, periode, upload("Kecamatan Timur.xlsx", edited(label, book(periode, "X"))))
    assert kiriman.buku.get().lembar == longer


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.zip", b"PK\x03\x04rusak", "Zip ini rusak"),
        ("a.zip", zipped(), "Tidak ada buku kerja"),
        ("a.zip", zipped(**{f"b{at}": b"x" for at in range(101)}), "paling banyak 100"),
    ],
)
def test_zip_that_cannot_be_taken_is_told(
    periode: Periode, koordinator: Actor, name: str, data: bytes, words: str
) -> None:
    with pytest.raises(DomainError, match=words):
        send_books(actor=koordinator, periode=periode, files=[upload(name, data)])
    assert not KirimanBuku.objects.exists()


def test_zip_bomb_is_refused_before_it_is_unpacked(periode: Periode, koordinator: Actor) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for at in range(40):
            archive.writestr(f"{at}.xlsx", bytes(8 * 1024 * 1024))
        archive.writestr("besar.xlsx", bytes(11 * 1024 * 1024))
    with pytest.raises(DomainError, match="300 MB"):
        send_books(actor=koordinator, periode=periode, files=[upload("a.zip", out.getvalue())])


@pytest.mark.parametrize("role", [Role.PIMPINAN, Role.ADMINISTRATOR, Role.PENILAI_ANGGOTA, Role.OPERATOR])
def test_only_coordinators_take_in(
    periode: Periode, koordinator: Actor, sheets: dict[str, LembarKerja], role: Role
) -> None:
    stranger = make_actor(role, OpdFactory() if role == Role.OPERATOR else None)
    with pytest.raises(PermissionRefused):
        send_books(actor=stranger, periode=periode, files=[upload("a.xlsx", b"x")])
    kiriman = send(koordinator, periode, upload("a.xlsx", book(periode, NAMES[0])))
    row = kiriman.buku.select_related("kiriman").get()
    for refused in (
        lambda: request_load(kiriman, actor=stranger, chosen=[row.pk]),
        lambda: place_book(row, actor=stranger, lembar=fresh(sheets[NAMES[1]])),
        lambda: drop_book(row, actor=stranger),
    ):
        with pytest.raises(PermissionRefused):
            refused()
    assert not KirimanBuku.objects.visible_to(stranger).exists()


def test_who_lost_the_role_meanwhile_loads_nothing(
    periode: Periode, koordinator: Actor, sheets: dict[str, LembarKerja]
) -> None:
    kiriman = send(koordinator, periode, upload("a.xlsx", book(periode, NAMES[0])))
    request_load(kiriman, actor=koordinator, chosen=kiriman.buku.values_list("pk", flat=True))
    koordinator.pengguna.keanggotaan.all().delete()
    run_jobs()
    assert kiriman.buku.get().state == BukuState.SIAP
    assert not ImporLembar.objects.exists()


def test_export_of_all_opens_and_goes_round(
    periode: Periode, koordinator: Actor, sheets: dict[str, LembarKerja]
) -> None:
    lembar = fresh(sheets[NAMES[0]])
    save_jawaban(lembar, actor=make_actor(Role.OPERATOR, lembar.opd), kode="A.1.i.a", isian="Ya", version=0)
    job = request_export(periode, actor=koordinator, bentuk="lke")
    assert request_export(periode, actor=koordinator, bentuk="lke") == job
    assert run_jobs() == [State.DONE]
    client = Client()
    client.force_login(koordinator.pengguna)
    reply = client.post(reverse("evaluasi:pekerjaan_file", args=[job.pk]))
    data = b"".join(reply.streaming_content)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert len(archive.namelist()) == len(NAMES)
        assert (
            openpyxl.load_workbook(io.BytesIO(archive.read(archive.namelist()[0]))).sheetnames[0] == "LKE ZI"
        )
    kiriman = send(koordinator, periode, upload("kembali.zip", data))
    assert list(told(kiriman).values()) == [BukuState.SAMA] * len(NAMES)
    with pytest.raises(DomainError, match="Tidak ada lembar kerja"):
        request_export(periode, actor=make_actor(Role.PENILAI_ANGGOTA), bentuk="lke")
    with pytest.raises(PermissionRefused):
        request_export(periode, actor=make_actor(Role.OPERATOR, lembar.opd), bentuk="lke")


def test_pages_from_upload_to_loading(
    periode: Periode, koordinator: Actor, sheets: dict[str, LembarKerja]
) -> None:
    client = Client()
    client.force_login(koordinator.pengguna)
    home = reverse("evaluasi:buku_banyak")
    assert "Belum ada kiriman" in client.get(home).content.decode()
    empty = client.post(reverse("evaluasi:kiriman_create"), {"kirim-periode": periode.pk})
    assert (empty.status_code, "Pilih berkasnya dahulu" in empty.content.decode()) == (400, True)
    files = [upload("a.xlsx", book(periode, NAMES[0])), upload("d.xlsx", book(periode, "Tanpa Nama"))]
    reply = client.post(
        reverse("evaluasi:kiriman_create"), {"kirim-periode": periode.pk, "kirim-berkas": files}
    )
    page = reply["Location"]
    assert "<progress" in client.get(page).content.decode()
    assert "Berkas dalam kiriman" in client.get(page, headers={"HX-Request": "true"}).content.decode()
    run_jobs()
    shown = client.get(page).content.decode()
    assert "Siap dimuat" in shown
    a, d = BukuKiriman.objects.order_by("urutan")
    report = client.get(reverse("evaluasi:buku_detail", args=[a.pk])).content.decode()
    assert "Mengisi 3 jawaban" in report
    assert "Temuan" in report
    place = reverse("evaluasi:buku_place", args=[d.pk])
    assert client.post(place, {}).status_code == 400
    client.post(place, {"lembar": sheets[NAMES[1]].pk})
    load = reverse("evaluasi:kiriman_load", args=[a.kiriman_id])
    assert client.post(load, {"buku": ["bukan-kunci"]}).status_code == 400
    client.post(load, {"buku": [a.pk, d.pk]})
    run_jobs()
    assert answered(sheets[NAMES[1]]) == ANSWERS
    done = client.get(reverse("evaluasi:buku_detail", args=[a.pk])).content.decode()
    assert "Sudah dimuat" in done
    undo = reverse("evaluasi:impor_undo", args=[ImporLembar.objects.get(lembar=sheets[NAMES[0]]).pk])
    assert client.post(undo).status_code == 302
    assert answered(sheets[NAMES[0]]) == {}
    assert "Impornya sudah dibatalkan" in client.get(page).content.decode()


def test_page_of_a_consignment_costs_the_same_with_one_and_three(
    periode: Periode, koordinator: Actor, sheets: dict[str, LembarKerja]
) -> None:
    client = Client()
    client.force_login(koordinator.pengguna)
    kiriman = KirimanBukuFactory(periode=periode, sent_by=koordinator.pengguna)
    page = reverse("evaluasi:kiriman_detail", args=[kiriman.pk])
    counts = []
    for more in (1, 2):
        for lembar in list(sheets.values())[:more]:
            BukuKirimanFactory(kiriman=kiriman, lembar=lembar if more == 1 else None)
        with CaptureQueriesContext(connection) as queries:
            client.get(page)
        counts.append(len(queries))
    assert counts == [5, 5]


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"state": "entah"}, "evaluasi_bukukiriman_state_known"),
        ({"state": BukuState.DIMUAT}, "evaluasi_bukukiriman_loaded_has_import"),
        ({"state": BukuState.SIAP}, "evaluasi_bukukiriman_ready_has_worksheet"),
        ({"berkas": None}, "evaluasi_bukukiriman_file_unless_refused"),
    ],
)
def test_the_database_itself_refuses(
    periode: Periode, koordinator: Actor, values: dict[str, object], constraint: str
) -> None:
    row = BukuKirimanFactory(kiriman=KirimanBukuFactory(periode=periode, sent_by=koordinator.pengguna))
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        BukuKiriman.objects.filter(pk=row.pk).update(**values)


def test_the_database_holds_one_file_a_unit(
    periode: Periode, koordinator: Actor, sheets: dict[str, LembarKerja]
) -> None:
    kiriman = KirimanBukuFactory(periode=periode, sent_by=koordinator.pengguna)
    lembar = sheets[NAMES[0]]
    impor = ImporLembarFactory(lembar=lembar, imported_by=koordinator.pengguna)
    BukuKirimanFactory(kiriman=kiriman, lembar=lembar, state=BukuState.DIMUAT, impor=impor)
    with pytest.raises(IntegrityError), transaction.atomic():
        BukuKirimanFactory(kiriman=kiriman, lembar=lembar)
