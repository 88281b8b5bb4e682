"""What if, and the cheapest path: both compute and save nothing."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from dasar.errors import DomainError
from evaluasi.domain.jalur import find_jalur
from evaluasi.domain.queries.coba import Isi, read_isi_lembar, show_jalur, try_out
from evaluasi.enums import PredikatKind
from evaluasi.forms.coba import read_percobaan
from evaluasi.forms.jalur import Permintaan, read_permintaan
from evaluasi.models import LembarKerja
from evaluasi.views.lembar_kerja import trail, visible


@require_http_methods(["GET", "HEAD", "POST"])
def lembar_try(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change answers without saving and see totals and gates move."""
    row = visible(request, pk)
    isi = read_isi_lembar(row)
    percobaan = read_percobaan(isi, request.POST)
    context = {
        "row": row,
        "percobaan": percobaan,
        "hasil": try_out(isi, percobaan.perubahan, row.periode.year),
        "jejak": trail(row, "Coba ubah"),
    }
    if request.headers.get("HX-Request") == "true":
        context |= {"problems": percobaan.problems, "bagian": True}
        return render(request, "evaluasi/lembar/_coba_hasil.html", context)
    status = 400 if percobaan.problems else 200
    return render(request, "evaluasi/lembar/coba.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def lembar_path(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The smallest set of answers to raise for a predicate, by stated efforts."""
    row = visible(request, pk)
    isi = read_isi_lembar(row)
    minta = read_permintaan(isi, request.POST, row.predikat)
    context = {
        "row": row,
        "minta": minta,
        "predikat": PredikatKind.choices,
        "jejak": trail(row, "Jalur termurah"),
        **_path(row, isi, minta),
    }
    return render(request, "evaluasi/lembar/jalur.html", context, status=400 if minta.problems else 200)


def _path(row: LembarKerja, isi: Isi, minta: Permintaan) -> dict[str, object]:
    if minta.problems:
        return {"hasil": None, "refusal": " ".join(minta.problems.values())}
    try:
        jalur = find_jalur(
            isi.struktur,
            isi.jawaban,
            minta.predikat,
            usaha=minta.usaha,
            kecuali=minta.kecuali,
            capaian=minta.capaian,
            tahun=row.periode.year,
        )
    except DomainError as error:
        return {"hasil": None, "refusal": error.message}
    return {"hasil": show_jalur(isi, jalur), "refusal": ""}
