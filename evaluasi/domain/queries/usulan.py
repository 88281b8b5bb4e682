"""A proposal as its page shows it: candidates by rank with what TPI found; what can still be added."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet
from django.utils import timezone

from dasar.izin import Actor
from evaluasi.domain.bilangan import UNIT, indonesian
from evaluasi.domain.instrumen.data import PREDIKAT, TOTAL
from evaluasi.domain.instrumen_store import read_isi, struktur_for
from evaluasi.domain.predikat import report_due
from evaluasi.domain.queries.gerbang import RingkasGerbang, count_gates, thresholds_of
from evaluasi.domain.usulan import CANDIDATES
from evaluasi.enums import Tahap
from evaluasi.models import HasilTpn, LembarKerja, Nilai, PrasyaratUnit, Predikat, Usulan, UsulanUnit


@dataclass(frozen=True)
class NilaiCalon:
    """What TPI's assessment says of a candidate."""

    lembar: LembarKerja
    nilai: Nilai | None
    gerbang: dict[str, RingkasGerbang]
    syarat_met: int
    syarat_many: int

    @property
    def words(self) -> str:
        return indonesian(self.nilai.buku_kerja) if self.nilai else "–"

    @property
    def both(self) -> list[str]:
        """Gates of WBK and of WBBM in words."""
        rows = (self.gerbang.get(kind) for kind in PREDIKAT)
        return [f"{row.met} dari {row.many}" if row and row.diberikan else "–" for row in rows]

    def gates(self, predikat: str) -> RingkasGerbang | None:
        """The gates of one predicate."""
        return self.gerbang.get(predikat)


@dataclass(frozen=True)
class BarisCalon:
    """One candidate on the page of its proposal."""

    unit: UsulanUnit
    calon: NilaiCalon
    hasil: list[HasilTpn]
    first: bool
    last: bool

    @property
    def gates(self) -> RingkasGerbang | None:
        return self.calon.gates(self.unit.predikat)


def list_usulan(actor: Actor) -> QuerySet[Usulan]:
    """Every proposal with how many units its letter names; newest first."""
    named = Count("unit", filter=Q(unit__diusulkan=True))
    return Usulan.objects.visible_to(actor).select_related("periode").annotate(jumlah=named)


def read_calon(rows: Iterable[LembarKerja]) -> dict[UUID, NilaiCalon]:
    """What TPI found on these worksheets of one year, by key; two SQL statements."""
    sheets = list(rows)
    scores = {
        row.lembar_id: row
        for row in Nilai.objects.filter(lembar__in=sheets, tahap=Tahap.TPI, simpul__kode=TOTAL).order_by()
    }
    met: dict[tuple[UUID, str], bool] = {}
    for lembar_id, kode, ok in PrasyaratUnit.objects.filter(lembar__in=sheets).values_list(
        "lembar_id", "kode", "met"
    ):
        met[lembar_id, kode] = bool(ok)
    return {lembar.pk: _calon(lembar, scores.get(lembar.pk), met) for lembar in sheets}


def _calon(lembar: LembarKerja, nilai: Nilai | None, met: dict[tuple[UUID, str], bool]) -> NilaiCalon:
    struktur, isi = struktur_for(lembar.periode.instrumen), read_isi(lembar.periode.instrumen)
    gates: dict[str, RingkasGerbang] = {}
    if nilai is not None and nilai.ringkas:
        points = {kode: figures[0] for kode, figures in nilai.ringkas.items()}
        points[TOTAL] = int(nilai.buku_kerja * UNIT)
        found = count_gates(
            thresholds_of(struktur, lembar.periode.year), points, lengkap=nilai.terisi == nilai.butir
        )
        gates = {row.predikat: row for row in found}
    wanted = [
        item.kode for item in isi.syarat if item.predikat == lembar.predikat and item.tingkat != "kawasan"
    ]
    return NilaiCalon(
        lembar, nilai, gates, sum(met.get((lembar.pk, kode), False) for kode in wanted), len(wanted)
    )


def read_usulan(usulan: Usulan) -> list[BarisCalon]:
    """The candidates by rank; four SQL statements whatever their number."""
    units = list(
        usulan.unit.select_related("lembar__opd", "lembar__periode__instrumen", "usulan").order_by(
            "urutan", "id"
        )
    )
    calon = read_calon(unit.lembar for unit in units)
    hasil: dict[UUID, list[HasilTpn]] = {}
    for row in HasilTpn.objects.filter(unit__in=units).order_by("tanggal", "recorded_at"):
        hasil.setdefault(row.unit_id, []).append(row)
    return [
        BarisCalon(unit, calon[unit.lembar_id], hasil.get(unit.pk, []), n == 0, n == len(units) - 1)
        for n, unit in enumerate(units)
    ]


def rank_by_score(usulan: Usulan) -> list[UUID]:
    """The candidates as TPI's score would rank them: gates all reached first, then points; the keys of the rows."""
    rows = read_usulan(usulan)

    def weight(row: BarisCalon) -> tuple[bool, object]:
        return bool(row.gates and row.gates.semua), row.calon.nilai.buku_kerja if row.calon.nilai else 0

    return [row.unit.pk for row in sorted(rows, key=weight, reverse=True)]


def find_candidates(usulan: Usulan) -> QuerySet[LembarKerja]:
    """Worksheets of the year that TPI approved and the proposal does not hold yet."""
    rows = LembarKerja.objects.filter(periode=usulan.periode, state__in=CANDIDATES)
    return (
        rows.exclude(usulan_unit__usulan=usulan)
        .select_related("opd", "periode__instrumen")
        .order_by("opd__name")
    )


@dataclass(frozen=True)
class BarisPredikat:
    """One predicate with the day of its next report."""

    row: Predikat
    due: date | None
    today: date

    @property
    def state(self) -> tuple[str, str]:
        """Word and tone."""
        if self.row.revoked_on is not None:
            return "Dicabut", "failed"
        if self.row.valid_to is not None and self.row.valid_to <= self.today:
            return "Berakhir", "neutral"
        if self.due is not None and self.due <= self.today:
            return "Laporan jatuh tempo", "warning"
        return "Berlaku", "done"


def list_predikat(actor: Actor) -> list[BarisPredikat]:
    """The predicates this person may see, newest first; one SQL statement."""
    rows = Predikat.objects.visible_to(actor).select_related("opd").annotate(last=Max("laporan__tanggal"))
    today = timezone.localdate()
    return [BarisPredikat(row, report_due(row, row.last), today) for row in rows]
