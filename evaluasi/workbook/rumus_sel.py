"""Which cells a formula reads, told from its text alone; nothing is computed. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from dasar.lembar import column_number

_TEXT = re.compile(r'"[^"]*"')
_FOREIGN = re.compile(r"('[^']*'|[A-Za-z0-9_.\[\]]+)!\$?[A-Za-z]{1,3}\$?\d+(:\$?[A-Za-z]{1,3}\$?\d+)?")
_REFERENCE = re.compile(
    r"(?<![A-Za-z0-9_.])\$?([A-Za-z]{1,3})\$?(\d{1,7})(?::\$?([A-Za-z]{1,3})\$?(\d{1,7}))?(?![A-Za-z0-9_(.])"
)
_ASKED = re.compile(
    r"\b(COUNT[A-Z]*|IS[A-Z]+|ROWS?|COLUMNS?)\s*\([^()]*\)|\$?[A-Z]{1,3}\$?\d+\s*(=|<>|<=|>=|<|>)|(=|<>|<=|>=|<|>)\s*\$?[A-Z]{1,3}\$?\d+",
    re.IGNORECASE,
)
"""Where a cell is only asked whether it is filled or what it says, and not reckoned with."""
MAKS_SEL = 5000


def references(formula: str, *, reckoned: bool = False) -> Counter[tuple[int, int]]:
    """How often each cell (row, column) of the own sheet is read; ranges cell by cell, at most 5,000 of them.

    `reckoned` leaves out where a cell is only asked about (COUNT, ISNUMBER, a comparison).
    """
    found: Counter[tuple[int, int]] = Counter()
    text = _TEXT.sub('""', _FOREIGN.sub(" ", formula)).removeprefix("=")
    cells = _cells(_ASKED.sub(" ", text) if reckoned else text)
    for at in islice(cells, MAKS_SEL):
        found[at] += 1
    return found


def reads_elsewhere(formula: str) -> bool:
    """Whether it reads another sheet or another workbook."""
    return bool(_FOREIGN.search(_TEXT.sub(" ", formula)))


def _cells(text: str) -> Iterator[tuple[int, int]]:
    for letters, row, to_letters, to_row in _REFERENCE.findall(text):
        if not to_letters:
            yield int(row), column_number(letters)
            continue
        rows = sorted((int(row), int(to_row)))
        columns = sorted((column_number(letters), column_number(to_letters)))
        for each in range(rows[0], rows[1] + 1):
            for column in range(columns[0], columns[1] + 1):
                yield each, column
