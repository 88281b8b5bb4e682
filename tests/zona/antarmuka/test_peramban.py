"""Seen by a browser: gallery and sign-in on phone and desk, in both palettes, without script, and on paper."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from zona.antarmuka import kota

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGES = ("/antarmuka/", "/akun/masuk/")


@pytest.fixture(autouse=True)
def _gallery_is_open(live_server, settings) -> None:
    settings.DEBUG = True
    kota.remember(kota.Ciri(nama="Kota Uji", pemerintah="Pemerintah Kota Uji", contoh=True), seconds=600)


def faults_of(page: Page) -> list[str]:
    """Serious and critical findings of axe, each with the first place it was seen."""
    found = Axe().run(page).response["violations"]
    return [
        f"{fault['id']}: {fault['nodes'][0]['html'][:160]}"
        for fault in found
        if fault["impact"] in ("serious", "critical")
    ]


def test_pages_are_accessible_and_fit(browser: Browser, live_server) -> None:
    for scheme, width in [("light", 360), ("light", 1280), ("dark", 360), ("dark", 1280)]:
        page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
        noise: list[str] = []
        page.on(
            "console",
            lambda message, noise=noise: noise.append(message.text) if message.type == "error" else None,
        )
        page.on("pageerror", lambda error, noise=noise: noise.append(str(error)))
        for path in PAGES:
            page.goto(f"{live_server.url}{path}")
            assert faults_of(page) == [], (path, width, scheme)
            assert page.evaluate("document.documentElement.scrollWidth") == width, (path, scheme)
        assert noise == []
        page.close()


def test_the_check_finds_faults(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(
        "<html lang=id><title>x</title><main><h1>x</h1><img src=x><p style='color:#ccc'>pudar</p></main>"
    )

    assert [fault.split(":")[0] for fault in faults_of(page)] == ["color-contrast", "image-alt"]


def test_pages_work_without_script(browser: Browser, live_server) -> None:
    page = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800}).new_page()
    page.goto(f"{live_server.url}/antarmuka/")

    page.get_by_role("button", name="Gelap").click()

    assert page.locator("link[data-dark]").first.get_attribute("media") == "screen"
    assert page.locator("[data-signature-draw]").first.is_hidden()
    assert page.get_by_label("Ketik nama lengkap Anda").first.is_visible()


def theme_changes_at_once_and_stays(page: Page) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    before = page.evaluate(ground)

    with page.expect_response("**/antarmuka/tema/"):
        page.get_by_role("button", name="Gelap").click()
    page.wait_for_function(f"{ground} !== '{before}'")
    page.reload()

    assert page.evaluate(ground) != before
    assert page.get_by_role("button", name="Gelap").get_attribute("aria-pressed") == "true"


def dialog_opens_closes_and_gives_focus_back(page: Page) -> None:
    opener = page.get_by_role("link", name="Hapus draf")

    opener.click()
    assert page.get_by_role("dialog", name="Hapus draf pencanangan").is_visible()
    page.keyboard.press("Escape")

    assert page.locator("dialog[open]").count() == 0
    assert opener.evaluate("node => node === document.activeElement")


def drawn_signature_reaches_the_form(page: Page) -> None:
    field = page.locator("[data-signature]").first
    canvas = field.locator("canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box is not None

    page.mouse.move(box["x"] + 60, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + 200, box["y"] + 90, steps=8)
    page.mouse.up()

    output = field.locator('input[type="hidden"]')
    assert (output.get_attribute("value") or "").startswith("data:image/png;base64,")
    field.get_by_role("button", name="Bersihkan").click()
    assert output.get_attribute("value") == ""


def test_scripts_make_the_page_livelier(browser: Browser, live_server) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900}, color_scheme="light")
    for act in (
        dialog_opens_closes_and_gives_focus_back,
        drawn_signature_reaches_the_form,
        theme_changes_at_once_and_stays,
    ):
        page.goto(f"{live_server.url}/antarmuka/")
        act(page)
