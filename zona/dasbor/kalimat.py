"""The board in words: one sentence that says the truth of the day, and what goes with each figure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dasar.format import angka, bagian, tanggal
from opd.domain.queries.cakupan import Cakupan
from opd.domain.queries.papan import LONG_LATE_DAYS, Papan
from opd.domain.queries.unit_papan import UnitPapan


@dataclass(frozen=True)
class Kalimat:
    """A sentence whose first part is set bold."""

    strong: str
    rest: str = ""

    def __str__(self) -> str:
        return self.strong + self.rest


def tell_truth(papan: Papan, *, noun: str) -> Kalimat:
    """The sentence on top of the board. `noun` is what is counted: "OPD" in the city, "unit" below it."""
    if papan.total == 0:
        return Kalimat(f"Belum ada {noun} yang dihitung dalam target kota", " pada tanggal ini.")
    if papan.declared == papan.total:
        words = f"Seluruh {angka(papan.total)} {noun}" if papan.total > 1 else papan.newest[0].short_name
        return Kalimat(f"{words} sudah mencanangkan", " Zona Integritas.")
    if papan.total == 1:
        return Kalimat(f"{papan.missing[0].short_name} belum mencanangkan", f"; {tell_lateness(papan)}.")
    strong = f"{angka(papan.declared)} dari {angka(papan.total)} {noun}"
    return Kalimat(strong, f" sudah mencanangkan; {tell_lateness(papan)}.")


def tell_lateness(papan: Papan) -> str:
    """How those stand that have not declared: long overdue, overdue, or until when there is time."""
    late, long_late, left = papan.late, papan.long_late, len(papan.missing)
    if long_late and long_late == late:
        return f"{angka(late)} terlambat lebih dari {LONG_LATE_DAYS} hari"
    if long_late:
        return f"{angka(late)} terlambat, {angka(long_late)} di antaranya lebih dari {LONG_LATE_DAYS} hari"
    if late:
        return f"{angka(late)} lewat tenggat"
    due = [unit.due_on for unit in papan.missing if unit.due_on]
    if due:
        return f"{angka(left)} lagi sampai {tanggal(min(due))}"
    return f"{angka(left)} belum"


def tell_delay(unit: UnitPapan, on: date) -> str:
    """Since when a unit without a declaration is overdue, or how long it still has."""
    if unit.due_on is None:
        return "Belum ada tenggat"
    late = unit.days_late(on)
    if late:
        return f"Terlambat {angka(late)} hari, sejak {tanggal(unit.due_on)}"
    return f"Tenggat {tanggal(unit.due_on)}, {angka((unit.due_on - on).days)} hari lagi"


def tell_delay_shortly(unit: UnitPapan, on: date) -> str:
    """The same in two words, for a wall."""
    if unit.due_on is None:
        return ""
    late = unit.days_late(on)
    return f"terlambat {angka(late)} hari" if late else f"{angka((unit.due_on - on).days)} hari lagi"


def tell_coverage(cakupan: Cakupan) -> str:
    """`64% · 199 dari 321`; a dash where nobody is known to work."""
    if not cakupan.total:
        return "–"
    return f"{share(cakupan)} · {angka(cakupan.signed)} dari {angka(cakupan.total)}"


def share(cakupan: Cakupan) -> str:
    """The share of signatures in whole percent, never rounded up to 100."""
    if cakupan.total and cakupan.signed < cakupan.total and cakupan.signed * 200 >= cakupan.total * 199:
        return "99%"
    return bagian(cakupan.signed, cakupan.total)
