"""Agreement of two assessors who judged the same questions without seeing each other. Pure and exact.

Each verdict is the value 0..1 that its answer is worth. Per cent agreement counts equal values. Weighted kappa takes
the distance of two values as the weight of a disagreement (linear weights, Cohen 1968): kappa = 1 - observed / expected
disagreement, the expected one from both assessors' own distributions. It is 1 for full agreement, 0 for what chance
alone would give, below 0 for less. Where both always give one and the same value, chance cannot be told from
agreement and there is no kappa: None, not 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

K = TypeVar("K")
Pasangan = tuple[Fraction, Fraction]
"""The values of the first and of the second verdict on one question."""


@dataclass(frozen=True, slots=True)
class Kesepakatan:
    """How far two assessors agree over a number of questions."""

    banyak: int
    sama: int
    kappa: Fraction | None

    @property
    def persen(self) -> Fraction | None:
        """Share of equal verdicts, 0..100; None without any."""
        return Fraction(self.sama * 100, self.banyak) if self.banyak else None


def measure(pasangan: Sequence[Pasangan]) -> Kesepakatan:
    """Per cent agreement and weighted kappa of verdicts in pairs."""
    same = sum(first == second for first, second in pasangan)
    return Kesepakatan(len(pasangan), same, weighted_kappa(pasangan))


def weighted_kappa(pasangan: Sequence[Pasangan]) -> Fraction | None:
    """1 - observed / expected disagreement, with the distance of the values as weight; None when none is expected."""
    count = len(pasangan)
    if not count:
        return None
    observed = sum((abs(first - second) for first, second in pasangan), Fraction(0)) / count
    expected = sum((abs(first - second) for first, _ in pasangan for _, second in pasangan), Fraction(0)) / (
        count * count
    )
    return 1 - observed / expected if expected else None


def find_differing(verdicts: Mapping[K, Iterable[Pasangan]]) -> list[tuple[K, Kesepakatan, Fraction]]:
    """The questions that were read differently, those with the greatest mean distance first, then by code."""
    rows = []
    for key, pairs in verdicts.items():
        found = list(pairs)
        gap = sum((abs(first - second) for first, second in found), Fraction(0))
        if gap:
            rows.append((key, measure(found), gap / len(found)))
    return sorted(rows, key=lambda row: (-row[2], str(row[0])))
