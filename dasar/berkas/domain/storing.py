"""Taking in bytes: from people (examined as hostile) and from the portal itself."""

import errno
import hashlib
import logging
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.core.files import File
from django.core.files.uploadedfile import UploadedFile

from dasar.berkas.clamd import Verdict, scan
from dasar.berkas.enums import MB, SIZE_LIMITS, Kind, ScanState
from dasar.berkas.errors import BytesMissing, UploadRefused
from dasar.berkas.inspection import Inspected, inspect_file
from dasar.berkas.inspection.inspect import DISK_FULL, check_extension
from dasar.berkas.models import Berkas
from dasar.berkas.storage import content_name, content_storage
from dasar.berkas.validators import clean_name, extension_of

logger = logging.getLogger(__name__)
WORK_PREFIX = "unggah-"


def store_upload(*, upload: UploadedFile, kinds: frozenset[Kind], max_bytes: int | None = None) -> Berkas:
    """Keep what a person sent, for a place that takes `kinds`; the caller cites the result and keeps the name.

    `max_bytes` replaces the usual limit of the kind. The same content gives the same Berkas. Images are made anew
    (no EXIF, upright, at most 2,400 px a side). Raises UploadRefused, a DomainError that says how to mend it.
    """
    check_promise(name=upload.name or "", size=upload.size or 0, kinds=kinds, max_bytes=max_bytes)
    with _working_folder() as folder:
        path = folder / "asli"
        with path.open("xb") as out:
            for chunk in upload.chunks():
                out.write(chunk)
        return _examine_and_keep(path, extension_of(upload.name or ""), kinds)


def store_path(*, path: Path, name: str, kinds: frozenset[Kind]) -> Berkas:
    """Like `store_upload`, for an upload that already lies on disk (in pieces); the file itself is left alone."""
    check_promise(name=name, size=path.stat().st_size, kinds=kinds)
    with _working_folder() as folder:
        linked = folder / "asli"
        linked.hardlink_to(path)
        return _examine_and_keep(linked, extension_of(name), kinds)


def store_bytes(*, data: bytes, name_hint: str, media_type: str) -> Berkas:
    """Keep what the portal itself made (a report, an export); nothing is examined or changed.

    `name_hint` appears in the log only. Raises ValueError on empty data, UploadRefused when the disk is full.
    """
    if not data:
        raise ValueError(f"Nothing to store for {name_hint}.")
    with _disk_full_told():
        return _keep(BytesIO(data), media_type=media_type, name=name_hint)


def store_stream(*, stream: BinaryIO, name_hint: str, media_type: str) -> Berkas:
    """Like `store_bytes`, for what is too large to hold in memory: read from its beginning, in pieces."""
    with _disk_full_told():
        return _keep(stream, media_type=media_type, name=name_hint)


def open_berkas(berkas: Berkas) -> BinaryIO:
    """The bytes, for reading. Raises BytesMissing if they are gone or were found infected."""
    if berkas.scan_state == ScanState.INFECTED:
        raise BytesMissing(
            "Berkas ini ditahan karena terdeteksi memuat virus. Minta pengunggah mengirim ulang."
        )
    try:
        return content_storage().open(berkas.storage_name)
    except FileNotFoundError as error:
        logger.critical("bytes of berkas %s are missing", berkas.pk)
        raise BytesMissing(
            "Isi berkas ini tidak ada di penyimpanan. Beri tahu administrator portal agar dipulihkan dari cadangan."
        ) from error


def check_promise(*, name: str, size: int, kinds: frozenset[Kind], max_bytes: int | None = None) -> Kind:
    """Refuse by name and announced size, before a single byte is looked at; the kind that the name promises."""
    kind = check_extension(extension_of(name), kinds)
    limit = max_bytes or SIZE_LIMITS[kind]
    if size <= 0:
        raise UploadRefused("empty", "Berkas ini kosong (0 bita). Periksa berkas aslinya, lalu kirim ulang.")
    if size > limit:
        raise UploadRefused("too_large", _too_large(name, size, limit, kind))
    return kind


def _too_large(name: str, size: int, limit: int, kind: Kind) -> str:
    mend = {
        Kind.GAMBAR: "Kirim lewat galeri dengan pilihan ukuran sedang, atau kecilkan dengan aplikasi foto",
        Kind.PDF: "Pindai dengan resolusi 150-200 dpi, atau bagi menjadi beberapa berkas",
        Kind.LEMBAR_KERJA: "Hapus lembar, gambar, dan baris kosong yang tidak dipakai",
        Kind.DOKUMEN: "Kecilkan gambar di dalamnya (Word: Format Gambar > Kompres), atau simpan sebagai PDF",
    }[kind]
    return (
        f"{clean_name(name)} berukuran {_megabytes(size)} MB; batasnya {_megabytes(limit)} MB. {mend}, "
        "lalu kirim ulang."
    )


def _megabytes(size: int) -> str:
    tenths = -(-size * 10 // MB)
    return f"{tenths // 10}" if tenths % 10 == 0 else f"{tenths // 10},{tenths % 10}"


def _examine_and_keep(path: Path, extension: str, kinds: frozenset[Kind]) -> Berkas:
    inspected = inspect_file(path, extension, kinds)
    with inspected.path.open("rb") as stream:
        return _keep(
            stream,
            media_type=inspected.media_type,
            name=f"upload .{extension}",
            pages=inspected.pages,
            verdict=_scanned(inspected),
        )


def _scanned(inspected: Inspected) -> Verdict:
    with inspected.path.open("rb") as stream:
        verdict = scan(stream)
    if verdict.state == ScanState.INFECTED:
        logger.warning("upload refused, infected: %s", verdict.name)
        raise UploadRefused(
            "infected",
            f"Berkas ini terdeteksi memuat virus ({verdict.name}) dan tidak disimpan. Bersihkan komputer atau ponsel "
            "pengirimnya dengan antivirus, lalu kirim salinan yang bersih.",
        )
    return verdict


def _keep(
    stream: BinaryIO, *, media_type: str, name: str, pages: int | None = None, verdict: Verdict | None = None
) -> Berkas:
    """Bytes first, row second: a row never exists without its bytes. Two at once with the same content get one row."""
    sha256, size = fingerprint(stream)
    storage, place = content_storage(), content_name(sha256)
    if not storage.exists(place) or storage.size(place) != size:
        stream.seek(0)
        storage.save(place, File(stream, name=sha256))
    verdict = verdict or Verdict()
    values = {"size": size, "media_type": media_type, "pages": pages}
    berkas, created = Berkas.objects.get_or_create(
        sha256=sha256, defaults=values | {"scan_state": verdict.state, "scanned_at": verdict.at}
    )
    logger.info("%s %s for %s", "stored" if created else "known", berkas.pk, name)
    return berkas


def fingerprint(stream: BinaryIO) -> tuple[str, int]:
    """SHA-256 and size of a stream, read from its beginning."""
    stream.seek(0)
    digest, size = hashlib.sha256(), 0
    while piece := stream.read(MB):
        digest.update(piece)
        size += len(piece)
    return digest.hexdigest(), size


@contextmanager
def _working_folder() -> Iterator[Path]:
    """A folder that is gone afterwards, whatever happens; a full disk is told in words."""
    temporary = tempfile.TemporaryDirectory(dir=settings.FILE_UPLOAD_TEMP_DIR, prefix=WORK_PREFIX)
    with _disk_full_told(), temporary as folder:
        yield Path(folder)


@contextmanager
def _disk_full_told() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        logger.critical("disk full while storing a file")
        raise UploadRefused("disk_full", DISK_FULL) from error
