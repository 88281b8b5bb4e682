"""Whatever page of the sample city a person is shown a way to, opens for that person."""

from __future__ import annotations

import re
from collections import deque
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from django.test import Client

from dasar.akun.models import Pengguna

pytestmark = [pytest.mark.django_db, pytest.mark.lambat, pytest.mark.timeout(600)]
LINK = re.compile(r'<a\s[^>]*?href="(/[^"#]*|\?[^"#]*)')
VARYING = re.compile(
    r"[0-9a-f]{8}-[0-9a-f-]{27,}|[0-9a-f]{16,}|\d+|(?<=/butir/)[^/]+|(?<=/area/)[^/]+|(?<=/mengapa/)[^/]+"
)
PEOPLE = (
    "",
    "operator",
    "kepala",
    "koordinator",
    "pimpinan",
    "penilai",
    "ketua.tpi",
    "admin",
)  # a visitor first
SIGN_OUT = "/akun/keluar/"


def shape(address: str) -> str:
    """Addresses that differ only in which row they show, or in what a filter says, have one shape."""
    parts = urlsplit(address.replace("&amp;", "&"))
    asked = sorted(pair.split("=")[0] for pair in parts.query.split("&") if pair)
    return VARYING.sub("*", parts.path) + "?" + "&".join(asked)


def walk(client: Client) -> dict[str, int]:
    """One page of each shape that can be reached from the first page by pressing links, with its status."""
    found: dict[str, int] = {}
    seen, ahead = {shape(SIGN_OUT)}, deque(["/"])
    while ahead:
        address = ahead.popleft()
        if shape(address) in seen:
            continue
        seen.add(shape(address))
        response = client.get(address.replace("&amp;", "&"), follow=True)
        found[address] = response.status_code
        if response.headers["Content-Type"].startswith("text/html"):
            here = response.request["PATH_INFO"]
            for href in LINK.findall(response.content.decode()):
                ahead.append(here + href if href.startswith("?") else href)
        if response.streaming:
            response.getvalue()
    return found


def test_no_way_that_is_shown_is_barred_or_dead() -> None:
    call_command("seed_demo", kota="pekalongan", verbosity=0)
    broken: dict[str, list[tuple[str, int]]] = {}
    walked: dict[str, int] = {}
    for name in PEOPLE:
        client = Client()
        if name:
            client.force_login(Pengguna.objects.get(username=name))
        found = walk(client)
        walked[name] = len(found)
        broken[name] = [(address, status) for address, status in found.items() if status != 200]
    assert {name: rows for name, rows in broken.items() if rows} == {}
    assert walked[""] > 10
    assert min(walked["pimpinan"], walked["koordinator"], walked["penilai"], walked["operator"]) > 100
