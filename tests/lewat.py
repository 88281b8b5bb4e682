"""What is left out, what is skipped, and when neither may be: hooks of the test run, without a model.

Markers: `lambat` (slow: ./zi test-lambat), `bench`, `browser` (needs Chromium), `poppler`, `libreoffice`, `sqlite` and
`postgresql` (for that engine only), `redis` (needs REDIS_URL). A test for another engine is left out and counted
in one line at the end; a test that lacks its tool is skipped. With ZONA_TANPA_LEWAT=1 a skip is a failure.
"""

import os
import shutil
from collections import Counter
from collections.abc import Generator, Iterator
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, sync_playwright

from tests import cache

STRICT = os.environ.get("ZONA_TANPA_LEWAT") == "1"
CHROMIUM = os.environ.get("ZONA_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
left_out: Counter[str] = Counter()


def _reason_to_leave_out(item: pytest.Item) -> str:
    engine = settings.DATABASES["default"]["ENGINE"].rpartition(".")[2]
    if item.get_closest_marker("postgresql") and engine != "postgresql":
        return "khusus PostgreSQL: atur DATABASE_URL"
    if item.get_closest_marker("sqlite") and engine != "sqlite3":
        return "khusus SQLite: jalankan tanpa DATABASE_URL"
    if item.get_closest_marker("redis") and not settings.REDIS_URL:
        return "khusus Redis: atur REDIS_URL"
    return ""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    reasons = {item: _reason_to_leave_out(item) for item in items}
    left_out.update(filter(None, reasons.values()))
    config.hook.pytest_deselected(items=[item for item in items if reasons[item]])
    items[:] = [item for item in items if not reasons[item]]
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=1))


def pytest_sessionfinish(session: pytest.Session) -> None:
    if hasattr(session.config, "workeroutput"):  # one of several processes: tell the one that reports
        session.config.workeroutput["left_out"] = dict(left_out)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    left_out.update(Counter(getattr(node, "workeroutput", {}).get("left_out", {})) - left_out)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for reason, count in left_out.items():
        terminalreporter.write_line(f"{count} uji tidak dijalankan, {reason}")


def pytest_runtest_setup(item: pytest.Item) -> None:
    cache.begin_test()
    if item.get_closest_marker("browser") and not CHROMIUM:
        pytest.skip("perlu Chromium: apt-get install chromium")
    if item.get_closest_marker("poppler") and not shutil.which("pdftotext"):
        pytest.skip("perlu pdftotext: apt-get install poppler-utils")
    if item.get_closest_marker("libreoffice") and not shutil.which("soffice"):
        pytest.skip("perlu LibreOffice: apt-get install libreoffice-calc-nogui")


def _no_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    if STRICT and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"Dilewati, padahal ZONA_TANPA_LEWAT=1: {report.longrepr}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    _no_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    _no_skip(report)
    return report


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of the browser on this machine."""
    return str(CHROMIUM)


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """The one browser of the run: Playwright's loop fills this thread, and a second one would not start."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Because of that loop the ORM takes the thread for asynchronous code.
        patch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        started = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-background-networking"]
        )
        yield started
        started.close()
