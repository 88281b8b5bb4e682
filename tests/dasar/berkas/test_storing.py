import errno
import hashlib
import io
import os
import socket
import struct
import threading

import pytest
from django.core.management import CommandError, call_command
from PIL import Image

from dasar.berkas.domain import check_files, open_berkas, scan_waiting, store_bytes, store_upload
from dasar.berkas.enums import Kind, ScanState
from dasar.berkas.errors import BytesMissing, UploadRefused
from dasar.berkas.models import Berkas
from dasar.berkas.validators import clean_name, extension_of
from dasar.jurnal.models import Catatan
from tests.dasar.berkas import corpus
from tests.dasar.berkas.corpus import image, pdf, phone_photo

ALL = frozenset(Kind)


def keep(name="a.pdf", data=None):
    return store_upload(upload=corpus.upload(name, data or pdf()), kinds=ALL)


def content(berkas):
    with open_berkas(berkas) as stream:
        return stream.read()


def test_store_keeps_bytes_under_their_own_fingerprint(db, gudang):
    data = pdf(3)
    berkas = keep(data=data)
    digest = hashlib.sha256(data).hexdigest()
    stored = gudang / "berkas" / digest[:2] / digest[2:4] / digest
    assert (berkas.sha256, berkas.size, berkas.pages) == (digest, len(data), 3)
    assert stored.read_bytes() == data
    assert stored.stat().st_mode & 0o777 == 0o600
    assert content(berkas) == data


def test_same_content_is_kept_once(db, files_in):
    data = pdf(2)
    assert keep("satu.pdf", data) == keep("dua.pdf", data)
    assert (Berkas.objects.count(), len(files_in())) == (1, 1)


def test_lost_bytes_come_back_with_the_next_upload_of_the_same(db, gudang):
    berkas = keep()
    (gudang / "berkas" / berkas.storage_name).unlink()
    with pytest.raises(BytesMissing, match="dipulihkan dari cadangan"):
        open_berkas(berkas)
    assert keep() == berkas
    assert content(berkas) == pdf()


def test_photo_is_made_anew_upright_and_without_its_story(db):
    berkas = keep("foto.jpg", phone_photo())
    data = content(berkas)
    picture = Image.open(io.BytesIO(data))
    assert picture.size == (48, 64)
    assert dict(picture.getexif()) == {}
    assert picture.info.keys() <= {
        "jfif",
        "jfif_version",
        "jfif_unit",
        "jfif_density",
        "progressive",
        "progression",
    }
    assert [part in data for part in (b"KameraRahasia", b"GPS", b"samsung", b"Exif")] == [False] * 4


@pytest.mark.parametrize(
    ("size", "expected"), [((5000, 3000), (2400, 1440)), ((100, 4800), (50, 2400)), ((60, 40), (60, 40))]
)
def test_large_photo_shrinks_to_2400_pixels_a_side(db, size, expected):
    for form in ("JPEG", "PNG"):
        data = content(keep(f"a.{form.lower()}", image(form, size=size)))
        assert Image.open(io.BytesIO(data)).size == expected


def test_photo_saved_as_png_is_kept_as_jpeg(db):
    out = io.BytesIO()
    Image.frombytes("RGB", (300, 200), os.urandom(300 * 200 * 3)).save(out, format="PNG")
    assert keep("foto.png", out.getvalue()).media_type == "image/jpeg"


def test_transparent_picture_stays_transparent(db):
    data = content(keep("a.png", image("PNG", mode="RGBA", colour=(1, 2, 3, 0))))
    assert Image.open(io.BytesIO(data)).getpixel((5, 5))[3] == 0


def test_store_bytes_keeps_what_the_portal_made(db):
    berkas = store_bytes(data=b"%PDF-1.7 laporan", name_hint="piagam.pdf", media_type="application/pdf")
    assert (berkas.size, berkas.media_type, berkas.kind) == (16, "application/pdf", Kind.PDF)
    assert store_bytes(data=b"{}", name_hint="a", media_type="application/json").kind is None
    with pytest.raises(ValueError, match="Nothing to store"):
        store_bytes(data=b"", name_hint="a", media_type="application/pdf")


@pytest.mark.parametrize("failing", ["write", "fsync"])
def test_full_disk_is_told_and_leaves_nothing(db, files_in, monkeypatch, failing):
    def full(*args):
        raise OSError(errno.ENOSPC, "No space left on device")

    target = os if failing == "fsync" else __import__("pathlib").Path
    monkeypatch.setattr(target, {"fsync": "fsync", "write": "replace"}[failing], full)
    with pytest.raises(UploadRefused, match="penyimpanan portal sedang penuh") as refusal:
        keep()
    assert (refusal.value.code, Berkas.objects.count(), files_in()) == ("disk_full", 0, [])


