"""One search over everything a person may see, ready to print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from dasar.izin import Actor
from dasar.pencarian import fold, mark, suggest, words_of
from dasar.tembolok import reading_key, remember
from opd.models import Opd
from zona.cari.sumber import BY_KEY, SUMBER, Sumber, Temuan

FEWEST_LETTERS = 2
SHOWN = 5  # finds of each sort on the first page
PAGE = 30


@dataclass(frozen=True)
class BarisTemuan:
    """A find with the words that were asked set apart."""

    temuan: Temuan
    bagian: list[tuple[str, bool]]


@dataclass(frozen=True)
class Kelompok:
    """The finds of one sort; `lebih` says that there are more."""

    sumber: Sumber
    baris: list[BarisTemuan]
    lebih: bool


def too_short(words: Sequence[str]) -> bool:
    """Whether nothing of what was typed is long enough to look for."""
    return max(map(len, words), default=0) < FEWEST_LETTERS


def find_all(actor: Actor, words: Sequence[str]) -> list[Kelompok]:
    """The nearest finds of every sort; sorts without one are left out. One SQL statement for each sort."""
    found = []
    for sumber in SUMBER:
        rows = list(sumber.find(actor, words)[: SHOWN + 1])
        if rows:
            found.append(Kelompok(sumber, _show(actor, sumber, rows[:SHOWN], words), len(rows) > SHOWN))
    return found


def find_in(actor: Actor, key: str, words: Sequence[str], number: str | None) -> tuple[Kelompok, Page] | None:
    """One page of the finds of one sort; None for a sort that does not exist. Two or three SQL statements."""
    sumber = BY_KEY.get(key)
    if sumber is None:
        return None
    page = Paginator(sumber.find(actor, words), PAGE).get_page(number)
    return Kelompok(sumber, _show(actor, sumber, list(page.object_list), words), page.has_next()), page


def _show(actor: Actor, sumber: Sumber, rows: Sequence[object], words: Sequence[str]) -> list[BarisTemuan]:
    return [BarisTemuan(row, mark(row.judul, words)) for row in sumber.show(actor, rows)]


def suggest_words(actor: Actor, words: Sequence[str]) -> str:
    """What may have been meant: the names of units that this person sees are the dictionary.

    It is kept until anything changes; two SQL statements at most.
    """
    key = reading_key(actor, "cari.kosakata")
    return suggest(words, remember(key, lambda: _vocabulary(actor)))


def _vocabulary(actor: Actor) -> tuple[str, ...]:
    names = Opd.objects.visible_to(actor).order_by().values_list("name", "short_name")
    words = {word.strip(".,()") for row in names for text in row for word in fold(text).split()}
    return tuple(sorted(word for word in words if len(word) > FEWEST_LETTERS))


__all__ = ["Kelompok", "find_all", "find_in", "suggest_words", "too_short", "words_of"]
