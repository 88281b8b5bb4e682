"""Tokens of the ministry: shown once, hashed, replaced without a gap, limited to addresses."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from dasar.errors import DomainError, PermissionRefused, WrongState
from evaluasi.domain.portalrb.token import (
    clean_alamat,
    create_token,
    find_token,
    may_come_from,
    revoke_token,
    rotate_token,
)
from evaluasi.models import TokenPortal
from opd.enums import Role
from tests.factories.opd import OpdFactory, make_actor

pytestmark = pytest.mark.django_db


def opens(secret: str, hours: int = 0) -> bool:
    return find_token(f"Bearer {secret}", at=timezone.now() + timedelta(hours=hours)) is not None


def test_token_is_shown_once_and_kept_as_a_hash() -> None:
    koordinator = make_actor(Role.KOORDINATOR)
    client = Client()
    client.force_login(koordinator.pengguna)
    sent = {"name": "PortalRB", "days": "30", "alamat": "103.7.12.0/24"}
    reply = client.post("/portalrb/token/", sent)
    secret = reply.context["rahasia"]
    row = TokenPortal.objects.get()
    assert secret in reply.content.decode()
    assert secret not in client.get("/portalrb/token/").content.decode()
    assert secret not in str(TokenPortal.objects.values().get())
    assert row.alamat == ["103.7.12.0/24"]
    assert opens(secret)


@pytest.mark.parametrize("role", [Role.PENILAI_KETUA, Role.PIMPINAN])
def test_only_coordinator_and_administrator_give_tokens(role: Role) -> None:
    with pytest.raises(PermissionRefused):
        create_token(actor=make_actor(role), name="x", days=1)


def test_operator_gives_none() -> None:
    with pytest.raises(PermissionRefused):
        create_token(actor=make_actor(Role.OPERATOR, OpdFactory()), name="x", days=1)


@pytest.mark.parametrize(
    ("days", "alamat", "field"),
    [(0, "", "days"), (401, "", "days"), (1, "kantor", "alamat"), (1, "10.0.0.0/33", "alamat")],
)
def test_a_life_or_address_that_cannot_be_is_refused(days: int, alamat: str, field: str) -> None:
    with pytest.raises(DomainError) as refusal:
        create_token(actor=make_actor(Role.KOORDINATOR), name="x", days=days, alamat=alamat)
    assert refusal.value.field == field


def test_replacing_leaves_no_gap_and_ends_the_old_one() -> None:
    actor = make_actor(Role.KOORDINATOR)
    row, old = create_token(actor=actor, name="PortalRB", days=30, alamat="10.0.0.1")
    made, new = rotate_token(row, actor=actor, overlap_hours=24)
    assert (opens(old), opens(new), opens(old, 25), opens(new, 25)) == (True, True, False, True)
    assert made.alamat == ["10.0.0.1/32"]
    with pytest.raises(WrongState):
        rotate_token(row, actor=actor, overlap_hours=24)
    again, last = rotate_token(made, actor=actor, overlap_hours=0)
    assert (opens(new), opens(last)) == (False, True)
    revoke_token(again, actor=actor)
    revoke_token(again, actor=actor)
    assert not opens(last)


def test_expired_token_opens_nothing() -> None:
    _, secret = create_token(actor=make_actor(Role.KOORDINATOR), name="x", days=1)
    with time_machine.travel(timezone.now() + timedelta(days=1, seconds=1)):
        assert not opens(secret)


@pytest.mark.parametrize(
    ("alamat", "of", "expected"),
    [
        ("", None, True),
        ("10.0.0.0/8", "10.9.9.9", True),
        ("10.0.0.0/8", "::ffff:10.9.9.9", True),
        ("10.0.0.0/8", "11.0.0.1", False),
        ("10.0.0.0/8", None, False),
        ("2001:db8::/32", "2001:db8::7", True),
        ("2001:db8::/32", "10.0.0.1", False),
    ],
)
def test_addresses(alamat: str, of: str | None, expected: bool) -> None:
    assert may_come_from(TokenPortal(alamat=clean_alamat(alamat)), of) is expected


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer  ", "bearer\x00", "Token abc", "Bearer " + "x" * 5000]
)
def test_odd_headers_open_nothing(header: str) -> None:
    assert find_token(header, at=timezone.now()) is None
