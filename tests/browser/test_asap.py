"""Smoke: the doors of the portal open in a real browser, at both ends of the screen sizes."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from opd.enums import Role
from tests.browser.conftest import DESK, PHONE
from tests.factories.akun import PASSWORD, PenggunaFactory
from tests.factories.opd import KeanggotaanFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_sign_in_page_is_sound(visit, width: int) -> None:
    window = visit(width=width)

    window.go("/akun/masuk/")

    assert window.violations() == []
    assert not window.overflows()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_person_signs_in_and_stands_on_the_first_page(visit, scripts: bool) -> None:
    person = PenggunaFactory(name="Siti Rahayu")
    KeanggotaanFactory(pengguna=person, opd=None, role=Role.KOORDINATOR)
    window = visit(width=PHONE, scripts=scripts)

    page = window.go("/akun/masuk/")
    page.locator("input[name=login]").fill(person.username)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=password]").press("Enter")

    page.wait_for_url(window.server + "/")
    expect(page.locator("main")).to_be_visible()


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_first_page_is_sound(visit, width: int) -> None:
    person = PenggunaFactory()
    KeanggotaanFactory(pengguna=person, opd=None, role=Role.KOORDINATOR)
    window = visit(width=width)
    window.sign_in(person)

    window.go("/")

    assert window.violations() == []
    assert not window.overflows()


def test_description_of_the_api_opens_under_the_strict_policy(visit) -> None:
    window = visit()

    page = window.go("/api/v1/dokumen/")

    expect(page.locator(".info .title")).to_contain_text("API Zona")
