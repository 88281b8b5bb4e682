"""The gallery prints every component; who may open it."""

import pytest
from django.test import Client


@pytest.mark.django_db
def test_gallery_prints_every_component(client: Client, settings) -> None:
    settings.DEBUG = True

    page = client.get("/antarmuka/")

    assert page.status_code == 200
    text = page.content.decode()
    for landmark in (
        "masthead",
        "table-cards",
        "error-summary",
        "signature-pad",
        "history",
        "meter",
        "empty",
        "dialog",
    ):
        assert landmark in text
    assert "style=" not in text


@pytest.mark.django_db
def test_gallery_is_hidden_from_visitors_outside_debug(client: Client) -> None:
    assert client.get("/antarmuka/").status_code == 404
