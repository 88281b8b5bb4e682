"""A value against what it must reach: a score and its gate, a part and its whole."""

from decimal import ROUND_CEILING, Decimal

from django.utils.safestring import SafeString, mark_safe

from dasar.format import angka
from zona.grafik.bingkai import at, line, rect, share, svg


def gap_words(value: Decimal, target: Decimal, places: int = 2) -> str:
    """The missing points in words: `kurang 0,35 dari 14,00`, or that the target is met.

    Rounded up, so that gaining what is said is enough; a gap that would round to nothing is said with the digits
    it needs.
    """
    if value >= target:
        return f"memenuhi batas {angka(target, places)}"
    gap = target - value
    while places < 6 and gap < Decimal(5).scaleb(-places - 1):
        places += 1
    gap = gap.quantize(Decimal(1).scaleb(-places), rounding=ROUND_CEILING)
    return f"kurang {angka(gap, places)} dari {angka(target, places)}"


def meter(*, value: Decimal, top: Decimal, target: Decimal | None, label: str) -> SafeString:
    """A bar from 0 to `top` with the target as a line across it."""
    paint = "c-bar" if target is None else ("c-bar-met" if value >= target else "c-bar-short")
    body = rect(0, 6, 1000, 12, "c-ground") + rect(0, 6, share(value, top) * 1000, 12, paint)
    words = ""
    if target is not None:
        path = f"M{at(share(target, top) * 1000)} 0V24"
        body += line(path, "c-target-edge") + line(path, "c-target")
        words = gap_words(value, target)
    title = f"{label}: {angka(value, 2)} dari {angka(top, 2)}"
    return svg(body, width=1000, height=24, title=title, desc=words, stretch=True)


def share_bar(part: int, whole: int) -> SafeString:
    """A bar for `part` of `whole`, as decoration beside the words that say it."""
    width = Decimal(100) * part / whole if whole else Decimal(0)
    paint = "c-bar-met" if whole and part == whole else "c-bar"
    return mark_safe(  # noqa: S308  # numbers only
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="c-ground" width="100" height="8"/><rect class="{paint}" width="{at(width)}" height="8"/></svg>'
    )
