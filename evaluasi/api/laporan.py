"""Approved reports and the city's proposals through the API; all of it reads, nothing writes."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet
from django_filters.rest_framework import FilterSet
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.request import Request

from dasar.api.daftar import DaftarView
from evaluasi.api import contoh
from evaluasi.api.keluaran import UnitLembarSerializer
from evaluasi.domain.lhe.rancangan import conclude
from evaluasi.enums import HasilKind, Kategori, LheState, PredikatKind, TahapTpn, UsulanState
from evaluasi.models import LaporanHasil, UsulanUnit
from opd.enums import CITY_READERS

DUA = {"max_digits": 7, "decimal_places": 2}


class LheFilter(FilterSet):
    """Which reports."""

    tahun = filters.NumberFilter(
        field_name="lembar__periode__year", min_value=2011, max_value=2999, label="Tahun evaluasi."
    )
    unit = filters.UUIDFilter(field_name="lembar__opd", label="Laporan unit ini saja.")
    predikat = filters.ChoiceFilter(
        field_name="lembar__predikat", choices=PredikatKind.choices, label="Predikat yang dituju."
    )

    class Meta:
        model = LaporanHasil
        fields: list[str] = []


class UsulanFilter(FilterSet):
    """Which candidates."""

    tahun = filters.NumberFilter(
        field_name="usulan__periode__year", min_value=2011, max_value=2999, label="Tahun evaluasi."
    )
    unit = filters.UUIDFilter(field_name="lembar__opd", label="Unit ini saja.")
    status = filters.ChoiceFilter(
        field_name="usulan__state", choices=UsulanState.choices, label="Status surat usulan."
    )
    diusulkan = filters.BooleanFilter(
        label="Hanya yang disebut (true) atau tidak disebut (false) dalam surat."
    )

    class Meta:
        model = UsulanUnit
        fields: list[str] = []


class NilaiLheSerializer(serializers.Serializer):
    """One line of the report's table of scores, with two decimals as the report prints it."""

    kode = serializers.CharField()
    nama = serializers.CharField()
    bobot = serializers.DecimalField(**DUA)
    unit = serializers.DecimalField(help_text="Menurut unit.", **DUA)
    tpi = serializers.DecimalField(help_text="Menurut TPI.", **DUA)


class BatasLheSerializer(serializers.Serializer):
    """One gate of the report."""

    kode = serializers.CharField()
    nama = serializers.CharField()
    ambang = serializers.DecimalField(**DUA)
    nilai = serializers.DecimalField(**DUA)
    terpenuhi = serializers.BooleanField()


class SyaratLheSerializer(serializers.Serializer):
    """One condition besides the score."""

    nama = serializers.CharField(source="syarat")
    keadaan = serializers.CharField()


class LheSerializer(serializers.Serializer):
    """An approved report: its facts, without passages, answers and people."""

    id = serializers.UUIDField(source="row.pk")
    lembar = serializers.UUIDField(source="row.lembar_id")
    unit = UnitLembarSerializer(source="row.lembar.opd")
    tahun = serializers.IntegerField(source="row.lembar.periode.year")
    predikat = serializers.ChoiceField(source="row.lembar.predikat", choices=PredikatKind.choices)
    nomor = serializers.CharField(source="row.nomor")
    tanggal = serializers.DateField(source="row.tanggal", allow_null=True)
    disetujui_pada = serializers.DateTimeField(source="row.approved_at")
    sidik = serializers.CharField(source="row.facts_hash", help_text="SHA-256 isi laporan saat disetujui.")
    nilai_unit = serializers.DecimalField(help_text="Nilai akhir menurut unit.", **DUA)
    nilai_tpi = serializers.DecimalField(help_text="Nilai akhir menurut TPI.", **DUA)
    batas_terpenuhi = serializers.IntegerField()
    batas = serializers.IntegerField()
    kesimpulan = serializers.CharField()
    rincian = NilaiLheSerializer(many=True)
    gerbang = BatasLheSerializer(many=True)
    syarat = SyaratLheSerializer(many=True)
    contoh = serializers.BooleanField(source="row.contoh")


class HasilTpnSerializer(serializers.Serializer):
    """What the ministry decided at one stage."""

    tahap = serializers.ChoiceField(choices=TahapTpn.choices)
    hasil = serializers.ChoiceField(choices=HasilKind.choices)
    tanggal = serializers.DateField()
    nilai = serializers.DecimalField(max_digits=7, decimal_places=4, allow_null=True)


