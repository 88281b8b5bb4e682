"""An assessor works through a unit's answers: by keys, with evidence beside them, many at once, and through a clash."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from evaluasi.domain.penilaian import mark_seen
from evaluasi.models import BuktiDilihat, Jawaban, Putusan
from tests.browser.conftest import DESK, PHONE, Visit
from tests.evaluasi.test_penilaian import INDEKS, A, B, C, Kasus

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SAVED = "Tersimpan pukul"


@pytest.fixture
def kasus() -> Kasus:
    return Kasus()


@pytest.fixture
def assessor(visit, kasus: Kasus) -> Visit:
    """The assessor of the worksheet at a wide screen; evidence elsewhere answers with an empty page."""
    return at_desk(visit(width=DESK), kasus)


def at_desk(window: Visit, kasus: Kasus) -> Visit:
    window.sign_in(kasus.anggota.pengguna)
    window.context.route("https://contoh.go.id/**", lambda route: route.fulfill(body="SK"))
    return window


def place(kasus: Kasus, kode: str = "") -> str:
    return f"/meja/{kasus.pk}/" + (f"{kode}/" if kode else "")


def verdicts() -> dict[str, tuple[str, str]]:
    said = {row.simpul_id: row for row in Jawaban.objects.filter(tahap="tpi")}
    rows = Putusan.objects.select_related("simpul").order_by("simpul__urutan")
    return {row.simpul.kode: (str(row.sikap), said[row.simpul_id].catatan) for row in rows}


def state(page: Page) -> object:
    return page.locator("form[data-answer] [data-save-state]")


def arrives(page: Page, title: str) -> None:
    """The next page is there, with its scripts: keys pressed earlier reach nobody."""
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    page.wait_for_load_state()


def is_sound(window: Visit) -> None:
    assert window.violations() == [], window.page.url
    assert not window.overflows(), window.page.url


def test_whole_worksheet_is_decided_by_keys(assessor: Visit, kasus: Kasus) -> None:
    page = assessor.go(place(kasus))
    page.keyboard.press("b")
    arrives(page, f"Butir {A}")
    page.keyboard.press("s")
    expect(state(page)).to_contain_text(SAVED)
    expect(page.locator("[data-badge]")).to_have_text("Sama")
    page.keyboard.press("b")

    arrives(page, f"Butir {B}")
    page.keyboard.press("2")
    expect(state(page)).to_have_text("Belum tersimpan: tulis sebabnya pada Catatan.")
    page.keyboard.press("b")
    expect(page.locator('[data-field="catatan"]')).to_contain_text("Tuliskan sebabnya pada Catatan")
    assert list(verdicts()) == [A]
    is_sound(assessor)
    page.keyboard.press("c")
    page.keyboard.type("SK belum ada")
    expect(state(page)).to_contain_text(SAVED)
    expect(page.locator("[data-badge]")).to_have_text("Berbeda")
    expect(page.locator('[data-field="catatan"] .field-error')).to_have_count(0)
    page.keyboard.press("Control+Enter")

    arrives(page, f"Butir {C}")
    page.keyboard.press("1")
    page.keyboard.press("Control+Enter")
    arrives(page, "Indeks survei")
    page.keyboard.press("s")
    page.keyboard.press("b")
    expect(page.get_by_text("0 dari 4 butir tersisa")).to_be_visible()
    assert verdicts() == {
        A: ("sama", ""),
        B: ("berbeda", "SK belum ada"),
        C: ("sama", ""),
        INDEKS: ("sama", ""),
    }
    assessor.forgive("400 (Bad Request)")


def test_letters_typed_in_a_note_are_no_commands(assessor: Visit, kasus: Kasus) -> None:
    page = assessor.go(place(kasus, A))
    page.keyboard.press("c")
    page.keyboard.type("sbnop12")
    expect(state(page)).to_contain_text(SAVED)
    expect(page.get_by_label("Catatan")).to_have_value("sbnop12")
    assert verdicts() == {A: ("belum", "sbnop12")}


def test_reasons_written_before_and_numbers_are_a_key_away(assessor: Visit, kasus: Kasus) -> None:
    kasus.say(A, "Tidak", catatan="SK belum ada")
    page = assessor.go(place(kasus, B))
    reason = page.get_by_role("button", name="SK belum ada")
    expect(reason).to_be_hidden()
    page.keyboard.press("2")
    expect(reason).to_be_visible()
    is_sound(assessor)
    page.keyboard.press("k")
    expect(state(page)).to_contain_text(SAVED)
    expect(page.get_by_label("Catatan")).to_have_value("SK belum ada")

    page = assessor.go(place(kasus, INDEKS))
    page.keyboard.type("2")
    reason.click()
    expect(state(page)).to_contain_text(SAVED)
    assert verdicts() == dict.fromkeys((A, B, INDEKS), ("berbeda", "SK belum ada"))


def test_evidence_opened_by_keys_counts_and_lets_equal_answers_be_confirmed(
    assessor: Visit, kasus: Kasus
) -> None:
    page = assessor.go(place(kasus, A))
    expect(page.locator("[data-seen]")).to_have_text("Belum dibuka")
    page.keyboard.press("o")
    expect(page.locator("[data-evidence] summary")).to_be_focused()
    page.keyboard.press("Tab")
    with assessor.context.expect_page() as opened:
        page.keyboard.press("Enter")
    opened.value.close()
    expect(page.locator("[data-seen]")).to_have_text("Dibuka")
    expect(page.get_by_role("button", name="Tandai sudah dibuka")).to_have_count(0)
    assert BuktiDilihat.objects.get().sitasi_id == kasus.sitasi[A].pk

    page.bring_to_front()
    page.locator("h1").click()
    page.keyboard.press("l")
    arrives(page, kasus.lembar.opd.name)
    expect(page.get_by_text("1/1 bukti dibuka")).to_have_count(1)
    expect(page.get_by_role("checkbox", name="Pastikan")).to_have_count(1)
    is_sound(assessor)


def test_equal_answers_are_confirmed_at_once_by_keys(assessor: Visit, kasus: Kasus) -> None:
    mark_seen(kasus.lembar, actor=kasus.anggota, sitasi=[row.pk for row in kasus.sitasi.values()])
    page = assessor.go(place(kasus))
    boxes = page.get_by_role("checkbox", name="Pastikan")
    expect(boxes).to_have_count(2)
    page.keyboard.press("n")
    page.keyboard.press("x")
    expect(boxes.nth(0)).to_be_checked()
    expect(boxes.nth(1)).not_to_be_checked()
    page.keyboard.press("a")
    expect(boxes.nth(1)).to_be_checked()
    page.get_by_role("button", name="Pastikan sama").press("Enter")
    expect(page.get_by_text("2 butir dipastikan sama dengan jawaban unit.")).to_be_visible()
    expect(page.get_by_text("2 dari 4 butir tersisa")).to_be_visible()
    assert verdicts() == {A: ("sama", ""), B: ("sama", "")}


@pytest.mark.parametrize(
    ("press", "kept"),
    [("Pakai isian saya", ("berbeda", "Kata saya")), ("Pakai yang", ("sama", "Kata ketua"))],
)
def test_clash_with_a_colleague_shows_both_and_is_decided_with_one_press(
    assessor: Visit, kasus: Kasus, press: str, kept: tuple[str, str]
) -> None:
    page = assessor.go(place(kasus, A))
    kasus.say(A, "Ya", catatan="Kata ketua", actor=kasus.ketua)
    page.keyboard.press("c")
    page.keyboard.type("Kata saya")
    page.keyboard.press("Escape")
    page.keyboard.press("2")
    box = page.locator("[data-clashed]")
    expect(box).to_contain_text("Kata ketua")
    expect(box).to_contain_text("Kata saya")
    expect(box).to_contain_text(str(kasus.ketua.pengguna))
    is_sound(assessor)
    box.locator("[data-use-mine], [data-use-theirs]").filter(has_text=press).click()
    expect(box).to_have_count(0)
    expect(page.get_by_label("Catatan")).to_have_value(kept[1])
    if press == "Pakai isian saya":
        expect(state(page)).to_contain_text(SAVED)
    assessor.forgive("409 (Conflict)")
    assert verdicts() == {A: kept}


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_desk_is_sound(visit, kasus: Kasus, width: int) -> None:
    kasus.say(A, "Tidak", catatan="SK belum ada", permintaan="Unggah SK")
    mark_seen(kasus.lembar, actor=kasus.anggota, sitasi=[kasus.sitasi[B].pk])
    window = at_desk(visit(width=width), kasus)
    for where in ("/meja/", place(kasus), place(kasus) + "?saring=", place(kasus, A), place(kasus, INDEKS)):
        window.go(where)
        is_sound(window)


def test_desk_works_without_scripts(visit, kasus: Kasus) -> None:
    window = at_desk(visit(width=PHONE, scripts=False), kasus)
    page = window.go(place(kasus))
    page.get_by_role("link", name="Nilai berikutnya").click()
    page.get_by_role("button", name="Tandai sudah dibuka").click()
    expect(page.locator("[data-seen]")).to_have_text("Dibuka")
    page.locator("form.question").get_by_text("Tidak 0%").click()
    page.get_by_role("button", name="Simpan, ke yang belum").click()
    expect(page.locator('[data-field="catatan"]')).to_contain_text("Tuliskan sebabnya pada Catatan")
    assert verdicts() == {}
    page.get_by_label("Catatan").fill("SK belum ada")
    page.get_by_role("button", name="Simpan, ke yang belum").click()
    arrives(page, f"Butir {B}")
    expect(page.get_by_text(f"Penilaian butir {A} tersimpan.")).to_be_visible()
    assert verdicts() == {A: ("berbeda", "SK belum ada")}
    window.forgive("400 (Bad Request)")
