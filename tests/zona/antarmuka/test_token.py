"""Both palettes are readable: every pair of text and ground that the styles put together, by the WCAG ratio."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from zona.antarmuka import warna

CSS = Path(settings.BASE_DIR) / "static" / "css"


def values(name: str) -> dict[str, str]:
    return dict(re.findall(r"(--[\w-]+):\s*([^;]+);", (CSS / name).read_text(encoding="utf-8")))


LIGHT = values("token.css")
DARK = LIGHT | values("dark.css")
PALETTES = {"light": LIGHT, "dark": DARK}


def colour(palette: dict[str, str], name: str) -> str:
    value = palette[f"--{name}"]
    match = re.fullmatch(r"var\(--([\w-]+)\)", value)
    return colour(palette, match[1]) if match else value


GROUNDS = ("background-page", "background-surface", "background-sunken", "background-hover")
TEXT = [
    (ink, ground)
    for ink in ("content-primary", "content-secondary", "content-link", "content-accent")
    for ground in GROUNDS
]
TEXT += [(tone, f"{tone}-ground") for tone in ("positive", "warning", "guide", "negative", "neutral")]
TEXT += [(tone, ground) for tone in ("positive", "warning", "negative") for ground in GROUNDS[:2]]
TEXT += [
    ("content-primary", f"{tone}-ground") for tone in ("positive", "warning", "guide", "negative", "neutral")
]
TEXT += [
    ("action-content", "action"),
    ("action-content", "action-hover"),
    ("negative-content", "negative"),
    ("negative-content", "negative-hover"),
    ("content-link", "background-selected"),
    ("content-primary", "background-selected"),
    ("content-link", "action-quiet-hover"),
    ("content-disabled", "neutral-ground"),
    ("content-on-strong", "background-strong"),
    ("content-on-strong-muted", "background-strong"),
    ("chart-target", "background-page"),
    ("award-content", "award"),
]
MARKS = [
    (mark, ground)
    for mark in ("stroke-strong", "focus", "chart-main", "chart-target")
    for ground in GROUNDS[:2]
]
MARKS += [
    (f"{tone}-fill", "background-page") for tone in ("positive", "warning", "guide", "negative", "neutral")
]
MARKS += [
    ("focus-on-strong", "background-strong"),
    ("stroke-accent", "background-strong"),
    ("action", "background-page"),
]


@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_is_readable(palette, ink, ground) -> None:
    assert warna.contrast(colour(PALETTES[palette], ink), colour(PALETTES[palette], ground)) >= 4.5


@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize(("mark", "ground"), MARKS)
def test_marks_are_visible(palette, mark, ground) -> None:
    assert warna.contrast(colour(PALETTES[palette], mark), colour(PALETTES[palette], ground)) >= 3


def test_dark_palette_names_no_token_that_light_lacks() -> None:
    assert set(values("dark.css")) - set(LIGHT) == set()


def test_every_token_that_is_used_exists() -> None:
    used = {
        name
        for path in CSS.glob("*.css")
        for name in re.findall(r"var\((--[\w-]+)", path.read_text(encoding="utf-8"))
    }
    assert used - set(LIGHT) == set()


def test_colours_stand_only_in_the_palettes() -> None:
    """Elsewhere a colour is a token; printed paper and the sign-in cloth are the same in both palettes."""
    free = {"token.css", "dark.css", "print.css", "entrance.css", "kertas.css"}
    strays = {
        (path.name, value)
        for path in CSS.glob("*.css")
        if path.name not in free
        for value in re.findall(r":[^;{]*(#[0-9a-f]{3,8})\b", path.read_text(encoding="utf-8"))
    }
    assert strays == set()
