"""Takes every picture of the documents anew, by using a running demo portal as each role would.

    ZONA_DATA_DIR=/tmp/gambar ZI_PORT=8100 ./zi run          # in one terminal: a fresh sample city
    .venv/bin/python tools/gambar.py http://127.0.0.1:8100    # in another

The walk changes the sample city (a declaration, signatures, a worksheet), so it needs a fresh one each time. Words
after the address choose pictures by a part of their name; all steps are walked all the same. Needs the test
requirements (Playwright, Pillow) and Chromium.
"""

from __future__ import annotations

import io
import re
import sys
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Page, sync_playwright

OUT = Path(__file__).resolve().parent.parent / "docs/gambar"
SECRET = "zona-peragaan"  # noqa: S105  # of every demo account, as the README says
CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-background-networking", "--lang=id-ID"]
PHONE, DESK, WALL = (360, 740), (1280, 800), (1920, 1080)
MOST = 150_000  # bytes of one picture
TODAY = date.today().isoformat()  # noqa: DTZ011  # the day of this machine's clock, as the form shows it

Step = tuple[str, ...]


@dataclass(frozen=True)
class Picture:
    """`file` without ending ("" only walks), taken as `account` after `steps` at `screen`, from text `aim` down."""

    file: str
    account: str
    steps: tuple[Step, ...]
    screen: tuple[int, int] = DESK
    aim: str = ""
    height: int = 0


