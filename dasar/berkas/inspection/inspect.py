"""The whole examination of one file on disk: what it is, whether it may be kept, and what is kept of it."""

import mmap
from dataclasses import dataclass
from pathlib import Path

from dasar.berkas.enums import Kind
from dasar.berkas.errors import UploadRefused
from dasar.berkas.inspection.formats import (
    BY_EXTENSION,
    CSV,
    IMAGE_EXTENSIONS,
    PDF,
    Format,
    accepted_extensions,
)
from dasar.berkas.inspection.recognise import MARKUP, recognise
from dasar.berkas.inspection.sandbox import run_in_child

_TAIL = 4096

IMAGE_MESSAGES = {
    "too_many_pixels": (
        "Gambar ini terlalu besar ukurannya (lebih dari 60 megapiksel). Kecilkan dengan aplikasi foto, misalnya sampai "
        "lebar 4.000 piksel, lalu kirim ulang."
    ),
    "too_complex": "Gambar ini terlalu berat untuk diolah. Kecilkan dengan aplikasi foto, lalu kirim ulang.",
    "broken": "Gambar ini rusak atau tidak utuh. Buka di aplikasi foto, simpan ulang sebagai JPG, lalu kirim hasilnya.",
}
PDF_MESSAGES = {
    "encrypted": (
        "PDF ini dikunci kata sandi, sehingga penilai tidak akan dapat membukanya. Simpan tanpa kata sandi, misalnya "
        "dengan Cetak > Simpan sebagai PDF, lalu kirim ulang."
    ),
    "active": (
        "PDF ini memuat program atau perintah otomatis. Buka, pilih Cetak > Simpan sebagai PDF, lalu kirim hasilnya."
    ),
    "attachment": (
        "PDF ini menyimpan berkas lain di dalamnya. Kirim lampirannya sebagai berkas tersendiri, dan PDF ini setelah "
        "disimpan ulang dengan Cetak > Simpan sebagai PDF."
    ),
    "too_complex": (
        "PDF ini terlalu rumit untuk diperiksa. Pindai atau simpan ulang dengan Cetak > Simpan sebagai PDF, atau bagi "
        "menjadi beberapa berkas."
    ),
    "broken": "PDF ini rusak atau tidak utuh. Buat ulang dari berkas asalnya, lalu kirim lagi.",
    "polyglot": (
        "PDF ini bercampur dengan isi lain (misalnya halaman web atau arsip) sebelum atau sesudahnya. Buka, pilih "
        "Cetak > Simpan sebagai PDF, lalu kirim hasilnya."
    ),
}
DISK_FULL = (
    "Ruang penyimpanan portal sedang penuh, jadi berkas ini belum tersimpan. Coba lagi nanti, dan beri tahu "
    "administrator portal."
)


@dataclass(frozen=True)
class Inspected:
    """What is kept: its type, the file that holds it (re-encoded for images), pages of a PDF."""

    media_type: str
    path: Path
    pages: int | None = None


def check_extension(extension: str, kinds: frozenset[Kind]) -> Kind:
    """The kind that a name promises. Raises UploadRefused if such names are not taken here."""
    if extension in IMAGE_EXTENSIONS and Kind.GAMBAR in kinds:
        return Kind.GAMBAR
    form = BY_EXTENSION.get(extension)
    if form is None or form.kind not in kinds:
        shown = f"Berkas .{extension}" if extension else "Berkas tanpa akhiran nama"
        raise UploadRefused(
            "extension",
            f"{shown} tidak diterima di sini. Yang diterima: {', '.join(accepted_extensions(kinds))}. Simpan atau "
            "pindai dokumennya dalam salah satu bentuk itu, lalu kirim ulang.",
        )
    return form.kind


def inspect_file(path: Path, extension: str, kinds: frozenset[Kind]) -> Inspected:
    """Examine the file at `path`, sent under a name with this extension, for a place that takes `kinds`.

    A re-encoded image is written beside it. Raises UploadRefused with a message that says how to mend it.
    """
    promised = check_extension(extension, kinds)
    form = recognise(path, extension)
    _check_agreement(form, promised, extension)
    if form.kind == Kind.GAMBAR:
        return _inspect_image(path)
    if form is PDF:
        return _inspect_pdf(path)
    if form is CSV:
        _check_text(path)
    return Inspected(form.media_type, path)


def _check_agreement(form: Format, promised: Kind, extension: str) -> None:
    """Name and content must tell the same; among images they need not, since those are made anew."""
    if form.kind == promised == Kind.GAMBAR or extension in form.extensions:
        return
    raise UploadRefused(
        "disagreement",
        f"Nama berkas ini berakhiran .{extension}, tetapi isinya {form.label}. Ganti akhirannya menjadi "
        f".{form.extensions[0]} bila memang itu yang dimaksud, atau pilih berkas yang benar.",
    )


def _inspect_image(path: Path) -> Inspected:
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        hides_markup = MARKUP.search(data) is not None
    if hides_markup:
        raise UploadRefused(
            "polyglot",
            "Di dalam gambar ini terselip halaman web. Buka di aplikasi foto, simpan ulang sebagai JPG, lalu kirim "
            "hasilnya.",
        )
    target = path.with_name(f"{path.name}.baru")
    answer = run_in_child("image", path, target)
    _refuse(answer, IMAGE_MESSAGES)
    return Inspected(answer["media_type"], target)


def _inspect_pdf(path: Path) -> Inspected:
    with path.open("rb") as file:
        head = file.read(_TAIL)
        file.seek(max(0, file.seek(0, 2) - _TAIL))
        tail = file.read()
    after = tail.rpartition(b"%%EOF")[2].strip(b"\0 \t\r\n")
    outside = head + after
    if not head.startswith(b"%PDF-") or MARKUP.search(outside) or len(after) > 512 or b"PK\x05\x06" in tail:
        raise UploadRefused("polyglot", PDF_MESSAGES["polyglot"])
    answer = run_in_child("pdf", path)
    _refuse(answer, PDF_MESSAGES)
    return Inspected(PDF.media_type, path, answer["pages"])


def _refuse(answer: dict[str, str], messages: dict[str, str]) -> None:
    code = answer.get("refused")
    if code == "disk_full":
        raise UploadRefused(code, DISK_FULL)
    if code:
        raise UploadRefused(code, messages.get(code, messages["broken"]))


def _check_text(path: Path) -> None:
    """CSV is text that a spreadsheet program wrote: no NUL (which UTF-16 has too), no markup."""
    data = path.read_bytes()
    if b"\0" in data:
        raise UploadRefused(
            "not_text",
            "Berkas CSV ini bukan teks biasa. Di Excel pilih Simpan Sebagai > CSV UTF-8, lalu kirim hasilnya.",
        )
    if MARKUP.search(data):
        raise UploadRefused(
            "markup",
            "Berkas CSV ini memuat potongan halaman web. Hapus bagian itu atau kirim sebagai .xlsx.",
        )
