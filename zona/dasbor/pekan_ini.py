"""The coordinator's week: what waits for whom, what is overdue, what is at risk. Read from the board of the year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone

from dasar.format import angka, relatif, tanggal, tanggal_pendek
from dasar.izin import Actor
from evaluasi.domain.queries.papan_kota import PapanTahun, read_papan_tahun
from evaluasi.domain.queries.papan_lembar import LembarPapan
from evaluasi.models import LembarKerja, Ronde
from opd.domain.queries.menunggu import list_undeclared
from opd.domain.queries.pekan import list_kabar
from opd.enums import UNIT_ROLES, PencananganState
from opd.models import Keanggotaan
from zona.dasbor.models import Pengingat

SOON = timedelta(days=14)  # the portal's own mark for a near deadline
HALF = 2  # less than one half answered this near to the deadline is a risk
WHO = {"unit": "Operator unit", "kepala": "Kepala unit", "tpi": "TPI", "koordinator": "Koordinator"}
OPEN_EVENT = {
    "": ("Buat pencanangan", "belum mencanangkan"),
    PencananganState.RETURNED.value: ("Perbaiki pencanangan", "dikembalikan koordinator"),
    PencananganState.DRAFT.value: ("Lengkapi pencanangan", "masih draf"),
}
ORDER = ("koordinator", "tpi", "kepala", "unit")


@dataclass(frozen=True)
class Tunggu:
    """One thing that waits: for whom, in which unit, what, until when; `lembar` when it is about a worksheet."""

    siapa: str
    unit: UUID
    nama: str
    perihal: str
    href: str
    catatan: str
    due: date | None = None
    lembar: UUID | None = None
    contoh: bool = False
    lewat: bool = False

    def is_late(self, today: date) -> bool:
        """Whether its deadline has gone by; of several things in one line, whether one's has (`lewat`)."""
        return self.lewat or (self.due is not None and self.due < today)

    @property
    def can_be_reminded(self) -> bool:
        """The coordinator needs no reminder of the coordinator's own work."""
        return self.siapa != "koordinator"


@dataclass(frozen=True)
class Pekan:
    """The week: everything that waits, and today's view of who can be reached."""

    papan: PapanTahun
    tunggu: tuple[Tunggu, ...]
    tanpa_operator: dict[UUID, str]
    diingatkan: dict[UUID, str]


def read_pekan(actor: Actor, *, today: date | None = None) -> Pekan:
    """The week as of today; eleven SQL statements at any size."""
    today = today or timezone.localdate()
    papan = read_papan_tahun(actor, today=today)
    rows = [
        *_of_declarations(actor, papan),
        *_undeclared(actor, today),
        *_of_sheets(papan, _read_terms()),
        *_not_begun(papan),
        *_of_promises(papan),
    ]
    reached = set(
        Keanggotaan.objects.live_on(today)
        .filter(role__in=UNIT_ROLES, pengguna__is_active=True)
        .values_list("opd_id", flat=True)
    )
    active = {row.unit for row in papan.lembar} | {unit.key for unit in papan.without_lembar}
    active |= {row.unit for row in rows if row.can_be_reminded}
    alone = {
        key: unit.short_name for key, unit in papan.units.items() if key in active and key not in reached
    }
    rows.sort(key=lambda row: (ORDER.index(row.siapa), not row.is_late(today), row.due or date.max, row.nama))
    return Pekan(papan, tuple(rows), alone, _reminded(today))


class Batas(NamedTuple):
    """By when a worksheet is to be assessed and by whom, and by when its unit answers what was returned to it."""

    due_on: date | None = None
    penilai: str | None = None
    jawab: datetime | None = None


def _read_terms() -> dict[UUID, Batas]:
    """By worksheet, of those that are assigned or returned; one SQL statement."""
    ronde = Ronde.objects.filter(lembar=OuterRef("pk"), closed_at=None, returned_at__isnull=False)
    rows = LembarKerja.objects.annotate(jawab=Subquery(ronde.values("deadline")[:1]))
    rows = rows.filter(Q(penugasan__isnull=False) | Q(jawab__isnull=False))
    terms = ("pk", "penugasan__due_on", "penugasan__penilai__pengguna__name", "jawab")
    return {key: Batas(*rest) for key, *rest in rows.values_list(*terms)}


