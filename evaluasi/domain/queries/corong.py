"""The funnel of a year: how many units have come how far, each step counted by itself. Pure but for `read_units`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from uuid import UUID

from dasar.izin import Actor
from dasar.pernyataan import KeptStatement
from evaluasi.domain.queries.papan_lembar import LembarPapan
from opd.domain.queries.unit_janji import FIELDS, UnitJanji, units_with_promise


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
    """A predicate that a unit won in the round of `year` and holds from one day on, until `until` (None: still);
    `recorded_at` and `revoked_at` are the moments at which the portal learnt of it and of its revocation."""

    unit: UUID
    predikat: str
    year: int
    since: date
    recorded_at: datetime
    until: date | None = None
    revoked_at: datetime | None = None

    def held_on(self, day: date) -> bool:
        """Whether the unit held it on that day."""
        return self.since <= day and (self.until is None or self.until > day)


GELAR = (
    "predikat__pk",
    "predikat__kind",
    "predikat__year",
    "predikat__valid_from",
    "predikat__recorded_at",
    "predikat__revoked_at",
    "predikat__valid_to",
    "predikat__revoked_on",
)


@lru_cache(maxsize=64)
def _asked(actor: Actor) -> KeptStatement:
    """The statement, for everyone with the same roles."""
    return KeptStatement(units_with_promise(actor).values_list(*FIELDS, *GELAR))


def read_units(actor: Actor) -> tuple[dict[UUID, UnitJanji], list[Gelar]]:
    """The units this actor may see, by name, and every predicate ever given to them, oldest first; it ends with its
    own validity or its revocation. One SQL statement."""
    units: dict[UUID, UnitJanji] = {}
    held: list[tuple[tuple[date, UUID], Gelar]] = []
    width = len(FIELDS)
    for row in _asked(Actor(peran=actor.peran)):
        key = row[0]
        if key not in units:
            units[key] = UnitJanji(*row[:width])
        pk, kind, year, since, recorded_at, revoked_at, *ends = row[width:]
        if pk is not None:
            until = min((day for day in ends if day), default=None)
            held.append(((since, pk), Gelar(key, kind, year, since, recorded_at, until, revoked_at)))
    return units, [gelar for _, gelar in sorted(held, key=lambda item: item[0])]


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
