"""The checklist of conditions besides the score (PermenPANRB 90/2021, Tabel 5), with evidence."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from dasar.errors import DomainError
from dasar.izin import Actor, require
from dasar.writing import create, update
from evaluasi.domain.instrumen_store import read_isi
from evaluasi.models import LembarKerja, PrasyaratUnit
from evaluasi.permissions import can_fill_syarat
from opd.domain.dokumen import HasilTambah, add_dokumen_each
from opd.models import Dokumen


@transaction.atomic
def save_prasyarat(
    lembar: LembarKerja,
    *,
    actor: Actor,
    kode: str,
    met: bool | None,
    statement: str,
    dokumen: Dokumen | None,
    version: int,
) -> PrasyaratUnit:
    """State whether a condition holds, in words and with evidence; it never changes the score.

    `version` is 0 for a condition not stated yet. Raises `DomainError` for a condition that the instrument
    does not list or another unit's document, `Conflict` on a stale version.
    """
    require(can_fill_syarat(actor, lembar))
    isi = read_isi(lembar.periode.instrumen)
    if kode not in {item.kode for item in (*isi.syarat, *isi.afirmasi)}:
        raise DomainError(f"Prasyarat {kode} tidak ada dalam instrumen ini.")
    if dokumen is not None and dokumen.opd_id != lembar.opd_id:
        raise DomainError("Bukti harus dari pustaka unit ini.", field="dokumen")
    values = {"met": met, "statement": statement.strip(), "dokumen": dokumen}
    action = "evaluasi.prasyarat_unit.stated"
    existing = PrasyaratUnit.objects.filter(lembar=lembar, kode=kode).first()
    if existing is None:
        row = PrasyaratUnit(lembar=lembar, kode=kode, **values)
        return create(row, actor=actor, action=action, stream=lembar.stream)
    return update(existing, values, version=version, actor=actor, action=action, stream=lembar.stream)


def add_evidence(lembar: LembarKerja, *, actor: Actor, kode: str, **values: Any) -> list[HasilTambah]:
    """Put a file or link into the unit's library and make it the evidence of a condition, whose statement stays.

    A file that is refused as evidence is not left behind in the library. `values` as `add_dokumen_each` takes them;
    of several sources the last is the evidence. Raises like `save_prasyarat`.
    """
    require(can_fill_syarat(actor, lembar))

    def use(dokumen: Dokumen) -> None:
        row = PrasyaratUnit.objects.filter(lembar=lembar, kode=kode).first() or PrasyaratUnit(version=0)
        said = {"met": row.met, "statement": row.statement, "version": row.version}
        save_prasyarat(lembar, actor=actor, kode=kode, dokumen=dokumen, **said)

    return add_dokumen_each(lembar.opd, actor=actor, then=use, **values)
