"""The units that declare in an event: many at once, and who signs for each."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from dasar.errors import DomainError
from dasar.izin import Actor, require
from dasar.writing import create
from opd.domain.kelengkapan import touch, update_part
from opd.enums import PencananganKind
from opd.models import Kepala, Opd, Pencanangan, Peserta
from opd.permissions import can_edit_pencanangan


def heads_on(units: Iterable[Opd], day: date) -> dict[object, Kepala]:
    """Who headed each of these units on that day, by unit key; one SQL query."""
    return {head.opd_id: head for head in Kepala.objects.on(day).filter(opd__in=units)}


def units_below(pencanangan: Pencanangan) -> QuerySet[Opd]:
    """The units directly below the organiser that existed on the day and do not take part yet."""
    day = pencanangan.date or timezone.localdate()
    taking_part = pencanangan.peserta.values("opd")
    return pencanangan.organiser.anak.active_on(day).exclude(pk__in=taking_part)


@transaction.atomic
def enrol_units(pencanangan: Pencanangan, *, actor: Actor, units: Iterable[Opd]) -> list[Peserta]:
    """Add many units in one go, each with its head on that day as signer; who takes part already is passed over.

    Raises `DomainError` when the event is one unit's own or a unit lies outside the acting person's.
    """
    require(can_edit_pencanangan(actor, pencanangan))
    there = set(pencanangan.peserta.values_list("opd", flat=True))
    units = [unit for unit in units if unit.pk not in there]
    if not units:
        return []
    if pencanangan.kind == PencananganKind.SENDIRI and len(there) + len(units) > 1:
        raise DomainError(
            "Pencanangan ini untuk satu unit. Ubah bentuknya menjadi “bersama” bila unit lain ikut serta."
        )
    if Opd.objects.visible_to(actor).filter(pk__in=[unit.pk for unit in units]).count() != len(units):
        raise DomainError("Ada unit yang bukan bagian dari unit Anda. Muat ulang halaman lalu pilih lagi.")
    heads = heads_on(units, pencanangan.date or timezone.localdate())
    rows = []
    for unit in units:
        head = heads.get(unit.pk)
        row = Peserta(pencanangan=pencanangan, opd=unit)
        if head is not None:
            row.signer_name, row.signer_title = head.name, head.title
        rows.append(create(row, actor=actor, action="opd.peserta.added", stream=pencanangan.stream))
    touch(pencanangan)
    return rows


@transaction.atomic
def fill_signers(pencanangan: Pencanangan, *, actor: Actor) -> int:
    """Name the head on the day of the event wherever nobody is named yet; what was typed stays. How many."""
    require(can_edit_pencanangan(actor, pencanangan))
    empty = list(pencanangan.peserta.filter(signer_name="").select_related("opd", "pencanangan__organiser"))
    heads = heads_on([row.opd for row in empty], pencanangan.date or timezone.localdate())
    found = [row for row in empty if row.opd_id in heads]
    for row in found:
        head = heads[row.opd_id]
        update_part(row, actor=actor, signer_name=head.name, signer_title=head.title)
    return len(found)
