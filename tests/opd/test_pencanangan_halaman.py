"""What an operator meets on the pages of a declaration: nothing typed is lost, nothing foreign shows."""

from __future__ import annotations

import base64
import uuid
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from dasar.izin import Actor
from opd.domain.pencanangan import add_peserta, submit_pencanangan, update_pencanangan
from opd.domain.verifikasi import Penilaian, return_pencanangan
from opd.enums import Bagian, OpdKind, PencananganKind, Role
from opd.enums import PencananganState as State
from opd.models import Opd, Pencanangan, Peserta, TautanPublikasi
from tests.factories.opd import (
    KepalaFactory,
    LampiranFactory,
    OpdFactory,
    PencananganFactory,
    PesertaFactory,
    SaksiFactory,
    make_actor,
    picture,
)

pytestmark = pytest.mark.django_db
CANARY = "KNRI-canang"


@pytest.fixture
def opd() -> Opd:
    return OpdFactory(name="Kecamatan Utara", short_name="Kec. Utara", kind=OpdKind.KECAMATAN)


@pytest.fixture
def operator(opd: Opd) -> Actor:
    return make_actor(Role.OPERATOR, opd)


@pytest.fixture
def browser(operator: Actor, client: Client) -> Client:
    client.force_login(operator.pengguna)
    return client


@pytest.fixture
def draft(opd: Opd) -> Pencanangan:
    row = PencananganFactory(organiser=opd)
    PesertaFactory(pencanangan=row)
    return row


@pytest.fixture
def foreign() -> Pencanangan:
    row = PencananganFactory(organiser=OpdFactory(name=f"Dinas {CANARY}"), place=CANARY)
    PesertaFactory(pencanangan=row)
    LampiranFactory(pencanangan=row, filename=f"{CANARY}.png")
    return row


def url(name: str, *args: object) -> str:
    return reverse(f"opd:{name}", args=args)


def text(response: Any) -> str:
    return response.content.decode()


def facts(row: Pencanangan, **changes: str) -> dict[str, str]:
    """The facts form as the browser sends it after changing some fields."""
    stored = {
        "kind": row.kind,
        "date": row.date.isoformat() if row.date else "",
        "place": row.place,
        "occasion": row.occasion,
        "leader_name": row.leader_name,
        "leader_title": row.leader_title,
        "legal_basis": row.legal_basis,
        "note": row.note,
    }
    return {
        **{f"initial-{name}": value for name, value in stored.items()},
        **stored,
        "version": str(row.version),
        **changes,
    }


def lines(version: int, *rows: dict[str, str], stored: int = 0) -> dict[str, str]:
    """A list form as the browser sends it."""
    data = {"version": str(version), "form-TOTAL_FORMS": str(len(rows)), "form-INITIAL_FORMS": str(stored)}
    for position, row in enumerate(rows):
        data |= {f"form-{position}-{name}": value for name, value in row.items()}
    return data


def test_list_shows_own_declarations_and_nothing_foreign(
    browser: Client, draft: Pencanangan, foreign: Pencanangan
) -> None:
    page = text(browser.get(url("pencanangan_list")))

    assert "Kecamatan Utara" in page
    assert "Menunggu dilengkapi dan diajukan oleh Anda" in page
    assert CANARY not in page


def test_list_of_a_new_unit_teaches_what_to_do_first(browser: Client, foreign: Pencanangan) -> None:
    page = text(browser.get(url("pencanangan_list")))

    assert "Belum ada pencanangan" in page
    assert url("pencanangan_create") in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("keadaan=draft", True),
        ("keadaan=verified", False),
        ("tahun=2020", True),
        ("tahun=2019", False),
        ("bentuk=sendiri", True),
        ("bentuk=bersama", False),
        ("cari=utara+apel", True),
        ("cari=selatan", False),
        ("tahun=abcd&keadaan=%00&halaman=99&urut=x", True),
    ],
)
def test_list_is_narrowed_by_its_address(
    browser: Client, draft: Pencanangan, query: str, found: bool
) -> None:
    page = browser.get(f"{url('pencanangan_list')}?{query}")

    assert (url("pencanangan_detail", draft.pk) in text(page)) is found


