"""What everyone may know: which units declared, when and where, from verified events alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from opd.domain.queries.unit_papan import with_declaration
from opd.models import Opd, Pencanangan, TautanPublikasi


@dataclass(frozen=True)
class Janji:
    """A unit's public promise: no person is named."""

    key: UUID
    unit: str
    kind: str
    counted: bool
    declared_on: date
    occasion: str
    place: str
    links: tuple[tuple[str, str], ...]
    awards: tuple[str, ...]
    contoh: bool


@dataclass(frozen=True)
class Ringkasan:
    """How many units the city's target counts on a day, and how many of them had declared."""

    total: int
    declared: int


def declared_units(*, on: date, text: str = "") -> QuerySet[Opd]:
    """Units that had declared by that day, latest declaration first."""
    units = with_declaration(Opd.objects.active_on(on), on=on, targets=()).filter(declared_on__isnull=False)
    if text:
        units = units.filter(name__icontains=text)
    return units.order_by("-declared_on", "name", "id")


def sum_up(*, on: date) -> Ringkasan:
    """The city's two figures; two SQL queries."""
    counted = Opd.objects.counted_on(on)
    declared = with_declaration(counted, on=on, targets=()).filter(declared_on__isnull=False)
    return Ringkasan(counted.count(), declared.count())


def read_janji(units: Iterable[Opd]) -> list[Janji]:
    """The promises of these units with their events, awards and publication links; three SQL queries."""
    units = list(units)
    events = _events([unit.declared_in for unit in units])
    return [_janji(unit, events[unit.declared_in]) for unit in units]


def _events(keys: Sequence[UUID]) -> dict[UUID, Pencanangan]:
    links = Prefetch("publikasi", TautanPublikasi.objects.order_by("id"))
    return Pencanangan.objects.prefetch_related(links, "penghargaan").in_bulk(set(keys))


def list_events(unit: UUID) -> list[Pencanangan]:
    """The verified events in which a unit declared, earliest first, with their publication links and awards;
    three SQL queries."""
    links = Prefetch("publikasi", TautanPublikasi.objects.order_by("id"))
    rows = Pencanangan.objects.verified().filter(peserta__opd=unit)
    return list(rows.prefetch_related(links, "penghargaan").order_by("date", "id"))


def award_titles(event: Pencanangan) -> tuple[str, ...]:
    """The awards handed out in an event, each once. Who was given one stays unnamed: it may be a person."""
    return tuple(dict.fromkeys(award.title for award in event.penghargaan.all()))


def _janji(unit: Opd, event: Pencanangan) -> Janji:
    return Janji(
        key=unit.pk,
        unit=unit.name,
        kind=str(unit.get_kind_display()),
        counted=unit.counts_for_target,
        declared_on=unit.declared_on,
        occasion=event.occasion,
        place=event.place,
        links=tuple((link.url, link.title) for link in event.publikasi.all()),
        awards=award_titles(event),
        contoh=unit.contoh or event.contoh,
    )
