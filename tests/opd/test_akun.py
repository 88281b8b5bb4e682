"""What whoever administers people may rely on, and what nobody else gets."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dasar.akun.models import Pengguna
from dasar.errors import Conflict, DomainError, PermissionRefused, WrongState
from dasar.izin import Actor
from dasar.jurnal.models import Catatan
from opd.domain.akun import (
    close_account,
    edit_account,
    open_account,
    remove_second_factor,
    renew_first_password,
    reopen_account,
)
from opd.domain.keanggotaan import actor_for, end_keanggotaan, grant_keanggotaan
from opd.enums import Kedudukan, Role
from opd.models import Keanggotaan, Opd
from tests.factories.akun import PASSWORD, PenggunaFactory
from tests.factories.opd import KeanggotaanFactory, OpdFactory, make_actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin() -> Actor:
    return make_actor(Role.ADMINISTRATOR)


@pytest.fixture
def opd() -> Opd:
    return OpdFactory(code="DINKES")


@pytest.fixture
def siti() -> Pengguna:
    return PenggunaFactory(username="siti", name="Siti")


def actions_of(obj: object) -> list[str]:
    return [row.action for row in Catatan.objects.for_object(obj).order_by("seq")]


def signed_in(pengguna: Pengguna) -> Client:
    client = Client()
    client.force_login(pengguna)
    return client


def test_opened_account_has_its_role_and_a_password_that_must_be_changed(admin: Actor, opd: Opd) -> None:
    role = {"role": Role.OPERATOR, "opd": opd, "active_from": timezone.localdate()}
    pengguna, password = open_account(actor=admin, username="dewi", name="Dewi", peran=role)
    assert pengguna.check_password(password)
    assert pengguna.must_change_password
    assert actor_for(pengguna).has_over(opd.jalur, Role.OPERATOR)
    assert password not in str(list(Catatan.objects.values()))


def test_account_is_not_opened_without_its_role(admin: Actor) -> None:
    role = {"role": Role.OPERATOR, "opd": None, "active_from": timezone.localdate()}
    with pytest.raises(DomainError):
        open_account(actor=admin, username="dewi", name="Dewi", peran=role)
    assert not Pengguna.objects.filter(username="dewi").exists()


@pytest.mark.parametrize("role", [Role.KOORDINATOR, Role.PIMPINAN, Role.PENILAI_KETUA, Role.KEPALA])
def test_only_administrators_look_after_accounts(role: Role, opd: Opd, siti: Pengguna) -> None:
    actor = make_actor(role, opd if role == Role.KEPALA else None)
    membership = KeanggotaanFactory(pengguna=siti, opd=opd)
    before = Pengguna.objects.values().get(pk=siti.pk)
    attempts = (
        lambda: open_account(actor=actor, username="x.y", name="X"),
        lambda: edit_account(siti, version=1, actor=actor, name="Lain"),
        lambda: close_account(siti, actor=actor),
        lambda: reopen_account(siti, actor=actor),
        lambda: renew_first_password(siti, actor=actor),
        lambda: remove_second_factor(siti, actor=actor),
        lambda: grant_keanggotaan(
            actor=actor, pengguna=siti, opd=None, role=Role.ADMINISTRATOR, active_from=date(2020, 1, 1)
        ),
        lambda: end_keanggotaan(membership, actor=actor, active_to=date(2020, 1, 1)),
    )
    for attempt in attempts:
        with pytest.raises(PermissionRefused):
            attempt()
    assert Pengguna.objects.values().get(pk=siti.pk) == before
    assert Keanggotaan.objects.filter(pengguna=siti, active_to=None).count() == 1


def test_second_editor_of_an_account_is_told_both_texts(admin: Actor, siti: Pengguna) -> None:
    edit_account(siti, version=1, actor=admin, title="Bidan")
    with pytest.raises(Conflict) as conflict:
        edit_account(siti, version=1, actor=admin, title="Perawat")
    assert (conflict.value.mine, conflict.value.theirs) == ({"title": "Perawat"}, {"title": "Bidan"})


def test_closed_account_is_out_on_the_next_request_and_can_come_back(admin: Actor, siti: Pengguna) -> None:
    client = signed_in(siti)
    assert client.get(reverse("akun_saya")).status_code == 200
    closed = close_account(siti, actor=admin)
    assert client.get(reverse("akun_saya")).status_code == 302
    reopen_account(closed, actor=admin)
    assert actions_of(siti) == ["akun.pengguna.deactivated", "akun.pengguna.activated"]


def test_new_first_password_ends_every_session(admin: Actor, siti: Pengguna) -> None:
    client = signed_in(siti)
    password = renew_first_password(siti, actor=admin)
    assert client.get(reverse("akun_saya")).status_code == 302
    siti.refresh_from_db()
    assert (siti.check_password(password), siti.check_password(PASSWORD)) == (True, False)
    assert siti.must_change_password


def test_locked_out_owner_gets_in_with_the_new_first_password_at_once(admin: Actor, siti: Pengguna) -> None:
    cache.clear()
    page = reverse("account_login")
    for _ in range(6):
        Client().post(page, {"login": "siti", "password": "salah"})
    assert Client().post(page, {"login": "siti", "password": PASSWORD}).status_code == 200
    slip = signed_in(admin.pengguna).post(reverse("opd:pengguna_password", args=[siti.pk]))
    first = {"login": "siti", "password": slip.context["password"]}
    assert Client().post(page, first).status_code == 302


def test_administrator_does_not_shut_himself_out(admin: Actor) -> None:
    own = admin.pengguna.keanggotaan.get()
    for attempt in (
        lambda: close_account(admin.pengguna, actor=admin),
        lambda: renew_first_password(admin.pengguna, actor=admin),
        lambda: remove_second_factor(admin.pengguna, actor=admin),
        lambda: end_keanggotaan(own, actor=admin, active_to=timezone.localdate()),
    ):
        with pytest.raises(DomainError):
            attempt()
    assert actor_for(Pengguna.objects.get(pk=admin.pengguna.pk)).has_city(Role.ADMINISTRATOR)


def test_lost_telephone_is_taken_off_with_its_recovery_codes(admin: Actor, siti: Pengguna) -> None:
    TOTP.activate(siti, generate_totp_secret())
    client = signed_in(siti)
    remove_second_factor(siti, actor=admin)
    assert not Authenticator.objects.filter(user=siti).exists()
    assert client.get(reverse("akun_saya")).status_code == 302
    with pytest.raises(DomainError):
        remove_second_factor(siti, actor=admin)


def test_role_acts_at_once_and_ends_at_once(admin: Actor, opd: Opd, siti: Pengguna) -> None:
    client, page = signed_in(siti), reverse("opd:opd_detail", args=[opd.pk])
    assert client.get(page).status_code == 404
    row = grant_keanggotaan(
        actor=admin, pengguna=siti, opd=opd, role=Role.OPERATOR, active_from=timezone.localdate()
    )
    assert client.get(page).status_code == 200
    end_keanggotaan(row, actor=admin, active_to=timezone.localdate())
    assert client.get(page).status_code == 404
    with pytest.raises(WrongState):
        end_keanggotaan(Keanggotaan.objects.get(pk=row.pk), actor=admin, active_to=timezone.localdate())


def test_acting_head_holds_the_role_within_the_dates_only(admin: Actor, opd: Opd, siti: Pengguna) -> None:
    start, end = date(2026, 3, 1), date(2026, 4, 1)
    grant_keanggotaan(
        actor=admin,
        pengguna=siti,
        opd=opd,
        role=Role.KEPALA,
        kedudukan=Kedudukan.PLT,
        active_from=start,
        active_to=end,
    )
    held = [
        actor_for(siti, day=day).has(Role.KEPALA)
        for day in (start - timedelta(1), start, end - timedelta(1), end)
    ]
    assert held == [False, True, True, False]
    assert actor_for(siti, day=start).peran[0].kedudukan == Kedudukan.PLT


def test_same_role_is_not_held_twice(admin: Actor, opd: Opd, siti: Pengguna) -> None:
    give = {"pengguna": siti, "opd": opd, "role": Role.OPERATOR, "active_from": date(2026, 1, 1)}
    grant_keanggotaan(actor=admin, **give)
    with pytest.raises(DomainError) as refusal:
        grant_keanggotaan(actor=admin, **give)
    assert "sudah memegang" in refusal.value.message
    assert Keanggotaan.objects.filter(pengguna=siti).count() == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_list_of_people_costs_the_same_at_any_length(
    admin: Actor, rows: int, django_assert_num_queries: object
) -> None:
    for _ in range(rows):
        KeanggotaanFactory()
    client = signed_in(admin.pengguna)
    with django_assert_num_queries(6):  # session, person (with roles), figures, count, accounts, their roles
        assert client.get(reverse("opd:pengguna_list")).status_code == 200


def test_first_password_is_shown_once_and_never_again(admin: Actor) -> None:
    client = signed_in(admin.pengguna)
    answer = client.post(reverse("opd:pengguna_create"), {"username": "Dewi Sri", "name": "Dewi"})
    dewi = Pengguna.objects.get(username="dewisri")
    password = answer.context["password"]
    assert password.encode() in answer.content
    assert answer["Cache-Control"] == "no-store"
    assert password.encode() not in client.get(reverse("opd:pengguna_detail", args=[dewi.pk])).content


def test_refused_account_keeps_what_was_typed_beside_the_reason(admin: Actor) -> None:
    PenggunaFactory(username="dewi")
    client = signed_in(admin.pengguna)
    answer = client.post(
        reverse("opd:pengguna_create"), {"username": "dewi", "name": "Dewi Kedua", "title": "Bidan"}
    )
    assert answer.status_code == 200
    assert "username" in answer.context["form"].errors or answer.context["form"].non_field_errors()
    assert b"Dewi Kedua" in answer.content


def test_conflict_page_shows_both_texts_and_saving_again_decides(admin: Actor, siti: Pengguna) -> None:
    client, page = signed_in(admin.pengguna), reverse("opd:pengguna_edit", args=[siti.pk])
    edit_account(siti, version=1, actor=admin, title="Bidan")
    answer = client.post(page, {"version": 1, "name": "Siti", "title": "Perawat"})
    assert answer.status_code == 409
    rows = [(row.label, row.mine, row.theirs) for row in answer.context["form"].benturan]
    assert rows == [("Jabatan", "Perawat", "Bidan")]
    again = client.post(
        page, {"version": answer.context["form"]["version"].value(), "name": "Siti", "title": "Perawat"}
    )
    assert again.status_code == 302
    assert Pengguna.objects.get(pk=siti.pk).title == "Perawat"
