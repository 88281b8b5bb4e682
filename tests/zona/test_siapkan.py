import stat
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from dasar.akun.models import Pengguna
from tests.factories.akun import PenggunaFactory

pytestmark = pytest.mark.django_db


def prepare(settings, folder: Path) -> str:
    settings.DATA_DIR = folder
    said = StringIO()
    call_command("siapkan", stdout=said, stderr=StringIO())
    return said.getvalue()


@pytest.mark.lambat
def test_empty_portal_gets_the_sample_city_once(
    settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZONA_CONTOH", "kediri")
    first = prepare(settings, tmp_path)
    accounts = Pengguna.objects.count()

    second = prepare(settings, tmp_path)

    assert "koordinator" in first
    assert second == first
    assert Pengguna.objects.count() == accounts > 0
    assert stat.S_IMODE((tmp_path / "akun-contoh.txt").stat().st_mode) == 0o600


def test_portal_with_people_is_left_alone(settings, tmp_path: Path) -> None:
    PenggunaFactory()

    assert prepare(settings, tmp_path).strip() == ""
    assert Pengguna.objects.count() == 1


def test_sample_can_be_declined(settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZONA_CONTOH", "0")

    assert prepare(settings, tmp_path) == ""
    assert Pengguna.objects.count() == 0
