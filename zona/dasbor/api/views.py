"""The coordinator's week and the calendar through the API: the same readings as the pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.utils import timezone
from django_filters.rest_framework import FilterSet
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.request import Request

from dasar.api.daftar import DaftarView, read_filter
from dasar.izin import require
from evaluasi.api.keluaran import UnitLembarSerializer
from evaluasi.api.papan import unit_of
from evaluasi.models import Periode
from zona.dasbor.acara_kalender import AcaraKalender, list_acara
from zona.dasbor.pekan_ini import WHO, Tunggu, read_pekan
from zona.dasbor.permissions import can_remind

MENUNGGU = OpenApiExample(
    "Nilai lembar kerja",
    response_only=True,
    value={
        "siapa": "tpi",
        "unit": {
            "id": "5f0c3b9e-7d51-4a0e-9a2f-3f5a7c1f5b10",
            "kode": "KEC-UTARA",
            "nama": "Kecamatan Pekalongan Utara",
            "singkatan": "Kec. Pekalongan Utara",
        },
        "perihal": "Nilai lembar kerja 2026",
        "tenggat": "2026-12-23",
        "lewat": False,
        "lembar": "3a1f9c52-8d3e-4a8b-9a51-0f2f6f3a7c11",
        "diingatkan": False,
        "contoh": True,
    },
)
JADWAL = OpenApiExample(
    "Pengisian ditutup",
    response_only=True,
    value={
        "kunci": "tutup-7c1f9c52-8d3e-4a8b-9a51-0f2f6f3a7c17",
        "tanggal": "2026-04-30",
        "acara": "Pengisian LKE 2026 ditutup",
        "keterangan": "Pukul 23.59 WIB.",
        "contoh": True,
    },
)


class _SaringanPapan(FilterSet):
    """The board reads for itself; what was asked is taken from the form."""

    class Meta:
        model = Periode
        fields: list[str] = []

    def filter_queryset(self, queryset: QuerySet[Periode]) -> QuerySet[Periode]:
        return queryset


class MenungguFilter(_SaringanPapan):
    """Which things that wait."""

    siapa = filters.ChoiceFilter(choices=list(WHO.items()), label="Menunggu siapa.")
    unit = filters.UUIDFilter(label="Unit ini saja.")
    lewat = filters.BooleanFilter(label="Hanya yang lewat tenggat (true) atau tidak (false).")


class JadwalFilter(_SaringanPapan):
    """Which days."""

    dari = filters.DateFilter(label="Mulai hari ini.")
    sampai = filters.DateFilter(label="Sampai dengan hari ini.")


class MenungguSerializer(serializers.Serializer):
    """One thing that waits. Whom it waits for is a role, never a person."""

    siapa = serializers.ChoiceField(choices=list(WHO.items()))
    unit = UnitLembarSerializer()
    perihal = serializers.CharField()
    tenggat = serializers.DateField(source="row.due", allow_null=True)
    lewat = serializers.BooleanField(help_text="Lewat tenggat pada hari ini.")
    lembar = serializers.UUIDField(
        source="row.lembar", allow_null=True, help_text="Lembar kerja yang menunggu TPI."
    )
    diingatkan = serializers.BooleanField(help_text="Ada orang unit itu yang diingatkan hari ini.")
    contoh = serializers.BooleanField(source="row.contoh")


class JadwalSerializer(serializers.Serializer):
    """A day on which something opens, closes or runs out."""

    kunci = serializers.CharField(source="key", help_text="Tetap sama bila harinya berpindah.")
    tanggal = serializers.DateField(source="day")
    acara = serializers.CharField(source="kata")
    keterangan = serializers.CharField(source="catatan", allow_blank=True)
    contoh = serializers.BooleanField()


@extend_schema_view(
    get=extend_schema(
        operation_id="menunggu_daftar",
        tags=["Papan"],
        summary="Pekan koordinator: siapa menunggu apa, dan yang lewat tenggat",
        description="Hanya bagi koordinator. Yang lewat tenggat lebih dahulu pada tiap pihak. Nama orang tidak disertakan.",
        examples=[MENUNGGU],
    )
)
class MenungguView(DaftarView):
    """What waits."""

    scope = "read:papan"
    queryset = Periode.objects.none()
    filterset_class = MenungguFilter
    serializer_class = MenungguSerializer
    table_name = "menunggu"

    def source(self, request: Request) -> list[Tunggu]:
        require(can_remind(request.actor))
        data = read_filter(self, request, self.queryset).form.cleaned_data
        self.pekan, self.today = read_pekan(request.actor), timezone.localdate()
        return [
            row
            for row in self.pekan.tunggu
            if data["siapa"] in ("", row.siapa)
            and data["unit"] in (None, row.unit)
            and data["lewat"] in (None, row.is_late(self.today))
        ]

    def read(self, batch: Sequence[Tunggu], request: Request) -> list[dict[str, Any]]:
        return [
            {
                "row": row,
                "siapa": row.siapa,
                "unit": unit_of(self.pekan.papan, row.unit),
                "perihal": row.perihal,
                "lewat": row.is_late(self.today),
                "diingatkan": row.unit in self.pekan.diingatkan,
            }
            for row in batch
        ]


@extend_schema_view(
    get=extend_schema(
        operation_id="jadwal_daftar",
        tags=["Papan"],
        summary="Kalender: jadwal dan tenggat",
        description="Yang dibuka, ditutup, dan habis, sejauh boleh Anda lihat, menurut tanggal. "
        "Isinya sama dengan alamat iCal.",
        examples=[JADWAL],
    )
)
class JadwalView(DaftarView):
    """Windows and deadlines."""

    scope = "read:papan"
    queryset = Periode.objects.none()
    filterset_class = JadwalFilter
    serializer_class = JadwalSerializer
    table_name = "jadwal"

    def source(self, request: Request) -> list[AcaraKalender]:
        data = read_filter(self, request, self.queryset).form.cleaned_data
        return [
            row
            for row in list_acara(request.actor, today=timezone.localdate())
            if (data["dari"] is None or row.day >= data["dari"])
            and (data["sampai"] is None or row.day <= data["sampai"])
        ]
