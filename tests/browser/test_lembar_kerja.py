"""An operator fills in one area on a phone: by touch and keys, through a lost line, a lost session and a clash."""

from __future__ import annotations

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from evaluasi.domain.pengisian import save_jawaban
from evaluasi.models import Jawaban, LembarKerja
from opd.enums import Role
from tests.browser.conftest import DESK, PHONE, Visit
from tests.factories.evaluasi import make_lembar
from tests.factories.opd import make_actor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SAVED = "Tersimpan pukul"


@pytest.fixture
def lembar() -> LembarKerja:
    row = make_lembar()
    return LembarKerja.objects.select_related("opd", "periode__instrumen").get(pk=row.pk)


def place(lembar: LembarKerja, kode: str = "") -> str:
    return f"/lembar-kerja/{lembar.pk}/" + (f"butir/{kode}/" if kode else "")


def stored(lembar: LembarKerja) -> dict[str, tuple[str, str]]:
    rows = Jawaban.objects.filter(lembar=lembar).select_related("simpul")
    return {row.simpul.kode: (row.pilihan, row.catatan) for row in rows}


def state(page: Page) -> object:
    return page.locator("form[data-answer] [data-save-state]")


def arrives(page: Page, title: str) -> None:
    """The next page is there, with its scripts: keys pressed earlier reach nobody."""
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    page.wait_for_load_state()


def is_sound(window: Visit) -> None:
    assert window.violations() == [], window.page.url
    assert not window.overflows(), window.page.url


def test_area_is_filled_in_on_a_phone(visit, lembar: LembarKerja) -> None:
    window = visit(width=PHONE)
    window.sign_in(make_actor(Role.OPERATOR, lembar.opd).pengguna)
    page = window.go(place(lembar))
    is_sound(window)
    page.get_by_role("link", name="Mulai mengisi").click()

    page.get_by_text("Ya 100%").click()
    expect(state(page)).to_contain_text(SAVED)
    expect(page.locator("[data-scores]")).to_contain_text("lantai 20,00")
    is_sound(window)
    page.locator("h1").click()
    page.keyboard.press("n")
    arrives(page, "Butir A.1.i.b")
    page.keyboard.press("1")
    expect(state(page)).to_contain_text(SAVED)

    page.get_by_role("button", name="Simpan, ke yang kosong").click()
    arrives(page, "Butir A.1.i.c")
    window.context.set_offline(True)
    page.get_by_text("Tidak 0%").click()
    page.get_by_label("Catatan").fill("Ditulis tanpa sambungan")
    expect(state(page)).to_contain_text("Belum tersimpan")
    page.close()  # the phone is put away
    window.context.set_offline(False)
    assert "A.1.i.c" not in stored(lembar)

    page = window.page = window.context.new_page()
    page = window.go(place(lembar, "A.1.i.c"))
    expect(page.locator("form[data-answer]")).to_contain_text("dipulihkan")
    expect(state(page)).to_contain_text(SAVED)
    assert stored(lembar) == {
        "A.1.i.a": ("Ya", ""),
        "A.1.i.b": ("Ya", ""),
        "A.1.i.c": ("Tidak", "Ditulis tanpa sambungan"),
    }
    window.forgive("ERR_INTERNET_DISCONNECTED")


def test_answer_given_before_the_script_came_is_saved_all_the_same(visit, lembar: LembarKerja) -> None:
    window = visit(width=PHONE)
    window.sign_in(make_actor(Role.OPERATOR, lembar.opd).pengguna)
    held = []
    window.page.route("**/butir*.js", lambda route: held.append(route))
    window.page.goto(window.server + place(lembar, "A.1.i.a"), wait_until="commit")
    window.page.get_by_text("Ya 100%").click()
    assert stored(lembar) == {}
    held[0].continue_()
    expect(state(window.page)).to_contain_text(SAVED)
    assert stored(lembar) == {"A.1.i.a": ("Ya", "")}


