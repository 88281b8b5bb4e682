"""The journal page tells every action in words to those who answer for the city, and to nobody else."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from dasar.jurnal.domain import make_segel, record
from dasar.pekerjaan.domain import enqueue
from opd.enums import Role
from tests.arsitektur.sumber import modules
from tests.factories.opd import OpdFactory, make_actor
from zona.jejak.kata import WORDS

ACTION = re.compile(r"^(akun|berkas|evaluasi|laporan|opd|pekerjaan)\.[a-z_]+\.[a-z_]+$")


def actions_in_source() -> set[str]:
    """Every text in the source that has the form of an action, given to `action=` or positionally."""
    found = set()
    for module in modules():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call):
                values = [*node.args, *(k.value for k in node.keywords if k.arg != "dispatch_uid")]
                found |= {
                    v.value
                    for v in values
                    if isinstance(v, ast.Constant) and isinstance(v.value, str) and ACTION.match(v.value)
                }
    return found


def test_every_action_has_words() -> None:
    found = {action for action in actions_in_source() if not action.endswith(".urls")}
    assert "opd.pencanangan.submitted" in found
    assert found - set(WORDS) == set()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.PIMPINAN, 200), (Role.KOORDINATOR, 200), (Role.ADMINISTRATOR, 200), (Role.PENILAI_KETUA, 403)],
)
def test_only_those_who_answer_for_the_city_read_it(client: Client, role: Role, status: int) -> None:
    client.force_login(make_actor(role).pengguna)
    assert client.get(reverse("jejak:jurnal")).status_code == status


@pytest.mark.django_db
def test_accounts_are_told_to_administrators_only(client: Client) -> None:
    person = make_actor(Role.OPERATOR, OpdFactory()).pengguna
    record(actor=None, action="akun.masuk.failed", obj=person, stream="akun")
    pages = {}
    for role in (Role.PIMPINAN, Role.ADMINISTRATOR):
        client.force_login(make_actor(role).pengguna)
        pages[role] = person.name in client.get(reverse("jejak:jurnal")).content.decode()
    assert pages == {Role.PIMPINAN: False, Role.ADMINISTRATOR: True}


@pytest.mark.django_db
def test_job_is_called_by_its_name_and_nobody_is_named_twice(client: Client) -> None:
    actor = make_actor(Role.ADMINISTRATOR)
    enqueue(kind="laporan.rekap", key="2026-01-02", params={"per": "2026-01-02"}, actor=actor)
    record(actor=actor, action="akun.masuk.succeeded", obj=actor.pengguna, stream="akun")
    client.force_login(actor.pengguna)
    page = client.get(reverse("jejak:jurnal")).content.decode()
    assert "Rekapitulasi pencanangan kota" in page
    assert "laporan.rekap" not in page
    assert f'<p class="small">{actor.pengguna.name}</p>' not in page


@pytest.mark.django_db
def test_filters_narrow_and_survive_nonsense(client: Client) -> None:
    one, two = OpdFactory(short_name="Dinkes"), OpdFactory(short_name="Dishub")
    for opd in (one, two):
        record(
            actor=None,
            action="opd.opd.updated",
            obj=opd,
            stream=opd.stream,
            before={"name": "a"},
            after={"name": "b"},
        )
    client.force_login(make_actor(Role.PIMPINAN).pengguna)
    page = client.get(reverse("jejak:jurnal"), {"cari": "dinkes"}).content.decode()
    assert ("Dinkes" in page, "Dishub" in page) == (True, False)
    odd = {"tanggal_dari": "2026-13-45", "tindakan": "'; DROP", "halaman": "x"}
    assert client.get(reverse("jejak:jurnal"), odd).status_code == 200
    assert (
        "Tidak ada catatan yang cocok"
        in client.get(reverse("jejak:jurnal"), {"tanggal_dari": "2099-01-01"}).content.decode()
    )


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 3])
def test_page_costs_the_same_for_one_and_three(
    rows: int, client: Client, django_assert_num_queries: Callable
) -> None:
    for _ in range(rows):
        opd = OpdFactory()
        record(
            actor=None,
            action="opd.opd.updated",
            obj=opd,
            stream=opd.stream,
            before={"name": "a"},
            after={"name": "b"},
        )
    client.force_login(make_actor(Role.PIMPINAN).pengguna)
    with django_assert_num_queries(5):  # session, account with roles, seal, count, rows
        client.get(reverse("jejak:jurnal"))


@pytest.mark.django_db
def test_seal_is_public_byte_for_byte(client: Client) -> None:
    opd = OpdFactory()
    record(actor=None, action="opd.opd.created", obj=opd, stream=opd.stream)
    segel = make_segel(date(2026, 11, 1))
    assert segel.sha256 in client.get(reverse("jejak:segel")).content.decode()
    answer = client.get(reverse("jejak:segel_berkas", args=[segel.date]))
    assert answer.content == segel.content.encode()
    assert client.get(reverse("jejak:segel_berkas", args=[date(2020, 1, 1)])).status_code == 404
    assert client.get("/verifikasi/segel/2026-99-99.json").status_code == 404
