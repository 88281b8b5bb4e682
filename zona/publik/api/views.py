"""Open data: the catalogue, the dictionary, and each dataset as JSON, CSV and workbook. Only reading, for everyone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from dasar.api.bacaan import tagged_for_all
from dasar.api.daftar import DaftarView, read_filter
from evaluasi.models import Nilai, Predikat
from opd.domain.kota import current_kota
from opd.domain.queries.unit_janji import UnitJanji
from opd.models import Opd, Pencanangan, Tindakan
from zona.api.laju import LajuAlamat
from zona.publik.api import contoh
from zona.publik.api.keluaran import (
    JanjiTerbukaSerializer,
    KamusSerializer,
    KatalogSerializer,
    PencananganTerbukaSerializer,
    PenilaianTerbukaSerializer,
    PredikatTerbukaSerializer,
    UnitTerbukaSerializer,
    dictionary_of,
)
from zona.publik.api.masukan import (
    JanjiTerbukaFilter,
    PencananganTerbukaFilter,
    PenilaianTerbukaFilter,
    PredikatTerbukaFilter,
    UnitTerbukaFilter,
)
from zona.publik.domain.baris_terbit import janji_rows, penilaian_rows, tell_janji, tell_penilaian
from zona.publik.domain.keterbukaan import current_keterbukaan
from zona.publik.domain.terbitan import (
    PredikatTerbuka,
    predikat_rows,
    published_years,
    unit_rows,
)
from zona.publik.enums import LICENCE_URLS, Lisensi

CLOSED = "Kota belum menerbitkan data terbuka."
CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, If-None-Match",
    "Access-Control-Expose-Headers": "ETag, Content-Disposition",
    "Access-Control-Max-Age": "86400",
}


class TerbukaView(APIView):
    """Open to everyone from every site, the same for all: who asks is not even looked at."""

    scope = ""
    authentication_classes = ()
    permission_classes = (AllowAny,)
    throttle_classes = (LajuAlamat,)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        self.keterbukaan = current_keterbukaan()
        if request.method in {"GET", "HEAD"} and not self.keterbukaan.is_open:
            raise Http404(CLOSED)

    def options(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """What a browser asks before it reads from another site."""
        return Response(status=204)

    def finalize_response(self, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = super().finalize_response(*args, **kwargs)
        for name, value in CORS.items():
            response.headers[name] = value
        return response


class HimpunanView(TerbukaView, DaftarView):
    """One dataset. A subclass gives `rows` and by what they are filtered."""

    @tagged_for_all
    def get(self, request: Request) -> HttpResponseBase:
        return self.list(request)

    def rows(self) -> QuerySet[Any, Any]:
        """Everything that is published."""
        raise NotImplementedError

    def source(self, request: Request) -> Any:
        return read_filter(self, request, self.rows()).qs


@extend_schema_view(
    get=extend_schema(
        operation_id="terbuka_unit",
        tags=["Data terbuka"],
        summary="Unit dan tanggal pencanangannya",
        description="Unit yang ada hari ini, menurut nama.",
        examples=[contoh.UNIT],
    )
)
class UnitTerbukaView(HimpunanView):
    """Units and their promise."""

    queryset = Opd.objects.none()
    filterset_class = UnitTerbukaFilter
    serializer_class = UnitTerbukaSerializer
    table_name = "unit"

    def rows(self) -> QuerySet[Any, Any]:
        return unit_rows(on=timezone.localdate())

    def read(self, batch: Sequence[Any], request: Request) -> list[UnitJanji]:
        return [UnitJanji(*row) for row in batch]


@extend_schema_view(
    get=extend_schema(
        operation_id="terbuka_pencanangan",
        tags=["Data terbuka"],
        summary="Pencanangan yang sudah diverifikasi",
        description="Terbaru lebih dahulu. Nama orang tidak diterbitkan.",
        examples=[contoh.PENCANANGAN],
    )
)
class PencananganTerbukaView(HimpunanView):
    """Verified declarations."""

    queryset = Pencanangan.objects.none()
    filterset_class = PencananganTerbukaFilter
    serializer_class = PencananganTerbukaSerializer
    table_name = "pencanangan"

    def rows(self) -> QuerySet[Any, Any]:
        rows = Pencanangan.objects.verified().select_related("organiser")
        return rows.prefetch_related("peserta__opd", "publikasi").order_by("-date", "id")


@extend_schema_view(
    get=extend_schema(
        operation_id="terbuka_penilaian",
        tags=["Data terbuka"],
        summary="Langkah dan nilai tiap unit, sejauh diterbitkan",
        description="Satu baris tiap unit, tahun, dan area: nilai mandiri di samping nilai TPI. Hanya tahun yang "
        "diterbitkan kota, dan hanya yang diterbitkannya.",
        examples=[contoh.PENILAIAN],
    )
)
class PenilaianTerbukaView(HimpunanView):
    """The evaluations as far as they are published."""

    queryset = Nilai.objects.none()
    filterset_class = PenilaianTerbukaFilter
    serializer_class = PenilaianTerbukaSerializer
    table_name = "penilaian"

    def rows(self) -> QuerySet[Any, Any]:
        self.terbitan = published_years()
        return penilaian_rows(self.terbitan)

    def read(self, batch: Sequence[Any], request: Request) -> list[dict[str, Any]]:
        return tell_penilaian(batch, self.terbitan)


@extend_schema_view(
    get=extend_schema(
        operation_id="terbuka_janji",
        tags=["Data terbuka"],
        summary="Janji rencana aksi dan kemajuannya, sejauh diterbitkan",
        description="Satu baris tiap janji: target, tenggat, kemajuan menurut unit dan yang terverifikasi. Hanya tahun "
        "yang janjinya diterbitkan kota. Penanggung jawab, keterangan, dan bukti tidak diterbitkan.",
        examples=[contoh.JANJI],
    )
)
class JanjiTerbukaView(HimpunanView):
    """The promised actions as far as they are published."""

    queryset = Tindakan.objects.none()
    filterset_class = JanjiTerbukaFilter
    serializer_class = JanjiTerbukaSerializer
    table_name = "janji"

    def rows(self) -> QuerySet[Any, Any]:
        return janji_rows(published_years())

    def read(self, batch: Sequence[Any], request: Request) -> list[dict[str, Any]]:
        return tell_janji(batch, day=timezone.localdate())


@extend_schema_view(
    get=extend_schema(
        operation_id="terbuka_predikat",
        tags=["Data terbuka"],
        summary="Predikat WBK dan WBBM",
        description="Terbaru lebih dahulu, juga yang sudah berakhir atau dicabut.",
        examples=[contoh.PREDIKAT],
    )
)
class PredikatTerbukaView(HimpunanView):
    """Predicates."""

    queryset = Predikat.objects.none()
    filterset_class = PredikatTerbukaFilter
    serializer_class = PredikatTerbukaSerializer
    table_name = "predikat"

    def rows(self) -> QuerySet[Any, Any]:
        return predikat_rows()

    def read(self, batch: Sequence[Any], request: Request) -> list[PredikatTerbuka]:
        return [PredikatTerbuka(*row) for row in batch]


# name -> view, title, description
HIMPUNAN: dict[str, tuple[type[HimpunanView], str, str]] = {
    "unit": (UnitTerbukaView, "Unit kerja", "Unit pemerintah kota dan tanggal pencanangannya."),
    "pencanangan": (
        PencananganTerbukaView,
        "Pencanangan Zona Integritas",
        "Acara pencanangan yang sudah diverifikasi: kapan, di mana, unit mana, dan beritanya.",
    ),
    "penilaian": (
        PenilaianTerbukaView,
        "Penilaian Zona Integritas",
        "Sampai di mana tiap unit, serta nilai mandiri di samping nilai TPI, sejauh diterbitkan kota.",
    ),
    "janji": (
        JanjiTerbukaView,
        "Janji rencana aksi",
        "Yang dijanjikan tiap unit, tenggatnya, dan kemajuannya, sejauh diterbitkan kota.",
    ),
    "predikat": (
        PredikatTerbukaView,
        "Predikat WBK dan WBBM",
        "Unit yang diberi predikat, sejak kapan dan sampai kapan.",
    ),
}


@extend_schema_view(
    get=extend_schema(
        operation_id="terbuka_kamus",
        tags=["Data terbuka"],
        summary="Kamus data: arti tiap kolom",
        description="Satu baris tiap kolom tiap himpunan data.",
        examples=[contoh.KAMUS],
    )
)
class KamusView(HimpunanView):
    """The dictionary."""

    filter_backends = ()
    serializer_class = KamusSerializer
    table_name = "kamus"

    def source(self, request: Request) -> list[dict[str, str]]:
        return [
            row for name, (view, *_) in HIMPUNAN.items() for row in dictionary_of(name, view.serializer_class)
        ]


class KatalogView(TerbukaView):
    """What there is."""

    @extend_schema(
        operation_id="terbuka_katalog",
        tags=["Data terbuka"],
        summary="Katalog data terbuka kota",
        description="Himpunan data yang diterbitkan, lisensinya, dan alamat unduhannya. Tanpa kunci, dari situs mana pun.",
        responses=KatalogSerializer,
        examples=[contoh.KATALOG],
    )
    @tagged_for_all
    def get(self, request: Request) -> Response:
        kota, licence = current_kota(), Lisensi(self.keterbukaan.licence)
        answer = {
            "penerbit": kota.government if kota else "",
            "surel": self.keterbukaan.contact,
            "lisensi": {"kode": licence.value, "nama": licence.label, "alamat": LICENCE_URLS[licence]},
            "tahun_penilaian": list(published_years()),
            "himpunan": [_told(request, name, title, words) for name, (_, title, words) in HIMPUNAN.items()],
            "kamus": request.build_absolute_uri(reverse("terbuka:kamus")),
        }
        return Response(KatalogSerializer(answer).data)


def _told(request: Request, name: str, title: str, words: str) -> dict[str, str]:
    address = request.build_absolute_uri(reverse(f"terbuka:{name}"))
    forms = {form: f"{address}?format={form}" for form in ("json", "csv", "xlsx")}
    return {"nama": name, "judul": title, "keterangan": words} | forms
