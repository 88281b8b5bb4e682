"""A sample city's register, heads and employees."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from opd.domain.kepala import appoint_kepala
from opd.domain.kota import create_kota, set_target
from opd.domain.opd import create_opd
from opd.domain.pegawai import create_pegawai
from opd.enums import OpdKind
from opd.models import Opd

HERE = Path(__file__).parent
ACTIVE_FROM = date(2017, 1, 1)
CITIES = ("pekalongan", "kediri")
HEAD_TITLES = {
    OpdKind.SEKRETARIAT: "Sekretaris",
    OpdKind.INSPEKTORAT: "Inspektur",
    OpdKind.KECAMATAN: "Camat",
    OpdKind.KELURAHAN: "Lurah",
    OpdKind.RSUD: "Direktur",
    OpdKind.BUMD: "Direktur",
}
# So many employees does each unit of a kind have in the sample, its head among them.
EMPLOYEES = {
    OpdKind.KELURAHAN: 3,
    OpdKind.BAGIAN: 4,
    OpdKind.PUSKESMAS: 5,
    OpdKind.RSUD: 12,
    OpdKind.DINAS: 8,
}


def read(city: str) -> dict[str, Any]:
    """The facts and examples of a sample city."""
    return json.loads((HERE / f"{city}.json").read_text(encoding="utf-8"))


def load_register(facts: dict[str, Any]) -> dict[str, Opd]:
    """Write the city, its targets and its units; returns the units by code."""
    create_kota(actor=None, **facts["kota"], contoh=True)
    for target in facts["target"]:
        set_target(actor=None, **target | {"due_on": date.fromisoformat(target["due_on"])}, contoh=True)
    units: dict[str, Opd] = {}
    for entry in facts["opd"]:
        values = {"counts_for_target": True, "active_from": ACTIVE_FROM} | entry
        parent = units.get(values.pop("parent", ""))
        units[entry["code"]] = create_opd(actor=None, parent=parent, **values)
    return units


def load_heads(facts: dict[str, Any], units: dict[str, Opd], names: Iterator[tuple[str, str]]) -> None:
    """Name a head for each unit: the one that sources name, else an example."""
    known = {entry["opd"]: entry for entry in facts["kepala"]}
    for code, opd in units.items():
        entry = known.get(code)
        if entry:
            since = date.fromisoformat(entry["active_from"])
            appoint_kepala(opd, actor=None, name=entry["name"], title=entry["title"], active_from=since)
            continue
        name, nip = next(names)
        title = f"{HEAD_TITLES.get(OpdKind(opd.kind), 'Kepala')} {opd.short_name}"
        appoint_kepala(opd, actor=None, name=name, nip=nip, title=title, active_from=ACTIVE_FROM, contoh=True)


def load_employees(units: dict[str, Opd], names: Iterator[tuple[str, str]]) -> None:
    """Give each unit its example employees; the head is the first of them."""
    for opd in units.values():
        head = opd.kepala.get(active_to=None)
        staff = [(head.name, head.nip, head.title)]
        for _ in range(EMPLOYEES.get(OpdKind(opd.kind), 6) - 1):
            name, nip = next(names)
            staff.append((name, nip, "Pelaksana"))
        for name, nip, title in staff:
            create_pegawai(
                actor=None, opd=opd, name=name, nip=nip, title=title, active_from=ACTIVE_FROM, contoh=True
            )
