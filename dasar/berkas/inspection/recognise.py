"""What a file is, by its content: names and headers sent along prove nothing."""

import re
from pathlib import Path

import puremagic

from dasar.berkas.errors import UploadRefused
from dasar.berkas.inspection.formats import CSV, JPEG, PDF, PNG, WEBP, Format
from dasar.berkas.inspection.packages import inspect_package

MARKUP = re.compile(rb"(?i)<(?:script|html|iframe|!doctype\s+html|\?php)[\s>/]")
_MARKUP_START = re.compile(rb"(?i)^\s*(?:\xef\xbb\xbf)?\s*<(?:[a-z!?])")
_HEIC = re.compile(rb"^....ftyp(?:hei|hev|mif1|msf1|avif)", re.DOTALL)

HEIC_MESSAGE = (
    "Foto ini berformat HEIC (bawaan iPhone), yang belum dapat dibuka di semua komputer kantor. Kirim ulang sebagai "
    "JPG: di iPhone pilih Pengaturan > Kamera > Format > Paling Kompatibel, atau bagikan foto lewat WhatsApp lalu "
    "simpan hasilnya."
)
LEGACY_MESSAGE = (
    "Berkas Office ini berformat lama (.xls, .doc) atau dikunci kata sandi, sehingga isinya tidak dapat diperiksa. "
    "Buka di Excel atau Word, hapus kata sandinya bila ada, lalu simpan sebagai .xlsx atau .docx."
)


def recognise(path: Path, extension: str) -> Format:
    """The format of these bytes by their content alone; the extension only tells CSV from other plain text."""
    with path.open("rb") as file:
        head = file.read(8192)
    if not head:
        raise UploadRefused("empty", "Berkas ini kosong (0 bita). Periksa berkas aslinya, lalu kirim ulang.")
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return WEBP
    if b"%PDF-" in head[:1024]:
        return PDF
    if head.startswith(b"PK\x03\x04"):
        return inspect_package(path)
    if _HEIC.match(head):
        raise UploadRefused("heic", HEIC_MESSAGE)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise UploadRefused("legacy_office", LEGACY_MESSAGE)
    if _MARKUP_START.match(head):
        raise UploadRefused(
            "markup",
            "Isi berkas ini halaman web atau gambar SVG, yang dapat memuat program. Simpan sebagai PDF atau JPG, "
            "lalu kirim hasilnya.",
        )
    if extension in CSV.extensions:
        return CSV
    raise UploadRefused("unknown", _unknown_message(path))


def _unknown_message(path: Path) -> str:
    try:
        found = puremagic.magic_file(path)[0].extension.lstrip(".")
    except (puremagic.PureError, IndexError, ValueError):
        found = ""
    seems = f" Isinya tampaknya berkas {found.upper()}." if found else ""
    return (
        f"Isi berkas ini bukan foto, PDF, lembar kerja, atau dokumen yang dikenal portal.{seems} Mengganti akhiran "
        "nama tidak mengubah isinya: buka dengan aplikasi asalnya, simpan sebagai PDF atau JPG, lalu kirim hasilnya."
    )
