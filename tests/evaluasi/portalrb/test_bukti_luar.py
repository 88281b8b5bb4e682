"""One link opens the evidence of one question, to anyone who holds it, until it is closed; and nothing else."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from dasar.errors import DomainError, PermissionRefused
from evaluasi.domain.portalrb.tautan_bukti import renew_links, revoke_links, token_of, url_of
from evaluasi.domain.usulan import withdraw_usulan
from evaluasi.models import Pengambilan, TautanBukti
from opd.enums import Role
from tests.factories.opd import OpdFactory, make_actor
from tests.factories.portalrb import KotaUsul

pytestmark = pytest.mark.django_db


@pytest.fixture
def link(kota_usul: KotaUsul) -> TautanBukti:
    return TautanBukti.objects.get(unit=kota_usul.wbk)


def open_page(token: str, number: int | None = None) -> Any:
    path = "/bukti/" if number is None else f"/bukti/{number}/"
    return Client().get(path, {"k": token})


def test_page_lists_the_files_with_their_pages_and_hands_them_out(link: TautanBukti) -> None:
    reply = open_page(token_of(link))
    text = reply.content.decode()
    assert "Lihat halaman 2-3" in text
    assert "#page=2" in text
    assert reply.headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in reply.headers["X-Robots-Tag"]
    assert "no-store" in reply.headers["Cache-Control"]
    file = open_page(token_of(link), 1)
    assert b"".join(file.streaming_content).startswith(b"%PDF-1.7 SK Tim")
    assert file.headers["Referrer-Policy"] == "no-referrer"
    rows = list(Pengambilan.objects.order_by("id").values_list("titik", "unit_ref", "alamat"))
    ref = f"{link.unit.opd_id}/A.1.i.a"
    assert rows == [("bukti", ref, None), ("berkas", ref, None)]


@pytest.mark.usefixtures("open_window")
def test_the_link_given_to_the_ministry_opens_that_page(kota_usul: KotaUsul) -> None:
    body = kota_usul.get(f"lke/jawaban-unit/{kota_usul.wbk.opd_id}").json()
    (url,) = {item["bukti_dukung_unit"] for item in body["answers"] if item["bukti_dukung_unit"]}
    parts = urlsplit(url)
    assert open_page(parse_qs(parts.query)["k"][0]).status_code == 200


def forge(token: str) -> list[str]:
    first, _, code = token.partition(".")
    flipped = ("A" if code[0] != "A" else "B") + code[1:]
    return [
        "",
        ".",
        first,
        f"{first}.",
        f"{first}.{flipped}",
        f"{code}.{first}",
        token[:-8],
        "é.é",
        "x" * 500,
    ]


def test_every_closed_door_looks_the_same(kota_usul: KotaUsul, link: TautanBukti) -> None:
    other = TautanBukti.objects.get(unit=kota_usul.wbbm)
    mixed = f"{token_of(link).partition('.')[0]}.{token_of(other).partition('.')[2]}"
    replies = [open_page(token) for token in [*forge(token_of(link)), mixed]]
    told = {re.search(r"<main.*</main>", reply.content.decode(), re.DOTALL).group() for reply in replies}
    assert {reply.status_code for reply in replies} == {404}
    assert len(told) == 1
    assert "tidak berlaku" in told.pop()
    assert open_page(token_of(link), 2).status_code == 404
    assert not Pengambilan.objects.exists()


@pytest.mark.usefixtures("one_minute")
def test_guessing_is_slowed_down_and_a_good_link_is_not(link: TautanBukti) -> None:
    codes = [open_page(f"x{n}").status_code for n in range(32)]
    assert (codes[0], codes[-1]) == (404, 429)
    assert open_page(token_of(link)).status_code == 200


def test_revoked_renewed_expired_withdrawn(kota_usul: KotaUsul, link: TautanBukti) -> None:
    old = token_of(link)
    assert revoke_links(link.unit, actor=kota_usul.koordinator, kode="A.1.i.a") == 1
    assert revoke_links(link.unit, actor=kota_usul.koordinator) == 0
    assert open_page(old).status_code == 404
    until = timezone.localdate() + timedelta(days=30)
    renew_links(link.unit, actor=kota_usul.koordinator, until=until)
    link.refresh_from_db()
    assert (open_page(old).status_code, open_page(token_of(link)).status_code) == (404, 200)
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        assert open_page(token_of(link)).status_code == 404
    withdraw_usulan(kota_usul.usulan, actor=kota_usul.koordinator, reason="Keliru")
    assert open_page(token_of(link)).status_code == 404


def test_only_the_coordinator_closes_and_renews(kota_usul: KotaUsul, link: TautanBukti) -> None:
    for actor in (make_actor(Role.OPERATOR, OpdFactory()), make_actor(Role.PENILAI_KETUA)):
        with pytest.raises(PermissionRefused):
            revoke_links(link.unit, actor=actor)
    with pytest.raises(DomainError, match="Pilih tanggal"):
        renew_links(link.unit, actor=kota_usul.koordinator, until=timezone.localdate() - timedelta(days=1))


def test_nothing_at_rest_opens_a_link(link: TautanBukti, tmp_path: Any) -> None:
    call_command("dumpdata", "evaluasi", output=str(tmp_path / "dump.json"))
    assert token_of(link).partition(".")[2] not in (tmp_path / "dump.json").read_text()


def test_an_older_key_of_the_portal_still_counts(link: TautanBukti, settings: Any) -> None:
    token = token_of(link)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "baru-" * 12
    assert open_page(token).status_code == 200
    settings.SECRET_KEY_FALLBACKS = []
    assert open_page(token).status_code == 404


def test_link_is_short_enough_for_a_cell_and_a_message(link: TautanBukti) -> None:
    assert len(url_of(link)) < 255
