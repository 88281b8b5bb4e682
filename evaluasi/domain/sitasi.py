"""Citing documents of the library on questions."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from dasar.errors import DomainError
from dasar.izin import Actor, require
from dasar.jurnal.domain import record, snapshot
from dasar.writing import create, update
from evaluasi.domain.halaman import clean_pages
from evaluasi.domain.instrumen_store import simpul_ids, struktur_for
from evaluasi.models import LembarKerja, Sitasi
from evaluasi.permissions import can_fill
from opd.domain.dokumen import HasilTambah, add_dokumen_each
from opd.models import Dokumen


def add_and_cite(
    lembar: LembarKerja, *, actor: Actor, kode: str, pointers: dict[str, str], **values: Any
) -> list[HasilTambah]:
    """Put files into the unit's library and cite each on the question, in one step; `pointers` are pages and remark.

    A file whose citation is refused is not left behind in the library. Other `values` as `add_dokumen_each` takes
    them. Raises `DomainError` as a whole on pages that no document can have.
    """
    require(can_fill(actor, lembar, kode))
    clean_pages(pointers.get("pages", ""))

    def cite(dokumen: Dokumen) -> None:
        cite_dokumen(lembar, actor=actor, kode=kode, dokumen=dokumen, **pointers)

    return add_dokumen_each(lembar.opd, actor=actor, then=cite, **values)


@transaction.atomic
def cite_dokumen(
    lembar: LembarKerja, *, actor: Actor, kode: str, dokumen: Dokumen, pages: str = "", remark: str = ""
) -> Sitasi:
    """Point a question at a document of the unit's own library, with pages.

    Raises `DomainError` for another unit's document, an unknown question, pages that cannot be, or the same
    document twice.
    """
    require(can_fill(actor, lembar, kode))
    if dokumen.opd_id != lembar.opd_id:
        raise DomainError(
            "Dokumen ini dari pustaka unit lain. Unggah ke pustaka unit Anda sendiri.", field="dokumen"
        )
    if kode not in struktur_for(lembar.periode.instrumen).butir_by_kode:
        raise DomainError(f"Butir {kode} tidak ada dalam instrumen ini.")
    row = Sitasi(
        lembar=lembar,
        simpul_id=simpul_ids(lembar.periode.instrumen)[kode],
        dokumen=dokumen,
        pages=clean_pages(pages, total=dokumen.pages),
        remark=remark.strip(),
        cited_at=timezone.now(),
        cited_by=actor.pengguna,
    )
    return create(row, actor=actor, action="evaluasi.sitasi.added", stream=lembar.stream)


@transaction.atomic
def update_sitasi(sitasi: Sitasi, *, actor: Actor, version: int, pages: str, remark: str) -> Sitasi:
    """Correct pages and remark of a citation. Raises like `cite_dokumen`, and `Conflict` on a stale version."""
    require(can_fill(actor, sitasi.lembar, sitasi.simpul.kode))
    return update(
        sitasi,
        {"pages": clean_pages(pages, total=sitasi.dokumen.pages), "remark": remark.strip()},
        version=version,
        actor=actor,
        action="evaluasi.sitasi.updated",
        stream=sitasi.lembar.stream,
    )


@transaction.atomic
def remove_sitasi(sitasi: Sitasi, *, actor: Actor) -> None:
    """Take a citation off a question; the document stays in the library."""
    require(can_fill(actor, sitasi.lembar, sitasi.simpul.kode))
    before, pk = snapshot(sitasi), sitasi.pk
    sitasi.delete()
    sitasi.pk = pk
    record(
        actor=actor, action="evaluasi.sitasi.removed", obj=sitasi, stream=sitasi.lembar.stream, before=before
    )
