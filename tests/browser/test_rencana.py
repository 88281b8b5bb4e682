"""The plan of a unit in a real browser: begun, filled and reported on a phone and on a desk, also without scripts."""

from __future__ import annotations

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from dasar.akun.models import Pengguna
from opd.enums import Role
from opd.models import RencanaAksi
from tests.browser.conftest import DESK, PHONE
from tests.factories.akun import PenggunaFactory
from tests.factories.opd import KeanggotaanFactory, OpdFactory
from tests.factories.rencana import KemajuanFactory, TindakanFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def head() -> Pengguna:
    """Who heads a unit without a plan."""
    person = PenggunaFactory()
    KeanggotaanFactory(pengguna=person, opd=OpdFactory(name="Dinas Kesehatan"), role=Role.KEPALA)
    return person


@pytest.mark.parametrize(("width", "scripts"), [(PHONE, True), (DESK, True), (PHONE, False)])
def test_plan_is_begun_filled_and_reported(visit, head: Pengguna, width: int, scripts: bool) -> None:
    window, today = visit(width=width, scripts=scripts), timezone.localdate()
    window.sign_in(head)
    page = window.go("/rencana-aksi/mulai/")
    page.get_by_role("button", name="Mulai").click()
    expect(page.get_by_role("heading", name="Belum ada janji")).to_be_visible()
    page.get_by_role("link", name="Tambah janji").first.click()
    page.locator("select[name=area]").select_option(index=1)
    page.locator("[name=text]").fill("Rapat pemantauan tiap bulan")
    page.locator("[name=target]").fill("12")
    page.locator("[name=satuan]").fill("kali")
    page.locator("[name=responsible]").fill("Sekretaris")
    page.locator("[name=starts_on]").fill(today.isoformat())
    page.locator("[name=due_on]").fill(today.replace(month=12, day=31).isoformat())
    assert not window.overflows()
    page.get_by_role("main").locator("form button[type=submit]").first.click()
    expect(page.get_by_role("link", name="Rapat pemantauan tiap bulan")).to_be_visible()
    page.get_by_role("link", name="Laporkan kemajuan").click()
    page.locator("[name=amount]").fill("3")
    page.get_by_role("main").locator("form button[type=submit]").first.click()
    expect(page.get_by_text("3 dari 12 kali").first).to_be_visible()
    assert not window.overflows()
    page.get_by_text("Riwayat rencana ini").click()
    expect(page.get_by_text("Kemajuan dilaporkan")).to_be_visible()


@pytest.mark.parametrize(("width", "dark"), [(PHONE, False), (PHONE, True), (DESK, False)])
def test_pages_of_a_plan_are_sound(visit, head: Pengguna, width: int, dark: bool) -> None:
    opd = head.keanggotaan.get().opd
    action = TindakanFactory(rencana__opd=opd, rencana__year=timezone.localdate().year, butir="A.I.1.ii.a")
    KemajuanFactory(tindakan=action)
    plan = RencanaAksi.objects.get()
    window = visit(width=width, dark=dark)
    window.sign_in(head)
    for path in (
        "/rencana-aksi/",
        f"/rencana-aksi/{plan.pk}/",
        f"/rencana-aksi/{plan.pk}/laporan/",
        f"/rencana-aksi/tindakan/{action.pk}/",
        f"/rencana-aksi/{plan.pk}/janji/",
    ):
        window.go(path)
        assert window.violations() == [], path
        assert not window.overflows(), path
