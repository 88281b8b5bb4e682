import json
import logging

import pytest
from django.test import Client, override_settings

from dasar.jurnal.request_id import current_request_id
from zona import log

HEADERS = {
    "Content-Security-Policy": {
        "default-src 'self'",
        "img-src 'self' data: blob:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    },
    "X-Frame-Options": {"DENY"},
    "X-Content-Type-Options": {"nosniff"},
    "Referrer-Policy": {"same-origin"},
    "Cross-Origin-Opener-Policy": {"same-origin"},
}


@pytest.mark.parametrize("path", ["/sehat/hidup", "/tidak-ada/"])
@pytest.mark.django_db
def test_every_answer_carries_the_security_headers(client: Client, path: str) -> None:
    response = client.get(path)

    found = {name: set(response[name].split("; ")) for name in HEADERS}
    assert found == HEADERS
    assert "geolocation=()" in response["Permissions-Policy"]


def test_each_request_gets_its_own_id(client: Client) -> None:
    first, second = client.get("/sehat/hidup"), client.get("/sehat/hidup")

    assert len(first["X-Request-ID"]) == 32
    assert first["X-Request-ID"] != second["X-Request-ID"]
    assert current_request_id() == ""


def test_request_line_tells_neither_query_nor_address(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "zona.permintaan")

    client.get("/sehat/hidup?nama=rahasia", REMOTE_ADDR="203.0.113.9", HTTP_USER_AGENT="peramban-saya")

    line = log.JsonFormatter().format(caplog.records[-1])
    assert set(json.loads(line)) == {
        "at", "level", "logger", "message", "request_id", "method", "path", "status", "ms",
    }  # fmt: skip
    assert json.loads(line)["path"] == "/sehat/hidup"
    for secret in ("rahasia", "203.0.113.9", "peramban-saya"):
        assert secret not in line


def test_json_line_brings_the_trace_of_an_error() -> None:
    try:
        raise ValueError("rusak")
    except ValueError:
        record = logging.getLogger("uji").makeRecord(
            "uji", logging.ERROR, __file__, 1, "gagal", (), __import__("sys").exc_info()
        )

    assert "ValueError: rusak" in json.loads(log.JsonFormatter().format(record))["trace"]


@pytest.mark.django_db
def test_signed_in_browser_keeps_nothing(client: Client) -> None:
    assert client.get("/tidak-ada/").headers.get("Cache-Control") is None

    client.cookies["sesi"] = "apa-pun"

    assert client.get("/tidak-ada/")["Cache-Control"] == "no-store"


@override_settings(SECURE_SSL_REDIRECT=True, ALLOWED_HOSTS=["zona.example"])
def test_health_is_never_redirected_to_https(client: Client) -> None:
    assert client.get("/sehat/hidup", headers={"host": "zona.example"}).status_code == 200
    assert client.get("/lain/", headers={"host": "zona.example"}).status_code == 301


def test_text_is_sent_compressed_and_other_files_as_they_are(client: Client) -> None:
    ask = {"HTTP_ACCEPT_ENCODING": "gzip"}
    page = client.get("/akun/masuk/", **ask)
    sheet = client.get("/statis/css/components.css", **ask)
    font = client.get("/statis/fonts/plus-jakarta-sans.woff2", **ask)

    assert [answer.headers.get("Content-Encoding") for answer in (page, sheet, font)] == [
        "gzip",
        "gzip",
        None,
    ]
    assert "Content-Encoding" not in client.get("/akun/masuk/").headers
