"""Who sees which way, and where one is."""

from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from dasar.akun.models import Pengguna
from dasar.izin import ANONYMOUS, Actor, Peran
from opd.enums import Role
from zona.antarmuka import navigasi
from zona.antarmuka.context import Antarmuka
from zona.antarmuka.navigasi import FOOTER, MENU, Item

BOTH = Actor(
    Pengguna(name="Rina Kusumawati"), (Peran(Role.OPERATOR), Peran(Role.KOORDINATOR), Peran(Role.OPERATOR))
)


def test_visitor_has_no_menu() -> None:
    assert navigasi.menu_of(ANONYMOUS, "/") == ()


def test_entry_is_shown_to_its_roles_only() -> None:
    item = Item("Pengguna", "beranda", "users", (Role.ADMINISTRATOR,))

    assert not item.shown_to(BOTH)
    assert item.shown_to(Actor(BOTH.pengguna, (Peran(Role.ADMINISTRATOR),)))
    assert Item("Beranda", "beranda", "home").shown_to(BOTH)


@pytest.mark.parametrize(
    ("href", "path", "leads"),
    [("/", "/", True), ("/", "/opd/", False), ("/opd/", "/opd/123/", True), ("/opd/", "/opdx/", False)],
)
def test_first_page_has_nothing_below_it(href, path, leads) -> None:
    assert navigasi.leads_to(href, path) is leads


def test_one_entry_at_most_is_current(rf) -> None:
    rows = navigasi.menu_of(BOTH, reverse("beranda"))

    assert [row.label for row in rows if row.current] == ["Beranda"]
    assert [row for row in navigasi.menu_of(BOTH, "/akun/kata-sandi/") if row.current] == []


def test_rare_entries_are_grouped_unless_there_is_only_one(monkeypatch) -> None:
    shown = [Item("Beranda", "beranda", "home"), Item("OPD", "opd:opd_list", "building-community", rare=True)]
    for extra, grouped in (
        ((), []),
        ((Item("Kota", "opd:kota_detail", "building", rare=True),), ["OPD", "Kota"]),
    ):
        monkeypatch.setattr(navigasi, "MENU", (*shown, *extra))
        assert [row.label for row in navigasi.menu_of(BOTH, "/") if row.rare] == grouped


def test_every_entry_has_an_address_and_an_icon() -> None:
    sprite = (Path(settings.BASE_DIR) / "static/ikon.svg").read_text(encoding="utf-8")

    for item in MENU + FOOTER:
        assert reverse(item.url)
        assert f'id="{item.icon}"' in sprite


def test_person_is_named_with_each_role_once(rf) -> None:
    request = rf.get("/")
    request.actor = BOTH

    assert Antarmuka(request).orang == {
        "nama": "Rina Kusumawati",
        "peran": ["Operator OPD", "Koordinator ZI"],
    }
