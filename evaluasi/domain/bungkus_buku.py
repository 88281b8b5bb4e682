"""Files that came together, some of them in a zip: each by its name, nothing unpacked beyond what a workbook may be."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile

from dasar.berkas.domain import store_upload
from dasar.berkas.enums import MB, SIZE_LIMITS, Kind
from dasar.berkas.models import Berkas
from dasar.berkas.validators import clean_name, extension_of
from dasar.errors import DomainError

MOST = 100
"""So many workbooks are taken at once: the units of a city, each one file."""
MOST_TOGETHER = 300 * MB
"""So many bytes may come out of one zip."""
LIMIT = SIZE_LIMITS[Kind.LEMBAR_KERJA]
BROKEN = "Zip ini rusak atau berkata sandi, jadi tidak dapat dibuka. Buat zip yang baru, atau kirim berkasnya langsung."


@dataclass(frozen=True)
class Terkirim:
    """One file as it came: kept, or the reason why not."""

    name: str
    berkas: Berkas | None
    pesan: str = ""


def keep_books(files: Sequence[UploadedFile]) -> list[Terkirim]:
    """Keep each workbook, those within a zip one by one; one that cannot be kept is told and hinders no other.

    Raises `DomainError` when there is none, too many, or a zip that holds more than it may.
    """
    kept: list[Terkirim] = []
    for name, upload in _each(files):
        if len(kept) == MOST:
            raise DomainError(f"Paling banyak {MOST} buku kerja sekali kirim. Bagi menjadi beberapa kiriman.")
        kept.append(_keep(name, upload))
    if not kept:
        raise DomainError(
            "Tidak ada buku kerja di dalamnya. Pilih berkas .xlsx atau .ods, atau zip yang memuatnya."
        )
    return kept


def _keep(name: str, upload: UploadedFile | str) -> Terkirim:
    if isinstance(upload, str):
        return Terkirim(name, None, upload)
    try:
        return Terkirim(name, store_upload(upload=upload, kinds=frozenset({Kind.LEMBAR_KERJA})))
    except DomainError as error:
        return Terkirim(name, None, error.message[:1000])


def _each(files: Sequence[UploadedFile]) -> Iterator[tuple[str, UploadedFile | str]]:
    for upload in files:
        name = clean_name(upload.name or "buku")
        if extension_of(name) == "zip":
            yield from _members(name, upload)
        else:
            yield name, upload


def _members(name: str, upload: UploadedFile) -> Iterator[tuple[str, UploadedFile | str]]:
    """The workbooks of a zip; folders and the leftovers of other systems are passed over."""
    try:
        with zipfile.ZipFile(upload) as archive:
            listed = [item for item in archive.infolist() if _counts(item)]
            _check_size(name, listed)
            for item in listed:
                yield clean_name(item.filename.rpartition("/")[2]), _read(archive, item)
    except (zipfile.BadZipFile, OSError, EOFError) as error:
        raise DomainError(f"{name}: {BROKEN}") from error


def _counts(item: zipfile.ZipInfo) -> bool:
    last = item.filename.rpartition("/")[2]
    return (
        not item.is_dir() and not item.filename.startswith("__MACOSX/") and not last.startswith((".", "~$"))
    )


def _check_size(name: str, listed: Sequence[zipfile.ZipInfo]) -> None:
    if len(listed) > MOST:
        raise DomainError(
            f"{name} memuat {len(listed)} berkas; paling banyak {MOST} sekali kirim. Bagi menjadi beberapa zip."
        )
    if sum(item.file_size for item in listed) > MOST_TOGETHER:
        raise DomainError(
            f"{name} memuat lebih dari {MOST_TOGETHER // MB} MB. Keluarkan yang bukan buku kerja, lalu kirim lagi."
        )


def _read(archive: zipfile.ZipFile, item: zipfile.ZipInfo) -> UploadedFile | str:
    if item.file_size > LIMIT:
        return f"Berkas ini {item.file_size // MB} MB; batasnya {LIMIT // MB} MB. Hapus lembar dan gambar yang tidak dipakai."
    try:
        data = archive.read(item)
    except (RuntimeError, NotImplementedError, zipfile.BadZipFile, EOFError, OSError, ValueError):
        return BROKEN
    except Exception as error:  # zlib and lzma raise their own on damaged bytes
        if type(error).__module__ not in {"zlib", "_lzma", "lzma", "bz2"}:
            raise
        return BROKEN
    return SimpleUploadedFile(clean_name(item.filename.rpartition("/")[2]), io.BytesIO(data).getvalue())
