"""Uploads that must not get in, and honest ones that must; each refusal by its rule, with nothing left behind."""

import pytest

from dasar.berkas.domain import store_upload
from dasar.berkas.enums import Kind
from dasar.berkas.errors import UploadRefused
from dasar.berkas.models import Berkas
from tests.dasar.berkas import corpus
from tests.dasar.berkas.corpus import SCRIPT, docx, image, odf, package, pdf, phone_photo, xlsx

ALL = frozenset(Kind)
MB = 1024 * 1024
EXE = b"MZ\x90\x00" + b"\0" * 200
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 100
MACRO_TYPES = corpus.CONTENT_TYPES.replace("spreadsheetml.sheet.main", "ms-excel.sheet.macroEnabled.main")
HTML = b"<!DOCTYPE html><html><body>" + SCRIPT + b"</body></html>"

HOSTILE = {
    "kosong.pdf": (b"", "empty"),
    "laporan.exe": (EXE, "extension"),
    "laporan.pdf.exe": (EXE, "extension"),
    "laporan.pdf": (EXE, "unknown"),
    "foto.jpg": (EXE, "unknown"),
    "x.php%00.pdf": (b"<?php system($_GET[0]);", "markup"),
    "x.php": (b"<?php system($_GET[0]);", "extension"),
    "gambar.svg": (b"<svg xmlns='http://www.w3.org/2000/svg'>" + SCRIPT + b"</svg>", "extension"),
    "gambar.png": (b"<svg xmlns='http://www.w3.org/2000/svg'>" + SCRIPT + b"</svg>", "markup"),
    "halaman.html": (HTML, "extension"),
    "halaman.pdf": (HTML, "markup"),
    "halaman.jpg": (b"\xef\xbb\xbf \n" + HTML, "markup"),
    "data.xhtml": (b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'/>", "extension"),
    "data.csv": (b"<?xml version='1.0'?><a/>", "markup"),
    "skrip.csv": (b"nama;catatan\nSiti;" + SCRIPT, "markup"),
    "biner.csv": (b"a;b\n\0\0\0", "not_text"),
    "tanpa-akhiran": (b"halo", "extension"),
    "arsip.zip": (package({"a.pdf": pdf()}), "extension"),
    "arsip.xlsx": (package({"a.txt": b"halo"}), "archive"),
    "polyglot.png": (image("PNG") + HTML, "polyglot"),
    "polyglot.jpg": (image() + HTML, "polyglot"),
    "komentar.png": (image("PNG")[:33] + HTML + image("PNG")[33:], "polyglot"),
    "ekor.pdf": (pdf() + HTML, "polyglot"),
    "kepala.pdf": (b"<html >" + pdf(), "polyglot"),
    "dalam.pdf": (pdf().replace(b"\n", b"\n%" + SCRIPT + b"\n", 1), "polyglot"),
    "ekor-zip.pdf": (pdf() + package({"a.txt": b"x"}), "polyglot"),
    "javascript.pdf": (pdf(change=corpus.pdf_with_script), "active"),
    "javascript-tersembunyi.pdf": (
        pdf(change=corpus.pdf_with_script, object_stream_mode=corpus.pikepdf.ObjectStreamMode.generate),
        "active",
    ),
    "javascript-samaran.pdf": (
        pdf(change=corpus.pdf_with_script)
        .replace(b"/JavaScript", b"/Java#53cript")
        .replace(b"/JS", b"/J#53"),
        "active",
    ),
    "launch.pdf": (pdf(change=corpus.pdf_with_launch), "active"),
    "xfa.pdf": (pdf(change=corpus.pdf_with_form_script), "active"),
    "lampiran.pdf": (pdf(change=corpus.pdf_with_attachment), "attachment"),
    "sandi.pdf": (pdf(encryption=corpus.pikepdf.Encryption(user="a", owner="b")), "encrypted"),
    "rusak.pdf": (b"%PDF-1.7\n" + b"sampah " * 50, "broken"),
    "potong.jpg": (image(size=(800, 600))[:1500], "broken"),
    "bom.png": (corpus.png_header(10_000, 10_000), "too_many_pixels"),
    "foto.heic": (HEIC, "heic"),
    "samaran.jpg": (HEIC, "heic"),
    "gambar.tiff": (b"II*\0" + b"\0" * 50, "extension"),
    "lama.xls": (OLE, "extension"),
    "sandi.xlsx": (OLE, "legacy_office"),
    "makro.xlsm": (xlsx({"xl/vbaProject.bin": b"x"}), "extension"),
    "makro.xlsx": (xlsx({"xl/vbaProject.bin": b"x"}), "macro"),
    "makro4.xlsx": (xlsx({"xl/macrosheets/sheet1.xml": b"x"}), "macro"),
    "jenis-makro.xlsx": (xlsx(content_types=MACRO_TYPES), "macro"),
    "program.docx": (docx({"word/embeddings/a.exe": EXE}), "embedded_program"),
    "zip-dalam-zip.xlsx": (xlsx({"xl/dalam.zip": package({"a": b"b"})}), "embedded_program"),
    "templat.docx": (corpus.xlsx_with_template(), "remote_template"),
    "entitas.xlsx": (xlsx({"xl/a.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "xml_entities"),
    "terkunci.xlsx": (corpus.encrypted_package(), "encrypted"),
    "tautan.xlsx": (corpus.symlink_package(), "broken_package"),
    "naik.xlsx": (xlsx({"../../etc/passwd": b"x"}), "broken_package"),
    "mutlak.xlsx": (xlsx({"/etc/passwd": b"x"}), "broken_package"),
    "tumpang.xlsx": (corpus.overlapping(), "broken_package"),
    "depan.xlsx": (b"PK\x03\x04" + b"\0" * 60 + xlsx(), "broken_package"),
    "ekor.xlsx": (xlsx() + HTML, "broken_package"),
    "potong.xlsx": (xlsx()[:200], "broken_package"),
    "rasio.xlsx": (xlsx({"xl/besar.xml": b"0" * (5 * MB)}), "bomb"),
    "besar.xlsx": (
        package({"[Content_Types].xml": b"<T/>", "xl/workbook.xml": b"<w/>", "xl/b.xml": b"ab" * (26 * MB)}),
        "bomb",
    ),
    "bohong.xlsx": (corpus.lying_bomb(), "bomb"),
    "banyak.xlsx": (xlsx({f"xl/{n}.xml": b"" for n in range(1001)}), "bomb"),
    "salah-nama.pdf": (image(), "disagreement"),
    "salah-nama.xlsx": (docx(), "disagreement"),
    "salah-nama.csv": (pdf(), "disagreement"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_upload_is_refused_by_its_rule_and_leaves_nothing(db, files_in, name):
    data, code = HOSTILE[name]
    with pytest.raises(UploadRefused) as refusal:
        store_upload(upload=corpus.upload(name, data), kinds=ALL)
    assert refusal.value.code == code
    assert len(refusal.value.message) > 40
    assert (Berkas.objects.count(), files_in()) == (0, [])


HONEST = {
    "foto.jpg": (phone_photo(), "image/jpeg"),
    "FOTO.JPEG": (image(), "image/jpeg"),
    "progresif.jpg": (image(progressive=True, size=(900, 700)), "image/jpeg"),
    "abu.jpg": (image(mode="L", colour=90), "image/jpeg"),
    "cmyk.jpg": (image(mode="CMYK", colour=(1, 2, 3, 4)), "image/jpeg"),
    "tangkapan.png": (image("PNG"), "image/png"),
    "tembus.png": (image("PNG", mode="RGBA", colour=(1, 2, 3, 0)), "image/png"),
    "palet.png": (image("PNG", mode="P", colour=3), "image/png"),
    "dalam-16-bit.png": (image("PNG", mode="I;16", colour=40_000), "image/png"),
    "wa.webp": (image("WEBP"), "image/jpeg"),
    "nama-keliru.png": (image(), "image/jpeg"),
    "diubah-ponsel.heic": (image(), "image/jpeg"),
    "surat.pdf": (pdf(3), "application/pdf"),
    "surat.PDF": (pdf() + b"\r\n", "application/pdf"),
    "padat.pdf": (pdf(object_stream_mode=corpus.pikepdf.ObjectStreamMode.generate), "application/pdf"),
    "dilindungi.pdf": (pdf(encryption=corpus.pikepdf.Encryption(user="", owner="b")), "application/pdf"),
    "data.xlsx": (xlsx(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "data.ods": (odf("spreadsheet"), "application/vnd.oasis.opendocument.spreadsheet"),
    "data.csv": (b"nama;NIP\nSiti;199001012020122001\n", "text/csv"),
    "excel.csv": ("\ufeffnama;catatan\nSiti;a < b\n".encode(), "text/csv"),
    "surat.docx": (
        docx({"word/media/image1.png": image("PNG"), "word/embeddings/Lembar.xlsx": xlsx()}),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "surat.odt": (odf("text"), "application/vnd.oasis.opendocument.text"),
}


@pytest.mark.parametrize("name", HONEST)
def test_honest_upload_is_kept(db, files_in, name):
    data, media_type = HONEST[name]
    berkas = store_upload(upload=corpus.upload(name, data), kinds=ALL)
    assert berkas.media_type == media_type
    assert files_in() == [f"berkas/{berkas.storage_name}"]


def test_real_workbook_of_a_spreadsheet_library_is_kept(db, tmp_path):
    import xlsxwriter

    path = tmp_path / "nyata.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("Pegawai")
        for row in range(2000):
            sheet.write_row(row, 0, [f"Pegawai {row}", str(199001012020121001 + row), row])
    assert (
        store_upload(upload=corpus.upload("a.xlsx", path.read_bytes()), kinds=ALL).kind == Kind.LEMBAR_KERJA
    )


def test_place_takes_only_its_kinds(db):
    with pytest.raises(
        UploadRefused, match=r"Berkas \.pdf tidak diterima di sini\. Yang diterima: \.jpg, \.jpeg"
    ):
        store_upload(upload=corpus.upload("a.pdf", pdf()), kinds=frozenset({Kind.GAMBAR}))


@pytest.mark.parametrize(
    ("name", "size", "said"),
    [
        ("IMG_2024.jpg", 40 * MB, "IMG_2024.jpg berukuran 40 MB; batasnya 15 MB. Kirim lewat galeri"),
        ("a.pdf", 25 * MB + 1, "a.pdf berukuran 25,1 MB; batasnya 25 MB. Pindai dengan resolusi"),
        ("a.xlsx", 11 * MB, "a.xlsx berukuran 11 MB; batasnya 10 MB. Hapus lembar"),
    ],
)
def test_too_large_upload_says_what_and_how_before_reading_it(db, files_in, name, size, said):
    upload = corpus.upload(name, b"x")
    upload.size = size
    with pytest.raises(UploadRefused) as refusal:
        store_upload(upload=upload, kinds=ALL)
    assert refusal.value.message.startswith(said)
    assert files_in() == []


def test_limit_of_the_place_replaces_the_usual_one(db):
    with pytest.raises(UploadRefused, match="batasnya 0,1 MB"):
        store_upload(
            upload=corpus.upload("a.jpg", image(size=(900, 900)) + b"x" * 90_000), kinds=ALL, max_bytes=90_000
        )
