"""What may be asked of the open data: a year, a unit by its code."""

from __future__ import annotations

import django_filters as filters
from django_filters.rest_framework import FilterSet

from evaluasi.enums import PredikatKind
from evaluasi.models import Nilai, Predikat
from opd.enums import OpdKind
from opd.models import Opd, Pencanangan, Tindakan

CODE = "Kode unit, seperti pada himpunan `unit`."


def _year(field: str, label: str) -> filters.NumberFilter:
    return filters.NumberFilter(field_name=field, min_value=2000, max_value=2999, label=label)


def _unit(field: str) -> filters.CharFilter:
    return filters.CharFilter(field_name=field, max_length=40, label=CODE)


class UnitTerbukaFilter(FilterSet):
    """Which units."""

    kode = _unit("code")
    jenis = filters.ChoiceFilter(field_name="kind", choices=OpdKind.choices, label="Jenis unit.")
    mencanangkan = filters.BooleanFilter(
        field_name="declared_on",
        lookup_expr="isnull",
        exclude=True,
        label="Hanya yang sudah (true) atau belum (false) mencanangkan.",
    )

    class Meta:
        model = Opd
        fields: list[str] = []


class PencananganTerbukaFilter(FilterSet):
    """Which declarations."""

    tahun = _year("date__year", "Tahun acara.")
    kode_unit = _unit("peserta__opd__code")

    class Meta:
        model = Pencanangan
        fields: list[str] = []


class PenilaianTerbukaFilter(FilterSet):
    """Which evaluations."""

    tahun = _year("lembar__periode__year", "Tahun evaluasi.")
    kode_unit = _unit("lembar__opd__code")

    class Meta:
        model = Nilai
        fields: list[str] = []


class JanjiTerbukaFilter(FilterSet):
    """Which promised actions."""

    tahun = _year("rencana__year", "Tahun rencana aksi.")
    kode_unit = _unit("rencana__opd__code")

    class Meta:
        model = Tindakan
        fields: list[str] = []


class PredikatTerbukaFilter(FilterSet):
    """Which predicates."""

    tahun = _year("year", "Tahun putaran.")
    kode_unit = _unit("opd__code")
    predikat = filters.ChoiceFilter(field_name="kind", choices=PredikatKind.choices, label="WBK atau WBBM.")

    class Meta:
        model = Predikat
        fields: list[str] = []