@pytest.mark.parametrize("rows", [1, 3])
def test_list_costs_the_same_for_any_length(
    browser: Client, opd: Opd, django_assert_num_queries: Any, rows: int
) -> None:
    for _ in range(rows):
        PesertaFactory(pencanangan=PencananganFactory(organiser=opd))
    with django_assert_num_queries(5):  # session, person (with roles and journal); tabs, years, rows
        browser.get(url("pencanangan_list"))
    with django_assert_num_queries(2):  # read again: nothing changed
        browser.get(url("pencanangan_list"))


def begin(opd: Opd, **changes: str) -> dict[str, str]:
    return {"key": str(uuid.uuid4()), "organiser": str(opd.pk), "kind": "sendiri", "date": "", **changes}


def test_double_click_on_create_makes_one_draft(browser: Client, opd: Opd) -> None:
    data = begin(opd)

    first, second = (browser.post(url("pencanangan_create"), data) for _ in range(2))

    row = Pencanangan.objects.get()
    assert first.headers["Location"] == second.headers["Location"] == url("pencanangan_detail", row.pk)


def test_kecamatan_begins_with_all_its_active_kelurahan_and_their_heads(browser: Client, opd: Opd) -> None:
    below = [OpdFactory(parent=opd, kind=OpdKind.KELURAHAN) for _ in range(3)]
    gone = OpdFactory(parent=opd, active_to=date(2019, 1, 1))
    KepalaFactory(opd=below[0], name="Lurah Lama", active_to=date(2020, 7, 1))
    KepalaFactory(opd=below[0], name="Lurah Hari Itu", title="Lurah", active_from=date(2020, 7, 1))

    browser.post(url("pencanangan_create"), begin(opd, with_children="on", date="2020-07-20"))

    row = Pencanangan.objects.get()
    units = set(row.peserta.values_list("opd", flat=True))
    assert (row.kind, units) == (PencananganKind.BERSAMA, {opd.pk, *(unit.pk for unit in below)})
    assert gone.pk not in units
    assert row.peserta.get(opd=below[0]).signer_name == "Lurah Hari Itu"


def test_foreign_organiser_is_no_choice(browser: Client, foreign: Pencanangan) -> None:
    answer = browser.post(url("pencanangan_create"), begin(foreign.organiser))

    assert answer.status_code == 400
    assert "Pilih salah satu unit dalam daftar." in text(answer)
    assert CANARY not in text(answer)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"date": "31-31-2020"}, "Tulis tanggal seperti 20-07-2020."),
        ({"date": "0020-07-20"}, "Periksa tahunnya"),
        ({"kind": "lain"}, "Bentuk pencanangan"),
        ({"place": "x" * 201}, "200"),
    ],
)
def test_fault_in_the_facts_keeps_everything_typed(
    browser: Client, draft: Pencanangan, changes: dict[str, str], told: str
) -> None:
    answer = browser.post(url("pencanangan_acara", draft.pk), facts(draft, note="Sudah diketik", **changes))

    assert answer.status_code == 400
    assert told in text(answer)
    assert "Sudah diketik" in text(answer)
    assert Pencanangan.objects.get().note == ""


def test_draft_may_be_saved_while_much_is_missing(browser: Client, draft: Pencanangan) -> None:
    answer = browser.post(url("pencanangan_acara", draft.pk), facts(draft, date="", place=""))

    assert answer.status_code == 302
    assert (Pencanangan.objects.get().date, Pencanangan.objects.get().place) == (None, "")


def test_new_date_names_the_heads_of_that_day(browser: Client, draft: Pencanangan, opd: Opd) -> None:
    draft.peserta.update(signer_name="")
    KepalaFactory(opd=opd, name="Camat 2021", active_from=date(2021, 1, 1))

    browser.post(url("pencanangan_acara", draft.pk), facts(draft, date="2021-02-01"))

    assert draft.peserta.get().signer_name == "Camat 2021"