@pytest.mark.django_db(transaction=True)
def test_same_upload_at_the_same_moment_makes_one_row():
    results, data = [], pdf(4)

    def work():
        from django.db import connection

        try:
            results.append(keep("a.pdf", data).pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 4
    assert set(results) == set(Berkas.objects.values_list("pk", flat=True))
    assert check_files().sound


def test_check_files_finds_lost_damaged_and_orphaned_bytes(db, gudang, capsys):
    lost, damaged, sound = keep(data=pdf(1)), keep(data=pdf(2)), keep(data=pdf(3))
    call_command("check_files")
    assert capsys.readouterr().out == "Berkas UTUH: 3 berkas diperiksa; 0 isi tanpa catatan.\n"
    (gudang / "berkas" / lost.storage_name).unlink()
    (gudang / "berkas" / damaged.storage_name).write_bytes(b"lain")
    orphan = gudang / "berkas" / "ab" / "cd" / ("abcd" + "0" * 60)
    orphan.parent.mkdir(parents=True)
    orphan.write_bytes(b"yatim")
    findings = check_files()
    assert (findings.missing, findings.damaged) == ([lost.sha256], [damaged.sha256])
    assert findings.orphans == [orphan.name]
    with pytest.raises(
        CommandError, match="1 hilang, 1 rusak; 3 berkas diperiksa; 1 isi tanpa catatan, 0 dihapus"
    ):
        call_command("check_files", "--bersihkan")
    os.utime(orphan, (0, 0))
    with pytest.raises(CommandError, match="1 isi tanpa catatan, 1 dihapus"):
        call_command("check_files", "--bersihkan")
    assert not orphan.exists()
    assert content(sound) == pdf(3)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\siti\\Surat Tugas.PDF", "Surat Tugas.PDF"),
        ("\\\\peladen\\bagi\\a.pdf", "a.pdf"),
        ("laporan\u202efdp.exe", "laporanfdp.exe"),
        ("CON.pdf", "_CON.pdf"),
        ("lpt1", "_lpt1"),
        (".htaccess", "htaccess"),
        ("-rf.pdf", "rf.pdf"),
        ("a\x00b\r\nc.pdf", "abc.pdf"),
        ("x.php%00.pdf", "x.php_00.pdf"),
        ('a"b<c>d|e?.pdf', "a_b_c_d_e_.pdf"),
        ("  . .pdf", "pdf"),
        ("...", "berkas"),
        ("", "berkas"),
        ("Piagam Pencanangan – Dinas é.pdf", "Piagam Pencanangan – Dinas é.pdf"),
    ],
)
def test_names_become_harmless(sent, kept):
    assert clean_name(sent) == kept


def test_long_names_are_cut_by_bytes_and_keep_their_extension():
    name = clean_name("é" * 300 + ".pdf")
    assert len(name.encode()) <= 150
    assert name.endswith("é.pdf")
    assert extension_of("A" * 300 + ".XLSX") == "xlsx"
    assert len(clean_name("a." + "b" * 300).encode()) == 150


class Clamd:
    """A scanner on a real socket that finds what contains a word."""

    def __init__(self, word=b"EICAR", answer=None):
        self.word, self.answer = word, answer
        self.server = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self.server.getsockname()[1]}"
        threading.Thread(target=self.run, daemon=True).start()

    def run(self):
        while True:
            try:
                connection, _ = self.server.accept()
            except OSError:
                return
            with connection, connection.makefile("rwb") as stream:
                assert stream.read(10) == b"zINSTREAM\0"
                data = b""
                while size := struct.unpack("!I", stream.read(4))[0]:
                    data += stream.read(size)
                found = b"stream: Eicar-Test FOUND\0" if self.word in data else b"stream: OK\0"
                stream.write(self.answer or found)


@pytest.fixture
def clamd(settings):
    scanner = Clamd()
    settings.BERKAS_CLAMD = scanner.address
    yield scanner
    scanner.server.close()


def test_without_scanner_a_file_is_told_as_not_scanned(db):
    berkas = keep()
    assert (berkas.scan_state, berkas.get_scan_state_display()) == (ScanState.NOT_SCANNED, "Belum dipindai")
    assert scan_waiting() == 0


def test_scanner_clears_and_refuses_at_upload(db, clamd, files_in):
    with pytest.raises(UploadRefused, match=r"virus \(Eicar-Test\) dan tidak disimpan") as refusal:
        keep("a.csv", b"nama;EICAR\n")
    assert (refusal.value.code, files_in()) == ("infected", [])
    berkas = keep()
    assert berkas.scan_state == ScanState.CLEAN
    assert berkas.scanned_at is not None


def test_silent_or_confused_scanner_stops_nobody(db, clamd):
    clamd.answer = b"stream: size limit exceeded ERROR\0"
    assert keep().scan_state == ScanState.NOT_SCANNED
    clamd.server.close()
    assert keep("b.pdf", pdf(2)).scan_state == ScanState.NOT_SCANNED


def test_later_scan_holds_an_infected_file_back_and_tells_the_journal(db, settings):
    clean, infected = keep(), keep("a.csv", b"nama;EICAR\n")
    scanner = Clamd()
    settings.BERKAS_CLAMD = scanner.address
    assert scan_waiting() == 2
    scanner.server.close()
    clean.refresh_from_db()
    infected.refresh_from_db()
    assert (clean.scan_state, infected.scan_state) == (ScanState.CLEAN, ScanState.INFECTED)
    with pytest.raises(BytesMissing, match="ditahan karena terdeteksi memuat virus"):
        open_berkas(infected)
    row = Catatan.objects.for_object(infected).get()
    assert (row.action, row.after["virus"]) == ("berkas.berkas.found_infected", "Eicar-Test")
