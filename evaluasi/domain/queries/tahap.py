"""What the later assessors' answers give, once their assessment is approved: beside the unit's own figures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from evaluasi.domain.instrumen.data import TOTAL
from evaluasi.domain.instrumen_store import simpul_ids, struktur_for
from evaluasi.domain.queries.gerbang import Angka2, PapanGerbang, gates_of_stored, name_of
from evaluasi.domain.queries.lembar import Simpul, gate_points
from evaluasi.enums import LembarState, Tahap
from evaluasi.models import Jawaban, LembarKerja, Nilai

APPROVED = frozenset({LembarState.APPROVED, LembarState.PROPOSED, LembarState.DECIDED})
"""From these states on the inspectors' figures are told: a rule of the portal, so that no draft is taken for a result."""
LATER = (Tahap.TPI, Tahap.TPN)
FIGURES = ("buku_kerja", "lantai", "terisi", "butir")


@dataclass(frozen=True)
class NilaiTahap:
    """One later assessor's figures of a worksheet: the whole, every node, every gate."""

    tahap: str
    total: Angka2
    simpul: list[Simpul]
    gerbang: list[PapanGerbang]


def totals_by_stage(rows: Iterable[LembarKerja]) -> dict[UUID, dict[str, Angka2]]:
    """The whole of every later assessor, by approved worksheet and assessor; one SQL statement."""
    keys = [row.pk for row in rows if row.state in APPROVED]
    found: dict[UUID, dict[str, Angka2]] = {}
    values = Nilai.objects.filter(
        lembar__in=keys, tahap__in=LATER, simpul__kode=TOTAL, terisi__gt=0
    ).order_by()
    for lembar, tahap, *figures in values.values_list("lembar_id", "tahap", *FIGURES):
        found.setdefault(lembar, {})[tahap] = Angka2(*figures)
    return found


def read_stages(lembar: LembarKerja) -> list[NilaiTahap]:
    """Every later assessor of an approved worksheet, in their order; two SQL statements, none before approval."""
    if lembar.state not in APPROVED:
        return []
    codes = {pk: kode for kode, pk in simpul_ids(lembar.periode.instrumen).items()}
    stored: dict[str, dict[str, Angka2]] = {}
    values = Nilai.objects.filter(lembar=lembar, tahap__in=LATER).order_by()
    for tahap, simpul, *figures in values.values_list("tahap", "simpul_id", *FIGURES):
        stored.setdefault(tahap, {})[codes[simpul]] = Angka2(*figures)
    answers: dict[str, dict[str, Jawaban]] = {}
    for row in Jawaban.objects.filter(lembar=lembar, tahap__in=LATER).order_by():
        answers.setdefault(row.tahap, {})[codes[row.simpul_id]] = row
    told = [tahap for tahap in LATER if tahap in stored and stored[tahap][TOTAL].terisi]
    return [_stage(lembar, tahap, stored[tahap], answers.get(tahap, {})) for tahap in told]


def _stage(
    lembar: LembarKerja, tahap: str, stored: dict[str, Angka2], answers: dict[str, Jawaban]
) -> NilaiTahap:
    struktur = struktur_for(lembar.periode.instrumen)
    return NilaiTahap(
        tahap=tahap,
        total=stored[TOTAL],
        simpul=[
            Simpul(kode, name_of(struktur, kode), stored[kode]) for kode in struktur.posisi if kode in stored
        ],
        gerbang=gates_of_stored(struktur, stored, gate_points(struktur, answers), lembar.periode.year),
    )
