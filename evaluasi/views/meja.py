"""The assessors' desk: my worksheets, one worksheet's questions, one question, confirming many, returning."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dasar.edge import status_of
from dasar.errors import Conflict, DomainError
from dasar.izin import require
from evaluasi.domain.lembar_kerja import return_lembar
from evaluasi.domain.penilaian import confirm_same, mark_seen, save_putusan
from evaluasi.domain.queries.beban import list_own
from evaluasi.domain.queries.beda import read_beda
from evaluasi.domain.queries.diskusi import read_thread
from evaluasi.domain.queries.meja import SARINGAN, group_by_part, read_meja
from evaluasi.domain.queries.meja_butir import HalamanMeja, compare_penilaian, read_meja_butir, read_stored
from evaluasi.domain.queries.simpanan import show_saved
from evaluasi.enums import LembarState
from evaluasi.forms.meja import KirimanMeja, RondeForm, read_meja_kiriman, with_typed_verdict
from evaluasi.models import LembarKerja
from evaluasi.permissions import can_assess, can_open_desk, can_return_lembar, can_see_board, can_see_verdicts
from evaluasi.views.lembar_kerja import frozen, visible
from evaluasi.views.lembar_kerja import trail as sheet_trail
from evaluasi.views.pengisian import find_simpul, wants_part
from opd.forms.saringan import uuid_of
from opd.views.jejak import trail as trail_from

HOME = "Meja penilaian"


def at_desk(request: HttpRequest, pk: UUID) -> LembarKerja:
    """The worksheet for whoever may see its desk: 404 for a foreign one, 403 with the reason for the unit itself."""
    lembar = visible(request, pk)
    require(can_open_desk(request.actor, lembar))
    return lembar


def trail(lembar: LembarKerja, *here: tuple[str, str] | str) -> list[tuple[str, str]]:
    """The way back from a page of a worksheet's desk."""
    questions = (lembar.opd.short_name, reverse("evaluasi:meja_detail", args=[lembar.pk]))
    return trail_from((HOME, reverse("evaluasi:meja_list")), questions, *here)


@require_safe
def meja_list(request: HttpRequest) -> HttpResponse:
    """My worksheets: what is left, how long they wait, when they may be done."""
    require(can_see_board(request.actor))
    context = {"papan": list_own(request.actor), "jejak": trail_from(HOME)}
    return render(request, "evaluasi/meja/daftar.html", context)