PICTURES: tuple[Picture, ...] = (
    Picture("masuk", "", (("go", "/akun/masuk/"),), PHONE, height=560),
    # --- operator: a declaration ---
    Picture("operator-beranda", "operator", (("go", "/"),), PHONE),
    Picture(
        "pencanangan-tugas",
        "operator",
        (
            ("go", "/pencanangan/"),
            ("press", "Buat pencanangan"),
            ("fill", "Tanggal acara", TODAY),
            ("press", "Buat draf"),
            ("keep", "acara"),
        ),
        PHONE,
        height=900,
    ),
    Picture(
        "pencanangan-acara",
        "operator",
        (
            ("to", "acara", "acara/"),
            ("fill", "Tempat", "Aula kantor (contoh), Kota Pekalongan"),
            ("fill", "Acara", "Apel pagi"),
            ("fill", "Dipimpin oleh", "Wali Kota Pekalongan"),
        ),
        aim="Bentuk pencanangan",
    ),
    Picture("", "operator", (("press", "Simpan"),)),
    Picture(
        "pencanangan-foto",
        "operator",
        (
            ("to", "acara", "lampiran/"),
            ("upload", "Pilih foto"),
            ("press", "Unggah foto"),
            ("see", "Foto (1)"),
        ),
        PHONE,
        aim="Foto",
    ),
    Picture("pencanangan-periksa", "operator", (("to", "acara", "periksa/"),), height=900),
    Picture("", "operator", (("press", "Ajukan ke Bagian Organisasi Setda"), ("see", "Diajukan"))),
    Picture(
        "pencanangan-dikembalikan", "bagor", (("go", "/pencanangan/?keadaan=returned"), ("row",)), height=760
    ),
    # --- operator and head: commitments ---
    Picture(
        "pegawai",
        "operator",
        (("go", "/komitmen/"), ("row",), ("keep", "unit"), ("unit", "pegawai/")),
        height=900,
    ),
    Picture(
        "impor-pegawai",
        "operator",
        (("press", "Impor"), ("sheet", "Berkas Excel atau CSV"), ("press", "Unggah dan periksa")),
        height=760,
    ),
    Picture(
        "pakta-tanda",
        "kepala",
        (
            ("go", "/pakta/saya/"),
            ("press", "Baca dan tandatangani"),
            ("draw",),
            ("check", "Saya sudah membaca"),
        ),
        PHONE,
        aim="Goreskan tanda tangan",
    ),
    Picture("pakta-tanda-terima", "kepala", (("press", "Tandatangani"), ("see", "Tanda terima|utuh")), PHONE),
    Picture(
        "pakta-tautan",
        "operator",
        (("to", "unit", "tautan/"), ("press", "Buat tautan"), ("see", "Salin pesan|Kirim lewat")),
        height=900,
    ),
    Picture("komitmen", "operator", (("to", "unit", ""),), height=1040),
    Picture(
        "pakta-pindai",
        "operator",
        (("to", "unit", "pindai/"), ("fill", "Tanggal pada daftar", TODAY), ("press", "Lanjutkan")),
        height=760,
    ),
    # --- operator: evidence ---
    Picture("pustaka", "operator", (("go", "/pustaka/"),), height=900),
    Picture(
        "lke-ringkasan", "operator", (("go", "/lembar-kerja/"), ("row",), ("keep", "lembar")), height=860
    ),
    Picture(
        "lke-butir", "operator", (("to", "lembar", ""), ("press", "Lanjutkan mengisi")), PHONE, height=900
    ),
    # --- koordinator ---
    Picture("verifikasi-antrean", "koordinator", (("go", "/pencanangan/verifikasi/"),), height=620),
    Picture("verifikasi-tinjau", "koordinator", (("verify",),), height=900),
    Picture("verifikasi-putusan", "koordinator", (), aim="Tanda tangan komitmen", height=520),
    Picture(
        "",
        "koordinator",
        (("press", "Setujui semua"), ("see", "Dinperkim diverifikasi")),
    ),
    Picture("register", "koordinator", (("go", "/pencanangan/register/"),), height=860),
    Picture("opd-daftar", "koordinator", (("go", "/opd/"),), height=1000),
    Picture("lke-daftar", "koordinator", (("go", "/lembar-kerja/"),), height=760),
    Picture("naskah", "koordinator", (("go", "/pakta/naskah/"),), height=640),
    Picture("kota", "koordinator", (("go", "/kota/"),), height=1000),
    # --- assessors ---
    Picture("meja-daftar", "penilai", (("go", "/meja/"),), height=960),
    Picture("meja-lembar", "penilai", (("row",), ("keep", "meja")), height=900),
    Picture(
        "meja-butir",
        "penilai",
        (("to", "meja", "A.I.2.i.b/"), ("key", "3"), ("key", "k"), ("see", "Tersimpan pukul")),
        aim="Butir A.I.2.i.b",
        height=1040,
    ),
    Picture(
        "meja-telepon", "penilai", (("to", "meja", "A.I.2.i.b/"),), PHONE, aim="Penilaian TPI", height=740
    ),
    Picture("", "penilai", (("to", "meja", "A.I.2.i.c/"),), PHONE),
    Picture(
        "",
        "ketua.tpi",
        (("to", "meja", "A.I.2.i.c/"), ("fill", "Catatan", "Evaluasi 2026 ada."), ("see", "Tersimpan pukul")),
    ),
    Picture(
        "meja-bentrok",
        "penilai",
        (("key", "3"), ("fill", "Catatan", "Tindak lanjutnya belum ada."), ("see", "Pakai isian saya")),
        PHONE,
        aim="Penilaian TPI",
    ),
    Picture("lhe", "ketua.tpi", (("go", "/lhe/"), ("row",)), height=960),
    # --- leadership ---
    Picture("tahun-telepon", "pimpinan", (("go", "/dasbor/"),), PHONE),
    Picture("tahun-meja", "pimpinan", (("go", "/dasbor/"),), height=1000),
    Picture("riwayat", "pimpinan", (("go", "/dasbor/riwayat/"),), height=1000),
    Picture("rapat", "pimpinan", (("go", "/dasbor/rapat/?layar=5"),), height=720),
    Picture("pekan-koordinator", "koordinator", (("go", "/dasbor/pekan/"),), height=1000),
    Picture("papan-telepon", "pimpinan", (("go", "/dasbor/pencanangan/"),), PHONE),
    Picture("papan-meja", "pimpinan", (("go", "/dasbor/pencanangan/"),), height=1000),
    Picture("papan-dinding", "pimpinan", (("go", "/dasbor/dinding/"),), WALL),
    Picture(
        "papan-baris",
        "pimpinan",
        (("go", "/dasbor/pencanangan/"), ("press", "Buka sebagai daftar")),
        height=860,
    ),
    Picture(
        "rekap", "pimpinan", (("go", "/laporan/"), ("press", "Buat rekap"), ("see", "Unduh PDF")), height=760
    ),
    Picture(
        "periksa-dokumen",
        "pimpinan",
        (("go", "/laporan/"), ("press", "Halaman verifikasi")),
        PHONE,
        height=820,
    ),
    Picture("publik", "", (("go", "/publik/"),), PHONE),
    # --- administrator ---
    Picture("pengguna", "admin", (("go", "/pengguna/"),), height=960),
    Picture("pengguna-buka", "admin", (("press", "Buka akun"),), height=760),
    Picture("instrumen", "admin", (("go", "/instrumen/"),), height=720),
    Picture("jurnal", "admin", (("go", "/jurnal/"),), height=900),
    Picture("akun-saya", "admin", (("go", "/akun/saya/"),), height=900),
)


