"""The evidence of one question for an evaluator outside the city: one link, no account, nothing else reachable."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from dasar.berkas.http import serve
from dasar.errors import NotFound
from dasar.laju import within_limit
from evaluasi.domain.portalrb.bukti_luar import HalamanBukti, note_opened, open_evidence
from evaluasi.domain.portalrb.tautan_bukti import KEY

OPENED_PER_MINUTE = 120
WRONG_PER_MINUTE = 30
Page = Callable[..., HttpResponseBase]


def _guarded(view: Page) -> Page:
    """Hands the view what the link opens; the same answer for every link that opens nothing; never indexed or told on."""

    @wraps(view)
    def inner(request: HttpRequest, **kwargs: int) -> HttpResponseBase:
        try:
            halaman = open_evidence(request.GET.get(KEY, ""), at=timezone.now())
            free = within_limit(request, act="bukti_luar", per_minute=OPENED_PER_MINUTE)
            response = view(request, halaman, **kwargs) if free else _wait(request)
        except NotFound as refusal:
            if within_limit(request, act="bukti_luar_salah", per_minute=WRONG_PER_MINUTE):
                context = {"alasan": refusal.message}
                response = render(request, "evaluasi/portalrb/bukti_tutup.html", context, status=404)
            else:
                response = _wait(request)
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return inner


def _wait(request: HttpRequest) -> HttpResponse:
    response = render(request, "429.html", status=429)
    response["Retry-After"] = "60"
    return response


@login_not_required
@never_cache
@require_safe
@_guarded
def bukti_luar(request: HttpRequest, halaman: HalamanBukti) -> HttpResponse:
    """The files of one question, with the pages to look at."""
    note_opened(halaman, at=timezone.now())
    return render(request, "evaluasi/portalrb/bukti_luar.html", {"halaman": halaman, "publik": True})


@login_not_required
@require_safe
@_guarded
def bukti_luar_berkas(request: HttpRequest, halaman: HalamanBukti, nomor: int) -> HttpResponseBase:
    """One of the files, by its number on the page (`?unduh`: always as a download)."""
    item = halaman.item(nomor)
    berkas = halaman.berkas_of(nomor)
    if item is None or berkas is None:
        raise Http404("Berkas ini tidak ada pada butir tersebut.")
    note_opened(halaman, at=timezone.now(), nomor=nomor)
    return serve(berkas, filename=item.nama, inline="unduh" not in request.GET, request=request)
