"""Coverage: how many of a unit's employees signed the pakta integritas of a year.

The denominator is the portal's own rule, stated wherever the figure stands: the larger of the employees
listed and the number the unit states. "All or most" of the law (PermenPANRB 90/2021, p. 12) is given as a
share and never judged.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from opd.models import Opd, Pegawai, TandaTangan


@dataclass(frozen=True)
class Cakupan:
    """Coverage of one unit (or a sum of units): persons signed of `total`.

    `listed` employees stand in the portal; `stated` is the unit's own number, None if it gave none.
    """

    signed: int
    total: int
    listed: int
    stated: int | None = None
    complete_list: bool = True

    @property
    def share(self) -> Decimal | None:
        """Signed of all as a fraction from 0 to 1; None where nobody is known to work there."""
        return Decimal(self.signed) / Decimal(self.total) if self.total else None

    @property
    def percent(self) -> Decimal | None:
        """The share in percent, cut to whole points, so that 100 means everybody."""
        return Decimal(self.signed * 100 // self.total) if self.total else None

    @property
    def unsigned(self) -> int:
        """How many have yet to sign, listed or not."""
        return self.total - self.signed


def end_of_day(day: date) -> datetime:
    """The last moment of a day in the portal's time zone."""
    return timezone.make_aware(datetime.combine(day, time.max))


def signatures_standing(*, on: date) -> QuerySet[TandaTangan]:
    """Live signatures of any year given by the end of that day, by people who worked in the unit that day."""
    return TandaTangan.objects.live().filter(
        Q(pegawai__active_to=None) | Q(pegawai__active_to__gt=on),
        pegawai__active_from__lte=on,
        signed_at__lte=end_of_day(on),
    )


def signatures_counted(*, year: int, on: date) -> QuerySet[TandaTangan]:
    """Of these, the signatures of one year."""
    return signatures_standing(on=on).filter(year=year)


def with_coverage(units: QuerySet[Opd], *, year: int, on: date) -> QuerySet[Opd]:
    """The units annotated with `signed`, `listed` and `total` persons: to sort, filter and sum in SQL.

    One person counts once, whatever editions he or she signed in the year; withdrawn signatures never count.
    """
    signed = signatures_counted(year=year, on=on).filter(opd=OuterRef("pk")).order_by().values("opd")
    listed = Pegawai.objects.active_on(on).filter(opd=OuterRef("pk")).order_by().values("opd")
    return units.annotate(
        signed=_number(signed.annotate(n=Count("pegawai", distinct=True))),
        listed=_number(listed.annotate(n=Count("pk"))),
    ).annotate(total=Greatest(F("listed"), Coalesce(F("employee_count"), 0, output_field=IntegerField())))


def _number(counted: QuerySet[TandaTangan] | QuerySet[Pegawai]) -> Coalesce:
    return Coalesce(Subquery(counted.values("n"), output_field=IntegerField()), 0)


def coverage_of(units: QuerySet[Opd] | Iterable[Opd], *, year: int, on: date) -> dict[UUID, Cakupan]:
    """Coverage by unit key for the year, as it stood at the end of that day; one SQL query, however many."""
    if not isinstance(units, QuerySet):
        units = Opd.objects.filter(pk__in=[unit.pk for unit in units])
    rows = with_coverage(units, year=year, on=on).values_list(
        "pk", "signed", "total", "listed", "employee_count"
    )
    return {
        key: Cakupan(signed, total, listed, stated, complete_list=0 < listed == total)
        for key, signed, total, listed, stated in rows
    }


def coverage_by_year(units: QuerySet[Opd], *, on: date) -> dict[tuple[UUID, int], Cakupan]:
    """Coverage by unit and year, for lists whose rows are of different years; two SQL queries, however many.

    A unit without a signature in a year stands there with year 0.
    """
    whole = coverage_of(units, year=0, on=on)
    signed = signatures_standing(on=on).filter(opd__in=units.values("pk")).order_by()
    found = {(key, 0): part for key, part in whole.items()}
    for key, year, n in signed.values_list("opd", "year").annotate(n=Count("pegawai", distinct=True)):
        found[key, year] = replace(whole[key], signed=n)
    return found


def sum_coverage(parts: Iterable[Cakupan]) -> Cakupan:
    """Several units as one figure: persons over persons, never an average of shares."""
    parts = list(parts)
    return Cakupan(
        signed=sum(part.signed for part in parts),
        total=sum(part.total for part in parts),
        listed=sum(part.listed for part in parts),
        complete_list=all(part.complete_list for part in parts),
    )
