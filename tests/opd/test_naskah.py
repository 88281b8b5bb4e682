"""Editions of the text: drafted, published, from then on fixed; and what differs between two."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime

import pytest

from dasar.errors import Conflict, DomainError, PermissionRefused, WrongState
from dasar.izin import Actor
from dasar.jurnal.models import Catatan
from opd.domain.beda import ADDED, REMOVED, SAME, compare_texts
from opd.domain.naskah import create_naskah, hash_text, publish_naskah, update_naskah
from opd.enums import Role
from opd.models import NaskahPakta
from tests.factories.opd import OpdFactory, make_actor
from tests.factories.pakta import NaskahPaktaFactory, TandaTanganFactory

SIX = [
    Role.OPERATOR,
    Role.KEPALA,
    Role.PIMPINAN,
    Role.PENILAI_KETUA,
    Role.PENILAI_ANGGOTA,
    Role.PENGENDALI_TEKNIS,
]


@pytest.fixture
def koordinator(db: None) -> Actor:
    return make_actor(Role.KOORDINATOR)


@pytest.fixture
def draft(koordinator: Actor) -> NaskahPakta:
    return create_naskah(
        actor=koordinator, title="Pakta Integritas", text="Saya berjanji jujur.", valid_from=date(2026, 1, 1)
    )


def test_edition_is_numbered_and_fingerprinted(draft: NaskahPakta, koordinator: Actor) -> None:
    assert draft.number == 1
    assert draft.text_hash == hashlib.sha256(b"Saya berjanji jujur.").hexdigest()
    second = create_naskah(actor=koordinator, title="Pakta", text="Dua", valid_from=date(2026, 1, 1))
    assert second.number == 2


def test_same_words_have_the_same_fingerprint_however_a_browser_sends_them() -> None:
    assert {hash_text(text) for text in ("a\nb", "a\r\nb", "a\rb", " a \nb\n\n")} == {hash_text("a\nb")}


def test_published_text_never_changes(draft: NaskahPakta, koordinator: Actor) -> None:
    published = publish_naskah(draft, actor=koordinator)
    with pytest.raises(PermissionRefused, match="sudah terbit tidak dapat diubah"):
        update_naskah(published, version=published.version, actor=koordinator, text="Lain")
    with pytest.raises(WrongState, match="sudah terbit"):
        publish_naskah(draft, actor=koordinator)
    assert NaskahPakta.objects.get(pk=draft.pk).text == "Saya berjanji jujur."
    assert [c.action for c in Catatan.objects.for_object(draft)] == [
        "opd.naskah_pakta.published",
        "opd.naskah_pakta.created",
    ]


def test_what_is_published_is_what_was_read(draft: NaskahPakta, koordinator: Actor) -> None:
    update_naskah(draft, version=draft.version, actor=koordinator, text="Saya berjanji lain.")
    with pytest.raises(Conflict):
        publish_naskah(draft, actor=koordinator, version=draft.version)
    assert not NaskahPakta.objects.published().exists()


def test_changed_draft_has_a_new_fingerprint_and_a_stale_one_is_told(
    draft: NaskahPakta, koordinator: Actor
) -> None:
    changed = update_naskah(draft, version=draft.version, actor=koordinator, text="Baru\r\nsekali ")
    assert (changed.text, changed.text_hash) == ("Baru\nsekali", hash_text("Baru\nsekali"))
    with pytest.raises(Conflict) as conflict:
        update_naskah(draft, version=draft.version, actor=koordinator, title="Judul lain")
    assert conflict.value.theirs == {"title": "Pakta Integritas"}


def test_no_edition_begins_on_a_day_on_which_another_was_signed(
    draft: NaskahPakta, koordinator: Actor
) -> None:
    row = TandaTanganFactory(signed_at=datetime(2026, 3, 4, 16, 59, tzinfo=UTC))
    for day in (date(2026, 1, 1), date(2026, 3, 4)):
        NaskahPakta.objects.filter(pk=draft.pk).update(valid_from=day)
        with pytest.raises(DomainError, match="terakhir 4 Maret 2026"):
            publish_naskah(draft, actor=koordinator)
    NaskahPakta.objects.filter(pk=draft.pk).update(valid_from=date(2026, 3, 5))
    publish_naskah(draft, actor=koordinator)
    assert NaskahPakta.objects.current(date(2026, 3, 4)) == row.naskah


@pytest.mark.parametrize("text", ["", " \r\n "])
def test_empty_text_is_refused(text: str, koordinator: Actor) -> None:
    with pytest.raises(DomainError, match="Isi naskah"):
        create_naskah(actor=koordinator, title="Pakta", text=text, valid_from=date(2026, 1, 1))


@pytest.mark.parametrize("role", SIX)
def test_only_the_coordinating_office_writes(role: Role, draft: NaskahPakta) -> None:
    city = role not in {Role.OPERATOR, Role.KEPALA}
    actor = make_actor(role, None if city else OpdFactory())
    for write in (
        lambda: create_naskah(actor=actor, title="x", text="x", valid_from=date(2026, 1, 1)),
        lambda: update_naskah(draft, version=draft.version, actor=actor, title="x"),
        lambda: publish_naskah(draft, actor=actor),
    ):
        with pytest.raises(PermissionRefused, match="disusun oleh koordinator"):
            write()
    assert list(NaskahPakta.objects.visible_to(actor)) == []


def test_drafts_are_seen_by_their_writers_and_published_ones_by_all(
    draft: NaskahPakta, koordinator: Actor
) -> None:
    out = NaskahPaktaFactory()
    assert set(NaskahPakta.objects.visible_to(koordinator)) == {draft, out}
    assert list(NaskahPakta.objects.visible_to(make_actor(Role.OPERATOR, OpdFactory()))) == [out]
    assert list(NaskahPakta.objects.visible_to(Actor(None))) == []


@pytest.mark.django_db
def test_text_in_force_is_the_latest_that_has_begun() -> None:
    old = NaskahPaktaFactory(valid_from=date(2020, 1, 1))
    new = NaskahPaktaFactory(valid_from=date(2026, 1, 1))
    corrected = NaskahPaktaFactory(valid_from=date(2026, 1, 1))
    NaskahPaktaFactory(valid_from=date(2025, 1, 1), published_at=None)
    days = (date(2019, 12, 31), date(2020, 1, 1), date(2025, 12, 31), date(2026, 1, 1))
    assert [NaskahPakta.objects.current(day) for day in days] == [None, old, old, corrected]
    assert new.number < corrected.number


def test_comparison_shows_words_that_went_and_came() -> None:
    old = "Saya berjanji:\n1. jujur;\n2. tidak menerima suap."
    new = "Saya berjanji:\n1. jujur dan terbuka;\n2. tidak menerima suap.\n3. melapor."
    rows = compare_texts(old, new)
    assert [row.changed for row in rows] == [False, True, False, True]
    joined = "\n".join("".join(p.text for p in row.parts if p.kind != REMOVED) for row in rows)
    assert joined == new
    line = next(row for row in rows if row.changed)
    assert [(part.kind, part.text) for part in line.parts] == [
        (SAME, "1. "),
        (REMOVED, "jujur;"),
        (ADDED, "jujur dan terbuka;"),
    ]


def test_same_texts_have_no_difference() -> None:
    assert [row.changed for row in compare_texts("a\nb", "a\nb")] == [False, False]
