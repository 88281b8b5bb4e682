from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine

from tests.factories.portalrb import DURING, KotaUsul, make_kota_usul


@pytest.fixture
def kota_usul(db: None) -> KotaUsul:
    """A city with an approved proposal, and a token of the ministry."""
    return make_kota_usul()


@pytest.fixture
def open_window() -> Iterator[None]:
    """The ministry's window is open."""
    with time_machine.travel(DURING, tick=False):
        yield