class UsulanUnitSerializer(serializers.Serializer):
    """One candidate of the city's letter. Who signs it is not told."""

    id = serializers.UUIDField()
    usulan = serializers.UUIDField(source="usulan_id")
    tahun = serializers.IntegerField(source="usulan.periode.year")
    status = serializers.ChoiceField(source="usulan.state", choices=UsulanState.choices)
    nomor = serializers.CharField(source="usulan.nomor")
    tanggal = serializers.DateField(source="usulan.tanggal", allow_null=True)
    lembar = serializers.UUIDField(source="lembar_id")
    unit = UnitLembarSerializer(source="lembar.opd")
    predikat = serializers.ChoiceField(choices=PredikatKind.choices)
    kategori = serializers.ChoiceField(choices=Kategori.choices)
    urutan = serializers.IntegerField()
    diusulkan = serializers.BooleanField(help_text="Disebut dalam surat.")
    alasan = serializers.CharField()
    hasil = HasilTpnSerializer(source="hasil.all", many=True)
    contoh = serializers.BooleanField(source="usulan.contoh")


@extend_schema_view(
    get=extend_schema(
        operation_id="lhe_daftar",
        tags=["LHE"],
        summary="Laporan hasil evaluasi yang sudah disetujui",
        description="Isi yang dibekukan saat disetujui: nilai, batas, syarat, kesimpulan. Naskah, jawaban, dan nama "
        "penilai tidak disertakan. Tahun terbaru lebih dahulu, menurut nama unit.",
        examples=[contoh.LHE],
    )
)
class LheListView(DaftarView):
    """Approved reports."""

    scope = "read:lhe"
    queryset = LaporanHasil.objects.none()
    filterset_class = LheFilter
    serializer_class = LheSerializer
    table_name = "lhe"

    def get_queryset(self) -> QuerySet[LaporanHasil]:
        rows = LaporanHasil.objects.visible_to(self.request.actor).filter(state=LheState.APPROVED)
        rows = rows.select_related("lembar__opd", "lembar__periode")
        return rows.order_by("-lembar__periode__year", "lembar__opd__name", "id")

    def read(self, batch: Sequence[LaporanHasil], request: Request) -> list[dict[str, Any]]:
        return [_facts(row) for row in batch]


def _facts(row: LaporanHasil) -> dict[str, Any]:
    facts = row.facts or {}
    scores = [item | _points(item, "bobot", "unit", "tpi") for item in facts["nilai"]]
    gates = [item | _points(item, "ambang", "nilai") for item in facts["gerbang"]]
    return {
        "row": row,
        "nilai_unit": scores[-1]["unit"],
        "nilai_tpi": scores[-1]["tpi"],
        "batas_terpenuhi": sum(item["terpenuhi"] for item in gates),
        "batas": len(gates),
        "kesimpulan": conclude(facts),
        "rincian": scores,
        "gerbang": gates,
        "syarat": facts["syarat"],
    }


def _points(item: dict[str, Any], *names: str) -> dict[str, Decimal]:
    """What the report prints with a comma, as numbers."""
    return {name: Decimal(item[name].replace(",", ".")) for name in names}


@extend_schema_view(
    get=extend_schema(
        operation_id="usulan_daftar",
        tags=["Usulan"],
        summary="Unit yang diusulkan kota dan hasilnya di kementerian",
        description="Satu baris tiap calon tiap surat, juga yang tidak disebut dalam surat dan alasannya; yang ditarik "
        "tetap tampil dengan statusnya. Di luar kota hanya unit sendiri pada surat yang sudah disahkan.",
        examples=[contoh.USULAN],
    )
)
class UsulanListView(DaftarView):
    """Candidates of the city's proposals."""

    scope = "read:usulan"
    queryset = UsulanUnit.objects.none()
    filterset_class = UsulanFilter
    serializer_class = UsulanUnitSerializer
    table_name = "usulan"

    def get_queryset(self) -> QuerySet[UsulanUnit]:
        rows = UsulanUnit.objects.visible_to(self.request.actor)
        if not self.request.actor.has_city(*CITY_READERS):
            rows = rows.filter(Q(usulan__state=UsulanState.APPROVED))
        rows = rows.select_related("usulan__periode", "lembar__opd").prefetch_related("hasil")
        return rows.order_by("-usulan__periode__year", "usulan_id", "urutan", "id")
