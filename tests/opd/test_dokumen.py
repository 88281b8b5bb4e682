"""What a unit may rely on in its evidence library."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from dasar.berkas.domain import append_piece, create_unggahan
from dasar.berkas.models import Unggahan
from dasar.errors import Conflict, DomainError, PermissionRefused, WrongState
from dasar.izin import Actor
from dasar.jurnal.models import Catatan
from opd.domain.dokumen import (
    KINDS,
    add_dokumen,
    add_dokumen_each,
    remove_dokumen,
    supersede_dokumen,
    update_dokumen,
)
from opd.enums import DokumenKind, Role
from opd.models import Dokumen, Opd
from tests.factories.evaluasi import DokumenFactory
from tests.factories.opd import OpdFactory, make_actor, picture

pytestmark = pytest.mark.django_db
FACTS = {"kind": DokumenKind.FOTO, "effective_on": date(2026, 3, 2)}


@pytest.fixture
def opd() -> Opd:
    return OpdFactory()


@pytest.fixture
def operator(opd: Opd) -> Actor:
    return make_actor(Role.OPERATOR, opd)


def photo(text: str = "Apel") -> SimpleUploadedFile:
    return SimpleUploadedFile(f"{text}.png", picture(text), content_type="image/png")


def program() -> SimpleUploadedFile:
    return SimpleUploadedFile("setup.pdf", b"MZ\x90\x00" + b"\x00" * 900, content_type="application/pdf")


def test_bad_file_does_not_lose_the_good_ones(opd: Opd, operator: Actor) -> None:
    results = add_dokumen_each(opd, actor=operator, uploads=[photo(), program(), photo("Rapat")], **FACTS)
    assert [(result.name, bool(result.dokumen), bool(result.reason)) for result in results] == [
        ("Apel.png", True, False),
        ("setup.pdf", False, True),
        ("Rapat.png", True, False),
    ]
    assert set(Dokumen.objects.values_list("title", "opd")) == {("Apel", opd.pk), ("Rapat", opd.pk)}
    assert Catatan.objects.filter(action="opd.dokumen.added", stream=opd.stream).count() == 2


def test_files_under_one_title_are_numbered_and_one_is_not(opd: Opd, operator: Actor) -> None:
    add_dokumen_each(opd, actor=operator, uploads=[photo(), photo("Rapat")], title="Apel pagi", **FACTS)
    add_dokumen_each(opd, actor=operator, uploads=[photo("Satu")], title="SK Tim", **FACTS)
    assert sorted(Dokumen.objects.values_list("title", flat=True)) == [
        "Apel pagi (1)",
        "Apel pagi (2)",
        "SK Tim",
    ]


def test_link_is_kept_as_what_it_is(opd: Opd, operator: Actor) -> None:
    (result,) = add_dokumen_each(opd, actor=operator, link="https://contoh.go.id/sk", **FACTS)
    assert result.dokumen is not None
    assert (result.dokumen.link, result.dokumen.berkas) == ("https://contoh.go.id/sk", None)


def test_upload_in_pieces_becomes_a_document_and_is_forgotten(opd: Opd, operator: Actor) -> None:
    data = picture("potongan")
    begun = create_unggahan(actor=operator, name="potongan.png", size=len(data), kinds=KINDS)
    append_piece(actor=operator, unggahan_id=begun.pk, offset=0, data=data)
    (result,) = add_dokumen_each(opd, actor=operator, unggahan=[begun.pk], **FACTS)
    assert result.dokumen is not None
    assert (result.dokumen.title, result.dokumen.filename) == ("potongan", "potongan.png")
    assert not Unggahan.objects.exists()


def test_upload_of_somebody_else_is_nobodys(opd: Opd, operator: Actor) -> None:
    data = picture("rahasia")
    other = make_actor(Role.OPERATOR, OpdFactory())
    begun = create_unggahan(actor=other, name="rahasia.png", size=len(data), kinds=KINDS)
    append_piece(actor=other, unggahan_id=begun.pk, offset=0, data=data)
    assert add_dokumen_each(opd, actor=operator, unggahan=[begun.pk], **FACTS) == []
    assert Unggahan.objects.count() == 1


def test_unfinished_upload_is_answered_and_waits(opd: Opd, operator: Actor) -> None:
    begun = create_unggahan(actor=operator, name="separuh.png", size=999, kinds=KINDS)
    (result,) = add_dokumen_each(opd, actor=operator, unggahan=[begun.pk], **FACTS)
    assert result.reason == "Unggahan belum selesai. Tunggu sampai semua bagian terkirim."
    assert Unggahan.objects.count() == 1


@pytest.mark.parametrize("role", [Role.KOORDINATOR, Role.PENILAI_KETUA, Role.ADMINISTRATOR, Role.PIMPINAN])
def test_only_the_unit_fills_its_library(opd: Opd, role: Role) -> None:
    row = DokumenFactory(opd=opd)
    for actor in (make_actor(role), make_actor(Role.OPERATOR, OpdFactory())):
        with pytest.raises(PermissionRefused):
            add_dokumen(opd, actor=actor, upload=photo(), title="x", **FACTS)
        with pytest.raises(PermissionRefused):
            add_dokumen_each(opd, actor=actor, uploads=[photo()], **FACTS)
        with pytest.raises(PermissionRefused):
            update_dokumen(row, actor=actor, version=1, title="x")
        with pytest.raises(PermissionRefused):
            supersede_dokumen(row, actor=actor, successor=DokumenFactory(opd=opd))
        with pytest.raises(PermissionRefused):
            remove_dokumen(row, actor=actor)


def test_correction_is_journaled_and_a_stale_one_is_told(opd: Opd, operator: Actor) -> None:
    row = DokumenFactory(opd=opd, title="SK lama")
    assert update_dokumen(row, actor=operator, version=1, title="SK Tim ZI").version == 2
    trace = Catatan.objects.get(action="opd.dokumen.updated")
    assert (trace.before["title"], trace.after["title"]) == ("SK lama", "SK Tim ZI")
    with pytest.raises(Conflict) as conflict:
        update_dokumen(row, actor=operator, version=1, title="SK lain")
    assert (conflict.value.mine["title"], conflict.value.theirs["title"]) == ("SK lain", "SK Tim ZI")
    assert Dokumen.objects.get(pk=row.pk).title == "SK Tim ZI"


def test_newer_document_takes_the_place_within_the_unit_only(opd: Opd, operator: Actor) -> None:
    old, new = DokumenFactory(opd=opd), DokumenFactory(opd=opd)
    with pytest.raises(DomainError, match="pustaka unit yang sama"):
        supersede_dokumen(old, actor=operator, successor=DokumenFactory())
    assert supersede_dokumen(old, actor=operator, successor=new).successor == new
    assert list(Dokumen.objects.filter(opd=opd).current()) == [new]


def test_successors_never_run_in_a_circle(opd: Opd, operator: Actor) -> None:
    one, two, three = (DokumenFactory(opd=opd) for _ in range(3))
    supersede_dokumen(one, actor=operator, successor=two)
    supersede_dokumen(two, actor=operator, successor=three)
    with pytest.raises(DomainError, match="sudah digantikan oleh dokumen ini"):
        supersede_dokumen(three, actor=operator, successor=Dokumen.objects.get(pk=one.pk))
    assert Dokumen.objects.get(pk=three.pk).successor is None


def test_document_leaves_the_library_unless_it_replaces_another(opd: Opd, operator: Actor) -> None:
    old, new = DokumenFactory(opd=opd), DokumenFactory(opd=opd)
    supersede_dokumen(old, actor=operator, successor=new)
    with pytest.raises(WrongState, match="masih dikutip atau menggantikan"):
        remove_dokumen(new, actor=operator)
    remove_dokumen(Dokumen.objects.get(pk=old.pk), actor=operator)
    assert list(Dokumen.objects.all()) == [new]
    assert Catatan.objects.get(action="opd.dokumen.removed").before["title"] == old.title
