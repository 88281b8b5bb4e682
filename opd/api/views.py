"""The addresses of the API; all of them read, none writes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.functional import cached_property
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.generics import RetrieveAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from dasar.akun.models import KunciApi
from dasar.api.bacaan import tagged
from dasar.api.daftar import DaftarView, read_filter
from dasar.tembolok import remember
from opd.api import contoh
from opd.api.keluaran import (
    PapanSerializer,
    PencananganRinciSerializer,
    PencananganSerializer,
    SayaSerializer,
    UnitCakupanSerializer,
    UnitSerializer,
)
from opd.api.masukan import PER, PencananganFilter, UnitFilter, read_day
from opd.domain.queries.daftar_unit import find_units, read_page
from opd.domain.queries.papan import read_papan
from opd.domain.queries.target import Target, list_target
from opd.domain.queries.unit_papan import UnitPapan, read_rows
from opd.models import Opd, Pencanangan
from opd.permissions import can_read_city


class PapanView(APIView):
    """Figures of the board."""

    scope = "read:papan"

    @extend_schema(
        operation_id="papan",
        tags=["Papan"],
        summary="Papan pencanangan pada satu hari",
        description="Angka yang sama dengan halaman papan: siapa sudah mencanangkan dari yang dihitung, "
        "lintasannya, siapa yang terlambat, dan cakupan tanda tangan. Dibatasi pada yang boleh Anda lihat. "
        "`menunggu` dan `kabar_pekan_ini` hanya diisi untuk hari ini.",
        parameters=[PER],
        responses=PapanSerializer,
        examples=[contoh.PAPAN],
    )
    @tagged
    def get(self, request: Request) -> Response:
        on, today = read_day(request), timezone.localdate()

        def read() -> dict[str, Any]:
            papan = read_papan(request.actor, on=on, today=today)
            return dict(PapanSerializer(papan, context={"on": on}).data)

        return Response(remember(self.reading_key, read))


@extend_schema_view(
    get=extend_schema(
        operation_id="opd_daftar",
        tags=["OPD"],
        summary="Daftar unit pada satu hari",
        description="Unit yang dihitung dalam target kota, atau semua unit dengan `semua=true`.",
        parameters=[PER],
        examples=[contoh.UNIT],
    )
)
class UnitListView(DaftarView):
    """Units on a day."""

    scope = "read:opd"
    queryset = Opd.objects.none()
    filterset_class = UnitFilter
    serializer_class = UnitSerializer
    table_name = "opd"

    def source(self, request: Request) -> QuerySet[Any]:
        saringan = read_filter(self, request, self.get_queryset()).saringan()
        found = find_units(request.actor, saringan, on=read_day(request), targets=self.targets)
        return found.values_list("pk", flat=True)

    def read(self, batch: Sequence[Any], request: Request) -> list[UnitPapan]:
        return read_page(batch, on=read_day(request), targets=self.targets)

    def context_of(self, request: Request) -> dict[str, Any]:
        return {"on": read_day(request)}

    @cached_property
    def targets(self) -> list[Target]:
        """The city's targets, read once for the answer."""
        return list_target()


@extend_schema_view(
    get=extend_schema(
        operation_id="cakupan_daftar",
        tags=["Cakupan"],
        summary="Cakupan tanda tangan pakta integritas tiap unit",
        description="Pegawai yang menandatangani pakta tahun dari tanggal itu, dibanding jumlah pegawainya. "
        "Undang-undang meminta “seluruh atau sebagian besar”; bagian ini tidak dinilai lulus atau tidak.",
        parameters=[PER],
        examples=[contoh.CAKUPAN],
    )
)
class CakupanView(UnitListView):
    """Coverage of signatures by unit."""

    serializer_class = UnitCakupanSerializer
    table_name = "cakupan"


class UnitDetailView(APIView):
    """One unit on a day."""

    scope = "read:opd"

    @extend_schema(
        operation_id="opd_rinci",
        tags=["OPD"],
        summary="Satu unit pada satu hari",
        description="Juga unit yang sudah ditutup. Unit di luar wewenang Anda dijawab 404.",
        parameters=[PER],
        responses=UnitSerializer,
        examples=[contoh.UNIT],
    )
    @tagged
    def get(self, request: Request, pk: UUID) -> Response:
        on = read_day(request)
        rows = read_rows(Opd.objects.visible_to(request.actor).filter(pk=pk), on=on, targets=list_target())
        if not rows:
            raise Http404
        return Response(UnitSerializer(rows[0], context={"on": on}).data)


@extend_schema_view(
    get=extend_schema(
        operation_id="pencanangan_daftar",
        tags=["Pencanangan"],
        summary="Daftar pencanangan",
        description="Acara terbaru lebih dahulu; juga draf dan yang dikembalikan, sejauh boleh Anda lihat.",
        examples=[contoh.PENCANANGAN],
    )
)
class PencananganListView(DaftarView):
    """Declarations."""

    scope = "read:pencanangan"
    queryset = Pencanangan.objects.none()
    filterset_class = PencananganFilter
    serializer_class = PencananganSerializer
    table_name = "pencanangan"

    def get_queryset(self) -> Any:
        rows = Pencanangan.objects.visible_to(self.request.actor).select_related("organiser")
        return rows.annotate(unit_count=Count("peserta")).order_by("-date", "id")


class PencananganDetailView(RetrieveAPIView):
    """One declaration."""

    scope = "read:pencanangan"
    queryset = Pencanangan.objects.none()
    serializer_class = PencananganRinciSerializer
    lookup_url_kwarg = "pk"

    @extend_schema(
        operation_id="pencanangan_rinci",
        tags=["Pencanangan"],
        summary="Satu pencanangan beserta isinya",
        description="Peserta, saksi, lampiran (tanpa berkasnya), publikasi, penghargaan, catatan verifikasi.",
        examples=[contoh.PENCANANGAN_RINCI],
    )
    @tagged
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().get(request, *args, **kwargs)

    def get_queryset(self) -> Any:
        rows = Pencanangan.objects.visible_to(self.request.actor).select_related("organiser")
        parts = ("peserta__opd", "saksi", "lampiran", "publikasi", "penghargaan", "catatan")
        return rows.annotate(unit_count=Count("peserta")).prefetch_related(*parts)


class SayaView(APIView):
    """The account behind this request."""

    scope = ""

    @extend_schema(
        operation_id="saya",
        tags=["Saya"],
        summary="Akun dan peran di balik sesi atau kunci ini",
        description="Untuk memeriksa apakah kunci berlaku dan apa yang dapat dilihatnya.",
        responses=SayaSerializer,
        examples=[contoh.SAYA],
    )
    def get(self, request: Request) -> Response:
        actor = request.actor
        answer = {
            "nama_pengguna": actor.pengguna.username,
            "nama": actor.pengguna.name,
            "lingkup": "kota" if can_read_city(actor) else "unit",
            "peran": actor.peran,
            "lingkup_kunci": request.auth.scope_words if isinstance(request.auth, KunciApi) else None,
        }
        return Response(SayaSerializer(answer).data)
