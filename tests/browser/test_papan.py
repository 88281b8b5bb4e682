"""Board, wall, rows and public page in a real browser: sound, light enough for a phone, readable without scripts."""

from __future__ import annotations

import gzip
from datetime import date

import pytest
from playwright.sync_api import Response, expect

from dasar.akun.models import Pengguna
from opd.enums import OpdKind, Role
from opd.models import Opd, TargetPencanangan
from tests.bench.lembar_kota import make_worksheets
from tests.browser.conftest import DESK, PHONE, WALL
from tests.factories.akun import PenggunaFactory
from tests.factories.opd import KeanggotaanFactory, OpdFactory, PegawaiFactory
from tests.opd.test_papan import declare
from zona.middleware import CompressText

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FIRST_VIEW_BYTES = 150_000


@pytest.fixture
def leader() -> Pengguna:
    """A leader of a city of 31 units, of which 26 declared."""
    TargetPencanangan.objects.create(year=2020, due_on=date(2020, 12, 31))
    head = OpdFactory(name="Kecamatan Utara", kind=OpdKind.KECAMATAN)
    units = [head, *(OpdFactory(name=f"Dinas Nomor {n}", parent=head if n < 4 else None) for n in range(30))]
    for unit in units[:26]:
        declare(unit, day=date(2020, 7, 20))
    PegawaiFactory(opd=head)
    person = PenggunaFactory()
    KeanggotaanFactory(pengguna=person, opd=None, role=Role.PIMPINAN)
    return person


@pytest.mark.parametrize(
    "path", ["/dasbor/pencanangan/", "/dasbor/pencanangan/?per=2020-10-22", "/dasbor/unit/", "/publik/"]
)
@pytest.mark.parametrize(("width", "dark"), [(PHONE, False), (PHONE, True), (DESK, False)])
def test_page_is_sound(visit, leader: Pengguna, path: str, width: int, dark: bool) -> None:
    window = visit(width=width, dark=dark)
    window.sign_in(leader)
    window.go(path)
    assert window.violations() == []
    assert not window.overflows()


def test_wall_fits_one_screen(visit, leader: Pengguna) -> None:
    window = visit(width=WALL)
    window.sign_in(leader)
    window.page.set_viewport_size({"width": WALL, "height": 1080})
    window.go("/dasbor/dinding/")
    assert window.violations() == []
    assert window.page.evaluate("document.documentElement.scrollHeight <= innerHeight")


def test_first_view_on_a_phone_is_light(visit, leader: Pengguna) -> None:
    """With 31 worksheets of the law. Text counts compressed, as the portal sends it; the test's own server sends
    static files as they are."""
    make_worksheets(list(Opd.objects.order_by("code")))
    window = visit(width=PHONE)
    window.sign_in(leader)
    answers: list[Response] = []
    window.page.on("response", lambda answer: answers.append(answer))
    window.go("/dasbor/")
    window.page.wait_for_load_state("networkidle")
    sizes = [_sent(answer) for answer in answers]
    assert len(sizes) > 10
    assert sum(sizes) < FIRST_VIEW_BYTES
    expect(window.page.locator(".year-matrix tbody tr")).to_have_count(31)
    last = window.page.locator(".funnel li").last.bounding_box()
    assert last["y"] + last["height"] < 800  # the whole funnel stands on the first screen
    assert window.violations() == []
    assert not window.overflows()


def test_meeting_is_led_with_arrow_keys(visit, leader: Pengguna) -> None:
    window = visit()
    window.sign_in(leader)
    page = window.go("/dasbor/rapat/")
    for number in (2, 3):
        page.keyboard.press("ArrowRight")
        expect(page.get_by_text(f"Layar {number} dari")).to_be_visible()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_text("Layar 2 dari")).to_be_visible()
    assert window.violations() == []


def _sent(answer: Response) -> int:
    body = answer.body()
    is_text = answer.headers.get("content-type", "").startswith(CompressText.TYPES)
    return 400 + len(gzip.compress(body) if is_text else body)


def test_figure_leads_to_its_rows_without_scripts(visit, leader: Pengguna) -> None:
    window = visit(scripts=False)
    window.sign_in(leader)
    page = window.go("/dasbor/pencanangan/")
    page.get_by_role("link", name="Belum mencanangkan").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("5 unit belum mencanangkan")
    expect(page.locator("tbody tr")).to_have_count(5)
