"""The arithmetic of the law as formulas of a spreadsheet, with the portal's rules for zero as the instrument states them.

Source: PermenPANRB 90/2021, Lampiran III: value of a question 0..1, sub-aspect = weight x AVERAGE, above it sums.
LHKPN and LHKASN are each read once, which circulating copies get wrong.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from evaluasi.domain.instrumen.data import RumusData, SimpulData

BELUM = "Blm Diisi"


def number(value: Decimal) -> str:
    """A constant in a formula: a point for decimals, no exponent."""
    return f"{value.normalize():f}"


def pilihan_formula(butir: SimpulData, jawaban: str, bobot: str = "") -> str:
    """The value of a choice in cell `jawaban`; with `bobot` (a cell) its points."""
    times = f"*{bobot}" if bobot else ""
    text = f'"{BELUM}"'
    for pilihan in reversed(butir.pilihan):
        text = f'IF({jawaban}="{pilihan.kunci}",{number(pilihan.nilai)}{times},{text})'
    return f"={text}"


def angka_formula(rumus: RumusData, jawaban: str, bobot: str = "") -> str:
    """The value of an index or direct ratio in a cell, within 0..1; with `bobot` its points."""
    share = f"MIN(1,MAX(0,{jawaban}/{number(rumus.maks or Decimal(1))}))"
    return f'=IF(ISNUMBER({jawaban}),{share}{f"*{bobot}" if bobot else ""},"{BELUM}")'


def rasio_formula(rumus: RumusData, cells: Mapping[str, str]) -> str:
    """The value of counts (cells by input key): blank until every input of the formula is there."""
    needed = [rumus.pembilang, *rumus.penyebut]
    atas = cells[rumus.pembilang]
    bawah = "+".join(cells[kunci] for kunci in rumus.penyebut)
    bawah = f"({bawah})" if len(rumus.penyebut) > 1 else bawah
    share = f"MAX(0,{bawah}-{atas})/{bawah}" if rumus.jenis == "penurunan" else f"MIN(1,{atas}/{bawah})"
    zero = f"IF({atas}=0,{_rule(rumus.nol_per_nol)},{_rule(rumus.isi_per_nol)})"
    count = f"COUNT({','.join(cells[kunci] for kunci in needed)})<{len(needed)}"
    return f'=IF({count},"",IF({bawah}=0,{zero},{share}))'


def _rule(aturan: object) -> str:
    nilai = getattr(aturan, "nilai", None)
    return number(nilai) if isinstance(nilai, Decimal) else '""'


def persen_formula(jawaban: str, bobot: str = "") -> str:
    """The value of a question whose ratio stands in its answer cell; with `bobot` its points."""
    return f'=IF(ISNUMBER({jawaban}),{jawaban}{f"*{bobot}" if bobot else ""},"{BELUM}")'


def rata_formula(first: str, last: str, bobot: str) -> str:
    """Weight x mean of the answered questions; 0 where none is, a rule of the portal (the law's form divides by zero)."""
    return f"=IF(COUNT({first}:{last})=0,0,AVERAGE({first}:{last})*{bobot})"


def lantai_formula(first: str, last: str, bobot: str, count: int) -> str:
    """Weight x mean with every blank as 0."""
    return f"=SUM({first}:{last})/{count}*{bobot}"


def jumlah_formula(cells: Sequence[str]) -> str:
    """The sum of the parts, each named once."""
    return f"=SUM({','.join(cells)})" if cells else "=0"


def persen_of(nilai: str, bobot: str) -> str:
    """Points as a share of the weight; empty while there are none."""
    return f'=IF(AND(ISNUMBER({nilai}),ISNUMBER({bobot})),{nilai}/{bobot},"")'
