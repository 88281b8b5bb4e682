"""Talk between units and assessors: all threads of a person, one thread, and read marks."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evaluasi.domain.diskusi import mark_read, send_diskusi
from evaluasi.domain.queries.diskusi import list_threads, read_thread
from evaluasi.forms.meja import PesanForm
from evaluasi.permissions import can_discuss, can_open_desk
from evaluasi.views.lembar_kerja import visible
from evaluasi.views.pengisian import find_simpul
from opd.views.jejak import trail as trail_from

PAGE_SIZE = 30
HOME = "Diskusi"


@require_safe
def diskusi_list(request: HttpRequest) -> HttpResponse:
    """Every talk this person can follow, unread ones first."""
    page = Paginator(list_threads(request.actor), PAGE_SIZE).get_page(request.GET.get("halaman"))
    return render(request, "evaluasi/diskusi/daftar.html", {"page": page, "jejak": trail_from(HOME)})


@require_http_methods(["GET", "HEAD", "POST"])
def diskusi_thread(request: HttpRequest, pk: UUID, kode: str) -> HttpResponse:
    """One talk: read it, write to the other side."""
    lembar = visible(request, pk)
    simpul = find_simpul(lembar, kode).nama
    form = PesanForm(request.POST or None)
    if form.attempt(send_diskusi, lembar=lembar, actor=request.actor, kode=kode):
        messages.success(request, "Pesan terkirim. Pihak lain diberi tahu di portal dan lewat surel.")
        return redirect(request.get_full_path())
    desk = can_open_desk(request.actor, lembar)
    page = "evaluasi:meja_butir" if desk else "evaluasi:lembar_butir"
    context = {
        "row": lembar,
        "kode": kode,
        "nama": simpul,
        "utas": read_thread(lembar, kode),
        "form": form,
        "boleh": can_discuss(request.actor, lembar),
        "kembali": reverse(page, args=[pk, kode]),
        "salinan": settings.PUBLIC_URL + reverse("evaluasi:diskusi_list"),
        "jejak": trail_from((HOME, reverse("evaluasi:diskusi_list")), f"{lembar.opd.short_name} {kode}"),
    }
    return render(request, "evaluasi/diskusi/utas.html", context, status=form.status)


@require_POST
def diskusi_read(request: HttpRequest, pk: UUID, kode: str) -> HttpResponse:
    """Mark the talk as read; sent by the page as it is shown, or by a button."""
    lembar = visible(request, pk)
    find_simpul(lembar, kode)
    mark_read(lembar, actor=request.actor, kode=kode)
    if request.headers.get("X-Bagian") == "ya":
        return HttpResponse(status=204)
    return redirect("evaluasi:diskusi_list")
