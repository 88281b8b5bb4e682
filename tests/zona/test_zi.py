"""The first command a new user types, run as they would."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from zona.env import BASE_DIR

pytestmark = pytest.mark.lambat

WAIT = 60  # seconds; a busy machine takes its time


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def until(found: Callable[[], object], seconds: float = WAIT) -> object:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if result := found():
            return result
        time.sleep(0.2)
    raise AssertionError(f"not within {seconds} s")


def ready(port: int) -> dict | None:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/sehat/siap", timeout=5) as answer:
            return json.load(answer)
    except OSError:
        return None


def processes(data: Path) -> dict[int, str]:
    """Every process that belongs to the portal started in `data`."""
    found = {}
    for folder in Path("/proc").iterdir():
        try:
            if f"ZONA_DATA_DIR={data}".encode() in (folder / "environ").read_bytes():
                found[int(folder.name)] = (folder / "cmdline").read_text().replace("\0", " ")
        except OSError:
            continue
    return found


class Portal:
    def __init__(self, data: Path) -> None:
        self.port, self.data, self.output = free_port(), data, data.parent / "keluaran.txt"
        self.process: subprocess.Popen | None = None
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(data.parent),
            "ZI_VENV": sys.prefix,
            "ZI_PORT": str(self.port),
            "ZONA_DATA_DIR": str(data),
            "ZONA_CONTOH": "0",
            "ZONA_MODE": "tertanam",
            "DATABASE_URL": "",
            "REDIS_URL": "",
            "SECRET_KEY": "",
        }

    def start(self) -> float:
        """Seconds until the portal says that it is ready."""
        began = time.monotonic()
        with self.output.open("w") as output:
            self.process = subprocess.Popen(
                [BASE_DIR / "zi", "run"], env=self.environment, stdout=output, stderr=subprocess.STDOUT
            )
        until(lambda: "Zona siap" in self.output.read_text() or self.process.poll() is not None)
        assert self.process.poll() is None, self.output.read_text()
        return time.monotonic() - began

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(WAIT)


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[Portal]:
    portal = Portal(tmp_path / "data")
    yield portal
    portal.stop()
    for pid in processes(portal.data):
        os.kill(pid, signal.SIGKILL)


def worker_pid(portal: Portal) -> int | None:
    """The worker itself, not the beat process that it keeps below it."""
    return min((pid for pid, command in processes(portal.data).items() if "celery" in command), default=None)


def test_run_starts_portal_and_worker_and_leaves_nothing_behind(portal: Portal) -> None:
    portal.start()

    assert f"http://localhost:{portal.port}/" in portal.output.read_text()
    state = until(lambda: (seen := ready(portal.port)) and seen["pekerja"] and seen)
    assert state == {
        "siap": True,
        "basis_data": True,
        "cache": True,
        "penyimpanan": True,
        "pekerja": True,
        "antrean": None,
    }

    portal.stop()

    assert portal.process.returncode == 143
    assert processes(portal.data) == {}


def test_run_revives_a_killed_worker(portal: Portal) -> None:
    portal.start()
    first = until(lambda: worker_pid(portal))

    os.killpg(first, signal.SIGKILL)

    until(lambda: "Pekerja latar berhenti; dijalankan lagi" in portal.output.read_text())
    assert until(lambda: worker_pid(portal)) != first


def test_second_start_is_quick_and_keeps_key_and_data(portal: Portal) -> None:
    portal.start()
    key = (portal.data / "kunci" / "secret_key").read_text()
    portal.stop()

    seconds = portal.start()

    assert seconds < 20
    assert (portal.data / "kunci" / "secret_key").read_text() == key


def test_taken_port_is_refused_with_a_way_out(portal: Portal) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", portal.port))
        taken.listen()
        result = subprocess.run(
            [BASE_DIR / "zi", "run"],
            env=portal.environment,
            capture_output=True,
            text=True,
            timeout=WAIT,
            check=False,
        )

    assert result.returncode == 1
    assert f"Port {portal.port} sudah dipakai" in result.stderr
    assert "ZI_PORT=8001 ./zi run" in result.stderr


def test_without_command_it_tells_what_it_can() -> None:
    result = subprocess.run([BASE_DIR / "zi"], capture_output=True, text=True, timeout=WAIT, check=False)

    assert result.returncode == 2
    assert "./zi PERINTAH" in result.stderr
