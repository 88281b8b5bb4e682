"""What one may ask of the board of a year; the address holds it. What makes no sense there counts as not said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dasar.saringan import number, one_of
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
        return cls(
            year=number(query.get("tahun", ""), 4),
            tahap=one_of(query.get("penilai", ""), Tahap.values) or Tahap.UNIT.value,
            page=number(query.get("halaman", ""), 5) or 1,
        )
