"""The contract as the ministry's guide words it (Panduan Teknis API Integrasi ZI v1.0.0), checked from outside.

Nothing of our serializers is used here: the expectations are typed from the guide.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from evaluasi.domain.portalrb import layanan
from evaluasi.domain.usulan import withdraw_usulan
from evaluasi.models import Pengambilan
from tests.factories.portalrb import CLOSES, DURING, OPENS, KotaUsul, make_kota_usul

pytestmark = pytest.mark.django_db
WBK, WBBM, JAWABAN = "pengusulan/unit-wbk", "pengusulan/unit-wbbm", "lke/jawaban-unit/{}"
UNIT_KEYS = {"id", "nama", "kategori", "afirmasi"}
ANSWER_KEYS = {"soal_id", "jawaban_unit", "jawaban_tpi", "catatan_unit", "bukti_dukung_unit", "catatan_tpi"}


def refused(reply: Any, status: int) -> dict[str, Any]:
    """Guide, errors: any answer that is not 2xx is JSON {"error": true, "code": ..., "message": ...}."""
    assert reply.status_code == status
    assert reply.headers["Content-Type"] == "application/json"
    body: dict[str, Any] = reply.json()
    assert set(body) == {"error", "code", "message"}
    assert body["error"] is True
    assert body["code"] == body["code"].upper() != ""
    assert body["message"] != ""
    return body


@pytest.mark.usefixtures("open_window")
def test_list_of_wbk(kota_usul: KotaUsul) -> None:
    reply = kota_usul.get(WBK)
    assert (reply.status_code, reply.headers["Content-Type"]) == (200, "application/json")
    body = reply.json()
    assert set(body) == {"tahun", "units"}
    assert type(body["tahun"]) is int
    (unit,) = body["units"]
    assert set(unit) == UNIT_KEYS
    assert type(unit["id"]) is str
    assert unit["nama"] == kota_usul.wbk.opd.name
    assert unit["kategori"] in {"WBK", "WBK-AFIRMASI"}
    assert unit["afirmasi"] is False


@pytest.mark.usefixtures("open_window")
def test_list_of_wbbm_holds_only_wbbm(kota_usul: KotaUsul) -> None:
    body = kota_usul.get(WBBM).json()
    assert [(unit["id"], unit["kategori"]) for unit in body["units"]] == [
        (str(kota_usul.wbbm.opd_id), "WBBM")
    ]


@pytest.mark.usefixtures("open_window")
def test_answers_of_a_unit(kota_usul: KotaUsul) -> None:
    unit_id = kota_usul.get(WBK).json()["units"][0]["id"]
    body = kota_usul.get(JAWABAN.format(unit_id)).json()
    assert set(body) == {"unit_id", "nama_unit", "tahun", "answers"}
    assert (body["unit_id"], body["nama_unit"]) == (unit_id, kota_usul.wbk.opd.name)
    assert [item["soal_id"] for item in body["answers"]] == [101, 102, 103, 104]
    for item in body["answers"]:
        assert set(item) == ANSWER_KEYS
        assert type(item["soal_id"]) is int
        assert all(value is None or type(value) is str for key, value in item.items() if key != "soal_id")
    first, blank, _, index = body["answers"]
    assert (first["jawaban_unit"], first["jawaban_tpi"]) == ("Ya", "Tidak")
    assert (first["catatan_unit"], first["catatan_tpi"]) == ("SK 12/2026", "SK belum ditandatangani")
    assert first["bukti_dukung_unit"].startswith("http")
    assert (blank["jawaban_unit"], blank["bukti_dukung_unit"]) == (None, None)
    assert index["jawaban_unit"] == "3.6"


@pytest.mark.usefixtures("open_window")
@pytest.mark.parametrize("given", ["", "salah", "zrb_" + "x" * 43, "Basic YTpi"])
def test_without_a_good_token_401(kota_usul: KotaUsul, given: str) -> None:
    reply = kota_usul.get(WBK, token=given)
    refused(reply, 401)
    assert reply.headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.usefixtures("open_window")
def test_the_token_opens_nothing_else(kota_usul: KotaUsul) -> None:
    headers = {"Authorization": f"Bearer {kota_usul.secret}"}
    assert Client().get("/api/v1/opd/", headers=headers).status_code == 401
    assert Client().get("/portalrb/", headers=headers).status_code == 302


@pytest.mark.usefixtures("open_window")
def test_from_another_address_403() -> None:
    city = make_kota_usul(alamat="103.7.12.0/24\n10.1.1.1")
    refused(city.get(WBK, REMOTE_ADDR="192.0.2.7"), 403)
    assert city.get(WBK, REMOTE_ADDR="103.7.12.9").status_code == 200
    assert city.get(WBK, REMOTE_ADDR="10.1.1.1").status_code == 200
    refused(city.get(WBK, REMOTE_ADDR=""), 403)


@pytest.mark.parametrize(
    ("moment", "status"),
    [
        (OPENS - timedelta(seconds=1), 403),
        (OPENS, 200),
        (CLOSES, 200),
        (CLOSES + timedelta(seconds=1), 403),
    ],
)
def test_only_within_the_window(moment: Any, status: int) -> None:
    with time_machine.travel(DURING - timedelta(days=20), tick=False):
        city = make_kota_usul()
    with time_machine.travel(moment, tick=False):
        reply = city.get(WBK)
        if status == 403:
            assert refused(reply, 403)["code"] == "OUTSIDE_WINDOW"
        else:
            assert reply.status_code == 200


@pytest.mark.usefixtures("open_window")
@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("lke/jawaban-unit/00000000-0000-4000-8000-000000000000", 404),
        ("lke/jawaban-unit/%00", 422),
        ("lke/jawaban-unit/", 422),
        ("lke/jawaban-unit/' OR 1=1", 422),
        ("lke/jawaban-unit/a/b", 404),
        ("pengusulan/unit-lain", 404),
        ("pengusulan/unit-wbk/", 404),
        ("pengusulan%0Aunit", 404),
        ("", 404),
        ("../v1/opd", 404),
    ],
)
def test_what_is_not_there(kota_usul: KotaUsul, path: str, status: int) -> None:
    refused(kota_usul.get(path), status)


@pytest.mark.usefixtures("open_window")
def test_base_without_slash_and_other_methods_are_json_too(kota_usul: KotaUsul) -> None:
    headers = {"Authorization": f"Bearer {kota_usul.secret}"}
    strict = Client(enforce_csrf_checks=True)
    refused(strict.get("/api/portalrb"), 401)
    refused(strict.get("/api/portalrb", headers=headers), 404)
    assert refused(strict.post(f"/api/portalrb/{WBK}", headers=headers), 405)["code"] == "METHOD_NOT_ALLOWED"
    assert strict.head(f"/api/portalrb/{WBK}", headers=headers).status_code == 200


@pytest.mark.usefixtures("open_window")
def test_before_approval_404_data_not_found() -> None:
    city = make_kota_usul()
    withdraw_usulan(city.usulan, actor=city.koordinator, reason="Surat keliru")
    assert refused(city.get(WBK), 404)["code"] == "DATA_NOT_FOUND"
    assert refused(city.get(JAWABAN.format(city.wbk.opd_id)), 404)["code"] == "DATA_NOT_FOUND"


@pytest.mark.usefixtures("open_window", "one_minute")
def test_too_many_429(kota_usul: KotaUsul, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evaluasi.views.portalrb_api.REQUESTS_PER_MINUTE", 2)
    assert [kota_usul.get(WBK).status_code for _ in range(3)] == [200, 200, 429]
    reply = kota_usul.get(WBK)
    refused(reply, 429)
    assert int(reply.headers["Retry-After"]) > 0


@pytest.mark.usefixtures("open_window", "one_minute")
def test_guessing_tokens_is_slowed_down(kota_usul: KotaUsul) -> None:
    replies = [kota_usul.get(WBK, token=f"zrb_{n}").status_code for n in range(32)]
    assert (replies[0], replies[-1]) == (401, 429)
    assert kota_usul.get(WBK).status_code == 200


@pytest.mark.usefixtures("open_window")
def test_a_fault_of_ours_is_500_in_the_same_form(
    kota_usul: KotaUsul, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("isi rahasia")

    monkeypatch.setattr(layanan, "_give_list", broken)
    body = refused(kota_usul.get(WBK), 500)
    assert "rahasia" not in str(body)


@pytest.mark.usefixtures("open_window")
def test_every_fetch_is_noted_and_refetch_gives_the_same(kota_usul: KotaUsul) -> None:
    path = JAWABAN.format(kota_usul.wbk.opd_id)
    first, second = kota_usul.get(path), kota_usul.get(path)
    kota_usul.get(path, token="salah")
    assert first.content == second.content
    rows = list(Pengambilan.objects.order_by("id").values_list("titik", "unit_ref", "status", "sidik"))
    unit = str(kota_usul.wbk.opd_id)
    good = ("jawaban-unit", unit, 200, kota_usul.wbk.sidik)
    assert rows == [good, good, ("jawaban-unit", unit, 401, "")]


@pytest.mark.usefixtures("open_window")
def test_answering_costs_the_same_however_much_is_answered(
    kota_usul: KotaUsul, django_assert_num_queries: Callable
) -> None:
    path = JAWABAN.format(kota_usul.wbk.opd_id)
    kota_usul.get(path)
    with django_assert_num_queries(5):
        kota_usul.get(path)
