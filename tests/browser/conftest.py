"""A real browser on a real server. Each test fails on its own if the browser complained: a script error, a
broken address, a style or script that the Content-Security-Policy stopped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page

from dasar.akun.models import Pengguna

PHONE, DESK, WALL = 360, 1280, 1920
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@dataclass
class Visit:
    """One person at one screen; `page` is Playwright's, addresses are paths of the portal."""

    context: BrowserContext
    page: Page
    server: str
    complaints: list[str] = field(default_factory=list)

    def go(self, path: str) -> Page:
        self.page.goto(self.server + path)
        return self.page

    def sign_in(self, person: Pengguna) -> None:
        """Skip the sign-in page: it has its own tests."""
        client = Client()
        client.force_login(person)
        key = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": self.server}])

    def violations(self) -> list[str]:
        """What the accessibility rules find on this page: rule and the first place."""
        found = Axe().run(self.page, options={"runOnly": RULES}).response["violations"]
        return [f"{rule['id']}: {rule['nodes'][0]['html'][:120]}" for rule in found]

    def forgive(self, *words: str) -> None:
        """The browser itself notes each failed request; these were meant to fail."""
        self.page.evaluate("1")  # what was noted so far arrives
        self.complaints[:] = [line for line in self.complaints if not any(word in line for word in words)]

    def overflows(self) -> bool:
        """Whether the page must be pushed sideways to be read."""
        return self.page.evaluate(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        )


@pytest.fixture
def visit(browser: Browser, live_server) -> Iterator[Callable[..., Visit]]:
    """`visit(width=360, scripts=False)` opens a fresh browser window of that kind."""
    visits: list[Visit] = []

    def open_window(*, width: int = DESK, scripts: bool = True, dark: bool = False) -> Visit:
        context = browser.new_context(
            viewport={"width": width, "height": 800},
            locale="id-ID",
            timezone_id="Asia/Jakarta",
            java_script_enabled=scripts,
            color_scheme="dark" if dark else "light",
        )
        opened = Visit(context, context.new_page(), live_server.url)
        opened.page.on("pageerror", lambda error: opened.complaints.append(str(error)))
        opened.page.on("console", lambda line: line.type == "error" and opened.complaints.append(line.text))
        visits.append(opened)
        return opened

    yield open_window
    for opened in visits:
        opened.context.close()
    assert [complaint for opened in visits for complaint in opened.complaints] == []
