"""The city's own accent colour: from one value of the settings, shades that stay readable in both palettes.

Contrast is the WCAG 2.2 ratio of relative luminances (1 to 21). A colour is moved toward black or white in small
steps until it reaches the wanted ratio, so that no city can choose itself an unreadable portal.
"""

import re

HEX = re.compile(r"^#[0-9a-fA-F]{6}$")
STEP = 0.02

Rgb = tuple[float, float, float]


def parse(value: str) -> Rgb:
    """`#2C4391` as three shares of 1; raises ValueError for any other form."""
    if not HEX.match(value):
        raise ValueError(f"{value!r} is not a colour of the form #rrggbb")
    return tuple(int(value[at : at + 2], 16) / 255 for at in (1, 3, 5))  # type: ignore[return-value]


def to_hex(colour: Rgb) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in colour)


def luminance(colour: Rgb) -> float:
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The WCAG contrast ratio of two hex colours."""
    high, low = sorted((luminance(parse(one)), luminance(parse(other))), reverse=True)
    return (high + 0.05) / (low + 0.05)


def readable(colour: str, ground: str, ratio: float) -> str:
    """The nearest shade of `colour` that has at least this contrast on `ground`."""
    end = 1.0 if luminance(parse(ground)) < 0.18 else 0.0
    shade = parse(colour)
    for _ in range(round(1 / STEP) + 1):
        if contrast(to_hex(shade), ground) >= ratio:
            break
        shade = tuple(part + (end - part) * STEP * 2 for part in shade)  # type: ignore[assignment]
    return to_hex(shade)


GROUNDS = {"terang": ("#faf7f0", "#1d2950"), "gelap": ("#12151d", "#0c0f17")}


def stylesheet(accent: str, palette: str) -> str:
    """Overrides of the accent tokens for the palette `terang` or `gelap`: text on the page, line on the masthead."""
    page, masthead = GROUNDS[palette]
    text = readable(accent, page, 4.5)
    tokens = {
        "--content-accent": text,
        "--chart-target": text,
        "--stroke-accent": readable(accent, masthead, 3.0),
    }
    body = "\n".join(f"    {name}: {value};" for name, value in tokens.items())
    return f"@layer token {{\n  :root {{\n{body}\n  }}\n}}\n"
