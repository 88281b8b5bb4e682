"""Office files are zip packages; they are judged by the zip directory and inflated within limits before any parser.

Limits: 1,000 members, 50 MB unpacked, ratio 100 (above 1 MB unpacked). A directory can lie about sizes, so every
member is inflated once, a piece at a time, and must come out exactly as announced.
"""

import re
import struct
import zipfile
import zlib
from pathlib import Path
from typing import BinaryIO

from dasar.berkas.errors import UploadRefused
from dasar.berkas.inspection.formats import DOCX, ODS, ODT, XLSX, Format

MAX_MEMBERS = 1000
MAX_UNPACKED = 50 * 1024 * 1024
MAX_RATIO = 100
RATIO_COUNTS_FROM = 1024 * 1024
_PIECE = 64 * 1024
_END = struct.Struct("<4s4H2LH")
_LOCAL = struct.Struct("<4s5H3L2H")
_MAX_DIRECTORY = 1024 * 1024
_ENCRYPTED = 0x1
_SYMLINK = 0o120000

_MAIN_PARTS = {"xl/workbook.xml": XLSX, "word/document.xml": DOCX}
_ODF = {ODS.media_type.encode(): ODS, ODT.media_type.encode(): ODT}
_MACRO = re.compile(r"(?i)(vbaproject\.bin|vbadata\.xml|/macrosheets/|^basic/|^scripts/)")
_PROGRAM = re.compile(
    r"(?i)\.(zip|7z|rar|gz|exe|dll|scr|com|msi|bat|cmd|ps1|vbs|js|jse|jar|hta|html?|lnk|xlsm|docm|xlam)$"
)
_REMOTE_TEMPLATE = re.compile(
    rb'(?is)<Relationship\b(?=[^>]*attachedTemplate)(?=[^>]*Target\s*=\s*["\'](?:https?:|ftp:|\\\\|//|file:////))'
)

_RESAVE = (
    "Buka di Excel, Word, atau LibreOffice, simpan ulang sebagai .xlsx atau .docx biasa, lalu kirim hasilnya."
)


def inspect_package(path: Path) -> Format:
    """Which office format this zip is. Raises UploadRefused for anything else and for everything dangerous in it."""
    with path.open("rb") as file:
        _check_end_record(file)
        try:
            with zipfile.ZipFile(file) as package:
                members = package.infolist()
                _check_directory(members)
                form = _form_of(package)
                for member in members:
                    _check_content(file, member)
        except (
            zipfile.BadZipFile,
            zlib.error,
            struct.error,
            NotImplementedError,
            UnicodeDecodeError,
        ) as error:
            raise _broken() from error
    return form


def _broken() -> UploadRefused:
    return UploadRefused(
        "broken_package", f"Berkas ini rusak atau tidak disusun seperti berkas Office. {_RESAVE}"
    )


def _bomb() -> UploadRefused:
    return UploadRefused(
        "bomb",
        "Berkas ini mengembang terlalu besar ketika dibuka (batas 50 MB, 1.000 bagian), biasanya karena baris kosong "
        "yang berformat atau gambar yang sangat besar. Hapus baris dan lembar yang tidak dipakai, kecilkan gambarnya, "
        "lalu simpan dan kirim ulang.",
    )


def _check_end_record(file: BinaryIO) -> None:
    """The directory ends the file, has no comment and no zip64: nothing else can hide behind or inside it."""
    size = file.seek(0, 2)
    if size < _END.size:
        raise _broken()
    file.seek(size - _END.size)
    signature, disk, first_disk, _, members, directory_size, directory_start, comment = _END.unpack(
        file.read(_END.size)
    )
    if signature != b"PK\x05\x06" or comment or disk or first_disk:
        raise _broken()
    if members > MAX_MEMBERS or directory_size > _MAX_DIRECTORY:
        raise _bomb()
    if directory_start + directory_size != size - _END.size:
        raise _broken()
    file.seek(0)


def _check_directory(members: list[zipfile.ZipInfo]) -> None:
    names = [member.filename for member in members]
    if len(set(names)) != len(names) or not members:
        raise _broken()
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise UploadRefused(
            "encrypted",
            "Berkas ini dikunci kata sandi, sehingga penilai tidak akan dapat membukanya. Hapus kata sandinya "
            "(Excel atau Word: Berkas > Info > Proteksi), simpan, lalu kirim ulang.",
        )
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if len(members) > MAX_MEMBERS or unpacked > MAX_UNPACKED:
        raise _bomb()
    if unpacked > RATIO_COUNTS_FROM and unpacked > MAX_RATIO * max(packed, 1):
        raise _bomb()
    for member in members:
        _check_member(member)
    _check_places(members)


