"""Facts as canonical JSON: the same facts give the same text and the same fingerprint, anywhere and for ever."""

from __future__ import annotations

import hashlib
import json
from typing import Any


def canonical(facts: Any) -> str:
    """Facts (texts, whole numbers, booleans, None, lists, objects) as JSON: keys sorted, no spaces, UTF-8 as it is.

    Raises TypeError for anything else, also for floats, which print differently from place to place.
    """
    _refuse_floats(facts)
    return json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def fingerprint(facts: Any) -> str:
    """SHA-256 of the canonical text; 64 hex digits."""
    return hashlib.sha256(canonical(facts).encode()).hexdigest()


def _refuse_floats(facts: Any) -> None:
    if isinstance(facts, float):
        raise TypeError("Canonical facts hold no floats.")
    items = facts.values() if isinstance(facts, dict) else facts if isinstance(facts, list | tuple) else ()
    for item in items:
        _refuse_floats(item)
