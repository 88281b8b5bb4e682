"""The first page after signing in."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from dasar.format import angka
from opd.domain.queries.peran import list_peran
from opd.enums import CITY_READERS, Role
from zona.tugas import tasks_of


@login_not_required
@require_safe
def beranda(request: HttpRequest) -> HttpResponse:
    """What waits for this person today. For leaders that is the board itself, for visitors the public page."""
    actor = request.actor
    if not actor.is_authenticated:
        return redirect("publik:janji")
    if actor.peran and not actor.has(*(role for role in Role if role != Role.PIMPINAN)):
        return redirect("dasbor:papan")
    tasks = list(tasks_of(actor, timezone.now()))
    mine = [task for task in tasks if task.is_mine]
    context = {
        "judul": f"{angka(len(mine))} hal menunggu Anda" if mine else "Tidak ada yang menunggu Anda",
        "daftar_tugas": mine,
        "daftar_pantau": [task for task in tasks if not task.is_mine],
        "daftar_peran": list_peran(actor),
        "is_city": actor.has_city(*CITY_READERS),
    }
    return render(request, "beranda.html", context)