def _reminded(today: date) -> dict[UUID, str]:
    """By unit: who was reminded today."""
    names: dict[UUID, list[str]] = defaultdict(list)
    for unit, name in (
        Pengingat.objects.filter(day=today).values_list("opd_id", "pengguna__name").order_by("sent_at")
    ):
        names[unit].append(name)
    return {unit: ", ".join(found) for unit, found in names.items()}


def _of_declarations(actor: Actor, papan: PapanTahun) -> Iterator[Tunggu]:
    by_name = {unit.short_name: unit.key for unit in papan.units.values()}
    for row in list_kabar(actor, since=papan.today):
        if row.is_waiting and row.organiser in by_name:
            href = reverse("opd:verifikasi_review", args=[row.pencanangan])
            note = f"diajukan {relatif(row.at)}"
            yield Tunggu(
                "koordinator",
                by_name[row.organiser],
                row.organiser,
                "Periksa pencanangan",
                href,
                note,
                contoh=row.contoh,
            )


def _undeclared(actor: Actor, today: date) -> Iterator[Tunggu]:
    """Units that are to declare and have not; an event of several units is one line, of its organiser."""
    told: set[UUID] = set()
    for row in list_undeclared(actor, on=today):
        if row.state == PencananganState.SUBMITTED or row.pencanangan in told:
            continue
        href = reverse("opd:opd_detail", args=[row.unit.key])
        if row.pencanangan is not None:
            told.add(row.pencanangan)
            href = reverse("opd:pencanangan_detail", args=[row.pencanangan])
        what, note = OPEN_EVENT[row.state]
        due, contoh = row.unit.due_on, row.unit.contoh
        yield Tunggu("unit", row.organiser, row.organiser_name, what, href, note, due, contoh=contoh)


def _of_promises(papan: PapanTahun) -> Iterator[Tunggu]:
    """Promised actions that are late wait for their unit, reported ones for the coordinator."""
    for plan in papan.janji:
        href, jumlah = reverse("opd:rencana_detail", args=[plan.rencana]), plan.jumlah
        if jumlah.late:
            what = f"Tepati {angka(jumlah.late)} janji rencana aksi"
            note = f"dari {angka(jumlah.total)} janji"
            yield Tunggu("unit", plan.opd, plan.unit, what, href, note, contoh=jumlah.contoh, lewat=True)
        if jumlah.waiting:
            what = f"Verifikasi capaian {angka(jumlah.waiting)} janji"
            note = "dilaporkan unit"
            yield Tunggu("koordinator", plan.opd, plan.unit, what, href, note, contoh=jumlah.contoh)


def _of_sheets(papan: PapanTahun, terms: dict[UUID, Batas]) -> Iterator[Tunggu]:
    for row in papan.lembar:
        who, what, note, until = _step(papan, row, terms.get(row.key, Batas()))
        if not who:
            continue
        name, href = papan.units[row.unit].short_name, reverse("evaluasi:lembar_detail", args=[row.key])
        lembar = row.key if who == "tpi" else None
        yield Tunggu(who, row.unit, name, what, href, note, until, lembar, row.contoh)


def _step(papan: PapanTahun, row: LembarPapan, batas: Batas) -> tuple[str, str, str, date | None]:
    """For whom a worksheet waits, what is to be done, how it stands, until when."""
    periode = papan.periods[row.year]
    closes = timezone.localdate(periode.closes_at)
    nilai = row.nilai["unit"]
    answered = f"{angka(nilai.terisi)} dari {angka(nilai.butir)} butir terisi"
    match row.state:
        case "draft" if nilai.lengkap:
            return "kepala", f"Ajukan lembar kerja {row.year}", "semua butir terisi", closes
        case "draft":
            return "unit", f"Isi lembar kerja {row.year}", answered, closes
        case "returned":
            since = f"dikembalikan {tanggal_pendek(row.returned_at)}" if row.returned_at else ""
            until = timezone.localdate(batas.jawab) if batas.jawab else closes
            return "unit", f"Perbaiki lembar kerja {row.year}", since, until
        case "submitted" | "in_review" if batas.penilai is None:
            what = f"Tugaskan penilai lembar kerja {row.year}"
            return "koordinator", what, "belum ditugaskan", periode.review_due_on
        case "submitted" | "in_review":
            return "tpi", f"Nilai lembar kerja {row.year}", f"penilai {batas.penilai}", batas.due_on
        case "approved":
            return "koordinator", f"Putuskan usulan {row.year}", "disetujui TPI", None
    return "", "", "", None


