"""What waits for verification, and the register of what was verified, by date."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, UUIDField, When
from django.utils import timezone

from dasar.izin import Actor
from opd.domain.queries.cakupan import Cakupan, coverage_by_year, sum_coverage
from opd.domain.queries.pencanangan import title_of
from opd.enums import PencananganState
from opd.models import Opd, Pencanangan, Peserta
from opd.models.pencanangan import declared_since


@dataclass(frozen=True)
class Antrean:
    """One line of the queue."""

    pencanangan: Pencanangan
    title: str
    units: int
    age_days: int
    cakupan: Cakupan
    is_own: bool


def _touching(paths: tuple[str, ...]) -> Q:
    """Participants that are a unit of one of these paths, lie below one, or above one."""
    scope = Q(pk__in=[])
    for path in paths:
        steps = path.rstrip("/").split("/")
        above = ["/".join(steps[: n + 1]) + "/" for n in range(len(steps))]
        scope |= Q(opd__jalur__startswith=path) | Q(opd__jalur__in=above)
    return scope


def waiting_for(actor: Actor) -> QuerySet[Pencanangan]:
    """What waits for verification, oldest first; `is_own` marks what this person may not decide."""
    own = actor.unit_paths
    taking_part = Peserta.objects.filter(_touching(own), pencanangan=OuterRef("pk"))
    by_self = Case(When(submitted_by=actor.pengguna, then=True), default=False)
    return (
        Pencanangan.objects.visible_to(actor)
        .waiting()
        .select_related("organiser", "submitted_by")
        .annotate(units=Count("peserta"), is_own=Exists(taking_part), is_self=by_self)
    )


def age_in_days(pencanangan: Pencanangan) -> int:
    """How many days ago it was submitted; 0 for today and for what was never submitted."""
    at = pencanangan.submitted_at
    return (timezone.localdate() - timezone.localtime(at).date()).days if at else 0


def read_queue(rows: Iterable[Pencanangan]) -> list[Antrean]:
    """The lines of one page of the queue, with age and coverage; three SQL queries, however many rows."""
    rows = list(rows)
    today = timezone.localdate()
    taking_part: dict[object, list[object]] = {row.pk: [] for row in rows}
    pairs = Peserta.objects.filter(pencanangan__in=[row.pk for row in rows]).order_by()
    for event, unit in pairs.values_list("pencanangan", "opd"):
        taking_part[event].append(unit)
    units = Opd.objects.filter(Exists(pairs.filter(opd=OuterRef("pk"))))
    found = coverage_by_year(units, on=today)
    return [
        Antrean(
            pencanangan=row,
            title=title_of(row, row.units),
            units=row.units,
            age_days=age_in_days(row),
            cakupan=sum_coverage(
                found.get((unit, row.date.year)) or found[unit, 0] for unit in taking_part[row.pk]
            ),
            is_own=row.is_own or row.is_self,
        )
        for row in rows
    ]


def next_waiting(actor: Actor) -> Pencanangan | None:
    """The oldest that this person may decide; one SQL query."""
    return waiting_for(actor).filter(is_own=False, is_self=False).first()


@dataclass(frozen=True)
class Register:
    """How many units of the city's target had declared by the end of a day, and the units themselves."""

    day: date
    declared: int
    counted: int
    rows: QuerySet[Opd]

    @property
    def missing(self) -> int:
        return self.counted - self.declared


def read_register(actor: Actor, *, day: date, has_declared: bool) -> Register:
    """The units that the city's target of that day counts, as far as this person sees them.

    History is exact: a unit counts from the date of its earliest verified event, whenever it was verified.
    One SQL query beside that of the rows.
    """
    units = (
        Opd.objects.visible_to(actor)
        .counted_on(day)
        .annotate(
            since=declared_since("pk"),
            event=Subquery(
                Peserta.objects.filter(opd=OuterRef("pk"), pencanangan__state=PencananganState.VERIFIED)
                .order_by("pencanangan__date", "pencanangan_id")
                .values("pencanangan")[:1],
                output_field=UUIDField(),
            ),
        )
    )
    totals = units.order_by().aggregate(counted=Count("pk"), declared=Count("pk", filter=Q(since__lte=day)))
    rows = units.filter(since__lte=day) if has_declared else units.filter(Q(since=None) | Q(since__gt=day))
    return Register(
        day,
        totals["declared"],
        totals["counted"],
        rows.order_by(F("since").asc(nulls_last=True), "name", "id"),
    )
