"""Actions as flat texts for their templates: nothing is computed, counted or formatted in a template."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any
from uuid import uuid5

from django.utils import timezone

from dasar.format import angka, tanggal
from opd.domain.keadaan_janji import SOON, Capaian, JumlahJanji
from opd.domain.queries.janji import BarisTindakan, UnitRencana, add_up
from opd.enums import AreaPerubahan
from opd.models import RencanaAksi

PICKS = {
    "terlambat": lambda line: line.jumlah.late > 0,
    "menunggu": lambda line: line.jumlah.waiting > 0,
    "belum": lambda line: line.rencana is None,
}


def list_lines(units: list[UnitRencana], keadaan: str) -> list[UnitRencana]:
    """The lines that the filter lets through; a word that is none lets all through."""
    pick = PICKS.get(keadaan)
    return [line for line in units if pick(line)] if pick else units


def plan_context(rencana: RencanaAksi, lines: list[BarisTindakan]) -> dict[str, Any]:
    """A plan by area with its counts and its sentence."""
    today = timezone.localdate()
    jumlah = add_up(JumlahJanji.of(line.capaian, today) for line in lines)
    return {
        "rencana": rencana,
        "jumlah": jumlah,
        "kalimat": tell_janji(jumlah),
        "hari": today,
        "segera": SOON.days,
        "areas": [
            (AreaPerubahan(area).label, [present(line, today) for line in group])
            for area, group in groupby(lines, key=lambda line: line.tindakan.area)
        ],
        "late": [line.tindakan for line in lines if line.capaian.is_late(today)],
    }


def tell_janji(jumlah: JumlahJanji) -> str:
    """How a set of actions stands, in a sentence."""
    if not jumlah.total:
        return "Belum ada janji yang berlaku." if jumlah.cancelled else "Belum ada janji."
    parts = [f"{angka(jumlah.reached)} dari {angka(jumlah.total)} janji selesai menurut unit"]
    if jumlah.reached:
        parts.append(f"{angka(jumlah.on_time)} tepat waktu")
        parts.append(f"{angka(jumlah.verified)} terverifikasi")
    if jumlah.late:
        parts.append(f"{angka(jumlah.late)} terlambat")
    tail = f" Selain itu, {angka(jumlah.cancelled)}\N{NO-BREAK SPACE}dibatalkan." if jumlah.cancelled else ""
    return f"{', '.join(parts)}.{tail}"


def present(line: BarisTindakan, today: date) -> dict[str, Any]:
    """One action ready to print."""
    row, capaian = line.tindakan, line.capaian
    newest = next(iter(line.reports), None)
    return {
        "row": row,
        "pk": row.pk,
        "keadaan": line.keadaan,
        "target": amount(row.target),
        "reported": None if capaian.reported is None else amount(capaian.reported),
        "verified": None if capaian.verified is None else amount(capaian.verified),
        "reported_bar": share(capaian.reported, row.target),
        "verified_bar": share(capaian.verified, row.target),
        "reported_percent": percent(capaian.reported, row.target),
        "verified_percent": percent(capaian.verified, row.target),
        "when": tell_when(capaian, today),
        "is_late": capaian.is_late(today),
        "waits": capaian.waits,
        "newest": newest,
        "verdict_key": newest and uuid5(newest.pk, "verifikasi"),
        "verdict": next(iter(line.verdicts), None),
        "is_open": not capaian.is_cancelled,
    }


def amount(value: Decimal) -> str:
    """An amount without zeros behind the comma."""
    return angka(value.normalize())


def share(value: Decimal | None, target: Decimal) -> int:
    """Whole percent of the target for a bar, 0 to 100; a full bar is a whole target and nothing less."""
    return min(int((value or Decimal(0)) * 100 / target), 100)


def percent(value: Decimal | None, target: Decimal) -> str:
    """The same in words, not capped: 120% is more than was promised."""
    return "" if value is None else f"{angka(int(value * 100 / target))}%"


def tell_when(capaian: Capaian, today: date) -> str:
    """What the due date means today."""
    due = tanggal(capaian.due_on)
    if capaian.is_cancelled:
        return f"tenggatnya {due}"
    if capaian.is_reached and capaian.reached_on is not None:
        gap = (capaian.reached_on - capaian.due_on).days
        return f"tercapai {tanggal(capaian.reached_on)}, " + (
            f"{angka(gap)} hari lewat tenggat" if gap > 0 else "tepat waktu"
        )
    if capaian.is_late(today):
        return f"tenggat {due}, lewat {angka((today - capaian.due_on).days)} hari"
    if capaian.is_soon(today):
        left = (capaian.due_on - today).days
        return f"tenggat {due}, {angka(left)} hari lagi" if left else f"tenggat hari ini, {due}"
    return f"tenggat {due}"


def said(rows: Iterable[Any], target: Decimal) -> list[dict[str, Any]]:
    """Lines of progress ready to print."""
    return [
        {"row": row, "amount": amount(row.amount), "percent": percent(row.amount, target)} for row in rows
    ]
