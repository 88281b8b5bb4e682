"""What changed since a person's last visit, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from dasar.format import angka, tanggal_waktu
from evaluasi.domain.queries.papan_kota import Peristiwa
from zona.dasbor.domain.kunjungan import note_visit

SESSION_KEY = "papan_sebelum"
KEPT = 300  # events that a kept board remembers: more than anyone reads after a pause
SHOWN = 3
WORDS = {  # what weighs most stands first
    "won": ("{unit} meraih {predikat}", "{n} predikat dicatat", "award", "award"),
    "revoked": ("{predikat} {unit} dicabut", "{n} predikat dicabut", "alert-triangle", "failed"),
    "proposed": (
        "{unit} diusulkan ke kementerian",
        "{n} unit diusulkan ke kementerian",
        "cloud-check",
        "progress",
    ),
    "approved": ("LHE {unit} disetujui", "{n} LHE disetujui", "gavel", "done"),
    "returned": (
        "Lembar kerja {unit} dikembalikan",
        "{n} lembar kerja dikembalikan",
        "arrow-back-up",
        "returned",
    ),
    "submitted": ("{unit} mengajukan lembar kerja", "{n} lembar kerja diajukan", "send", "waiting"),
    "declared": ("Pencanangan {unit} diverifikasi", "{n} pencanangan diverifikasi", "flag", "done"),
}


def last_visit(request: HttpRequest) -> datetime | None:
    """When this person's visit before the present one began; asked of the database once a session."""
    if SESSION_KEY not in request.session:
        before = note_visit(request.actor.pengguna, at=timezone.now())
        request.session[SESSION_KEY] = before.isoformat() if before else ""
    return parse_datetime(request.session[SESSION_KEY])


def tell_changes(events: Sequence[Peristiwa], since: datetime | None) -> dict[str, Any]:
    """The block of the board that belongs to the reader alone."""
    if since is None:
        return {
            "kata": "Ini kunjungan pertama Anda. Yang berubah sesudahnya akan diringkas di sini.",
            "baris": [],
        }
    rows = [event for event in events if event.at > since]
    word = f"kunjungan terakhir Anda, {tanggal_waktu(since)}"
    if not rows:
        return {"kata": f"Tidak ada yang berubah sejak {word}.", "baris": []}
    return {"kata": f"Sejak {word}:", "baris": list(_lines(rows))}


def _lines(rows: Sequence[Peristiwa]) -> Iterator[dict[str, Any]]:
    """One line an event; more than `SHOWN` of one kind are one line that unfolds to each of them."""
    for kind, (one, many, sign, tone) in WORDS.items():
        same = [row for row in rows if row.kind == kind]
        each = [
            {"kata": one.format(unit=row.unit_name, predikat=row.predikat), "href": _address(row)}
            for row in same
        ]
        mark = {"sign": sign, "tone": tone}
        if len(same) > SHOWN:
            names = ", ".join(row.unit_name for row in same[:SHOWN])
            words = f"{many.format(n=angka(len(same)))}: {names}, dan {angka(len(same) - SHOWN)} lainnya"
            yield mark | {"kata": words, "isi": each}
        else:
            yield from (mark | line for line in each)


def _address(row: Peristiwa) -> str:
    if row.lembar:
        return reverse("evaluasi:lembar_detail", args=[row.lembar])
    return reverse("opd:opd_detail", args=[row.unit])
