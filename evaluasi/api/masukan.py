"""What one may ask of the worksheets."""

from __future__ import annotations

import django_filters as filters
from django.db.models import Q, QuerySet
from django_filters.rest_framework import FilterSet

from evaluasi.enums import LembarState, PredikatKind
from evaluasi.models import LembarKerja


class LembarFilter(FilterSet):
    """Which worksheets."""

    tahun = filters.NumberFilter(
        field_name="periode__year", min_value=2011, max_value=2999, label="Tahun evaluasi, empat angka."
    )
    keadaan = filters.ChoiceFilter(
        field_name="state", choices=LembarState.choices, label="Status lembar kerja."
    )
    predikat = filters.ChoiceFilter(choices=PredikatKind.choices, label="Predikat yang dituju.")
    unit = filters.UUIDFilter(field_name="opd", label="Lembar kerja unit ini saja.")
    cari = filters.CharFilter(max_length=80, method="filter_words", label="Bagian nama atau singkatan unit.")

    class Meta:
        model = LembarKerja
        fields: list[str] = []

    def filter_words(self, queryset: QuerySet[LembarKerja], name: str, value: str) -> QuerySet[LembarKerja]:
        """Every word is part of the unit's name or short name."""
        for word in value.split():
            queryset = queryset.filter(Q(opd__name__icontains=word) | Q(opd__short_name__icontains=word))
        return queryset
