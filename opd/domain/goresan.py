"""A signature drawn on the screen: from what the browser sends to a small, clean picture, or a refusal."""

from __future__ import annotations

import base64
import binascii
import warnings
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from dasar.errors import DomainError

PREFIX = "data:image/png;base64,"
# WeasyPrint tells Pillow, for the whole process, to take torn pictures for whole ones; so the end is asked for here.
PNG_END = b"IEND\xaeB`\x82"
MAX_BYTES = 512 * 1024
MAX_SIDE = 4096
# The picture kept: dark ink on white, cut to the ink, at most this large.
KEPT_SIZE = (900, 360)
MARGIN = 12
INK_BELOW = 200  # of 255; lighter is paper
MIN_INK, MIN_EXTENT = 40, 20  # pixels: a dot or a slip of the finger is no signature
BLANK = "Bidang tanda tangan masih kosong atau goresannya terlalu pendek. Goreskan tanda tangan Anda."
UNREADABLE = (
    "Gambar tanda tangan tidak dapat dibaca. Bersihkan bidangnya lalu goreskan lagi, atau ketik nama."
)


def decode_drawing(data_url: str) -> bytes:
    """The PNG bytes of a canvas' data URL; empty for an empty field. Raises `DomainError` for anything else."""
    if not data_url:
        return b""
    if not data_url.startswith(PREFIX) or len(data_url) > len(PREFIX) + MAX_BYTES * 4 // 3 + 4:
        raise DomainError(UNREADABLE, field="drawn")
    try:
        return base64.b64decode(data_url.removeprefix(PREFIX), validate=True)
    except (binascii.Error, ValueError) as error:
        raise DomainError(UNREADABLE, field="drawn") from error


def clean_drawing(data: bytes) -> bytes:
    """The drawing made anew as a small grey PNG: nothing of what was sent remains but the ink.

    Raises `DomainError` when it is no PNG, torn, too large, blank, a mere dot, or a filled area.
    """
    if len(data) > MAX_BYTES or PNG_END not in data:
        raise DomainError(UNREADABLE, field="drawn")
    grey = _read_grey(data)
    ink = grey.point(lambda value: 255 if value < INK_BELOW else 0)
    box, dark = ink.getbbox(), ink.histogram()[255]
    if box is None or dark < MIN_INK or max(box[2] - box[0], box[3] - box[1]) < MIN_EXTENT:
        raise DomainError(BLANK, field="drawn")
    if dark * 2 > ink.width * ink.height:
        raise DomainError(
            "Bidang tanda tangan terisi penuh. Bersihkan lalu goreskan tanda tangan Anda.", field="drawn"
        )
    picture = ImageOps.expand(grey.crop(box), border=MARGIN, fill=255)
    picture.thumbnail(KEPT_SIZE, Image.Resampling.LANCZOS)
    out = BytesIO()
    picture.save(out, format="PNG", optimize=True)
    return out.getvalue()


def _read_grey(data: bytes) -> Image.Image:
    """The drawing on white paper, in grey; transparent counts as paper."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(BytesIO(data), formats=["PNG"])
            if max(image.size) > MAX_SIDE:
                raise DomainError(UNREADABLE, field="drawn")
            picture = image.convert("RGBA")
    except (
        UnidentifiedImageError,
        OSError,
        SyntaxError,
        ValueError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
    ) as error:
        raise DomainError(UNREADABLE, field="drawn") from error
    paper = Image.new("RGBA", picture.size, "white")
    return Image.alpha_composite(paper, picture).convert("L")
