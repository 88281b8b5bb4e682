"""Small pictures for lists and galleries, made once when a picture arrives."""

from io import BytesIO

from PIL import Image

from dasar.berkas.domain.storing import open_berkas, store_bytes
from dasar.berkas.enums import Kind
from dasar.berkas.models import Berkas

SIDE = 480


def make_thumbnail(berkas: Berkas) -> Berkas | None:
    """A JPEG of at most 480 px a side; the picture itself when it is that small, None for what is no picture.

    Only pictures that `store_upload` made anew come here, so decoding them is safe. Raises BytesMissing.
    """
    if berkas.kind != Kind.GAMBAR:
        return None
    with open_berkas(berkas) as stream, Image.open(stream) as picture:
        if max(picture.size) <= SIDE:
            return berkas
        small = picture.convert("RGB")
        small.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS, reducing_gap=2)
    out = BytesIO()
    small.save(out, "JPEG", quality=80, progressive=True)
    return store_bytes(data=out.getvalue(), name_hint="thumbnail", media_type="image/jpeg")
