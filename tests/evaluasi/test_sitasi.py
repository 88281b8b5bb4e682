"""What a unit may rely on when it cites documents on questions."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from dasar.errors import Conflict, DomainError, PermissionRefused, WrongState
from dasar.izin import Actor
from dasar.jurnal.models import Catatan
from evaluasi.domain.halaman import clean_pages
from evaluasi.domain.sitasi import add_and_cite, cite_dokumen, remove_sitasi, update_sitasi
from evaluasi.enums import LembarState
from evaluasi.models import LembarKerja, Sitasi
from opd.domain.dokumen import remove_dokumen
from opd.enums import DokumenKind, Role
from opd.models import Dokumen
from tests.factories.evaluasi import DokumenFactory, make_lembar
from tests.factories.opd import make_actor, picture

pytestmark = pytest.mark.django_db
KODE = "A.1.i.a"


@pytest.fixture
def lembar() -> LembarKerja:
    return LembarKerja.objects.select_related("opd", "periode__instrumen").get(pk=make_lembar().pk)


@pytest.fixture
def operator(lembar: LembarKerja) -> Actor:
    return make_actor(Role.OPERATOR, lembar.opd)


@pytest.fixture
def dokumen(lembar: LembarKerja) -> Dokumen:
    return DokumenFactory(opd=lembar.opd, title="SK Tim ZI", pages=8)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("3", "3"),
        (" 5 – 7 ", "5-7"),
        ("3,5-7;8", "3, 5-7, 8"),
        ("", ""),
        (" , ", ""),
        ("4-4", "4"),
        ("08", "8"),
    ],
)
def test_pages_are_kept_in_one_way(typed: str, kept: str) -> None:
    assert clean_pages(typed, total=8) == kept


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("tiga", "“tiga” bukan nomor halaman. Tulis misalnya 3, atau 5-7, atau 3, 5-7."),
        ("-3", "“-3” bukan nomor halaman. Tulis misalnya 3, atau 5-7, atau 3, 5-7."),
        ("3.5", "“3.5” bukan nomor halaman. Tulis misalnya 3, atau 5-7, atau 3, 5-7."),
        ("0", "Halaman dihitung mulai dari 1."),
        ("7-5", "Urutan halaman terbalik: tulis 5-7."),
        ("9", "Dokumen ini hanya 8 halaman; halaman 9 tidak ada."),
        ("999999", "“999999” bukan nomor halaman. Tulis misalnya 3, atau 5-7, atau 3, 5-7."),
    ],
)
def test_pages_that_cannot_be_are_told(typed: str, told: str) -> None:
    with pytest.raises(DomainError) as refusal:
        clean_pages(typed, total=8)
    assert (refusal.value.message, refusal.value.field) == (told, "pages")


def test_citation_points_at_pages_and_is_journaled(
    lembar: LembarKerja, operator: Actor, dokumen: Dokumen
) -> None:
    row = cite_dokumen(lembar, actor=operator, kode=KODE, dokumen=dokumen, pages="2–3", remark=" Bab I ")
    assert (row.pages, row.remark, row.simpul.kode) == ("2-3", "Bab I", KODE)
    assert Catatan.objects.get(action="evaluasi.sitasi.added").stream == lembar.stream
    with pytest.raises(DomainError, match="sudah dikutip pada butir tersebut"):
        cite_dokumen(lembar, actor=operator, kode=KODE, dokumen=dokumen)
    with pytest.raises(DomainError, match="tidak ada dalam instrumen"):
        cite_dokumen(lembar, actor=operator, kode="Z.9", dokumen=dokumen)
    with pytest.raises(DomainError, match="pustaka unit lain"):
        cite_dokumen(lembar, actor=operator, kode="A.1.i.b", dokumen=DokumenFactory())
    assert Sitasi.objects.count() == 1


def test_cited_document_stays_in_the_library(lembar: LembarKerja, operator: Actor, dokumen: Dokumen) -> None:
    row = cite_dokumen(lembar, actor=operator, kode=KODE, dokumen=dokumen)
    with pytest.raises(WrongState, match="masih dikutip"):
        remove_dokumen(dokumen, actor=operator)
    remove_sitasi(row, actor=operator)
    remove_dokumen(Dokumen.objects.get(pk=dokumen.pk), actor=operator)
    assert not Dokumen.objects.exists()


def test_stale_correction_of_a_citation_is_told(
    lembar: LembarKerja, operator: Actor, dokumen: Dokumen
) -> None:
    row = cite_dokumen(lembar, actor=operator, kode=KODE, dokumen=dokumen, pages="2")
    assert update_sitasi(row, actor=operator, version=1, pages="3", remark="").version == 2
    with pytest.raises(Conflict) as conflict:
        update_sitasi(row, actor=operator, version=1, pages="4", remark="")
    assert (conflict.value.mine["pages"], conflict.value.theirs["pages"]) == ("4", "3")
    with pytest.raises(DomainError, match="hanya 8 halaman"):
        update_sitasi(row, actor=operator, version=2, pages="12", remark="")


def test_locked_worksheet_and_strangers_change_no_citation(
    lembar: LembarKerja, operator: Actor, dokumen: Dokumen
) -> None:
    row = cite_dokumen(lembar, actor=operator, kode=KODE, dokumen=dokumen)
    stranger = make_actor(Role.OPERATOR, make_lembar().opd)
    locked = LembarKerja.objects.select_related("opd", "periode__instrumen").get(pk=lembar.pk)
    locked.state = LembarState.SUBMITTED
    for sheet, actor in ((lembar, stranger), (lembar, make_actor(Role.PENILAI_KETUA)), (locked, operator)):
        row.lembar = sheet
        with pytest.raises(PermissionRefused):
            cite_dokumen(sheet, actor=actor, kode="A.1.i.b", dokumen=dokumen)
        with pytest.raises(PermissionRefused):
            update_sitasi(row, actor=actor, version=1, pages="1", remark="")
        with pytest.raises(PermissionRefused):
            remove_sitasi(row, actor=actor)
        with pytest.raises(PermissionRefused):
            add_and_cite(sheet, actor=actor, kode=KODE, pointers={})
    assert Sitasi.objects.count() == 1


def test_refused_citation_leaves_no_document_behind(lembar: LembarKerja, operator: Actor) -> None:
    facts = {"kind": DokumenKind.FOTO, "effective_on": date(2026, 3, 2)}
    good = SimpleUploadedFile("apel.png", picture("apel"), content_type="image/png")
    results = add_and_cite(
        lembar, actor=operator, kode="Z.9", pointers={"pages": "1"}, uploads=[good], **facts
    )
    assert [result.reason for result in results] == ["Butir Z.9 tidak ada dalam instrumen ini."]
    assert not Dokumen.objects.exists()
    with pytest.raises(DomainError, match="bukan nomor halaman"):
        add_and_cite(lembar, actor=operator, kode=KODE, pointers={"pages": "x"}, uploads=[good], **facts)
    good.seek(0)
    (result,) = add_and_cite(
        lembar, actor=operator, kode=KODE, pointers={"pages": "1"}, uploads=[good], **facts
    )
    assert lembar.sitasi.get().dokumen == result.dokumen
