"""The pages of the evidence library and of citing, as people of the unit, of others, and evaluators see them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from dasar.berkas.domain import store_bytes
from dasar.berkas.models import Berkas
from evaluasi.domain.queries.bukti import citations_of
from evaluasi.models import LembarKerja, Sitasi
from opd.enums import DokumenKind, Role
from opd.models import Dokumen, Opd
from tests.factories.evaluasi import DokumenFactory, SitasiFactory, make_lembar
from tests.factories.opd import OpdFactory, make_actor, picture
from tests.factories.reviu import SampelFactory, assign

pytestmark = pytest.mark.django_db
CANARY = "KNRI-2b81"
TODAY = timezone.localdate()
FACTS = {"kind": "foto", "effective_on": "2026-03-02"}


@pytest.fixture
def lembar() -> LembarKerja:
    return LembarKerja.objects.select_related("opd", "periode__instrumen").get(pk=make_lembar().pk)


@pytest.fixture
def opd(lembar: LembarKerja) -> Opd:
    return lembar.opd


def enter(role: Role, opd: Opd | None = None) -> Client:
    client = Client()
    client.force_login(make_actor(role, opd).pengguna)
    return client


@pytest.fixture
def operator(opd: Opd) -> Client:
    return enter(Role.OPERATOR, opd)


def file(text: str = "bukti") -> Berkas:
    return store_bytes(data=picture(text), name_hint=text, media_type="image/png")


def photo(text: str = "Apel") -> SimpleUploadedFile:
    return SimpleUploadedFile(f"{text}.png", picture(text), content_type="image/png")


def cite(lembar: LembarKerja, dokumen: Dokumen, kode: str = "A.1.i.a", **more: object) -> Sitasi:
    simpul = lembar.periode.instrumen.simpul.get(kode=kode)
    return SitasiFactory(lembar=lembar, simpul=simpul, dokumen=dokumen, **more)


def titles(client: Client, query: str = "") -> list[str]:
    lines = client.get(f"/pustaka/?{query}").context["lines"]
    return sorted(line.dokumen.title for line in lines)


@pytest.fixture
def shelf(opd: Opd, lembar: LembarKerja) -> None:
    """One document of each sort; the foreign unit has one too."""
    DokumenFactory(opd=OpdFactory(name=CANARY), title=CANARY, note=CANARY)
    DokumenFactory(opd=opd, title="tautan", kind=DokumenKind.LAIN)
    values = {"opd": opd, "link": "", "kind": DokumenKind.SK}
    cite(lembar, DokumenFactory(**values, title="dikutip", berkas=file("a"), note="Bab empat"))
    soon, gone = TODAY + timedelta(days=60), TODAY
    old = {**values, "effective_on": date(2020, 1, 5)}
    DokumenFactory(**old, title="segera", berkas=file("b"), expires_on=soon)
    DokumenFactory(**old, title="nanti", berkas=file("c"), expires_on=soon + timedelta(days=1))
    last = DokumenFactory(**old, title="habis", berkas=file("d"), expires_on=gone)
    DokumenFactory(**old, title="lama", berkas=file("e"), filename="maklumat.png", successor=last)


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["dikutip", "habis", "lama", "nanti", "segera", "tautan"]),
        ("cari=BAB+emp", ["dikutip"]),
        ("cari=maklumat", ["lama"]),
        (f"cari={CANARY}", []),
        ("jenis=lain", ["tautan"]),
        ("tahun=2020", ["habis", "lama", "nanti", "segera"]),
        ("berlaku=segera", ["segera"]),
        ("berlaku=habis", ["habis"]),
        ("berlaku=diganti", ["lama"]),
        ("dikutip=ya", ["dikutip"]),
        ("dikutip=tidak&tahun=2026", ["tautan"]),
        ("bentuk=tautan", ["tautan"]),
        ("bentuk=berkas&tahun=2026", ["dikutip"]),
        (
            "jenis=ngawur&tahun=x&unit=y&urut=z&halaman=-1&cari=%00",
            ["dikutip", "habis", "lama", "nanti", "segera", "tautan"],
        ),
    ],
)
def test_library_is_narrowed_by_the_address(operator: Client, query: str, expected: list[str]) -> None:
    assert titles(operator, query) == expected
    assert CANARY not in operator.get("/pustaka/").content.decode()


def test_list_costs_the_same_at_one_and_three(
    opd: Opd, operator: Client, lembar: LembarKerja, django_assert_num_queries: Callable
) -> None:
    cite(lembar, DokumenFactory(opd=opd, link="", berkas=file()))
    operator.get("/pustaka/")
    with django_assert_num_queries(6):
        operator.get("/pustaka/")
    for text in ("b", "c"):
        cite(lembar, DokumenFactory(opd=opd, link="", berkas=file(text)))
    with django_assert_num_queries(6):
        assert len(titles(operator)) == 3


def test_citing_page_costs_the_same_at_one_and_three(
    opd: Opd, operator: Client, lembar: LembarKerja, django_assert_num_queries: Callable
) -> None:
    address = f"/lke/{lembar.pk}/bukti/A.1.i.a/"
    for text in "abc":
        if text != "b":
            cite(lembar, DokumenFactory(opd=opd, link="", berkas=file(text)))
        DokumenFactory(opd=opd, link="", berkas=file(f"calon {text}"))
        operator.get(address)
        with django_assert_num_queries(5):
            operator.get(address)


def test_every_evidence_of_a_worksheet_costs_one_statement(
    lembar: LembarKerja, django_assert_num_queries: Callable
) -> None:
    for kode in ("A.1.i.a", "A.1.i.b", "B.I.a"):
        cite(lembar, DokumenFactory(opd=lembar.opd), kode)
    with django_assert_num_queries(1):
        assert sorted(citations_of(lembar)) == ["A.1.i.a", "A.1.i.b", "B.I.a"]


def test_same_file_elsewhere_is_pointed_out_and_named_only_to_those_who_see(
    opd: Opd, operator: Client
) -> None:
    other = OpdFactory(name=f"Dinas {CANARY}", short_name=CANARY)
    own = DokumenFactory(opd=opd, link="", berkas=file())
    DokumenFactory(opd=other, title=CANARY, link="", berkas=own.berkas, note=CANARY, filename=f"{CANARY}.png")
    for address in ("/pustaka/", f"/pustaka/{own.pk}/"):
        page = operator.get(address).content.decode()
        assert "Berkas yang sama juga ada di unit lain" in page
        assert CANARY not in page
    page = enter(Role.KOORDINATOR).get(f"/pustaka/{own.pk}/").content.decode()
    assert f"Berkas yang sama juga ada di unit lain: Dinas {CANARY}." in page


def test_two_links_or_two_own_documents_are_no_twins_of_another_unit(opd: Opd, operator: Client) -> None:
    own = DokumenFactory(opd=opd, title="Satu", link="", berkas=file())
    DokumenFactory(opd=opd, title="Dua", link="", berkas=own.berkas)
    DokumenFactory(opd=opd)
    DokumenFactory()
    assert "unit lain" not in operator.get("/pustaka/").content.decode()
    assert "juga tercatat sebagai" in operator.get(f"/pustaka/{own.pk}/").content.decode()


@pytest.mark.parametrize(("day", "late"), [(30, False), (31, True)])
def test_document_dated_after_the_deadline_is_pointed_out(
    opd: Opd, operator: Client, lembar: LembarKerja, day: int, late: bool
) -> None:
    lembar.periode.closes_at = datetime(2026, 5, 30, 16, 59, 59, tzinfo=UTC)
    lembar.periode.save()
    row = DokumenFactory(opd=opd, effective_on=date(2026, 5, day))
    cite(lembar, row, pages="2")
    for address in ("/pustaka/", f"/pustaka/{row.pk}/"):
        page = operator.get(address).content.decode()
        assert ("Bertanggal sesudah tenggat 30 Mei 2026" in page) is late
    assert bool(citations_of(lembar)["A.1.i.a"][0].notes) is late


def test_files_are_answered_one_by_one_and_typed_facts_stay(opd: Opd, operator: Client) -> None:
    program = SimpleUploadedFile("setup.png", b"MZ\x90\x00" + b"\x00" * 900, content_type="image/png")
    address = f"/pustaka/tambah/{opd.pk}/"
    answer = operator.post(address, {**FACTS, "berkas": [photo(), program], "note": "Catatan saya"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "<strong>Apel.png</strong> tersimpan." in page
    assert "<strong>setup.png</strong>: " in page
    assert "Catatan saya" in page
    assert Dokumen.objects.get().filename == "Apel.png"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({}, "Pilih sedikitnya satu berkas, atau tuliskan tautannya."),
        ({"link": "bukan tautan"}, "tautan"),
        ({"link": "https://contoh.go.id", "effective_on": "kemarin"}, "tanggal"),
        (
            {"link": "https://contoh.go.id", "expires_on": "2026-03-02"},
            "harus berakhir sesudah tanggal dokumen",
        ),
        ({"link": "https://contoh.go.id", "pages": "-4"}, "Jumlah halaman"),
        ({"link": "https://contoh.go.id", "kind": "x"}, "Jenis dokumen"),
        ({"unggahan": "bukan-uuid"}, "Pilih sedikitnya satu berkas"),
    ],
)
def test_bad_input_is_told_and_nothing_is_kept(
    opd: Opd, operator: Client, typed: dict[str, str], told: str
) -> None:
    answer = operator.post(f"/pustaka/tambah/{opd.pk}/", {**FACTS, "note": "Ketikan saya", **typed})
    assert answer.status_code == 400
    assert told in answer.content.decode()
    assert "Ketikan saya" in answer.content.decode()
    assert not Dokumen.objects.exists()


def test_newer_upload_takes_the_place_of_the_older(opd: Opd, operator: Client) -> None:
    old = DokumenFactory(opd=opd)
    address = f"/pustaka/tambah/{opd.pk}/"
    operator.post(address, {**FACTS, "link": "https://contoh.go.id/baru", "menggantikan": str(old.pk)})
    old.refresh_from_db()
    assert old.successor is not None
    foreign = DokumenFactory()
    operator.post(address, {**FACTS, "link": "https://contoh.go.id/x", "menggantikan": str(foreign.pk)})
    foreign.refresh_from_db()
    assert foreign.successor is None


def test_second_person_sees_both_texts_and_loses_nothing(opd: Opd, operator: Client) -> None:
    row = DokumenFactory(opd=opd, title="Pertama", version=1)
    typed = {**FACTS, "title": "Ketikan kedua", "version": "1"}
    assert operator.post(f"/pustaka/{row.pk}/ubah/", {**typed, "title": "Ketikan pertama"}).status_code == 302
    answer = operator.post(f"/pustaka/{row.pk}/ubah/", typed)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Ketikan pertama" in page
    assert "Ketikan kedua" in page
    answer = operator.post(f"/pustaka/{row.pk}/ubah/", {**typed, "version": answer.context["version"]})
    assert answer.status_code == 302
    row.refresh_from_db()
    assert row.title == "Ketikan kedua"


@pytest.mark.parametrize("version", ["9" * 5000, "²"])
def test_page_that_is_not_whole_is_taken_as_what_stands(opd: Opd, operator: Client, version: str) -> None:
    row = DokumenFactory(opd=opd, version=1)
    typed = {**FACTS, "title": "Dibetulkan", "version": version}
    assert operator.post(f"/pustaka/{row.pk}/ubah/", typed).status_code == 302
    row.refresh_from_db()
    assert row.title == "Dibetulkan"


def test_cited_document_is_not_taken_out_and_says_why(
    opd: Opd, operator: Client, lembar: LembarKerja
) -> None:
    row = DokumenFactory(opd=opd)
    cite(lembar, row)
    assert "Lepaskan kutipannya dahulu" in operator.get(f"/pustaka/{row.pk}/").content.decode()
    assert operator.post(f"/pustaka/{row.pk}/keluarkan/").status_code == 409
    Sitasi.objects.all().delete()
    assert operator.post(f"/pustaka/{row.pk}/keluarkan/").status_code == 302
    assert not Dokumen.objects.exists()


def test_citing_from_the_library_and_by_upload(opd: Opd, operator: Client, lembar: LembarKerja) -> None:
    row = DokumenFactory(opd=opd, title="SK Tim", pages=4)
    address = f"/lke/{lembar.pk}/bukti/A.1.i.a/"
    assert operator.post(f"{address}kutip/", {"dokumen": row.pk, "pages": "2-3"}).status_code == 302
    answer = operator.post(address, {**FACTS, "berkas": [photo()], "halaman": "x"})
    assert answer.status_code == 400
    assert "“x” bukan nomor halaman" in answer.content.decode()
    assert operator.post(address, {**FACTS, "berkas": [photo()], "halaman": "1"}).status_code == 302
    assert list(lembar.sitasi.values_list("dokumen__title", "pages")) == [("SK Tim", "2-3"), ("Apel", "1")]
    page = operator.get(address).content.decode()
    assert "SK Tim" in page
    assert "di luar portal" in page


def test_foreign_document_is_not_cited_nor_suggested(opd: Opd, operator: Client, lembar: LembarKerja) -> None:
    foreign = DokumenFactory(title=CANARY)
    DokumenFactory(opd=opd, title="Milik sendiri")
    address = f"/lke/{lembar.pk}/bukti/A.1.i.a/"
    page = operator.get(f"{address}?cari={CANARY[:4]}").content.decode()
    assert CANARY not in page
    assert operator.post(f"{address}kutip/", {"dokumen": foreign.pk}).status_code == 404
    assert operator.post(f"{address}kutip/", {"dokumen": "x"}).status_code == 404
    assert operator.get(f"/lke/{lembar.pk}/bukti/Z.9/").status_code == 404
    assert not Sitasi.objects.exists()


def test_cited_file_goes_to_whoever_sees_the_worksheet(opd: Opd, lembar: LembarKerja) -> None:
    row = cite(lembar, DokumenFactory(opd=opd, link="", berkas=file(), filename="sk.png"))
    link = cite(lembar, DokumenFactory(opd=opd), "A.1.i.b")
    assert enter(Role.PENILAI_ANGGOTA).get(f"/kutipan/{row.pk}/berkas/").status_code == 404
    evaluator = Client()
    evaluator.force_login(assign(lembar)["anggota"].pengguna)
    answer = evaluator.get(f"/kutipan/{row.pk}/berkas/")
    assert (answer.status_code, answer["Content-Disposition"]) == (200, 'inline; filename="sk.png"')
    assert answer.getvalue() == picture("bukti")
    answer = evaluator.get(f"/kutipan/{row.pk}/berkas/?unduh")
    assert (answer["Content-Disposition"], answer.getvalue()) == (
        'attachment; filename="sk.png"',
        picture("bukti"),
    )
    assert evaluator.get(f"/kutipan/{link.pk}/berkas/").status_code == 404
    assert enter(Role.OPERATOR, OpdFactory()).get(f"/kutipan/{row.pk}/berkas/").status_code == 404


def test_second_person_at_a_citation_sees_both_texts(opd: Opd, operator: Client, lembar: LembarKerja) -> None:
    row = cite(lembar, DokumenFactory(opd=opd, pages=9), pages="1")
    address = f"/kutipan/{row.pk}/ubah/"
    assert operator.post(address, {"pages": "2", "remark": "", "version": "1"}).status_code == 302
    answer = operator.post(address, {"pages": "7", "remark": "", "version": "1"})
    assert answer.status_code == 409
    assert "<li>Halaman: <strong>2</strong></li>" in answer.content.decode()
    assert answer.context["form"]["pages"].value() == "7"
    typed = {"pages": "7", "remark": "", "version": answer.context["version"]}
    assert operator.post(address, typed).status_code == 302
    row.refresh_from_db()
    assert row.pages == "7"


def test_assessor_reads_the_library_of_assigned_units_only(lembar: LembarKerja) -> None:
    dokumen = DokumenFactory(opd=lembar.opd, title="SK Tim Kerja", link="", berkas=file())
    mine, other = assign(lembar)["anggota"], assign(make_lembar(periode=lembar.periode))["anggota"]
    second = make_actor(Role.PENILAI_ANGGOTA)
    SampelFactory(lembar=lembar, penilai=second.pengguna)
    for actor, status in ((mine, 200), (second, 200), (other, 404)):
        client = Client()
        client.force_login(actor.pengguna)
        assert ("SK Tim Kerja" in client.get("/pustaka/").content.decode()) == (status == 200)
        assert client.get(f"/pustaka/{dokumen.pk}/").status_code == status
        kept = client.get(f"/pustaka/{dokumen.pk}/berkas/")
        assert (b"".join(kept)[:4] == b"\x89PNG", kept.status_code) == (status == 200, status)
        assert (str(dokumen.pk) in client.get("/cari/?q=kerja").content.decode()) == (status == 200)
    for role in (Role.KOORDINATOR, Role.PIMPINAN):
        assert enter(role).get(f"/pustaka/{dokumen.pk}/").status_code == 200
