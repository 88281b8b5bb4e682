"""History and comparison through the API: every attempt of every unit, and units as profiles of areas."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import django_filters as filters
from django.http.response import HttpResponseBase
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request

from dasar.api.bacaan import tagged
from dasar.api.daftar import DaftarView, read_filter
from evaluasi.api import contoh
from evaluasi.api.keluaran import NILAI, UnitLembarSerializer
from evaluasi.api.keluaran_papan import points
from evaluasi.api.papan import PapanTahunFilter, unit_of
from evaluasi.domain.queries.papan_kota import MOST_YEARS, PapanTahun, read_papan_tahun
from evaluasi.domain.queries.riwayat_kota import Akhir, list_percobaan
from evaluasi.domain.queries.tahap import APPROVED
from evaluasi.enums import LembarState, PredikatKind, Tahap
from evaluasi.models import LembarKerja

AKHIR = {
    Akhir.MENANG: "Meraih predikat",
    Akhir.DIUSULKAN: "Diusulkan",
    Akhir.TIDAK_LULUS: "Tidak lulus",
    Akhir.TIDAK_DIUSULKAN: "Tidak sampai diusulkan",
    Akhir.BERJALAN: "Berjalan",
}


class RiwayatFilter(PapanTahunFilter):
    """Which attempts."""

    unit = filters.UUIDFilter(label="Unit ini saja.")
    gagal = filters.BooleanFilter(label="Hanya yang gagal (true) atau tidak gagal (false).")
    tahap = None
    jumlah_tahun = filters.NumberFilter(
        min_value=1, max_value=MOST_YEARS, label=f"Sekian tahun sampai `tahun`; bila kosong, {MOST_YEARS}."
    )


class ProfilFilter(PapanTahunFilter):
    """Which units, as whose figures."""

    unit = filters.UUIDFilter(label="Unit ini saja.")
    area = filters.CharFilter(max_length=40, label="Kode area, misalnya MP; TOTAL untuk keseluruhan.")
    jumlah_tahun = None


class PercobaanSerializer(serializers.Serializer):
    """One attempt of one unit."""

    lembar = serializers.UUIDField()
    unit = UnitLembarSerializer()
    tahun = serializers.IntegerField()
    predikat = serializers.ChoiceField(choices=PredikatKind.choices, help_text="Yang dituju.")
    status = serializers.ChoiceField(choices=LembarState.choices)
    akhir = serializers.ChoiceField(choices=[(key.value, word) for key, word in AKHIR.items()])
    gagal = serializers.BooleanField()
    diraih = serializers.CharField(allow_blank=True, help_text="Predikat yang diraih; kosong bila tidak ada.")
    tahap = serializers.ChoiceField(
        choices=Tahap.choices, help_text="Penilai terakhir, yang nilainya berlaku."
    )
    nilai = serializers.DecimalField(allow_null=True, **NILAI)
    nilai_unit = serializers.DecimalField(allow_null=True, **NILAI)
    batas_kurang = serializers.ListField(
        child=serializers.CharField(), help_text="Kode batas yang tidak tercapai, terjauh lebih dahulu."
    )
    contoh = serializers.BooleanField()


class ProfilSerializer(serializers.Serializer):
    """One area of one unit."""

    lembar = serializers.UUIDField()
    unit = UnitLembarSerializer()
    tahun = serializers.IntegerField()
    tahap = serializers.ChoiceField(choices=Tahap.choices)
    kode_area = serializers.CharField()
    area = serializers.CharField()
    bobot = serializers.DecimalField(**NILAI)
    nilai = serializers.DecimalField(**NILAI)
    lantai = serializers.DecimalField(**NILAI)
    contoh = serializers.BooleanField()


class RiwayatView(DaftarView):
    """Attempts of up to six years."""

    scope = "read:papan"
    queryset = LembarKerja.objects.none()
    filterset_class = RiwayatFilter
    serializer_class = PercobaanSerializer
    table_name = "riwayat"

    @extend_schema(
        operation_id="riwayat_daftar",
        tags=["Papan"],
        summary="Percobaan tiap unit tiap tahun: bagaimana akhirnya, dan batas mana yang kurang",
        description="Gagal berarti tahunnya tutup tanpa diusulkan, atau diputuskan tanpa predikat. Menurut nama unit, "
        "tahun terlama lebih dahulu. Nilai TPI dan TPN hanya sesudah disetujui.",
        examples=[contoh.RIWAYAT],
    )
    @tagged
    def get(self, request: Request) -> HttpResponseBase:
        return self.list(request)

    def source(self, request: Request) -> list[dict[str, Any]]:
        data = read_filter(self, request, self.queryset).form.cleaned_data
        papan = read_papan_tahun(
            request.actor,
            year=int(data["tahun"]) if data["tahun"] else None,
            years_shown=int(data["jumlah_tahun"] or MOST_YEARS),
        )
        return [
            row
            for row in _attempts(papan)
            if (data["gagal"] is None or row["gagal"] == data["gagal"])
            and (not data["unit"] or row["unit"]["id"] == data["unit"])
        ]


def _attempts(papan: PapanTahun) -> Iterator[dict[str, Any]]:
    attempts = list_percobaan(papan, told=lambda row, tahap: tahap == Tahap.UNIT or row.state in APPROVED)
    for key in papan.units:
        for item in attempts.get(key, ()):
            row, own = item.lembar, item.lembar.nilai[Tahap.UNIT]
            yield {
                "lembar": row.key,
                "unit": unit_of(papan, key),
                "tahun": row.year,
                "predikat": row.predikat,
                "status": row.state,
                "akhir": item.akhir.value,
                "gagal": item.is_failure,
                "diraih": item.gelar,
                "tahap": item.tahap,
                "nilai": points(item.total) if item.total is not None else None,
                "nilai_unit": points(own.points["TOTAL"]) if "TOTAL" in own.points else None,
                "batas_kurang": [gate.batas.kode for gate in item.kurang],
                "contoh": row.contoh,
            }


class ProfilView(DaftarView):
    """Units of a year as profiles."""

    scope = "read:papan"
    queryset = LembarKerja.objects.none()
    filterset_class = ProfilFilter
    serializer_class = ProfilSerializer
    table_name = "profil"

    @extend_schema(
        operation_id="profil_daftar",
        tags=["Papan"],
        summary="Unit × area pada satu tahun, untuk dibandingkan",
        description="Satu baris tiap unit dan area yang sudah dinilai, menurut nama unit: peta dan perbandingan unit pada "
        "papan. Nilai TPI dan TPN hanya sesudah disetujui.",
        examples=[contoh.PROFIL],
    )
    @tagged
    def get(self, request: Request) -> HttpResponseBase:
        return self.list(request)

    def source(self, request: Request) -> list[dict[str, Any]]:
        asked = read_filter(self, request, self.queryset)
        data, papan = asked.form.cleaned_data, asked.board(request)
        return [
            row
            for row in _profiles(papan)
            if (not data["unit"] or row["unit"]["id"] == data["unit"])
            and (not data["area"] or row["kode_area"] == data["area"])
        ]


def _profiles(papan: PapanTahun) -> Iterator[dict[str, Any]]:
    for row in papan.lembar:
        angka = row.nilai.get(papan.tahap)
        hidden = papan.tahap != Tahap.UNIT and row.state not in APPROVED
        if angka is None or hidden or not angka.terisi:
            continue
        for column in papan.columns:
            if column.kode in angka.points:
                yield {
                    "lembar": row.key,
                    "unit": unit_of(papan, row.unit),
                    "tahun": row.year,
                    "tahap": papan.tahap,
                    "kode_area": column.kode,
                    "area": column.nama,
                    "bobot": points(column.bobot),
                    "nilai": points(angka.points[column.kode]),
                    "lantai": points(angka.floor[column.kode]),
                    "contoh": row.contoh,
                }
