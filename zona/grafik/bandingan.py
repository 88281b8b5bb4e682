"""Things side by side: bars, small multiples, a matrix, the parts of a whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.safestring import SafeString

from dasar.format import angka
from zona.grafik.bingkai import LETTER, WIDE, Number, at, fit, line, rect, share, svg, text


@dataclass(frozen=True)
class Batang:
    """One bar: its own target beats the chart's."""

    label: str
    value: Number
    target: Number | None = None
    note: str = ""


def bars(
    rows: Sequence[Batang],
    *,
    top: Number,
    title: str,
    target: Number | None = None,
    target_word: str = "batas",
    places: int = 0,
    suffix: str = "",
    width: int = WIDE,
) -> SafeString:
    """Horizontal bars from 0 to `top`, the label above each, with a tick at the target and its word below."""
    body, height = "", 46 * max(len(rows), 1)
    for number, row in enumerate(rows):
        y, words = 46 * number, f"{angka(row.value, places)}{suffix} {row.note}".strip()
        room = width - int(len(words) * 15 * LETTER) - 16
        body += text(0, y + 14, fit(row.label, room, 15), css="c-label", size=15)
        body += text(width, y + 14, words, css="c-strong", anchor="end", size=15)
        limit = row.target if row.target is not None else target
        body += _track(y + 22, row.value, top, limit, width)
    if target is not None:
        x, anchor = share(target, top) * width, "end" if target * 2 > top else "start"
        body += text(x, height + 12, f"{target_word} {angka(target, places)}{suffix}", anchor=anchor, size=13)
        height += 20
    desc = "; ".join(f"{row.label} {angka(row.value, places)}{suffix}" for row in rows)
    return svg(body, width=width, height=height, title=title, desc=desc)


def _track(y: int, value: Number, top: Number, limit: Number | None, width: int) -> str:
    paint = "c-bar" if limit is None else ("c-bar-met" if value >= limit else "c-bar-short")
    body = rect(0, y, width, 12, "c-ground") + rect(0, y, share(value, top) * width, 12, paint)
    if limit is not None:
        path = f"M{at(share(limit, top) * width)} {y - 4}V{y + 16}"
        body += line(path, "c-target-edge") + line(path, "c-tick")
    return body


def small(
    points: Sequence[tuple[str, Number | None]],
    *,
    top: Number,
    title: str,
    target: Number | None = None,
    places: int = 0,
) -> SafeString:
    """One of many small charts side by side: values by year or quarter as columns; a gap where there is none."""
    width, height, base = 168, 104, 62
    slot = Decimal(width) / max(len(points), 1)
    body = line(f"M0 {base}H{width}", "c-axis")
    for number, (word, value) in enumerate(points):
        middle, last = slot * number + slot / 2, number == len(points) - 1
        if value is not None:
            tall = share(value, top) * (base - 4)
            body += rect(
                slot * number + slot / 8, base - tall, slot * 3 / 4, tall, "c-bar" if last else "c-bar-soft"
            )
        body += text(middle, base + 18, angka(value, places), css="c-strong", anchor="middle", size=14)
        body += text(middle, base + 35, word, anchor="middle", size=12)
    if target is not None:
        body += line(f"M0 {at(base - share(target, top) * (base - 4))}H{width}", "c-target c-target-dash")
    desc = "; ".join(f"{word} {angka(value, places)}" for word, value in points)
    return svg(body, width=width, height=height, title=title, desc=desc)


# Drawn, not written: the typeface has no such letters. Around a middle at 0 0.
SIGNS = {"met": "l3 4l6 -8", "short": "m4 -5l5 9h-10z", "fail": "m0 -4l8 8m0 -8l-8 8", "none": "h8"}


@dataclass(frozen=True)
class Sel:
    """A cell of a matrix: what it says, and how it stands (met, short, fail, none)."""

    words: str
    state: str


def matrix(
    columns: Sequence[str], rows: Sequence[tuple[str, Sequence[Sel]]], *, title: str, width: int = WIDE
) -> SafeString:
    """Units down, areas across: each cell has a sign and words besides its colour. For paper and overviews.

    A cell without a gate has only its words: a dash before a figure would read as a minus.
    """
    label, head, tall = width * 3 // 10, 34, 30
    slot = Decimal(width - label) / max(len(columns), 1)
    body = "".join(
        text(
            label + slot * number + slot / 2,
            22,
            fit(word, slot - 4, 12),
            css="c-label",
            anchor="middle",
            size=12,
        )
        for number, word in enumerate(columns)
    )
    for number, (name, cells) in enumerate(rows):
        y = head + number * tall
        body += text(0, y + 19, fit(name, label - 10, 13), css="c-label", size=13)
        for place, cell in enumerate(cells):
            x = label + slot * place
            body += rect(x + 1, y + 1, slot - 2, tall - 2, f"c-cell-{cell.state}")
            if cell.state != "none" or not cell.words:
                body += line(f"M{at(x + 6)} {y + 15}{SIGNS[cell.state]}", f"c-sign-{cell.state}")
            body += text(x + slot - 6, y + 20, cell.words, css=f"c-on-{cell.state}", anchor="end", size=13)
    return svg(body, width=width, height=head + len(rows) * tall, title=title)


@dataclass(frozen=True)
class Bagian:
    """One part of a whole; paint is c-bar, c-bar-soft, c-bar-met, c-bar-short, c-bar-fail or c-ground."""

    label: str
    count: int
    paint: str


def shares(parts: Sequence[Bagian], *, title: str, width: int = WIDE) -> SafeString:
    """One bar divided into the parts of a whole, and below it what each part is, in the same order."""
    whole = sum(part.count for part in parts)
    body, x, y = rect(0, 0, width, 28, "c-ground"), Decimal(0), 56
    for part in parts:
        wide = share(part.count, whole) * width
        body += rect(x, 0, wide, 28, part.paint)
        x += wide
        if 0 < x < width:
            body += line(f"M{at(x)} 0V28", "c-gap")
        body += rect(0, y - 12, 14, 14, part.paint)
        body += text(24, y, fit(part.label, width - 110, 15), css="c-label", size=15)
        percent = angka(share(part.count, whole) * 100, 0)
        body += text(width, y, f"{angka(part.count)} ({percent}%)", css="c-strong", anchor="end", size=15)
        y += 28
    desc = "; ".join(f"{part.label} {angka(part.count)} dari {angka(whole)}" for part in parts)
    return svg(body, width=width, height=max(y - 12, 28), title=title, desc=desc)
