"""The monthly brief for the head of the city: what two pages say, gathered once and frozen as plain texts.

The same readings, sentences and thresholds as the boards; nothing is computed here that a board does not show.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from dasar.format import MONTHS, angka, tanggal
from evaluasi.domain.queries.corong import Langkah
from evaluasi.domain.queries.papan_kota import PapanTahun, list_peristiwa, read_papan_tahun
from evaluasi.domain.queries.papan_lembar import JarakGerbang, LembarPapan
from evaluasi.enums import LembarState, Tahap
from opd.domain.queries.janji import add_up
from opd.domain.queries.papan import Papan, read_papan
from opd.views.sajian_janji import tell_janji
from zona.dasbor.kalimat import share, tell_lateness, tell_truth
from zona.dasbor.kalimat_tahun import step_label, tell_forecast, tell_gates, tell_step, tell_year
from zona.dasbor.matriks import SHORT
from zona.dasbor.perubahan import tell_changes
from zona.dasbor.poin import state_of, tell_gap, tell_points
from zona.laporan.domain.fakta import CITY, gather_kop

ROWS, NEAR, CHANGES, DECISIONS = 9, 4, 6, 6


def month_name(month: date) -> str:
    """`November 2026`"""
    return f"{MONTHS[month.month - 1]} {month.year}"


def gather_ringkasan(month: date, *, today: date) -> dict[str, Any]:
    """The brief on the month that begins on `month`, as things stand on `today`; nine SQL statements."""
    papan = read_papan(CITY, on=today, today=today)
    tahun = read_papan_tahun(CITY, today=today, years_shown=2)
    begun = tahun.funnel.count(Langkah.MEMBANGUN)
    truth, year = tell_truth(papan, noun="OPD"), tell_year(tahun)
    first, second = (year, truth) if begun else (truth, year)
    return {
        "kop": gather_kop(),
        "month": month_name(month),
        "as_of": tanggal(today),
        "year": tahun.year,
        "contoh": papan.has_contoh or tahun.has_contoh,
        "strong": first.strong,
        "rest": first.rest,
        "second": f"{second} {tell_gates(tahun)}".strip(),
        "figures": _figures(papan, tahun),
        "decisions": list(_decisions(papan, tahun))[:DECISIONS],
        "funnel": [
            {
                "label": step_label(step),
                "count": tahun.funnel.count(step),
                "note": tell_step(step, tahun.funnel.count(step), tahun.corong[-2].count(step), tahun.year),
            }
            for step in Langkah
        ],
        "course": _course(papan),
        "matrix": _matrix(tahun),
        "to_win": [_near(tahun, item) for item in tahun.to_win[:NEAR]],
        "to_lose": [_near(tahun, item) for item in tahun.to_lose[:NEAR]],
        "promises": _promises(tahun),
        "changes": _changes(tahun, month),
        "pace": tell_forecast(tahun.laju) if tahun.laju else "",
    }


def _figures(papan: Papan, tahun: PapanTahun) -> list[dict[str, str]]:
    funnel = tahun.funnel
    held = funnel.count(Langkah.WBK) + funnel.count(Langkah.WBBM)
    handed = funnel.count(Langkah.MENILAI)
    return [
        {
            "label": "OPD sudah mencanangkan",
            "value": angka(papan.declared),
            "of": f"dari {angka(papan.total)}",
            "note": tell_lateness(papan) if papan.missing else "seluruh target",
        },
        {
            "label": f"Pegawai menandatangani pakta {papan.on.year}",
            "value": share(papan.cakupan),
            "of": f"{angka(papan.cakupan.signed)} dari {angka(papan.cakupan.total)}",
            "note": "" if papan.cakupan.complete_list else "ada daftar pegawai belum lengkap",
        },
        {
            "label": f"Lembar kerja {tahun.year} diajukan",
            "value": angka(handed),
            "of": f"dari {angka(funnel.count(Langkah.MEMBANGUN))}",
            "note": f"{angka(funnel.count(Langkah.DINILAI))} disetujui TPI",
        },
        {
            "label": "Unit memegang predikat",
            "value": angka(held),
            "of": "unit",
            "note": f"{angka(funnel.count(Langkah.WBK))} WBK, {angka(funnel.count(Langkah.WBBM))} WBBM",
        },
    ]


def _decisions(papan: Papan, tahun: PapanTahun) -> Iterator[dict[str, str]]:
    """What cannot go on without somebody, most pressing first; whose turn it is stands with it."""
    if papan.late:
        names = _names([unit.short_name for unit in papan.missing if unit.days_late(papan.on)])
        yield _decision(f"{angka(papan.late)} OPD lewat tenggat pencanangan", names, "Wali Kota atau Sekda")
    ready = [row for row in tahun.all_met if row.state == LembarState.APPROVED]
    if ready:
        names = _names([tahun.units[row.unit].short_name for row in ready])
        yield _decision(
            f"{angka(len(ready))} unit memenuhi semua batas dan dapat diusulkan", names, "Wali Kota"
        )
    late = sum(plan.jumlah.late for plan in tahun.janji)
    if late:
        names = _names([plan.unit for plan in tahun.janji if plan.jumlah.late])
        yield _decision(f"{angka(late)} janji rencana aksi lewat tenggat", names, "Kepala unit")
    over = [row for row in tahun.habis if row.is_over(tahun.today)]
    if over:
        names = _names([row.unit_name for row in over])
        yield _decision(f"{angka(len(over))} bukti yang dikutip habis masa berlakunya", names, "Kepala unit")
    if papan.waiting:
        names = _names([row.organiser for row in papan.waiting])
        yield _decision(
            f"{angka(len(papan.waiting))} pencanangan menunggu verifikasi", names, "Bagian Organisasi"
        )
    yield from _waiting_sheets(tahun)
    if tahun.without_lembar:
        names = _names([unit.short_name for unit in tahun.without_lembar])
        count = angka(len(tahun.without_lembar))
        yield _decision(
            f"{count} unit sudah mencanangkan, belum memulai lembar kerja {tahun.year}", names, "Kepala unit"
        )


def _waiting_sheets(tahun: PapanTahun) -> Iterator[dict[str, str]]:
    waiting = [row for row in tahun.lembar if row.state == LembarState.SUBMITTED]
    if waiting:
        names = _names([tahun.units[row.unit].short_name for row in waiting])
        yield _decision(f"{angka(len(waiting))} lembar kerja menunggu dinilai", names, "Inspektorat (TPI)")


def _decision(what: str, names: str, who: str) -> dict[str, str]:
    return {"what": what, "names": names, "who": who}


def _names(names: Sequence[str], most: int = 4) -> str:
    """Each name once, at most four, and how many more."""
    each = list(dict.fromkeys(names))
    more = len(each) - most
    return ", ".join(each[:most]) + (f", dan {angka(more)} lainnya" if more > 0 else "")


def _course(papan: Papan) -> dict[str, Any]:
    """The course of declarations as the board draws it, in numbers."""
    steps, target = papan.course, papan.target
    one_year = steps[0].day.year == papan.on.year
    return {
        "steps": [(step.day.isoformat(), step.declared) for step in steps],
        "start": steps[0].day.isoformat(),
        "end": (date(papan.on.year, 12, 31) if one_year else papan.on).isoformat(),
        "top": max([step.counted for step in steps] + [(target.units or 0) if target else 0]),
        "target": target.units if target else None,
        "due": target.due_on.isoformat() if target else None,
    }


def _matrix(tahun: PapanTahun) -> dict[str, Any]:
    """The units that come nearest to all their gates, area by area, as they assess themselves."""
    rows = sorted(tahun.lembar, key=lambda row: _standing(tahun, row), reverse=True)
    rows = [row for row in rows if row.nilai[Tahap.UNIT].terisi]
    return {
        "columns": [SHORT.get(column.kode, column.kode) for column in tahun.columns],
        "legend": "; ".join(f"{c.kode} {c.nama}" for c in tahun.columns if c.kode not in SHORT),
        "rows": [(tahun.units[row.unit].short_name, _cells(tahun, row)) for row in rows[:ROWS]],
        "more": max(len(rows) - ROWS, 0),
        "given": bool(tahun.gates),
    }


def _standing(tahun: PapanTahun, row: LembarPapan) -> tuple[int, int]:
    gates = tahun.jarak[row.key]
    return sum(item.met for item in gates), sum(item.points for item in gates)


def _cells(tahun: PapanTahun, row: LembarPapan) -> list[tuple[str, str]]:
    gates = {item.batas.simpul: item for item in tahun.jarak[row.key]}
    mine = row.nilai[Tahap.UNIT]
    return [
        (
            tell_points(mine.points[column.kode]) if column.kode in mine.points else "–",
            state_of(column, mine, gates.get(column.kode)),
        )
        for column in tahun.columns
    ]


def _near(tahun: PapanTahun, item: JarakGerbang) -> dict[str, str]:
    return {
        "unit": tahun.units[item.lembar.unit].short_name,
        "gate": f"{item.batas.predikat}, {item.batas.nama}",
        "words": tell_gap(item),
    }


def _promises(tahun: PapanTahun) -> str:
    """How the promises of the year stand, in the words of the board."""
    if not tahun.janji:
        return f"Belum ada unit yang mencatat rencana aksi {tahun.year}."
    jumlah = add_up(plan.jumlah for plan in tahun.janji)
    return f"{angka(len(tahun.janji))} unit mencatat janjinya. {tell_janji(jumlah)}"


def _changes(tahun: PapanTahun, month: date) -> list[str]:
    """What happened from the first of the month on, in the words of the board."""
    since = timezone.make_aware(datetime.combine(month, time.min))
    return [row["kata"] for row in tell_changes(list_peristiwa(tahun), since)["baris"]][:CHANGES]
