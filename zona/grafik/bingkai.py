"""The frame and the marks of every chart, and its way onto paper."""

import re
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

HUNDREDTH = Decimal("0.01")
WIDE, HALF, NARROW = 720, 520, 340  # for a page or paper, for one of two columns, for a phone
LETTER = Decimal("0.56")  # mean width of a letter as a share of its size, in the portal's typeface

Number = Decimal | int


def at(value: Number) -> str:
    """A coordinate: at most two decimals, dot, no trailing zeros."""
    text = f"{Decimal(value).quantize(HUNDREDTH, rounding=ROUND_HALF_UP):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def svg(
    body: str, *, width: int, height: Number, title: str, desc: str = "", stretch: bool = False
) -> SafeString:
    """The frame of every chart. `stretch` lets the width follow the place it stands in."""
    ratio = ' preserveAspectRatio="none"' if stretch else ""
    about = f"<desc>{escape(desc)}</desc>" if desc else ""
    return mark_safe(  # noqa: S308  # every text that enters is escaped here or by the chart
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {at(height)}" role="img"{ratio}>'
        f"<title>{escape(title)}</title>{about}{body}</svg>"
    )


def text(
    x: Number, y: Number, words: str, *, css: str = "c-text", anchor: str = "start", size: int = 14
) -> str:
    """One line of text with its baseline at y."""
    place = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return f'<text class="{css}" x="{at(x)}" y="{at(y)}" font-size="{size}"{place}>{escape(words)}</text>'


def rect(x: Number, y: Number, width: Number, height: Number, css: str) -> str:
    """A filled box, painted by its class."""
    return f'<rect class="{css}" x="{at(x)}" y="{at(y)}" width="{at(width)}" height="{at(height)}"/>'


def line(path: str, css: str) -> str:
    """A path drawn or filled by its class; `path` is made of numbers only."""
    return f'<path class="{css}" d="{path}"/>'


def fit(words: str, width: Number, size: int = 14) -> str:
    """The words, cut with an ellipsis where they would be wider than `width`."""
    room = int(Decimal(width) / (LETTER * size))
    return words if len(words) <= room else f"{words[: max(room - 1, 1)].rstrip()}…"


def share(value: Number, top: Number) -> Decimal:
    """`value` as a share of `top`, held between 0 and 1; 0 where there is no top."""
    return min(max(Decimal(value) / Decimal(top), Decimal(0)), Decimal(1)) if top else Decimal(0)


@cache
def paper_style() -> str:
    """The rules of the charts with the light palette's values put in: what the PDF renderer understands."""
    folder = Path(settings.BASE_DIR) / "static" / "css"
    tokens = dict(re.findall(r"(--[\w-]+):\s*([^;]+);", (folder / "token.css").read_text(encoding="utf-8")))
    rules = re.findall(
        r"^  (\.c-[\w-]+) \{([^}]*)\}", (folder / "chart.css").read_text(encoding="utf-8"), re.MULTILINE
    )

    def resolved(words: str) -> str:
        return re.sub(r"var\((--[\w-]+)\)", lambda match: resolved(tokens[match[1]]), words)

    sheet = "".join(f"{name}{{{resolved(' '.join(body.split()))}}}" for name, body in rules)
    return f'text{{font-family:"Plus Jakarta Sans",sans-serif}}{sheet}'


def on_paper(chart: str) -> SafeString:
    """The chart with its paint inside, for WeasyPrint (never for a page: the CSP refuses inline styles)."""
    return mark_safe(chart.replace("<title>", f"<style>{paper_style()}</style><title>", 1))  # noqa: S308
