"""Years side by side, one unit's attempts, and units compared, as flat texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from dasar.format import angka
from evaluasi.domain.bilangan import indonesian
from evaluasi.domain.instrumen.data import TOTAL
from evaluasi.domain.queries.corong import LABELS, Langkah
from evaluasi.domain.queries.papan_kota import PapanTahun
from evaluasi.domain.queries.papan_lembar import LembarPapan
from evaluasi.domain.queries.riwayat_kota import (
    FEWEST_TO_COMPARE,
    Akhir,
    ButirRiwayat,
    Pembanding,
    Percobaan,
    compare_assessors,
    list_penghalang,
)
from evaluasi.enums import Tahap
from zona import grafik
from zona.antarmuka.tautan import address_of
from zona.antarmuka.templatetags.zona import badge
from zona.dasbor.poin import tell_gap, tell_points
from zona.dasbor.tautan import sheet_address

ENDS = {
    Akhir.MENANG: ("Meraih", "done"),
    Akhir.DIUSULKAN: ("Diusulkan", "waiting"),
    Akhir.TIDAK_LULUS: ("Tidak lulus", "failed"),
    Akhir.TIDAK_DIUSULKAN: ("Tidak sampai diusulkan", "returned"),
    Akhir.BERJALAN: ("Berjalan", "progress"),
}
WHO = {Tahap.UNIT: "mandiri", Tahap.TPI: "TPI", Tahap.TPN: "TPN"}
SHOWN_GATES, SHOWN_QUESTIONS = 8, 10
PAGE = 40


def present_years(papan: PapanTahun) -> dict[str, Any]:
    """The funnels of the years read, side by side; years in which nothing is known are left out."""
    shown = [row for row in papan.corong if any(row.count(step) for step in Langkah)]
    return {
        "tahun": [row.year for row in shown],
        "langkah": [
            {
                "kata": LABELS[step],
                "sel": [
                    {"n": angka(row.count(step)), "href": _step(step, row.year), "tahun": row.year}
                    for row in shown
                ],
            }
            for step in Langkah
        ],
        "gambar": [
            (
                LABELS[step],
                grafik.small(
                    [(f"’{row.year % 100:02}", row.count(step)) for row in shown],
                    top=max([row.count(step) for row in shown] + [1]),
                    title=f"{LABELS[step]} per tahun",
                ),
            )
            for step in (Langkah.MEMBANGUN, Langkah.MENILAI, Langkah.DINILAI, Langkah.DIUSULKAN)
        ],
    }


def _step(step: Langkah, year: int) -> str:
    return f"{address_of('dasbor:langkah', step.value)}?tahun={year}"


def present_units(papan: PapanTahun, attempts: dict[UUID, list[Percobaan]], asked: int = 1) -> dict[str, Any]:
    """The units that tried, by name and page, with what each year came to."""
    tried = {row.year for row in papan.semua}
    years = [year for year in papan.span if year in tried]
    page = Paginator([key for key in papan.units if key in attempts], PAGE).get_page(asked)
    badges = {akhir: badge(*ENDS[akhir]) for akhir in ENDS}
    rows = []
    for key in page.object_list:
        by_year = {item.lembar.year: item for item in attempts[key]}
        failed = sum(1 for item in attempts[key] if item.is_failure)
        rows.append(
            {
                "nama": papan.units[key].name,
                "href": address_of("dasbor:riwayat_unit", key),
                "contoh": papan.units[key].contoh,
                "gagal": angka(failed) if failed else "",
                "sel": _cells(address_of("dasbor:riwayat_unit", key), by_year, years, badges),
            }
        )
    return {"tahun": years, "baris": rows, "page": page}


def _cells(
    href: str, by_year: dict[int, Percobaan], years: Sequence[int], badges: Mapping[Akhir, SafeString]
) -> SafeString:
    """The cells of one unit: what each year came to, leading to it. Only numbers, words of this module and escaped
    addresses enter."""
    cells = []
    for year in years:
        item = by_year.get(year)
        if item is None:
            cells.append(f'<td data-label="{year}"><span class="muted">–</span></td>')
            continue
        told = attempt_cell(item)
        mark = badge(told["kata"], told["tone"]) if item.gelar else badges[item.akhir]
        short = f", {told['kurang']} batas belum" if told["kurang"] else ""
        cells.append(
            f'<td data-label="{year}"><a href="{escape(href)}?tahun={year}">{mark}</a>'
            f'<span class="cell-note">{told["nilai"]} {told["siapa"]}{short}</span></td>'
        )
    return mark_safe("".join(cells))  # noqa: S308


def attempt_cell(item: Percobaan) -> dict[str, str]:
    """One attempt in a word, its total and whose it is."""
    word, tone = ENDS[item.akhir]
    return {
        "kata": f"{word} {item.gelar}".strip(),
        "tone": tone,
        "nilai": tell_points(item.total) if item.total is not None else "–",
        "siapa": WHO[Tahap(item.tahap)],
        "kurang": angka(len(item.kurang)) if item.kurang else "",
    }


def present_obstacles(attempts: dict[UUID, list[Percobaan]]) -> list[dict[str, str]]:
    """Which gates failed attempts most often."""
    rows = list_penghalang(item for each in attempts.values() for item in each)
    return [
        {
            "nama": row.nama,
            "predikat": row.predikat,
            "kata": f"{angka(row.gagal)} dari {angka(row.dari)} percobaan",
            "batang": grafik.share_bar(row.gagal, row.dari),
        }
        for row in rows[:SHOWN_GATES]
    ]


def present_views(papan: PapanTahun, rows: Sequence[LembarPapan], tahap: str) -> dict[str, Any]:
    """Self against a later assessor by area, for the columns of the shown year."""
    names = {column.kode: column.nama for column in papan.columns}
    found = compare_assessors(rows, list(names), tahap)
    return {
        "siapa": WHO[Tahap(tahap)],
        "n": angka(found[0].n) if found else "",
        "baris": [
            {
                "nama": names[row.kode],
                "unit": indonesian(row.unit),
                "penilai": indonesian(row.penilai),
                "beda": _difference(row.penilai - row.unit),
            }
            for row in found
        ],
    }


def _difference(value: Fraction) -> str:
    sign = "turun" if value < 0 else "naik"
    return f"{sign} {indonesian(abs(value))}" if value else "sama"


def present_winners(papan: PapanTahun, found: Pembanding) -> dict[str, Any]:
    """What winners did differently, or why nothing can be said."""
    names = {column.kode: column.nama for column in papan.columns}
    return {
        "tahun": found.year,
        "unit": ", ".join(unit.short_name for unit in found.pemenang),
        "n": f"{angka(len(found.pemenang))} pemenang dan {angka(found.lain)} unit lain",
        "cukup": found.is_enough,
        "syarat": angka(FEWEST_TO_COMPARE),
        "area": [
            {"nama": names[row.kode], "pemenang": _percent(row.pemenang), "lain": _percent(row.lain)}
            for row in found.areas
        ],
        "butir": [
            {
                "kode": row.kode,
                "nama": row.nama,
                "pemenang": _percent(row.pemenang),
                "lain": _percent(row.lain),
            }
            for row in found.butir[:SHOWN_QUESTIONS]
        ],
    }


def _percent(value: Fraction) -> str:
    return f"{int(value * 100)}%"


def present_attempt(papan: PapanTahun, item: Percobaan, questions: Sequence[ButirRiwayat]) -> dict[str, Any]:
    """One attempt of one unit: why it came to what it came to."""
    key = item.lembar.key
    return attempt_cell(item) | {
        "href": sheet_address(papan, "evaluasi:lembar_detail", key),
        "tertutup": not papan.opens,
        "tahun": item.lembar.year,
        "predikat": item.lembar.predikat,
        "bergerbang": item.bergerbang,
        "gerbang": [
            {
                "nama": gate.batas.nama,
                "kata": tell_gap(gate),
                "href": sheet_address(papan, "evaluasi:lembar_why", key, gate.batas.simpul),
            }
            for gate in item.kurang
        ],
        "hilang": [_question(key, row) for row in questions if row.hilang > 0][:SHOWN_QUESTIONS],
        "turun": [
            _question(key, row) for row in sorted(questions, key=lambda row: -row.turun) if row.turun > 0
        ][:SHOWN_QUESTIONS],
    }


def _question(lembar: UUID, row: ButirRiwayat) -> dict[str, str]:
    return {
        "kode": row.kode,
        "nama": row.nama,
        "href": address_of("evaluasi:lembar_butir", lembar, row.kode),
        "unit": indonesian(row.unit),
        "penilai": indonesian(row.penilai) if row.penilai is not None else "–",
        "bobot": indonesian(row.bobot),
        "hilang": indonesian(row.hilang),
        "turun": indonesian(row.turun),
    }


def present_profile(papan: PapanTahun, rows: Sequence[LembarPapan]) -> list[dict[str, Any]]:
    """The areas of the year, each with the share of its weight that every chosen worksheet has."""
    return [
        {
            "nama": column.nama,
            "bobot": tell_points(column.bobot),
            "sel": [_share(papan, row, column.kode, column.bobot) for row in rows],
        }
        for column in papan.columns
    ]


def _share(papan: PapanTahun, row: LembarPapan, kode: str, weight: int) -> dict[str, Any]:
    angka_papan = row.nilai.get(papan.tahap)
    if angka_papan is None or not angka_papan.terisi or kode not in angka_papan.points:
        return {"ada": False}
    value = angka_papan.points[kode]
    return {
        "ada": True,
        "persen": f"{value * 100 // weight}%",
        "nilai": tell_points(value),
        "batang": grafik.share_bar(value // 10**9, weight // 10**9),
        "href": sheet_address(papan, "evaluasi:lembar_area", row.key, kode)
        if kode != TOTAL
        else sheet_address(papan, "evaluasi:lembar_detail", row.key),
    }
