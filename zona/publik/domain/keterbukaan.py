"""Writes to the city's decisions on what everyone may read."""

from __future__ import annotations

from django.db import transaction

from dasar.izin import Actor, require
from dasar.writing import create, update
from evaluasi.models import Periode
from zona.publik.models import Keterbukaan, TerbitanPeriode
from zona.publik.permissions import can_publish

STREAM = "kota"


def current_keterbukaan() -> Keterbukaan:
    """The city's decision; closed where none was taken. One SQL statement."""
    return Keterbukaan.objects.filter(pk=Keterbukaan.SINGLETON).first() or Keterbukaan()


@transaction.atomic
def set_keterbukaan(
    *, actor: Actor | None, is_open: bool, licence: str, contact: str = "", version: int | None = None
) -> Keterbukaan:
    """Turn the open data on or off, and name their licence. Raises `Conflict` on a stale version.

    `actor` is None only for what a command loads.
    """
    if actor is not None:
        require(can_publish(actor))
    values = {"is_open": is_open, "licence": licence, "contact": contact}
    row = current_keterbukaan()
    if row._state.adding:
        return create(Keterbukaan(**values), actor=actor, action="publik.keterbukaan.set", stream=STREAM)
    known = row.version if version is None else version
    return update(row, values, version=known, actor=actor, action="publik.keterbukaan.set", stream=STREAM)


@transaction.atomic
def set_terbitan(
    periode: Periode,
    *,
    actor: Actor | None,
    progress: bool,
    self_view: bool,
    tpi_view: bool,
    basis: str,
    promises: bool = False,
    version: int | None = None,
) -> TerbitanPeriode:
    """Say what of a year everyone may read. Raises `DomainError` without the decision behind it, `Conflict` on a
    stale version. `actor` is None only for what a command loads.
    """
    if actor is not None:
        require(can_publish(actor))
    values = {
        "progress": progress,
        "self_view": self_view,
        "tpi_view": tpi_view,
        "promises": promises,
        "basis": basis.strip(),
    }
    row = TerbitanPeriode.objects.filter(periode=periode).first()
    if row is None:
        row = TerbitanPeriode(periode=periode, **values)
        return create(row, actor=actor, action="publik.terbitan_periode.set", stream=STREAM)
    known = row.version if version is None else version
    return update(
        row, values, version=known, actor=actor, action="publik.terbitan_periode.set", stream=STREAM
    )
