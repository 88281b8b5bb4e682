from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_safe

from dasar.izin import require
from dasar.jurnal import views as jurnal_views
from dasar.jurnal.models import Segel
from opd.views.jejak import trail
from zona.jejak.bacaan import can_read_journal, filter_rows, tell, visible_rows
from zona.jejak.kata import WORDS

PAGE_SIZE = 50
SEALS = 60


def _day(request: HttpRequest, name: str) -> object:
    """A date of the address, or none where it is not one."""
    try:
        return parse_date(request.GET.get(name, ""))
    except ValueError:
        return None


@require_safe
def jurnal(request: HttpRequest) -> HttpResponse:
    """Everything that was changed, newest first, with filters in the address."""
    require(can_read_journal(request.actor))
    words, kind = request.GET.get("cari", "").strip(), request.GET.get("tindakan", "")
    start, end = _day(request, "tanggal_dari"), _day(request, "tanggal_sampai")
    rows = filter_rows(visible_rows(request.actor), words=words, kind=kind, start=start, end=end)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("halaman"))
    context = {
        "halaman": page,
        "baris": tell(list(page.object_list)),
        "cari": words,
        "tindakan": kind,
        "pilihan": sorted((title, action) for action, (title, _) in WORDS.items()),
        "dari": start,
        "sampai": end,
        "segel": Segel.objects.order_by("-date").first(),
        "jejak": trail("Jurnal"),
    }
    return render(request, "jejak/jurnal.html", context)


@login_not_required
@require_safe
def segel_list(request: HttpRequest) -> HttpResponse:
    """The daily seals of the journal, for whoever wants to keep them outside."""
    return render(request, "jejak/segel.html", {"daftar": Segel.objects.order_by("-date")[:SEALS]})


@login_not_required
@require_safe
def segel_file(request: HttpRequest, day: object) -> HttpResponse:
    """One seal, byte for byte."""
    return jurnal_views.segel_file(request, day)
