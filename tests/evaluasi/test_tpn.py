"""What TPN answered stands beside the unit's and TPI's for ever, in points and in words."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dasar.errors import DomainError, PermissionRefused, WrongState
from dasar.izin import Actor
from dasar.jurnal.models import Catatan
from evaluasi.domain.nilai import find_differences
from evaluasi.domain.queries.beda import read_beda
from evaluasi.domain.tpn import record_jawaban_tpn
from evaluasi.enums import Tahap
from evaluasi.models import Jawaban, Nilai, UsulanUnit
from opd.enums import Role
from tests.factories.hasil import NOW, assess, make_usulan
from tests.factories.opd import make_actor

pytestmark = pytest.mark.django_db
A, B, INDEKS = "A.1.i.a", "A.1.i.b", "B.I.a"
KEPALA = "kode,masukan,jawaban,catatan"


@pytest.fixture
def coordinator() -> Actor:
    return make_actor(Role.KOORDINATOR)


@pytest.fixture
def unit() -> UsulanUnit:
    """A unit of a proposal in force that TPI gave everything."""
    rows = make_usulan(approved=True).unit.select_related(
        "usulan", "lembar__opd", "lembar__periode__instrumen"
    )
    unit = rows.get()
    assess(unit.lembar, make_actor(Role.PENILAI_ANGGOTA), {A: "Ya", B: "Ya", INDEKS: Decimal(4)})
    return unit


@pytest.fixture
def client(coordinator: Actor, client: Client) -> Client:
    client.force_login(coordinator.pengguna)
    return client


def test_answers_are_kept_apart_and_scored(unit: UsulanUnit, coordinator: Actor) -> None:
    tpi = list(Jawaban.objects.filter(tahap=Tahap.TPI).order_by("pk").values())
    many = record_jawaban_tpn(
        unit, actor=coordinator, answers={A: "Tidak", INDEKS: Decimal(3)}, notes={A: "SK kedaluwarsa"}
    )
    assert many == 2
    assert list(Jawaban.objects.filter(tahap=Tahap.TPI).order_by("pk").values()) == tpi
    assert Jawaban.objects.get(tahap=Tahap.TPN, simpul__kode=A).catatan == "SK kedaluwarsa"
    assert Nilai.objects.get(lembar=unit.lembar, simpul__kode="TOTAL", tahap=Tahap.TPN).lantai == Decimal(30)
    assert list(find_differences(unit.lembar)) == []
    assert Catatan.objects.filter(action="evaluasi.jawaban_tpn.recorded").count() == 1
    assert record_jawaban_tpn(unit, actor=coordinator, answers={A: "Tidak"}) == 0
    assert Catatan.objects.filter(action="evaluasi.jawaban_tpn.recorded").count() == 1


def test_three_voices_stand_side_by_side(unit: UsulanUnit, coordinator: Actor) -> None:
    simpul = unit.lembar.periode.instrumen.simpul.get(kode=A)
    Jawaban.objects.create(lembar=unit.lembar, simpul=simpul, pilihan="Ya", updated_at=NOW)
    record_jawaban_tpn(unit, actor=coordinator, answers={A: "Tidak"}, notes={A: "SK kedaluwarsa"})
    banding = read_beda(unit.lembar, only=True)
    assert [word for _, word in banding.tahap] == ["Unit", "TPI", "TPN"]
    baris = banding.bagian[0].rows[0]
    assert (baris.kode, baris.selisih) == (A, (("TPN", "−20,00"),))
    assert baris.suara[Tahap.TPN].catatan == "SK kedaluwarsa"


def test_note_alone_keeps_the_answer(unit: UsulanUnit, coordinator: Actor) -> None:
    record_jawaban_tpn(unit, actor=coordinator, answers={A: "Tidak"})
    record_jawaban_tpn(unit, actor=coordinator, answers={}, notes={A: "SK kedaluwarsa"})
    row = Jawaban.objects.get(tahap=Tahap.TPN)
    assert (row.pilihan, row.catatan) == ("Tidak", "SK kedaluwarsa")


def test_one_bad_answer_keeps_all_out(unit: UsulanUnit, coordinator: Actor) -> None:
    with pytest.raises(DomainError, match=r"B\.I\.a"):
        record_jawaban_tpn(unit, actor=coordinator, answers={A: "Tidak", INDEKS: Decimal(5)})
    with pytest.raises(DomainError, match="tidak ada dalam instrumen"):
        record_jawaban_tpn(unit, actor=coordinator, answers={A: "Tidak", "Z.9": "Ya"})
    assert not Jawaban.objects.filter(tahap=Tahap.TPN).exists()


def test_only_for_a_proposal_in_force_and_by_the_coordinator(unit: UsulanUnit, coordinator: Actor) -> None:
    draft = make_usulan().unit.select_related("usulan", "lembar__opd", "lembar__periode__instrumen").get()
    with pytest.raises(WrongState, match="sudah disahkan"):
        record_jawaban_tpn(draft, actor=coordinator, answers={A: "Ya"})
    for role in (Role.PENILAI_KETUA, Role.PIMPINAN, Role.ADMINISTRATOR):
        with pytest.raises(PermissionRefused):
            record_jawaban_tpn(unit, actor=make_actor(role), answers={A: "Ya"})
    with pytest.raises(PermissionRefused):
        record_jawaban_tpn(unit, actor=make_actor(Role.KEPALA, unit.lembar.opd), answers={A: "Ya"})


def test_form_goes_out_and_comes_back_by_file_and_by_paste(unit: UsulanUnit, client: Client) -> None:
    address = f"/usulan/calon/{unit.pk}/jawaban-tpn/"
    form = client.get(f"{address}isian.csv").content.decode("utf-8-sig")
    assert form.splitlines()[0] == KEPALA
    assert f"{A},,Ya," in form
    mended = form.replace(f"{A},,Ya,", f'{A},,Tidak,"SK kedaluwarsa, belum diganti"')
    sent = SimpleUploadedFile("tpn.csv", mended.encode("utf-8-sig"))
    reply = client.post(address, {"berkas": sent}, follow=True)
    page = reply.content.decode()
    assert "3 jawaban TPN dicatat" in page
    assert "SK kedaluwarsa, belum diganti" in page
    assert "TPN −20,00 poin" in page
    assert "0 jawaban TPN dicatat" in client.post(address, {"teks": mended}, follow=True).content.decode()
    again = client.post(address, {"teks": f"{KEPALA}\n{B},,Tidak,\n"}, follow=True)
    assert "1 jawaban TPN dicatat" in again.content.decode()
    assert f"{B},,Tidak," in client.get(f"{address}isian.csv").content.decode("utf-8-sig")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "Unggah berkas CSV, atau tempelkan isinya"),
        (f"{KEPALA}\n{A},,Mungkin,ragu\n", "Baris 2: A.1.i.a: jawaban `Mungkin` tidak dikenal"),
        (f"{KEPALA}\nZ.1,,Ya,\n", "kode Z.1 tidak ada"),
        (f"{KEPALA}\n{A},,Ya\n", "harus tepat 4 kolom"),
        (f"{KEPALA}\n{A},,,\n", "Belum ada satu pun"),
        ("kode;masukan;jawaban;catatan\n", "pemisah kolom titik koma"),
        (f"{KEPALA}\n{A},,Ya,{'x' * 4001}\n", "catatan paling banyak 4000 huruf"),
    ],
)
def test_what_cannot_be_read_is_told_by_line_and_stays(
    unit: UsulanUnit, client: Client, text: str, told: str
) -> None:
    address = f"/usulan/calon/{unit.pk}/jawaban-tpn/"
    sent = {"berkas": SimpleUploadedFile("tpn.csv", text.encode())} if text else {"teks": ""}
    reply = client.post(address, sent)
    page = reply.content.decode()
    assert reply.status_code == 400
    assert told in page
    assert text.strip().splitlines()[-1:] == [] or text.strip().splitlines()[-1][:40] in page
    assert not Jawaban.objects.filter(tahap=Tahap.TPN).exists()


def test_file_that_is_no_text_is_told(unit: UsulanUnit, client: Client) -> None:
    sent = {"berkas": SimpleUploadedFile("tpn.csv", b"\xff\xfe\x00k")}
    reply = client.post(f"/usulan/calon/{unit.pk}/jawaban-tpn/", sent)
    assert "bukan teks UTF-8" in reply.content.decode()
