"""The head of a unit in the register's import: named for the first time, mended, or followed by another."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from dasar.izin import Actor
from dasar.lembar import CellError, Kolom
from dasar.lembar.sel import read_date, read_nip, read_text
from opd.domain.impor import Pembaca
from opd.domain.kepala import appoint_kepala, correct_kepala
from opd.enums import Kedudukan
from opd.models import Kepala, Opd

WAYS = {"definitif": Kedudukan.DEFINITIF, "plt": Kedudukan.PLT, "plh": Kedudukan.PLH}
COLUMNS = (
    Kolom(
        "head_name", "Kepala", "Nama kepala unit. Bila kosong: kepala dibiarkan.", ("nama kepala",), width=32
    ),
    Kolom("head_nip", "NIP kepala", "18 angka, sebagai teks. Boleh kosong.", width=22),
    Kolom(
        "head_title", "Jabatan kepala", "Seperti Kepala Dinas atau Camat. Wajib bila kepala diisi.", width=28
    ),
    Kolom("head_way", "Kedudukan kepala", "Definitif, Plt, atau Plh. Bila kosong: Definitif.", width=16),
    Kolom("head_since", "Kepala sejak", "Tanggal. Wajib bila kepalanya berganti.", width=16),
)
LABELS = {"name": "Kepala", "nip": "NIP kepala", "title": "Jabatan kepala", "kedudukan": "Kedudukan kepala"}


def read_way(cell: Any) -> str:
    """How the post is held, or empty."""
    text = read_text(cell, most=30).casefold().rstrip(".")
    if text and text not in WAYS:
        raise CellError(f"Kedudukan “{text}” tidak dikenal. Pilih: Definitif, Plt, atau Plh.")
    return WAYS[text].value if text else ""


def check_head(pembaca: Pembaca) -> dict[str, Any]:
    """What the row says of the unit's head; empty when it names none."""
    name = pembaca.read("head_name", read_text, most=150)
    given = {
        "nip": pembaca.read("head_nip", read_nip),
        "title": pembaca.read("head_title", read_text, most=150),
        "kedudukan": pembaca.read("head_way", read_way),
        "active_from": pembaca.read("head_since", read_date),
    }
    if not name and any(given.values()):
        pembaca.wrong("head_name", "Tulis nama kepalanya, atau kosongkan semua kolom tentang kepala.")
    return {"name": name, **given} if name else {}


def plan_head(pembaca: Pembaca, head: dict[str, Any], found: Kepala | None) -> dict[str, Any]:
    """What to write about the head: `{}` when all is as it stands; `key` names the row that is mended or followed."""
    if not head:
        return {}
    if found and found.name.casefold() == head["name"].casefold():
        return _mending(pembaca, head, found)
    if not head["title"]:
        pembaca.wrong("head_title", "Wajib diisi bersama nama kepala.")
    since = head["active_from"]
    if found and (since is None or since <= found.active_from):
        pembaca.wrong(
            "head_since",
            f"{found.name} menjabat sejak {found.active_from:%d/%m/%Y}. Tulis sejak kapan {head['name']} menggantikannya.",
        )
    new = {**head, "active_from": since or timezone.localdate()}
    new["kedudukan"] = head["kedudukan"] or Kedudukan.DEFINITIF.value
    return new | {"key": f"{found.pk}:{found.version}" if found else ""}


def _mending(pembaca: Pembaca, head: dict[str, Any], found: Kepala) -> dict[str, Any]:
    since: date | None = head["active_from"]
    if since is not None and since != found.active_from:
        pembaca.wrong(
            "head_since",
            f"Tercatat sejak {found.active_from:%d/%m/%Y} dan tidak diubah lewat impor. Kosongkan sel ini.",
        )
    changes = {key: head[key] for key in LABELS if head[key] and head[key] != getattr(found, key)}
    return changes | {"key": f"{found.pk}:{found.version}"} if changes else {}


def tell_head(plan: dict[str, Any], found: Kepala | None) -> tuple[tuple[str, str, str], ...]:
    """The plan as lines of the preview: what, before, after."""
    return tuple(
        (label, _shown(key, getattr(found, key, "")), _shown(key, plan[key]))
        for key, label in LABELS.items()
        if plan.get(key)
    )


def _shown(key: str, value: str) -> str:
    return str(Kedudukan(value).label) if key == "kedudukan" and value else value or "–"


def write_head(opd: Opd, plan: dict[str, Any], actor: Actor) -> None:
    """Appoint or mend as planned. Raises `Conflict` when the head was changed since, `DomainError` on a wrong day."""
    values = dict(plan)
    pk, _, version = values.pop("key").partition(":")
    if "active_from" in values:
        appoint_kepala(opd, actor=actor, **values)
    else:
        correct_kepala(Kepala.objects.get(pk=pk), version=int(version), actor=actor, **values)


def export_head(found: Kepala | None) -> tuple[str | date | None, ...]:
    """The head in the columns of the import."""
    if found is None:
        return ("", "", "", "", None)
    way = next(word for word, way in WAYS.items() if way == found.kedudukan).capitalize()
    return (found.name, found.nip, found.title, way, found.active_from)
