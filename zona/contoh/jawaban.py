"""Plausible example answers: each unit has its level, and the same unit and question always answer alike."""

from __future__ import annotations

from decimal import Decimal
from zlib import crc32

from evaluasi.domain.instrumen import InstrumenData, SimpulData
from evaluasi.domain.jawaban import Jawaban

COUNTS: dict[str, dict[str, int]] = {
    "A.II.1.i.a": {"agen": 5, "dibuat": 5},
    "A.II.1.i.b": {"dibuat": 5, "terintegrasi": 4},
    "A.II.3.iii.a": {"lalu": 3, "ini": 1, "sanksi": 1},
    "A.II.4.i.0": {"sasaran": 10, "tercapai": 9},
    "A.II.5.ii.0": {"harus": 24, "proses": 1, "selesai": 23},
    "A.II.5.iii.a.0": {"kepala": 1, "wajib": 4, "lain": 0, "sudah": 5},
    "A.II.5.iii.b.0": {"es3": 5, "es4": 9, "fungsional": 20, "sudah": 34},
    "A.II.6.i.b": {"terdaftar": 8, "dipermudah": 6},
}
"""Counts of an ordinary dinas by question of PermenPANRB 90/2021."""


def answers_for(isi: InstrumenData, unit: str, level: int) -> dict[str, Jawaban | None]:
    """An answer to every question; `level` is how many of a hundred choices are the best one."""
    return {butir.kode: _answer(butir, unit, level) for butir in isi.butir}


def notes_for(isi: InstrumenData, unit: str, year: int) -> dict[str, str]:
    """A note on every third question or so, in the words of the instrument's accepted examples."""
    return {
        butir.kode: f"Contoh: {butir.contoh_bukti[0]} tersedia, diperbarui {year}."
        for butir in isi.butir
        if butir.contoh_bukti and _dice(unit, butir.kode) % 3 == 0
    }


def _dice(unit: str, kode: str) -> int:
    """0..99, always the same for a unit and a question."""
    return crc32(f"{unit}/{kode}".encode()) % 100


def _answer(butir: SimpulData, unit: str, level: int) -> Jawaban | None:
    if butir.pilihan:
        dice = _dice(unit, butir.kode)
        best_first = sorted(butir.pilihan, key=lambda pilihan: -Decimal(pilihan.nilai))
        fallen = 0 if dice < level else 1 if dice < level + 20 or len(best_first) < 3 else 2
        return best_first[fallen].kunci
    if butir.rumus is not None and butir.rumus.maks is not None:
        return Decimal(300 + level - _dice(unit, butir.kode) // 10) / 100
    return COUNTS[butir.kode]
