import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from dasar.pekerjaan.enums import State
from dasar.pekerjaan.models import Pekerjaan
from zona import detak
from zona.tasks import record_heartbeat


def keep_files_in(settings, folder: Path) -> None:
    storage = {"BACKEND": "dasar.berkas.storage.ContentStorage", "OPTIONS": {"location": folder}}
    settings.STORAGES = settings.STORAGES | {"berkas": storage}


def test_hidup_answers_without_the_database(client: Client) -> None:
    response = client.get("/sehat/hidup")

    assert response.json() == {"hidup": True}


@pytest.mark.django_db
def test_siap_asks_database_cache_and_storage_and_tells_of_the_worker(client: Client) -> None:
    record_heartbeat.delay()

    response = client.get("/sehat/siap")

    assert response.status_code == 200
    assert response.json() == {
        "siap": True,
        "basis_data": True,
        "cache": True,
        "penyimpanan": True,
        "pekerja": True,
        "antrean": None,
    }


@pytest.mark.django_db
def test_siap_stays_ready_without_a_worker(client: Client) -> None:
    response = client.get("/sehat/siap")

    assert response.status_code == 200
    assert response.json()["pekerja"] is False


@pytest.mark.django_db
def test_siap_tells_how_long_the_oldest_job_waits(client: Client, time_machine) -> None:
    time_machine.move_to("2026-11-22T03:00:00Z", tick=False)
    for state, minutes in ((State.QUEUED, 2), (State.QUEUED, 5), (State.CANCELLED, 30)):
        moment = timezone.now() - timedelta(minutes=minutes)
        ended = moment if state == State.CANCELLED else None
        Pekerjaan.objects.create(
            kind="uji", key=str(minutes), state=state, created_at=moment, sent_at=moment, finished_at=ended
        )

    assert client.get("/sehat/siap").json()["antrean"] == 300


@pytest.mark.django_db
def test_siap_names_the_part_that_fails(
    client: Client, tmp_path: Path, settings, caplog: pytest.LogCaptureFixture
) -> None:
    blocked = tmp_path / "berkas"
    blocked.write_text("a file where a folder should be")
    keep_files_in(settings, blocked)

    response = client.get("/sehat/siap")

    assert response.status_code == 503
    assert response.json()["penyimpanan"] is False
    assert response.json()["basis_data"] is True
    assert "Bagian penyimpanan tidak berfungsi" in caplog.text


@pytest.mark.django_db
def test_siap_leaves_no_file_behind(client: Client, settings, tmp_path: Path) -> None:
    keep_files_in(settings, tmp_path)

    client.get("/sehat/siap")

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("seconds", "alive"), [(detak.LATE, True), (detak.LATE + 1, False)])
def test_heartbeat_counts_for_two_minutes(time_machine, seconds: int, alive: bool) -> None:
    time_machine.move_to("2026-11-22T03:00:00Z", tick=False)
    detak.record()

    time_machine.move_to(time.time() + seconds, tick=False)

    assert detak.age() == seconds
    assert detak.is_alive() is alive


def test_heartbeat_is_unknown_before_the_first() -> None:
    assert detak.age() is None
    assert detak.is_alive() is False
