"""From an action of a unit's plan to the question of the worksheet that it serves."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from evaluasi.enums import SimpulKind
from evaluasi.models import LembarKerja
from opd.models import Tindakan


@require_safe
def butir_janji(request: HttpRequest, pk: UUID, kode: str) -> HttpResponse:
    """To that question on the unit's worksheet of the plan's year; back to the action where there is none."""
    row = get_object_or_404(Tindakan.objects.visible_to(request.actor).select_related("rencana"), pk=pk)
    year = row.rencana.year
    rows = LembarKerja.objects.visible_to(request.actor).filter(opd=row.rencana.opd_id, periode__year=year)
    lembar = rows.select_related("periode").first()
    if lembar is None:
        messages.info(request, f"Unit ini belum memulai lembar kerja {year}, jadi butir {kode} belum ada.")
    elif not lembar.periode.instrumen.simpul.filter(kode=kode, jenis=SimpulKind.BUTIR).exists():
        messages.info(request, f"Instrumen {year} tidak memuat butir {kode}. Periksa kodenya pada janji ini.")
    else:
        return redirect("evaluasi:lembar_butir", lembar.pk, kode)
    return redirect("opd:tindakan_detail", pk)
