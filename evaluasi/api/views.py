"""Worksheets through the API; all of it reads, nothing writes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from dasar.api.bacaan import tagged
from dasar.api.daftar import DaftarView
from evaluasi.api import contoh
from evaluasi.api.keluaran import LembarRinciSerializer, LembarSerializer
from evaluasi.api.masukan import LembarFilter
from evaluasi.domain.queries.daftar_lembar import read_lines
from evaluasi.domain.queries.gerbang import Angka2
from evaluasi.domain.queries.lembar import read_lembar, read_nodes
from evaluasi.domain.queries.tahap import read_stages, totals_by_stage
from evaluasi.enums import Tahap
from evaluasi.models import LembarKerja


def _later(totals: dict[str, Angka2]) -> dict[str, Any]:
    """The figures of the later assessors as the answer names them."""
    return {
        f"nilai_{tahap.value}": totals[tahap].buku_kerja if tahap in totals else None
        for tahap in (Tahap.TPI, Tahap.TPN)
    }


@extend_schema_view(
    get=extend_schema(
        operation_id="lembar_kerja_daftar",
        tags=["Lembar kerja"],
        summary="Daftar lembar kerja evaluasi",
        description="Nilai total unit dalam dua angka, beserta nilai TPI dan TPN bila sudah disetujui, sejauh "
        "boleh Anda lihat; tahun terbaru lebih dahulu.",
        examples=[contoh.LEMBAR],
    )
)
class LembarListView(DaftarView):
    """Worksheets."""

    scope = "read:lke"
    queryset = LembarKerja.objects.none()
    filterset_class = LembarFilter
    serializer_class = LembarSerializer
    table_name = "lembar-kerja"

    def get_queryset(self) -> QuerySet[LembarKerja]:
        rows = LembarKerja.objects.visible_to(self.request.actor).select_related("opd", "periode__instrumen")
        return rows.order_by("-periode__year", "opd__name", "id")

    def read(self, batch: Sequence[LembarKerja], request: Request) -> list[dict[str, Any]]:
        later = totals_by_stage(batch)
        return [
            {"lembar": line.lembar, "total": line.total} | _later(later.get(line.lembar.pk, {}))
            for line in read_lines(batch)
        ]


class LembarDetailView(APIView):
    """One worksheet."""

    scope = "read:lke"

    @extend_schema(
        operation_id="lembar_kerja_rinci",
        tags=["Lembar kerja"],
        summary="Satu lembar kerja dengan nilai tiap simpul, tiap tahap, dan semua batas",
        description="Nilai terpotong pada 12 desimal, tidak pernah dibulatkan ke atas; batas dibandingkan "
        "dengan nilai itu. Jawaban dan buktinya tidak disertakan. `simpul` dan `gerbang` adalah penilaian "
        "mandiri unit; penilai sesudahnya ada dalam `tahap`.",
        responses=LembarRinciSerializer,
        examples=[contoh.LEMBAR_RINCI],
    )
    @tagged
    def get(self, request: Request, pk: UUID) -> Response:
        rows = LembarKerja.objects.visible_to(request.actor).select_related("opd", "periode__instrumen")
        lembar = rows.filter(pk=pk).first()
        if lembar is None:
            raise Http404
        lengkap, stages = read_lembar(lembar), read_stages(lembar)
        answer = {
            "lembar": lembar,
            "total": lengkap.total,
            "lengkap": lengkap.lengkap,
            "kosong": lengkap.kosong,
            "simpul": read_nodes(lengkap),
            "gerbang": lengkap.gerbang,
            "tahap": stages,
        } | _later({stage.tahap: stage.total for stage in stages})
        return Response(LembarRinciSerializer(answer).data)
