"""The round in which a returned worksheet waits for its unit, as the unit's pages show it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from evaluasi.models import LembarKerja, Ronde
from evaluasi.permissions import returned_round


@dataclass(frozen=True)
class RondeUnit:
    """What is asked of the unit: question by question, in order; none when the whole worksheet is open."""

    ronde: Ronde
    butir: Mapping[str, str]


def read_returned(lembar: LembarKerja) -> RondeUnit | None:
    """The running return; None in any other state, without SQL. Two SQL queries."""
    ronde = returned_round(lembar)
    if ronde is None:
        return None
    rows = ronde.butir.order_by("simpul__urutan").values_list("simpul__kode", "permintaan")
    return RondeUnit(ronde, dict(rows))


def points_by_code(lembar: LembarKerja) -> Mapping[str, str]:
    """The points of the running return by code; empty in any other state."""
    found = read_returned(lembar)
    return found.butir if found else {}
