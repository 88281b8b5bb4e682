"""Dates, times and numbers as an Indonesian office writes them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django import forms
from django.template import Context, Template
from django.utils import formats, timezone


def show(value: object, how: str) -> str:
    return Template("{{ value|" + how + " }}").render(Context({"value": value}))


def test_date_is_written_out() -> None:
    assert formats.date_format(date(2026, 11, 22)) == "22 November 2026"
    assert formats.date_format(date(2026, 1, 2), "SHORT_DATE_FORMAT") == "02-01-2026"


def test_time_has_a_dot_and_names_the_zone() -> None:
    moment = timezone.localtime(datetime(2026, 11, 22, 7, 30, tzinfo=UTC))

    assert formats.time_format(moment, "TIME_FORMAT") == "14.30 WIB"
    assert formats.date_format(moment, "DATETIME_FORMAT") == "22 November 2026, 14.30 WIB"


def test_number_has_dots_for_thousands_and_a_decimal_comma() -> None:
    assert show(Decimal("1234567.891"), 'floatformat:"2g"') == "1.234.567,89"


@pytest.mark.parametrize("typed", ["22-11-2026", "2026-11-22"])
def test_date_field_understands_day_month_year_and_iso(typed: str) -> None:
    assert forms.DateField(localize=True).clean(typed) == date(2026, 11, 22)


@pytest.mark.parametrize("typed", ["11/22/2026", "05/13/2026", "13/05/26", "22 Nov 2026", "32-01-2026"])
def test_date_field_refuses_what_could_mean_another_day(typed: str) -> None:
    with pytest.raises(forms.ValidationError):
        forms.DateField(localize=True).clean(typed)


@pytest.mark.parametrize("typed", ["14.30", "14:30"])
def test_time_field_understands_dot_and_colon(typed: str) -> None:
    assert forms.TimeField(localize=True).clean(typed).strftime("%H:%M") == "14:30"
