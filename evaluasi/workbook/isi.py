"""What an exported workbook holds besides the instrument: plain values, gathered by a query."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from evaluasi.domain.jawaban import Jawaban
from evaluasi.domain.scoring import Skor
from evaluasi.domain.struktur import Struktur
from evaluasi.workbook.tautan import DI_PORTAL


@dataclass(frozen=True, slots=True)
class BuktiTertulis:
    """One piece of evidence as a cell prints it: an outside address, or the title of a file that the portal keeps."""

    judul: str
    url: str = ""

    @property
    def baris(self) -> str:
        if self.url:
            return f"{self.judul} {self.url}" if self.judul and self.judul != self.url else self.url
        return f"{DI_PORTAL} {self.judul}"


@dataclass(frozen=True)
class IsiBuku:
    """One worksheet ready to be written."""

    struktur: Struktur
    skor: Skor
    unit: str
    tahun: int
    predikat: str
    tanggal: date
    jawaban: Mapping[str, Jawaban | None]
    catatan: Mapping[str, str] = field(default_factory=dict)
    bukti: Mapping[str, Sequence[BuktiTertulis]] = field(default_factory=dict)
    tpi: Mapping[str, Jawaban | None] = field(default_factory=dict)
    """What TPI found, where there is a verdict and the reader may see it."""
    catatan_tpi: Mapping[str, str] = field(default_factory=dict)

    def bukti_of(self, kode: str) -> str:
        """The evidence of a question, a line each."""
        return "\n".join(item.baris for item in self.bukti.get(kode, ()))
