"""What the address of a list asks for. What makes no sense there counts as not said: a list is never an error."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

MOST_LETTERS = 100


def one_of(text: str, values: Collection[str]) -> str:
    """The text if it is one of the values, else empty."""
    return text if text in values else ""


def number(text: str, digits: int) -> int | None:
    """A whole number of at most that many digits, else None."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= digits else None


def year_of(text: str) -> str:
    """A year of four digits as it was written, else empty."""
    return text if len(text) == 4 and number(text, 4) is not None else ""


def search_text(text: str) -> str:
    """Words to look for: one space between them, nothing that a database refuses, at most `MOST_LETTERS`."""
    return " ".join(text.replace("\x00", " ").split())[:MOST_LETTERS].strip()


@dataclass(frozen=True)
class Tab:
    """One state as a tab of a list, with how many rows it has under the other filters."""

    state: str
    word: str
    count: int
    is_current: bool


def tabs_over(counts: Mapping[str, int], states: Iterable[tuple[str, str]], current: str) -> list[Tab]:
    """A tab for everything, then one for each state with its word; `counts` holds rows by state."""
    everything = Tab("", "Semua", sum(counts.values()), not current)
    return [everything, *(Tab(state, word, counts.get(state, 0), state == current) for state, word in states)]
