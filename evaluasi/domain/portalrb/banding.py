"""What the ministry has against what the city has: fetched, frozen, and the worksheet as it stands today."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, Q

from evaluasi.domain.portalrb.cuplikan import proposed_units
from evaluasi.domain.portalrb.isi import Isi, build_units
from evaluasi.enums import LembarState, Titik, UsulanState
from evaluasi.models import Cuplikan, CuplikanUnit, LembarKerja, Pengambilan, Sitasi, Usulan
from opd.models import Dokumen

KATA = {
    "nama": "Nama unit",
    "kategori": "Kategori",
    "afirmasi": "Afirmasi",
    "jawaban_unit": "Jawaban unit",
    "jawaban_tpi": "Jawaban TPI",
    "catatan_unit": "Catatan unit",
    "catatan_tpi": "Catatan TPI",
    "soal_id": "Nomor soal",
    "bukti": "Bukti",
}
FEW = 5
RESETTING = frozenset({"nama", "afirmasi"})
"""What PortalRB's mass sync compares; a change of these sets the unit back to “Belum Review”."""


@dataclass(frozen=True)
class Beda:
    """One thing that is not what it was: the question (empty for the unit itself), what, before and after."""

    kode: str
    hal: str
    lama: str
    baru: str

    @property
    def words(self) -> str:
        return KATA[self.hal]

    @property
    def resets(self) -> bool:
        """Whether PortalRB sees it in the list already."""
        return self.hal in RESETTING


def compare_isi(old: Isi, new: Isi) -> list[Beda]:
    """Everything in which two contents of a unit differ, the unit's own first, then question by question."""
    found = [
        Beda("", hal, _say(old[hal]), _say(new[hal]))
        for hal in ("nama", "kategori", "afirmasi")
        if old[hal] != new[hal]
    ]
    theirs = {(item["kode"], item["masukan"]): item for item in old["answers"]}
    ours = {(item["kode"], item["masukan"]): item for item in new["answers"]}
    for key in [*theirs, *(key for key in ours if key not in theirs)]:
        found += _answer_differs(key, theirs.get(key, {}), ours.get(key, {}))
    for kode in sorted({*old["bukti"], *new["bukti"]}):
        before, after = _cited(old["bukti"].get(kode, [])), _cited(new["bukti"].get(kode, []))
        if before != after:
            found.append(Beda(kode, "bukti", _titles(before), _titles(after)))
    return found


def _answer_differs(key: tuple[str, str], old: Mapping[str, object], new: Mapping[str, object]) -> list[Beda]:
    kode, masukan = key
    where = f"{kode} ({masukan})" if masukan else kode
    return [
        Beda(where, hal, _say(old.get(hal)), _say(new.get(hal)))
        for hal in ("soal_id", "jawaban_unit", "jawaban_tpi", "catatan_unit", "catatan_tpi")
        if old.get(hal) != new.get(hal)
    ]


def _cited(items: Iterable[Isi]) -> list[tuple[str, str, str]]:
    return [
        (item["judul"], item["halaman"], item["berkas"]["sidik"] if item["berkas"] else item["tautan"])
        for item in items
    ]


def _titles(items: list[tuple[str, str, str]]) -> str:
    return "; ".join(f"{title} hlm. {pages}" if pages else title for title, pages, _ in items) or "tidak ada"


def _say(value: object) -> str:
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    return "kosong" if value in (None, "") else str(value)


@dataclass(frozen=True)
class BarisUnit:
    """One proposed unit: what was fetched, what is frozen, how far today's worksheet has moved on."""

    unit: CuplikanUnit
    nama: str
    kategori: str
    fetched: Pengambilan | None
    last: Pengambilan | None
    beda: list[Beda]
    soal: int
    terjawab: int

    @property
    def word(self) -> str:
        if self.fetched is None:
            return "Belum diambil"
        return "Sama dengan kita" if self.fetched.sidik == self.unit.sidik else "Memegang cuplikan lama"

    @property
    def tone(self) -> str:
        if self.fetched is None:
            return "waiting"
        return "done" if self.fetched.sidik == self.unit.sidik else "warning"

    @property
    def failing(self) -> bool:
        """Whether the last request for this unit was refused."""
        return self.last is not None and self.last.status >= 400

    @property
    def advice(self) -> str:
        """What follows for PortalRB, in words; empty when nothing is to be done."""
        if self.fetched is not None and self.fetched.sidik != self.unit.sidik:
            return "Minta PortalRB mengambil ulang unit ini, lalu beri “Sesuai” lagi di sana."
        if any(item.resets for item in self.beda):
            return (
                "Nama atau afirmasi unit berubah sesudah disahkan. Bila usulan baru disahkan, sinkronisasi massal "
                "mengembalikan unit ini ke “Belum Review” dan perlu “Sesuai” baru."
            )
        if self.beda:
            return (
                f"{len(self.beda)} hal berubah sesudah disahkan. Kementerian tetap menerima isi yang disahkan; "
                "mengirim perubahannya perlu usulan baru dan “Sesuai” baru."
            )
        return ""


