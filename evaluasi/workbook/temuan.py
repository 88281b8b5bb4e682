"""What the doctor finds: each with its sheet and cell, in words for whoever mends it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Jenis(StrEnum):
    """Kinds of findings; the word is what the report calls the group."""

    SKALA = "Jawaban di luar skala"
    JENIS_RUSAK = "Jenis jawaban rusak"
    GALAT = "Galat rumus"
    RUMUS = "Rumus salah"
    TERTIMPA = "Rumus tertimpa angka"
    JUMLAH = "Jumlah tidak cocok"
    BOBOT = "Bobot berubah"
    KOSONG = "Butir kosong yang menaikkan nilai"
    TAUTAN = "Tautan bukan tautan"
    SUSUNAN = "Susunan baris"
    CATATAN = "Catatan"


class Berat(StrEnum):
    """How grave: it cannot be taken, it makes the printed score wrong, or it is only said."""

    TOLAK = "failed"
    PERINGATAN = "warning"
    INFO = "neutral"

    @property
    def kata(self) -> str:
        return {"failed": "Tidak dapat dimuat", "warning": "Perlu diperbaiki", "neutral": "Untuk diketahui"}[
            self.value
        ]


@dataclass(frozen=True, slots=True)
class Temuan:
    """One finding. `kode` is the question or node it concerns, empty when it concerns none."""

    jenis: Jenis
    berat: Berat
    sheet: str
    cell: str
    pesan: str
    kode: str = ""

    @property
    def tempat(self) -> str:
        """Where, as a person finds it in the spreadsheet."""
        return f"{self.sheet}!{self.cell}" if self.cell else self.sheet
