"""Where bytes lie: under their own SHA-256, and never half written."""

import os
import re
from pathlib import Path
from uuid import uuid4

from django.core.files import File
from django.core.files.storage import FileSystemStorage, Storage, storages

_NAME = re.compile(r"^[0-9a-f]{2}/[0-9a-f]{2}/([0-9a-f]{64})$")


class ContentStorage(FileSystemStorage):
    """A folder whose files appear whole or not at all, even when the disk fills up or the power goes.

    Bytes go to a temporary file in the target folder, are synced, renamed into place, and the folder is synced.
    """

    def _save(self, name: str, content: File) -> str:
        target = Path(self.path(name))
        self._make_folder(target.parent)
        temporary = target.with_name(f".{uuid4().hex}.sementara")
        try:
            with temporary.open("xb") as out:
                os.fchmod(out.fileno(), self.file_permissions_mode or 0o600)
                for chunk in content.chunks():
                    out.write(chunk)
                out.flush()
                os.fsync(out.fileno())
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)
        _sync_folder(target.parent)
        return name

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """The same content has the same name: writing it again replaces it by itself."""
        return name

    def _make_folder(self, folder: Path) -> None:
        if not folder.is_dir():
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _sync_folder(folder.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def content_storage() -> Storage:
    """The storage of all files; setting STORAGES["berkas"] (a folder, or an S3 bucket in production)."""
    return storages["berkas"]


def content_name(sha256: str) -> str:
    """Two levels of folders keep each folder small at a million files."""
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"


def digest_in(name: str) -> str:
    """The SHA-256 that a stored name stands for; empty for names that are not ours."""
    match = _NAME.match(name)
    return match.group(1) if match else ""