class Walk:
    """One signed-in browser for each account, and the addresses that steps keep."""

    def __init__(self, browser: Browser, server: str) -> None:
        self.browser, self.server = browser, server
        self.pages: dict[tuple[str, bool], Page] = {}
        self.kept: dict[str, str] = {}
        self.folder = Path(tempfile.mkdtemp())

    def page(self, account: str, *, phone: bool) -> Page:
        """The account's page; phones draw two dots for each, so that words stay sharp. The session is shared."""
        if (account, phone) in self.pages:
            return self.pages[account, phone]
        other = self.pages.get((account, not phone))
        context = self.browser.new_context(
            locale="id-ID",
            device_scale_factor=2 if phone else 1,
            has_touch=phone,
            storage_state=other.context.storage_state() if other else None,
        )
        context.set_default_timeout(20_000)
        context.set_default_navigation_timeout(90_000)  # the first page of a cold portal
        page = self.pages[account, phone] = context.new_page()
        if other:
            page.goto(other.url)
        elif account:
            self._sign_in(page, account)
        return page

    def _sign_in(self, page: Page, account: str) -> None:
        page.goto(f"{self.server}/akun/masuk/")
        page.get_by_label("Nama pengguna").fill(account)
        page.get_by_label("Kata sandi").fill(SECRET)
        page.locator("main").get_by_role("button", name="Masuk").click()
        page.wait_for_url(lambda url: "/akun/masuk/" not in url)

    def take(self, picture: Picture) -> bytes:
        """Walk the steps, then photograph the screen."""
        page = self.page(picture.account, phone=picture.screen == PHONE)
        width, height = picture.screen
        page.set_viewport_size({"width": width, "height": picture.height or height})
        for verb, *words in picture.steps:
            getattr(self, f"do_{verb}")(page, *words)
        page.wait_for_load_state()
        page.wait_for_timeout(500)  # pictures and scripts settle
        page.evaluate("window.scrollTo(0, 0)")
        if picture.aim:
            place = page.locator("main").get_by_text(picture.aim, exact=False).first
            place.evaluate("el => window.scrollBy(0, el.getBoundingClientRect().top - 90)")
        return page.screenshot()

    # --- steps ---
    def do_go(self, page: Page, path: str) -> None:
        page.goto(self.server + path)

    def do_keep(self, page: Page, name: str) -> None:
        self.kept[name] = page.url.partition("?")[0]

    def do_to(self, page: Page, name: str, tail: str) -> None:
        page.goto(self.kept[name] + tail)

    def do_unit(self, page: Page, tail: str) -> None:
        page.goto(self.kept["unit"].replace("/komitmen/", "/opd/") + tail)

    def do_verify(self, page: Page) -> None:
        page.goto(self.kept["acara"].replace("/pencanangan/", "/pencanangan/verifikasi/"))

    def do_row(self, page: Page) -> None:
        page.locator("main tbody th a").first.click()
        page.wait_for_load_state()

    def do_press(self, page: Page, word: str) -> None:
        main = page.locator("main")
        button = main.get_by_role("button", name=word).or_(main.get_by_role("link", name=word))
        button.locator("visible=true").last.click()
        page.wait_for_load_state()

    def do_fill(self, page: Page, label: str, value: str) -> None:
        page.locator("main").get_by_label(re.compile(rf"^\s*{label}")).first.fill(value)

    def do_key(self, page: Page, key: str) -> None:
        page.keyboard.press(key)

    def do_check(self, page: Page, label: str) -> None:
        page.locator("main").get_by_label(label).first.check()

    def do_see(self, page: Page, words: str) -> None:
        parts = words.split("|")
        page.wait_for_function("parts => parts.some(p => document.body.innerText.includes(p))", arg=parts)

    def do_upload(self, page: Page, label: str) -> None:
        page.get_by_label(label).set_input_files(draw_photo(self.folder))

    def do_sheet(self, page: Page, label: str) -> None:
        path = self.folder / "pegawai.csv"
        path.write_text(
            "Nama,NIP,Jabatan\nSiti Contoh Rahayu,,Pengelola Data\nBudi Contoh Santoso,,Pengemudi\n"
        )
        page.get_by_label(label).set_input_files(path)

    def do_draw(self, page: Page) -> None:
        canvas = page.locator("main canvas").first
        canvas.scroll_into_view_if_needed()
        box = canvas.bounding_box()
        page.mouse.move(box["x"] + 40, box["y"] + box["height"] * 0.6)
        page.mouse.down()
        for x, y in ((70, 0.25), (85, 0.75), (115, 0.3), (130, 0.7), (170, 0.45), (230, 0.6)):
            page.mouse.move(box["x"] + x, box["y"] + box["height"] * y, steps=6)
        page.mouse.up()


