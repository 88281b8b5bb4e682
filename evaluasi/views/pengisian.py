"""Filling in: one question at a time, or a whole area; each answer is saved by itself."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from dasar.edge import status_of
from dasar.errors import Conflict, DomainError
from evaluasi.domain.instrumen.data import SimpulData
from evaluasi.domain.instrumen_store import struktur_for
from evaluasi.domain.pengisian import save_jawaban
from evaluasi.domain.queries.bukti import citations_of
from evaluasi.domain.queries.butir import HalamanButir, read_area, read_butir, section_of
from evaluasi.domain.queries.ronde import points_by_code
from evaluasi.domain.queries.simpanan import compare_texts, read_scores, read_texts, show_saved
from evaluasi.forms.jawaban import Kiriman, read_kiriman, with_typed
from evaluasi.models import LembarKerja
from evaluasi.permissions import can_fill
from evaluasi.views.lembar_kerja import frozen, trail, visible
from opd.domain.queries.janji import serving_butir
from opd.views.sajian_janji import present


def draft_key(request: HttpRequest, lembar: LembarKerja) -> str:
    """Under which name the browser keeps what the server does not have yet: by person and worksheet."""
    return f"lke:{lembar.pk}:{request.user.pk}"


def wants_part(request: HttpRequest) -> bool:
    """Whether the page's script asks and takes only what changed."""
    return request.headers.get("X-Bagian") == "ya"


@require_http_methods(["GET", "HEAD", "POST"])
def butir_edit(request: HttpRequest, pk: UUID, kode: str) -> HttpResponse:
    """One question: read it, answer it, go on."""
    lembar = visible(request, pk)
    if request.method == "POST":
        return _save(request, lembar, kode)
    return _page(request, lembar, _asked(lembar, kode))


@require_safe
def area_edit(request: HttpRequest, pk: UUID, kode: str) -> HttpResponse:
    """A whole area on one page, each question a form of its own."""
    lembar = visible(request, pk)
    try:
        area = read_area(lembar, kode, frozenset(points_by_code(lembar)))
    except KeyError:
        raise Http404 from None
    context = {
        "row": lembar,
        "area": area,
        "skor": read_scores(lembar, area.bagian, area.answers),
        "boleh": can_fill(request.actor, lembar),
        "simpanan": draft_key(request, lembar),
        "jejak": trail(lembar, area.bagian.nama),
    }
    return render(request, "evaluasi/lembar/area.html", context | frozen(request, lembar))


def _asked(lembar: LembarKerja, kode: str) -> HalamanButir:
    try:
        return read_butir(lembar, kode)
    except KeyError:
        raise Http404 from None


def _page(
    request: HttpRequest, lembar: LembarKerja, halaman: HalamanButir, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    area = reverse("evaluasi:lembar_area", args=[lembar.pk, halaman.bagian.kode])
    context = {
        "row": lembar,
        "lembar": lembar,
        "kode": halaman.butir.kode,
        "sitasi": citations_of(lembar, halaman.butir.kode).get(halaman.butir.kode, []),
        "halaman": halaman,
        "butir": halaman.butir,
        "diminta": points_by_code(lembar).get(halaman.butir.kode, ""),
        "skor": read_scores(lembar, halaman.bagian, halaman.answers),
        "boleh": can_fill(request.actor, lembar, halaman.butir.kode),
        "refusal": refusal,
        "janji": _promises(request, lembar, halaman.butir.kode),
        "simpanan": draft_key(request, lembar),
        "jejak": trail(lembar, (halaman.bagian.nama, area), halaman.butir.kode),
    }
    return render(request, "evaluasi/lembar/butir.html", context | frozen(request, lembar), status=status)


def _promises(request: HttpRequest, lembar: LembarKerja, kode: str) -> list[dict[str, Any]]:
    """What the unit's plan of the year promises for this question, ready to print."""
    today, year = timezone.localdate(), lembar.periode.year
    rows = serving_butir(request.actor, lembar.opd_id, year=year, kode=kode, day=today)
    return [present(row, today) for row in rows]


def _save(request: HttpRequest, lembar: LembarKerja, kode: str) -> HttpResponse:
    kiriman = read_kiriman(find_simpul(lembar, kode), request.POST)
    decision = can_fill(request.actor, lembar, kode)
    if not decision:
        return _again(request, lembar, kode, kiriman, decision.reason, 403)
    if kiriman.problems:
        return _again(request, lembar, kode, kiriman, "", 400)
    answer = {"kode": kode, "isian": kiriman.isian, "catatan": kiriman.catatan, "version": kiriman.version}
    try:
        simpanan = save_jawaban(lembar, actor=request.actor, **answer)
    except Conflict as conflict:
        return _clash(request, lembar, kode, kiriman, conflict)
    except DomainError as error:
        return _again(request, lembar, kode, kiriman, error.message, status_of(error))
    if wants_part(request):
        context = {"row": lembar, "hasil": show_saved(lembar, kode, simpanan)}
        return render(request, "evaluasi/lembar/_tersimpan.html", context)
    return _onward(request, lembar, kode)


def find_simpul(lembar: LembarKerja, kode: str) -> SimpulData:
    """The question of that code in the worksheet's instrument, or 404."""
    butir = struktur_for(lembar.periode.instrumen).butir_by_kode.get(kode)
    if butir is None:
        raise Http404
    return butir.simpul


def _again(
    request: HttpRequest, lembar: LembarKerja, kode: str, kiriman: Kiriman, refusal: str, status: int
) -> HttpResponse:
    """The question with what was typed and why it is not saved."""
    if wants_part(request):
        context = {"problems": kiriman.problems, "refusal": refusal, "kode": kode}
        return render(request, "evaluasi/lembar/_ditolak.html", context, status=status)
    halaman = _asked(lembar, kode)
    typed = replace(halaman, butir=with_typed(halaman.butir, kiriman))
    return _page(request, lembar, typed, refusal=refusal, status=status)


def _clash(
    request: HttpRequest, lembar: LembarKerja, kode: str, kiriman: Kiriman, conflict: Conflict
) -> HttpResponse:
    """Somebody saved in between: both texts, and one press to decide (409)."""
    simpul, stored = find_simpul(lembar, kode), read_texts(lembar, kode)
    context = {
        "row": lembar,
        "kode": kode,
        "nama": simpul.nama,
        "beda": compare_texts(simpul, {"isian": kiriman.isian, "catatan": kiriman.catatan}, stored),
        "theirs": stored["version"],
        "mine": [item for item in request.POST.items() if item[0] not in ("csrfmiddlewaretoken", "version")],
        "alasan": conflict.message,
        "jejak": trail(lembar, kode),
    }
    template = "evaluasi/lembar/_bentrok.html" if wants_part(request) else "evaluasi/lembar/bentrok.html"
    return render(request, template, context, status=409)


def _onward(request: HttpRequest, lembar: LembarKerja, kode: str) -> HttpResponse:
    """Where a press of a button leads: this question again, the next one, the next blank one, or the area."""
    langkah = _asked(lembar, kode).langkah
    where = request.POST.get("lanjut", "")
    if where == "area":
        bagian = section_of(struktur_for(lembar.periode.instrumen), kode)
        return redirect(reverse("evaluasi:lembar_area", args=[lembar.pk, bagian.kode]) + f"#{kode}")
    target = {"kosong": langkah.kosong, "sesudah": langkah.sesudah}.get(where, kode)
    messages.success(request, f"Butir {kode} tersimpan.")
    if not target:
        return redirect("evaluasi:lembar_detail", pk=lembar.pk)
    return redirect("evaluasi:lembar_butir", pk=lembar.pk, kode=target)