def test_second_editor_sees_both_texts_and_goes_on_without_retyping(
    browser: Client, draft: Pencanangan, operator: Actor
) -> None:
    update_pencanangan(
        draft, version=draft.version, actor=operator, place="Pendapa", occasion="Rapat", note="Dari rekan"
    )
    answer = browser.post(
        url("pencanangan_acara", draft.pk), facts(draft, place="Aula lantai 2", leader_name="Wali Kota")
    )
    page = text(answer)
    assert answer.status_code == 409
    assert "Aula lantai 2" in page
    assert "Pendapa" in page
    fresh = Pencanangan.objects.get()
    assert fresh.place == "Pendapa"

    chosen = {"place": "Aula lantai 2", "leader_name": "Wali Kota"}
    again = browser.post(url("pencanangan_acara", draft.pk), facts(fresh, **chosen))

    assert again.status_code == 302
    saved = Pencanangan.objects.get()
    assert (saved.place, saved.leader_name, saved.occasion, saved.note) == (
        "Aula lantai 2",
        "Wali Kota",
        "Rapat",
        "Dari rekan",
    )


def test_second_click_on_save_is_no_clash(browser: Client, draft: Pencanangan) -> None:
    data = facts(draft, place="Aula")

    answers = [browser.post(url("pencanangan_acara", draft.pk), data).status_code for _ in range(2)]

    assert answers == [302, 302]


def test_witnesses_are_added_changed_and_removed_in_one_form(browser: Client, draft: Pencanangan) -> None:
    kept = SaksiFactory(pencanangan=draft, institution="Kejaksaan")
    gone = SaksiFactory(pencanangan=draft, institution="Salah ketik")
    data = lines(
        draft.version,
        {"id": str(kept.pk), "institution": "Kejaksaan Negeri", "name": "Kajari", "title": ""},
        {"id": str(gone.pk), "institution": "", "name": "", "title": "", "hapus": "on"},
        {"id": "", "institution": "Polres", "name": "", "title": ""},
        {"id": "", "institution": "", "name": "", "title": ""},
        stored=2,
    )

    assert browser.post(url("pencanangan_saksi", draft.pk), data).status_code == 302
    assert list(draft.saksi.values_list("institution", "name")) == [
        ("Kejaksaan Negeri", "Kajari"),
        ("Polres", ""),
    ]
    assert browser.post(url("pencanangan_saksi", draft.pk), data).status_code == 302
    assert draft.saksi.count() == 2


def test_faulty_line_keeps_the_others(browser: Client, draft: Pencanangan) -> None:
    data = lines(
        draft.version,
        {"id": "", "url": "https://contoh.go.id/a", "title": "Baik"},
        {"id": "", "url": "bukan alamat", "title": "Judul yang diketik"},
    )
    answer = browser.post(url("pencanangan_publikasi", draft.pk), data)

    assert answer.status_code == 400
    assert "Salin alamat lengkapnya" in text(answer)
    assert "Judul yang diketik" in text(answer)
    assert TautanPublikasi.objects.count() == 0


def test_same_link_twice_is_told_beside_its_line(browser: Client, draft: Pencanangan) -> None:
    data = lines(
        draft.version,
        {"id": "", "url": "https://contoh.go.id/a", "title": ""},
        {"id": "", "url": "https://contoh.go.id/a", "title": ""},
    )
    answer = browser.post(url("pencanangan_publikasi", draft.pk), data)

    assert answer.status_code == 400
    assert "Tautan ini sudah dicantumkan." in text(answer)
    assert TautanPublikasi.objects.count() == 0


def test_two_people_on_one_list_see_both(browser: Client, draft: Pencanangan) -> None:
    there = SaksiFactory(pencanangan=draft, institution="Kejaksaan")
    stale = draft.version
    browser.post(
        url("pencanangan_saksi", draft.pk),
        lines(stale, {"id": str(there.pk), "institution": "Kejaksaan Tinggi"}, stored=1),
    )
    mine = {"id": str(there.pk), "institution": "Kejaksaan Negeri"}
    answer = browser.post(url("pencanangan_saksi", draft.pk), lines(stale, mine, stored=1))

    assert answer.status_code == 409
    assert "Kejaksaan Negeri" in text(answer)
    assert "Kejaksaan Tinggi" in text(answer)
    fresh = Pencanangan.objects.get().version
    assert browser.post(url("pencanangan_saksi", draft.pk), lines(fresh, mine, stored=1)).status_code == 302
    assert draft.saksi.get().institution == "Kejaksaan Negeri"