def test_scores_shown_are_those_of_the_last_answer_saved(visit, lembar: LembarKerja) -> None:
    window = visit(width=DESK)
    window.sign_in(make_actor(Role.OPERATOR, lembar.opd).pengguna)
    page = window.go(f"{place(lembar)}area/MP/")
    held = []
    page.route("**/butir/A.1.i.a/", lambda route: held.append((route, route.fetch())))
    page.locator("[id='A.1.i.a']").get_by_text("Ya 100%").click()
    expect(page.locator("[id='A.1.i.a'] [data-save-state]")).to_contain_text("Menyimpan")
    page.locator("[id='A.1.i.b']").get_by_text("Ya 100%").click()
    page.wait_for_timeout(400)  # the second answer's pause is over
    route, reply = held[0]
    route.fulfill(response=reply)  # saved first, told last
    expect(page.locator("[id='A.1.i.b'] [data-save-state]")).to_contain_text(SAVED)
    expect(page.locator("[data-scores]")).to_contain_text("2/3")
    expect(page.locator(".page-meta")).to_contain_text("2 dari 3 butir terisi")


def test_lost_session_keeps_the_answer_until_one_is_back(visit, lembar: LembarKerja) -> None:
    person = make_actor(Role.OPERATOR, lembar.opd).pengguna
    window = visit(width=PHONE)
    window.sign_in(person)
    page = window.go(place(lembar, "A.1.i.a"))
    Session.objects.all().delete()
    page.get_by_text("Ya 100%").click()
    expect(state(page)).to_contain_text("Sesi berakhir")
    assert stored(lembar) == {}
    window.sign_in(person)
    page.get_by_role("link", name="Masuk lagi").click()
    expect(state(page)).to_contain_text(SAVED)
    assert stored(lembar) == {"A.1.i.a": ("Ya", "")}


def test_clash_is_decided_with_one_press(visit, lembar: LembarKerja) -> None:
    actor = make_actor(Role.OPERATOR, lembar.opd)
    window = visit(width=DESK)
    window.sign_in(actor.pengguna)
    page = window.go(place(lembar, "A.1.i.a"))
    save_jawaban(lembar, actor=actor, kode="A.1.i.a", isian="Tidak", catatan="kata mereka", version=0)
    page.get_by_text("Ya 100%").click()
    expect(page.locator("[data-clashed]")).to_contain_text("kata mereka")
    is_sound(window)
    page.get_by_role("button", name="Pakai isian saya").click()
    expect(state(page)).to_contain_text(SAVED)
    window.forgive("409 (Conflict)")
    assert stored(lembar) == {"A.1.i.a": ("Ya", "")}


def test_bad_number_is_told_beside_its_field(visit, lembar: LembarKerja) -> None:
    window = visit(width=PHONE)
    window.sign_in(make_actor(Role.OPERATOR, lembar.opd).pengguna)
    page = window.go(place(lembar, "B.I.a"))
    page.get_by_label("Skor indeks").fill("1.000,5")
    expect(page.locator('[data-field="angka"]')).to_contain_text("dapat dibaca dua cara")
    page.get_by_label("Skor indeks").fill("3,6")
    expect(state(page)).to_contain_text(SAVED)
    expect(page.locator("[data-worth]")).to_contain_text("3,6 : 4 = 0,9")
    window.forgive("400 (Bad Request)")


def test_whole_area_is_filled_in_by_keys(visit, lembar: LembarKerja) -> None:
    window = visit(width=DESK)
    window.sign_in(make_actor(Role.OPERATOR, lembar.opd).pengguna)
    page = window.go(f"{place(lembar)}area/MP/")
    is_sound(window)
    for _ in range(3):
        page.keyboard.press("1")
        page.keyboard.press("n")
    expect(page.locator("[data-scores]")).to_contain_text("3/3")
    assert [answer for answer, _ in stored(lembar).values()] == ["Ya", "Ya", "Ya"]


@pytest.mark.parametrize("where", ["coba/", "jalur/", "syarat/", "mengapa/TOTAL/", "periksa/", "riwayat/"])
def test_other_pages_are_sound_on_a_phone(visit, lembar: LembarKerja, where: str) -> None:
    window = visit(width=PHONE)
    window.sign_in(make_actor(Role.OPERATOR, lembar.opd).pengguna)
    window.go(place(lembar) + where)
    is_sound(window)


@pytest.mark.parametrize("where", ["/lembar-kerja/", "/lembar-kerja/baru/", "/periode/", "/periode/baru/"])
def test_lists_and_forms_are_sound_on_a_phone(visit, lembar: LembarKerja, where: str) -> None:
    window = visit(width=PHONE)
    window.sign_in(make_actor(Role.KOORDINATOR).pengguna)
    window.go(where)
    is_sound(window)
