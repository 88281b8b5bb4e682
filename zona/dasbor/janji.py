"""What became of the promises, as flat texts for the board of a year."""

from __future__ import annotations

from typing import Any

from dasar.format import angka
from evaluasi.domain.queries.papan_kota import PapanTahun
from opd.domain.queries.janji import add_up
from opd.views.sajian_janji import tell_janji
from zona import grafik
from zona.antarmuka.tautan import address_of

SHOWN = 6


def present_janji(papan: PapanTahun) -> dict[str, Any] | None:
    """How the actions of a year stand and whose are late; None where no action is recorded."""
    plans, year = papan.janji, papan.year
    jumlah = add_up(plan.jumlah for plan in plans)
    if not jumlah.total and not jumlah.cancelled:
        return None
    late = [plan for plan in plans if plan.jumlah.late]
    href = f"{address_of('opd:rencana_list')}?tahun={year}"
    steps = (("Selesai menurut unit", jumlah.reached), ("Terverifikasi", jumlah.verified))
    return {
        "kata": tell_janji(jumlah),
        "unit": f"{angka(len(plans))} unit mencatat janjinya dalam rencana aksi {year}.",
        "contoh": jumlah.contoh,
        "href": href,
        "langkah": [
            {"kata": word, "n": angka(count), "batang": grafik.share_bar(count, jumlah.total)}
            for word, count in steps
        ],
        "total": angka(jumlah.total),
        "terlambat": [
            {
                "unit": plan.unit,
                "href": address_of("opd:rencana_detail", plan.rencana),
                "kata": f"{angka(plan.jumlah.late)} dari {angka(plan.jumlah.total)} janji terlambat",
            }
            for plan in late[:SHOWN]
        ],
        "sisa": max(len(late) - SHOWN, 0),
    }
