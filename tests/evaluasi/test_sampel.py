"""The blind second assessment: drawn again alike, given once by a stranger to the first, settled by the leader."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from django.test import Client
from django.urls import reverse

from dasar.errors import DomainError, PermissionRefused, WrongState
from dasar.izin import Actor
from evaluasi.domain.lhe.fakta import gather_facts
from evaluasi.domain.queries.sampel import read_agreement, read_pairs
from evaluasi.domain.sampel import draw_sampel, pick_codes, reconcile, save_second
from evaluasi.enums import PutusanKind, Tahap
from evaluasi.models import Jawaban, LaporanHasil, LembarKerja, Nilai, Putusan, Sampel
from opd.enums import Role
from tests.factories.hasil import make_reviewed
from tests.factories.opd import KeanggotaanFactory, make_actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def drawn() -> tuple[Sampel, Actor, dict[str, Actor]]:
    """All questions of a worksheet drawn for a stranger to its team."""
    lembar, team = make_reviewed()
    second = make_actor(Role.PENILAI_ANGGOTA)
    sampel = draw_sampel(
        lembar, actor=make_actor(Role.KOORDINATOR), penilai=second.pengguna, persen=100, seed="7"
    )
    return sampel, second, team


def test_same_number_draws_the_same_questions() -> None:
    codes = [f"A.{n}" for n in range(40)]
    first = pick_codes(codes, seed="ab12", persen=10)
    assert first == pick_codes(codes, seed="ab12", persen=10)
    assert len(first) == 4
    assert first != pick_codes(codes, seed="ab13", persen=10)
    assert len(pick_codes(codes, seed="x", persen=1)) == 1
    assert pick_codes(codes, seed="x", persen=100) == codes


def test_second_assessor_is_a_stranger_to_the_first() -> None:
    lembar, team = make_reviewed()
    coordinator = make_actor(Role.KOORDINATOR)
    for person in (team["anggota"], team["ketua"], make_actor(Role.KOORDINATOR)):
        with pytest.raises(DomainError):
            draw_sampel(lembar, actor=coordinator, penilai=person.pengguna, persen=10)
    own = make_actor(Role.PENILAI_ANGGOTA)
    KeanggotaanFactory(pengguna=own.pengguna, opd=lembar.opd)
    with pytest.raises(DomainError, match="anggota unit ini"):
        draw_sampel(lembar, actor=coordinator, penilai=own.pengguna, persen=10)
    with pytest.raises(PermissionRefused):
        draw_sampel(lembar, actor=team["ketua"], penilai=make_actor(Role.PENILAI_ANGGOTA).pengguna, persen=10)
    LembarKerja.objects.filter(pk=lembar.pk).update(state="submitted")
    lembar.refresh_from_db()
    with pytest.raises(WrongState):
        draw_sampel(lembar, actor=coordinator, penilai=make_actor(Role.PENILAI_ANGGOTA).pengguna, persen=10)


def test_second_verdict_stands_once_and_changes_no_score(
    drawn: tuple[Sampel, Actor, dict[str, Actor]],
) -> None:
    sampel, second, team = drawn
    butir = sampel.butir.get(simpul__kode="A.1.i.a")
    with pytest.raises(PermissionRefused):
        save_second(butir, actor=team["anggota"], isian="Tidak")
    with pytest.raises(DomainError):
        save_second(butir, actor=second, isian="Z")
    saved = save_second(butir, actor=second, isian="Tidak", catatan="Bukti belum cukup")
    assert (saved.kedua.kind, saved.kedua.isian) == (PutusanKind.KEDUA, "Tidak")
    assert Nilai.objects.get(lembar=sampel.lembar, tahap=Tahap.TPI, simpul__kode="TOTAL").buku_kerja == 90
    with pytest.raises(WrongState):
        save_second(butir, actor=second, isian="Ya")


def test_leader_settles_with_a_reason_and_the_score_follows(
    drawn: tuple[Sampel, Actor, dict[str, Actor]],
) -> None:
    sampel, second, team = drawn
    butir = sampel.butir.get(simpul__kode="A.1.i.a")
    with pytest.raises(WrongState, match="belum menilai"):
        reconcile(butir, actor=team["ketua"], second_stands=True, reason="Kriteria")
    save_second(butir, actor=second, isian="Tidak")
    butir = sampel.butir.select_related("kedua").get(pk=butir.pk)
    for actor in (team["anggota"], team["dalnis"], second):
        with pytest.raises(PermissionRefused):
            reconcile(butir, actor=actor, second_stands=True, reason="Kriteria")
    with pytest.raises(DomainError):
        reconcile(butir, actor=team["ketua"], second_stands=True, reason=" ")
    reconcile(butir, actor=team["ketua"], second_stands=True, reason="Kriteria menuntut SK.")

    answer = Jawaban.objects.get(lembar=sampel.lembar, tahap=Tahap.TPI, simpul__kode="A.1.i.a")
    assert answer.pilihan == "Tidak"
    assert Nilai.objects.get(lembar=sampel.lembar, tahap=Tahap.TPI, simpul__kode="TOTAL").buku_kerja == 70
    assert (
        Putusan.objects.get(simpul__kode="A.1.i.a", kind=PutusanKind.UTAMA).isian == "Ya"
    )  # what was said stays
    assert read_pairs([sampel])[sampel.pk][0].decided == "Kriteria menuntut SK."
    [told] = gather_facts(LaporanHasil(lembar=sampel.lembar))["penyelarasan"]
    assert (told["kode"], told["berlaku"], told["alasan"], told["oleh"]) == (
        "A.1.i.a",
        "Tidak",
        "Kriteria menuntut SK.",
        team["ketua"].pengguna.name,
    )
    with pytest.raises(WrongState, match="sudah diselaraskan"):
        reconcile(butir, actor=team["ketua"], second_stands=False, reason="Lagi")


def test_agreement_is_told_to_those_who_lead(drawn: tuple[Sampel, Actor, dict[str, Actor]]) -> None:
    sampel, second, team = drawn
    said = {"A.1.i.a": "Tidak", "A.1.i.b": "Ya", "A.1.i.c": "Ya", "B.I.a": Decimal(2)}
    for kode, isian in said.items():
        save_second(sampel.butir.get(simpul__kode=kode), actor=second, isian=isian)
    papan = read_agreement(team["ketua"])
    assert (papan.semua.kesepakatan.banyak, papan.semua.persen) == (4, "50,00%")
    # pairs (1,0) (1,1) (1,1) (3/4,1/2): observed 1.25/4; expected by hand (3*(1+0+0+.5)+(.75+.25+.25+.25))/16
    assert papan.semua.kesepakatan.kappa == 1 - Fraction(5, 16) / Fraction(6, 16)
    assert [row.judul.split()[0] for row in papan.kalibrasi] == ["A.1.i.a", "B.I.a"]
    assert read_agreement(second).semua.kesepakatan.banyak == 0


def test_pages_show_the_second_assessor_nothing_of_the_first(
    drawn: tuple[Sampel, Actor, dict[str, Actor]],
) -> None:
    sampel, second, team = drawn
    client = Client()
    client.force_login(second.pengguna)
    page = reverse("evaluasi:sampel_judge", kwargs={"pk": sampel.pk, "kode": "B.I.a"})
    assert b"Catatan B.I.a" not in client.get(page).content
    answer = client.post(page, {"isian": "2,5", "catatan": "Cukup"}, follow=True)
    assert answer.status_code == 200
    detail = reverse("evaluasi:sampel_detail", kwargs={"pk": sampel.pk})
    assert b"Pertama" not in client.get(detail).content
    client.force_login(team["ketua"].pengguna)
    body = client.get(detail).content.decode()
    assert "Pertama" in body
    assert "2,5" in body
    settle = reverse("evaluasi:sampel_reconcile", kwargs={"pk": sampel.pk, "kode": "B.I.a"})
    assert b"Catatan B.I.a" in client.get(settle).content
    client.post(settle, {"second_stands": "ya", "reason": "Sesuai survei"})
    assert Jawaban.objects.get(lembar=sampel.lembar, tahap=Tahap.TPI, simpul__kode="B.I.a").angka == Decimal(
        "2.5"
    )
