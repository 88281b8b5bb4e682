"""The accent that a city chooses is moved until it can be read."""

import pytest

from zona.antarmuka import warna


def test_contrast_is_the_wcag_ratio() -> None:
    assert warna.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert warna.contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)
    assert warna.contrast("#28376a", "#28376a") == 1


@pytest.mark.parametrize("accent", ["#ffff00", "#000000", "#ffffff", "#8a5a19", "#ff0000", "#1d2950"])
@pytest.mark.parametrize("palette", ["terang", "gelap"])
def test_any_accent_becomes_readable(accent, palette) -> None:
    page, masthead = warna.GROUNDS[palette]
    sheet = warna.stylesheet(accent, palette)

    shades = dict(line.strip(" ;").split(": ") for line in sheet.splitlines() if "--" in line)
    assert warna.contrast(shades["--content-accent"], page) >= 4.5
    assert warna.contrast(shades["--stroke-accent"], masthead) >= 3


def test_readable_accent_stays_as_chosen() -> None:
    assert warna.readable("#7c5117", "#faf7f0", 4.5) == "#7c5117"


@pytest.mark.parametrize("value", ["merah", "#fff", "#12345g", "", "url(x)"])
def test_anything_but_a_hex_colour_is_refused(value) -> None:
    with pytest.raises(ValueError, match="not a colour"):
        warna.parse(value)
