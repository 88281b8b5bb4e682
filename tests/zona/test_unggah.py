from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest
from django.test import RequestFactory


def upload(rf: RequestFactory, size: int) -> HttpRequest:
    return rf.post("/", {"judul": "Foto", "foto": SimpleUploadedFile("foto.jpg", b"x" * size)})


def test_small_upload_stays_in_memory(rf: RequestFactory) -> None:
    file = upload(rf, 10).FILES["foto"]

    assert (file.size, file.read()) == (10, b"x" * 10)
    assert not hasattr(file, "temporary_file_path")


def test_too_large_upload_tells_its_size_but_does_not_fill_the_disk(rf: RequestFactory, settings) -> None:
    settings.UPLOAD_CEILING = 2 * 1024 * 1024
    request = upload(rf, 5 * 1024 * 1024)

    file = request.FILES["foto"]
    path = Path(file.temporary_file_path())

    assert request.POST["judul"] == "Foto"
    assert file.size == 5 * 1024 * 1024
    assert path.stat().st_size == 2 * 1024 * 1024
    assert path.parent == settings.DATA_DIR / "unggahan"
    file.close()
    assert not path.exists()
