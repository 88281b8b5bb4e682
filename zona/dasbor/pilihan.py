"""What one may ask of the board of a year; the address holds it. What makes no sense there counts as not said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from evaluasi.enums import Tahap


@dataclass(frozen=True)
class Pilihan:
    """A year, an assessor, and a page of a long list."""

    year: int | None = None
    tahap: str = Tahap.UNIT.value
    page: int = 1

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Pilihan:
        """From an address."""
        tahap = query.get("penilai", "")
        return cls(
            year=_number(query.get("tahun", ""), 4),
            tahap=tahap if tahap in Tahap.values else Tahap.UNIT.value,
            page=_number(query.get("halaman", ""), 5) or 1,
        )


def _number(text: str, digits: int) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= digits else None
