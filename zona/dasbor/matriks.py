"""Units × areas against the gates, as flat texts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.templatetags.static import static
from django.urls import reverse

from evaluasi.domain.instrumen.data import TOTAL
from evaluasi.domain.queries.papan_kota import PapanTahun
from evaluasi.domain.queries.papan_lembar import JarakGerbang, LembarPapan
from evaluasi.enums import LembarState
from zona.dasbor.poin import ICONS, STATES, state_of, tell_points

NOBODY = UUID(int=0)
SHORT = {"B": "Hasil", TOTAL: "Total"}


class Matriks:
    """The matrix of a board, cell by cell."""

    def __init__(self, papan: PapanTahun) -> None:
        self.papan = papan
        sprite = static("ikon.svg")
        self.icons = {state: f"{sprite}#{name}" for state, name in ICONS.items()}
        self.area = reverse("evaluasi:lembar_area", args=[NOBODY, "KODE"])
        self.sheet = reverse("evaluasi:lembar_detail", args=[NOBODY])

    def head(self) -> list[dict[str, str]]:
        """The columns: name and weight."""
        return [
            {"nama": SHORT.get(column.kode, column.nama), "bobot": f"dari {tell_points(column.bobot)}"}
            for column in self.papan.columns
        ]

    def rows(self, lembar: Sequence[LembarPapan]) -> list[dict[str, Any]]:
        """The worksheets ready to print, in the given order."""
        return [self._row(row) for row in lembar]

    def _row(self, row: LembarPapan) -> dict[str, Any]:
        unit, gates = self.papan.units[row.unit], self.papan.jarak[row.key]
        by_code = {item.batas.simpul: item for item in gates}
        met = sum(1 for item in gates if item.met)
        return {
            "nama": unit.name,
            "href": self.sheet.replace(str(NOBODY), str(row.key)),
            "contoh": row.contoh,
            "tuju": f"{row.predikat} {met} dari {len(gates)} batas" if gates else row.predikat,
            "state": row.state,
            "kata": LembarState(row.state).label,
            "sel": [self._cell(row, at, by_code) for at in range(len(self.papan.columns))],
        }

    def _cell(self, row: LembarPapan, at: int, gates: dict[str, JarakGerbang]) -> dict[str, str]:
        column, angka = self.papan.columns[at], row.nilai.get(self.papan.tahap)
        state = state_of(column, angka, gates.get(column.kode))
        told = angka is not None and angka.terisi and column.kode in angka.points
        key = str(row.key)
        return {
            "state": state,
            "ikon": self.icons[state] if state != "none" or not told else "",
            "kata": STATES[state] if told else "belum dinilai",
            "nilai": tell_points(angka.points[column.kode]) if told and angka else "",
            "href": self.sheet.replace(str(NOBODY), key)
            if column.kode == TOTAL
            else self.area.replace(str(NOBODY), key).replace("KODE", column.kode),
        }
