"""The city's board: who declared of those who should, by date; one truth for page, API and paper.

Every figure is exact for any day: a unit counts as declared from the date of its earliest verified event, and
the target counts the units that existed on that day. A board costs four SQL queries whatever the number of
units; what an actor may see is part of each query's WHERE, never a list of ids.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from dasar.izin import Actor
from opd.domain.queries.cakupan import Cakupan, end_of_day, sum_coverage
from opd.domain.queries.pekan import Kabar, list_kabar
from opd.domain.queries.target import Target, find_target, list_target
from opd.domain.queries.unit_papan import UnitPapan, list_unit_papan
from opd.enums import CITY_READERS, OpdKind
from opd.models import TandaTangan

LONG_LATE_DAYS = 60  # the portal's own mark for "long overdue", said wherever it is used
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Langkah:
    """A day on which the course changed: how many counted units there were and how many had declared."""

    day: date
    declared: int
    counted: int
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Kelompok:
    """Counted units of one kind: how many declared, and their signatures."""

    key: str
    label: str
    declared: int
    total: int
    cakupan: Cakupan


@dataclass(frozen=True)
class Wilayah:
    """A kecamatan with the units below it (kelurahan and others, counted for the target or not)."""

    unit: UnitPapan
    declared_below: int
    total_below: int
    cakupan: Cakupan


@dataclass(frozen=True)
class Papan:
    """The state of one day as one actor may see it. `missing` are counted units that had not declared."""

    on: date
    today: date
    total: int
    declared: int
    missing: tuple[UnitPapan, ...]
    newest: tuple[UnitPapan, ...]
    target: Target | None
    course: tuple[Langkah, ...]
    cakupan: Cakupan
    signed_this_week: int
    kinds: tuple[Kelompok, ...]
    kecamatan: tuple[Wilayah, ...]
    kabar: tuple[Kabar, ...]
    waiting: tuple[Kabar, ...]
    has_contoh: bool

    @property
    def late(self) -> int:
        """Units whose deadline has passed."""
        return sum(1 for unit in self.missing if unit.days_late(self.on) > 0)

    @property
    def long_late(self) -> int:
        """Units more than `LONG_LATE_DAYS` past their deadline."""
        return sum(1 for unit in self.missing if unit.days_late(self.on) > LONG_LATE_DAYS)

    @property
    def declared_this_week(self) -> tuple[UnitPapan, ...]:
        """Counted units that declared in the seven days up to this day, by the date of their event."""
        return tuple(unit for unit in self.newest if unit.declared_on and unit.declared_on > self.on - WEEK)


def read_papan(actor: Actor, *, on: date, today: date | None = None) -> Papan:
    """The board of a day for what this actor may see: the city, or the own unit and all below it.

    Four SQL queries at any size. What waits and this week's news are those of `today` and left empty on a
    board of another day, because a state that has moved on no longer tells what waited then.
    """
    today = today or timezone.localdate()
    targets = list_target()
    units = list_unit_papan(actor, on=on, targets=targets)
    counted = [unit for unit in units if unit.counts_on(on)]
    declared = [unit for unit in counted if unit.declared_on]
    missing = sorted((u for u in counted if not u.declared_on), key=lambda u: (u.due_on or date.max, u.name))
    active = [unit for unit in units if unit.active_on(on)]
    kabar = list_kabar(actor, since=today - WEEK) if on == today else []
    week = TandaTangan.objects.live().visible_to(actor)
    return Papan(
        on=on,
        today=today,
        total=len(counted),
        declared=len(declared),
        missing=tuple(missing),
        newest=tuple(sorted(declared, key=lambda u: (u.declared_on, u.name), reverse=True)[:8]),
        target=find_target(targets, on, counted=len(counted), is_city=actor.has_city(*CITY_READERS)),
        course=make_course(units, on=on, since=_course_start(declared, targets, on)),
        cakupan=sum_coverage(unit.cakupan for unit in active),
        signed_this_week=week.filter(
            signed_at__gt=end_of_day(on - WEEK), signed_at__lte=end_of_day(on)
        ).count(),
        kinds=_by_kind(counted),
        kecamatan=_by_kecamatan(active),
        kabar=tuple(row for row in kabar if row.is_news),
        waiting=tuple(row for row in kabar if row.is_waiting),
        has_contoh=any(unit.contoh for unit in active),
    )


def _course_start(declared: Sequence[UnitPapan], targets: Sequence[Target], on: date) -> date:
    """1 January of the year shown, or of the first declaration when nothing happens in that year any more."""
    first = min((unit.declared_on for unit in declared if unit.declared_on), default=on)
    moving = any(unit.declared_on and unit.declared_on.year == on.year for unit in declared)
    if moving or any(target.year == on.year for target in targets):
        return date(on.year, 1, 1)
    return date(first.year, 1, 1)


def make_course(units: Sequence[UnitPapan], *, on: date, since: date) -> tuple[Langkah, ...]:
    """The cumulative course from `since` to `on`, one step per day on which it changed.

    Each step is what the board of that day says: units counted then, declared by then.
    """
    names: dict[date, list[str]] = defaultdict(list)
    rising: dict[date, list[int]] = defaultdict(lambda: [0, 0])
    for unit in units:
        if not unit.counted:
            continue
        start = max(unit.active_from, since)
        end = unit.active_to
        if start > on or (end and end <= start):
            continue
        rising[start][1] += 1
        declares = unit.declared_on
        if declares and (end is None or declares < end):
            rising[max(declares, start)][0] += 1
            if declares >= start:
                names[declares].append(unit.short_name)
        if end and end <= on:
            rising[end][1] -= 1
            rising[end][0] -= 1 if declares and declares < end else 0
    declared = counted = 0
    steps = []
    for day in sorted({since, on, *rising}):
        declared += rising[day][0] if day in rising else 0
        counted += rising[day][1] if day in rising else 0
        steps.append(Langkah(day, declared, counted, tuple(sorted(names.get(day, ())))))
    return tuple(step for step in steps if since <= step.day <= on)


def _by_kind(counted: Iterable[UnitPapan]) -> tuple[Kelompok, ...]:
    groups: dict[str, list[UnitPapan]] = defaultdict(list)
    for unit in counted:
        groups[unit.kind].append(unit)
    return tuple(
        Kelompok(
            key=kind.value,
            label=str(kind.label),
            declared=sum(1 for unit in groups[kind] if unit.declared_on),
            total=len(groups[kind]),
            cakupan=sum_coverage(unit.cakupan for unit in groups[kind]),
        )
        for kind in OpdKind
        if kind in groups
    )


def _by_kecamatan(active: Sequence[UnitPapan]) -> tuple[Wilayah, ...]:
    heads = {unit.jalur: unit for unit in active if unit.kind == OpdKind.KECAMATAN}
    below: dict[str, list[UnitPapan]] = defaultdict(list)
    for unit in active:
        for path in unit.paths_above():
            if path in heads:
                below[path].append(unit)
    return tuple(
        Wilayah(
            unit=head,
            declared_below=sum(1 for unit in below[path] if unit.declared_on),
            total_below=len(below[path]),
            cakupan=sum_coverage([head.cakupan, *(unit.cakupan for unit in below[path])]),
        )
        for path, head in sorted(heads.items(), key=lambda pair: pair[1].name)
    )
