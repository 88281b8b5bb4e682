"""Pages of a PDF as pictures, drawn when first looked at, in a process of their own, and kept for a while.

What is kept here can be drawn again at any time: it has no rows, is not backed up, and leaves unused after a month.
"""

import logging
import os
import shutil
import tempfile
import time
from contextlib import suppress
from enum import IntEnum
from io import BytesIO
from pathlib import Path
from threading import BoundedSemaphore
from typing import BinaryIO

from django.conf import settings
from PIL import Image

from dasar.berkas.domain.storing import open_berkas
from dasar.berkas.enums import Kind
from dasar.berkas.errors import PageNotDrawn
from dasar.berkas.inspection.sandbox import run_in_child
from dasar.berkas.models import Berkas
from dasar.berkas.storage import content_name

logger = logging.getLogger(__name__)
DRAW_SECONDS = 15
WAIT_SECONDS = 10
KEEP_SECONDS = 30 * 24 * 3600
DAY_SECONDS = 24 * 3600
_drawing = BoundedSemaphore(2)  # in each serving process

MESSAGES = {
    "encrypted": "PDF ini dikunci kata sandi, jadi halamannya tidak dapat ditampilkan.",
    "broken": "Halaman ini rusak atau tidak utuh, jadi tidak dapat ditampilkan.",
    "too_complex": "Halaman ini terlalu rumit untuk digambar.",
    "no_such_page": "Halaman ini tidak ada di dalam berkas.",
    "busy": "Portal sedang menggambar banyak halaman. Muat ulang sebentar lagi.",
}


class PageWidth(IntEnum):
    """How wide a page is drawn, in pixels: beside a line of a list, or to be read."""

    LIST = 160
    READ = 1200


def page_count(berkas: Berkas, said: int | None = None) -> int:
    """How many pages can be shown as pictures: those of a PDF, one for a picture, none for anything else.

    `said` is what the citing row says of a PDF that the portal itself made and nobody counted.
    """
    if berkas.kind == Kind.GAMBAR:
        return 1
    return (berkas.pages or said or 1) if berkas.kind == Kind.PDF else 0


def open_page(berkas: Berkas, *, page: int, width: PageWidth) -> BinaryIO:
    """One page (from 1) as WebP, for reading. Raises `PageNotDrawn` with the reason, and BytesMissing.

    A page that cannot be drawn is remembered, so that a broken file costs its time once.
    """
    with open_berkas(berkas) as source:  # also refuses what was found infected since
        kept = _place(berkas, page, width)
        with suppress(FileNotFoundError):
            return _fresh(kept)
        if words := page_problem(berkas, page):
            raise PageNotDrawn(words)
        if berkas.kind == Kind.GAMBAR:
            picture = _shrunk(source, width)
        else:
            picture = _drawn(source, berkas, page, width)
    _keep(kept, picture)
    return BytesIO(picture)


def page_problem(berkas: Berkas, page: int) -> str:
    """Why this page could not be drawn when it was last tried; empty when nothing is known against it."""
    try:
        code = _failure(berkas, page).read_text(encoding="ascii")
    except FileNotFoundError:
        return ""
    return MESSAGES.get(code, MESSAGES["broken"])


def remove_unused_pages() -> int:
    """Forget pictures that nobody looked at for a month; how many."""
    old, removed = time.time() - KEEP_SECONDS, 0
    for path in Path(settings.BERKAS_PAGES_DIR).glob("*/*/*/*"):
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < old:
                path.unlink()
                removed += 1
    return removed


def _place(berkas: Berkas, page: int, width: PageWidth) -> Path:
    return Path(settings.BERKAS_PAGES_DIR) / content_name(berkas.sha256) / f"{page}-{int(width)}.webp"


def _failure(berkas: Berkas, page: int) -> Path:
    return Path(settings.BERKAS_PAGES_DIR) / content_name(berkas.sha256) / f"{page}.gagal"


def _fresh(path: Path) -> BinaryIO:
    """A kept picture, marked as looked at (at most once a day)."""
    if time.time() - path.stat().st_mtime > DAY_SECONDS:
        os.utime(path)
    return path.open("rb")


def _shrunk(source: BinaryIO, width: PageWidth) -> bytes:
    """A picture that `store_upload` made anew, so decoding it here is safe."""
    out = BytesIO()
    with Image.open(source) as picture:
        small = picture.convert("RGB")
        small.thumbnail((width, width * 3), Image.Resampling.LANCZOS, reducing_gap=2)
    small.save(out, "WEBP", quality=80)
    return out.getvalue()


def _drawn(source: BinaryIO, berkas: Berkas, page: int, width: PageWidth) -> bytes:
    if not _drawing.acquire(timeout=WAIT_SECONDS):
        raise PageNotDrawn(MESSAGES["busy"])
    try:
        with tempfile.TemporaryDirectory(dir=settings.FILE_UPLOAD_TEMP_DIR) as folder:
            pdf, target = Path(folder) / "asli", Path(folder) / "gambar"
            with pdf.open("xb") as copy:
                shutil.copyfileobj(source, copy)
            answer = run_in_child("page", pdf, target, page, int(width), seconds=DRAW_SECONDS)
            if code := answer.get("refused"):
                logger.warning("page %s of berkas %s not drawn: %s", page, berkas.pk, code)
                _keep(_failure(berkas, page), code.encode("ascii"))
                raise PageNotDrawn(MESSAGES.get(code, MESSAGES["broken"]))
            return target.read_bytes()
    finally:
        _drawing.release()


def _keep(place: Path, data: bytes) -> None:
    """Whole or not at all; a full disk only means that it is drawn again next time."""
    with suppress(OSError):
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=place.parent, delete=False) as out:
            out.write(data)
        Path(out.name).replace(place)
