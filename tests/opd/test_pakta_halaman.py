"""Pages on which a person reads and signs for himself, with or without an account; and the editions."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dasar.akun.models import Pengguna
from opd.domain.tautan_tanda import NOT_VALID, create_tautan, revoke_tautan
from opd.enums import Role
from opd.models import NaskahPakta, Pegawai, TandaTangan
from tests.factories.akun import PASSWORD, PenggunaFactory
from tests.factories.goresan import data_url, draw_png
from tests.factories.opd import OpdFactory, PegawaiFactory, make_actor
from tests.factories.pakta import NaskahPaktaFactory, TandaTanganFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 2, 3, 4, 0, tzinfo=UTC)


@pytest.fixture
def naskah() -> NaskahPakta:
    return NaskahPaktaFactory()


@pytest.fixture
def siti() -> Pengguna:
    return PenggunaFactory(username="siti")


@pytest.fixture
def pegawai(siti: Pengguna) -> Pegawai:
    return PegawaiFactory(name="Siti Aminah", pengguna=siti)


def sign_in(client: Client) -> None:
    client.post(reverse("account_login"), {"login": "siti", "password": PASSWORD})


def body(naskah: NaskahPakta, **more: str) -> dict[str, str]:
    values = {"naskah": str(naskah.pk), "seen_hash": naskah.text_hash, "setuju": "on"}
    return values | {"typed_name": "Siti Aminah"} | more


def page_of(pegawai: Pegawai) -> str:
    return reverse("opd:pakta_sign", args=[pegawai.pk])


def test_person_reads_the_whole_text_and_signs(client: Client, pegawai: Pegawai, naskah: NaskahPakta) -> None:
    sign_in(client)
    shown = client.get(page_of(pegawai)).content.decode()
    for line in ("tidak melakukan korupsi;", naskah.text_hash, "Siti Aminah", "tidak tersertifikasi"):
        assert line in shown
    assert "Sudah lebih dari 5 menit" not in shown
    answer = client.post(page_of(pegawai), body(naskah, typed_name="", drawn=data_url(draw_png())))
    row = TandaTangan.objects.get()
    assert answer.url == reverse("opd:tanda_tangan_detail", args=[row.pk])
    receipt = client.get(answer.url).content.decode()
    for line in (
        row.number,
        row.text_hash,
        row.evidence_hash,
        "Digambar setelah masuk",
        "Tanda tangan ini utuh",
    ):
        assert line in receipt
    picture = client.get(reverse("opd:tanda_tangan_mark", args=[row.pk]))
    assert picture["Content-Type"] == "image/png"
    assert b"".join(picture.streaming_content)[:4] == b"\x89PNG"


def test_receipt_to_keep_holds_the_text_and_what_the_fingerprint_is_made_of(
    client: Client, pegawai: Pegawai, naskah: NaskahPakta
) -> None:
    sign_in(client)
    client.post(page_of(pegawai), body(naskah))
    row = TandaTangan.objects.get()
    answer = client.get(reverse("opd:tanda_tangan_receipt", args=[row.pk]))
    text = answer.content.decode()
    assert answer["Content-Disposition"] == f'attachment; filename="tanda-terima-{row.number}.txt"'
    assert naskah.text in text
    assert f"/verifikasi/tanda-tangan/{row.pk}/" in text
    assert f'"sidik_naskah":"{naskah.text_hash}"' in text
    assert "&" not in text


@time_machine.travel(NOW, tick=False)
def test_old_session_proves_itself_first_and_nothing_is_lost(
    client: Client, pegawai: Pegawai, naskah: NaskahPakta
) -> None:
    sign_in(client)
    drawing = data_url(draw_png())
    with time_machine.travel(NOW + timedelta(minutes=5, seconds=1), tick=False):
        assert "Sudah lebih dari 5 menit" in client.get(page_of(pegawai)).content.decode()
        asked = client.post(page_of(pegawai), body(naskah, typed_name="", drawn=drawing))
        assert asked.url == f"{reverse('account_reauthenticate')}?next={page_of(pegawai).replace('/', '%2F')}"
        assert not TandaTangan.objects.exists()
        proved = client.post(asked.url, {"password": PASSWORD, "next": page_of(pegawai)})
        assert proved.url == page_of(pegawai)
        back = client.get(proved.url).content.decode()
        assert drawing in back
        assert "Identitas Anda sudah dipastikan" in back
        client.post(page_of(pegawai), body(naskah, typed_name="", drawn=drawing))
    assert TandaTangan.objects.get().pegawai == pegawai


def test_wrong_password_signs_nothing(client: Client, pegawai: Pegawai, naskah: NaskahPakta) -> None:
    client.force_login(pegawai.pengguna)
    asked = client.post(page_of(pegawai), body(naskah))
    client.post(asked.url, {"password": "salah", "next": page_of(pegawai)})
    assert client.post(page_of(pegawai), body(naskah)).url == asked.url
    assert not TandaTangan.objects.exists()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"setuju": ""}, "Centang bahwa Anda sudah membaca"),
        ({"typed_name": "Siti"}, "Nama yang diketik berbeda"),
        ({"typed_name": ""}, "Gambarlah tanda tangan, atau ketik nama lengkap"),
        ({"drawn": "data:image/png;base64,####"}, "Gambar tanda tangan tidak dapat dibaca"),
        ({"drawn": data_url(draw_png())[:200]}, "Gambar tanda tangan tidak dapat dibaca"),
    ],
)
def test_refused_form_says_what_to_mend_and_keeps_what_was_given(
    changes: dict[str, str], message: str, client: Client, pegawai: Pegawai, naskah: NaskahPakta
) -> None:
    sign_in(client)
    answer = client.post(page_of(pegawai), body(naskah, **changes))
    shown = answer.content.decode()
    assert (answer.status_code, message in shown) == (400, True)
    assert body(naskah, **changes)["typed_name"] in shown
    assert not TandaTangan.objects.exists()


def test_text_replaced_while_reading_is_told_with_the_new_one(
    client: Client, pegawai: Pegawai, naskah: NaskahPakta
) -> None:
    sign_in(client)
    new = NaskahPaktaFactory(text="Saya berjanji hal yang lebih baik.", valid_from=date(2020, 1, 1))
    answer = client.post(page_of(pegawai), body(naskah))
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "bukan naskah yang berlaku" in shown
    assert f'value="{new.text_hash}"' in shown
    assert "Siti Aminah" in shown
    forged = client.post(page_of(pegawai), body(new, seen_hash="f" * 64))
    assert "Naskah berubah sejak Anda membukanya" in forged.content.decode()
    assert not TandaTangan.objects.exists()


def test_second_click_and_second_visit_lead_to_the_receipt(
    client: Client, pegawai: Pegawai, naskah: NaskahPakta
) -> None:
    sign_in(client)
    first = client.post(page_of(pegawai), body(naskah))
    assert client.post(page_of(pegawai), body(naskah)).url == first.url
    assert client.get(page_of(pegawai)).url == first.url
    assert "Satu kali sudah cukup" in client.get(first.url).content.decode()
    assert TandaTangan.objects.count() == 1


def test_signing_for_a_colleague_is_refused_with_the_reason(client: Client, naskah: NaskahPakta) -> None:
    opd = OpdFactory()
    chief = make_actor(Role.KEPALA, opd)
    colleague = PegawaiFactory(opd=opd)
    client.force_login(chief.pengguna)
    for answer in (client.get(page_of(colleague)), client.post(page_of(colleague), body(naskah))):
        assert answer.status_code == 403
        assert "hanya dapat ditandatangani oleh orangnya sendiri" in answer.content.decode()
    assert client.get(page_of(PegawaiFactory(pengguna=PenggunaFactory()))).status_code == 404


def test_without_a_text_the_page_says_who_will_publish_it(client: Client, pegawai: Pegawai) -> None:
    sign_in(client)
    assert "Belum ada naskah yang berlaku" in client.get(page_of(pegawai)).content.decode()
    answer = client.post(page_of(pegawai), body(NaskahPaktaFactory.build(text_hash="0" * 64)))
    assert "Belum ada naskah pakta integritas yang berlaku" in answer.content.decode()


def test_own_page_lists_posts_this_years_signature_and_earlier_ones(
    client: Client, pegawai: Pegawai, naskah: NaskahPakta, django_assert_num_queries: object
) -> None:
    TandaTanganFactory(pegawai=pegawai, naskah=naskah, signed_at=datetime(2024, 5, 6, tzinfo=UTC))
    PegawaiFactory(pengguna=pegawai.pengguna, active_to=date(2020, 1, 1), opd__name="Dinas Lama")
    TandaTanganFactory(naskah=naskah, pegawai__name="Orang Lain KNRI")
    client.force_login(pegawai.pengguna)
    shown = client.get(reverse("opd:pakta_saya")).content.decode()
    assert "Belum ditandatangani" in shown
    assert "2024, edisi" in shown
    assert "tidak lagi tercatat bekerja" in shown
    assert "KNRI" not in shown


def test_account_without_an_employee_learns_what_to_do(client: Client) -> None:
    client.force_login(PenggunaFactory())
    assert "belum terhubung dengan data pegawai" in client.get(reverse("opd:pakta_saya")).content.decode()


class TestTautan:
    """The public page of a personal link."""

    url = "/tanda/"

    @pytest.fixture
    def token(self, naskah: NaskahPakta) -> str:
        opd = OpdFactory()
        person = PegawaiFactory(opd=opd, name="Siti Aminah")
        return create_tautan(person, actor=make_actor(Role.OPERATOR, opd))[1]

    def test_signs_without_an_account_and_shows_the_receipt_in_this_browser_only(
        self, client: Client, token: str, naskah: NaskahPakta
    ) -> None:
        page = client.get(self.url, {"k": token})
        assert "Siti Aminah" in page.content.decode()
        assert page["Referrer-Policy"] == "strict-origin"
        assert "no-store" in page["Cache-Control"]
        answer = client.post(self.url, body(naskah, k=token))
        row = TandaTangan.objects.get()
        assert answer.url == reverse("opd:verifikasi_tanda_tangan", args=[row.pk])
        own = client.get(answer.url).content.decode()
        assert "Terima kasih" in own
        assert row.nip in own
        receipt = reverse("opd:tanda_tangan_receipt", args=[row.pk])
        assert client.get(receipt).status_code == 200
        stranger = Client()
        assert stranger.get(receipt).status_code == 404
        assert row.nip not in stranger.get(answer.url).content.decode()

    def test_refused_form_keeps_the_link_and_what_was_typed(
        self, client: Client, token: str, naskah: NaskahPakta
    ) -> None:
        answer = client.post(self.url, body(naskah, k=token, typed_name="Salah Ketik"))
        shown = answer.content.decode()
        assert answer.status_code == 400
        for text in (
            "Nama yang diketik berbeda",
            "Salah Ketik",
            token,
            "Persis seperti tercatat: Siti Aminah",
        ):
            assert text in shown
        assert client.post(self.url, body(naskah, k=token)).status_code == 302

    def test_everything_that_is_not_open_gets_the_same_page(
        self, client: Client, naskah: NaskahPakta
    ) -> None:
        opd = OpdFactory()
        operator = make_actor(Role.OPERATOR, opd)
        used, revoked, expired = (
            create_tautan(PegawaiFactory(opd=opd, name="Siti Aminah"), actor=operator) for _ in range(3)
        )
        client.post(self.url, body(naskah, k=used[1]))
        revoke_tautan(revoked[0], actor=operator)
        pages = set()
        with time_machine.travel(timezone.now() + timedelta(days=15)):
            for token in (used[1], revoked[1], expired[1], "ngawur", "\x00", ""):
                answer = Client().get(self.url, {"k": token})
                assert answer.status_code == 404
                pages.add(answer.content.decode().replace(token, "") if token else answer.content.decode())
        assert len({page.split("<main")[1].split("</main>")[0] for page in pages}) == 1
        assert NOT_VALID in pages.pop()

    @pytest.mark.usefixtures("one_minute")
    def test_guessing_is_slowed_down_and_an_open_link_is_not(
        self, client: Client, token: str, naskah: NaskahPakta
    ) -> None:
        answers = [client.get(self.url, {"k": f"tebak{n}"}).status_code for n in range(32)]
        assert answers == [404] * 30 + [429] * 2
        assert client.get(self.url, {"k": token}).status_code == 200
        assert client.post(self.url, body(naskah, k=token)).status_code == 302


class TestNaskah:
    """Editions on pages."""

    @pytest.fixture
    def koordinator(self, client: Client) -> Client:
        client.force_login(make_actor(Role.KOORDINATOR).pengguna)
        return client

    def test_is_drafted_changed_published_and_then_fixed(self, koordinator: Client) -> None:
        values = {
            "title": "Pakta",
            "text": "1. Jujur.\r\n2. Terbuka.",
            "basis": "",
            "valid_from": "2026-01-01",
        }
        made = koordinator.post(reverse("opd:naskah_create"), values)
        naskah = NaskahPakta.objects.get()
        assert made.url == reverse("opd:naskah_detail", args=[naskah.pk])
        edit = reverse("opd:naskah_edit", args=[naskah.pk])
        koordinator.post(edit, values | {"text": "1. Jujur.", "version": "1"})
        publish = reverse("opd:naskah_publish", args=[naskah.pk])
        warned = koordinator.get(publish).content.decode()
        assert "Sesudah terbit, naskah tidak dapat diubah" in warned
        assert "Centang dulu" in koordinator.post(publish, {"version": "2"}).content.decode()
        koordinator.post(publish, {"version": "2", "paham": "on"})
        naskah.refresh_from_db()
        assert (naskah.is_published, naskah.text) == (True, "1. Jujur.")
        assert koordinator.get(edit).status_code == 403
        assert koordinator.post(publish, {"version": "3", "paham": "on"}).status_code == 403

    def test_stale_draft_comes_back_with_both_texts(self, koordinator: Client) -> None:
        naskah = NaskahPaktaFactory(published_at=None, text="Lama")
        values = {"title": "Pakta", "basis": "", "valid_from": "2026-01-01"}
        edit = reverse("opd:naskah_edit", args=[naskah.pk])
        koordinator.post(edit, values | {"text": "Tulisan orang lain", "version": "1"})
        answer = koordinator.post(edit, values | {"text": "Tulisan saya", "version": "1"})
        shown = answer.content.decode()
        assert answer.status_code == 409
        for text in ("Tulisan orang lain", "Tulisan saya", 'name="version" value="2"'):
            assert text in shown
        assert koordinator.post(edit, values | {"text": "Tulisan saya", "version": "2"}).status_code == 302

    def test_publishing_what_changed_meanwhile_is_told(self, koordinator: Client) -> None:
        naskah = NaskahPaktaFactory(published_at=None, version=5)
        answer = koordinator.post(
            reverse("opd:naskah_publish", args=[naskah.pk]), {"version": "4", "paham": "on"}
        )
        assert "sudah diubah orang lain" in answer.content.decode()
        assert not NaskahPakta.objects.published().exists()

    def test_new_edition_begins_with_the_latest_text(self, koordinator: Client, naskah: NaskahPakta) -> None:
        assert "tidak melakukan korupsi" in koordinator.get(reverse("opd:naskah_create")).content.decode()

    def test_empty_fields_are_named(self, koordinator: Client) -> None:
        shown = koordinator.post(
            reverse("opd:naskah_create"), {"title": "", "valid_from": "besok"}
        ).content.decode()
        for text in ("Isi judul naskah", "Isi naskahnya", "Tulis tanggal seperti"):
            assert text in shown

    def test_difference_of_two_editions_is_shown(self, koordinator: Client, naskah: NaskahPakta) -> None:
        new = NaskahPaktaFactory(text=naskah.text.replace("jujur,", "jujur sekali,"))
        shown = koordinator.get(reverse("opd:naskah_compare", args=[new.pk, naskah.pk])).content.decode()
        assert "1 baris berbeda" in shown
        assert "<ins>jujur sekali,</ins>" in shown
        assert "<del>jujur,</del>" in shown
