"""What all answers of the API have in common: scopes of keys, ETags, tables that cannot run."""

from __future__ import annotations

import csv
import io
from datetime import date

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, get_resolver, reverse

from dasar.akun.domain import create_kunci_api
from dasar.akun.models import KunciApi
from dasar.api import daftar
from dasar.errors import DomainError
from opd.domain.keanggotaan import actor_for
from opd.enums import Role
from opd.models import Opd, Pencanangan
from tests.arsitektur.dunia import CANARY, Dunia
from tests.factories.akun import KunciApiFactory
from tests.factories.opd import OpdFactory, make_actor
from tests.opd.api.test_api import client_of
from tests.opd.test_papan import declare
from zona.api.aturan import API_SCOPES

LISTS = {
    "/api/v1/opd/": "read:opd",
    "/api/v1/cakupan/": "read:opd",
    "/api/v1/pencanangan/": "read:pencanangan",
    "/api/v1/lembar-kerja/": "read:lke",
    "/api/v1/gerbang/": "read:papan",
    "/api/v1/jadwal/": "read:papan",
    "/api/v1/riwayat/": "read:papan",
    "/api/v1/profil/": "read:papan",
    "/api/v1/rencana-aksi/": "read:rencana",
    "/api/v1/tindakan/": "read:rencana",
    "/api/v1/lhe/": "read:lhe",
    "/api/v1/usulan/": "read:usulan",
}
FORMULA = "=HYPERLINK(1)"


def key_of(dunia: Dunia, principal: str, *scopes: str) -> dict[str, str]:
    _, key = create_kunci_api(actor=actor_for(dunia.people[principal]), name="Uji", days=1, scopes=scopes)
    return {"HTTP_AUTHORIZATION": f"Bearer {key}"}


def patterns(resolver: object) -> list[URLPattern]:
    found = []
    for pattern in resolver.url_patterns:
        found += [pattern] if isinstance(pattern, URLPattern) else patterns(pattern)
    return found


@pytest.mark.parametrize("scope", sorted(API_SCOPES))
def test_a_key_opens_its_scope_and_nothing_else(dunia: Dunia, scope: str) -> None:
    headers = key_of(dunia, "pimpinan", scope)
    asked = LISTS | {"/api/v1/papan/": "read:papan"}
    got = {url for url in asked if Client().get(url, **headers).status_code == 200}
    assert got == {url for url, needed in asked.items() if needed == scope}
    told = Client().get("/api/v1/saya/", **headers).json()
    assert told["lingkup_kunci"] == [scope]
    refused = Client().get(next(url for url in asked if url not in got), **headers)
    assert (refused.status_code, "tidak memuat lingkup" in refused.json()["detail"]) == (403, True)


def test_every_address_names_a_scope_that_exists() -> None:
    views = {p.name: p.callback.view_class for p in patterns(get_resolver()) if hasattr(p.callback, "cls")}
    unnamed = sorted(
        name for name, view in views.items() if getattr(view, "scope", None) not in {"", *API_SCOPES}
    )
    assert unnamed == ["dokumen", "skema"]  # the description is open to everybody
    assert len(views) > 11


@pytest.mark.parametrize("scopes", [[], ["tulis:semua"], ["read:papan", "x"]])
def test_a_key_without_a_known_scope_is_not_made(dunia: Dunia, scopes: list[str]) -> None:
    with pytest.raises(DomainError, match="lingkup"):
        key_of(dunia, "pimpinan", *scopes)
    assert not KunciApi.objects.exists()


def test_scope_is_held_by_the_database(db: None) -> None:
    from django.db import IntegrityError

    with pytest.raises(IntegrityError, match="akun_kunciapi_has_scope"):
        KunciApiFactory(scopes="")


@pytest.mark.parametrize("url", [*LISTS, "/api/v1/papan/"])
def test_unchanged_answers_are_not_sent_again(dunia: Dunia, url: str) -> None:
    client = client_of(dunia, "pimpinan")
    first = client.get(url)
    with CaptureQueriesContext(connection) as queries:
        again = client.get(url, HTTP_IF_NONE_MATCH=first["ETag"])
    assert (again.status_code, again.content, len(queries)) == (304, b"", 2)
    assert client.get(f"{url}?format=json", HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 200
    assert client_of(dunia, "operator").get(url, HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 200
    declare(dunia.opd, day=date(2020, 7, 20))
    create_kunci_api(actor=actor_for(dunia.people["kepala"]), name="Uji", days=1, scopes=["read:papan"])
    assert client.get(url, HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 200


def read_csv(response: object) -> list[list[str]]:
    body = b"".join(response.streaming_content).decode()
    assert "\ufeff" not in body
    return list(csv.reader(io.StringIO(body)))


def test_csv_has_every_row_and_runs_nothing(dunia: Dunia, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(daftar, "BATCH", 2)
    for number in range(3):
        OpdFactory(name=f"Dinas {number}", short_name=FORMULA)
    response = client_of(dunia, "pimpinan").get("/api/v1/opd/?format=csv&ukuran=1")
    assert response["Content-Type"] == "text/csv; charset=utf-8; header=present"
    assert response["Content-Disposition"] == 'attachment; filename="opd.csv"'
    head, *rows = read_csv(response)
    assert head[:4] == ["id", "kode", "nama", "singkatan"]
    assert head[-2:] == ["cakupan_daftar_lengkap", "contoh"]
    assert len(rows) == Opd.objects.count()
    assert sum(row[3] == f"'{FORMULA}" for row in rows) == 3
    assert not [cell for row in rows for cell in row if cell.startswith("=")]


def test_workbook_keeps_text_as_text(dunia: Dunia) -> None:
    Opd.objects.filter(pk=dunia.opd.pk).update(short_name=FORMULA)
    response = client_of(dunia, "operator").get("/api/v1/opd/?format=xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    rows = list(sheet.iter_rows())
    cell = next(cell for cell in rows[1] if cell.value == FORMULA)
    assert (cell.data_type, len(rows)) == ("s", 2)


@pytest.mark.parametrize("url", LISTS)
def test_tables_hold_no_foreign_row(dunia: Dunia, url: str) -> None:
    foreign = declare(dunia.other, day=date(2020, 7, 20))
    Pencanangan.objects.filter(pk=foreign.pk).update(place=CANARY)
    response = client_of(dunia, "operator").get(f"{url}?format=csv")
    assert CANARY not in "".join(cell for row in read_csv(response) for cell in row)


def test_refusals_are_json_whatever_was_asked_for(dunia: Dunia) -> None:
    response = client_of(dunia, "pimpinan").get("/api/v1/opd/?format=csv&per=kemarin")
    assert (response.status_code, response["Content-Type"]) == (400, "application/json")
    assert list(response.json()) == ["per"]


def test_long_table_is_streamed_from_the_first_row_on(db: None) -> None:
    for _ in range(3):
        OpdFactory()
    client = Client()
    client.force_login(make_actor(Role.PIMPINAN).pengguna)
    response = client.get(reverse("api:opd_list") + "?format=csv")
    assert response.streaming
    assert next(iter(response.streaming_content)).startswith(b"id,kode,nama")
