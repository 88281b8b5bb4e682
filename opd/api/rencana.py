"""Plans and promised actions through the API; all of it reads, nothing writes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.utils import timezone
from django_filters.rest_framework import FilterSet
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.request import Request

from dasar.api.daftar import DaftarView
from opd.api import contoh
from opd.domain.queries.janji import capaian_of, count_of_plans, with_figures
from opd.enums import AreaPerubahan, KeadaanTindakan
from opd.models import RencanaAksi, Tindakan

JUMLAH = {"max_digits": 12, "decimal_places": 2}


class RencanaFilter(FilterSet):
    """Which plans."""

    tahun = filters.NumberFilter(field_name="year", min_value=2000, max_value=2100, label="Tahun rencana.")
    unit = filters.UUIDFilter(field_name="opd", label="Rencana unit ini saja.")

    class Meta:
        model = RencanaAksi
        fields: list[str] = []


class TindakanFilter(FilterSet):
    """Which actions."""

    tahun = filters.NumberFilter(
        field_name="rencana__year", min_value=2000, max_value=2100, label="Tahun rencana."
    )
    unit = filters.UUIDFilter(field_name="rencana__opd", label="Janji unit ini saja.")
    rencana = filters.UUIDFilter(field_name="rencana", label="Janji satu rencana saja.")
    area = filters.ChoiceFilter(choices=AreaPerubahan.choices, label="Area perubahan.")
    tenggat_sebelum = filters.DateFilter(
        field_name="due_on", lookup_expr="lt", label="Tenggat sebelum hari ini."
    )
    batal = filters.BooleanFilter(
        field_name="cancelled_at",
        lookup_expr="isnull",
        exclude=True,
        label="Hanya yang dibatalkan, atau tidak.",
    )

    class Meta:
        model = Tindakan
        fields: list[str] = []


class UnitRencanaSerializer(serializers.Serializer):
    """The unit of a plan."""

    id = serializers.UUIDField()
    kode = serializers.CharField(source="code")
    nama = serializers.CharField(source="name")


class RencanaSerializer(serializers.Serializer):
    """A plan with the counts of its actions today."""

    id = serializers.UUIDField(source="row.pk")
    unit = UnitRencanaSerializer(source="row.opd")
    tahun = serializers.IntegerField(source="row.year")
    mulai_disusun = serializers.DateTimeField(source="row.begun_at")
    janji = serializers.IntegerField(source="jumlah.total", help_text="Tanpa yang dibatalkan.")
    selesai = serializers.IntegerField(source="jumlah.reached", help_text="Selesai menurut unit.")
    tepat_waktu = serializers.IntegerField(source="jumlah.on_time")
    terverifikasi = serializers.IntegerField(source="jumlah.verified")
    terlambat = serializers.IntegerField(source="jumlah.late")
    menunggu_verifikasi = serializers.IntegerField(source="jumlah.waiting")
    dibatalkan = serializers.IntegerField(source="jumlah.cancelled")
    contoh = serializers.BooleanField(source="row.contoh")


class TindakanSerializer(serializers.Serializer):
    """One promised action and how far it has come. Who is responsible is a person's affair and not told."""

    id = serializers.UUIDField(source="row.pk")
    rencana = serializers.UUIDField(source="row.rencana_id")
    unit = UnitRencanaSerializer(source="row.rencana.opd")
    tahun = serializers.IntegerField(source="row.rencana.year")
    area = serializers.ChoiceField(source="row.area", choices=AreaPerubahan.choices)
    janji = serializers.CharField(source="row.text")
    target = serializers.DecimalField(source="row.target", **JUMLAH)
    satuan = serializers.CharField(source="row.satuan")
    mulai = serializers.DateField(source="row.starts_on")
    tenggat = serializers.DateField(source="row.due_on")
    butir = serializers.ListField(source="row.codes", child=serializers.CharField(), help_text="Butir LKE.")
    menurut_unit = serializers.DecimalField(source="capaian.reported", allow_null=True, **JUMLAH)
    tercapai_pada = serializers.DateField(
        source="capaian.reached_on", allow_null=True, help_text="Hari pertama seluruh target dilaporkan."
    )
    terverifikasi = serializers.DecimalField(source="capaian.verified", allow_null=True, **JUMLAH)
    keadaan = serializers.ChoiceField(choices=KeadaanTindakan.choices, help_text="Pada hari ini.")
    contoh = serializers.BooleanField(source="row.contoh")


@extend_schema_view(
    get=extend_schema(
        operation_id="rencana_aksi_daftar",
        tags=["Rencana aksi"],
        summary="Rencana aksi tiap unit dengan hitungan janjinya",
        description="Tahun terbaru lebih dahulu, menurut nama unit; hitungannya keadaan hari ini.",
        examples=[contoh.RENCANA],
    )
)
class RencanaListView(DaftarView):
    """Plans."""

    scope = "read:rencana"
    queryset = RencanaAksi.objects.none()
    filterset_class = RencanaFilter
    serializer_class = RencanaSerializer
    table_name = "rencana-aksi"

    def get_queryset(self) -> QuerySet[RencanaAksi]:
        rows = RencanaAksi.objects.visible_to(self.request.actor).select_related("opd")
        return rows.order_by("-year", "opd__name", "id")

    def read(self, batch: Sequence[RencanaAksi], request: Request) -> list[dict[str, Any]]:
        counts = count_of_plans([row.pk for row in batch], day=timezone.localdate())
        return [{"row": row, "jumlah": counts[row.pk]} for row in batch]


@extend_schema_view(
    get=extend_schema(
        operation_id="tindakan_daftar",
        tags=["Rencana aksi"],
        summary="Janji rencana aksi dan kemajuannya",
        description="Satu baris tiap janji: yang terakhir dilaporkan unit di samping yang terakhir diverifikasi, dihitung "
        "sejak awal. Tahun terbaru lebih dahulu, menurut nama unit dan tenggat.",
        examples=[contoh.TINDAKAN],
    )
)
class TindakanListView(DaftarView):
    """Promised actions."""

    scope = "read:rencana"
    queryset = Tindakan.objects.none()
    filterset_class = TindakanFilter
    serializer_class = TindakanSerializer
    table_name = "tindakan"

    def get_queryset(self) -> QuerySet[Tindakan]:
        rows = Tindakan.objects.visible_to(self.request.actor).select_related("rencana__opd")
        return with_figures(rows).order_by("-rencana__year", "rencana__opd__name", "due_on", "id")

    def read(self, batch: Sequence[Tindakan], request: Request) -> list[dict[str, Any]]:
        today = timezone.localdate()
        told = [(row, capaian_of(row)) for row in batch]
        return [{"row": row, "capaian": c, "keadaan": c.state_on(today)} for row, c in told]
