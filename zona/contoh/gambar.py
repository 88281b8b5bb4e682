"""Pictures for the samples, drawn here and marked as examples; nothing is borrowed."""

from __future__ import annotations

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw, ImageFont

COTTON, INDIGO, BROWN = "#f3ecdf", "#24365e", "#8a5a19"
SIZE = (720, 480)


def draw_photo(title: str, line: str) -> SimpleUploadedFile:
    """A placeholder photo that says in large letters that it is an example."""
    picture = Image.new("RGB", SIZE, COTTON)
    draw = ImageDraw.Draw(picture)
    for x in range(0, SIZE[0], 100):
        for y in range(0, 200, 100):
            draw.polygon(
                [(x + 50, y + 6), (x + 94, y + 50), (x + 50, y + 94), (x + 6, y + 50)],
                outline=INDIGO,
                width=3,
            )
            draw.ellipse([x + 38, y + 38, x + 62, y + 62], fill=BROWN)
    draw.text((40, 230), title, fill=INDIGO, font=ImageFont.load_default(40))
    draw.text((40, 300), line, fill=INDIGO, font=ImageFont.load_default(26))
    draw.text((40, 420), "GAMBAR CONTOH, bukan foto kegiatan", fill=BROWN, font=ImageFont.load_default(24))
    return _as_upload(picture, "foto-contoh.png", "PNG")


def draw_list(unit: str, names: list[str]) -> SimpleUploadedFile:
    """A page that stands for a scanned list of signatures, plainly marked as an example."""
    picture = Image.new("RGB", (620, 877), "white")
    draw = ImageDraw.Draw(picture)
    small = ImageFont.load_default(14)
    draw.text((50, 50), "DAFTAR TANDA TANGAN PAKTA INTEGRITAS", fill="black", font=ImageFont.load_default(18))
    draw.text((50, 80), unit, fill="black", font=small)
    draw.text((50, 105), "CONTOH, bukan dokumen asli", fill=BROWN, font=small)
    for number, name in enumerate(names, start=1):
        y = 130 + number * 30
        draw.text((50, y), f"{number}. {name}", fill="black", font=small)
        draw.line([(400, y + 18), (550, y + 18)], fill="black")
    return _as_upload(picture, "daftar-contoh.png", "PNG")


def draw_document(title: str, unit: str, pages: int) -> bytes:
    """A PDF of some pages that says on each that it is an example."""
    sheets = []
    for number in range(1, pages + 1):
        sheet = Image.new("L", (620, 877), 255)
        draw = ImageDraw.Draw(sheet)
        draw.text((50, 60), title, fill=0, font=ImageFont.load_default(24))
        draw.text((50, 110), unit, fill=0, font=ImageFont.load_default(18))
        draw.text((50, 150), "CONTOH, bukan dokumen asli", fill=90, font=ImageFont.load_default(18))
        draw.text((50, 820), f"Halaman {number} dari {pages}", fill=0, font=ImageFont.load_default(14))
        sheets.append(sheet)
    buffer = BytesIO()
    sheets[0].save(buffer, "PDF", save_all=True, append_images=sheets[1:])
    return buffer.getvalue()


def _as_upload(picture: Image.Image, name: str, form: str) -> SimpleUploadedFile:
    buffer = BytesIO()
    picture.save(buffer, form, optimize=False)
    return SimpleUploadedFile(name, buffer.getvalue(), content_type=f"image/{form.lower()}")
