"""Speed of board and lists in cities of 31, 500 and 5,000 units and up to 10 years, against the smallest one-query view.

Run: ./zi bench tests/bench/test_halaman.py -s

Each city is a SQLite file of its own behind one gunicorn worker. Addresses are asked in turn, so that noise
meets them alike; medians count. SQL statements are counted inside the server: session, account and roles
(two on every page) included: so a board takes at most 6. The yardstick is the smallest view with one query for the
same person; what an anonymous one costs is told beside it. The bar on time holds for a reading while nothing
changes, and in a city of 31 units for the first reading of a board as well; of other pages and larger cities the
first reading is told.
"""

from __future__ import annotations

import http.client
import os
import re
import socket
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.arsitektur.sumber import ROOT

pytestmark = [pytest.mark.bench, pytest.mark.timeout(1800)]
CITIES = ((31, 1), (31, 10), (500, 10), (5000, 10))  # units, years of worksheets
CITY = 31  # as many units as the city has: here the first reading of a board has a bar as well
ROUNDS, WARM = 60, 8
YARDSTICK, ANONYMOUS = "/ukur/masuk/", "/ukur/umum/"
TIMES = 3.0  # a page costs at most so many times the yardstick
# The first reading of a board in a city of 31 units costs no more than that either, with one year of worksheets or ten.
BOARDS = dict.fromkeys(("/dasbor/?n={n}", "/dasbor/riwayat/?n={n}"), TIMES)
# address -> most SQL statements
READ_AGAIN = {
    YARDSTICK: 3,
    ANONYMOUS: 1,
    "/dasbor/": 2,
    "/dasbor/riwayat/": 2,
    "/dasbor/pencanangan/": 2,
    "/dasbor/unit/": 2,
    "/opd/": 2,
    "/pencanangan/": 2,
    "/api/v1/papan/": 2,
}
# A reading that nothing could be kept of: another day, or an address nobody asked for before.
FIRST = {
    "/dasbor/?n={n}": 6,
    "/dasbor/riwayat/?n={n}": 6,
    "/dasbor/pencanangan/?per={day}": 5,
    "/dasbor/unit/?n={n}": 6,
    "/opd/?n={n}": 6,
    "/pencanangan/?n={n}": 5,
}
MEMORY_MIB = {31: 150, 500: 150, 5000: 300}  # by units: ten years of 5,000 are 50,000 worksheets


@dataclass
class Server:
    """One worker with a city of `size` units and so many years of worksheets."""

    size: int
    years: int
    port: int
    cookie: str
    worker: int
    connection: http.client.HTTPConnection = field(init=False)

    def __post_init__(self) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def ask(self, url: str, **headers: str) -> tuple[float, int, int]:
        """Milliseconds, SQL statements and bytes of one answer."""
        headers |= {} if url == ANONYMOUS else {"Cookie": f"sesi={self.cookie}"}
        begin = time.perf_counter()
        self.connection.request("GET", url, headers=headers)
        response = self.connection.getresponse()
        body = response.read()
        took = (time.perf_counter() - begin) * 1000
        assert response.status in (200, 304), (url, response.status)
        return took, int(response.headers["X-Sql"]), len(body)

    def memory(self) -> float:
        """MiB that the worker holds, its share of what it has in common with the master left out."""
        status = Path(f"/proc/{self.worker}/status").read_text(encoding="utf-8")
        return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _children(pid: int) -> list[int]:
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8")
    return [int(child) for child in text.split()]


def _first_child(pid: int) -> int:
    """The worker, which may begin a moment after the port is open."""
    while not _children(pid):
        time.sleep(0.1)
    return _children(pid)[0]


def place_for(folder: Path) -> tuple[dict[str, str], int]:
    """The environment of a server with its own folder, and a free port for it."""
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
    own = {
        "ZONA_DATA_DIR": str(folder),
        "ZONA_MODE": "tertanam",
        "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
    }
    return kept | own, _free_port()


@pytest.fixture(scope="module", params=CITIES, ids=lambda city: f"{city[0]}x{city[1]}")
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    place, port = place_for(tmp_path_factory.mktemp("kota"))
    size, years = request.param
    fill = [sys.executable, "-m", "tests.bench.kota_besar", str(size), "0", str(years)]
    cookie = subprocess.run(
        fill, cwd=ROOT, env=place, check=True, capture_output=True, text=True
    ).stdout.strip()
    serve = [sys.executable, "-m", "gunicorn", "zona.wsgi", "-b", f"127.0.0.1:{port}", "--workers", "1"]
    process = subprocess.Popen(serve, cwd=ROOT, env=place)
    try:
        wait_for_server(port)
        opened = Server(size, years, port, cookie, _first_child(process.pid))
        yield opened
        opened.connection.close()
    finally:
        process.terminate()
        process.wait(timeout=20)


def wait_for_server(port: int) -> None:
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("the server did not start")


def test_pages_stay_within_their_bars(server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    times: dict[str, list[float]] = defaultdict(list)
    statements: dict[str, list[int]] = defaultdict(list)
    size: dict[str, int] = {}
    for number in range(ROUNDS + WARM):
        day = date(2021, 1, 1) + timedelta(days=number)
        for name in (*READ_AGAIN, *FIRST):
            took, sql, size[name] = server.ask(name.format(day=day, n=number))
            if number >= WARM:
                times[name].append(took)
                statements[name].append(sql)
    medians = {name: statistics.median(values) for name, values in times.items()}
    counts = {name: statistics.mode(values) for name, values in statements.items()}
    with capsys.disabled():
        _report(server, medians, counts, size)
    most = READ_AGAIN | FIRST
    assert {name: count for name, count in counts.items() if count > most[name]} == {}
    held = dict.fromkeys(READ_AGAIN, TIMES) | (BOARDS if server.size == CITY else {})
    ratios = {name: medians[name] / medians[YARDSTICK] for name in held}
    assert {name: round(ratio, 2) for name, ratio in ratios.items() if ratio > held[name]} == {}
    assert server.memory() < MEMORY_MIB[server.size]


def _report(server: Server, medians: dict[str, float], counts: dict[str, int], size: dict[str, int]) -> None:
    lines = [f"\n{server.size} units, {server.years} years, worker {server.memory():.0f} MiB"]
    lines.append(f"{'address':<22} {'SQL':>3} {'ms':>7} {'x yardstick':>11} {'x anonymous':>11} {'kB':>6}")
    for name, median in medians.items():
        ratio, strict = median / medians[YARDSTICK], median / medians[ANONYMOUS]
        size_kb = size[name] / 1000
        lines.append(
            f"{name:<22} {counts[name]:>3} {median:7.2f} {ratio:11.2f} {strict:11.2f} {size_kb:6.1f}"
        )
    print("\n".join(lines))  # noqa: T201 - what a benchmark is for