def compare_today(rows: list[CuplikanUnit]) -> dict[CuplikanUnit, list[Beda]]:
    """How far each unit of one snapshot has moved since it was frozen; a constant number of SQL statements."""
    if not rows:
        return {}
    today = {
        row.lembar.opd_id: isi for row, isi in build_units(proposed_units(rows[0].cuplikan.usulan)).items()
    }
    return {row: compare_isi(json.loads(row.isi), today[row.opd_id]) for row in rows if row.opd_id in today}


@dataclass(frozen=True)
class Beku:
    """A worksheet whose content the city approved and froze, and in what today's differs."""

    unit: CuplikanUnit
    beda: list[Beda]

    @property
    def first(self) -> list[Beda]:
        """As many differences as a notice lists."""
        return self.beda[:FEW]

    @property
    def more(self) -> int:
        return len(self.beda) - len(self.first)


def moved_since_frozen(lembar: LembarKerja) -> Beku | None:
    """What stands frozen of a worksheet, held against today's; None where no approved proposal names it.

    No SQL for a worksheet that was not proposed.
    """
    if lembar.state != LembarState.PROPOSED:
        return None
    rows = CuplikanUnit.objects.filter(lembar=lembar, cuplikan__in=Cuplikan.objects.in_force())
    unit = rows.select_related("cuplikan__usulan").first()
    if unit is None:
        return None
    probes = unit.cuplikan.usulan.unit.filter(lembar=lembar)
    probe = probes.select_related("lembar__opd", "lembar__periode__instrumen").get()
    return Beku(unit, compare_isi(json.loads(unit.isi), build_units([probe])[probe]))


def list_moved(usulan: Usulan) -> list[tuple[CuplikanUnit, list[Beda]]]:
    """The units of an approved proposal that are no longer what was frozen; no SQL for one that is not approved."""
    if usulan.state != UsulanState.APPROVED:
        return []
    rows = CuplikanUnit.objects.filter(cuplikan__usulan=usulan)
    moved = compare_today(list(rows.select_related("opd", "cuplikan__usulan__periode")))
    return [(unit, beda) for unit, beda in moved.items() if beda]


def frozen_with(dokumen: Dokumen) -> list[CuplikanUnit]:
    """The units in force whose frozen content a change of this document would part from; one SQL query."""
    cited = Sitasi.objects.filter(dokumen=dokumen).values("lembar")
    rows = CuplikanUnit.objects.filter(lembar__in=cited, cuplikan__in=Cuplikan.objects.in_force())
    return list(rows.select_related("opd", "cuplikan__usulan__periode"))


def fetches_of(units: Iterable[str]) -> tuple[dict[str, Pengambilan], dict[str, Pengambilan]]:
    """The last successful and the last request of the ministry for each unit; two SQL queries."""
    rows = Pengambilan.objects.real().filter(titik=Titik.JAWABAN, unit_ref__in=list(units)).order_by()
    newest = rows.values("unit_ref").annotate(any=Max("id"), good=Max("id", filter=Q(status=200)))
    keys = [(item["any"], item["good"]) for item in newest]
    found = Pengambilan.objects.in_bulk([pk for pair in keys for pk in pair if pk])
    good = {found[pk].unit_ref: found[pk] for _, pk in keys if pk}
    return good, {found[pk].unit_ref: found[pk] for pk, _ in keys}


def read_units(cuplikan: Cuplikan) -> list[BarisUnit]:
    """Every unit of a snapshot as the overview shows it; a constant number of SQL statements."""
    rows = list(cuplikan.unit.select_related("opd", "cuplikan__usulan__periode"))
    moved = compare_today(rows)
    good, last = fetches_of(str(row.opd_id) for row in rows)
    return [_line(row, moved.get(row, []), good, last) for row in rows]


def _line(
    row: CuplikanUnit, beda: list[Beda], good: Mapping[str, Pengambilan], last: Mapping[str, Pengambilan]
) -> BarisUnit:
    isi, key = json.loads(row.isi), str(row.opd_id)
    return BarisUnit(
        unit=row,
        nama=isi["nama"],
        kategori=isi["kategori"],
        fetched=good.get(key),
        last=last.get(key),
        beda=beda,
        soal=len(isi["answers"]),
        terjawab=sum(item["jawaban_unit"] is not None for item in isi["answers"]),
    )


def list_fetched(cuplikan: Cuplikan) -> tuple[datetime | None, bool]:
    """When the ministry last got a list, and whether it was this one; one SQL query."""
    rows = Pengambilan.objects.real().filter(titik__in=[Titik.WBK, Titik.WBBM], status=200)
    newest = rows.first()
    return (newest.at, newest.sidik == cuplikan.sidik) if newest else (None, False)
