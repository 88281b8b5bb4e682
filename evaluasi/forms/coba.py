"""What is typed to try something out: changed answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from evaluasi.domain.jawaban import Jawaban
from evaluasi.domain.queries.butir import ButirIsian
from evaluasi.domain.queries.coba import Isi
from evaluasi.domain.queries.lembar import Bagian
from evaluasi.forms.jawaban import read_isian


@dataclass(frozen=True)
class Percobaan:
    """Changed answers by code; what is wrong, by code; and the questions as they were typed."""

    perubahan: dict[str, Jawaban | None]
    problems: dict[str, str]
    bagian: list[tuple[Bagian, list[ButirIsian]]]


def read_percobaan(isi: Isi, data: Mapping[str, str]) -> Percobaan:
    """The answers of the form that differ from the stored ones; a question that was not sent stays."""
    perubahan: dict[str, Jawaban | None] = {}
    problems: dict[str, str] = {}
    bagian = []
    for part, rows in isi.bagian:
        typed = []
        for butir in rows:
            prefix = f"{butir.kode}:"
            if not any(f"{prefix}{name}" in data for name in _names(butir)):
                typed.append(butir)
                continue
            isian, wrong = read_isian(butir.simpul, data, prefix)
            if wrong:
                problems[butir.kode] = " ".join(wrong.values())
            elif isian != isi.jawaban.get(butir.kode):
                perubahan[butir.kode] = isian
            typed.append(_as_typed(butir, data, prefix, wrong))
        bagian.append((part, typed))
    return Percobaan(perubahan, problems, bagian)


def _names(butir: ButirIsian) -> list[str]:
    return ["pilihan"] if butir.opsi else [kolom.name for kolom in butir.kolom]


def _as_typed(
    butir: ButirIsian, data: Mapping[str, str], prefix: str, problems: Mapping[str, str]
) -> ButirIsian:
    return replace(
        butir,
        opsi=tuple(
            replace(opsi, terpilih=opsi.kunci == data.get(f"{prefix}pilihan", "")) for opsi in butir.opsi
        ),
        kolom=tuple(replace(kolom, value=data.get(prefix + kolom.name, "")) for kolom in butir.kolom),
        problems=problems,
    )
