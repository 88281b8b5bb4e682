"""The rows of a worksheet as every workbook prints them, from the instrument alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from evaluasi.domain.instrumen.data import BUTIR, OPSI, PERSEN, SKALA, TOTAL, InstrumenData, SimpulData

JUMLAH = "Jumlah"
LABEL: Mapping[str, str] = {
    **{jenis: "/".join(kunci) for jenis, kunci in OPSI.items()},
    PERSEN: "%",
    SKALA: "Nilai (0-4)",
}
"""What the column of answer types prints for each type."""

TINGKAT: Mapping[str, int] = {
    "komponen": 0,
    "bagian": 1,
    "unsur_hasil": 1,
    "area": 2,
    "sub_aspek": 3,
    BUTIR: 4,
}
"""How far to the right the mark of a node stands; its text stands one column further."""


class Jenis(StrEnum):
    """What a row of the workbook is."""

    SIMPUL = "simpul"
    BUTIR = "butir"
    JUMLAH = "jumlah"
    JUMLAH_TOTAL = "jumlah_total"


@dataclass(frozen=True, slots=True)
class BarisBuku:
    """One row: a node, a question, one of its counts, or the sum of the counts that it is divided by."""

    jenis: Jenis
    simpul: SimpulData
    tingkat: int
    tanda: str
    teks: str
    kunci: str = ""


def rows_of(instrumen: InstrumenData) -> tuple[BarisBuku, ...]:
    """Every row from the first component to the last question, in the order of the instrument."""
    kinds = {item.kode: item.jenis for item in instrumen.simpul}
    rows: list[BarisBuku] = []
    for item in instrumen.simpul:
        if item.kode == TOTAL or item.jenis == TOTAL.lower():
            continue
        nested = item.jenis == "sub_aspek" and kinds.get(item.induk) == "sub_aspek"
        tingkat = TINGKAT[item.jenis] + nested
        kind = Jenis.BUTIR if item.jenis == BUTIR else Jenis.SIMPUL
        rows.append(BarisBuku(kind, item, tingkat, mark_of(item), item.nama))
        rows += _counts(item)
    return tuple(rows)


def mark_of(item: SimpulData) -> str:
    """The number or letter before a node: the end of its code; a lone question has a dash."""
    last = item.kode.rpartition(".")[2]
    if last == "0":
        return "-"
    return last if item.jenis == BUTIR else f"{last}."


def has_counts(item: SimpulData) -> bool:
    """Whether the answer of a question is reckoned from count rows below it."""
    return item.jenis == BUTIR and item.rumus is not None and item.rumus.maks is None


def _counts(item: SimpulData) -> list[BarisBuku]:
    if not has_counts(item) or item.rumus is None:
        return []
    rows = [
        BarisBuku(Jenis.JUMLAH, item, 5, "", f"- {masukan.label}", masukan.kunci) for masukan in item.masukan
    ]
    if len(item.rumus.penyebut) > 1:
        rows.insert(0, BarisBuku(Jenis.JUMLAH_TOTAL, item, 5, "", "Jumlah seluruhnya"))
    return rows
