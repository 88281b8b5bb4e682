"""What one may ask of the API: the day, filters, pages."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.utils import timezone
from django_filters.rest_framework import FilterSet
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.request import Request

from opd.domain.queries.daftar_unit import ORDERS, STATUS, Saringan
from opd.enums import OpdKind, PencananganState
from opd.models import Opd, Pencanangan, Peserta

EARLIEST = date(2011, 1, 1)
PER = OpenApiParameter(
    "per", date, description="Keadaan pada akhir hari ini; bila kosong, hari ini. Contoh: 2020-10-22."
)


class HariSerializer(serializers.Serializer):
    """The day asked for."""

    per = serializers.DateField(required=False, input_formats=["%Y-%m-%d"])

    def validate_per(self, value: date) -> date:
        if value > timezone.localdate():
            raise serializers.ValidationError("Tanggal itu belum tiba.")
        if value < EARLIEST:
            raise serializers.ValidationError(f"Pilih tanggal sejak {EARLIEST.isoformat()}.")
        return value


def read_day(request: Request) -> date:
    """The day of `?per=`, today without one. Raises `ValidationError` (400) for an impossible one."""
    given = {"per": request.query_params["per"]} if request.query_params.get("per") else {}
    asked = HariSerializer(data=given)
    asked.is_valid(raise_exception=True)
    day: date = asked.validated_data.get("per") or timezone.localdate()
    return day


class UnitFilter(FilterSet):
    """Which units; the same choices as the rows behind the board."""

    status = filters.ChoiceFilter(choices=list(STATUS.items()), label="Keadaan pencanangan unit.")
    jenis = filters.ChoiceFilter(choices=OpdKind.choices, label="Jenis unit.")
    semua = filters.BooleanFilter(
        label="Juga unit yang tidak dihitung dalam target kota (kelurahan dan lain-lain)."
    )
    cari = filters.CharFilter(max_length=80, label="Bagian nama, singkatan, atau kode.")
    induk = filters.UUIDFilter(label="Unit ini beserta semua unit di bawahnya.")
    urut = filters.ChoiceFilter(
        choices=[(name, name) for order in ORDERS for name in (order, f"-{order}")],
        label="Urutan; tanda minus membaliknya.",
    )

    class Meta:
        model = Opd
        fields: list[str] = []

    def filter_queryset(self, queryset: QuerySet[Opd]) -> QuerySet[Opd]:
        """Nothing here: the domain's own query narrows and orders (`saringan`)."""
        return queryset

    def saringan(self) -> Saringan:
        """What was asked, as the domain's filter."""
        data = self.form.cleaned_data
        return Saringan(
            status=data["status"],
            kind=data["jenis"],
            everything=bool(data["semua"]),
            text=data["cari"],
            parent=data["induk"],
            order=data["urut"],
        )


class PencananganFilter(FilterSet):
    """Which declarations."""

    status = filters.ChoiceFilter(field_name="state", choices=PencananganState.choices, label="Status.")
    dari = filters.DateFilter(field_name="date", lookup_expr="gte", label="Tanggal acara sejak.")
    sampai = filters.DateFilter(field_name="date", lookup_expr="lte", label="Tanggal acara sampai dengan.")
    unit = filters.UUIDFilter(method="filter_unit", label="Diikuti unit ini.")

    class Meta:
        model = Pencanangan
        fields: list[str] = []

    def filter_unit(self, queryset: QuerySet[Pencanangan], name: str, value: Any) -> QuerySet[Pencanangan]:
        """Declarations in which the unit takes part."""
        taking_part = Peserta.objects.filter(opd=value).values("pencanangan")
        return queryset.filter(pk__in=taking_part)
