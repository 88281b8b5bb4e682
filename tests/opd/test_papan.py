"""The board's figures: exact for any day, scoped in SQL, the same as an independent recomputation."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dasar.izin import Actor
from opd.domain.queries.papan import Papan, read_papan
from opd.enums import OpdKind, Role
from opd.enums import PencananganState as State
from opd.models import Opd, Pencanangan, TargetPencanangan
from tests.factories.opd import OpdFactory, PegawaiFactory, PencananganFactory, PesertaFactory, make_actor

pytestmark = pytest.mark.django_db
DAY = date(2020, 10, 22)

RECOMPUTED = """
    SELECT COUNT(*), COUNT(first_day) FROM (
        SELECT o.id, (
            SELECT MIN(p.date) FROM opd_pencanangan p JOIN opd_peserta t ON t.pencanangan_id = p.id
            WHERE t.opd_id = o.id AND p.state = 'verified' AND p.date <= %s
        ) AS first_day
        FROM opd_opd o
        WHERE o.counts_for_target AND o.active_from <= %s AND (o.active_to IS NULL OR o.active_to > %s)
    ) AS units
"""


def declare(*units: Opd, day: date, state: str = State.VERIFIED) -> Pencanangan:
    event = PencananganFactory(organiser=units[0], date=day)
    for unit in units:
        PesertaFactory(pencanangan=event, opd=unit)
    times = {"submitted_at": timezone.now(), "decided_at": timezone.now()}
    if state == State.SUBMITTED:
        times["decided_at"] = None
    Pencanangan.objects.filter(pk=event.pk).update(state=state, **times)
    return event


def set_target(year: int, units: int | None = None) -> None:
    TargetPencanangan.objects.create(year=year, due_on=date(year, 12, 31), units=units)


def recompute(day: date) -> tuple[int, int]:
    """(units counted, units declared) on a day, in SQL written apart from the product's code."""
    with connection.cursor() as cursor:
        cursor.execute(RECOMPUTED, [day, day, day])
        return cursor.fetchone()


@pytest.fixture
def pimpinan() -> Actor:
    return make_actor(Role.PIMPINAN)


@pytest.fixture
def city() -> dict[str, Opd]:
    """Units with every history that matters: early, twice, late, pending, cancelled, closed, new, not counted."""
    names = ("awal", "dua", "lambat", "menunggu", "batal")
    units = {name: OpdFactory(short_name=name) for name in names}
    units["tutup"] = OpdFactory(short_name="tutup", active_to=date(2020, 6, 1))
    units["baru"] = OpdFactory(short_name="baru", active_from=date(2021, 3, 1))
    units["luar"] = OpdFactory(short_name="luar", counts_for_target=False)
    declare(units["awal"], units["luar"], units["tutup"], day=date(2019, 12, 13))
    declare(units["dua"], day=date(2020, 7, 20))
    declare(units["dua"], day=date(2022, 3, 7))
    declare(units["lambat"], day=date(2021, 2, 1))
    declare(units["menunggu"], day=date(2020, 9, 1), state=State.SUBMITTED)
    event = declare(units["batal"], day=date(2020, 9, 2))
    Pencanangan.objects.filter(pk=event.pk).update(state=State.CANCELLED, cancel_reason="Tercatat dua kali")
    return units


def missing_of(papan: Papan) -> dict[str, int]:
    return {unit.short_name: unit.days_late(papan.on) for unit in papan.missing}


@pytest.mark.parametrize(
    ("day", "figures"),
    [
        (date(2018, 1, 1), (0, 6)),
        (date(2019, 12, 12), (0, 6)),
        (date(2019, 12, 13), (2, 6)),
        (date(2020, 5, 31), (2, 6)),
        (date(2020, 6, 1), (1, 5)),
        (date(2020, 7, 20), (2, 5)),
        (date(2021, 3, 1), (3, 6)),
        (date(2026, 1, 1), (3, 6)),
    ],
)
def test_figures_of_any_day_equal_a_recomputation(
    city: dict[str, Opd], pimpinan: Actor, day: date, figures: tuple[int, int]
) -> None:
    papan = read_papan(pimpinan, on=day)
    assert (papan.declared, papan.total) == figures
    assert recompute(day) == (papan.total, papan.declared)


def test_each_step_of_the_course_is_what_the_board_of_that_day_says(
    city: dict[str, Opd], pimpinan: Actor
) -> None:
    course = read_papan(pimpinan, on=date(2022, 12, 31)).course
    assert course[0].day == date(2019, 1, 1)
    for step in course:
        board = read_papan(pimpinan, on=step.day)
        assert (step.declared, step.counted) == (board.declared, board.total), step


def test_course_of_a_moving_year_begins_with_what_was_reached_before(
    city: dict[str, Opd], pimpinan: Actor
) -> None:
    course = read_papan(pimpinan, on=DAY).course
    told = [(step.day, step.declared, step.counted, step.names) for step in course]
    assert told == [
        (date(2020, 1, 1), 2, 6, ()),
        (date(2020, 6, 1), 1, 5, ()),
        (date(2020, 7, 20), 2, 5, ("dua",)),
        (DAY, 2, 5, ()),
    ]


