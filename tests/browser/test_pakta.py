"""Signing the pakta in a real browser: drawn on a phone, typed without scripts, by personal link, and collected."""

from __future__ import annotations

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from opd.domain.tautan_tanda import create_tautan
from opd.enums import Role
from opd.models import NaskahPakta, Opd, Pegawai, TandaTangan
from tests.browser.conftest import DESK, PHONE
from tests.factories.akun import PASSWORD, PenggunaFactory
from tests.factories.opd import OpdFactory, PegawaiFactory, make_actor
from tests.factories.pakta import NaskahPaktaFactory, TandaTanganFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def naskah() -> NaskahPakta:
    return NaskahPaktaFactory()


@pytest.fixture
def pegawai(naskah: NaskahPakta) -> Pegawai:
    return PegawaiFactory(name="Siti Aminah", pengguna=PenggunaFactory(username="siti"))


def draw(page: Page) -> None:
    canvas = page.locator("canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    for step, (x, y) in enumerate([(0.1, 0.7), (0.25, 0.2), (0.4, 0.8), (0.6, 0.3), (0.85, 0.5)]):
        page.mouse.move(box["x"] + box["width"] * x, box["y"] + box["height"] * y, steps=6)
        if step == 0:
            page.mouse.down()
    page.mouse.up()


def until(page: Page, true: str) -> None:
    """Wait for what a script says of the page; Playwright's own waiting evaluates text, which our CSP forbids."""
    for _ in range(50):
        if page.evaluate(true):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"never true: {true}")


def sign_in(window: object) -> Page:
    page = window.go("/akun/masuk/?next=/pakta/saya/")
    page.locator("input[name=login]").fill("siti")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url("**/pakta/saya/")
    return page


def test_person_draws_the_signature_on_a_phone(visit, pegawai: Pegawai) -> None:
    window = visit(width=PHONE)
    page = sign_in(window)
    assert window.violations() == []
    page.get_by_role("link", name="Baca dan tandatangani").click()
    expect(page.locator("canvas")).to_be_visible()
    assert window.violations() == []
    assert not window.overflows()
    draw(page)
    page.get_by_label("Saya sudah membaca seluruh naskah").check()
    page.get_by_role("button", name="Tandatangani").click()
    expect(page.get_by_role("heading", name="Tanda terima pakta integritas")).to_be_visible()
    expect(page.get_by_alt_text("Goresan tanda tangan Siti Aminah")).to_be_visible()
    assert window.violations() == []
    assert not window.overflows()
    assert TandaTangan.objects.get().berkas is not None


def test_drawing_survives_a_forgotten_tick_and_is_seen_again(visit, pegawai: Pegawai) -> None:
    window = visit(width=PHONE)
    page = sign_in(window)
    page.get_by_role("link", name="Baca dan tandatangani").click()
    draw(page)
    page.evaluate("document.querySelector('form.tanda-form').noValidate = true")
    page.get_by_role("button", name="Tandatangani").click()
    expect(page.get_by_role("alert")).to_contain_text("Centang bahwa Anda sudah membaca")
    ink = "[...document.querySelector('canvas').getContext('2d').getImageData(0, 0, 300, 100).data].some(v => v > 0)"
    until(page, ink)
    assert window.violations() == []
    page.get_by_label("Saya sudah membaca seluruh naskah").check()
    page.get_by_role("button", name="Tandatangani").click()
    expect(page.get_by_role("heading", name="Tanda terima pakta integritas")).to_be_visible()
    window.complaints.clear()  # the refused form was answered with 400, as it should be
    assert TandaTangan.objects.get().berkas is not None


def test_person_types_the_name_without_scripts(visit, pegawai: Pegawai) -> None:
    window = visit(width=PHONE, scripts=False)
    page = sign_in(window)
    page.get_by_role("link", name="Baca dan tandatangani").click()
    expect(page.locator("canvas")).to_be_hidden()
    page.get_by_label("Atau ketik nama lengkap").fill("Siti Aminah")
    page.get_by_label("Saya sudah membaca seluruh naskah").check()
    page.get_by_role("button", name="Tandatangani").click()
    expect(page.get_by_text("Nama diketik setelah masuk dengan akun")).to_be_visible()
    assert TandaTangan.objects.get().typed_name == "Siti Aminah"


@pytest.mark.parametrize("scripts", [True, False])
def test_personal_link_signs_on_a_phone_without_an_account(visit, naskah: NaskahPakta, scripts: bool) -> None:
    opd = OpdFactory()
    person = PegawaiFactory(opd=opd, name="Rahmat Hidayat")
    _, token = create_tautan(person, actor=make_actor(Role.OPERATOR, opd))
    window = visit(width=PHONE, scripts=scripts)
    page = window.go(f"/tanda/?k={token}")
    assert not scripts or window.violations() == []
    if scripts:
        draw(page)
    else:
        page.get_by_label("Atau ketik nama lengkap").fill("rahmat hidayat")
    page.get_by_label("Saya sudah membaca seluruh naskah").check()
    page.get_by_role("button", name="Tandatangani").click()
    expect(page.get_by_text("Terima kasih, tanda tangan Anda tercatat")).to_be_visible()
    assert token not in page.url
    assert not scripts or window.violations() == []
    assert TandaTangan.objects.get().pegawai == person


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_pages_of_a_unit_are_sound(visit, naskah: NaskahPakta, width: int) -> None:
    opd: Opd = OpdFactory(employee_count=9)
    actor = make_actor(Role.OPERATOR, opd)
    TandaTanganFactory(
        pegawai__opd=opd, naskah=naskah, signed_at=timezone.now(), year=timezone.localdate().year
    )
    people = [PegawaiFactory(opd=opd, name=name) for name in ("Ani", "Budi", "Cici")]
    create_tautan(people[0], actor=actor)
    window = visit(width=width, dark=width == DESK)
    window.sign_in(actor.pengguna)
    today = timezone.localdate().isoformat()
    unit = f"/komitmen/{opd.pk}/"
    for path in (
        "/komitmen/",
        unit,
        f"{unit}pindai/",
        f"{unit}pindai/?tanggal={today}",
        f"{unit}tautan/",
        "/pakta/naskah/",
    ):
        window.go(path)
        assert window.violations() == [], path
        assert not window.overflows(), path
    page = window.go(f"{unit}tautan/")
    page.get_by_placeholder("Cari nama").fill("cici")
    page.get_by_role("button", name="Kosongkan").click()
    expect(page.get_by_text("1 dari 3 dipilih")).to_be_visible()
    page.get_by_placeholder("Cari nama").fill("")
    page.get_by_role("button", name="Pilih semua yang tampak").click()
    expect(page.get_by_text("3 dari 3 dipilih")).to_be_visible()
    page.get_by_role("button", name="Buat tautan").click()
    expect(page.locator(".kartu-tautan > li")).to_have_count(3)
    assert window.violations() == []
    assert not window.overflows()
