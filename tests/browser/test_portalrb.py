"""The connection to the ministry as people meet it: the token shown once, the rehearsal, evidence without an account."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from evaluasi.domain.portalrb.tautan_bukti import revoke_links, token_of
from evaluasi.models import TautanBukti, TokenPortal
from opd.enums import Role
from tests.browser.conftest import DESK, PHONE, Visit
from tests.factories.opd import make_actor
from tests.factories.portalrb import KotaUsul, make_kota_usul

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def kota() -> KotaUsul:
    """A city with an approved proposal of two units."""
    return make_kota_usul()


def is_sound(window: Visit) -> None:
    assert window.violations() == [], window.page.url
    assert not window.overflows(), window.page.url


def sign_in_koordinator(window: Visit) -> None:
    window.sign_in(make_actor(Role.KOORDINATOR).pengguna)


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_pages_of_the_connection_are_sound(visit, kota: KotaUsul, width: int) -> None:
    window = visit(width=width)
    sign_in_koordinator(window)
    unit = f"/portalrb/unit/{kota.wbk.pk}/"
    for path in ("/portalrb/", unit, "/portalrb/catatan/", "/portalrb/master/", "/portalrb/latihan/"):
        window.go(path)
        is_sound(window)


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_token_is_shown_once(visit, kota: KotaUsul, width: int) -> None:
    window = visit(width=width)
    sign_in_koordinator(window)
    page = window.go("/portalrb/token/")
    is_sound(window)

    page.get_by_label("Dipakai oleh").fill("PortalRB kedua")
    page.get_by_role("button", name="Buat token").click()
    secret = page.locator("code.secret").inner_text()
    assert len(secret) > 40
    is_sound(window)

    page = window.go("/portalrb/token/")
    expect(page.locator("main")).to_contain_text("PortalRB kedua")
    assert secret not in page.content()
    assert TokenPortal.objects.get(name="PortalRB kedua").token_hash not in page.content()


def test_wrong_address_of_a_token_is_told_at_its_field(visit, kota: KotaUsul) -> None:
    window = visit(width=PHONE)
    sign_in_koordinator(window)
    page = window.go("/portalrb/token/")

    page.get_by_label("Hanya dari alamat").fill("bukan alamat")
    page.get_by_role("button", name="Buat token").click()

    expect(page.get_by_label("Hanya dari alamat")).to_have_value("bukan alamat")
    expect(page.get_by_label("Hanya dari alamat")).to_have_attribute("aria-invalid", "true")
    is_sound(window)
    window.forgive("400")
    assert TokenPortal.objects.count() == 1


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_rehearsal_reports_unit_by_unit(visit, kota: KotaUsul, width: int) -> None:
    window = visit(width=width)
    sign_in_koordinator(window)
    page = window.go("/portalrb/latihan/")

    page.get_by_role("button", name="Mulai latihan").click()

    report = page.get_by_role("link", name="laporan")
    expect(report.or_(page.get_by_role("heading", name="Laporan latihan"))).to_be_visible()
    if report.count():
        is_sound(window)
        report.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Laporan latihan")
    expect(page.locator("main")).to_contain_text(kota.wbk.opd.name)
    expect(page.locator("main")).to_contain_text("Belum siap")
    is_sound(window)


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_evidence_opens_without_an_account_until_it_is_revoked(visit, kota: KotaUsul, width: int) -> None:
    link = TautanBukti.objects.get(unit=kota.wbk)
    address = f"/bukti/?k={token_of(link)}"
    window = visit(width=width)

    page = window.go(address)
    expect(page.locator("main")).to_contain_text("Lihat halaman 2-3")
    expect(page.get_by_role("link", name=kota.wbbm.opd.name)).to_have_count(0)
    is_sound(window)
    with page.expect_download() as download:
        page.get_by_role("link", name="Unduh").click()
    assert download.value.path().read_bytes().startswith(b"%PDF-1.7 SK Tim")

    revoke_links(kota.wbk, actor=kota.koordinator, kode=link.kode)
    page = window.go(address)
    expect(page.get_by_role("heading", level=1)).to_have_text("Tautan bukti ini tidak berlaku")
    is_sound(window)
    window.forgive("404", "410", "403")
