"""Signing in: wrong passwords lock one account, never an office; every attempt leaves a trace."""

from __future__ import annotations

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from dasar.akun.adapter import LOCKED, WRONG
from dasar.akun.models import Pengguna
from dasar.jurnal.models import Catatan
from tests.factories.akun import PASSWORD, PenggunaFactory

pytestmark = pytest.mark.django_db
OFFICE = "203.0.113.7"


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    cache.clear()


@pytest.fixture
def siti() -> Pengguna:
    return PenggunaFactory(username="siti")


def sign_in(client: Client, name: str, password: str = PASSWORD, address: str = OFFICE) -> bool:
    """Whether the sign-in page let this through."""
    answer = client.post(reverse("account_login"), {"login": name, "password": password}, REMOTE_ADDR=address)
    return answer.status_code == 302


def said(client: Client, name: str, password: str) -> list[str]:
    answer = client.post(reverse("account_login"), {"login": name, "password": password})
    return answer.context["form"].non_field_errors()


def actions_of(pengguna: Pengguna) -> list[str]:
    return [row.action for row in Catatan.objects.for_object(pengguna).order_by("seq")]


def test_sign_in_is_journaled_and_wrong_ones_too(siti: Pengguna) -> None:
    assert said(Client(), "SITI", "salah") == [WRONG]
    assert sign_in(Client(), "Siti")
    assert actions_of(siti) == ["akun.masuk.failed", "akun.masuk.succeeded"]


def test_five_wrong_passwords_lock_the_account_from_any_address(siti: Pengguna) -> None:
    for number in range(5):
        assert not sign_in(Client(), "siti", "salah", f"198.51.100.{number}")
    assert not sign_in(Client(), "siti", PASSWORD, "192.0.2.1")
    assert said(Client(), "siti", PASSWORD) == [LOCKED]
    assert actions_of(siti).count("akun.masuk.failed") == 5
    assert actions_of(siti).count("akun.masuk.locked") == 1


def test_locked_account_opens_by_itself_after_a_quarter_of_an_hour(siti: Pengguna) -> None:
    with time_machine.travel("2026-11-02 01:00", tick=False) as clock:
        for _ in range(6):
            sign_in(Client(), "siti", "salah")
        assert not sign_in(Client(), "siti")
        clock.shift(15 * 60 + 1)
        assert sign_in(Client(), "siti")


def test_unknown_name_is_answered_like_a_known_one(siti: Pengguna) -> None:
    for _ in range(5):
        assert said(Client(), "siti", "salah") == said(Client(), "bukan-siapa-siapa", "salah")
    assert said(Client(), "siti", "salah") == said(Client(), "bukan-siapa-siapa", "salah") == [LOCKED]


def test_office_with_one_address_is_not_locked_by_one_of_its_people(siti: Pengguna) -> None:
    for _ in range(20):
        sign_in(Client(), "siti", "salah")
    colleagues = [PenggunaFactory() for _ in range(40)]
    assert [sign_in(Client(), person.username) for person in colleagues] == [True] * 40


def test_owner_on_a_known_device_is_not_kept_out_by_a_stranger(siti: Pengguna) -> None:
    own, strange = Client(), Client()
    assert sign_in(own, "siti")
    own.post(reverse("account_logout"))
    for _ in range(6):
        sign_in(strange, "siti", "salah")
    assert not sign_in(strange, "siti")
    assert sign_in(own, "siti")


def test_known_device_has_its_own_limit_and_knows_one_person_only(siti: Pengguna) -> None:
    other, client = PenggunaFactory(username="budi"), Client()
    assert sign_in(client, "budi")
    client.post(reverse("account_logout"))
    for _ in range(6):
        sign_in(client, "siti", "salah")
    assert said(client, "siti", PASSWORD) == [LOCKED]
    for _ in range(5):
        assert not sign_in(client, other.username, "salah")
    assert said(client, other.username, PASSWORD) == [LOCKED]


@pytest.mark.parametrize("cookie", ["", "x", "WyJhIiwic2l0aSJd:1abc:forged"])
def test_forged_device_is_no_known_device(siti: Pengguna, cookie: str) -> None:
    client = Client()
    client.cookies["perangkat"] = cookie
    for _ in range(5):
        sign_in(Client(), "siti", "salah")
    assert said(client, "siti", PASSWORD) == [LOCKED]


def test_second_factor_is_asked_for_and_guessing_it_ends(siti: Pengguna) -> None:
    secret = generate_totp_secret()
    TOTP.activate(siti, secret)
    client = Client()
    answer = client.post(reverse("account_login"), {"login": "siti", "password": PASSWORD})
    assert answer["Location"] == reverse("mfa_authenticate")
    for _ in range(6):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
    right = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
    assert client.post(reverse("mfa_authenticate"), {"code": right}).status_code == 200
    assert "_auth_user_id" not in client.session
    assert actions_of(siti).count("akun.dua_langkah.failed") == 5


def test_closed_account_does_not_get_in() -> None:
    closed = PenggunaFactory(username="tutup", is_active=False)
    client = Client()
    sign_in(client, "tutup")
    assert "_auth_user_id" not in client.session
    assert Authenticator.objects.filter(user=closed).count() == 0
