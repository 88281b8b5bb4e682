"""What became of the promises, as flat texts for the board of a year."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse

from dasar.format import angka
from dasar.izin import Actor
from opd.domain.queries.janji import add_up, list_janji
from opd.views.sajian_janji import tell_janji
from zona import grafik

SHOWN = 6


def present_janji(actor: Actor, *, year: int, today: date) -> dict[str, Any] | None:
    """How the actions of a year stand and whose are late; None where no action is recorded. One statement."""
    plans = list_janji(actor, year=year, day=today)
    jumlah = add_up(plan.jumlah for plan in plans)
    if not jumlah.total and not jumlah.cancelled:
        return None
    late = [plan for plan in plans if plan.jumlah.late]
    href = f"{reverse('opd:rencana_list')}?tahun={year}"
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
                "href": reverse("opd:rencana_detail", args=[plan.rencana]),
                "kata": f"{angka(plan.jumlah.late)} dari {angka(plan.jumlah.total)} janji terlambat",
            }
            for plan in late[:SHOWN]
        ],
        "sisa": max(len(late) - SHOWN, 0),
    }
