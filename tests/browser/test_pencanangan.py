"""The whole walk of a declaration in a real browser: begun, filled in, returned, mended, verified."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from opd.enums import OpdKind, Role
from opd.enums import PencananganState as State
from opd.models import Pencanangan
from tests.browser.conftest import DESK, PHONE
from tests.factories.opd import (
    KeanggotaanFactory,
    KepalaFactory,
    OpdFactory,
    PencananganFactory,
    PesertaFactory,
    make_actor,
    picture,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "apel-pagi.png"
    path.write_bytes(picture("apel", (900, 600)))
    return path


@pytest.fixture
def program(tmp_path: Path) -> Path:
    path = tmp_path / "setup.jpg"
    path.write_bytes(b"MZ\x90\x00" + b"\x00" * 900)
    return path


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()


def is_sound(window, page: Page) -> None:
    """Nothing a reader with a screen reader stumbles over, nothing to push sideways."""
    assert window.violations() == [], page.url
    assert not window.overflows(), page.url


@pytest.mark.parametrize("width", [PHONE, pytest.param(DESK, marks=pytest.mark.lambat)])
def test_declaration_walks_from_draft_to_verified(visit, width: int, photo: Path, program: Path) -> None:
    opd = OpdFactory(name="Kecamatan Pekalongan Utara", short_name="Kec. Utara", kind=OpdKind.KECAMATAN)
    for name in ("Krapyak", "Degayu"):
        KepalaFactory(opd=OpdFactory(parent=opd, name=f"Kelurahan {name}", kind=OpdKind.KELURAHAN))
    KepalaFactory(opd=opd, name="Camat Utara")
    operator, setda = visit(width=width), visit(width=width)
    operator.sign_in(make_actor(Role.OPERATOR, opd).pengguna)
    setda.sign_in(make_actor(Role.KOORDINATOR).pengguna)

    page = operator.go("/pencanangan/")
    is_sound(operator, page)
    page.get_by_role("link", name="Buat pencanangan").click()
    page.get_by_label("Unit penyelenggara").select_option(label="Kecamatan Pekalongan Utara")
    page.get_by_label("Bersama beberapa unit").check()
    page.get_by_label("Ikutkan semua unit di bawahnya").check()
    page.get_by_role("textbox", name="Tanggal acara").fill("2020-07-20")
    is_sound(operator, page)
    press(page, "Buat draf")

    expect(page.get_by_text("3 unit", exact=True)).to_be_visible()
    is_sound(operator, page)
    page.get_by_role("link", name="Tanggal, tempat, dan pemimpin acara").click()
    page.get_by_label("Tempat").fill("Halaman kecamatan")
    page.get_by_label("Dipimpin oleh").fill("Wakil Wali Kota")
    is_sound(operator, page)
    press(page, "Simpan")

    page.get_by_role("link", name="Saksi").click()
    page.get_by_label("Lembaga").first.fill("Kejaksaan Negeri")
    press(page, "Tambah saksi lagi")
    page.get_by_label("Lembaga").last.fill("Polres")
    is_sound(operator, page)
    press(page, "Simpan")
    expect(page.get_by_text("2 saksi", exact=True)).to_be_visible()

    page.get_by_role("link", name="Foto dan dokumen").click()
    page.get_by_label("Pilih foto").set_input_files([photo, program])
    press(page, "Unggah foto")
    expect(page.get_by_role("alert")).to_contain_text("setup.jpg")
    expect(page.get_by_role("link", name=re.compile("^apel-pagi"))).to_be_visible()
    operator.forgive("422", "400")
    is_sound(operator, page)
    page.get_by_role("link", name="Kembali ke daftar isian").click()
    page.get_by_role("link", name="Periksa dan ajukan").click()
    is_sound(operator, page)
    press(page, "Ajukan ke Bagian Organisasi Setda")
    expect(page.get_by_text("Pencanangan diajukan.")).to_be_visible()
    is_sound(operator, page)

    desk = setda.go("/pencanangan/verifikasi/")
    is_sound(setda, desk)
    desk.get_by_role("link", name="Kecamatan Pekalongan Utara dan 2 unit lain").click()
    is_sound(setda, desk)
    place = desk.get_by_role("group", name="Tanggal, tempat, dan pemimpin acara")
    place.get_by_label("Perlu diperbaiki").check()
    desk.get_by_label("Apa yang harus diperbaiki").first.fill("Sebutkan alamat halaman kecamatan.")
    is_sound(setda, desk)
    press(desk, "Kembalikan")
    expect(desk.get_by_text("dikembalikan dengan catatan")).to_be_visible()

    page.reload()
    expect(page.get_by_text("Sebutkan alamat halaman kecamatan.").first).to_be_visible()
    is_sound(operator, page)
    page.get_by_role("link", name="Tanggal, tempat, dan pemimpin acara").click()
    page.get_by_label("Tempat").fill("Halaman kecamatan, Jalan Sample 1")
    press(page, "Simpan")
    expect(page.get_by_text("Sudah diubah")).to_be_visible()
    page.get_by_role("link", name="Periksa dan ajukan").click()
    press(page, "Ajukan ke Bagian Organisasi Setda")

    desk = setda.go("/pencanangan/verifikasi/")
    desk.get_by_role("link", name="Kecamatan Pekalongan Utara dan 2 unit lain").click()
    expect(desk.get_by_text("Diminta sebelumnya: Sebutkan alamat halaman kecamatan.")).to_be_visible()
    is_sound(setda, desk)
    press(desk, "Setujui semua")
    expect(desk.get_by_text("Tidak ada lagi yang menunggu Anda.")).to_be_visible()

    assert Pencanangan.objects.get().state == State.VERIFIED
    desk = setda.go("/pencanangan/register/")
    is_sound(setda, desk)
    page = operator.go(f"/pencanangan/{Pencanangan.objects.get().pk}/riwayat/")
    expect(page.get_by_text("Diverifikasi", exact=True)).to_be_visible()
    is_sound(operator, page)


def test_text_typed_before_a_lost_session_is_offered_again(visit) -> None:
    opd = OpdFactory()
    actor = make_actor(Role.OPERATOR, opd)
    row = PencananganFactory(organiser=opd)
    PesertaFactory(pencanangan=row)
    window = visit(width=PHONE)
    window.sign_in(actor.pengguna)
    page = window.go(f"/pencanangan/{row.pk}/acara/")
    page.get_by_label("Tempat").fill("Pendapa yang belum tersimpan")
    window.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    press(page, "Simpan")
    expect(page).to_have_url(re.compile("/akun/masuk/"))

    window.sign_in(actor.pengguna)
    page = window.go(f"/pencanangan/{row.pk}/acara/")
    expect(page.get_by_label("Tempat")).to_have_value("Halaman kantor")
    press(page, "Pakai isian itu")
    expect(page.get_by_label("Tempat")).to_have_value("Pendapa yang belum tersimpan")
    press(page, "Simpan")
    expect(page.get_by_text("Perubahan disimpan.")).to_be_visible()
    page = window.go(f"/pencanangan/{row.pk}/acara/")
    expect(page.get_by_role("button", name="Pakai isian itu")).to_have_count(0)


def test_upload_goes_on_after_the_line_broke(visit, photo: Path) -> None:
    opd = OpdFactory()
    actor = make_actor(Role.OPERATOR, opd)
    row = PencananganFactory(organiser=opd)
    PesertaFactory(pencanangan=row)
    window = visit(width=PHONE)
    window.sign_in(actor.pengguna)
    page = window.go(f"/pencanangan/{row.pk}/lampiran/")
    page.get_by_label("Pilih foto").set_input_files(photo)
    cut = []

    def break_once(route) -> None:
        if cut or route.request.method != "PATCH":
            route.continue_()
        else:
            cut.append(route.request.url)
            route.abort("connectionreset")

    page.route("**/unggahan/**", break_once)
    press(page, "Unggah foto")

    expect(page.get_by_text("1 berkas dilampirkan.")).to_be_visible()
    assert len(cut) == 1
    assert row.lampiran.count() == 1
    window.forgive("ERR_CONNECTION_RESET")


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_city_wide_event_is_filled_from_the_checklist(visit, width: int) -> None:
    setda = OpdFactory(name="Sekretariat Daerah")
    for n in range(20):
        KepalaFactory(opd=OpdFactory(name=f"Dinas Peserta {n:02}"))
    actor = make_actor(Role.KOORDINATOR)
    KeanggotaanFactory(pengguna=actor.pengguna, opd=setda, role=Role.OPERATOR)
    row = PencananganFactory(organiser=setda, kind="bersama")
    PesertaFactory(pencanangan=row)
    window = visit(width=width)
    window.sign_in(actor.pengguna)

    page = window.go(f"/pencanangan/{row.pk}/peserta/tambah/")
    page.get_by_label("Cari unit").fill("peserta 0")
    expect(page.get_by_label("Dinas Peserta 15")).to_be_hidden()
    page.get_by_role("button", name="Pilih semua").first.click()
    page.get_by_label("Cari unit").fill("")
    page.get_by_label("Dinas Peserta 15").check()
    is_sound(window, page)
    press(page, "Tambahkan 12 unit terpilih")

    expect(page.get_by_text("12 unit ditambahkan.")).to_be_visible()
    is_sound(window, page)
    assert row.peserta.exclude(signer_name="").count() == 13
