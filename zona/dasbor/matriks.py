"""Units × areas against the gates, as flat texts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.templatetags.static import static
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from evaluasi.domain.instrumen.data import TOTAL
from evaluasi.domain.queries.papan_kota import PapanTahun
from evaluasi.domain.queries.papan_lembar import JarakGerbang, LembarPapan
from evaluasi.enums import LembarState
from zona.dasbor.poin import ICONS, STATES, state_of, tell_points
from zona.dasbor.tautan import sheet_address

NOBODY = UUID(int=0)
SHORT = {"B": "Hasil", TOTAL: "Total"}


class Matriks:
    """The matrix of a board. A row's cells are written here, not in the template: there are hundreds on a page."""

    def __init__(self, papan: PapanTahun) -> None:
        self.papan = papan
        sprite = escape(static("ikon.svg"))
        self.marks = {
            state: f'<svg class="icon" aria-hidden="true"><use href="{sprite}#{name}"/></svg>'
            for state, name in ICONS.items()
        }
        self.sheet = sheet_address(papan, "evaluasi:lembar_detail", NOBODY)
        self.hrefs = [self._address(column.kode) for column in papan.columns]

    def _address(self, kode: str) -> str:
        area = "" if kode == TOTAL else sheet_address(self.papan, "evaluasi:lembar_area", NOBODY, kode)
        return escape(area or self.sheet)

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
        return {
            "nama": unit.name,
            "href": self.sheet.replace(str(NOBODY), str(row.key)),
            "contoh": row.contoh,
            "tuju": self._aim(row, gates),
            "state": row.state,
            "kata": LembarState(row.state).label,
            "sel": self._cells(row, {item.batas.simpul: item for item in gates}),
        }

    def _aim(self, row: LembarPapan, gates: Sequence[JarakGerbang]) -> str:
        """`WBK 7 dari 8 batas`; where only the total is known, that."""
        angka = row.nilai.get(self.papan.tahap)
        if angka is not None and angka.hanya_total:
            return f"{row.predikat}, hanya nilai total"
        met = sum(1 for item in gates if item.met)
        return f"{row.predikat} {met} dari {len(gates)} batas" if gates else row.predikat

    def _cells(self, row: LembarPapan, gates: dict[str, JarakGerbang]) -> SafeString:
        """The cells of a row: figure, mark and word, each leading to its area where the reader may open it. Only numbers,
        words of this module and escaped addresses enter."""
        angka, key, cells = row.nilai.get(self.papan.tahap), str(row.key), []
        for column, address in zip(self.papan.columns, self.hrefs, strict=True):
            state = state_of(column, angka, gates.get(column.kode))
            told = angka is not None and angka.terisi and column.kode in angka.points
            mark = self.marks[state] if state != "none" or not told else ""
            value = tell_points(angka.points[column.kode]) if told and angka else ""
            word = STATES[state] if told else "belum dinilai"
            inner = f'{mark}{value}<span class="visually-hidden"> {word}</span>'
            if address:
                href = address.replace(str(NOBODY), key)
                cells.append(f'<td><a class="cell-{state}" href="{href}">{inner}</a></td>')
            else:
                cells.append(f'<td><span class="cell-{state}">{inner}</span></td>')
        return mark_safe("".join(cells))  # noqa: S308
