"""Pages of a unit's commitments: coverage, who signed, links, lists, and the public check."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from opd.domain.tautan_tanda import create_tautan
from opd.enums import PencananganState, Role
from opd.models import DaftarPindai, NaskahPakta, Opd, Pegawai, Pencanangan, TandaTangan, TautanTanda
from tests.factories.akun import PenggunaFactory
from tests.factories.goresan import draw_png
from tests.factories.opd import OpdFactory, PegawaiFactory, PencananganFactory, PesertaFactory, make_actor
from tests.factories.pakta import NaskahPaktaFactory, TandaTanganFactory

pytestmark = pytest.mark.django_db
YEAR = timezone.localdate().year


@pytest.fixture
def opd() -> Opd:
    return OpdFactory(name="Dinas Kesehatan", short_name="Dinkes")


@pytest.fixture
def naskah() -> NaskahPakta:
    return NaskahPaktaFactory()


@pytest.fixture
def operator(client: Client, opd: Opd) -> Client:
    client.force_login(make_actor(Role.OPERATOR, opd).pengguna)
    return client


def signed(
    opd: Opd, naskah: NaskahPakta, name: str, at: datetime | None = None, **more: object
) -> TandaTangan:
    at = at or timezone.now()
    return TandaTanganFactory(
        pegawai__opd=opd,
        pegawai__name=name,
        naskah=naskah,
        signed_at=at,
        year=timezone.localdate(at).year,
        **more,
    )


def names_in(html: str, *names: str) -> list[str]:
    return [name for name in names if name in html]


class TestUnit:
    def page(self, client: Client, opd: Opd, **query: object) -> str:
        answer = client.get(reverse("opd:komitmen", args=[opd.pk]), query)
        assert answer.status_code == 200
        return answer.content.decode()

    def test_coverage_stands_first_and_an_incomplete_list_is_told(
        self, operator: Client, opd: Opd, naskah: NaskahPakta
    ) -> None:
        Opd.objects.filter(pk=opd.pk).update(employee_count=4)
        signed(opd, naskah, "Ani")
        PegawaiFactory(opd=opd)
        shown = self.page(operator, opd)
        assert "<strong>1 dari 4</strong> pegawai sudah menandatangani (25%)" in shown
        assert "Dalam daftar ada 2 orang, menurut unit 4" in shown

    def test_filters_narrow_and_keep_to_the_unit(
        self, operator: Client, opd: Opd, naskah: NaskahPakta
    ) -> None:
        signed(opd, naskah, "Ani Sudah")
        PegawaiFactory(opd=opd, name="Budi Belum", title="Perawat")
        PegawaiFactory(opd=opd, name="Cici Pergi", active_to=date(2020, 1, 1))
        signed(OpdFactory(), naskah, "Doni Asing")
        everyone = ("Ani Sudah", "Budi Belum", "Cici Pergi", "Doni Asing")
        found = [
            names_in(self.page(operator, opd, **query), *everyone)
            for query in (
                {},
                {"keadaan": "sudah"},
                {"keadaan": "belum"},
                {"cari": "perawat"},
                {"cara": "tautan"},
                {"cara": "layar"},
                {"keadaan": "ngawur", "cara": "x", "urut": "z", "halaman": "99", "tahun": "abcd"},
            )
        ]
        both = ["Ani Sudah", "Budi Belum"]
        assert found == [both, both[:1], both[1:], both[1:], both[:1], [], both]

    def test_an_earlier_year_shows_its_own_signatures(
        self, operator: Client, opd: Opd, naskah: NaskahPakta
    ) -> None:
        row = signed(opd, naskah, "Ani", datetime(YEAR - 1, 3, 4, 5, tzinfo=UTC))
        assert "Belum" in self.page(operator, opd, keadaan="belum")
        past = self.page(operator, opd, tahun=YEAR - 1)
        assert reverse("opd:tanda_tangan_detail", args=[row.pk]) in past
        assert f"keadaan 31 Desember {YEAR - 1}" in past
        assert "Buat tautan pribadi" not in past

    @time_machine.travel(datetime(YEAR, 6, 15, 5, tzinfo=UTC), tick=False)
    def test_late_signers_are_marked_after_the_declaration(
        self, operator: Client, opd: Opd, naskah: NaskahPakta
    ) -> None:
        now = timezone.now()
        event = PencananganFactory(organiser=opd, date=timezone.localdate() - timedelta(days=1))
        PesertaFactory(pencanangan=event)
        Pencanangan.objects.filter(pk=event.pk).update(
            state=PencananganState.VERIFIED, submitted_at=now, decided_at=now
        )
        signed(opd, naskah, "Ani Tepat", now - timedelta(days=1))
        signed(opd, naskah, "Budi Susul", now)
        assert names_in(self.page(operator, opd, keadaan="menyusul"), "Ani Tepat", "Budi Susul") == [
            "Budi Susul"
        ]
        assert "Menyusul, utuh" in self.page(operator, opd)

    def test_tampered_signature_is_shown_as_such(
        self, operator: Client, opd: Opd, naskah: NaskahPakta
    ) -> None:
        row = signed(opd, naskah, "Ani")
        TandaTangan.objects.filter(pk=row.pk).update(title="Kepala Dinas")
        assert "Tidak utuh" in self.page(operator, opd)

    def test_open_link_is_shown_and_revoked(self, operator: Client, opd: Opd, naskah: NaskahPakta) -> None:
        tautan, _ = create_tautan(PegawaiFactory(opd=opd), actor=make_actor(Role.OPERATOR, opd))
        revoke = reverse("opd:tautan_revoke", args=[tautan.pk])
        assert revoke in self.page(operator, opd)
        operator.post(revoke)
        assert revoke not in self.page(operator, opd)

    @pytest.mark.parametrize("staff", [1, 3])
    def test_costs_the_same_for_any_number_of_employees(
        self, staff: int, operator: Client, opd: Opd, naskah: NaskahPakta
    ) -> None:
        for number in range(staff):
            signed(opd, naskah, f"Sudah {number}")
            create_tautan(PegawaiFactory(opd=opd), actor=make_actor(Role.OPERATOR, opd))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            self.page(operator, opd)
        assert len(queries) == 12, [query["sql"][:90] for query in queries]


class TestAllUnits:
    def test_sum_and_units_are_those_one_may_see(
        self, operator: Client, opd: Opd, naskah: NaskahPakta
    ) -> None:
        signed(opd, naskah, "Ani")
        PegawaiFactory(opd=opd)
        signed(OpdFactory(name="Dinas Asing KNRI"), naskah, "Doni")
        shown = operator.get(reverse("opd:komitmen_list")).content.decode()
        assert "1 dari 2 pegawai sudah menandatangani (50%)." in shown
        assert names_in(shown, "Dinas Kesehatan", "Dinas Asing KNRI") == ["Dinas Kesehatan"]

    def test_sorts_and_filters_by_coverage(self, client: Client, naskah: NaskahPakta) -> None:
        client.force_login(make_actor(Role.PIMPINAN).pengguna)
        half, whole, none = (OpdFactory(name=name) for name in ("Badan A", "Badan B", "Badan C"))
        signed(half, naskah, "x")
        PegawaiFactory(opd=half)
        signed(whole, naskah, "y")
        found = {}
        for query in (
            "urut=-bagian",
            "urut=bagian",
            "urut=-belum",
            "keadaan=lengkap",
            "keadaan=belum",
            "cari=badan c",
        ):
            html = client.get(reverse("opd:komitmen_list") + "?" + query).content.decode()
            found[query] = re.findall(r">Badan (.)</a>", html)
        assert found == {
            "urut=-bagian": ["B", "A", "C"],
            "urut=bagian": ["C", "A", "B"],
            "urut=-belum": ["A", "B", "C"],
            "keadaan=lengkap": ["B"],
            "keadaan=belum": ["A"],
            "cari=badan c": ["C"],
        }
        assert none.name == "Badan C"

    @pytest.mark.parametrize("units", [1, 3])
    def test_costs_the_same_for_any_number_of_units(
        self, units: int, client: Client, naskah: NaskahPakta
    ) -> None:
        client.force_login(make_actor(Role.PIMPINAN).pengguna)
        for _ in range(units):
            signed(OpdFactory(), naskah, "x")
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("opd:komitmen_list"))
        assert len(queries) == 5, [query["sql"][:90] for query in queries]


class TestTautan:
    def test_sheet_shows_each_link_once_with_qr_and_message(
        self, operator: Client, opd: Opd, naskah: NaskahPakta
    ) -> None:
        people = [PegawaiFactory(opd=opd, name=name) for name in ("Ani", "Budi")]
        url = reverse("opd:tautan_create", args=[opd.pk])
        answer = operator.post(url, {"pegawai": [str(person.pk) for person in people]})
        shown = answer.content.decode()
        links = set(re.findall(r"http://testserver/tanda/\?k=[\w-]{43}", shown))
        assert (len(links), shown.count("<svg viewBox"), answer["Cache-Control"]) == (2, 2, "no-store")
        assert "mohon membaca dan menandatangani pakta integritas Dinas Kesehatan" in shown
        message = re.search(r'id="pesan-[^"]+" hidden>([^<]+)<', shown)[1]
        assert people[0].nip not in message
        for link in links:
            assert Client().get(link).status_code == 200
            assert link not in operator.get(url).content.decode()

    def test_form_ticks_who_has_neither_account_nor_link(
        self, operator: Client, opd: Opd, naskah: NaskahPakta
    ) -> None:
        alone, with_account, with_link = (PegawaiFactory(opd=opd, name=name) for name in "ABC")
        Pegawai.objects.filter(pk=with_account.pk).update(pengguna=PenggunaFactory())
        create_tautan(with_link, actor=make_actor(Role.OPERATOR, opd))
        signed(opd, naskah, "Sudah KNRI")
        shown = operator.get(reverse("opd:tautan_create", args=[opd.pk])).content.decode()
        assert re.findall(r'value="([^"]+)" checked', shown) == [str(alone.pk)]
        assert "Sudah KNRI" not in shown

    def test_nobody_ticked_or_someone_foreign_makes_no_link(
        self, operator: Client, opd: Opd, naskah: NaskahPakta
    ) -> None:
        PegawaiFactory(opd=opd)
        url = reverse("opd:tautan_create", args=[opd.pk])
        for keys, message in (
            ([], "Pilih sedikitnya satu pegawai"),
            ([str(PegawaiFactory().pk)], "Ada pilihan yang sudah tidak tersedia"),
            (["bukan-uuid"], "bukan-uuid” bukan UUID"),
        ):
            answer = operator.post(url, {"pegawai": keys})
            assert (answer.status_code, message in answer.content.decode()) == (400, True)
        assert not TautanTanda.objects.exists()


class TestDaftarPindai:
    def url(self, opd: Opd, day: str = "2026-02-03") -> str:
        return f"{reverse('opd:daftar_pindai_create', args=[opd.pk])}?tanggal={day}"

    def file(self, data: bytes | None = None, name: str = "daftar.png") -> SimpleUploadedFile:
        return SimpleUploadedFile(name, data or draw_png(), content_type="image/png")

    def test_day_is_asked_first_and_a_wrong_one_is_told(
        self, operator: Client, opd: Opd, naskah: NaskahPakta
    ) -> None:
        plain = operator.get(self.url(opd).split("?")[0])
        assert "Tanggal pada daftar" in plain.content.decode()
        tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
        for day, message in (
            (tomorrow, "belum tiba"),
            ("2010-01-01", "belum ada naskah"),
            ("x", "Tulis tanggal"),
        ):
            answer = operator.get(self.url(opd, day))
            assert (answer.status_code, message in answer.content.decode()) == (400, True)

    def test_result_tells_exactly_what_was_recorded_and_what_not(
        self, operator: Client, opd: Opd, naskah: NaskahPakta
    ) -> None:
        ani, budi = (PegawaiFactory(opd=opd, name=name) for name in ("Ani", "Budi"))
        TandaTanganFactory(pegawai=budi, naskah=naskah)
        data = {"pegawai": [str(ani.pk), str(budi.pk)], "upload": self.file()}
        answer = operator.post(self.url(opd), data)
        daftar = DaftarPindai.objects.get()
        assert answer.url == reverse("opd:daftar_pindai_detail", args=[daftar.pk])
        shown = operator.get(answer.url).content.decode()
        assert "Budi sudah menandatangani naskah ini pada 03-02-2026" in shown
        (row,) = daftar.tanda_tangan.all()
        assert (row.name, daftar.signed_on) == ("Ani", date(2026, 2, 3))
        scan = operator.get(reverse("opd:daftar_pindai_file", args=[daftar.pk]))
        assert b"".join(scan.streaming_content)[:4] == b"\x89PNG"

    def test_refusal_keeps_the_ticks_and_names_the_file(
        self, operator: Client, opd: Opd, naskah: NaskahPakta
    ) -> None:
        ani = PegawaiFactory(opd=opd)
        data = {"pegawai": [str(ani.pk)], "upload": self.file(b"MZ\x90\x00", "daftar.exe")}
        shown = operator.post(self.url(opd), data).content.decode()
        assert f'value="{ani.pk}" checked' in shown
        assert 'href="#id_upload"' in shown
        without = operator.post(self.url(opd), {"pegawai": [str(ani.pk)]})
        assert (without.status_code, "Pilih berkas pindaiannya" in without.content.decode()) == (400, True)
        assert not DaftarPindai.objects.exists()

    def test_second_click_records_nothing_twice(
        self, operator: Client, opd: Opd, naskah: NaskahPakta
    ) -> None:
        ani = PegawaiFactory(opd=opd)
        for _ in range(2):
            answer = operator.post(self.url(opd), {"pegawai": [str(ani.pk)], "upload": self.file()})
        assert (answer.status_code, "Tidak ada tanda tangan baru" in answer.content.decode()) == (400, True)
        assert (DaftarPindai.objects.count(), TandaTangan.objects.count()) == (1, 1)


class TestTandaTangan:
    def test_withdrawal_asks_for_a_reason_and_shows_it(
        self, client: Client, opd: Opd, naskah: NaskahPakta
    ) -> None:
        client.force_login(make_actor(Role.KEPALA, opd).pengguna)
        row = signed(opd, naskah, "Ani")
        url = reverse("opd:tanda_tangan_withdraw", args=[row.pk])
        assert "Tuliskan alasan" in client.post(url, {"reason": "  "}).content.decode()
        client.post(url, {"reason": "Salah orang"})
        shown = client.get(reverse("opd:tanda_tangan_detail", args=[row.pk])).content.decode()
        assert "Salah orang" in shown
        again = client.post(url, {"reason": "Sekali lagi"})
        assert (again.status_code, "sudah ditarik" in again.content.decode()) == (400, True)

    def test_public_learns_that_it_is_intact_and_not_who_it_is(self, opd: Opd, naskah: NaskahPakta) -> None:
        row = signed(opd, naskah, "Ani Rahmawati")
        url = reverse("opd:verifikasi_tanda_tangan", args=[row.pk])
        shown = Client().get(url).content.decode()
        assert names_in(shown, "A••• R•••", row.evidence_hash, "Dinas Kesehatan") == [
            "A••• R•••",
            row.evidence_hash,
            "Dinas Kesehatan",
        ]
        assert names_in(shown, "Rahmawati", row.nip, row.title) == []
        TandaTangan.objects.filter(pk=row.pk).update(name="Orang Lain")
        forged = Client().get(url).content.decode()
        assert "Tanda tangan ini tidak utuh" in forged
        assert "Data tanda tangan berubah sesudah ditandatangani." in forged

    def test_public_page_of_what_does_not_exist_is_not_there(self, opd: Opd) -> None:
        url = reverse("opd:verifikasi_tanda_tangan", args=[opd.pk])
        assert Client().get(url).status_code == 404

    def test_the_foreign_operator_reads_the_public_part_only(
        self, client: Client, opd: Opd, naskah: NaskahPakta
    ) -> None:
        row = signed(opd, naskah, "Ani Rahmawati")
        client.force_login(make_actor(Role.OPERATOR, OpdFactory()).pengguna)
        shown = client.get(reverse("opd:verifikasi_tanda_tangan", args=[row.pk])).content.decode()
        assert names_in(shown, "Rahmawati", row.nip) == []
