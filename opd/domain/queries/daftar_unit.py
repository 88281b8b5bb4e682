"""The rows behind the figures of the board: units of a day, filtered and ordered in SQL."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import DecimalField, F, Q, QuerySet
from django.db.models.functions import Cast, NullIf

from dasar.izin import Actor
from opd.domain.queries.cakupan import with_coverage
from opd.domain.queries.target import Target
from opd.domain.queries.unit_papan import UnitPapan, read_rows, with_declaration
from opd.models import Opd

STATUS = {"sudah": "Sudah mencanangkan", "belum": "Belum mencanangkan", "terlambat": "Lewat tenggat"}
ORDERS = ("nama", "jenis", "tanggal", "tenggat", "cakupan")


@dataclass(frozen=True)
class Saringan:
    """Which units: by status (`STATUS`), kind, text, below a parent; counted ones unless `everything`.

    `order` is one of `ORDERS`, with a minus for descending; by name when empty.
    """

    status: str = ""
    kind: str = ""
    everything: bool = False
    text: str = ""
    parent: UUID | None = None
    order: str = ""


def find_units(actor: Actor, saringan: Saringan, *, on: date, targets: Sequence[Target]) -> QuerySet[Opd]:
    """The keys of the units of that day that the actor may see and the filter leaves, in order.

    Only what the filter or the order needs is computed for every unit; `read_rows` does the rest for a page.
    """
    units = Opd.objects.visible_to(actor)
    units = units.active_on(on) if saringan.everything else units.counted_on(on)
    if saringan.kind:
        units = units.filter(kind=saringan.kind)
    if saringan.text:
        units = units.filter(
            Q(name__icontains=saringan.text)
            | Q(short_name__icontains=saringan.text)
            | Q(code__icontains=saringan.text)
        )
    if saringan.parent:
        units = _below(units, actor, saringan.parent)
    if saringan.status or saringan.order.endswith(("tanggal", "tenggat")):
        units = with_declaration(units, on=on, targets=targets)
    if saringan.status:
        units = units.filter(declared_on__isnull=saringan.status != "sudah")
    if saringan.status == "terlambat":
        units = units.filter(due_on__lt=on)
    return _ordered(units, saringan.order, on)


def _below(units: QuerySet[Opd], actor: Actor, parent: UUID) -> QuerySet[Opd]:
    """The parent itself and everything below it; nothing when the actor may not see it."""
    jalur = Opd.objects.visible_to(actor).filter(pk=parent).values_list("jalur", flat=True).first()
    return units.filter(jalur__startswith=jalur) if jalur else units.none()


def _ordered(units: QuerySet[Opd], order: str, on: date) -> QuerySet[Opd]:
    key = order.removeprefix("-")
    descending = order.startswith("-")
    if key == "cakupan":
        units = with_coverage(units, year=on.year, on=on).annotate(
            share=Cast(F("signed"), DecimalField(max_digits=12, decimal_places=6)) / NullIf(F("total"), 0)
        )
    column = {"jenis": "kind", "tanggal": "declared_on", "tenggat": "due_on", "cakupan": "share"}.get(key)
    if column is None:
        return units.order_by("-name" if descending else "name", "id")
    first = F(column).desc(nulls_last=True) if descending else F(column).asc(nulls_last=True)
    return units.order_by(first, "name", "id")


def read_page(keys: Sequence[UUID], *, on: date, targets: Sequence[Target]) -> list[UnitPapan]:
    """The rows of one page, in the order of its keys; one SQL query."""
    rows = {row.key: row for row in read_rows(Opd.objects.filter(pk__in=keys), on=on, targets=targets)}
    return [rows[key] for key in keys if key in rows]
