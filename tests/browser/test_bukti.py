"""Evidence from a phone on a weak line: a photo goes on where it stopped, even after the page was closed."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from evaluasi.models import LembarKerja
from opd.enums import Role
from opd.models import Dokumen
from tests.browser.conftest import PHONE
from tests.factories.evaluasi import DokumenFactory, SitasiFactory, make_lembar
from tests.factories.opd import make_actor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PIECE = 1024 * 1024


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A photo that needs more than one piece: noise does not compress."""
    out = BytesIO()
    Image.effect_noise((1300, 1300), 90).save(out, "PNG")
    path = tmp_path / "apel-integritas.png"
    path.write_bytes(out.getvalue())
    assert path.stat().st_size > PIECE
    return path


@pytest.fixture
def lembar() -> LembarKerja:
    return LembarKerja.objects.select_related("opd", "periode__instrumen").get(pk=make_lembar().pk)


def test_photo_goes_on_after_the_line_broke_and_the_page_was_closed(
    visit, lembar: LembarKerja, photo: Path
) -> None:
    window = visit(width=PHONE)
    window.sign_in(make_actor(Role.OPERATOR, lembar.opd).pengguna)
    page = window.go(f"/lke/{lembar.pk}/bukti/A.1.i.a/")
    assert window.violations() == []
    assert not window.overflows()
    offsets: list[str] = []

    def break_after_first_piece(route) -> None:
        if route.request.method == "PATCH":
            offsets.append(route.request.headers["upload-offset"])
        if offsets[1:]:
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route("**/unggahan/**", break_after_first_piece)
    page.get_by_label("Pilih berkas").set_input_files(photo)
    page.get_by_role("button", name="Unggah dan kutip").click()
    expect(page.get_by_text("Sambungan terputus.")).to_be_visible()

    page.unroute("**/unggahan/**")
    page.on("request", lambda sent: sent.method == "PATCH" and offsets.append(sent.headers["upload-offset"]))
    page = window.go(f"/lke/{lembar.pk}/bukti/A.1.i.a/")
    expect(page.get_by_text("apel-integritas.png masih menunggu")).to_be_visible()
    page.get_by_role("button", name="Unggah dan kutip").click()
    expect(page.get_by_text("Bagian ini perlu diisi.").first).to_be_visible()  # not the file
    page.get_by_label("Tanggal dokumen").fill("2026-03-02")
    page.get_by_label("Halaman yang dikutip").fill("1")
    expect(page.get_by_text("apel-integritas.png masih menunggu")).to_be_visible()
    page.get_by_role("button", name="Unggah dan kutip").click()

    expect(page.get_by_text("1 bukti ditambahkan ke pustaka dan dikutip.")).to_be_visible()
    assert offsets[0] == "0"
    assert set(offsets[1:]) == {str(PIECE)}  # nothing travelled twice, except the piece that was lost
    assert lembar.sitasi.get().dokumen.title == "apel-integritas"
    assert window.violations() == []
    window.forgive("ERR_CONNECTION_RESET")
    window.forgive("400 (Bad Request)")


@pytest.mark.parametrize("scripts", [True, False])
def test_library_is_filled_and_read_on_a_phone(
    visit, lembar: LembarKerja, photo: Path, scripts: bool
) -> None:
    there = DokumenFactory(opd=lembar.opd, title="Maklumat pelayanan")
    simpul = lembar.periode.instrumen.simpul.get(kode="A.1.i.a")
    SitasiFactory(lembar=lembar, simpul=simpul, dokumen=there)
    window = visit(width=PHONE, scripts=scripts)
    window.sign_in(make_actor(Role.OPERATOR, lembar.opd).pengguna)

    page = window.go("/pustaka/")
    assert not window.overflows()
    page.get_by_role("link", name="Tambah dokumen").click()
    page.get_by_label("Pilih berkas").set_input_files(photo)
    page.get_by_label("Tanggal dokumen").fill("2026-03-02")
    page.get_by_role("button", name="Simpan ke pustaka").click()

    expect(page.get_by_text("1 dokumen masuk pustaka")).to_be_visible()
    expect(page.locator("img.leaf-photo")).to_be_visible()
    assert Dokumen.objects.get(title="apel-integritas").opd == lembar.opd
    if scripts:
        assert window.violations() == []
        window.go(f"/pustaka/{there.pk}/")
        assert window.violations() == []
        window.go("/pustaka/?dikutip=ya")
        assert window.violations() == []
    assert not window.overflows()
