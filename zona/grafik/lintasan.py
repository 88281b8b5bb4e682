"""A course over time against a target."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.safestring import SafeString

from dasar.format import MONTHS, angka
from zona.grafik.bingkai import at, line, svg, text


@dataclass(frozen=True)
class Lintasan:
    """What a course shows: (day, count) steps from `start` to `end`, against `target` units by `due`.

    `end` may lie after the last step: the line stops there, the axis goes on.
    """

    steps: Sequence[tuple[date, int]]
    start: date
    end: date
    top: int
    target: int | None = None
    due: date | None = None


@dataclass(frozen=True)
class _Plot:
    """Where days and counts lie in a drawing of `width` by `height`."""

    lintasan: Lintasan
    width: int
    height: int
    left: int = 30
    right: int = 24
    above: int = 30
    below: int = 26

    def x(self, day: date) -> Decimal:
        span = max((self.lintasan.end - self.lintasan.start).days, 1)
        room = self.width - self.left - self.right
        return self.left + Decimal(room) * (day - self.lintasan.start).days / span

    def y(self, count: int) -> Decimal:
        room = self.height - self.above - self.below
        return self.height - self.below - Decimal(room) * count / max(self.lintasan.top, 1)


def course(lintasan: Lintasan, *, width: int, height: int, title: str, desc: str) -> SafeString:
    """A cumulative course as a staircase, with the target as a level and its deadline as a mark.

    The count is written at the last step; labels are 13 units high, so `width` should be near the width in
    pixels at which it will stand.
    """
    plot = _Plot(lintasan, width, height)
    body = "".join(_rules(plot)) + "".join(_calendar(plot)) + _target(plot) + _stairs(plot)
    return svg(body, width=width, height=height, title=title, desc=desc)


def _rules(plot: _Plot) -> Iterator[str]:
    """Level lines at round counts, and the ground line."""
    top = plot.lintasan.top
    step = next(s for s in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000, 10**9) if top <= s * 5)
    for count in range(0, top + 1, step):
        y, css = plot.y(count), "c-grid" if count else "c-axis"
        yield line(f"M{plot.left} {at(y)}H{plot.width - plot.right}", css)
        yield text(plot.left - 6, y + 4, angka(count), anchor="end", size=13)


def _calendar(plot: _Plot) -> Iterator[str]:
    """Month names of one year, or the years, as many as there is room for."""
    start, end = plot.lintasan.start, plot.lintasan.end
    y = plot.height - 8
    if start.year == end.year:
        every = 1 if plot.width >= 560 else 3
        for month in range(1, 13, every):
            if date(start.year, month, 1) >= start:
                yield text(plot.x(date(start.year, month, 1)), y, MONTHS[month - 1][:3], size=13)
        return
    years = end.year - start.year + 1
    every = max(1, -(-years * 52 // (plot.width - plot.left)))
    for year in range(start.year, end.year + 1, every):
        x = plot.x(max(date(year, 1, 1), start))
        yield line(f"M{at(x)} {plot.above}V{plot.height - plot.below}", "c-grid")
        yield text(x, y, str(year), size=13)


def _target(plot: _Plot) -> str:
    """The target as a dashed level; the deadline as a mark when it lies on the axis."""
    target, due = plot.lintasan.target, plot.lintasan.due
    if target is None:
        return ""
    y, end = plot.y(target), plot.width - plot.right
    words = f"Target {angka(target)}"
    body = line(f"M{plot.left} {at(y)}H{end}", "c-target c-target-dash")
    if due is not None and plot.lintasan.start <= due <= plot.lintasan.end:
        x = plot.x(due)
        words += f", {due.day} {MONTHS[due.month - 1][:3]} {due.year}"
        body += line(f"M{at(x)} {at(y)}V{plot.height - plot.below}", "c-target")
        body += f'<circle class="c-target-dot" cx="{at(x)}" cy="{at(y)}" r="4"/>'
    return body + text(plot.left + 4, y - 9, words, css="c-target-text", size=13)


def _stairs(plot: _Plot) -> str:
    """The staircase with its ground, and the count at its end."""
    steps = plot.lintasan.steps
    if not steps:
        return ""
    path = f"M{at(plot.x(steps[0][0]))} {at(plot.y(steps[0][1]))}"
    for day, count in steps[1:]:
        path += f"H{at(plot.x(day))}V{at(plot.y(count))}"
    day, count = steps[-1]
    x, y, ground = plot.x(day), plot.y(count), at(plot.y(0))
    body = line(f"{path}V{ground}H{at(plot.x(steps[0][0]))}Z", "c-area") + line(path, "c-line")
    body += f'<circle class="c-dot" cx="{at(x)}" cy="{at(y)}" r="6"/>'
    near_edge = x > plot.width - plot.right - 40
    left, anchor = (x - 12, "end") if near_edge else (x + 12, "start")
    return body + text(left, y + 22, angka(count), css="c-strong", anchor=anchor, size=17)
