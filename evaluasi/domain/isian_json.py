"""Answers as JSON keeps them, and back, without losing a digit. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from evaluasi.domain.jawaban import Jawaban


def to_json(isian: Jawaban | None) -> dict[str, Any]:
    """An answer as a JSON object; a blank is an empty one."""
    if isinstance(isian, Decimal):
        return {"angka": f"{isian.normalize():f}"}
    if isinstance(isian, Mapping):
        return {"jumlah": dict(isian)} if isian else {}
    return {"pilihan": isian} if isian else {}


def from_json(told: Mapping[str, Any]) -> Jawaban | None:
    """The answer that `to_json` wrote."""
    if "angka" in told:
        return Decimal(told["angka"])
    if "jumlah" in told:
        return dict(told["jumlah"])
    return told.get("pilihan")