def draw_photo(folder: Path) -> Path:
    """A picture that says of itself that it is an example."""
    path = folder / "penandatanganan.jpg"
    image = Image.new("RGB", (1600, 1000), "#dbe5e1")
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 700, 1600, 1000), fill="#8fa79f")
    pen.rectangle((250, 90, 1350, 260), fill="#1f5f56")
    for x in range(250, 1400, 220):
        pen.ellipse((x, 420, x + 110, 530), fill="#4b5d57")
        pen.rounded_rectangle((x - 30, 540, x + 140, 820), 40, fill="#31433d")
    pen.text((470, 130), "FOTO CONTOH", fill="white", font_size=90)
    image.save(path, quality=85)
    return path


def store(name: str, png: bytes) -> None:
    """Write with a palette as large as the size allows."""
    image = Image.open(io.BytesIO(png)).convert("RGB")
    for colours in (256, 128, 64, 32):
        out = io.BytesIO()
        image.quantize(colours, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
        if out.tell() <= MOST:
            break
    (OUT / f"{name}.png").write_bytes(out.getvalue())
    sys.stdout.write(f"{name:<28}{out.tell() // 1024:>4} kB\n")


def compose(desk: bytes, phone: bytes) -> bytes:
    """The board on a desk with a phone in front of it."""
    back, front = (Image.open(io.BytesIO(png)).convert("RGB") for png in (desk, phone))
    front = front.resize((300, 300 * front.height // front.width), Image.Resampling.LANCZOS)
    sheet = Image.new("RGB", (back.width + 270, back.height + 60), "#eef2f0")
    sheet.paste(back, (20, 20))
    place = (sheet.width - front.width - 30, sheet.height - front.height - 20)
    ImageDraw.Draw(sheet).rounded_rectangle(
        (place[0] - 10, place[1] - 12, place[0] + front.width + 10, place[1] + front.height + 12),
        22,
        fill="#1c2321",
    )
    sheet.paste(front, place)
    out = io.BytesIO()
    sheet.save(out, "PNG")
    return out.getvalue()


def main(server: str, *chosen: str) -> int:
    """Returns how many pictures could not be taken."""
    taken: dict[str, bytes] = {}
    failed = 0
    with sync_playwright() as play:
        walk = Walk(
            play.chromium.launch(executable_path=CHROMIUM, args=FLAGS, env={"LANGUAGE": "id"}),
            server.rstrip("/"),
        )
        for picture in PICTURES:
            try:
                taken[picture.file] = walk.take(picture)
            except Exception as error:  # noqa: BLE001  # the other pictures may still be taken
                failed += 1
                sys.stderr.write(f"{picture.file or picture.steps}: {str(error)[:300]}\n")
    if {"papan-meja", "papan-telepon"} <= taken.keys():
        taken["papan"] = compose(taken["papan-meja"], taken["papan-telepon"])
    for name, png in taken.items():
        if name and (not chosen or any(word in name for word in chosen)):
            store(name, png)
    return failed


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
