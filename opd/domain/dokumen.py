"""Writes to a unit's evidence library."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from dasar.berkas.domain import claim_unggahan, release_unggahan, store_upload
from dasar.berkas.enums import Kind
from dasar.berkas.models import Berkas, Unggahan
from dasar.berkas.validators import clean_name
from dasar.errors import DomainError, WrongState
from dasar.izin import Actor, require
from dasar.jurnal.domain import record, snapshot
from dasar.writing import create, update
from opd.models import Dokumen, Opd
from opd.permissions import can_manage_dokumen

KINDS = frozenset({Kind.PDF, Kind.GAMBAR, Kind.DOKUMEN, Kind.LEMBAR_KERJA})


def add_dokumen(
    opd: Opd,
    *,
    actor: Actor | None,
    upload: UploadedFile | None = None,
    berkas: Berkas | None = None,
    **values: Any,
) -> Dokumen:
    """Put a file (a fresh upload, or one that arrived in pieces) or an outside link into the library.

    The pages of a PDF are counted where nobody states them. Raises `DomainError` naming what is wrong with the file and how to mend it. `actor` is None only for
    what a command loads.
    """
    if actor is not None:
        require(can_manage_dokumen(actor, opd))
    if upload is not None:
        berkas = store_upload(upload=upload, kinds=KINDS)
        values.setdefault("filename", clean_name(upload.name or "berkas"))
    if berkas is not None:
        values["pages"] = values.get("pages") or berkas.pages
    row = Dokumen(
        opd=opd,
        berkas=berkas,
        uploaded_at=timezone.now(),
        uploaded_by=actor.pengguna if actor else None,
        **values,
    )
    return create(row, actor=actor, action="opd.dokumen.added", stream=opd.stream)


@dataclass(frozen=True)
class HasilTambah:
    """What became of one of several files: in the library, or refused with a sentence on how to mend it."""

    name: str
    dokumen: Dokumen | None = None
    reason: str = ""


Asal = UploadedFile | Unggahan | str
"""Where a document comes from: a fresh upload, one that arrived in pieces, or an address outside the portal."""


def add_dokumen_each(
    opd: Opd,
    *,
    actor: Actor,
    uploads: Iterable[UploadedFile] = (),
    unggahan: Iterable[UUID] = (),
    link: str = "",
    title: str = "",
    then: Callable[[Dokumen], object] | None = None,
    **values: Any,
) -> list[HasilTambah]:
    """Put several files, or a link, into the library, each answered for itself: a bad one does not lose the rest.

    `unggahan` are one's own uploads that arrived in pieces. Several under one title are numbered; without a title
    each carries its file's name. `then` happens in the same transaction as each. Raises `PermissionRefused` as a
    whole, before any file is looked at.
    """
    require(can_manage_dokumen(actor, opd))
    sources: list[Asal] = [*uploads]
    sources += Unggahan.objects.visible_to(actor).filter(pk__in=list(unggahan)).order_by("created_at", "id")
    sources += [link] if link else []
    results = []
    for number, source in enumerate(sources, start=1):
        name = source if isinstance(source, str) else clean_name(source.name or "berkas")
        values["title"] = _title(title, name, number if len(sources) > 1 else 0)
        try:
            row = _add(opd, actor, source, then, values)
            results.append(HasilTambah(name, dokumen=row))
        except DomainError as error:
            results.append(HasilTambah(name, reason=error.message))
    return results


def _title(title: str, name: str, number: int) -> str:
    """What a document is called in the library when nobody, or somebody for several at once, named it."""
    if not title:
        return name if "://" in name else name.rpartition(".")[0] or name
    return f"{title} ({number})" if number else title


def _add(
    opd: Opd, actor: Actor, source: Asal, then: Callable[[Dokumen], object] | None, values: dict[str, Any]
) -> Dokumen:
    berkas, filename = None, ""
    if isinstance(source, Unggahan):
        berkas = claim_unggahan(actor=actor, unggahan_id=source.pk, kinds=KINDS)
    elif not isinstance(source, str):
        berkas = store_upload(upload=source, kinds=KINDS)
    if not isinstance(source, str):
        filename = clean_name(source.name or "berkas")
    link = source if isinstance(source, str) else ""
    with transaction.atomic():
        row = add_dokumen(opd, actor=actor, berkas=berkas, filename=filename, link=link, **values)
        if then is not None:
            then(row)
        if isinstance(source, Unggahan):
            release_unggahan(actor=actor, unggahan_id=source.pk)
    return row


@transaction.atomic
def update_dokumen(dokumen: Dokumen, *, version: int, actor: Actor, **changes: Any) -> Dokumen:
    """Correct what is said of a document; its bytes never change (replace it by a newer one)."""
    require(can_manage_dokumen(actor, dokumen.opd))
    return update(
        dokumen,
        changes,
        version=version,
        actor=actor,
        action="opd.dokumen.updated",
        stream=dokumen.opd.stream,
    )


@transaction.atomic
def supersede_dokumen(dokumen: Dokumen, *, actor: Actor, successor: Dokumen) -> Dokumen:
    """Say that a newer document of the same unit takes this one's place; what cites it still does."""
    require(can_manage_dokumen(actor, dokumen.opd))
    if successor.opd_id != dokumen.opd_id:
        raise DomainError("Pengganti harus dari pustaka unit yang sama.", field="successor")
    if dokumen.pk in _line_of(successor):
        raise DomainError(
            f"“{successor.title}” sendiri sudah digantikan oleh dokumen ini. Pilih dokumen lain.",
            field="successor",
        )
    return update(
        dokumen,
        {"successor": successor},
        version=dokumen.version,
        actor=actor,
        action="opd.dokumen.superseded",
        stream=dokumen.opd.stream,
    )


def _line_of(dokumen: Dokumen) -> list[UUID]:
    """This document and all that took its place one after another."""
    line: list[UUID] = []
    row: Dokumen | None = dokumen
    while row is not None and row.pk not in line:
        line.append(row.pk)
        row = row.successor
    return line


@transaction.atomic
def remove_dokumen(dokumen: Dokumen, *, actor: Actor) -> None:
    """Take a document out of the library. Raises `WrongState` while anything cites it."""
    require(can_manage_dokumen(actor, dokumen.opd))
    before = snapshot(dokumen)
    pk = dokumen.pk
    try:
        with transaction.atomic():
            dokumen.delete()
    except ProtectedError as error:
        raise WrongState(
            f"“{dokumen.title}” masih dikutip atau menggantikan dokumen lain. Lepaskan dahulu kutipannya, "
            "atau ganti dengan dokumen yang lebih baru."
        ) from error
    dokumen.pk = pk
    record(actor=actor, action="opd.dokumen.removed", obj=dokumen, stream=dokumen.opd.stream, before=before)