def _check_member(member: zipfile.ZipInfo) -> None:
    name = member.filename
    if name.startswith(("/", "\\")) or ".." in name.split("/") or "\\" in name or ":" in name or "\0" in name:
        raise _broken()
    if (member.external_attr >> 16) & 0o170000 == _SYMLINK:
        raise _broken()
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise _broken()
    if _MACRO.search(name):
        raise UploadRefused(
            "macro",
            "Berkas ini memuat makro (program kecil), yang tidak diterima. Simpan sebagai .xlsx atau .docx biasa "
            "tanpa makro, lalu kirim hasilnya.",
        )
    if _PROGRAM.search(name):
        raise UploadRefused(
            "embedded_program",
            "Di dalam berkas ini terselip arsip atau program. Hapus lampiran yang ditempel di dalamnya, simpan, lalu "
            "kirim ulang; lampirannya dapat dikirim sebagai berkas tersendiri.",
        )


def _check_places(members: list[zipfile.ZipInfo]) -> None:
    """Members lie one after another from the first byte on: no overlaps (a known bomb), nothing before them."""
    end = 0
    for member in sorted(members, key=lambda each: each.header_offset):
        if member.header_offset < end or (end == 0 and member.header_offset != 0):
            raise _broken()
        end = member.header_offset + _LOCAL.size + member.compress_size


def _form_of(package: zipfile.ZipFile) -> Format:
    names = set(package.namelist())
    if "[Content_Types].xml" in names:
        if b"macroenabled" in package.read("[Content_Types].xml").lower():
            raise UploadRefused(
                "macro",
                "Berkas ini berjenis dokumen bermakro. Simpan sebagai .xlsx atau .docx biasa, lalu kirim hasilnya.",
            )
        for part, form in _MAIN_PARTS.items():
            if part in names:
                return form
    elif "mimetype" in names and "content.xml" in names:
        form = _ODF.get(package.read("mimetype")[:100].strip())
        if form:
            return form
    raise UploadRefused(
        "archive",
        "Arsip ZIP tidak diterima, karena isinya tidak dapat dibaca langsung oleh penilai. Kirim berkas di dalamnya "
        "satu per satu sebagai PDF, foto, atau lembar kerja.",
    )


def _check_content(file: BinaryIO, member: zipfile.ZipInfo) -> None:
    """Inflate one member within its announced size; look into its XML for entities and remote templates."""
    file.seek(member.header_offset)
    signature, *_, name_length, extra_length = _LOCAL.unpack(file.read(_LOCAL.size))
    if signature != b"PK\x03\x04":
        raise _broken()
    file.seek(name_length + extra_length, 1)
    stored = member.compress_type == zipfile.ZIP_STORED
    inflater = zlib.decompressobj(-15)
    is_xml = member.filename.lower().endswith((".xml", ".rels"))
    left, come_out, beginning = member.compress_size, 0, b""
    while left > 0 and (piece := file.read(min(_PIECE, left))):
        left -= len(piece)
        while piece:
            data = piece if stored else inflater.decompress(piece, _PIECE)
            piece = b"" if stored else inflater.unconsumed_tail
            come_out += len(data)
            if come_out > member.file_size:
                raise _bomb()
            if is_xml and len(beginning) < _PIECE:
                beginning += data
    if left or come_out != member.file_size or not (stored or inflater.eof):
        raise _broken()
    _check_xml(member.filename, beginning)


def _check_xml(name: str, beginning: bytes) -> None:
    if b"<!DOCTYPE" in beginning or b"<!ENTITY" in beginning:
        raise UploadRefused(
            "xml_entities", f"Berkas ini memuat perintah XML yang berbahaya dan tidak lazim. {_RESAVE}"
        )
    if name.endswith("settings.xml.rels") and _REMOTE_TEMPLATE.search(beginning):
        raise UploadRefused(
            "remote_template",
            "Dokumen ini mengambil templat dari alamat luar ketika dibuka. Di Word pilih Pengembang > Templat Dokumen, "
            "ganti dengan Normal, simpan, lalu kirim ulang.",
        )