@require_safe
def meja_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The questions of one worksheet, filtered; many equal ones can be confirmed at once."""
    lembar = at_desk(request, pk)
    meja = read_meja(lembar, request.actor)
    chosen = request.GET.get("saring", "belum" if meja.sisa else "")
    chosen = chosen if chosen in SARINGAN else ""
    rows = [row for row in meja.rows if SARINGAN[chosen][1](row)]
    tabs = [
        (key, word, sum(fits(row) for row in meja.rows), key == chosen)
        for key, (word, fits) in SARINGAN.items()
    ]
    context = {
        "row": lembar,
        "meja": meja,
        "groups": group_by_part(meja, rows),
        "tabs": tabs,
        "boleh": can_assess(request.actor, lembar),
        "can_return": can_return_lembar(request.actor, lembar),
        "mulai": meja.after(""),
        "jejak": trail_from((HOME, reverse("evaluasi:meja_list")), lembar.opd.short_name),
    }
    return render(request, "evaluasi/meja/butir_daftar.html", context | frozen(request, lembar))


@require_http_methods(["GET", "HEAD", "POST"])
def meja_butir(request: HttpRequest, pk: UUID, kode: str) -> HttpResponse:
    """One question: evidence and the unit's side, the assessors' side, what was said before."""
    if request.method == "POST":
        return _save(request, visible(request, pk), kode)
    lembar = at_desk(request, pk)
    return _page(request, lembar, _asked(request, lembar, kode))


def _asked(request: HttpRequest, lembar: LembarKerja, kode: str) -> HalamanMeja:
    try:
        return read_meja_butir(lembar, request.actor, kode)
    except KeyError:
        raise Http404 from None


def _page(
    request: HttpRequest, lembar: LembarKerja, halaman: HalamanMeja, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    kode = halaman.baris.kode
    context = {
        "row": lembar,
        "kode": kode,
        "halaman": halaman,
        "baris": halaman.baris,
        "unit": halaman.unit,
        "isian": halaman.isian,
        "butir": halaman.isian.butir,
        "utas": read_thread(lembar, kode),
        "boleh": can_assess(request.actor, lembar),
        "refusal": refusal,
        "simpanan": f"meja:{lembar.pk}:{request.user.pk}",
        "jejak": trail(lembar, kode),
    }
    return render(request, "evaluasi/meja/butir.html", context | frozen(request, lembar), status=status)


def _save(request: HttpRequest, lembar: LembarKerja, kode: str) -> HttpResponse:
    kiriman = read_meja_kiriman(find_simpul(lembar, kode), request.POST)
    if kiriman.problems:
        decision = can_assess(request.actor, lembar)
        return _again(request, lembar, kode, kiriman, decision.reason, 400 if decision else 403)
    verdict = {"kode": kode, "isi": kiriman.isi, "version": kiriman.kiriman.version, "detik": kiriman.detik}
    try:
        simpanan = save_putusan(lembar, actor=request.actor, **verdict)
    except Conflict as conflict:
        return _clash(request, lembar, kode, kiriman, conflict)
    except DomainError as error:
        kiriman, refusal = kiriman.told(error)
        return _again(request, lembar, kode, kiriman, refusal, status_of(error))
    if wants_part(request):
        context = {"row": lembar, "hasil": show_saved(lembar, kode, simpanan), "putusan": simpanan.putusan}
        return render(request, "evaluasi/meja/_tersimpan.html", context)
    return _onward(request, lembar, kode)


def _again(
    request: HttpRequest, lembar: LembarKerja, kode: str, kiriman: KirimanMeja, refusal: str, status: int
) -> HttpResponse:
    """The question with what was typed and why it is not saved."""
    if wants_part(request):
        context = {"problems": kiriman.problems, "refusal": refusal, "kode": kode}
        return render(request, "evaluasi/lembar/_ditolak.html", context, status=status)
    halaman = _asked(request, lembar, kode)
    typed = replace(halaman, isian=with_typed_verdict(halaman.isian, kiriman))
    return _page(request, lembar, typed, refusal=refusal, status=status)


def _clash(
    request: HttpRequest, lembar: LembarKerja, kode: str, kiriman: KirimanMeja, conflict: Conflict
) -> HttpResponse:
    """Somebody saved in between: both texts, and one press to decide (409)."""
    simpul, stored = find_simpul(lembar, kode), read_stored(lembar, kode)
    context = {
        "row": lembar,
        "kode": kode,
        "nama": simpul.nama,
        "beda": compare_penilaian(simpul, kiriman.isi.__dict__, stored),
        "theirs": stored["version"],
        "stored": stored,
        "mine": [item for item in request.POST.items() if item[0] not in ("csrfmiddlewaretoken", "version")],
        "alasan": conflict.message,
        "kirim": reverse("evaluasi:meja_butir", args=[lembar.pk, kode]),
        "jejak": trail(lembar, kode),
    }
    template = "evaluasi/meja/_bentrok.html" if wants_part(request) else "evaluasi/meja/bentrok.html"
    return render(request, template, context, status=409)


def _onward(request: HttpRequest, lembar: LembarKerja, kode: str) -> HttpResponse:
    """Where a press of a button leads: the next question left, the next one, or this one again."""
    halaman, where = _asked(request, lembar, kode), request.POST.get("lanjut", "")
    messages.success(request, f"Penilaian butir {kode} tersimpan.")
    target = {"kosong": halaman.belum, "sesudah": halaman.sesudah}.get(where, kode)
    if not target:
        return redirect("evaluasi:meja_detail", pk=lembar.pk)
    return redirect("evaluasi:meja_butir", pk=lembar.pk, kode=target)


@require_POST
def meja_seen(request: HttpRequest, pk: UUID, kode: str) -> HttpResponse:
    """Note that evidence was opened; sent by the page as it is opened, or by a button."""
    lembar = at_desk(request, pk)
    found = [key for text in request.POST.getlist("sitasi") if (key := uuid_of(text))]
    mark_seen(lembar, actor=request.actor, sitasi=found)
    if wants_part(request):
        return HttpResponse(status=204)
    return redirect(reverse("evaluasi:meja_butir", args=[pk, kode]) + "#bukti")


@require_POST
def meja_confirm(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take over the unit's answer on the chosen questions whose evidence was opened."""
    lembar = at_desk(request, pk)
    hasil = confirm_same(lembar, actor=request.actor, codes=request.POST.getlist("butir"))
    if hasil.sama:
        messages.success(request, f"{len(hasil.sama)} butir dipastikan sama dengan jawaban unit.")
    if hasil.dilewati:
        why = "; ".join(f"{kode} ({alasan})" for kode, alasan in hasil.dilewati.items())
        messages.warning(request, f"Tidak dipastikan: {why}.")
    if not hasil.sama and not hasil.dilewati:
        messages.warning(request, "Pilih dahulu butir yang hendak dipastikan.")
    return redirect("evaluasi:meja_detail", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def meja_return(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Send the worksheet back with the list of what is asked, question by question."""
    lembar = at_desk(request, pk)
    require(can_return_lembar(request.actor, lembar))
    meja = read_meja(lembar, request.actor)
    form = RondeForm(request.POST or None, meja.diminta)
    if form.attempt(return_lembar, lembar=lembar, actor=request.actor):
        messages.success(request, "Dikembalikan. Unit hanya dapat memperbaiki butir yang diminta.")
        return redirect("evaluasi:meja_detail", pk=pk)
    context = {
        "row": lembar,
        "meja": meja,
        "form": form,
        "possible": lembar.state in (LembarState.SUBMITTED, LembarState.IN_REVIEW),
        "jejak": trail(lembar, "Kembalikan"),
    }
    return render(request, "evaluasi/meja/kembalikan.html", context, status=form.status)


@require_safe
def lembar_compare(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What unit, TPI and TPN say, in points and in words, on one page."""
    lembar = visible(request, pk)
    require(can_see_verdicts(request.actor, lembar))
    only = request.GET.get("tampil") != "semua"
    context = {
        "row": lembar,
        "banding": read_beda(lembar, only=only),
        "only": only,
        "semua": not only,
        "jejak": sheet_trail(lembar, "Perbedaan penilaian"),
    }
    return render(request, "evaluasi/meja/beda.html", context)
