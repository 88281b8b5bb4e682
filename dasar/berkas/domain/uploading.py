"""Uploads in pieces: for slow phones and lines that break. The core of tus 1.0, as functions."""

import errno
import logging
import os
import shutil
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from dasar.berkas.domain.storing import WORK_PREFIX, check_promise, store_path
from dasar.berkas.enums import MB, Kind
from dasar.berkas.errors import UploadRefused
from dasar.berkas.inspection.inspect import DISK_FULL
from dasar.berkas.models import Berkas, Unggahan
from dasar.berkas.validators import clean_name
from dasar.errors import Conflict, DomainError, NotFound, PermissionRefused, WrongState

if TYPE_CHECKING:
    from dasar.izin import Actor

logger = logging.getLogger(__name__)
LIFETIME = timedelta(hours=24)
MAX_OPEN = 30
MAX_OPEN_BYTES = 300 * MB


@transaction.atomic
def create_unggahan(*, actor: "Actor", name: str, size: int, kinds: frozenset[Kind]) -> Unggahan:
    """Begin an upload of `size` bytes; it waits 24 hours after its last piece.

    Raises UploadRefused by name, size or a person's quota of unfinished uploads.
    """
    if actor.pengguna is None:
        raise PermissionRefused("Masuk dahulu untuk mengunggah berkas.")
    check_promise(name=name, size=size, kinds=kinds)
    waiting = Unggahan.objects.visible_to(actor).open()
    if (
        waiting.count() >= MAX_OPEN
        or (waiting.aggregate(sum=Sum("size"))["sum"] or 0) + size > MAX_OPEN_BYTES
    ):
        raise UploadRefused(
            "quota",
            "Terlalu banyak unggahan Anda yang belum selesai. Selesaikan atau batalkan dahulu, atau tunggu 24 jam.",
        )
    unggahan = Unggahan(
        owner=actor.pengguna,
        name=clean_name(name),
        size=size,
        kinds=sorted(kinds),
        expires_at=timezone.now() + LIFETIME,
    )
    unggahan.full_clean(exclude=["berkas"])
    unggahan.save()
    return unggahan


@transaction.atomic
def append_piece(*, actor: "Actor", unggahan_id: UUID, offset: int, data: bytes) -> Unggahan:
    """Add a piece at exactly the place where the last one ended; it is synced to disk before the answer.

    Raises Conflict (with the right place as `theirs`) if the client is mistaken about it, as after a lost answer.
    """
    unggahan = _own(actor, unggahan_id, lock=True)
    if unggahan.berkas_id or offset != unggahan.offset:
        raise Conflict(
            "Potongan berkas tidak menyambung; lanjutkan dari tempat terakhir.", theirs=unggahan.offset
        )
    if offset + len(data) > unggahan.size:
        raise UploadRefused(
            "too_long", "Berkas yang dikirim lebih besar daripada yang diumumkan. Mulai unggah ulang."
        )
    try:
        _write_at(unggahan.path, offset, data)
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        raise UploadRefused("disk_full", DISK_FULL) from error
    unggahan.offset = offset + len(data)
    unggahan.expires_at = timezone.now() + LIFETIME
    unggahan.save(update_fields=["offset", "expires_at"])
    return unggahan


def finish_unggahan(*, actor: "Actor", unggahan_id: UUID) -> Berkas:
    """Examine a whole upload and turn it into a Berkas; asked again, the same Berkas.

    A refused upload is removed with its pieces before UploadRefused goes on to the person.
    """
    unggahan = _own(actor, unggahan_id)
    if unggahan.berkas:
        return unggahan.berkas
    if not unggahan.is_whole:
        raise WrongState("Unggahan belum selesai. Tunggu sampai semua bagian terkirim.")
    try:
        berkas = store_path(
            path=unggahan.path, name=unggahan.name, kinds=frozenset(Kind(kind) for kind in unggahan.kinds)
        )
    except UploadRefused as refusal:
        if refusal.code != "disk_full":
            _remove(unggahan)
        raise
    unggahan.berkas = berkas
    unggahan.save(update_fields=["berkas"])
    unggahan.path.unlink(missing_ok=True)
    return berkas


def claim_unggahan(*, actor: "Actor", unggahan_id: UUID, kinds: frozenset[Kind]) -> Berkas:
    """The Berkas behind one's own finished upload, to be cited where `kinds` are taken.

    This, never the id of a Berkas, is what a form sends: knowing an id gives no right to the bytes.
    """
    berkas = finish_unggahan(actor=actor, unggahan_id=unggahan_id)
    if berkas.kind not in kinds:
        raise DomainError("Jenis berkas ini tidak diterima di sini. Pilih berkas lain.", field="berkas")
    return berkas


def release_unggahan(*, actor: "Actor", unggahan_id: UUID) -> None:
    """Forget one's own finished upload after a row cites its Berkas; asked again, nothing happens."""
    Unggahan.objects.visible_to(actor).filter(pk=unggahan_id, berkas__isnull=False).delete()


def remove_expired() -> int:
    """Drop uploads nobody continued, and what a killed process left behind; how many rows went.

    Finished Berkas stay.
    """
    now = timezone.now()
    expired = list(Unggahan.objects.expired(now))
    for unggahan in expired:
        _remove(unggahan)
    known = {f"{pk.hex}.bagian" for pk in Unggahan.objects.values_list("pk", flat=True)}
    pieces = (path for path in Path(settings.BERKAS_UPLOAD_DIR).glob("*.bagian") if path.name not in known)
    folders = Path(settings.FILE_UPLOAD_TEMP_DIR).glob(f"{WORK_PREFIX}*")
    before = (now - LIFETIME).timestamp()
    for path in [*pieces, *folders]:
        if path.stat().st_mtime < before:
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    return len(expired)


def _own(actor: "Actor", unggahan_id: UUID, *, lock: bool = False) -> Unggahan:
    rows = Unggahan.objects.visible_to(actor)
    unggahan = (rows.select_for_update() if lock else rows).filter(pk=unggahan_id).first()
    if unggahan is None:
        raise NotFound("Unggahan ini tidak ditemukan atau sudah kedaluwarsa. Mulai unggah ulang.")
    return unggahan


def _write_at(path: Path, offset: int, data: bytes) -> None:
    """Write at `offset`, forgetting what a crash may have left behind it; synced."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.truncate(offset)
        file.seek(offset)
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _remove(unggahan: Unggahan) -> None:
    path = unggahan.path
    unggahan.delete()
    path.unlink(missing_ok=True)
