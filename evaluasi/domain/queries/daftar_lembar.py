"""Worksheets as a list: a constant number of SQL statements, figures written in Python."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from dasar.izin import Actor
from dasar.saringan import Tab, one_of, search_text, tabs_over, year_of
from evaluasi.domain.bilangan import STORED_PLACES, UNIT, indonesian
from evaluasi.domain.instrumen.data import TOTAL
from evaluasi.domain.instrumen_store import simpul_ids, struktur_for
from evaluasi.domain.jawaban import value_of
from evaluasi.domain.nilai import plain
from evaluasi.domain.queries.gerbang import (
    Angka2,
    RingkasGerbang,
    count_gates,
    gate_codes,
    thresholds_of,
)
from evaluasi.enums import LembarState, PredikatKind, Tahap
from evaluasi.models import Instrumen, Jawaban, LembarKerja, Nilai, Periode
from opd.enums import UNIT_ROLES, Role
from opd.models import Opd

SORTS = {
    "unit": ("opd__name", "-periode__year", "id"),
    "-unit": ("-opd__name", "-periode__year", "id"),
    "tahun": ("periode__year", "opd__name", "id"),
    "-tahun": ("-periode__year", "opd__name", "id"),
}


@dataclass(frozen=True)
class Saringan:
    """How the list is narrowed; empty means everything."""

    state: str = ""
    year: str = ""
    predikat: str = ""
    words: str = ""
    sort: str = "-tahun"

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Saringan:
        """From an address; what makes no sense there counts as not said."""
        return cls(
            state=one_of(query.get("keadaan", ""), LembarState.values),
            year=year_of(query.get("tahun", "")),
            predikat=one_of(query.get("predikat", ""), PredikatKind.values),
            words=search_text(query.get("cari", "")),
            sort=one_of(query.get("urut", ""), list(SORTS)) or "-tahun",
        )


@dataclass(frozen=True)
class DaftarLembar:
    """The rows (not yet evaluated), the tabs over them, and the years one can choose."""

    rows: QuerySet[LembarKerja]
    tabs: list[Tab]
    years: list[int]
    has_any: bool


def list_lembar(actor: Actor, saringan: Saringan) -> DaftarLembar:
    """The worksheets this person may see, narrowed; one SQL statement beside that of the rows."""
    visible = LembarKerja.objects.visible_to(actor)
    if saringan.words:
        visible = visible.filter(_matches(saringan.words))
    facets = visible.order_by().values_list("periode__year", "state", "predikat").annotate(n=Count("pk"))
    counted = list(facets)
    per_state: Counter[str] = Counter()
    for year, state, predikat, n in counted:
        if saringan.year in ("", str(year)) and saringan.predikat in ("", predikat):
            per_state[state] += n
    return DaftarLembar(
        rows=_narrowed(visible, saringan),
        tabs=tabs_over(per_state, LembarState.choices, saringan.state),
        years=sorted({year for year, *_ in counted}, reverse=True),
        has_any=bool(counted) or bool(saringan.words),
    )


def _narrowed(visible: QuerySet[LembarKerja], saringan: Saringan) -> QuerySet[LembarKerja]:
    rows = visible.select_related("opd", "periode__instrumen")
    if saringan.state:
        rows = rows.filter(state=saringan.state)
    if saringan.year:
        rows = rows.filter(periode__year=int(saringan.year))
    if saringan.predikat:
        rows = rows.filter(predikat=saringan.predikat)
    return rows.order_by(*SORTS[saringan.sort])


def _matches(words: str) -> Q:
    found = Q()
    for word in words.split():
        found &= Q(opd__name__icontains=word) | Q(opd__short_name__icontains=word)
    return found


@dataclass(frozen=True)
class BarisLembar:
    """A worksheet as one line of a list."""

    lembar: LembarKerja
    total: Angka2
    terisi: int
    butir: int
    buku_kerja: str
    lantai: str
    gerbang: list[RingkasGerbang]

    @property
    def lengkap(self) -> bool:
        return self.terisi == self.butir


def read_lines(rows: Iterable[LembarKerja]) -> list[BarisLembar]:
    """Lines for rows of `list_lembar`, in their order; two SQL statements."""
    rows = list(rows)
    instruments = {row.periode.instrumen_id: row.periode.instrumen for row in rows}
    stored = _stored(rows, instruments)
    points = _gate_points(rows, instruments)
    limits = {
        (key, year): thresholds_of(struktur_for(instruments[key]), year)
        for key, year in {(row.periode.instrumen_id, row.periode.year) for row in rows}
    }
    lines = []
    for row in rows:
        mine, limit = stored[row.pk], limits[row.periode.instrumen_id, row.periode.year]
        total = mine[TOTAL]
        nilai = points[row.pk] | {
            kode: int(node.buku_kerja.scaleb(STORED_PLACES)) for kode, node in mine.items()
        }
        lines.append(
            BarisLembar(
                lembar=row,
                total=total,
                terisi=total.terisi,
                butir=total.butir,
                buku_kerja=indonesian(total.buku_kerja),
                lantai=indonesian(total.lantai),
                gerbang=count_gates(limit, nilai, lengkap=total.terisi == total.butir),
            )
        )
    return lines


def _stored(rows: list[LembarKerja], instruments: Mapping[UUID, Instrumen]) -> dict[UUID, dict[str, Angka2]]:
    """The stored points of the nodes with gates, by worksheet and code; one SQL statement."""
    codes: dict[int, str] = {}
    for instrumen in instruments.values():
        ids, (nodes, _) = simpul_ids(instrumen), gate_codes(struktur_for(instrumen))
        codes |= {ids[kode]: kode for kode in nodes}
    found: dict[UUID, dict[str, Angka2]] = defaultdict(dict)
    values = Nilai.objects.filter(
        lembar__in=[row.pk for row in rows], tahap=Tahap.UNIT, simpul__in=codes
    ).order_by()
    for lembar, simpul, *figures in values.values_list(
        "lembar_id", "simpul_id", "buku_kerja", "lantai", "terisi", "butir"
    ):
        found[lembar][codes[simpul]] = Angka2(*figures)
    return found


def _gate_points(
    rows: list[LembarKerja], instruments: Mapping[UUID, Instrumen]
) -> dict[UUID, dict[str, int]]:
    """The points of single questions that carry a gate, by worksheet and code, in units of the last stored place;
    one SQL statement."""
    places: dict[int, tuple[str, UUID]] = {}
    points: dict[UUID, dict[str, int]] = {}
    for key, instrumen in instruments.items():
        ids, (_, butir) = simpul_ids(instrumen), gate_codes(struktur_for(instrumen))
        places |= {ids[kode]: (kode, key) for kode in butir}
    for row in rows:
        _, butir = gate_codes(struktur_for(row.periode.instrumen))
        points[row.pk] = dict.fromkeys(butir, 0)
    answers = Jawaban.objects.filter(lembar__in=list(points), tahap=Tahap.UNIT, simpul__in=places).order_by()
    for answer in answers:
        kode, key = places[answer.simpul_id]
        struktur = struktur_for(instruments[key])
        value = value_of(struktur.simpul_by_kode[kode], plain(answer)) or Fraction(0)
        points[answer.lembar_id][kode] = floor(value * struktur.bobot_of(kode) * UNIT)
    return points


def units_to_start(actor: Actor) -> QuerySet[Opd]:
    """The units for which this person may begin a worksheet."""
    if actor.has_city(Role.KOORDINATOR):
        return Opd.objects.filter(active_to=None)
    scope = Q(pk__in=[])
    for path in actor.paths(*UNIT_ROLES):
        scope |= Q(jalur__startswith=path)
    return Opd.objects.filter(scope, active_to=None)


def list_periode() -> QuerySet[Periode]:
    """Every year of evaluation with its instrument, newest first, with how many worksheets it has."""
    return (
        Periode.objects.select_related("instrumen").annotate(lembar=Count("lembar_kerja")).order_by("-year")
    )