def test_one_more_line_keeps_what_was_typed(browser: Client, draft: Pencanangan) -> None:
    data = lines(draft.version, {"id": "", "institution": "Polres yang diketik"}) | {"tambah": "1"}

    page = text(browser.post(url("pencanangan_saksi", draft.pk), data))

    assert "Polres yang diketik" in page
    assert 'name="form-1-institution"' in page
    broken = browser.post(url("pencanangan_saksi", draft.pk), data | {"form-TOTAL_FORMS": "²"})
    assert broken.status_code == 200


def test_foreign_line_cannot_be_reached(browser: Client, draft: Pencanangan, foreign: Pencanangan) -> None:
    theirs = SaksiFactory(pencanangan=foreign, institution=CANARY)
    data = lines(draft.version, {"id": str(theirs.pk), "institution": "Diambil alih"}, stored=1)

    browser.post(url("pencanangan_saksi", draft.pk), data)

    assert foreign.saksi.get().institution == CANARY


def test_units_are_chosen_from_a_checklist_that_keeps_ticks_while_searching(
    browser: Client, draft: Pencanangan, opd: Opd, foreign: Pencanangan
) -> None:
    Pencanangan.objects.update(kind=PencananganKind.BERSAMA)
    one, two = (OpdFactory(parent=opd, name=name) for name in ("Kelurahan Krapyak", "Kelurahan Degayu"))
    searched = text(
        browser.post(
            url("pencanangan_peserta_add", draft.pk),
            {"cari": "degayu", "unit": [str(one.pk)], "cari_unit": "1"},
        )
    )
    assert f'value="{one.pk}" checked' in searched
    assert "Kelurahan Degayu" in searched
    assert CANARY not in searched

    browser.post(url("pencanangan_peserta_add", draft.pk), {"unit": [str(one.pk), str(two.pk)]})

    assert Peserta.objects.filter(pencanangan=draft).count() == 3


def test_foreign_unit_cannot_be_enrolled(browser: Client, draft: Pencanangan, foreign: Pencanangan) -> None:
    Pencanangan.objects.update(kind=PencananganKind.BERSAMA)

    answer = browser.post(
        url("pencanangan_peserta_add", draft.pk), {"unit": [str(foreign.organiser_id), "bukan-uuid"]}
    )

    assert answer.status_code in (200, 400)
    assert draft.peserta.count() == 1
    assert CANARY not in text(answer)


def test_task_list_names_what_is_missing_and_the_button_says_why(browser: Client, draft: Pencanangan) -> None:
    page = text(browser.get(url("pencanangan_detail", draft.pk)))

    assert "Lampirkan satu foto atau dokumen, atau cantumkan satu tautan publikasi." in page
    assert "Masih ada 1 hal yang harus dilengkapi" in page


@pytest.mark.parametrize("rows", [1, 3])
def test_task_list_costs_the_same_for_any_size(
    browser: Client, draft: Pencanangan, opd: Opd, django_assert_num_queries: Any, rows: int
) -> None:
    for n in range(rows):
        SaksiFactory(pencanangan=draft)
        LampiranFactory(pencanangan=draft, filename=f"{n}.png")
        PesertaFactory(pencanangan=draft, opd=OpdFactory(parent=opd))
    with django_assert_num_queries(12):
        browser.get(url("pencanangan_detail", draft.pk))


def returned(draft: Pencanangan, operator: Actor) -> Pencanangan:
    LampiranFactory(pencanangan=draft)
    row = submit_pencanangan(draft, actor=operator)
    notes = {bagian: Penilaian(True) for bagian in Bagian.values}
    notes |= {"acara": Penilaian(False, "Sebutkan gedungnya."), "saksi": Penilaian(False, "Siapa saksinya?")}
    return return_pencanangan(row, actor=make_actor(Role.KOORDINATOR), notes=notes)


