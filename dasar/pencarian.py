"""Finding text whatever its case and accents, the same on both engines and without a search server.

A text is folded (lower case, accents dropped, letter for letter), and every word asked for has to occur in it. In
PostgreSQL folding is `translate`; in SQLite a function of ours, installed with each connection.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from typing import Any, TypeVar

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import (
    Case,
    CharField,
    F,
    Func,
    IntegerField,
    Model,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Concat

M = TypeVar("M", bound=Model)
MOST_WORDS, MOST_LETTERS = 6, 80
FOLD_IN_SQLITE = "zona_fold"
ALIKE = 0.72  # how near a word must come to be offered instead; a choice of the portal
_LETTERS = [*map(chr, range(0x41, 0x5B)), *map(chr, range(0xC0, 0x180)), *map(chr, range(0x1E00, 0x1F00))]
_PLAIN = {
    letter: base.lower()
    for letter in _LETTERS
    if (base := unicodedata.normalize("NFKD", letter)[0]).isascii() and base.isalpha()
}
_TABLE = str.maketrans(_PLAIN)


def fold(text: str) -> str:
    """The text in lower case without accents; as long as it was, so that places in it stay the same."""
    return text.translate(_TABLE)


def words_of(text: str) -> tuple[str, ...]:
    """What was typed as folded words, each once; at most six, and nothing of what lies beyond 80 letters."""
    clean = fold(text.replace("\x00", " ")[:MOST_LETTERS])
    return tuple(dict.fromkeys(clean.split()))[:MOST_WORDS]


def install_fold(sender: Any, connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    """Give a new SQLite connection the function that folds."""
    if connection.vendor == "sqlite":
        connection.connection.create_function(FOLD_IN_SQLITE, 1, _fold_or_none, deterministic=True)


def _fold_or_none(text: Any) -> str | None:
    return None if text is None else fold(str(text))


class Fold(Func):
    """A text column folded in the database, exactly as `fold` does it."""

    output_field = TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, function=FOLD_IN_SQLITE, **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        sql, params = compiler.compile(self.source_expressions[0])
        return f"translate({sql}, %s, %s)", (*params, "".join(_PLAIN), "".join(_PLAIN.values()))


def search(
    rows: QuerySet[M],
    words: Sequence[str],
    *,
    fields: Sequence[str],
    code: str = "",
    also: Callable[[str], Q] | None = None,
) -> QuerySet[M]:
    """The rows in which every folded word occurs in one of `fields` (or where `also` finds it); the nearest first.

    First come rows whose `code` is what was asked, then those whose first field begins with it. One statement.
    """
    parts: list[Any] = []
    for name in fields:
        parts += [Value(" "), Cast(F(name), TextField())]
    rows = rows.annotate(folded=Fold(Concat(Value(""), *parts, output_field=TextField())))
    if code:
        rows = rows.annotate(folded_code=Fold(Cast(F(code), CharField())))
    for word in words:
        rows = rows.filter(Q(folded__contains=word) | also(word) if also else Q(folded__contains=word))
    asked = " ".join(words)
    whens = [When(folded__startswith=f" {asked}", then=Value(1))]
    if code:
        whens.insert(0, When(folded_code=asked, then=Value(0)))
    return rows.annotate(nearness=Case(*whens, default=Value(2), output_field=IntegerField()))


def suggest(words: Sequence[str], known: Sequence[str]) -> str:
    """What may have been meant, if a word is misspelt: each unknown word replaced by the nearest known one.

    Empty when nothing comes near, or nothing changes. `known` are folded words.
    """
    found = [
        word if word in known else next(iter(get_close_matches(word, known, 1, ALIKE)), "") for word in words
    ]
    return "" if "" in found or found == list(words) else " ".join(found)


def mark(text: str, words: Sequence[str]) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it is one of the words: for printing the finds in bold."""
    folded, hit = fold(text), bytearray(len(text))
    for word in words:
        start = folded.find(word)
        while start >= 0:
            hit[start : start + len(word)] = b"\x01" * len(word)
            start = folded.find(word, start + len(word))
    pieces: list[tuple[str, bool]] = []
    begin = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or hit[place] != hit[begin]:
            pieces.append((text[begin:place], bool(hit[begin])))
            begin = place
    return pieces
