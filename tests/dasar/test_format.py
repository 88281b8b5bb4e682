"""Figures, dates and sizes as an Indonesian office writes them."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from dasar import format as tulis

NOON = datetime(2020, 10, 22, 5, 0, tzinfo=UTC)  # 12.00 WIB


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (None, 2, "–"),
        (0, None, "0"),
        (1234567, None, "1.234.567"),
        (Decimal("1234567.891"), 2, "1.234.567,89"),
        (Decimal("2.665"), 2, "2,67"),
        (Decimal("2.675"), 2, "2,68"),
        (Decimal("13.6549999"), 2, "13,65"),
        (Decimal("-0.5"), 0, "−1"),
        (Decimal("2.50"), None, "2,50"),
        (Decimal("1E+3"), None, "1.000"),
    ],
)
def test_angka_rounds_half_up_and_groups(value, places, text) -> None:
    assert tulis.angka(value, places) == text


def test_share_of_nothing_is_a_dash() -> None:
    assert tulis.bagian(3, 0) == "–"
    assert tulis.bagian(27, 31) == "87%"
    assert tulis.bagian(1, 3, 2) == "33,33%"


def test_dates_are_written_in_the_zone_of_the_city() -> None:
    late = datetime(2020, 10, 22, 17, 30, tzinfo=UTC)  # already the next day in Pekalongan
    assert tulis.tanggal(late) == "23 Oktober 2020"
    assert tulis.tanggal_waktu(late) == "23 Oktober 2020 pukul 00.30 WIB"
    assert tulis.tanggal(date(2020, 7, 20)) == "20 Juli 2020"
    assert tulis.tanggal_pendek(date(2020, 7, 20)) == "20 Jul 2020"
    assert tulis.hari_tanggal(date(2020, 7, 20)) == "Senin, 20 Juli 2020"


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        (date(2023, 12, 3), date(2023, 12, 3), "3 Desember 2023"),
        (date(2023, 12, 3), date(2023, 12, 5), "3–5 Desember 2023"),
        (date(2023, 11, 30), date(2023, 12, 5), "30 November – 5 Desember 2023"),
        (date(2023, 12, 30), date(2024, 1, 2), "30 Desember 2023 – 2 Januari 2024"),
    ],
)
def test_ranges_say_shared_parts_once(start, end, text) -> None:
    assert tulis.rentang(start, end) == text


@pytest.mark.parametrize(
    ("gap", "text"),
    [
        (timedelta(seconds=20), "baru saja"),
        (timedelta(minutes=7), "7 menit lalu"),
        (timedelta(hours=3), "3 jam lalu"),
        (timedelta(hours=13), "kemarin"),
        (timedelta(days=12), "12 hari lalu"),
        (timedelta(days=31), "21 September 2020"),
        (timedelta(minutes=-5), "hari ini"),
        (timedelta(days=-1), "besok"),
        (timedelta(days=-8), "8 hari lagi"),
    ],
)
def test_relative_time_falls_back_to_the_date(gap, text) -> None:
    assert tulis.relatif(NOON - gap, now=NOON) == text


@pytest.mark.parametrize(
    ("size", "text"),
    [(0, "0 B"), (999, "999 B"), (1_843_200, "1,8 MB"), (742_118, "742 kB"), (4_200_000_000, "4,2 GB")],
)
def test_sizes_are_short(size, text) -> None:
    assert tulis.ukuran(size) == text
