"""Coverage of signatures: what counts, against which number, at what cost."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from opd.domain.queries.cakupan import Cakupan, coverage_of, sum_coverage, with_coverage
from opd.models import NaskahPakta, Opd, TandaTangan
from tests.factories.opd import OpdFactory, PegawaiFactory
from tests.factories.pakta import NaskahPaktaFactory, TandaTanganFactory

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 30)


@pytest.fixture
def naskah() -> NaskahPakta:
    return NaskahPaktaFactory()


def fill(unit: Opd, naskah: NaskahPakta, *, staff: int, signed: int) -> list[TandaTangan]:
    people = PegawaiFactory.create_batch(staff, opd=unit)
    return [TandaTanganFactory(pegawai=person, naskah=naskah) for person in people[:signed]]


def of(unit: Opd, *, year: int = 2026, on: date = DAY) -> Cakupan:
    return coverage_of(Opd.objects.filter(pk=unit.pk), year=year, on=on)[unit.pk]


def test_listed_employees_are_the_denominator_when_the_unit_states_fewer(naskah: NaskahPakta) -> None:
    unit = OpdFactory(employee_count=3)
    fill(unit, naskah, staff=4, signed=3)
    assert of(unit) == Cakupan(signed=3, total=4, listed=4, stated=3, complete_list=True)
    assert of(unit).share == Decimal("0.75")
    assert of(unit).unsigned == 1


def test_stated_number_is_the_denominator_when_the_list_is_shorter(naskah: NaskahPakta) -> None:
    unit = OpdFactory(employee_count=10)
    fill(unit, naskah, staff=4, signed=1)
    assert of(unit) == Cakupan(signed=1, total=10, listed=4, stated=10, complete_list=False)
    assert of(unit).share == Decimal("0.1")


def test_unit_of_which_nobody_is_known_has_no_share() -> None:
    unit = OpdFactory()
    assert of(unit) == Cakupan(signed=0, total=0, listed=0, stated=None, complete_list=False)
    assert of(unit).share is None


def test_person_counts_once_whatever_editions_were_signed(naskah: NaskahPakta) -> None:
    unit = OpdFactory()
    (first,) = fill(unit, naskah, staff=2, signed=1)
    TandaTanganFactory(pegawai=first.pegawai, naskah=NaskahPaktaFactory())
    assert (of(unit).signed, of(unit).total) == (1, 2)


def test_withdrawn_and_other_years_do_not_count(naskah: NaskahPakta) -> None:
    unit = OpdFactory()
    withdrawn, earlier, _ = fill(unit, naskah, staff=3, signed=3)
    withdrawn.withdrawn_at, withdrawn.withdraw_reason = timezone.now(), "Keliru"
    withdrawn.save()
    TandaTangan.objects.filter(pk=earlier.pk).update(year=2025)
    assert of(unit).signed == 1
    assert of(unit, year=2025).signed == 1


def test_signature_counts_from_its_own_day_in_the_citys_time(naskah: NaskahPakta) -> None:
    unit = OpdFactory()
    late_evening = datetime(2026, 3, 4, 16, 59, 59, tzinfo=UTC)
    TandaTanganFactory(pegawai=PegawaiFactory(opd=unit), naskah=naskah, signed_at=late_evening)
    assert of(unit, on=date(2026, 3, 3)).signed == 0
    assert of(unit, on=date(2026, 3, 4)).signed == 1


def test_who_left_leaves_both_sides_of_the_fraction(naskah: NaskahPakta) -> None:
    unit = OpdFactory()
    gone, stays = PegawaiFactory(opd=unit, active_to=DAY), PegawaiFactory(opd=unit)
    TandaTanganFactory(pegawai=gone, naskah=naskah)
    TandaTanganFactory(pegawai=stays, naskah=naskah)
    assert (of(unit, on=date(2026, 6, 29)).signed, of(unit, on=date(2026, 6, 29)).total) == (2, 2)
    assert (of(unit).signed, of(unit).total) == (1, 1)


def test_units_below_are_not_counted_into_the_one_above(naskah: NaskahPakta) -> None:
    above = OpdFactory()
    fill(above, naskah, staff=1, signed=0)
    fill(OpdFactory(parent=above), naskah, staff=2, signed=2)
    assert (of(above).signed, of(above).total) == (0, 1)


def test_sum_is_persons_over_persons() -> None:
    small = Cakupan(signed=1, total=1, listed=1)
    large = Cakupan(signed=0, total=99, listed=9, stated=99, complete_list=False)
    assert sum_coverage([small, large]) == Cakupan(signed=1, total=100, listed=10, complete_list=False)
    assert sum_coverage([]).share is None


@pytest.mark.parametrize("units", [1, 3])
def test_one_query_for_any_number_of_units(
    units: int, naskah: NaskahPakta, django_assert_num_queries: object
) -> None:
    for _ in range(units):
        fill(OpdFactory(employee_count=3), naskah, staff=2, signed=1)
    with django_assert_num_queries(1):
        found = coverage_of(Opd.objects.all(), year=2026, on=DAY)
    assert [part.signed for part in found.values()] == [1] * units


def test_plain_rows_are_taken_as_well_as_a_queryset(naskah: NaskahPakta) -> None:
    wanted, _other = OpdFactory.create_batch(2)
    fill(wanted, naskah, staff=1, signed=1)
    assert coverage_of([wanted], year=2026, on=DAY) == {wanted.pk: Cakupan(signed=1, total=1, listed=1)}


def test_units_can_be_sorted_by_coverage_in_sql(naskah: NaskahPakta) -> None:
    few, many = OpdFactory(name="A"), OpdFactory(name="B")
    fill(few, naskah, staff=3, signed=1)
    fill(many, naskah, staff=3, signed=2)
    assert list(with_coverage(Opd.objects.all(), year=2026, on=DAY).order_by("-signed")) == [many, few]
