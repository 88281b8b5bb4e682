"""The declarations of a sample city, entered from the archive by one coordinator and verified by another."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from dasar.izin import Actor
from opd.domain.kelengkapan import add_lampiran, add_penghargaan, add_saksi, update_part
from opd.domain.pencanangan import add_peserta, create_pencanangan, submit_pencanangan
from opd.domain.verifikasi import Penilaian, return_pencanangan, verify_pencanangan
from opd.enums import Bagian, LampiranKind, PencananganKind
from opd.models import Opd, Pencanangan
from zona.contoh.gambar import draw_photo

FACTS = ("occasion", "place", "leader_name", "leader_title", "legal_basis", "note", "source", "contoh")
# In an event that sources report, no invented head signs.
UNKNOWN = "Nama tidak disebut sumber"
EXAMPLE = {
    "occasion": "Apel pagi",
    "place": "Halaman kantor",
    "leader_name": "Wali Kota atau yang mewakili",
    "legal_basis": "PermenPANRB 52/2014 jo. 10/2019",
}


def enter(entry: dict[str, Any], units: dict[str, Opd], *, actor: Actor) -> Pencanangan:
    """Write one declaration as a draft: facts, participants, witnesses, awards and a marked picture."""
    members = [units[code] for code in entry["units"]]
    if entry.get("with_children"):
        members += list(members[0].anak.order_by("name"))
    joint = len(members) > 1
    values = EXAMPLE | {name: entry[name] for name in FACTS if name in entry}
    row = create_pencanangan(
        actor=actor,
        organiser=members[0],
        kind=PencananganKind.BERSAMA if joint else PencananganKind.SENDIRI,
        date=date.fromisoformat(entry["date"]),
        **values,
    )
    for opd in members[1:]:
        add_peserta(row, actor=actor, opd=opd)
    if not entry["contoh"]:
        for part in row.peserta.filter(opd__kepala__contoh=True):
            update_part(part, actor=actor, signer_name=UNKNOWN)
    for saksi in entry.get("saksi", ()):
        add_saksi(row, actor=actor, **saksi)
    for award in entry.get("penghargaan", ()):
        add_penghargaan(row, actor=actor, **award)
    photo = draw_photo(f"Pencanangan {members[0].short_name}", entry["date"])
    add_lampiran(row, actor=actor, upload=photo, kind=LampiranKind.FOTO, caption="Gambar contoh")
    return row


def load_verified(facts: dict[str, Any], units: dict[str, Opd], *, clerk: Actor, verifier: Actor) -> int:
    """Enter and verify every declaration of the city; returns how many events there are."""
    for entry in facts["pencanangan"]:
        row = submit_pencanangan(enter(entry, units, actor=clerk), actor=clerk)
        verify_pencanangan(row, actor=verifier)
    return len(facts["pencanangan"])


def load_waiting(units: dict[str, Opd], *, clerk: Actor, verifier: Actor) -> None:
    """Two examples on their way: one waits for verification, one was returned with a note."""
    today = timezone.localdate()
    entries = [
        {"units": [code], "date": str(today - timedelta(days=ago)), "contoh": True, "source": "Contoh"}
        for code, ago in (("CTH-DKP", 13), ("CTH-KESBANGPOL", 20))
    ]
    _, returned = (submit_pencanangan(enter(e, units, actor=clerk), actor=clerk) for e in entries)
    notes = {bagian: Penilaian(accepted=True) for bagian in Bagian.values}
    notes[Bagian.ACARA] = Penilaian(False, "Tempat acara belum jelas: sebutkan nama gedung dan alamatnya.")
    notes[Bagian.LAMPIRAN] = Penilaian(
        False, "Foto belum memperlihatkan penandatanganan. Tambahkan satu foto."
    )
    return_pencanangan(returned, actor=verifier, notes=notes)
