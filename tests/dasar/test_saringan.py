"""Nonsense in the address of a list counts as not said."""

from __future__ import annotations

import pytest

from dasar.saringan import Tab, number, one_of, search_text, tabs_over, year_of


@pytest.mark.parametrize("text", ["", "26", "20260", "dua", "-202", "２０２６", "20 6", "\x00026"])
def test_only_four_digits_are_a_year(text: str) -> None:
    assert year_of(text) == ""
    assert year_of("2026") == "2026"


def test_only_a_short_whole_number_is_a_number() -> None:
    assert (number("7", 5), number("99999", 5)) == (7, 99999)
    assert [number(text, 5) for text in ("", "-1", "1.5", "100000", "9" * 5000, "²")] == [None] * 6


def test_only_what_is_offered_is_chosen() -> None:
    assert (one_of("aktif", ["aktif"]), one_of("lain", ["aktif"])) == ("aktif", "")


def test_words_are_cleaned_and_cut() -> None:
    assert search_text("  dinas \x00 pendidikan\n") == "dinas pendidikan"
    assert len(search_text("a" * 5000)) == 100
    assert search_text("a" * 99 + " b") == "a" * 99


def test_tabs_hold_everything_first_and_states_without_rows_too() -> None:
    assert tabs_over(
        {"draft": 2, "done": 1}, [("draft", "Draf"), ("sent", "Dikirim"), ("done", "Selesai")], "sent"
    ) == [
        Tab("", "Semua", 3, is_current=False),
        Tab("draft", "Draf", 2, is_current=False),
        Tab("sent", "Dikirim", 0, is_current=True),
        Tab("done", "Selesai", 1, is_current=False),
    ]
