from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def gudang(settings, tmp_path) -> Path:
    """An empty store of its own for each test; what is left in it is the test's own doing."""
    settings.STORAGES = settings.STORAGES | {
        "berkas": {
            "BACKEND": "dasar.berkas.storage.ContentStorage",
            "OPTIONS": {"location": tmp_path / "berkas"},
        }
    }
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "sementara")
    (tmp_path / "sementara").mkdir()
    settings.BERKAS_UPLOAD_DIR = tmp_path / "potongan"
    settings.BERKAS_PAGES_DIR = tmp_path / "halaman"
    return tmp_path


@pytest.fixture
def files_in(gudang):
    """Names of all files below the store, to show that nothing was left behind."""
    return lambda: sorted(str(path.relative_to(gudang)) for path in gudang.rglob("*") if path.is_file())
