"""Ways down from a board."""

from __future__ import annotations

from evaluasi.domain.queries.papan_kota import PapanTahun
from zona.antarmuka.tautan import address_of


def sheet_address(papan: PapanTahun, name: str, *args: object) -> str:
    """The address of a page of a worksheet; empty for a reader who may not open every worksheet of the board."""
    return address_of(name, *args) if papan.opens else ""
