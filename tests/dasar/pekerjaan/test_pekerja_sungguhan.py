"""A real worker on a real (filesystem) broker, killed in the middle: every job ends once, with one whole file."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from dasar.berkas.domain import check_files
from dasar.pekerjaan.domain import enqueue, sending
from dasar.pekerjaan.enums import State
from dasar.pekerjaan.models import Pekerjaan
from tests.dasar.pekerjaan import handlers

HANDLERS = handlers.__name__
WORKER = [
    "celery",
    "-A",
    "zona",
    "worker",
    "-P",
    "solo",
    "--without-gossip",
    "--without-mingle",
    "-I",
    HANDLERS,
]
SWEEP = f"""
import django; django.setup()
import {HANDLERS}
from datetime import timedelta
from django.utils import timezone
from dasar.pekerjaan.domain import resend_stuck
resend_stuck(timezone.now() + timedelta(minutes=10))
"""
pytestmark = [pytest.mark.lambat, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]


def database_url():
    values = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{values['NAME']}"
    return (
        f"postgres://{values['USER']}:{values['PASSWORD']}@{values['HOST']}:{values['PORT']}/{values['NAME']}"
    )


@pytest.fixture
def surroundings(tmp_path, settings):
    """The environment of the worker: our database, and a folder of its own for queue and files."""
    settings.STORAGES = settings.STORAGES | {
        "berkas": {
            "BACKEND": "dasar.berkas.storage.ContentStorage",
            "OPTIONS": {"location": tmp_path / "berkas"},
        }
    }
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "zona.settings",
        "DATABASE_URL": database_url(),
        "CELERY_BROKER_URL": "filesystem://",
        "ZONA_DATA_DIR": str(tmp_path),
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
    }


@pytest.fixture
def start_worker(surroundings, tmp_path):
    """Start a worker; whichever still runs at the end of the test is killed."""
    started = []

    def start():
        with (tmp_path / "pekerja.log").open("ab") as log:
            started.append(
                subprocess.Popen(WORKER, env=surroundings, cwd=settings.BASE_DIR, stdout=log, stderr=log)
            )
        return started[-1]

    yield start
    for worker in started:
        worker.kill()
        worker.wait()


@pytest.fixture(autouse=True)
def _messages_of_this_process_are_lost(monkeypatch):
    """What this process sends goes nowhere, as into a broker that dies before it writes anything down."""
    monkeypatch.setattr(sending, "send", print)


def sweep(surroundings):
    subprocess.run([sys.executable, "-c", SWEEP], env=surroundings, cwd=settings.BASE_DIR, check=True)


def wait_for(condition, seconds=60):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return
        time.sleep(0.1)
    raise AssertionError("waited in vain")


def in_state(*states):
    return Pekerjaan.objects.filter(state__in=states).count()


def test_killed_worker_and_lost_messages_change_nothing(surroundings, start_worker, tmp_path):
    log = tmp_path / "log"
    for number in range(6):
        params = {"log": str(log), "steps": 8}
        enqueue(kind="uji.laporan", key=f"laporan-{number}", params=params, actor=None)
    worker = start_worker()
    sweep(surroundings)
    wait_for(lambda: in_state(State.DONE) >= 1 and in_state(State.RUNNING) == 1)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    killed = Pekerjaan.objects.get(state=State.RUNNING)
    sweep(surroundings)
    sweep(surroundings)  # every message doubled
    start_worker()
    wait_for(lambda: in_state(State.DONE) == 6)
    time.sleep(2)  # the doubled messages are worked off too

    runs = Counter(log.read_text().split())
    assert runs == Counter({f"laporan-{number}": 1 for number in range(6)}) + Counter([killed.key])
    results = Pekerjaan.objects.values_list("key", "result__sha256", "tries")
    assert len({sha256 for _, sha256, _ in results}) == 6
    assert {key: tries for key, _, tries in results} == dict(runs)
    findings = check_files()
    assert (findings.rows, findings.sound, findings.orphans) == (6, True, [])
