"""The cheapest set of items that lifts every group of a nested family to its need, proven. Pure integers.

Groups are nested (areas within pengungkit within the total), so the work goes leaves to root: for each group, the
greatest gain for every cost up to a bound, then the states below the group's need are struck out. What a group
passes upward holds, for every cost, the best there is; so the first sufficient cost at the root is the least of all
sets. Nothing is guessed and nothing is rounded.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

IMPOSSIBLE = -(10**60)
"""Gain of a state that breaks a need; far below any sum of gains."""


@dataclass(frozen=True, slots=True)
class Item:
    """Something that can be taken once: its gain and its cost, both positive integers."""

    key: str
    gain: int
    cost: int


@dataclass
class Group:
    """Items and groups whose gains together must reach `need` (0 or less: no demand)."""

    need: int
    items: list[Item] = field(default_factory=list)
    groups: list["Group"] = field(default_factory=list)

    def all_items(self) -> list[Item]:
        return [*self.items, *(item for group in self.groups for item in group.all_items())]


@dataclass(frozen=True, slots=True)
class Least:
    """The answer: keys taken, their cost, and `below`, the greatest gain of any set that costs one less while
    meeting every inner need (None when there is none): the proof that no cheaper set does."""

    keys: frozenset[str]
    cost: int
    below: int | None


@dataclass(frozen=True, slots=True)
class _Table:
    """`best[c]`: the greatest gain for a cost of at most c with all needs met, else IMPOSSIBLE."""

    best: Sequence[int]
    source: "_Source"


@dataclass(frozen=True, slots=True)
class _Source:
    """How to find the items behind a state: from own masks, or from two tables that were joined."""

    items: Sequence[Item] = ()
    masks: Sequence[int] = ()
    left: _Table | None = None
    right: _Table | None = None


def find_least(root: Group) -> Least | None:
    """The cheapest items with which every group reaches its need; of equally cheap ones, those that gain most.

    None when even all items together do not suffice.
    """
    bound = _bound(root)
    if bound is None:
        return None
    table = _joined(root, bound)
    cost = next(at for at, gain in enumerate(table.best) if gain >= max(0, root.need))
    below = table.best[cost - 1] if cost else IMPOSSIBLE
    return Least(frozenset(_keys(table, cost)), cost, below if below >= 0 else None)


def _bound(root: Group) -> int | None:
    """The cost of one sufficient set, found greedily: nothing dearer need be looked at. None if there is none."""
    taken: set[str] = set()

    def fill(group: Group) -> bool:
        for inner in group.groups:
            if not fill(inner):
                return False
        everything = group.all_items()
        missing = group.need - sum(item.gain for item in everything if item.key in taken)
        for item in sorted(everything, key=lambda item: -(item.gain // item.cost)):
            if missing <= 0:
                break
            if item.key not in taken:
                taken.add(item.key)
                missing -= item.gain
        return missing <= 0

    if not fill(root):
        return None
    return sum(item.cost for item in root.all_items() if item.key in taken)


def _table(group: Group, bound: int) -> _Table:
    joined = _joined(group, bound)
    if group.need <= 0:
        return joined
    best = [gain if gain >= group.need else IMPOSSIBLE for gain in joined.best]
    return _Table(best, joined.source)


def _joined(group: Group, bound: int) -> _Table:
    tables = [_own_items(group.items, bound), *(_table(inner, bound) for inner in group.groups)]
    tables.sort(key=lambda table: len(table.best))
    return list(accumulate(tables, lambda left, right: _join(left, right, bound)))[-1]


def _own_items(items: Iterable[Item], bound: int) -> _Table:
    """Each item taken or not: the greatest gain for each cost, with the set of items as a bit mask."""
    known = list(items)
    size = min(bound, sum(item.cost for item in known)) + 1
    best, masks = [0] * size, [0] * size
    for bit, item in enumerate(known):
        for cost in range(size - 1, item.cost - 1, -1):
            gain = best[cost - item.cost] + item.gain
            if gain > best[cost]:
                best[cost], masks[cost] = gain, masks[cost - item.cost] | 1 << bit
    return _Table(best, _Source(items=known, masks=masks))


def _join(left: _Table, right: _Table, bound: int) -> _Table:
    """Every split of every cost between two disjoint tables; the greatest gain of each cost is kept."""
    size = min(bound, len(left.best) + len(right.best) - 2) + 1
    best = [IMPOSSIBLE] * size
    for cost, gain in enumerate(left.best[:size]):
        if gain < 0:
            continue
        reach = [gain + other for other in right.best[: size - cost]]
        best[cost : cost + len(reach)] = map(max, best[cost : cost + len(reach)], reach)
    best = list(accumulate((gain if gain >= 0 else IMPOSSIBLE for gain in best), max))
    return _Table(best, _Source(left=left, right=right))


def _keys(table: _Table, cost: int) -> list[str]:
    source = table.source
    if source.left is None or source.right is None:
        at = min(cost, len(source.masks) - 1)
        return [item.key for bit, item in enumerate(source.items) if source.masks[at] >> bit & 1]
    wanted = _gain_of(table, cost)
    for split in range(len(source.left.best)):
        rest = min(cost - split, len(source.right.best) - 1)
        if rest >= 0 and source.left.best[split] + source.right.best[rest] == wanted:
            return [*_keys(source.left, split), *_keys(source.right, rest)]
    raise AssertionError("setiap keadaan berasal dari dua keadaan di bawahnya")


def _gain_of(table: _Table, cost: int) -> int:
    return table.best[min(cost, len(table.best) - 1)]
