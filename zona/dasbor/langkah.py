"""The units behind a figure of the funnel, as flat texts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dasar.format import angka, tanggal
from evaluasi.domain.instrumen.data import TOTAL
from evaluasi.domain.queries.corong import LABELS, RULES, Langkah
from evaluasi.domain.queries.papan_kota import PapanTahun
from evaluasi.domain.queries.papan_lembar import LembarPapan
from evaluasi.enums import LembarState
from opd.domain.queries.unit_janji import UnitJanji
from zona.antarmuka.tautan import address_of
from zona.dasbor.poin import tell_points
from zona.dasbor.tautan import sheet_address


def units_of(papan: PapanTahun, step: Langkah | None) -> list[UnitJanji]:
    """The units on a step, by name; without a step those that declared and have not begun."""
    if step is None:
        return papan.without_lembar
    keys = papan.funnel.units[step]
    return [unit for unit in papan.units.values() if unit.key in keys]


def tell_step(papan: PapanTahun, step: Langkah | None, count: int) -> tuple[str, str]:
    """Headline and rule of the list."""
    if step is None:
        return (
            f"{angka(count)} unit sudah mencanangkan tetapi belum memulai lembar kerja {papan.year}",
            "Unit yang acara pencanangannya diverifikasi, masih aktif, dan belum punya lembar kerja tahun itu.",
        )
    return f"{LABELS[step]} {papan.year}: {angka(count)} unit", f"Dihitung bila {RULES[step]}."


def present_units(papan: PapanTahun, units: Sequence[UnitJanji]) -> list[dict[str, Any]]:
    """The rows of the list, each with its way down."""
    sheets = {row.unit: row for row in papan.lembar}
    return [_unit(papan, unit, sheets.get(unit.key)) for unit in units]


def _unit(papan: PapanTahun, unit: UnitJanji, row: LembarPapan | None) -> dict[str, Any]:
    angka_papan = row.nilai.get(papan.tahap) if row else None
    gates = papan.jarak[row.key] if row else []
    return {
        "nama": unit.name,
        "href": address_of("opd:opd_detail", unit.key),
        "sejak": tanggal(unit.declared_on) if unit.declared_on else "Belum",
        "lembar": sheet_address(papan, "evaluasi:lembar_detail", row.key) if row else "",
        "keadaan": LembarState(row.state).label if row else "Belum dimulai",
        "state": row.state if row else "not_started",
        "terisi": f"{angka(angka_papan.terisi)} dari {angka(angka_papan.butir)}" if angka_papan else "–",
        "total": tell_points(angka_papan.points[TOTAL])
        if angka_papan and TOTAL in angka_papan.points
        else "–",
        "batas": f"{row.predikat} {sum(item.met for item in gates)} dari {len(gates)}"
        if row and gates
        else "–",
        "contoh": unit.contoh,
    }
