"""A worksheet as a plain table, one line for each question or count: for other programs and for reading. No formulas."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from dasar.lembar import Kolom
from evaluasi.domain.bilangan import half_up
from evaluasi.domain.jawaban import Jawaban, value_of
from evaluasi.domain.struktur import Struktur
from evaluasi.workbook.isi import IsiBuku
from evaluasi.workbook.susunan import LABEL, has_counts

KOLOM = (
    Kolom("kode", "Kode", width=16),
    Kolom("bagian", "Bagian", width=34),
    Kolom("butir", "Butir", width=60),
    Kolom("jenis", "Jenis jawaban", width=14),
    Kolom("masukan", "Masukan", width=40),
    Kolom("jawaban", "Jawaban", width=12),
    Kolom("nilai", "Nilai (0-1)", width=12),
    Kolom("catatan", "Catatan", width=60),
    Kolom("bukti", "Bukti", width=60),
)
Baris = tuple[str, str, str, str, str, str, str, str, str]


def table_rows(isi: IsiBuku) -> list[Baris]:
    """Every question in the order of the instrument; one that is counted has a line for each of its inputs."""
    rows: list[Baris] = []
    for siap in isi.struktur.butir:
        butir, isian = siap.simpul, isi.jawaban.get(siap.kode)
        head = (butir.kode, _place(isi.struktur, butir.induk), butir.nama, LABEL[butir.jawaban])
        value = value_of(butir, isian)
        nilai = "" if value is None else _number(half_up(value, 4).normalize())
        tail = (nilai, isi.catatan.get(butir.kode, ""), isi.bukti_of(butir.kode))
        if not has_counts(butir):
            rows.append((*head, "", _shown(isian), *tail))
            continue
        counts = isian if isinstance(isian, Mapping) else {}
        for at, masukan in enumerate(butir.masukan):
            count = str(counts[masukan.kunci]) if masukan.kunci in counts else ""
            rows.append((*head, masukan.label, count, *(tail if at == 0 else ("", "", ""))))
    return rows


def _place(struktur: Struktur, kode: str) -> str:
    """The area and sub-aspect that a question stands under."""
    names = []
    while kode and struktur.simpul_by_kode[kode].jenis not in {"total", "komponen", "bagian"}:
        names.append(struktur.simpul_by_kode[kode].nama)
        kode = struktur.simpul_by_kode[kode].induk
    return " / ".join(reversed(names))


def _shown(isian: Jawaban | None) -> str:
    return _number(isian) if isinstance(isian, Decimal) else str(isian or "")


def _number(value: Decimal) -> str:
    return f"{value:f}".replace(".", ",")
