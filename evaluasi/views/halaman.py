"""Pages of a document as pictures: beside a question, and each on a page of its own.

Whoever may see the citing worksheet (or the library) may see the pages; asked at each picture.
"""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from dasar.berkas.domain import PageWidth
from dasar.berkas.errors import PageNotDrawn
from dasar.berkas.http import serve_page
from evaluasi.domain.queries.dokumen_terlihat import visible_dokumen
from evaluasi.domain.queries.pratinjau import Pratinjau, preview_dokumen, preview_sitasi, with_picture
from evaluasi.models import Sitasi
from opd.models import Dokumen
from opd.views.jejak import trail


def _of_sitasi(request: HttpRequest, pk: UUID, nomor: int) -> tuple[Sitasi, Pratinjau]:
    rows = Sitasi.objects.visible_to(request.actor)
    rows = rows.select_related("dokumen__berkas", "simpul", "lembar__opd", "lembar__periode")
    row = get_object_or_404(rows, pk=pk)
    return row, _found(preview_sitasi(row, nomor))


def _of_dokumen(request: HttpRequest, pk: UUID, nomor: int) -> tuple[Dokumen, Pratinjau]:
    row = get_object_or_404(visible_dokumen(request.actor).select_related("berkas"), pk=pk)
    return row, _found(preview_dokumen(row, nomor))


def _found(pratinjau: Pratinjau | None) -> Pratinjau:
    if pratinjau is None:
        raise Http404("Dokumen ini tidak punya gambar halaman dengan nomor itu.")
    return pratinjau


@require_safe
def sitasi_page(request: HttpRequest, pk: UUID, nomor: int) -> HttpResponse:
    """One page of a cited document, with the way back to the question."""
    row, pratinjau = _of_sitasi(request, pk, nomor)
    lembar, kode = row.lembar, row.simpul.kode
    question = reverse("evaluasi:lembar_butir", args=[lembar.pk, kode])
    overview = reverse("evaluasi:lembar_detail", args=[lembar.pk])
    here = trail((str(lembar), overview), (kode, question), row.dokumen.title)
    return _page(request, pratinjau, {"jejak": here, "kembali": question, "kicker": f"Bukti butir {kode}"})


@require_safe
def dokumen_page(request: HttpRequest, pk: UUID, nomor: int) -> HttpResponse:
    """One page of a document of the library."""
    row, pratinjau = _of_dokumen(request, pk, nomor)
    detail = reverse("evaluasi:dokumen_detail", args=[row.pk])
    here = trail(("Pustaka bukti", reverse("evaluasi:pustaka")), (row.title, detail), f"Halaman {nomor}")
    return _page(request, pratinjau, {"jejak": here, "kembali": detail, "kicker": "Pustaka bukti"})


def _page(request: HttpRequest, pratinjau: Pratinjau, context: dict[str, object]) -> HttpResponse:
    """The whole page, or for the page's script only the part with the picture."""
    part = request.headers.get("HX-Request") == "true"
    context |= {"pratinjau": with_picture(pratinjau)}
    response = render(request, f"evaluasi/bukti/{'_halaman' if part else 'halaman'}.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response


@require_safe
def sitasi_picture(request: HttpRequest, pk: UUID, nomor: int) -> HttpResponseBase:
    """The picture of a page of a cited document (`?kecil`: for lists)."""
    return _picture(request, _of_sitasi(request, pk, nomor)[1])


@require_safe
def dokumen_picture(request: HttpRequest, pk: UUID, nomor: int) -> HttpResponseBase:
    """The picture of a page of a document (`?kecil`: for lists)."""
    return _picture(request, _of_dokumen(request, pk, nomor)[1])


def _picture(request: HttpRequest, pratinjau: Pratinjau) -> HttpResponseBase:
    width = PageWidth.LIST if "kecil" in request.GET else PageWidth.READ
    try:
        return serve_page(
            pratinjau.berkas, page=pratinjau.page, width=width, filename=pratinjau.filename, request=request
        )
    except PageNotDrawn as error:
        return HttpResponse(error.message, status=422, content_type="text/plain; charset=utf-8")
