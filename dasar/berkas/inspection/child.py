"""Runs alone in a child process with limits on memory and processor time: the parsers of images and PDF, and the drawing of pages.

    python -I child.py image SOURCE TARGET     re-encodes an image, prints {"media_type": ...}
    python -I child.py pdf SOURCE              walks a PDF, prints {"pages": ...}
    python -I child.py page SOURCE TARGET NUMBER WIDTH    draws one page (from 1) as WebP, prints {"pages": ...}

A refusal is printed as {"refused": code}. Imports nothing of the portal. A parser that is led astray by a hostile
file dies here and takes nothing with it.
"""

import json
import resource
import sys

MEMORY = 768 * 1024 * 1024
CPU_SECONDS = 30
MAX_SIDE = 2400
MAX_PIXELS = 60_000_000  # decoded whole; 240 MB
MAX_JPEG_PIXELS = 250_000_000  # a JPEG is decoded at a fraction of its size
DRAWING_COLOURS = 32_768  # a PNG with more is a photo, and ten times smaller as JPEG
MAX_PDF_OBJECTS = 150_000
PAGE_STRETCH = 3  # a drawn page is at most this many times as high as it is wide
PDF_PASSWORD = 4  # pdfium's number for a locked file
# A PDF that acts: scripts, programs, forms that send, attached files, media players.
PDF_SCRIPT = {"/JS", "/JavaScript", "/XFA"}
PDF_ACTIONS = {
    "/JavaScript",
    "/Launch",
    "/ImportData",
    "/SubmitForm",
    "/GoToE",
    "/Rendition",
    "/RichMediaExecute",
}
PDF_ATTACHMENT = {"/EF", "/EmbeddedFiles", "/RichMediaContent"}


class Refused(Exception):
    pass


def reencode_image(source: str, target: str) -> dict:
    from PIL import Image, ImageOps  # each task loads its own parser only

    Image.MAX_IMAGE_PIXELS = None  # judged here, by format
    with Image.open(source, formats=["JPEG", "PNG", "WEBP"]) as image:
        is_jpeg = image.format == "JPEG"
        pixels = image.width * image.height
        if pixels > (MAX_JPEG_PIXELS if is_jpeg else MAX_PIXELS):
            raise Refused("too_many_pixels")
        image.draft("RGB", (MAX_SIDE, MAX_SIDE))
        if image.width * image.height > MAX_PIXELS:
            raise Refused("too_many_pixels")
        orientation = image.getexif().get(0x0112)
        image.load()
        picture = _eight_bits(image)
        picture.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.LANCZOS, reducing_gap=2.0)
        picture = _in_srgb(picture, image.info.get("icc_profile"))
        if orientation in range(2, 9):
            exif = Image.Exif()
            exif[0x0112] = orientation
            picture.info = {"exif": exif.tobytes()}
            picture = ImageOps.exif_transpose(picture)
        transparent = "A" in picture.getbands()
        drawn = image.format == "PNG" and picture.getcolors(DRAWING_COLOURS) is not None
    picture.info = {}
    if transparent or drawn:
        picture.save(target, format="PNG")
        return {"media_type": "image/png"}
    picture.convert("RGB").save(target, format="JPEG", quality=85, optimize=True, progressive=True)
    return {"media_type": "image/jpeg"}


def _eight_bits(image):
    """Plain colours or greys: palettes, 16 bits and CMYK are turned into them."""
    if image.mode in ("L", "LA", "RGB", "RGBA"):
        return image
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    transparent = image.mode in ("PA", "La", "RGBa") or "transparency" in image.info
    return image.convert("RGBA" if transparent else "RGB")


def _in_srgb(picture, profile):
    """Colours stay right without the profile, which is dropped with all other attachments of the image."""
    if not profile or picture.mode not in ("RGB", "RGBA"):
        return picture
    from io import BytesIO

    from PIL import ImageCms

    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        return ImageCms.profileToProfile(
            picture, source, ImageCms.createProfile("sRGB"), outputMode=picture.mode
        )
    except ImageCms.PyCMSError:
        return picture


def walk_pdf(source: str) -> dict:
    import pikepdf

    try:
        document = pikepdf.open(source)
    except pikepdf.PasswordError as error:
        raise Refused("encrypted") from error
    except pikepdf.PdfError as error:
        raise Refused("broken") from error
    with document:
        if len(document.objects) > MAX_PDF_OBJECTS:
            raise Refused("too_complex")
        pages = len(document.pages)
        if not pages:
            raise Refused("broken")
        for item in document.objects:
            _check_object(item, pikepdf)
        _check_object(document.trailer, pikepdf)
    return {"pages": pages}


def _check_object(item, pikepdf) -> None:
    """One object with everything written inside it; what it refers to comes along in its own turn."""
    waiting = [item]
    while waiting:
        current = waiting.pop()
        if isinstance(current, pikepdf.Array):
            waiting += [inner for inner in current if _is_inside(inner, pikepdf)]
            continue
        if not isinstance(current, pikepdf.Dictionary | pikepdf.Stream):
            continue
        keys = set(current.keys())
        if keys & PDF_SCRIPT or str(current.get("/S", "")) in PDF_ACTIONS:
            raise Refused("active")
        if keys & PDF_ATTACHMENT or str(current.get("/Type", "")) == "/EmbeddedFile":
            raise Refused("attachment")
        waiting += [inner for key in keys if _is_inside(inner := current[key], pikepdf)]


def draw_page(source: str, target: str, number: str, width: str) -> dict:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(source)
        pages = len(document)
        if not 1 <= int(number) <= pages:
            raise Refused("no_such_page")
        page = document[int(number) - 1]
    except pypdfium2.PdfiumError as error:
        raise Refused("encrypted" if error.err_code == PDF_PASSWORD else "broken") from error
    wide, high = page.get_size()
    if wide <= 0 or high <= 0:
        raise Refused("broken")
    scale = min(int(width) / wide, int(width) * PAGE_STRETCH / high)
    picture = page.render(scale=scale, may_draw_forms=False, rev_byteorder=True).to_pil().convert("RGB")
    picture.save(target, format="WEBP", quality=80, method=4)
    return {"pages": pages}


def _is_inside(value, pikepdf) -> bool:
    return isinstance(value, pikepdf.Object) and not value.is_indirect


def main(arguments: list[str]) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    task = {"image": reencode_image, "pdf": walk_pdf, "page": draw_page}[arguments[0]]
    try:
        answer = task(*arguments[1:])
    except Refused as refusal:
        answer = {"refused": str(refusal)}
    except MemoryError:
        answer = {"refused": "too_complex"}
    except OSError as error:
        answer = {"refused": "disk_full" if error.errno else "broken"}
    except Exception:  # noqa: BLE001  # whatever a parser trips over, the file is at fault
        answer = {"refused": "broken"}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1:])