def test_returned_declaration_shows_what_to_mend_on_top_and_beside_the_part(
    browser: Client, draft: Pencanangan, operator: Actor
) -> None:
    row = returned(draft, operator)

    assert text(browser.get(url("pencanangan_detail", row.pk))).count("Sebutkan gedungnya.") == 2
    assert "Sebutkan gedungnya." in text(browser.get(url("pencanangan_acara", row.pk)))
    assert "Sebutkan gedungnya." not in text(browser.get(url("pencanangan_saksi", row.pk)))

    update_pencanangan(row, version=row.version, actor=operator, place="Aula Kecamatan")

    page = text(browser.get(url("pencanangan_detail", row.pk)))
    assert "Sudah diubah" in page
    assert "Aula Kecamatan" in page
    check = text(browser.get(url("pencanangan_check", row.pk)))
    assert "Siapa saksinya?" in check
    assert "Sebutkan gedungnya." not in check


def test_submitting_recalling_and_cancelling(browser: Client, draft: Pencanangan) -> None:
    LampiranFactory(pencanangan=draft)

    browser.post(url("pencanangan_submit", draft.pk))
    assert Pencanangan.objects.get().state == State.SUBMITTED
    again = browser.post(
        url("pencanangan_submit", draft.pk), headers={"Referer": "http://testserver/"}, follow=True
    )
    assert "Tindakan ini tidak berlaku lagi" in text(again)
    browser.post(url("pencanangan_recall", draft.pk))
    assert Pencanangan.objects.get().state == State.DRAFT
    assert browser.post(url("pencanangan_cancel", draft.pk), {"reason": " "}).status_code == 400
    browser.post(url("pencanangan_cancel", draft.pk), {"reason": "Acara batal"})
    assert Pencanangan.objects.get().cancel_reason == "Acara batal"


def test_submitted_declaration_is_closed_to_changes_with_the_reason(
    browser: Client, draft: Pencanangan, operator: Actor
) -> None:
    LampiranFactory(pencanangan=draft)
    submit_pencanangan(draft, actor=operator)

    answer = browser.get(url("pencanangan_acara", draft.pk))

    assert answer.status_code == 403
    assert "Diajukan" in text(answer)


def test_history_tells_in_words_what_changed(browser: Client, draft: Pencanangan, operator: Actor) -> None:
    update_pencanangan(draft, version=draft.version, actor=operator, place="Aula")
    fresh = Pencanangan.objects.get()
    update_pencanangan(fresh, version=fresh.version, actor=operator, kind=PencananganKind.BERSAMA)
    add_peserta(Pencanangan.objects.get(), actor=operator, opd=OpdFactory(parent=draft.organiser))

    page = text(browser.get(url("pencanangan_history", draft.pk)))

    assert "Halaman kantor" in page
    assert "Bersama beberapa unit" in page
    assert "Unit peserta ditambahkan" in page


def upload(browser: Client, row: Pencanangan, *files: tuple[str, bytes], form: str = "foto") -> Any:
    sent = [SimpleUploadedFile(name, data) for name, data in files]
    data = {"formulir": form, f"{form}-berkas": sent, f"{form}-caption": "Apel", "dokumen-kind": "piagam"}
    return browser.post(url("pencanangan_lampiran", row.pk), data)


