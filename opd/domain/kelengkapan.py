"""What accompanies a declaration: witnesses, attachments, publication links, awards.

Each change touches the declaration's version, so that two people editing notice each other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction
from django.db.models import F
from django.utils import timezone

from dasar.berkas.domain import claim_unggahan, make_thumbnail, store_upload
from dasar.berkas.enums import Kind
from dasar.berkas.models import Berkas, Unggahan
from dasar.berkas.validators import clean_name
from dasar.errors import DomainError
from dasar.izin import Actor, require
from dasar.jurnal.domain import record, snapshot
from dasar.writing import create, validate
from opd.enums import LampiranKind
from opd.models import Lampiran, Pencanangan, Penghargaan, Peserta, Saksi, TautanPublikasi
from opd.permissions import can_edit_pencanangan

Part = Peserta | Saksi | Lampiran | TautanPublikasi | Penghargaan


def touch(pencanangan: Pencanangan) -> None:
    """Raise the declaration's version: whoever has it open elsewhere will be told that it changed."""
    Pencanangan.objects.filter(pk=pencanangan.pk).update(version=F("version") + 1)


@transaction.atomic
def add_saksi(pencanangan: Pencanangan, *, actor: Actor, **values: Any) -> Saksi:
    """Add a witness; the institution is required, the person's name may be unknown."""
    require(can_edit_pencanangan(actor, pencanangan))
    row = Saksi(pencanangan=pencanangan, order=pencanangan.saksi.count(), **values)
    create(row, actor=actor, action="opd.saksi.added", stream=pencanangan.stream)
    touch(pencanangan)
    return row


@transaction.atomic
def add_publikasi(pencanangan: Pencanangan, *, actor: Actor, **values: Any) -> TautanPublikasi:
    """Add a link to where the declaration was made public."""
    require(can_edit_pencanangan(actor, pencanangan))
    row = TautanPublikasi(pencanangan=pencanangan, **values)
    create(row, actor=actor, action="opd.publikasi.added", stream=pencanangan.stream)
    touch(pencanangan)
    return row


@transaction.atomic
def add_penghargaan(pencanangan: Pencanangan, *, actor: Actor, **values: Any) -> Penghargaan:
    """Add an award that was handed out in the event."""
    require(can_edit_pencanangan(actor, pencanangan))
    row = Penghargaan(pencanangan=pencanangan, **values)
    create(row, actor=actor, action="opd.penghargaan.added", stream=pencanangan.stream)
    touch(pencanangan)
    return row


def kinds_for(kind: str) -> frozenset[Kind]:
    """Which files an attachment of this kind may be: pictures, and for documents also PDF, DOCX and ODT."""
    if kind == LampiranKind.FOTO:
        return frozenset({Kind.GAMBAR})
    return frozenset({Kind.PDF, Kind.GAMBAR, Kind.DOKUMEN})


def add_lampiran(
    pencanangan: Pencanangan, *, actor: Actor, upload: UploadedFile, kind: str, caption: str = ""
) -> Lampiran:
    """Attach a photo (JPEG, PNG, WebP) or document (PDF, DOCX, ODT).

    Raises `DomainError` naming what is wrong with the file and how to mend it; nothing is kept then.
    """
    require(can_edit_pencanangan(actor, pencanangan))
    berkas = store_upload(upload=upload, kinds=kinds_for(kind))
    return _attach(
        pencanangan, actor=actor, berkas=berkas, filename=upload.name or "", kind=kind, caption=caption
    )


def add_uploaded_lampiran(
    pencanangan: Pencanangan, *, actor: Actor, unggahan_id: UUID, kind: str, caption: str = ""
) -> Lampiran:
    """Attach one's own upload that arrived in pieces. Raises as `add_lampiran`, and `NotFound`."""
    require(can_edit_pencanangan(actor, pencanangan))
    berkas = claim_unggahan(actor=actor, unggahan_id=unggahan_id, kinds=kinds_for(kind))
    name = Unggahan.objects.visible_to(actor).values_list("name", flat=True).get(pk=unggahan_id)
    return _attach(pencanangan, actor=actor, berkas=berkas, filename=name, kind=kind, caption=caption)


def _attach(
    pencanangan: Pencanangan, *, actor: Actor, berkas: Berkas, filename: str, kind: str, caption: str
) -> Lampiran:
    row = Lampiran(
        pencanangan=pencanangan,
        kind=kind,
        caption=caption.strip(),
        filename=clean_name(filename),
        berkas=berkas,
        thumbnail=make_thumbnail(berkas),
        uploaded_at=timezone.now(),
        uploaded_by=actor.pengguna,
    )
    with transaction.atomic():
        create(row, actor=actor, action="opd.lampiran.added", stream=pencanangan.stream)
        touch(pencanangan)
    return row


@dataclass(frozen=True)
class HasilUnggah:
    """What became of one of several files: attached, or refused with a sentence on how to mend it."""

    name: str
    lampiran: Lampiran | None = None
    reason: str = ""


def add_lampiran_each(
    pencanangan: Pencanangan,
    *,
    actor: Actor,
    uploads: Iterable[UploadedFile | UUID],
    kind: str,
    caption: str = "",
) -> list[HasilUnggah]:
    """Attach several files, each answered for itself: a bad one does not lose the good ones.

    A UUID names an upload of one's own that arrived in pieces. Raises `PermissionRefused` as a whole,
    before any file is looked at.
    """
    require(can_edit_pencanangan(actor, pencanangan))
    results = []
    for upload in uploads:
        try:
            if isinstance(upload, UUID):
                row = add_uploaded_lampiran(
                    pencanangan, actor=actor, unggahan_id=upload, kind=kind, caption=caption
                )
            else:
                row = add_lampiran(pencanangan, actor=actor, upload=upload, kind=kind, caption=caption)
            results.append(HasilUnggah(row.filename, lampiran=row))
        except DomainError as error:
            results.append(HasilUnggah(getattr(upload, "name", "") or "Berkas", reason=error.message))
    return results


@transaction.atomic
def update_part(part: Part, *, actor: Actor, **changes: Any) -> Part:
    """Correct a participant, witness, caption, link or award."""
    pencanangan = part.pencanangan
    require(can_edit_pencanangan(actor, pencanangan))
    before = snapshot(part, fields=changes)
    for name, value in changes.items():
        setattr(part, name, value)
    validate(part)
    part.save(update_fields=list(changes))
    after = snapshot(part, fields=changes)
    if before != after:
        action = f"opd.{part._meta.model_name}.updated"
        record(actor=actor, action=action, obj=part, stream=pencanangan.stream, before=before, after=after)
        touch(pencanangan)
    return part


@transaction.atomic
def remove_part(part: Part, *, actor: Actor) -> None:
    """Take a participant, witness, attachment, link or award out again; the journal keeps what it said."""
    pencanangan = part.pencanangan
    require(can_edit_pencanangan(actor, pencanangan))
    record(
        actor=actor,
        action=f"opd.{part._meta.model_name}.removed",
        obj=part,
        stream=pencanangan.stream,
        before=snapshot(part),
    )
    models.Model.delete(part)
    touch(pencanangan)
