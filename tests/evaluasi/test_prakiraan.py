"""The outlook says only what the data carry, and never more than there is."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluasi.domain.prakiraan import forecast

OPENS, DUE, TODAY = date(2026, 9, 1), date(2026, 12, 31), date(2026, 11, 20)


def days(*before: int) -> list[date]:
    return [TODAY - timedelta(days=number) for number in before]


def test_range_is_the_pace_of_28_days_with_the_root_of_its_count() -> None:
    told = forecast(days(1, 3, 10, 27, 40), total=27, opens=OPENS, due=DUE, today=TODAY)
    # 4 in 28 days, give or take 2; 41 days are left: 2*41/28 = 2,9 and 6*41/28 = 8,8
    assert (told.done, told.recent, told.window, told.days_left) == (5, 4, 28, 41)
    assert (told.low, told.high, told.reason) == (7, 14, "")


@pytest.mark.parametrize(
    ("handed", "changes", "told"),
    [
        (days(1, 2), {}, "Hanya 2 yang diajukan"),
        (days(1, 2, 3), {"total": 4}, "terlalu sedikit"),
        (days(1, 2, 3), {"opens": TODAY - timedelta(days=10)}, "baru dibuka"),
        (days(1, 2, 3), {"due": TODAY - timedelta(days=1)}, "sudah lewat"),
        (days(1, 2, 3, 4, 5), {"total": 5}, "Semua sudah diajukan"),
    ],
)
def test_too_little_is_said_instead_of_guessed(handed: list[date], changes: dict, told: str) -> None:
    made = forecast(handed, **({"total": 20, "opens": OPENS, "due": DUE, "today": TODAY} | changes))
    assert told in made.reason
    assert (made.low, made.high) == (None, None)


@settings(deadline=None)  # a busy machine is no failure
@given(st.lists(st.integers(-5, 200), max_size=40), st.integers(0, 60), st.integers(-10, 200))
def test_range_lies_between_what_is_done_and_all(before: list[int], more: int, until: int) -> None:
    handed = days(*before)
    total = len(handed) + more
    made = forecast(
        handed, total=total, opens=TODAY - timedelta(days=200), due=TODAY + timedelta(days=until), today=TODAY
    )
    if made.low is not None:
        assert made.done <= made.low <= made.high <= total
