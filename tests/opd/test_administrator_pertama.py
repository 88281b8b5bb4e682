"""The first administrator of an empty portal comes from the server's command line, once."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from dasar.akun.domain import set_active
from dasar.akun.models import Pengguna
from dasar.jurnal.models import Catatan
from opd.domain.keanggotaan import actor_for
from opd.enums import Role
from tests.factories.opd import make_actor

pytestmark = pytest.mark.django_db


def open_first(username: str = "rina") -> str:
    said = StringIO()
    call_command("create_administrator", username, "Rina Wulandari", stdout=said)
    return said.getvalue().strip()


def test_the_first_administrator_signs_in_with_what_was_printed() -> None:
    password = open_first().rpartition(" ")[2]
    person = Pengguna.objects.get()
    assert (person.username, person.name, person.must_change_password) == ("rina", "Rina Wulandari", True)
    assert person.check_password(password)
    assert [(peran.role, peran.unit_id) for peran in actor_for(person).peran] == [(Role.ADMINISTRATOR, None)]
    actions = list(Catatan.objects.order_by("id").values_list("action", flat=True))
    assert actions == ["akun.pengguna.created", "opd.keanggotaan.granted"]


def test_a_second_administrator_is_not_opened_this_way() -> None:
    make_actor(Role.ADMINISTRATOR)
    with pytest.raises(CommandError, match="sudah punya administrator"):
        open_first()
    assert not Pengguna.objects.filter(username="rina").exists()


def test_a_portal_whose_administrators_are_all_closed_is_opened_again() -> None:
    set_active(make_actor(Role.ADMINISTRATOR).pengguna, active=False, actor=make_actor(Role.KOORDINATOR))
    open_first()
    assert Pengguna.objects.filter(username="rina").exists()


def test_a_bad_sign_in_name_is_refused_with_its_reason() -> None:
    with pytest.raises(CommandError, match="Nama pengguna 3 sampai 60 huruf kecil"):
        open_first("Rina W")
    assert not Pengguna.objects.exists()
