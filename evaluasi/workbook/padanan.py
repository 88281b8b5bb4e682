"""How alike two texts are, and which of two ordered lists belong together. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

STEM = 6
"""So many letters of a word are compared: endings differ from print to print."""
SAME_PLACE = 0.05
"""What a pair is worth although no word agrees, so that order decides."""


@lru_cache(maxsize=4096)
def stems(text: str) -> frozenset[str]:
    """The beginnings of the words of a text."""
    return frozenset(word[:STEM] for word in re.findall(r"[a-z0-9]{3,}", text.casefold()))


def likeness(one: str, other: str) -> float:
    """From 0 to 1: the share of common word beginnings."""
    left, right = stems(one), stems(other)
    return len(left & right) / min(len(left), len(right)) if left and right else 0.0


def align(texts: Sequence[str], labels: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs (text, label) in the order of both, such that together they are most alike; texts may stay over.

    Every label finds a text as long as there are enough.
    """
    rare = _weights(labels)
    worth = [[_worth(text, label, rare) for label in labels] for text in texts]
    best = [[0.0] * (len(labels) + 1) for _ in range(len(texts) + 1)]
    for at in range(len(texts) - 1, -1, -1):
        for place in range(len(labels) - 1, -1, -1):
            best[at][place] = max(
                worth[at][place] + best[at + 1][place + 1], best[at + 1][place], best[at][place + 1]
            )
    return _trace(best, worth)


def _trace(best: list[list[float]], worth: list[list[float]]) -> list[tuple[int, int]]:
    pairs, at, place = [], 0, 0
    while at < len(best) - 1 and place < len(best[0]) - 1:
        if best[at][place] == best[at + 1][place]:
            at += 1
        elif best[at][place] == best[at][place + 1]:
            place += 1
        else:
            pairs.append((at, place))
            at, place = at + 1, place + 1
    return pairs


def _weights(labels: Sequence[str]) -> dict[str, float]:
    """A word that stands in every label tells nothing."""
    counts: dict[str, int] = {}
    for label in labels:
        for stem in stems(label):
            counts[stem] = counts.get(stem, 0) + 1
    return {stem: 1 / count for stem, count in counts.items()}


def _worth(text: str, label: str, rare: dict[str, float]) -> float:
    mine = stems(label)
    whole = sum(rare[stem] for stem in mine) or 1.0
    return SAME_PLACE + sum(rare[stem] for stem in mine & stems(text)) / whole
