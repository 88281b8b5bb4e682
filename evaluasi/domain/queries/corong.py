"""The funnel of a year: how many units have come how far, each step counted by itself. Pure but for `list_gelar`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from dasar.izin import Actor
from evaluasi.domain.queries.papan_lembar import LembarPapan
from evaluasi.models import Predikat
from opd.domain.queries.unit_janji import UnitJanji


class Langkah(StrEnum):
    """A step of the way, in its order."""

    DICANANGKAN = "dicanangkan"
    MEMBANGUN = "membangun"
    MENILAI = "menilai"
    DINILAI = "dinilai"
    DIUSULKAN = "diusulkan"
    WBK = "wbk"
    WBBM = "wbbm"


LABELS: Mapping[Langkah, str] = {
    Langkah.DICANANGKAN: "Dicanangkan",
    Langkah.MEMBANGUN: "Membangun",
    Langkah.MENILAI: "Menilai mandiri",
    Langkah.DINILAI: "Dinilai TPI",
    Langkah.DIUSULKAN: "Diusulkan",
    Langkah.WBK: "WBK",
    Langkah.WBBM: "WBBM",
}
RULES: Mapping[Langkah, str] = {
    Langkah.DICANANGKAN: "acara pencanangannya sudah diverifikasi sampai akhir tahun itu",
    Langkah.MEMBANGUN: "sudah memulai lembar kerja tahun itu",
    Langkah.MENILAI: "kepala unit sudah mengajukan lembar kerja tahun itu",
    Langkah.DINILAI: "TPI sudah menyetujui hasil penilaian tahun itu",
    Langkah.DIUSULKAN: "kota sudah mengusulkan unit itu pada tahun itu",
    Langkah.WBK: "memegang predikat WBK pada akhir tahun itu, tidak termasuk yang sudah WBBM",
    Langkah.WBBM: "memegang predikat WBBM pada akhir tahun itu",
}
"""What each step counts: rules of the portal, said beside the figures."""
ASSESSED = frozenset({"approved", "proposed", "decided"})
PROPOSED = frozenset({"proposed", "decided"})


@dataclass(frozen=True)
class Gelar:
    """A predicate that a unit won in the round of `year` and holds from one day on, until `until` (None: still)."""

    unit: UUID
    predikat: str
    year: int
    since: date
    until: date | None = None

    def held_on(self, day: date) -> bool:
        """Whether the unit held it on that day."""
        return self.since <= day and (self.until is None or self.until > day)


def list_gelar(actor: Actor) -> list[Gelar]:
    """Every predicate ever given to units this actor may see; it ends with its own validity or its revocation. One
    SQL statement."""
    rows = Predikat.objects.visible_to(actor).order_by("valid_from", "pk")
    found = rows.values_list("opd_id", "kind", "year", "valid_from", "valid_to", "revoked_on")
    return [
        Gelar(unit, kind, year, since, min((day for day in ends if day), default=None))
        for unit, kind, year, since, *ends in found
    ]


@dataclass(frozen=True)
class Corong:
    """One year: the units on each step, and how many units the city counted at its end (or today)."""

    year: int
    on: date
    units: Mapping[Langkah, frozenset[UUID]]
    counted: int

    def count(self, step: Langkah) -> int:
        """How many units have come this far."""
        return len(self.units[step])


def make_corong(
    year: int,
    *,
    today: date,
    units: Iterable[UnitJanji],
    lembar: Iterable[LembarPapan],
    gelar: Iterable[Gelar] = (),
) -> Corong:
    """The funnel of a year as of its end, or of today while it runs."""
    on = min(date(year, 12, 31), today)
    mine = [row for row in lembar if row.year == year]
    held = [row for row in gelar if row.held_on(on)]
    wbbm = frozenset(row.unit for row in held if row.predikat == "WBBM")
    shown = list(units)
    return Corong(
        year,
        on,
        {
            Langkah.DICANANGKAN: frozenset(unit.key for unit in shown if unit.declared_by(on)),
            Langkah.MEMBANGUN: frozenset(row.unit for row in mine),
            Langkah.MENILAI: frozenset(row.unit for row in mine if row.submitted_at is not None),
            Langkah.DINILAI: frozenset(row.unit for row in mine if row.state in ASSESSED),
            Langkah.DIUSULKAN: frozenset(row.unit for row in mine if row.state in PROPOSED),
            Langkah.WBK: frozenset(row.unit for row in held if row.predikat == "WBK") - wbbm,
            Langkah.WBBM: wbbm,
        },
        sum(1 for unit in shown if unit.counted and unit.active_on(on)),
    )
