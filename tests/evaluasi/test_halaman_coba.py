"""What if, the cheapest path, conditions besides the score, and years: what their pages promise."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from dasar.jurnal.models import Catatan
from evaluasi.domain.instrumen_store import load_pustaka
from evaluasi.domain.pengisian import save_jawaban
from evaluasi.enums import Tahap
from evaluasi.models import Instrumen, Jawaban, LembarKerja, Nilai, Periode, PrasyaratUnit
from opd.enums import Role
from opd.models import Dokumen
from tests.evaluasi.test_halaman_lembar import KODE, page, signed_in
from tests.factories.evaluasi import DokumenFactory, PeriodeFactory, make_instrumen, make_lembar
from tests.factories.opd import OpdFactory, make_actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def lembar() -> LembarKerja:
    row = make_lembar()
    return LembarKerja.objects.select_related("opd", "periode__instrumen").get(pk=row.pk)


@pytest.fixture
def at_work(lembar: LembarKerja) -> Client:
    return signed_in(make_actor(Role.OPERATOR, lembar.opd))


def test_trying_out_moves_the_figures_and_saves_nothing(
    lembar: LembarKerja, at_work: Client, django_assert_num_queries: Callable
) -> None:
    save_jawaban(lembar, actor=make_actor(Role.OPERATOR, lembar.opd), kode=KODE, isian="Tidak", version=0)
    rows = Catatan.objects.count()
    sent = {f"{KODE}:pilihan": "Ya", "A.1.i.b:pilihan": "Ya", "A.1.i.c:pilihan": "Ya", "B.I.a:angka": "3,6"}
    at_work.get(page("try", lembar))
    with django_assert_num_queries(4):
        reply = at_work.post(page("try", lembar), sent)
    text = reply.content.decode()
    assert "Bila 4 jawaban berubah" in text
    assert "<strong>96,00</strong>" in text
    assert "Semua 1 batas nilai tercapai." in text
    assert Jawaban.objects.get(lembar=lembar).pilihan == "Tidak"
    assert Nilai.objects.get(lembar=lembar, simpul__kode="TOTAL", tahap=Tahap.UNIT).buku_kerja == 0
    assert Catatan.objects.count() == rows


@pytest.mark.parametrize("typed", ["4,5", "-1", "satu", "1.000,5"])
def test_bad_trial_is_told_and_kept(lembar: LembarKerja, at_work: Client, typed: str) -> None:
    reply = at_work.post(page("try", lembar), {"B.I.a:angka": typed})
    assert reply.status_code == 400
    assert f'value="{typed}"' in reply.content.decode()


def test_path_names_the_steps_and_their_proof(lembar: LembarKerja, at_work: Client) -> None:
    text = at_work.get(page("path", lembar)).content.decode()
    assert "3 jawaban menuju WBK, usaha 3" in text
    assert "Terbukti paling murah: dengan usaha 2, nilai total paling tinggi 60,00" in text


def test_path_weighs_efforts_and_leaves_what_is_excluded(lembar: LembarKerja, at_work: Client) -> None:
    sent = {"predikat": "WBK", "usaha-MP": "5", "usaha-A.1.i.a": "1", "kecuali-A.1.i.b": "ya"}
    text = at_work.post(page("path", lembar), sent).content.decode()
    assert "3 jawaban menuju WBK, usaha 7" in text
    blocked = at_work.post(page("path", lembar), {"predikat": "WBK", "kecuali-B": "ya"}).content.decode()
    assert "Nilai total minimal 75: paling tinggi 60,00, masih kurang 15,00." in blocked


def test_path_stays_under_what_is_thought_attainable(lembar: LembarKerja, at_work: Client) -> None:
    capped = at_work.post(page("path", lembar), {"predikat": "WBK", "capaian-B.I.a": "2,0"}).content.decode()
    assert "4 jawaban menuju WBK, usaha 4" in capped
    assert 'value="2,0"' in capped
    sent = {"predikat": "WBK", "capaian-B.I.a": "1,25", "capaian-A.1.i.a": "Tidak"}
    blocked = at_work.post(page("path", lembar), sent).content.decode()
    assert "Nilai total minimal 75: paling tinggi 52,50" in blocked


@pytest.mark.parametrize(
    ("field", "typed"), [("B.I.a", "4,1"), ("B.I.a", "1.000,5"), ("B.I.a", "-1"), ("A.1.i.a", "Z")]
)
def test_attainable_answer_off_the_scale_is_told_and_kept(
    lembar: LembarKerja, at_work: Client, field: str, typed: str
) -> None:
    reply = at_work.post(page("path", lembar), {f"capaian-{field}": typed})
    assert reply.status_code == 400
    assert f'href="#baris-{field}"' in reply.content.decode()


def test_script_asks_for_the_figures_alone(lembar: LembarKerja, at_work: Client) -> None:
    """What moves on each change: no form comes back, so nothing that is being typed is touched."""
    sent = {"A.1.i.a:pilihan": "Ya", "B.I.a:angka": "9"}
    reply = at_work.post(page("try", lembar), sent, headers={"HX-Request": "true"})
    text = reply.content.decode()
    assert reply.status_code == 200
    assert ("Bila 1 jawaban berubah" in text, "bukan angka 0 sampai 4" in text) == (True, True)
    assert 'id="ringkas-coba" aria-live="polite" hx-swap-oob="true"' in text
    assert "<form" not in text


@pytest.mark.parametrize("typed", ["0", "21", "x", "-3", "9" * 40])
def test_effort_off_the_scale_is_told(lembar: LembarKerja, at_work: Client, typed: str) -> None:
    reply = at_work.post(page("path", lembar), {"usaha-MP": typed})
    assert reply.status_code == 400
    assert "1 sampai 20" in reply.content.decode()


def test_path_where_the_law_gives_nothing_concludes_nothing(at_work: Client, lembar: LembarKerja) -> None:
    Periode.objects.filter(pk=lembar.periode_id).update(year=2021)
    assert "tidak diberikan" in at_work.get(page("path", lembar)).content.decode()
    assert "tidak menyimpulkan apa pun" in at_work.get(page("detail", lembar)).content.decode()


def test_condition_is_stated_with_evidence_and_leaves_the_score(lembar: LembarKerja, at_work: Client) -> None:
    dokumen = DokumenFactory(opd=lembar.opd, title="LHP BPK 2025")
    foreign = DokumenFactory(opd=OpdFactory(), title="Milik unit lain")
    where = reverse("evaluasi:syarat_edit", args=[lembar.pk, "WTP"])
    assert foreign.title not in at_work.get(where).content.decode()
    sent = {"met": "True", "statement": "WTP tahun 2025", "dokumen": dokumen.pk}
    assert at_work.post(where, sent).status_code == 302
    listed = at_work.get(reverse("evaluasi:syarat_list", args=[lembar.pk])).content.decode()
    assert ("WTP tahun 2025" in listed, "LHP BPK 2025" in listed, "bukan bagian dari nilai" in listed) == (
        True,
        True,
        True,
    )
    assert Nilai.objects.get(lembar=lembar, simpul__kode="TOTAL").buku_kerja == 0


def test_condition_clash_shows_both_texts(lembar: LembarKerja, at_work: Client) -> None:
    PrasyaratUnit.objects.create(lembar=lembar, kode="WTP", met=True, statement="kata mereka", version=2)
    where = reverse("evaluasi:syarat_edit", args=[lembar.pk, "WTP"])
    reply = at_work.post(where, {"met": "False", "statement": "kata saya", "version": "1"})
    text = reply.content.decode()
    assert reply.status_code == 409
    assert ("kata mereka" in text, "kata saya" in text) == (True, True)


@pytest.mark.parametrize("where", ["syarat_edit", "syarat_evidence"])
def test_unknown_condition_does_not_exist(lembar: LembarKerja, at_work: Client, where: str) -> None:
    assert at_work.get(reverse(f"evaluasi:{where}", args=[lembar.pk, "X"])).status_code == 404


def test_too_long_a_statement_is_told_and_stays(lembar: LembarKerja, at_work: Client) -> None:
    where = reverse("evaluasi:syarat_edit", args=[lembar.pk, "WTP"])
    field = at_work.get(where).content.decode().partition('name="statement"')[2].partition(">")[0]
    assert "maxlength" not in field  # the browser would cut it off
    text = at_work.post(where, {"met": "True", "statement": "w" * 301}).content.decode()
    assert ("Paling banyak 300 huruf; ini 301" in text, "w" * 301 in text) == (True, True)
    assert not PrasyaratUnit.objects.exists()


def test_evidence_of_a_condition_is_uploaded_without_losing_the_statement(
    lembar: LembarKerja, at_work: Client
) -> None:
    args = [lembar.pk, "WTP"]
    sent = {"met": "True", "statement": "WTP tahun 2025", "dokumen": "", "lanjut": "bukti"}
    reply = at_work.post(reverse("evaluasi:syarat_edit", args=args), sent)
    assert reply.url == (upload := reverse("evaluasi:syarat_evidence", args=args))
    facts = {"kind": "laporan", "effective_on": "2026-05-20", "title": "LHP BPK"}
    assert at_work.post(upload, facts | {"link": "https://bpk.go.id/lhp"}).status_code == 302
    row = PrasyaratUnit.objects.get(lembar=lembar)
    assert (row.met, row.statement, row.dokumen.title) == (True, "WTP tahun 2025", "LHP BPK")
    shown = at_work.get(reverse("evaluasi:syarat_edit", args=args)).content.decode()
    assert ("https://bpk.go.id/lhp" in shown, "di luar portal" in shown) == (True, True)


def test_condition_takes_one_document(lembar: LembarKerja, at_work: Client) -> None:
    files = [SimpleUploadedFile(f"{n}.csv", b"a,b\n1,2\n", "text/csv") for n in "ab"]
    sent = {"kind": "laporan", "effective_on": "2026-05-20", "berkas": files}
    reply = at_work.post(reverse("evaluasi:syarat_evidence", args=[lembar.pk, "WTP"]), sent)
    assert (reply.status_code, "memakai satu dokumen" in reply.content.decode()) == (400, True)
    assert not Dokumen.objects.exists()


def test_condition_called_met_without_evidence_is_pointed_out(lembar: LembarKerja, at_work: Client) -> None:
    where, said = reverse("evaluasi:syarat_edit", args=[lembar.pk, "WTP"]), "Dinyatakan tanpa bukti"
    listed = reverse("evaluasi:syarat_list", args=[lembar.pk])
    dokumen = DokumenFactory(opd=lembar.opd)
    seen = []
    for met, paper in (("False", ""), ("True", ""), ("True", dokumen.pk)):
        row = PrasyaratUnit.objects.filter(lembar=lembar).first()
        sent = {"met": met, "statement": "", "dokumen": paper, "version": row.version if row else 0}
        assert at_work.post(where, sent).status_code == 302
        seen.append(said in at_work.get(listed).content.decode())
    assert seen == [False, True, False]


def test_upload_for_a_condition_asks_for_one_document(lembar: LembarKerja, at_work: Client) -> None:
    text = at_work.get(reverse("evaluasi:syarat_evidence", args=[lembar.pk, "WTP"])).content.decode()
    field = text.partition('name="berkas"')[2].partition(">")[0]
    assert ("multiple" in field, "sekaligus" in text, "Beberapa berkas" in text) == (False, False, False)


def test_reader_sees_statement_and_evidence_and_no_form(lembar: LembarKerja) -> None:
    late = DokumenFactory(opd=lembar.opd, title="LHP BPK", effective_on=date(3000, 1, 2))
    PrasyaratUnit.objects.create(lembar=lembar, kode="WTP", met=True, statement="kata unit", dokumen=late)
    client = signed_in(make_actor(Role.PIMPINAN))
    shown = client.get(reverse("evaluasi:syarat_edit", args=[lembar.pk, "WTP"])).content.decode()
    assert [word in shown for word in ("kata unit", "LHP BPK", "Bertanggal sesudah tenggat", 'name="met"')] == [
        True, True, True, False,
    ]  # fmt: skip
    evidence = client.get(reverse("evaluasi:dokumen_detail", args=[late.pk])).content.decode()
    assert reverse("evaluasi:syarat_edit", args=[lembar.pk, "WTP"]) in evidence


def test_kawasan_and_categories_do_not_count_as_conditions_of_the_unit() -> None:
    load_pustaka(actor=None)
    lembar = make_lembar(periode=PeriodeFactory(instrumen=Instrumen.objects.get(kode="permenpan-90-2021")))
    client = signed_in(make_actor(Role.OPERATOR, lembar.opd))
    for kode, said in (("KAWASAN_UNIT", "True"), ("RSUD", "False"), ("SPIP", "True")):
        where = reverse("evaluasi:syarat_edit", args=[lembar.pk, kode])
        assert client.post(where, {"met": said, "statement": "", "dokumen": ""}).status_code == 302
    text = client.get(reverse("evaluasi:syarat_list", args=[lembar.pk])).content.decode()
    assert ("1 dari 11 dinyatakan terpenuhi" in text, "Tidak termasuk" in text) == (True, True)


def test_year_is_opened_to_the_second() -> None:
    instrumen = make_instrumen()
    client = signed_in(make_actor(Role.KOORDINATOR))
    sent = {
        "year": "2027",
        "instrumen": instrumen.pk,
        "opens_at": "2027-01-02T08:00:00",
        "closes_at": "2027-06-30T23:59:59",
    }
    assert client.post(reverse("evaluasi:periode_create"), sent).status_code == 302
    assert Periode.objects.get().closes_at == datetime(2027, 6, 30, 16, 59, 59, tzinfo=UTC)
    assert "30-06-2027 23.59.59" in client.get(reverse("evaluasi:periode_list")).content.decode()


def test_year_that_closes_before_it_opens_is_refused_and_kept() -> None:
    periode = PeriodeFactory()
    client = signed_in(make_actor(Role.KOORDINATOR))
    sent = {
        "year": str(periode.year),
        "instrumen": periode.instrumen_id,
        "opens_at": "2027-06-30T08:00:00",
        "closes_at": "2027-01-02T08:00:00",
        "basis": "SE 12",
        "version": "1",
    }
    text = client.post(reverse("evaluasi:periode_edit", args=[periode.pk]), sent).content.decode()
    assert "Pengisian ditutup sesudah dibuka." in text
    assert 'value="SE 12"' in text
    assert Periode.objects.get().version == 1
