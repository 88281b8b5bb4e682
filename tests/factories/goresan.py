"""Drawings as a browser's canvas sends them."""

from __future__ import annotations

import base64
from io import BytesIO

from PIL import Image, ImageDraw


def draw_png(size: tuple[int, int] = (600, 220), *, ink: str = "#141c38", width: int = 4) -> bytes:
    """A scribble on a transparent ground, as PNG."""
    image = Image.new("RGBA", size, (0, 0, 0, 0))
    points = [(40, 150), (120, 40), (180, 170), (260, 60), (330, 150), (430, 90)]
    ImageDraw.Draw(image).line(points, fill=ink, width=width)
    return png_of(image)


def png_of(image: Image.Image) -> bytes:
    out = BytesIO()
    image.save(out, format="PNG")
    return out.getvalue()


def data_url(png: bytes) -> str:
    return "data:image/png;base64," + base64.b64encode(png).decode()
