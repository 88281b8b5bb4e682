"""Pages on instruments: everyone reads the law, the administrator loads it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dasar.izin import require
from evaluasi.domain.instrumen import to_source
from evaluasi.domain.instrumen_store import HasilMuat, load_instrumen, load_pustaka, read_isi
from evaluasi.domain.queries.instrumen import (
    compare_stored,
    instrumen_page,
    instrumen_tree,
    list_instrumen,
    list_regulasi,
)
from evaluasi.forms.instrumen import BandingForm, InstrumenForm
from evaluasi.models import Instrumen
from evaluasi.permissions import can_load_instrumen
from opd.views.jejak import trail

HOME = "Instrumen"


@require_safe
def instrumen_list(request: HttpRequest) -> HttpResponse:
    """All instruments with their revisions, and the regulations behind them."""
    context = {
        "lines": list_instrumen(timezone.localdate()),
        "regulasi": list_regulasi(),
        "can_load": can_load_instrumen(request.actor),
        "jejak": trail(HOME),
    }
    return render(request, "evaluasi/instrumen_list.html", context)


@require_safe
def instrumen_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One revision: weights, gates, conditions, and what the law does not give."""
    instrumen = get_object_or_404(Instrumen, pk=pk)
    context = {
        "instrumen": instrumen,
        "halaman": instrumen_page(instrumen),
        "jejak": trail((HOME, reverse("evaluasi:instrumen_list")), instrumen.nama),
    }
    return render(request, "evaluasi/instrumen_detail.html", context)


@require_safe
def instrumen_butir(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Every question of one revision with its options, counts and rules."""
    instrumen = get_object_or_404(Instrumen, pk=pk)
    detail = reverse("evaluasi:instrumen_detail", args=[pk])
    context = {
        "instrumen": instrumen,
        "sections": instrumen_tree(instrumen),
        "jejak": trail((HOME, reverse("evaluasi:instrumen_list")), (instrumen.nama, detail), "Butir"),
    }
    return render(request, "evaluasi/instrumen_butir.html", context)


@require_safe
def instrumen_source(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The file of one revision, from which a correction starts."""
    instrumen = get_object_or_404(Instrumen, pk=pk)
    response = JsonResponse(
        to_source(read_isi(instrumen)), json_dumps_params={"ensure_ascii": False, "indent": 1}
    )
    response["Content-Disposition"] = (
        f'attachment; filename="{instrumen.kode}-revisi-{instrumen.revisi}.json"'
    )
    return response


@require_safe
def instrumen_compare(request: HttpRequest) -> HttpResponse:
    """What differs between two revisions or instruments."""
    form = BandingForm(request.GET or None)
    chosen = form.is_valid()
    context = {
        "form": form,
        "beda": compare_stored(form.cleaned_data["lama"], form.cleaned_data["baru"]) if chosen else None,
        "jejak": trail((HOME, reverse("evaluasi:instrumen_list")), "Bandingkan"),
    }
    return render(
        request, "evaluasi/instrumen_compare.html", context, status=200 if chosen or not request.GET else 400
    )


@require_http_methods(["GET", "HEAD", "POST"])
def instrumen_load(request: HttpRequest) -> HttpResponse:
    """Load an instrument, or a new revision of one, from a file."""
    require(can_load_instrumen(request.actor))
    form = InstrumenForm(request.POST or None, request.FILES or None)
    hasil = form.attempt(load_instrumen, actor=request.actor)
    if hasil:
        return _loaded(request, hasil)
    context = {"form": form, "jejak": trail((HOME, reverse("evaluasi:instrumen_list")), "Muat")}
    return render(request, "evaluasi/instrumen_load.html", context, status=form.status)


@require_POST
def instrumen_load_bundled(request: HttpRequest) -> HttpResponse:
    """Load what comes with the portal."""
    loaded = [hasil for hasil in load_pustaka(actor=request.actor) if hasil.changed]
    told = ", ".join(str(hasil.instrumen) for hasil in loaded)
    messages.success(
        request, f"Dimuat: {told}." if loaded else "Semua instrumen bawaan sudah ada; tidak ada yang berubah."
    )
    return redirect("evaluasi:instrumen_list")


def _loaded(request: HttpRequest, hasil: HasilMuat) -> HttpResponse:
    if not hasil.changed:
        messages.info(request, f"{hasil.instrumen} sudah ada dengan isi yang sama; tidak ada yang berubah.")
    else:
        messages.success(
            request,
            f"{hasil.instrumen} dimuat, dengan {len(hasil.beda)} perbedaan dari revisi sebelumnya."
            if hasil.beda
            else f"{hasil.instrumen} dimuat.",
        )
    return redirect("evaluasi:instrumen_detail", pk=hasil.instrumen.pk)
