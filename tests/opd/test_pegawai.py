"""What a unit may rely on in its employee list, and what nobody else gets."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dasar.errors import Conflict, DomainError, PermissionRefused, WrongState
from dasar.izin import Actor
from dasar.jurnal.models import Catatan
from opd.domain.pegawai import create_pegawai, end_pegawai, link_account, move_pegawai, update_pegawai
from opd.enums import Role
from opd.models import Opd, Pegawai
from tests.factories.akun import PenggunaFactory
from tests.factories.opd import LONG_AGO, OpdFactory, PegawaiFactory, make_actor

pytestmark = pytest.mark.django_db
ON = date(2026, 1, 1)
NIP = "198001012005011001"


@pytest.fixture
def opd() -> Opd:
    return OpdFactory(name="Dinas Kesehatan", short_name="Dinkes")


@pytest.fixture
def operator(opd: Opd) -> Actor:
    return make_actor(Role.OPERATOR, opd)


@pytest.fixture
def budi(opd: Opd) -> Pegawai:
    return PegawaiFactory(opd=opd, name="Budi", nip=NIP)


def client_of(actor: Actor) -> Client:
    client = Client()
    client.force_login(actor.pengguna)
    return client


def test_operator_keeps_the_list_of_the_own_unit_and_below(operator: Actor, opd: Opd) -> None:
    below = OpdFactory(parent=opd)
    for unit in (opd, below):
        row = create_pegawai(actor=operator, opd=unit, name="Dewi", active_from=ON)
        assert [line.action for line in Catatan.objects.for_object(row)] == ["opd.pegawai.created"]
    assert Pegawai.objects.active_on(ON).count() == 2


def test_others_change_nothing(budi: Pegawai, opd: Opd) -> None:
    foreign = OpdFactory()
    PegawaiFactory(opd=foreign)
    for actor in (make_actor(Role.OPERATOR, foreign), make_actor(Role.PIMPINAN)):
        for attempt in (
            lambda actor=actor: create_pegawai(actor=actor, opd=opd, name="X", active_from=ON),
            lambda actor=actor: update_pegawai(budi, version=1, actor=actor, name="X"),
            lambda actor=actor: end_pegawai(budi, actor=actor, active_to=ON),
            lambda actor=actor: move_pegawai(budi, actor=actor, to=foreign, on=ON),
            lambda actor=actor: link_account(budi, actor=actor, pengguna=actor.pengguna),
        ):
            with pytest.raises(PermissionRefused):
                attempt()
    assert Pegawai.objects.filter(opd=opd).values_list("name", "active_to", "pengguna").get() == (
        "Budi",
        None,
        None,
    )


def test_operator_does_not_move_people_into_a_foreign_unit(operator: Actor, budi: Pegawai) -> None:
    with pytest.raises(PermissionRefused):
        move_pegawai(budi, actor=operator, to=OpdFactory(), on=ON)
    budi.refresh_from_db()
    assert budi.active_to is None


def test_moved_employee_is_counted_in_one_unit_on_every_day(budi: Pegawai, opd: Opd) -> None:
    to = OpdFactory()
    move_pegawai(budi, actor=make_actor(Role.KOORDINATOR), to=to, on=ON)
    places = [Pegawai.objects.active_on(day).get(nip=NIP).opd for day in (ON - timedelta(days=1), ON)]
    assert places == [opd, to]
    budi.refresh_from_db()
    with pytest.raises(WrongState):
        move_pegawai(budi, actor=make_actor(Role.KOORDINATOR), to=OpdFactory(), on=ON)
    with pytest.raises(DomainError):
        move_pegawai(Pegawai.objects.get(opd=to), actor=make_actor(Role.KOORDINATOR), to=to, on=ON)


def test_employee_entered_by_mistake_is_never_counted(operator: Actor, budi: Pegawai) -> None:
    end_pegawai(budi, actor=operator, active_to=LONG_AGO)
    assert not Pegawai.objects.active_on(LONG_AGO).exists()
    with pytest.raises(WrongState):
        end_pegawai(Pegawai.objects.get(pk=budi.pk), actor=operator, active_to=ON)


def test_same_nip_is_active_in_one_unit(operator: Actor, opd: Opd) -> None:
    PegawaiFactory(opd=OpdFactory(name="Dinas Rahasia"), nip=NIP)
    with pytest.raises(DomainError) as refusal:
        create_pegawai(actor=operator, opd=opd, name="Budi", nip=NIP, active_from=ON)
    assert refusal.value.message == "NIP ini masih tercatat aktif di unit lain."
    assert not Pegawai.objects.filter(opd=opd).exists()


def test_second_editor_is_told_both_texts(operator: Actor, budi: Pegawai) -> None:
    update_pegawai(budi, version=1, actor=operator, title="Bidan")
    with pytest.raises(Conflict):
        update_pegawai(budi, version=1, actor=operator, title="Perawat")
    assert Pegawai.objects.get(pk=budi.pk).title == "Bidan"


@pytest.mark.parametrize("rows", [1, 3])
def test_list_costs_the_same_at_any_length(
    operator: Actor, opd: Opd, rows: int, django_assert_num_queries: object
) -> None:
    for _ in range(rows):
        create_pegawai(actor=operator, opd=opd, name="Dewi", active_from=ON, pengguna=PenggunaFactory())
    client = client_of(operator)
    with django_assert_num_queries(7):  # session, person (with roles), unit, figures, count, rows, history
        client.get(reverse("opd:pegawai_list", args=[opd.pk]))


def test_list_says_how_many_are_missing_and_finds_by_name_or_nip(operator: Actor, opd: Opd) -> None:
    Opd.objects.filter(pk=opd.pk).update(employee_count=10)
    PegawaiFactory(opd=opd, name="Budi", nip=NIP)
    PegawaiFactory(opd=opd, name="Sudah Pensiun", active_to=ON)
    page = reverse("opd:pegawai_list", args=[opd.pk])
    client = client_of(operator)
    assert client.get(page).context["short_of"] == 9

    def found(query: str) -> list[str]:
        return [row.name for row in client.get(page + query).context["page"].object_list]

    assert found("") == ["Budi"]
    assert found("?cari=99999") == []
    assert found(f"?cari={NIP[:8]}") == ["Budi"]
    assert found("?keadaan=berhenti") == ["Sudah Pensiun"]
    assert found("?keadaan=semua&urut=-nama") == ["Sudah Pensiun", "Budi"]


def test_pages_add_correct_move_link_and_end(opd: Opd) -> None:
    admin, to, siti = make_actor(Role.ADMINISTRATOR), OpdFactory(), PenggunaFactory(username="siti")
    client = client_of(admin)
    client.post(
        reverse("opd:pegawai_create", args=[opd.pk]),
        {"name": "Siti", "nip": "19800101 200501 1 001", "active_from": "2020-01-01"},
    )
    row = Pegawai.objects.get(nip=NIP)
    client.post(
        reverse("opd:pegawai_edit", args=[row.pk]),
        {"name": "Siti A.", "nip": NIP, "title": "Bidan", "version": 1},
    )
    client.post(reverse("opd:pegawai_account", args=[row.pk]), {"pengguna": "SITI"})
    client.post(reverse("opd:pegawai_move", args=[row.pk]), {"to": to.pk, "on": "2021-01-01"})
    moved = Pegawai.objects.get(opd=to)
    client.post(reverse("opd:pegawai_end", args=[moved.pk]), {"active_to": "2022-01-01"})
    assert Pegawai.objects.order_by("active_from").values_list(
        "name", "title", "pengguna", "active_from", "active_to"
    )[::1] == [
        ("Siti A.", "Bidan", siti.pk, date(2020, 1, 1), date(2021, 1, 1)),
        ("Siti A.", "Bidan", siti.pk, date(2021, 1, 1), date(2022, 1, 1)),
    ]


def test_unknown_account_is_told_beside_the_field(budi: Pegawai) -> None:
    client = client_of(make_actor(Role.ADMINISTRATOR))
    answer = client.post(reverse("opd:pegawai_account", args=[budi.pk]), {"pengguna": "tidak.ada"})
    assert list(answer.context["form"].errors) == ["pengguna"]


def test_operator_is_offered_only_own_units_to_move_into(operator: Actor, opd: Opd, budi: Pegawai) -> None:
    below, foreign = OpdFactory(parent=opd), OpdFactory()
    client, page = client_of(operator), reverse("opd:pegawai_move", args=[budi.pk])
    offered = client.get(page).context["form"].fields["to"].queryset
    assert list(offered) == [below]
    answer = client.post(page, {"to": foreign.pk, "on": timezone.localdate().isoformat()})
    assert list(answer.context["form"].errors) == ["to"]
