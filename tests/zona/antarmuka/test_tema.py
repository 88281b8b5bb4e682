"""Light, dark or automatic: remembered on the device, back to the same page, no way out of the portal."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("choice", "media"), [("gelap", "screen"), ("terang", "not all")])
def test_choice_is_remembered_and_the_page_follows(client: Client, choice, media) -> None:
    answer = client.post("/antarmuka/tema/", {"tema": choice, "kembali": "/akun/masuk/?next=/"})

    assert answer.headers["Location"] == "/akun/masuk/?next=/"
    assert client.cookies["tema"].value == choice
    assert f'media="{media}" data-dark' in client.get("/akun/masuk/").content.decode()


@pytest.mark.parametrize("away", ["https://jahat.example/", "//jahat.example", "javascript:alert(1)", ""])
def test_way_back_never_leaves_the_portal(client: Client, away) -> None:
    assert client.post("/antarmuka/tema/", {"tema": "gelap", "kembali": away}).headers["Location"] == "/"


def test_unknown_choice_changes_nothing(client: Client) -> None:
    client.post("/antarmuka/tema/", {"tema": "<script>", "kembali": "/"})

    assert "tema" not in client.cookies
    client.cookies["tema"] = "<script>"
    page = client.get("/akun/masuk/").content.decode()
    assert 'media="screen and (prefers-color-scheme: dark)" data-dark' in page
