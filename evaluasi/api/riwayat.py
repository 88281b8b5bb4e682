"""History and comparison through the API: every attempt of every unit, and units as profiles of areas."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import django_filters as filters
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.request import Request

from dasar.api.daftar import DaftarView, read_filter
from evaluasi.api import contoh
from evaluasi.api.keluaran import NILAI, UnitLembarSerializer
from evaluasi.api.keluaran_papan import points
from evaluasi.api.papan import PapanTahunFilter, is_told, unit_of
from evaluasi.domain.queries.papan_kota import MOST_YEARS, PapanTahun, read_papan_tahun
from evaluasi.domain.queries.papan_lembar import KolomPapan, LembarPapan
from evaluasi.domain.queries.riwayat_kota import Akhir, Percobaan, list_percobaan
from evaluasi.enums import LembarState, PredikatKind, Tahap
from evaluasi.models import LembarKerja

Area = tuple[LembarPapan, KolomPapan]
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


@extend_schema_view(
    get=extend_schema(
        operation_id="riwayat_daftar",
        tags=["Papan"],
        summary="Percobaan tiap unit tiap tahun: bagaimana akhirnya, dan batas mana yang kurang",
        description="Gagal berarti tahunnya tutup tanpa diusulkan, atau diputuskan tanpa predikat. Menurut nama unit, "
        "tahun terlama lebih dahulu. Nilai TPI dan TPN hanya sesudah disetujui.",
        examples=[contoh.RIWAYAT],
    )
)
class RiwayatView(DaftarView):
    """Attempts of up to six years."""

    scope = "read:papan"
    queryset = LembarKerja.objects.none()
    filterset_class = RiwayatFilter
    serializer_class = PercobaanSerializer
    table_name = "riwayat"

    def source(self, request: Request) -> list[Percobaan]:
        data = read_filter(self, request, self.queryset).form.cleaned_data
        self.papan = read_papan_tahun(
            request.actor,
            year=int(data["tahun"]) if data["tahun"] else None,
            years_shown=int(data["jumlah_tahun"] or MOST_YEARS),
        )
        attempts = list_percobaan(self.papan, told=is_told)
        units = [data["unit"]] if data["unit"] else self.papan.units
        found = [item for key in units for item in attempts.get(key, ())]
        return [item for item in found if data["gagal"] in (None, item.is_failure)]

    def read(self, batch: Sequence[Percobaan], request: Request) -> list[dict[str, Any]]:
        return [_attempt(self.papan, item) for item in batch]


def _attempt(papan: PapanTahun, item: Percobaan) -> dict[str, Any]:
    row, own = item.lembar, item.lembar.nilai[Tahap.UNIT].total
    return {
        "lembar": row.key,
        "unit": unit_of(papan, row.unit),
        "tahun": row.year,
        "predikat": row.predikat,
        "status": row.state,
        "akhir": item.akhir.value,
        "gagal": item.is_failure,
        "diraih": item.gelar,
        "tahap": item.tahap,
        "nilai": points(item.total) if item.total is not None else None,
        "nilai_unit": points(own) if own is not None else None,
        "batas_kurang": [gate.batas.kode for gate in item.kurang],
        "contoh": row.contoh,
    }


@extend_schema_view(
    get=extend_schema(
        operation_id="profil_daftar",
        tags=["Papan"],
        summary="Unit × area pada satu tahun, untuk dibandingkan",
        description="Satu baris tiap unit dan area yang sudah dinilai, menurut nama unit: peta dan perbandingan unit pada "
        "papan. Nilai TPI dan TPN hanya sesudah disetujui.",
        examples=[contoh.PROFIL],
    )
)
class ProfilView(DaftarView):
    """Units of a year as profiles."""

    scope = "read:papan"
    queryset = LembarKerja.objects.none()
    filterset_class = ProfilFilter
    serializer_class = ProfilSerializer
    table_name = "profil"

    def source(self, request: Request) -> list[Area]:
        asked = read_filter(self, request, self.queryset)
        data, self.papan = asked.form.cleaned_data, asked.board(request)
        return [
            (row, column)
            for row, column in _areas(self.papan)
            if data["unit"] in (None, row.unit) and data["area"] in ("", column.kode)
        ]

    def read(self, batch: Sequence[Area], request: Request) -> list[dict[str, Any]]:
        return [_profile(self.papan, row, column) for row, column in batch]


def _areas(papan: PapanTahun) -> Iterator[Area]:
    """What may be told of the chosen assessor's figures, area by area."""
    for row in papan.lembar:
        angka = row.nilai.get(papan.tahap)
        if angka is not None and angka.terisi and is_told(row, papan.tahap):
            yield from ((row, column) for column in papan.columns if column.kode in angka.ringkas)


def _profile(papan: PapanTahun, row: LembarPapan, column: KolomPapan) -> dict[str, Any]:
    nilai, lantai = row.nilai[papan.tahap].ringkas[column.kode]
    return {
        "lembar": row.key,
        "unit": unit_of(papan, row.unit),
        "tahun": row.year,
        "tahap": papan.tahap,
        "kode_area": column.kode,
        "area": column.nama,
        "bobot": points(column.bobot),
        "nilai": points(nilai),
        "lantai": points(lantai),
        "contoh": row.contoh,
    }