def test_lateness_runs_from_the_first_deadline_for_all_after_the_unit_began(
    city: dict[str, Opd], pimpinan: Actor
) -> None:
    set_target(2019, units=3)
    set_target(2020)
    set_target(2021)
    papan = read_papan(pimpinan, on=date(2022, 1, 31))
    assert missing_of(papan) == {"menunggu": 396, "batal": 396, "baru": 31}
    assert (papan.late, papan.long_late) == (3, 2)
    assert [unit.short_name for unit in papan.missing][-1] == "baru"


def test_nobody_is_late_before_the_deadline_or_without_a_target(
    city: dict[str, Opd], pimpinan: Actor
) -> None:
    assert read_papan(pimpinan, on=DAY).late == 0
    assert read_papan(pimpinan, on=DAY).target is None
    set_target(2020)
    assert read_papan(pimpinan, on=date(2020, 12, 31)).late == 0
    assert read_papan(pimpinan, on=date(2021, 1, 1)).late == 3


def test_target_in_units_is_never_more_than_there_are(city: dict[str, Opd], pimpinan: Actor) -> None:
    set_target(2020, units=99)
    assert read_papan(pimpinan, on=DAY).target.units == 5
    set_target(2021, units=4)
    assert read_papan(pimpinan, on=date(2024, 1, 1)).target.units == 4


def test_target_for_a_part_of_the_city_is_no_target_of_a_unit(city: dict[str, Opd]) -> None:
    set_target(2020, units=4)
    operator = make_actor(Role.OPERATOR, city["awal"])
    assert read_papan(operator, on=DAY).target is None
    set_target(2019)
    assert read_papan(operator, on=DAY).target.units == 1


def test_kinds_and_kecamatan_add_up(pimpinan: Actor) -> None:
    head = OpdFactory(short_name="Kec. Utara", kind=OpdKind.KECAMATAN)
    below = [OpdFactory(kind=OpdKind.KELURAHAN, parent=head, counts_for_target=False) for _ in range(3)]
    OpdFactory(kind=OpdKind.KECAMATAN)
    PegawaiFactory(opd=below[0])
    declare(head, below[0], below[1], day=date(2020, 7, 20))
    OpdFactory(kind=OpdKind.BADAN)
    papan = read_papan(pimpinan, on=DAY)
    assert [(k.key, k.declared, k.total) for k in papan.kinds] == [("badan", 0, 1), ("kecamatan", 1, 2)]
    utara = next(w for w in papan.kecamatan if w.unit.key == head.pk)
    assert (utara.declared_below, utara.total_below, utara.cakupan.total) == (2, 3, 1)
    assert sum(k.total for k in papan.kinds) == papan.total == 3


def test_operator_sees_only_own_subtree(city: dict[str, Opd]) -> None:
    """The other units' declarations, news and employees exist and would show in each figure."""
    parent = OpdFactory(short_name="induk")
    child = OpdFactory(short_name="anak", parent=parent)
    PegawaiFactory(opd=child)
    PegawaiFactory(opd=city["awal"])
    declare(child, day=date(2020, 8, 8))
    today = timezone.localdate()
    papan = read_papan(make_actor(Role.OPERATOR, parent), on=today)
    assert (papan.declared, papan.total, papan.cakupan.total) == (1, 2, 1)
    assert [unit.short_name for unit in papan.missing] == ["induk"]
    assert [row.organiser for row in papan.kabar] == ["anak"]
    assert papan.waiting == ()
    assert papan.course[-1].counted == 2


def test_stranger_without_a_role_sees_nothing(city: dict[str, Opd]) -> None:
    papan = read_papan(Actor(), on=timezone.localdate())
    assert (papan.total, papan.declared, papan.kabar, papan.waiting, papan.cakupan.total) == (0, 0, (), (), 0)


def test_news_and_waiting_are_those_of_today(city: dict[str, Opd], pimpinan: Actor) -> None:
    old = declare(city["lambat"], day=date(2021, 5, 5))
    Pencanangan.objects.filter(pk=old.pk).update(
        decided_at=datetime(2021, 5, 6, tzinfo=timezone.get_current_timezone())
    )
    papan = read_papan(pimpinan, on=timezone.localdate())
    assert [row.organiser for row in papan.waiting] == ["menunggu"]
    assert len(papan.kabar) == 6
    assert old.pk not in {row.pencanangan for row in papan.kabar}
    past = read_papan(pimpinan, on=timezone.localdate() - timedelta(days=1))
    assert (past.kabar, past.waiting) == ((), ())


@pytest.mark.parametrize("units", [1, 3])
def test_board_costs_four_queries(pimpinan: Actor, units: int) -> None:
    for _ in range(units):
        unit = OpdFactory()
        PegawaiFactory(opd=unit)
        declare(unit, day=DAY)
    with CaptureQueriesContext(connection) as queries:
        read_papan(pimpinan, on=timezone.localdate())
    assert len(queries) == 4
