"""What Setda meets: the queue, one screen to decide on, the register by date."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dasar.izin import Actor
from opd.domain.pencanangan import submit_pencanangan, update_pencanangan
from opd.domain.verifikasi import Penilaian, return_pencanangan, verify_pencanangan
from opd.enums import Bagian, PencananganKind, Role
from opd.enums import PencananganState as State
from opd.models import CatatanVerifikasi, Opd, Pencanangan
from tests.factories.opd import (
    KeanggotaanFactory,
    LampiranFactory,
    OpdFactory,
    PegawaiFactory,
    PencananganFactory,
    PesertaFactory,
    SaksiFactory,
    make_actor,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def koordinator() -> Actor:
    return make_actor(Role.KOORDINATOR)


@pytest.fixture
def desk(koordinator: Actor, client: Client) -> Client:
    client.force_login(koordinator.pengguna)
    return client


def submitted(days_ago: int = 0, units: int = 1, **values: Any) -> Pencanangan:
    """A declaration that has waited for some days."""
    row = PencananganFactory(**values)
    PesertaFactory(pencanangan=row)
    for _ in range(units - 1):
        PesertaFactory(pencanangan=row, opd=OpdFactory(parent=row.organiser))
    LampiranFactory(pencanangan=row)
    row = submit_pencanangan(row, actor=make_actor(Role.OPERATOR, row.organiser))
    Pencanangan.objects.filter(pk=row.pk).update(submitted_at=timezone.now() - timedelta(days=days_ago))
    return Pencanangan.objects.get(pk=row.pk)


def url(name: str, *args: object) -> str:
    return reverse(f"opd:verifikasi_{name}", args=args)


def text(response: Any) -> str:
    return response.content.decode()


def verdict(act: str, **objections: str) -> dict[str, str]:
    """The decision form as the browser sends it."""
    data = {"keputusan": act}
    for bagian in Bagian.values:
        data[f"nilai_{bagian}"] = "perbaiki" if bagian in objections else "sesuai"
        data[f"text_{bagian}"] = objections.get(bagian, "")
    return data


def test_queue_is_oldest_first_with_age_units_and_coverage(desk: Client) -> None:
    young = submitted(days_ago=0, organiser=OpdFactory(name="Dinas Muda"))
    old = submitted(
        days_ago=9, units=3, kind=PencananganKind.BERSAMA, organiser=OpdFactory(name="Kecamatan Lama")
    )
    PegawaiFactory(opd=old.organiser)
    page = text(desk.get(url("queue")))

    assert page.index("Kecamatan Lama dan 2 unit lain") < page.index("Dinas Muda")
    assert "9 hari" in page
    assert "0 dari 1" in page
    assert url("review", young.pk) in page


@pytest.mark.parametrize("rows", [1, 3])
def test_queue_costs_the_same_for_any_length(desk: Client, django_assert_num_queries: Any, rows: int) -> None:
    for n in range(rows):
        submitted(units=2, date=date(2020 + n, 3, 1), kind=PencananganKind.BERSAMA)
    with django_assert_num_queries(7):
        desk.get(url("queue"))


@pytest.mark.parametrize("rows", [1, 3])
def test_review_costs_the_same_for_any_size(desk: Client, django_assert_num_queries: Any, rows: int) -> None:
    row = submitted(units=rows, kind=PencananganKind.BERSAMA if rows > 1 else PencananganKind.SENDIRI)
    for n in range(rows):
        SaksiFactory(pencanangan=row)
        LampiranFactory(pencanangan=row, filename=f"{n}.png")
    with django_assert_num_queries(11):
        desk.get(url("review", row.pk))


def test_approving_leads_to_the_next_that_waits(desk: Client) -> None:
    first, second = submitted(days_ago=5), submitted(days_ago=2)

    answer = desk.post(url("review", first.pk), verdict("setuju"))

    assert Pencanangan.objects.get(pk=first.pk).state == State.VERIFIED
    assert answer.headers["Location"] == url("review", second.pk)
    answer = desk.post(url("review", second.pk), verdict("setuju"), follow=True)
    assert "Tidak ada lagi yang menunggu Anda." in text(answer)
    assert "Tidak ada yang menunggu" in text(answer)


def test_returning_keeps_each_note_with_its_part(desk: Client) -> None:
    row = submitted()

    desk.post(url("review", row.pk), verdict("kembalikan", acara="Sebutkan gedungnya."))

    notes = CatatanVerifikasi.objects.filter(accepted=False).values_list("bagian", "text")
    assert list(notes) == [("acara", "Sebutkan gedungnya.")]
    assert Pencanangan.objects.get().state == State.RETURNED


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (verdict("kembalikan"), "Tandai sedikitnya satu bagian"),
        (verdict("kembalikan", saksi=" "), "tuliskan apa yang harus diperbaiki"),
        (verdict("setuju", saksi="Siapa?"), "Anda menandai “Saksi” perlu diperbaiki"),
        (verdict("kembalikan") | {"nilai_saksi": "x"}, "Saksi"),
        ({}, "pilih sesuai atau perlu diperbaiki"),
    ],
)
def test_decision_that_says_nothing_clear_is_refused_and_kept(
    desk: Client, data: dict[str, str], told: str
) -> None:
    row = submitted()

    answer = desk.post(url("review", row.pk), data | {"text_publikasi": "Yang sudah diketik"})

    assert answer.status_code == 400
    assert told in text(answer)
    assert "Yang sudah diketik" in text(answer)
    assert Pencanangan.objects.get().state == State.SUBMITTED


def test_second_decision_is_told(desk: Client) -> None:
    row = submitted()
    desk.post(url("review", row.pk), verdict("setuju"))

    answer = desk.post(url("review", row.pk), verdict("setuju"))

    assert "tidak menunggu verifikasi" in text(answer)


def test_own_unit_is_shown_with_the_reason_and_without_buttons(desk: Client, koordinator: Actor) -> None:
    row = submitted(units=2, kind=PencananganKind.BERSAMA)
    below = row.peserta.exclude(opd=row.organiser).get().opd
    KeanggotaanFactory(pengguna=koordinator.pengguna, opd=below, role=Role.OPERATOR)

    page = text(desk.get(url("review", row.pk)))

    assert "Anda anggota unit yang mencanangkan." in page
    assert "Setujui semua" not in page
    assert "diputuskan koordinator lain" in text(desk.get(url("queue")))
    answer = desk.post(url("review", row.pk), verdict("setuju"))
    assert "Anda anggota unit yang mencanangkan." in text(answer)
    assert Pencanangan.objects.get().state == State.SUBMITTED


def test_mended_declaration_shows_what_was_asked_and_what_changed(desk: Client) -> None:
    row = submitted()
    operator = make_actor(Role.OPERATOR, row.organiser)
    notes = {"acara": Penilaian(False, "Sebutkan gedungnya.")}
    returned = return_pencanangan(row, actor=make_actor(Role.KOORDINATOR), notes=notes)
    mended = update_pencanangan(returned, version=returned.version, actor=operator, place="Aula Kecamatan")
    submit_pencanangan(mended, actor=operator)

    page = text(desk.get(url("review", row.pk)))

    assert "Diminta sebelumnya: Sebutkan gedungnya." in page
    assert "<del>Halaman kantor</del> <ins>Aula Kecamatan</ins>" in page
    assert "Pengajuan ke-2" in page


def test_register_is_exact_for_every_day(desk: Client) -> None:
    units = [OpdFactory() for _ in range(3)]
    for day, unit in zip((date(2020, 7, 20), date(2020, 10, 22), date(2021, 1, 5)), units, strict=True):
        verify_pencanangan(submitted(organiser=unit, date=day), actor=make_actor(Role.KOORDINATOR))

    page = text(desk.get(url("register") + "?per=2020-10-22"))

    assert "<strong>2 dari 3</strong> OPD sudah mencanangkan pada 22 Oktober 2020" in page
    assert units[2].name not in page
    missing = text(desk.get(url("register") + "?per=2020-10-22&status=belum"))
    assert "Menyusul pada 5 Januari 2021" in missing
    assert "<strong>3 dari 3</strong>" in text(desk.get(url("register") + "?per=bukan-tanggal"))


@pytest.mark.parametrize("rows", [1, 3])
def test_register_costs_the_same_for_any_length(
    desk: Client, django_assert_num_queries: Any, rows: int
) -> None:
    for _ in range(rows):
        verify_pencanangan(submitted(), actor=make_actor(Role.KOORDINATOR))
    with django_assert_num_queries(5):
        desk.get(url("register"))


def test_member_sees_only_own_units_in_the_register(client: Client) -> None:
    mine, other = OpdFactory(name="Dinas Saya"), OpdFactory(name="KNRI Dinas Lain")
    for unit in (mine, other):
        verify_pencanangan(submitted(organiser=unit), actor=make_actor(Role.KOORDINATOR))
    client.force_login(make_actor(Role.OPERATOR, mine).pengguna)

    page = text(client.get(url("register")))

    assert "Dinas Saya" in page
    assert "KNRI" not in page
    assert Opd.objects.count() == 2
