"""A kept statement gives the rows of its query, as they are now, whatever was asked before."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.db.models import DateTimeField, DecimalField, Value
from django.db.models.functions import Cast
from django.test.utils import CaptureQueriesContext

from dasar.jurnal.domain import record
from dasar.jurnal.models import Catatan
from dasar.pernyataan import KeptStatement
from opd.models import Opd
from tests.factories.opd import OpdFactory

pytestmark = pytest.mark.django_db
UNIT = ("pk", "parent_id", "name", "active_from", "active_to", "counts_for_target", "employee_count")


def test_keys_days_truths_and_nulls_are_those_of_the_query() -> None:
    head = OpdFactory(employee_count=None, active_to=date(2030, 1, 1))
    OpdFactory(parent=head, employee_count=12, counts_for_target=True)
    rows = Opd.objects.order_by("code").values_list(*UNIT)
    assert [tuple(row) for row in KeptStatement(rows)] == list(rows)
    assert {type(row[0]) for row in KeptStatement(rows)} == {type(head.pk)}


def test_moments_json_and_decimals_are_those_of_the_query() -> None:
    record(actor=None, action="uji.papan.changed", obj=None, stream="kota", after={"n": [1, {"a": None}]})
    rows = (
        Catatan.objects.annotate(points=Cast(Value("12.50"), DecimalField(max_digits=9, decimal_places=2)))
        .order_by("pk")
        .values_list("at", "after", "points")
    )
    ((at, after, points),) = KeptStatement(rows)
    assert [(at, after, points)] == list(rows)
    assert at.tzinfo is not None
    assert after == {"n": [1, {"a": None}]}
    assert points == Decimal("12.50")


def test_two_queries_in_one_statement() -> None:
    OpdFactory()
    nothing = Value(None, output_field=DateTimeField(null=True))
    units = Opd.objects.order_by().annotate(when=nothing).values_list("name", "active_from", "when")
    both = units.union(units, all=True)
    assert [tuple(row) for row in KeptStatement(both)] == list(both)
    assert len(list(KeptStatement(both))) == 2


def test_each_time_the_rows_are_asked_for_anew_with_one_statement() -> None:
    unit = OpdFactory(name="Dinas Lama")
    names = KeptStatement(Opd.objects.order_by("code").values_list("name", "active_to"))
    assert list(names) == [["Dinas Lama", None]]
    Opd.objects.filter(pk=unit.pk).update(name="Dinas Baru", active_to=date(2030, 1, 1))
    with CaptureQueriesContext(connection) as queries:
        assert list(names) == [["Dinas Baru", date(2030, 1, 1)]]
    assert len(queries) == 1


def test_rows_belong_to_who_asked() -> None:
    """A reader that changes its rows changes nobody else's."""
    OpdFactory(name="Dinas")
    names = KeptStatement(Opd.objects.values_list("name"))
    for row in names:
        row[0] = "diubah"
    assert list(names) == [["Dinas"]]


def test_a_query_that_can_match_nothing_gives_nothing() -> None:
    OpdFactory()
    assert list(KeptStatement(Opd.objects.filter(pk__in=[]).values_list("pk"))) == []