def _not_begun(papan: PapanTahun) -> Iterator[Tunggu]:
    if papan.periode is None:
        return
    closes = timezone.localdate(papan.periode.closes_at)
    for unit in papan.without_lembar:
        if unit.counted:
            href = reverse("opd:opd_detail", args=[unit.key])
            since = f"mencanangkan {tanggal_pendek(unit.declared_on)}"
            what = f"Mulai lembar kerja {papan.year}"
            yield Tunggu("unit", unit.key, unit.short_name, what, href, since, closes, contoh=unit.contoh)


def present_pekan(pekan: Pekan) -> dict[str, Any]:
    """The week as flat texts, by whom it waits for."""
    today = pekan.papan.today
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in pekan.tunggu:
        groups[row.siapa].append(_line(row, pekan, today))
    late = sum(1 for row in pekan.tunggu if row.is_late(today))
    return {
        "judul": f"{angka(len(pekan.tunggu))} hal menunggu, {angka(late)} lewat tenggat",
        "kelompok": [
            {"siapa": WHO[who], "baris": groups[who], "n": angka(len(groups[who]))}
            for who in ORDER
            if groups[who]
        ],
        "risiko": list(_risks(pekan, today)),
    }


def _line(row: Tunggu, pekan: Pekan, today: date) -> dict[str, Any]:
    alone = row.siapa in {"unit", "kepala"} and row.unit in pekan.tanpa_operator
    return {
        "nama": row.nama,
        "perihal": row.perihal,
        "href": row.href,
        "catatan": row.catatan,
        "tenggat": tanggal(row.due) if row.due else "",
        "lewat": row.is_late(today),
        "ingatkan": reverse("dasbor:ingatkan", args=[row.unit]) if row.can_be_reminded and not alone else "",
        "tanpa": alone,
        "lembar": str(row.lembar) if row.lembar else "",
        "sudah": pekan.diingatkan.get(row.unit, ""),
        "contoh": row.contoh,
    }


def _risks(pekan: Pekan, today: date) -> Iterator[dict[str, str]]:
    papan = pekan.papan
    if pekan.tanpa_operator:
        names = ", ".join(list(pekan.tanpa_operator.values())[:5])
        more = (
            f", dan {angka(len(pekan.tanpa_operator) - 5)} lainnya" if len(pekan.tanpa_operator) > 5 else ""
        )
        yield {
            "kata": f"{angka(len(pekan.tanpa_operator))} unit tanpa operator atau kepala yang dapat masuk: {names}{more}",
            "href": reverse("opd:opd_list"),
        }
    if papan.laju and papan.periode and papan.today + SOON >= papan.laju.due >= today:
        slow = [
            r
            for r in papan.lembar
            if r.state == "draft" and r.nilai["unit"].terisi * HALF < r.nilai["unit"].butir
        ]
        if slow:
            words = f"{angka(len(slow))} lembar kerja belum terisi separuh, {angka(papan.laju.days_left)} hari sebelum tenggat"
            yield {
                "kata": words,
                "href": f"{reverse('evaluasi:lembar_list')}?keadaan=draft&tahun={papan.year}",
            }
    if papan.habis:
        yield {
            "kata": f"{angka(len(papan.habis))} bukti yang dikutip habis atau segera habis masa berlakunya",
            "href": f"{reverse('dasbor:papan')}#habis",
        }
    if papan.to_lose:
        yield {
            "kata": f"{angka(len(papan.to_lose))} batas nilai tercapai dengan selisih tipis atau belum pasti",
            "href": f"{reverse('dasbor:papan')}#gugur",
        }
