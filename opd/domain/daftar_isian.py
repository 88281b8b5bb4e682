"""Saving a whole list that belongs to a declaration at once: signers, witnesses, links, awards.

The person edits the list as one form; two people who do so at the same time are told, with both lists.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from dasar.errors import Conflict, DomainError
from dasar.izin import Actor, require
from opd.domain.kelengkapan import (
    Part,
    add_penghargaan,
    add_publikasi,
    add_saksi,
    remove_part,
    update_part,
)
from opd.models import Pencanangan, Penghargaan, Peserta, Saksi, TautanPublikasi
from opd.permissions import can_edit_pencanangan

ADD = {Saksi: add_saksi, TautanPublikasi: add_publikasi, Penghargaan: add_penghargaan}
FIELDS: dict[type[Part], tuple[str, ...]] = {
    Peserta: ("signer_name", "signer_title"),
    Saksi: ("institution", "name", "title"),
    TautanPublikasi: ("url", "title"),
    Penghargaan: ("recipient", "title"),
}


@dataclass(frozen=True)
class Baris:
    """One line of an edited list: the row it stands for (none for a new line), its values, whether it goes."""

    id: UUID | None
    values: Mapping[str, str]
    removed: bool = False


@transaction.atomic
def save_list(
    pencanangan: Pencanangan, model: type[Part], *, version: int, actor: Actor, lines: Sequence[Baris]
) -> None:
    """Make the rows of one kind what the lines say; lines not named stay as they are.

    Nothing happens when they say so already, also on an old version (a second click). Raises `Conflict`
    with both lists when somebody saved in between, `DomainError` on the first invalid line with `field`
    "<position>-<field>". A line whose row somebody removed counts as new; a signer whose unit went, not at all.
    """
    require(can_edit_pencanangan(actor, pencanangan))
    rows = {row.pk: row for row in _rows(pencanangan, model)}
    stored = [_row_text(row, model) for row in rows.values()]
    current = Pencanangan.objects.filter(pk=pencanangan.pk).values_list("version", flat=True).get()
    wanted = _wanted(rows, lines, model, stale=current != version)
    if wanted == stored:
        return
    if current != version:
        raise Conflict(
            "Daftar ini sudah diubah orang lain sejak Anda membukanya. Bandingkan keduanya lalu simpan lagi.",
            mine=wanted,
            theirs=stored,
        )
    for position, line in enumerate(lines):
        try:
            _save_line(pencanangan, model, rows, line, actor)
        except DomainError as error:
            error.field = f"{position}-{error.field}"
            raise


def _save_line(
    pencanangan: Pencanangan, model: type[Part], rows: Mapping[UUID, Part], line: Baris, actor: Actor
) -> None:
    row = rows.get(line.id) if line.id else None
    if row is None:
        if not line.removed and model in ADD:
            ADD[model](pencanangan, actor=actor, **line.values)
        return
    row.pencanangan = pencanangan
    if line.removed:
        remove_part(row, actor=actor)
    else:
        update_part(row, actor=actor, **line.values)


def _rows(pencanangan: Pencanangan, model: type[Part]) -> QuerySet[Part]:
    rows = model.objects.filter(pencanangan=pencanangan)
    return rows.select_related("opd") if model is Peserta else rows


def _wanted(
    rows: Mapping[UUID, Part], lines: Sequence[Baris], model: type[Part], *, stale: bool
) -> list[str]:
    """The list as text if the lines were saved. On an old version a new line that stands there already is that one."""
    named = {line.id: line for line in lines if line.id in rows}
    unnamed = [_row_text(row, model) for pk, row in rows.items() if pk not in named]
    wanted = [
        _line_text(row, named[pk].values, model) if pk in named else _row_text(row, model)
        for pk, row in rows.items()
        if not (pk in named and named[pk].removed)
    ]
    for line in lines:
        text = _line_text(None, line.values, model)
        if line.id in rows or line.removed or model not in ADD:
            continue
        if stale and text in unnamed:
            unnamed.remove(text)
        else:
            wanted.append(text)
    return wanted


def _row_text(row: Part, model: type[Part]) -> str:
    return _line_text(row, {name: getattr(row, name) for name in FIELDS[model]}, model)


def _line_text(row: Part | None, values: Mapping[str, str], model: type[Part]) -> str:
    text = " · ".join(values[name] for name in FIELDS[model] if values.get(name)) or "–"
    return f"{row.opd.short_name}: {text}" if isinstance(row, Peserta) else text
