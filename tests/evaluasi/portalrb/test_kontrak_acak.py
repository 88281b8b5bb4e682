"""Whatever one sends below the base, the answer fits the contract (schemathesis).

`kontrak.json` was typed from the ministry's guide; it is not what our code says of itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance

from tests.factories.portalrb import KotaUsul

pytestmark = [pytest.mark.lambat, pytest.mark.timeout(300), pytest.mark.usefixtures("open_window")]
CHECKS = (not_a_server_error, status_code_conformance, response_schema_conformance)
CONTRACT = json.loads((Path(__file__).parent / "kontrak.json").read_text())
LOOSE = {"max_examples": 60, "deadline": None, "database": None, "suppress_health_check": list(HealthCheck)}


@pytest.fixture
def schema(kota_usul: KotaUsul) -> Iterator[Any]:
    """The contract against the portal in this process; a request must not close the test's connection."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    loaded = schemathesis.openapi.from_dict(CONTRACT)
    loaded.app = get_wsgi_application()
    yield loaded
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize("with_token", [True, False])
def test_answers_fit_the_contract(
    schema: Any, kota_usul: KotaUsul, with_token: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("evaluasi.views.portalrb_api.WRONG_PER_MINUTE", 10_000)
    headers = {"Accept-Encoding": "identity"}
    if with_token:
        headers["Authorization"] = f"Bearer {kota_usul.secret}"
    asked = 0
    for result in schema.get_all_operations():

        @settings(**LOOSE)
        @given(case=result.ok().as_strategy())
        def ask(case: Any) -> None:
            case.call_and_validate(headers=headers, checks=CHECKS)

        ask()
        asked += 1
    assert asked == 3


def test_any_address_and_token_is_answered_in_json(
    kota_usul: KotaUsul, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("evaluasi.views.portalrb_api.WRONG_PER_MINUTE", 10_000)
    texts = st.text(st.characters(blacklist_categories=["Cs"]), max_size=60)

    @settings(**LOOSE)
    @given(path=texts, token=st.none() | st.text(st.characters(max_codepoint=255), max_size=60))
    def ask(path: str, token: str | None) -> None:
        reply = kota_usul.get(
            path, token=(token or "").replace("\n", "").replace("\r", "") if token else None
        )
        assert reply.status_code in {401, 404, 422}
        assert set(reply.json()) == {"error", "code", "message"}

    ask()
