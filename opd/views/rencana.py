"""Pages of the plans: the overview, one plan by area, its paper, and beginning one."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from dasar.izin import require
from opd.domain.queries.janji import add_up, list_unit_rencana, read_tindakan, years_of_rencana
from opd.domain.queries.riwayat_daftar import history_of_rencana
from opd.domain.rencana import begin_rencana
from opd.forms.rencana import RencanaForm
from opd.forms.saringan import uuid_of
from opd.models import RencanaAksi
from opd.permissions import can_begin_rencana, can_manage_rencana, can_verify_kemajuan
from opd.views.jejak import trail
from opd.views.opd import EDIT
from opd.views.sajian_janji import list_lines, plan_context

PAGE = 60


def find_rencana(request: HttpRequest, pk: UUID) -> RencanaAksi:
    """The plan at this address, if the acting person may see it."""
    rows = RencanaAksi.objects.visible_to(request.actor).select_related("opd")
    return get_object_or_404(rows, pk=pk)


def plan_trail(rencana: RencanaAksi, here: str = "") -> list[tuple[str, str]]:
    """The way back from a plan."""
    home = ("Rencana aksi", f"{reverse('opd:rencana_list')}?tahun={rencana.year}")
    own = (f"{rencana.opd.short_name} {rencana.year}", reverse("opd:rencana_detail", args=[rencana.pk]))
    return trail(home, own, here)


@require_safe
def rencana_list(request: HttpRequest) -> HttpResponse:
    """Units with their plan of a year and how it stands."""
    today = timezone.localdate()
    years = years_of_rencana(request.actor, day=today)
    asked = request.GET.get("tahun", "")
    year = int(asked) if asked in map(str, years) else today.year
    keadaan = request.GET.get("keadaan", "")
    units = list_unit_rencana(request.actor, year=year, day=today)
    page = Paginator(list_lines(units, keadaan), PAGE).get_page(request.GET.get("halaman"))
    context = {
        "tahun": year,
        "tahun_lain": years,
        "keadaan": keadaan,
        "jumlah": add_up(line.jumlah for line in units),
        "berencana": sum(line.rencana is not None for line in units),
        "semua": len(units),
        "page": page,
        "lines": [(line, can_manage_rencana(request.actor, line.opd)) for line in page],
        "can_begin": can_begin_rencana(request.actor),
        "jejak": trail("Rencana aksi"),
    }
    return render(request, "opd/rencana/daftar.html", context)


@require_http_methods(EDIT)
def rencana_create(request: HttpRequest) -> HttpResponse:
    """Begin the plan of a unit and year, or go to the one that is there."""
    require(can_begin_rencana(request.actor))
    initial: dict[str, object] = {"year": timezone.localdate().year}
    if key := uuid_of(request.GET.get("unit")):
        initial["opd"] = key
    form = RencanaForm(request.POST or None, actor=request.actor, initial=initial)
    rencana = form.attempt(begin_rencana, actor=request.actor)
    if rencana:
        messages.success(request, "Rencana aksi siap diisi. Tambahkan janji pertama, satu per satu.")
        return redirect("opd:rencana_detail", rencana.pk)
    context = {"form": form, "title": "Mulai rencana aksi", "button": "Mulai", "kicker": ""}
    context["lead"] = "Yang dijanjikan di depan umum dipecah menjadi tindakan yang dapat dihitung."
    context["back"] = reverse("opd:rencana_list")
    context["jejak"] = trail(("Rencana aksi", reverse("opd:rencana_list")), "Mulai")
    return render(request, "opd/isian.html", context, status=form.status)


@require_safe
def rencana_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One plan by area, what is late first, with what the unit says beside what is verified."""
    rencana = find_rencana(request, pk)
    lines = read_tindakan(rencana.tindakan.all(), day=timezone.localdate())
    context = plan_context(rencana, lines) | {
        "can_manage": can_manage_rencana(request.actor, rencana.opd),
        "can_verify": can_verify_kemajuan(request.actor, rencana.opd),
        "history": history_of_rencana(rencana),
        "jejak": plan_trail(rencana),
    }
    return render(request, "opd/rencana/rencana.html", context)


@require_safe
def rencana_print(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The monitoring report of a plan, to be printed."""
    rencana = find_rencana(request, pk)
    lines = read_tindakan(rencana.tindakan.all(), day=timezone.localdate())
    context = plan_context(rencana, lines) | {"jejak": plan_trail(rencana, "Laporan monev")}
    return render(request, "opd/rencana/cetak.html", context)
