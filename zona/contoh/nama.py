"""Invented people for the samples: names that sound right, numbers that are plainly not real."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, product

FIRST = [
    "Aminah",
    "Budi",
    "Citra",
    "Dewi",
    "Eko",
    "Fitri",
    "Gunawan",
    "Hartini",
    "Indra",
    "Joko",
    "Kartika",
    "Lestari",
    "Mulyono",
    "Ningsih",
    "Oktavia",
    "Purnomo",
    "Ratna",
    "Slamet",
    "Tri",
    "Umi",
    "Wahyu",
    "Yuliana",
    "Zaenal",
    "Agus",
    "Bambang",
    "Dian",
    "Endang",
    "Hendra",
    "Iswanto",
    "Nur",
    "Rini",
    "Sri",
]
LAST = [
    "Pratama",
    "Wibowo",
    "Santoso",
    "Rahayu",
    "Kusuma",
    "Hidayat",
    "Setiawan",
    "Utami",
    "Nugroho",
    "Wulandari",
    "Saputra",
    "Permana",
    "Handayani",
    "Maulana",
    "Susanti",
    "Firmansyah",
]


def people() -> Iterator[tuple[str, str]]:
    """Endless (name, NIP) pairs, no two alike; the NIP starts with a birth date in 1900, so nobody's."""
    names = (f"{first} {last}" for last, first in product(LAST, FIRST))
    for number in count(1):
        name = next(names, None)
        if name is None:
            return
        yield name, f"19000101190001{number:04}"
