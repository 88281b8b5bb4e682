"""Whatever one sends, the API answers as its description says and never breaks (schemathesis)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance

from dasar.akun.domain import create_kunci_api
from opd.domain.keanggotaan import actor_for
from tests.arsitektur.dunia import PRINCIPALS, Dunia
from zona.api.aturan import API_SCOPES
from zona.publik.domain.keterbukaan import set_keterbukaan
from zona.publik.enums import Lisensi

pytestmark = [pytest.mark.lambat, pytest.mark.timeout(900)]
CHECKS = (not_a_server_error, status_code_conformance, response_schema_conformance)
EXAMPLES = 15


@pytest.fixture
def schema(dunia: Dunia) -> Iterator[Any]:
    """The API in this process; as in Django's own test client, a request must not close the test's connection."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi("/api/v1/skema/?format=json", get_wsgi_application())
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize("principal", PRINCIPALS)
def test_answers_are_as_described(schema: Any, dunia: Dunia, principal: str) -> None:
    headers = {
        "Accept-Encoding": "identity"
    }  # schemathesis does not unpack what it asked for in this process
    if dunia.people[principal] is not None:
        _, key = create_kunci_api(
            actor=actor_for(dunia.people[principal]), name="Uji", days=1, scopes=API_SCOPES
        )
        headers["Authorization"] = f"Bearer {key}"
    set_keterbukaan(actor=None, is_open=True, licence=Lisensi.CC_BY)
    asked = 0
    for result in schema.get_all_operations():
        operation = result.ok()
        if "/skema/" in operation.path:
            continue

        @settings(
            max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck)
        )
        @given(case=operation.as_strategy())
        def ask(case: Any) -> None:
            case.call_and_validate(headers=headers, checks=CHECKS)

        ask()
        asked += 1
    assert asked == 26
