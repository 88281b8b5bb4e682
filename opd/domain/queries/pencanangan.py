"""Declarations as lists and as one whole, each with a constant number of SQL queries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import ExtractYear

from dasar.izin import Actor
from dasar.saringan import Tab, one_of, search_text, tabs_over, year_of
from opd.domain.queries.cakupan import Cakupan, coverage_of
from opd.domain.queries.keadaan import Keadaan, keadaan_for, state_word
from opd.enums import UNIT_ROLES, LampiranKind, PencananganKind, PencananganState, Role
from opd.models import (
    CatatanVerifikasi,
    Lampiran,
    Opd,
    Pencanangan,
    Penghargaan,
    Peserta,
    Saksi,
    TautanPublikasi,
)

SORTS = {
    "tanggal": ("date", "id"),
    "-tanggal": ("-date", "id"),
    "unit": ("organiser__name", "id"),
    "-unit": ("-organiser__name", "id"),
}


@dataclass(frozen=True)
class Saringan:
    """How a list of declarations is narrowed; empty means everything."""

    state: str = ""
    year: str = ""
    kind: str = ""
    words: str = ""
    sort: str = "-tanggal"

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Saringan:
        """From an address; what makes no sense there counts as not said."""
        return cls(
            state=one_of(query.get("keadaan", ""), PencananganState.values),
            year=year_of(query.get("tahun", "")),
            kind=one_of(query.get("bentuk", ""), PencananganKind.values),
            words=search_text(query.get("cari", "")),
            sort=one_of(query.get("urut", ""), list(SORTS)) or "-tanggal",
        )


@dataclass(frozen=True)
class DaftarPencanangan:
    """The rows (not yet evaluated), the tabs over them, and the years one can choose."""

    rows: QuerySet[Pencanangan]
    tabs: list[Tab]
    years: list[int]
    has_any: bool


def list_pencanangan(actor: Actor, saringan: Saringan) -> DaftarPencanangan:
    """The declarations this person may see, narrowed; one SQL query beside that of the rows."""
    visible = Pencanangan.objects.visible_to(actor)
    facets = visible.order_by().annotate(year=ExtractYear("date")).values_list("year", "state", "kind")
    if saringan.words:
        facets = facets.filter(_matches(saringan.words))
    counted = list(facets.annotate(n=Count("pk")))
    per_state: Counter[str] = Counter()
    for year, state, kind, n in counted:
        if saringan.year in ("", str(year)) and saringan.kind in ("", kind):
            per_state[state] += n
    words = [(state, state_word(state, actor)) for state in PencananganState.values]
    return DaftarPencanangan(
        rows=_narrowed(visible, saringan),
        tabs=tabs_over(per_state, words, saringan.state),
        years=sorted({year for year, *_ in counted if year}, reverse=True),
        has_any=bool(counted) or bool(saringan.words),
    )


def _narrowed(visible: QuerySet[Pencanangan], saringan: Saringan) -> QuerySet[Pencanangan]:
    rows = visible.select_related("organiser").annotate(units=Count("peserta"))
    if saringan.state:
        rows = rows.filter(state=saringan.state)
    if saringan.year:
        rows = rows.filter(date__year=int(saringan.year))
    if saringan.kind:
        rows = rows.filter(kind=saringan.kind)
    if saringan.words:
        rows = rows.filter(_matches(saringan.words))
    return rows.order_by(*SORTS[saringan.sort])


def _matches(words: str) -> Q:
    """Every word is found somewhere: in the organiser, a participant, the place or the occasion."""
    found = Q()
    for word in words.split():
        taking_part = Peserta.objects.filter(
            Q(opd__name__icontains=word) | Q(opd__short_name__icontains=word), pencanangan=OuterRef("pk")
        )
        found &= (
            Q(organiser__name__icontains=word)
            | Q(organiser__short_name__icontains=word)
            | Q(place__icontains=word)
            | Q(occasion__icontains=word)
            | Exists(taking_part)
        )
    return found


def units_to_organise(actor: Actor) -> QuerySet[Opd]:
    """The units for which this person may begin a declaration."""
    if actor.has_city(Role.KOORDINATOR):
        return Opd.objects.filter(active_to=None)
    scope = Q(pk__in=[])
    for path in actor.paths(*UNIT_ROLES):
        scope |= Q(jalur__startswith=path)
    return Opd.objects.filter(scope, active_to=None)


def title_of(pencanangan: Pencanangan, units: int) -> str:
    """What a declaration is called in lists and heads."""
    more = units - 1
    return f"{pencanangan.organiser.name} dan {more} unit lain" if more > 0 else pencanangan.organiser.name


@dataclass(frozen=True)
class BarisDaftar:
    """A declaration as one line of a list."""

    pencanangan: Pencanangan
    title: str
    keadaan: Keadaan


def read_lines(rows: Iterable[Pencanangan], actor: Actor) -> list[BarisDaftar]:
    """Lines for rows of `list_pencanangan`; one SQL query."""
    return [BarisDaftar(row, title_of(row, row.units), keadaan_for(row, actor)) for row in rows]


@dataclass(frozen=True)
class PesertaTerbaca:
    """A participant with the coverage of its commitments in the year of the event."""

    peserta: Peserta
    cakupan: Cakupan | None


@dataclass(frozen=True)
class PencananganLengkap:
    """A declaration with everything that belongs to it, read once."""

    pencanangan: Pencanangan
    title: str
    keadaan: Keadaan
    peserta: list[Peserta]
    saksi: list[Saksi]
    foto: list[Lampiran]
    dokumen: list[Lampiran]
    publikasi: list[TautanPublikasi]
    penghargaan: list[Penghargaan]
    catatan: list[CatatanVerifikasi]

    @property
    def rounds(self) -> list[tuple[int, list[CatatanVerifikasi]]]:
        """The objections of earlier rounds, latest first."""
        numbers = sorted({row.round for row in self.catatan if not row.accepted}, reverse=True)
        return [(n, [row for row in self.catatan if row.round == n and not row.accepted]) for n in numbers]

    @property
    def earlier_objections(self) -> dict[str, str]:
        """What was last sent back in an earlier round, by part."""
        before = [row for row in self.catatan if row.round < self.pencanangan.round]
        last = max((row.round for row in before), default=0)
        return {row.bagian: row.text for row in before if row.round == last and not row.accepted}

    @property
    def objections(self) -> dict[str, CatatanVerifikasi]:
        """What the last decision sent back, by part; empty unless the declaration is returned."""
        if self.pencanangan.state != PencananganState.RETURNED:
            return {}
        last = self.pencanangan.round
        return {row.bagian: row for row in self.catatan if row.round == last and not row.accepted}


def read_pencanangan(pencanangan: Pencanangan, actor: Actor) -> PencananganLengkap:
    """Everything of one declaration in six SQL queries, whatever its size. `organiser` should be joined."""
    peserta = list(pencanangan.peserta.select_related("opd"))
    lampiran = list(pencanangan.lampiran.select_related("berkas"))
    return PencananganLengkap(
        pencanangan=pencanangan,
        title=title_of(pencanangan, len(peserta)),
        keadaan=keadaan_for(pencanangan, actor),
        peserta=peserta,
        saksi=list(pencanangan.saksi.all()),
        foto=[row for row in lampiran if row.kind == LampiranKind.FOTO],
        dokumen=[row for row in lampiran if row.kind != LampiranKind.FOTO],
        publikasi=list(pencanangan.publikasi.all()),
        penghargaan=list(pencanangan.penghargaan.all()),
        catatan=list(pencanangan.catatan.select_related("by")),
    )


def participants_with_coverage(lengkap: PencananganLengkap, *, on: date) -> list[PesertaTerbaca]:
    """Each participant with how many of its employees signed in the year of the event; one SQL query."""
    day = lengkap.pencanangan.date
    if day is None:
        return [PesertaTerbaca(row, None) for row in lengkap.peserta]
    found = coverage_of([row.opd for row in lengkap.peserta], year=day.year, on=on)
    return [PesertaTerbaca(row, found.get(row.opd_id)) for row in lengkap.peserta]
