"""The formats that are taken."""

from dataclasses import dataclass

from dasar.berkas.enums import Kind


@dataclass(frozen=True)
class Format:
    media_type: str
    kind: Kind
    label: str
    extensions: tuple[str, ...]


JPEG = Format("image/jpeg", Kind.GAMBAR, "gambar JPEG", ("jpg", "jpeg", "jfif"))
PNG = Format("image/png", Kind.GAMBAR, "gambar PNG", ("png",))
WEBP = Format("image/webp", Kind.GAMBAR, "gambar WebP", ("webp",))
PDF = Format("application/pdf", Kind.PDF, "PDF", ("pdf",))
XLSX = Format(
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Kind.LEMBAR_KERJA,
    "lembar kerja Excel",
    ("xlsx",),
)
ODS = Format(
    "application/vnd.oasis.opendocument.spreadsheet", Kind.LEMBAR_KERJA, "lembar kerja ODS", ("ods",)
)
CSV = Format("text/csv", Kind.LEMBAR_KERJA, "CSV", ("csv",))
DOCX = Format(
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Kind.DOKUMEN,
    "dokumen Word",
    ("docx",),
)
ODT = Format("application/vnd.oasis.opendocument.text", Kind.DOKUMEN, "dokumen ODT", ("odt",))

FORMATS = (JPEG, PNG, WEBP, PDF, XLSX, ODS, CSV, DOCX, ODT)
BY_EXTENSION = {extension: form for form in FORMATS for extension in form.extensions}
# Phones name converted photos .heic and .heif too: their content decides.
IMAGE_EXTENSIONS = frozenset({*JPEG.extensions, *PNG.extensions, *WEBP.extensions, "heic", "heif"})


def accepted_extensions(kinds: frozenset[Kind]) -> list[str]:
    """For messages and for the `accept` attribute of a file field, in a fixed order."""
    return [f".{extension}" for form in FORMATS if form.kind in kinds for extension in form.extensions]
