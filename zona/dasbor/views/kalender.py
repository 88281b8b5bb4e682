"""The calendar of windows and deadlines: a page, a private address, and the feed behind it."""

from __future__ import annotations

from itertools import groupby

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from dasar.format import MONTHS, tanggal_pendek
from zona.dasbor.acara_kalender import AcaraKalender, list_acara, write_ical
from zona.dasbor.domain.kalender import find_owner, make_alamat, revoke_alamat
from zona.dasbor.models import AlamatKalender
from zona.dasbor.tempat import places_for

SESSION_KEY = "alamat_kalender"


def _month(event: AcaraKalender) -> str:
    return f"{MONTHS[event.day.month - 1]} {event.day.year}"


@require_safe
def kalender(request: HttpRequest) -> HttpResponse:
    """Windows and deadlines to come, by month; what has gone by stands folded below."""
    today = timezone.localdate()
    events = list_acara(request.actor, today=today)
    coming = [event for event in events if not event.is_past(today)]
    months = [
        {"bulan": month, "acara": [(tanggal_pendek(event.day), event) for event in group]}
        for month, group in groupby(coming, key=_month)
    ]
    past = [(tanggal_pendek(event.day), event) for event in reversed(events) if event.is_past(today)]
    context = {
        "tempat": places_for(request.actor, "dasbor:kalender"),
        "bulan": months,
        "lewat": past,
        "alamat": request.session.pop(SESSION_KEY, ""),
        "punya": AlamatKalender.objects.filter(pengguna=request.actor.pengguna, revoked_at=None).first(),
    }
    return render(request, "dasbor/kalender.html", context)


@require_POST
def alamat(request: HttpRequest) -> HttpResponse:
    """Make a new private address, or close the open one; the new one is shown once."""
    if request.POST.get("cabut"):
        had = revoke_alamat(request.actor)
        messages.success(
            request,
            "Alamat kalender dicabut dan tidak dapat dibuka lagi."
            if had
            else "Tidak ada alamat yang berlaku.",
        )
    else:
        _, token = make_alamat(request.actor)
        path = reverse("dasbor:umpan", args=[token])
        request.session[SESSION_KEY] = f"{settings.PUBLIC_URL}{path}"
        messages.success(
            request, "Alamat kalender dibuat. Salin sekarang; alamat ini hanya ditampilkan sekali."
        )
    return redirect("dasbor:kalender")


@login_not_required
@require_safe
def umpan(request: HttpRequest, token: str) -> HttpResponse:
    """The feed behind a private address, with what its owner may see today."""
    owner = find_owner(token)
    now = timezone.now()
    body = write_ical(list_acara(owner, today=timezone.localdate(now)), now=now)
    answer = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    answer.headers["Cache-Control"] = "private, max-age=3600"
    answer.headers["Content-Disposition"] = 'inline; filename="zona-integritas.ics"'
    return answer
