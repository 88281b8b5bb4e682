"""What waits for a person: declarations to go on with, units to begin with, signatures, accounts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q

from dasar.akun.models import Pengguna
from dasar.izin import Actor
from opd.domain.queries.cakupan import Cakupan, sum_coverage
from opd.domain.queries.target import list_target
from opd.domain.queries.unit_papan import UnitPapan, list_unit_papan
from opd.enums import UNIT_ROLES, PencananganState, Role
from opd.models import Keanggotaan, Opd, Pencanangan, Peserta
from opd.models.opd import paths_filter

OPEN = (PencananganState.RETURNED, PencananganState.DRAFT, PencananganState.SUBMITTED)
FURTHEST = (PencananganState.SUBMITTED, PencananganState.RETURNED, PencananganState.DRAFT)


@dataclass(frozen=True)
class TungguUnit:
    """What waits for those who act for a unit: open declarations (returned ones first), counted units without
    any declaration begun, and the signatures of the unit and all below it.
    """

    open: tuple[Pencanangan, ...]
    undeclared: tuple[UnitPapan, ...]
    units: tuple[UnitPapan, ...]
    cakupan: Cakupan


def wait_for_unit(actor: Actor, *, on: date) -> TungguUnit:
    """For operator and head; four SQL queries."""
    paths = actor.paths(*UNIT_ROLES)
    events = (
        Pencanangan.objects.filter(paths_filter("organiser__", paths), state__in=OPEN)
        .select_related("organiser")
        .annotate(units=Count("peserta"))
        .order_by("-submitted_at", "pk")
    )
    order = {state: place for place, state in enumerate(OPEN)}
    found = sorted(events, key=lambda event: order[PencananganState(event.state)])
    begun = set(
        Peserta.objects.filter(paths_filter("opd__", paths), pencanangan__state__in=OPEN).values_list(
            "opd", flat=True
        )
    )
    own = Actor(actor.pengguna, tuple(peran for peran in actor.peran if peran.role in UNIT_ROLES))
    units = [unit for unit in list_unit_papan(own, on=on, targets=list_target()) if unit.active_on(on)]
    undeclared = [u for u in units if u.counts_on(on) and not u.declared_on and u.key not in begun]
    return TungguUnit(
        tuple(found), tuple(undeclared), tuple(units), sum_coverage(unit.cakupan for unit in units)
    )


@dataclass(frozen=True)
class TungguAkun:
    """What waits for the administrator, as numbers of accounts or units."""

    first_password: int
    without_role: int
    units: int
    units_without_operator: int


def wait_for_administrator(*, on: date) -> TungguAkun:
    """Accounts that never changed their first password, accounts without a role, units, counted units that
    nobody serves; two SQL queries.
    """
    live = Keanggotaan.objects.live_on(on)
    accounts = Pengguna.objects.filter(is_active=True).aggregate(
        first_password=Count("pk", filter=Q(must_change_password=True)),
        without_role=Count("pk", filter=~Q(Exists(live.filter(pengguna=OuterRef("pk"))))),
    )
    served = live.filter(opd=OuterRef("pk"), role=Role.OPERATOR)
    counted = Q(pk__in=Opd.objects.counted_on(on).values("pk"))
    units = Opd.objects.aggregate(
        units=Count("pk"), units_without_operator=Count("pk", filter=counted & ~Q(Exists(served)))
    )
    return TungguAkun(**accounts, **units)


@dataclass(frozen=True)
class TungguKota:
    """How many counted units have not declared, and how many of them are overdue."""

    missing: int
    late: int


@dataclass(frozen=True)
class BelumJanji:
    """A counted unit that has not declared, with its open declaration that is furthest (`state` is empty without
    one) and the unit that is to act: the organiser of that declaration, or the unit itself."""

    unit: UnitPapan
    state: str
    pencanangan: UUID | None
    organiser: UUID
    organiser_name: str


def list_undeclared(actor: Actor, *, on: date) -> list[BelumJanji]:
    """Counted units of that day without a verified declaration, by name; three SQL queries."""
    units = list_unit_papan(actor, on=on, targets=list_target())
    missing = [unit for unit in units if unit.counts_on(on) and not unit.declared_on]
    names = ("opd_id", "state", "pencanangan_id", "organiser", "organiser_name")
    rows = Peserta.objects.filter(opd__in=[unit.key for unit in missing], pencanangan__state__in=OPEN)
    rows = rows.annotate(
        state=F("pencanangan__state"),
        organiser=F("pencanangan__organiser"),
        organiser_name=F("pencanangan__organiser__short_name"),
    )
    order = {state: place for place, state in enumerate(FURTHEST)}
    begun: dict[UUID, tuple[Any, ...]] = {}
    for key, *event in sorted(
        rows.order_by("pencanangan").values_list(*names), key=lambda row: order[row[1]]
    ):
        begun.setdefault(key, tuple(event))
    return [BelumJanji(unit, *begun.get(unit.key, ("", None, unit.key, unit.short_name))) for unit in missing]


def wait_for_city(units: Sequence[UnitPapan], on: date) -> TungguKota:
    """For the coordinator, from units already read."""
    missing = [unit for unit in units if unit.counts_on(on) and not unit.declared_on]
    return TungguKota(len(missing), sum(1 for unit in missing if unit.days_late(on)))
