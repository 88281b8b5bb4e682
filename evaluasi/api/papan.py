"""The board of a year through the API: the same reading as the page, and every gate of every unit as a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

import django_filters as filters
from django.db.models import QuerySet
from django_filters.rest_framework import FilterSet
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from dasar.api.bacaan import tagged
from dasar.api.daftar import DaftarView, read_filter
from dasar.tembolok import remember
from evaluasi.api import contoh
from evaluasi.api.keluaran_papan import GerbangUnitSerializer, PapanTahunSerializer, points
from evaluasi.domain.queries.corong import LABELS, RULES
from evaluasi.domain.queries.papan_kota import MOST_YEARS, PapanTahun, list_peristiwa, read_papan_tahun
from evaluasi.domain.queries.papan_lembar import JarakGerbang, LembarPapan, measure_gates
from evaluasi.domain.queries.tahap import APPROVED
from evaluasi.enums import PredikatKind, Tahap
from evaluasi.models import LembarKerja
from opd.domain.queries.janji import add_up

EVENTS = 300
"""So many of the newest events stand in an answer."""


class PapanTahunFilter(FilterSet):
    """Which year, as whose figures stand, and how many years of the funnel."""

    tahun = filters.NumberFilter(min_value=2011, max_value=2999, label="Tahun; bila kosong, tahun terakhir.")
    tahap = filters.ChoiceFilter(choices=Tahap.choices, label="Menurut siapa; bila kosong, unit sendiri.")
    jumlah_tahun = filters.NumberFilter(
        min_value=1, max_value=MOST_YEARS, label=f"Corong untuk sekian tahun, paling banyak {MOST_YEARS}."
    )

    class Meta:
        model = LembarKerja
        fields: list[str] = []

    def filter_queryset(self, queryset: QuerySet[LembarKerja]) -> QuerySet[LembarKerja]:
        """Nothing here: the board reads for itself (`board`)."""
        return queryset

    def board(self, request: Request) -> PapanTahun:
        """The board that was asked for; four SQL statements."""
        data = self.form.cleaned_data
        return read_papan_tahun(
            request.actor,
            year=int(data["tahun"]) if data["tahun"] else None,
            tahap=data["tahap"],
            years_shown=int(data.get("jumlah_tahun") or 1),
        )


class GerbangFilter(PapanTahunFilter):
    """Which gates of which units."""

    predikat = filters.ChoiceFilter(choices=PredikatKind.choices, label="Predikat yang dituju unit.")
    unit = filters.UUIDFilter(label="Unit ini saja.")
    kode = filters.CharFilter(max_length=40, label="Kode batas, misalnya TOTAL.")
    terpenuhi = filters.BooleanFilter(label="Hanya yang sudah (true) atau belum (false) tercapai.")
    jumlah_tahun = None


def unit_of(papan: PapanTahun, key: UUID) -> dict[str, Any]:
    """A unit of the board as answers name it."""
    unit = papan.units[key]
    return {"id": unit.key, "code": unit.code, "name": unit.name, "short_name": unit.short_name}


def is_told(row: LembarPapan, tahap: str) -> bool:
    """Whether the API tells these figures: those of inspectors once they are approved."""
    return tahap == Tahap.UNIT or row.state in APPROVED


def _gate(papan: PapanTahun, item: JarakGerbang) -> dict[str, Any]:
    return {
        "lembar": item.lembar.key,
        "unit": unit_of(papan, item.lembar.unit),
        "tahun": item.lembar.year,
        "status": item.lembar.state,
        "tahap": papan.tahap,
        "predikat": item.batas.predikat,
        "kode": item.batas.kode,
        "nama": item.batas.nama,
        "nilai": points(item.points),
        "ambang": points(item.batas.ambang),
        "bobot": points(item.batas.bobot),
        "jarak": points(item.gap),
        "terpenuhi": item.met,
        "pasti": item.certain,
        "dasar": item.batas.dasar,
        "contoh": item.lembar.contoh,
    }


def _gates(papan: PapanTahun, items: Iterable[JarakGerbang]) -> list[dict[str, Any]]:
    return [_gate(papan, item) for item in items if is_told(item.lembar, papan.tahap)]


class PapanTahunView(GenericAPIView):
    """The board of a year."""

    scope = "read:papan"
    queryset = LembarKerja.objects.none()
    filterset_class = PapanTahunFilter
    serializer_class = PapanTahunSerializer
    pagination_class = None

    @extend_schema(
        operation_id="papan_tahun",
        tags=["Papan"],
        summary="Papan satu tahun: corong, batas yang dekat, laju, bukti yang habis",
        description="Angka yang sama dengan papan kota. `jumlah_tahun` menambah corong tahun-tahun sebelumnya. "
        "Nilai TPI dan TPN hanya untuk lembar kerja yang penilaiannya sudah disetujui.",
        examples=[contoh.PAPAN_TAHUN],
    )
    @tagged
    def get(self, request: Request) -> Response:
        asked = read_filter(self, request, self.queryset)
        return Response(remember(self.reading_key, lambda: _board(asked.board(request))))


def _board(papan: PapanTahun) -> dict[str, Any]:
    met = [row for row in papan.all_met if is_told(row, papan.tahap)]
    answer = {
        "tahun": papan.year,
        "per": papan.funnel.on,
        "tahap": papan.tahap,
        "tahun_tersedia": papan.years,
        "corong": papan.corong,
        "laju": papan.laju,
        "hampir_tercapai": _gates(papan, papan.to_win),
        "hampir_lepas": _gates(papan, papan.to_lose),
        "semua_batas_tercapai": [unit_of(papan, row.unit) for row in met],
        "belum_mulai": [unit_of(papan, unit.key) for unit in papan.without_lembar],
        "bukti_habis": papan.habis,
        "janji": _promises(papan),
        "peristiwa": list_peristiwa(papan)[:EVENTS],
    }
    return dict(PapanTahunSerializer(answer, context={"labels": LABELS, "rules": RULES}).data)


def _promises(papan: PapanTahun) -> dict[str, Any]:
    """The promises of the year as counts, and the plans with late ones."""
    late = [plan for plan in papan.janji if plan.jumlah.late]
    return {"jumlah": add_up(plan.jumlah for plan in papan.janji), "terlambat": late}


@extend_schema_view(
    get=extend_schema(
        operation_id="gerbang_daftar",
        tags=["Papan"],
        summary="Unit × batas pada satu tahun",
        description="Satu baris untuk tiap lembar kerja dan tiap batas predikat yang ditujunya, menurut nama unit.",
        examples=[contoh.GERBANG],
    )
)
class GerbangView(DaftarView):
    """Every gate of every worksheet of a year."""

    scope = "read:papan"
    queryset = LembarKerja.objects.none()
    filterset_class = GerbangFilter
    serializer_class = GerbangUnitSerializer
    table_name = "gerbang"

    def source(self, request: Request) -> list[JarakGerbang]:
        asked = read_filter(self, request, self.queryset)
        papan, data = asked.board(request), asked.form.cleaned_data
        self.papan = papan
        rows = [row for row in papan.lembar if data["unit"] in (None, row.unit)]
        told = [row for row in rows if is_told(row, papan.tahap)]
        items = [item for row in told for item in measure_gates(row, papan.tahap, papan.gates)]
        return [item for item in items if _is_wanted(item, data)]

    def read(self, batch: Sequence[JarakGerbang], request: Request) -> list[dict[str, Any]]:
        return [_gate(self.papan, item) for item in batch]


def _is_wanted(item: JarakGerbang, data: dict[str, Any]) -> bool:
    return (
        data["predikat"] in ("", item.batas.predikat)
        and data["kode"] in ("", item.batas.kode)
        and data["terpenuhi"] in (None, item.met)
    )
