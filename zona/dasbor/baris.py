"""The rows behind the board as flat texts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.templatetags.static import static
from django.urls import reverse

from dasar.format import angka, tanggal
from opd.domain.queries.daftar_unit import STATUS, Saringan
from opd.domain.queries.unit_papan import UnitPapan
from opd.enums import OpdKind
from zona.antarmuka.tone import ICONS, Tone
from zona.dasbor.kalimat import tell_coverage, tell_delay


def present_rows(rows: Iterable[UnitPapan], on: date) -> list[dict[str, Any]]:
    """Units ready to print, in the given order."""
    sprite = static("ikon.svg")
    icons = {tone: f"{sprite}#{ICONS[tone]}" for tone in (Tone.DONE, Tone.WARNING, Tone.NEUTRAL)}
    return [
        {
            "href": reverse("opd:opd_detail", args=[row.key]),
            "acara": reverse("opd:pencanangan_detail", args=[row.declared_in]) if row.declared_in else "",
            "nama": row.name,
            "kode": row.code,
            "jenis": OpdKind(row.kind).label,
            "sudah": row.declared_on is not None,
            "terlambat": row.days_late(on) > 0,
            "ikon": icons[_tone(row, on)],
            "kata": _state(row, on),
            "kapan": tanggal(row.declared_on) if row.declared_on else tell_delay(row, on),
            "cakupan": tell_coverage(row.cakupan),
            "lengkap": row.cakupan.complete_list,
            "contoh": row.contoh,
        }
        for row in rows
    ]


def _tone(row: UnitPapan, on: date) -> Tone:
    if row.declared_on:
        return Tone.DONE
    return Tone.WARNING if row.days_late(on) else Tone.NEUTRAL


def _state(row: UnitPapan, on: date) -> str:
    if row.declared_on:
        return "Sudah"
    if not row.counts_on(on):
        return "Belum (tidak dihitung)"
    return "Lewat tenggat" if row.days_late(on) else "Belum"


def tell_filter(saringan: Saringan, count: int) -> str:
    """What the list shows, as its headline."""
    noun = f"{angka(count)} unit"
    words = STATUS.get(saringan.status, "").lower()
    return f"{noun} {words}" if words else noun
