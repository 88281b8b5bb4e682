"""Datasets that the database cuts into pages: evaluations by area, and promised actions. No person is among them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, When
from django.utils import timezone

from evaluasi.domain.instrumen.data import TOTAL
from evaluasi.domain.instrumen_store import simpul_ids
from evaluasi.domain.queries.papan_lembar import HANDED_IN, columns_for
from evaluasi.domain.queries.tahap import APPROVED
from evaluasi.enums import Tahap
from evaluasi.models import Nilai
from opd.domain.queries.janji import FIGURES, capaian_from, with_figures
from opd.enums import AreaPerubahan
from opd.models import Opd, Tindakan
from zona.publik.domain.terbitan import STEPS, to_points
from zona.publik.models import TerbitanPeriode

NILAI = (
    "lembar__periode__year",
    "lembar__opd__code",
    "lembar__opd__name",
    "lembar__predikat",
    "lembar__state",
    "lembar__contoh",
    "simpul_id",
    "buku_kerja",
    "tpi",
)
JANJI = ("rencana__year", "rencana__opd__code", "rencana__opd__name", "area", "text", "satuan", "contoh")


def penilaian_rows(terbitan: Mapping[int, TerbitanPeriode]) -> QuerySet[Nilai, Any]:
    """One line of `NILAI` a unit, year and published area, newest year first, by name of the unit; one line for the
    whole where only its step is published."""
    picked, places = Q(pk__in=[]), []
    for shown in terbitan.values():
        ids = simpul_ids(shown.periode.instrumen)
        columns = [ids[column.kode] for column in columns_for(shown.periode.instrumen)]
        places += [When(simpul_id=pk, then=place) for place, pk in enumerate(columns)]
        told = Q(pk__in=[])
        if shown.self_view:
            told |= Q(lembar__state__in=HANDED_IN)
        if shown.tpi_view:
            told |= Q(lembar__state__in=APPROVED, judged=True)
        year = Q(lembar__periode=shown.periode)
        picked |= year & told & Q(simpul__in=columns)
        if shown.progress:
            picked |= year & ~told & Q(simpul=ids[TOTAL])
    theirs = Nilai.objects.filter(lembar=OuterRef("lembar"), tahap=Tahap.TPI)
    rows = Nilai.objects.filter(tahap=Tahap.UNIT, lembar__opd__in=Opd.objects.active_on(timezone.localdate()))
    return (
        rows.annotate(
            judged=Exists(theirs.filter(simpul__kode=TOTAL, terisi__gt=0)),
            tpi=Subquery(theirs.filter(simpul=OuterRef("simpul")).values("buku_kerja")[:1]),
            place=Case(*places, default=0, output_field=IntegerField()),
        )
        .filter(picked)
        .order_by("-lembar__periode__year", "lembar__opd__name", "lembar_id", "place")
        .values_list(*NILAI, "judged")
    )


def tell_penilaian(
    lines: Iterable[tuple[Any, ...]], terbitan: Mapping[int, TerbitanPeriode]
) -> list[dict[str, Any]]:
    """Those lines as they are given out: what is not published is empty."""
    columns = {
        year: {
            simpul_ids(shown.periode.instrumen)[column.kode]: column
            for column in columns_for(shown.periode.instrumen)
        }
        for year, shown in terbitan.items()
    }
    found = []
    for year, code, unit, predikat, state, contoh, simpul, own, tpi, judged in lines:
        shown = terbitan[year]
        mine = shown.self_view and state in HANDED_IN
        theirs = shown.tpi_view and state in APPROVED and judged
        column = columns[year][simpul] if mine or theirs else None
        found.append(
            {
                "tahun": year,
                "kode_unit": code,
                "unit": unit,
                "predikat": predikat,
                "langkah": STEPS[state] if shown.progress else "",
                "kode_area": column.kode if column else "",
                "area": column.nama if column else "",
                "bobot": to_points(column.bobot) if column else None,
                "nilai_unit": own if mine else None,
                "nilai_tpi": tpi if theirs else None,
                "contoh": contoh,
            }
        )
    return found


def janji_rows(
    terbitan: Mapping[int, TerbitanPeriode], *, unit: UUID | None = None
) -> QuerySet[Tindakan, Any]:
    """One line of `JANJI` and `FIGURES` a promised action of the years whose promises are published, newest year
    first, by name of the unit and due date."""
    years = [year for year, shown in terbitan.items() if shown.promises]
    rows = Tindakan.objects.filter(
        rencana__year__in=years, rencana__opd__in=Opd.objects.active_on(timezone.localdate())
    )
    if unit is not None:
        rows = rows.filter(rencana__opd=unit)
    ordered = with_figures(rows).order_by("-rencana__year", "rencana__opd__name", "due_on", "text", "id")
    return ordered.values_list(*JANJI, *FIGURES)


def tell_janji(lines: Iterable[tuple[Any, ...]], *, day: date) -> list[dict[str, Any]]:
    """Those lines as they are given out: what was promised, by when, and how far it has come; nobody's words on it."""
    found = []
    for year, code, unit, area, text, satuan, contoh, *figures in lines:
        capaian = capaian_from(figures)
        found.append(
            {
                "tahun": year,
                "kode_unit": code,
                "unit": unit,
                "area": AreaPerubahan(area).label,
                "janji": text,
                "target": capaian.target,
                "satuan": satuan,
                "tenggat": capaian.due_on,
                "menurut_unit": capaian.reported,
                "terverifikasi": capaian.verified,
                "keadaan": capaian.state_on(day).label,
                "contoh": contoh,
            }
        )
    return found
