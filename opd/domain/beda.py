"""The difference between two texts, for people: line by line, and word by word inside changed lines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

SAME, REMOVED, ADDED = "same", "removed", "added"
WORD = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True)
class Potongan:
    """A piece of a line that stayed, went or came."""

    kind: str
    text: str


@dataclass(frozen=True)
class Baris:
    """One line of the comparison; `changed` when anything in it differs."""

    parts: tuple[Potongan, ...]

    @property
    def changed(self) -> bool:
        return any(part.kind != SAME for part in self.parts)


def compare_texts(old: str, new: str) -> list[Baris]:
    """The lines of both texts in reading order; texts joined from `same` and `added` parts give the new one."""
    before, after = old.splitlines(), new.splitlines()
    rows: list[Baris] = []
    for kind, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            rows += [Baris((Potongan(SAME, line),)) for line in before[i:j]]
        else:
            rows += [_compare_lines(a, b) for a, b in zip_longest(before[i:j], after[k:m])]
    return rows


def _compare_lines(old: str | None, new: str | None) -> Baris:
    if old is None or new is None:
        text = new if old is None else old
        return Baris((Potongan(ADDED if old is None else REMOVED, text or ""),))
    before, after = WORD.findall(old), WORD.findall(new)
    parts: list[Potongan] = []
    for kind, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            parts.append(Potongan(SAME, "".join(before[i:j])))
            continue
        if i < j:
            parts.append(Potongan(REMOVED, "".join(before[i:j])))
        if k < m:
            parts.append(Potongan(ADDED, "".join(after[k:m])))
    return Baris(tuple(parts))
