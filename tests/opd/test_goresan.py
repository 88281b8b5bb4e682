"""What is taken for a drawn signature, and what is left of what a browser sent."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image, ImageDraw, PngImagePlugin

from dasar.errors import DomainError
from opd.domain.goresan import MAX_BYTES, PREFIX, clean_drawing, decode_drawing
from tests.factories.goresan import data_url, draw_png, png_of


def opened(png: bytes) -> Image.Image:
    return Image.open(BytesIO(png))


def test_drawing_becomes_a_small_grey_picture_cut_to_the_ink() -> None:
    kept = opened(clean_drawing(draw_png((2400, 900))))
    assert (kept.format, kept.mode) == ("PNG", "L")
    assert kept.width < 450
    assert (kept.getpixel((0, 0)), kept.getextrema()[0] < 60) == (255, True)


def test_large_drawing_is_made_smaller() -> None:
    image = Image.new("RGBA", (3000, 1200), (0, 0, 0, 0))
    ImageDraw.Draw(image).line([(10, 10), (2990, 1190)], fill="black", width=9)
    assert opened(clean_drawing(png_of(image))).size == (892, 360)


def test_nothing_that_was_sent_beside_the_ink_remains() -> None:
    extra = PngImagePlugin.PngInfo()
    extra.add_text("Comment", "KNRI-7f3a")
    out = BytesIO()
    opened(draw_png()).save(out, format="PNG", pnginfo=extra)
    assert b"KNRI-7f3a" in out.getvalue()
    kept = clean_drawing(out.getvalue() + b"<script>KNRI-7f3a</script>")
    assert b"KNRI-7f3a" not in kept


@pytest.mark.parametrize("size", [(600, 220), (1, 1)])
@pytest.mark.parametrize("ground", [(0, 0, 0, 0), (255, 255, 255, 255), (20, 28, 56, 0)])
def test_blank_canvas_is_refused(size: tuple[int, int], ground: tuple[int, ...]) -> None:
    with pytest.raises(DomainError, match="masih kosong"):
        clean_drawing(png_of(Image.new("RGBA", size, ground)))


def test_dot_is_no_signature() -> None:
    image = Image.new("RGBA", (600, 220), (0, 0, 0, 0))
    ImageDraw.Draw(image).ellipse([100, 100, 110, 110], fill="black")
    with pytest.raises(DomainError, match="terlalu pendek"):
        clean_drawing(png_of(image))


def test_specks_far_apart_are_no_signature() -> None:
    image = Image.new("RGBA", (600, 220), (0, 0, 0, 0))
    ImageDraw.Draw(image).point([(10, 10), (590, 210)], fill="black")
    with pytest.raises(DomainError, match="terlalu pendek"):
        clean_drawing(png_of(image))


def test_filled_area_is_no_signature() -> None:
    with pytest.raises(DomainError, match="terisi penuh"):
        clean_drawing(png_of(Image.new("RGBA", (600, 220), "black")))


def bomb() -> bytes:
    """A PNG of few bytes that promises 60,000 × 60,000 pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 6, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0"))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    "data",
    [
        b"MZ\x90\x00 not a picture",
        b"GIF89a",
        b"<svg onload=alert(1)>",
        draw_png()[:200],
        b"\0" * (MAX_BYTES + 1),
        bomb(),
        png_of(Image.new("RGBA", (4097, 10))),
    ],
    ids=["exe", "gif", "svg", "torn", "too-large", "bomb", "too-wide"],
)
def test_what_is_no_drawing_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(DomainError, match="tidak dapat dibaca") as refusal:
        clean_drawing(data)
    assert refusal.value.field == "drawn"


def test_data_url_is_decoded() -> None:
    png = draw_png()
    assert decode_drawing(data_url(png)) == png
    assert decode_drawing("") == b""


@pytest.mark.parametrize(
    "text",
    [
        "https://contoh.id/x.png",
        "data:image/svg+xml;base64,AAAA",
        PREFIX + "bukan*base64",
        PREFIX + "A" * 800_000,
    ],
)
def test_other_texts_are_refused(text: str) -> None:
    with pytest.raises(DomainError, match="tidak dapat dibaca"):
        decode_drawing(text)