def test_each_file_is_answered_for_itself(browser: Client, draft: Pencanangan) -> None:
    answer = upload(
        browser,
        draft,
        ("apel.png", picture("apel")),
        ("setup.jpg", b"MZ\x90\x00" + b"\x00" * 400),
        ("kosong.jpg", b""),
        ("gambar.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
    )

    page = text(answer)
    assert answer.status_code == 400
    assert list(draft.lampiran.values_list("caption", "kind")) == [("Apel", "foto")]
    assert page.count("Ditolak") == 3
    assert "setup.jpg" in page
    assert "alert(1)" not in page
    assert 'value="Apel"' in page


def test_photo_of_40_megabytes_is_told_its_limit(browser: Client, draft: Pencanangan) -> None:
    answer = upload(browser, draft, ("besar.jpg", b"\xff\xd8\xff\xe0" + b"\x00" * (40 * 1024 * 1024)))

    assert answer.status_code == 400
    assert "besar.jpg berukuran 40" in text(answer)
    assert draft.lampiran.count() == 0


def test_same_photo_twice_is_told(browser: Client, draft: Pencanangan) -> None:
    assert upload(browser, draft, ("a.png", picture("a"))).status_code == 302
    answer = upload(browser, draft, ("a.png", picture("a")))

    assert "Berkas yang sama sudah dilampirkan." in text(answer)
    assert draft.lampiran.count() == 1


def begin_upload(browser: Client, name: str, data: bytes) -> str:
    """Announce a file as the script does; the address to which its pieces go."""
    metadata = f"filename {base64.b64encode(name.encode()).decode()}"
    headers = {"Upload-Length": str(len(data)), "Upload-Metadata": metadata}
    return browser.post(reverse("opd:pencanangan_upload"), headers=headers).headers["Location"]


def send_piece(browser: Client, place: str, offset: int, data: bytes) -> Any:
    return browser.patch(
        place, data, content_type="application/offset+octet-stream", headers={"Upload-Offset": str(offset)}
    )


def test_photo_that_came_in_pieces_after_a_broken_line_is_attached(
    browser: Client, draft: Pencanangan
) -> None:
    data = picture("potongan", (900, 700))
    place = begin_upload(browser, "apel.png", data)
    send_piece(browser, place, 0, data[:100])
    assert browser.head(place).headers["Upload-Offset"] == "100"
    send_piece(browser, place, 100, data[100:])

    answer = browser.post(
        url("pencanangan_lampiran", draft.pk),
        {"formulir": "foto", "foto-caption": "", "unggahan": [place.split("/")[-2], "bukan-kunci"]},
    )

    assert answer.status_code == 302
    assert draft.lampiran.get().filename.startswith("apel.")


def test_upload_of_someone_else_cannot_be_attached(browser: Client, draft: Pencanangan) -> None:
    stranger = Client()
    stranger.force_login(make_actor(Role.OPERATOR, OpdFactory()).pengguna)
    data = picture("asing")
    place = begin_upload(stranger, f"{CANARY}.png", data)
    send_piece(stranger, place, 0, data)

    answer = browser.post(
        url("pencanangan_lampiran", draft.pk),
        {"formulir": "foto", "foto-caption": "", "unggahan": place.split("/")[-2]},
    )

    assert "tidak ditemukan" in text(answer)
    assert CANARY not in text(answer)
    assert draft.lampiran.count() == 0


def test_nothing_chosen_is_told(browser: Client, draft: Pencanangan) -> None:
    answer = upload(browser, draft)

    assert answer.status_code == 400
    assert "Pilih sedikitnya satu berkas." in text(answer)


def test_large_photo_gets_a_small_picture(browser: Client, draft: Pencanangan) -> None:
    upload(browser, draft, ("lebar.png", picture("lebar", (2000, 1000))))
    row = draft.lampiran.get()

    whole = b"".join(browser.get(url("lampiran_file", draft.pk, row.pk)))
    small = b"".join(browser.get(url("lampiran_thumbnail", draft.pk, row.pk)))

    assert len(small) < len(whole)


def test_file_is_given_only_to_who_may_see_its_declaration(
    browser: Client, draft: Pencanangan, foreign: Pencanangan
) -> None:
    mine, theirs = LampiranFactory(pencanangan=draft), foreign.lampiran.get()

    assert browser.get(url("lampiran_file", foreign.pk, theirs.pk)).status_code == 404
    assert browser.get(url("lampiran_file", draft.pk, theirs.pk)).status_code == 404
    assert browser.get(url("lampiran_thumbnail", foreign.pk, theirs.pk)).status_code == 404
    assert browser.post(url("lampiran_remove", draft.pk, theirs.pk)).status_code == 404
    answer = browser.get(url("lampiran_file", draft.pk, mine.pk) + "?unduh")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    answer.close()


def test_attachment_is_described_and_removed(browser: Client, draft: Pencanangan) -> None:
    row = LampiranFactory(pencanangan=draft)

    browser.post(url("lampiran_caption", draft.pk, row.pk), {"caption": "Penandatanganan"})
    assert draft.lampiran.get().caption == "Penandatanganan"
    browser.post(url("lampiran_remove", draft.pk, row.pk))
    assert draft.lampiran.count() == 0
