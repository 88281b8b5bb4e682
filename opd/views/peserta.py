"""Which units declare in a joint event: chosen from a checklist, or a whole subtree at once."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from dasar.errors import DomainError
from opd.domain.peserta import enrol_units, units_below
from opd.forms.peserta import PilihUnitForm
from opd.models import Opd, Pencanangan
from opd.views.isian import editable
from opd.views.pencanangan import trail

MOST_SHOWN = 600


def _choices(request: HttpRequest, row: Pencanangan) -> QuerySet[Opd]:
    """The units that may be added: seen by this person, active on the day, not there yet."""
    day = row.date or timezone.localdate()
    units = Opd.objects.visible_to(request.actor).active_on(day).select_related("parent")
    return units.exclude(pk__in=row.peserta.values("opd")).order_by("kind", "parent__name", "name", "id")


@require_http_methods(["GET", "HEAD", "POST"])
def peserta_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The checklist. The button `cari` narrows it and keeps what is ticked."""
    row = editable(request, pk)
    units = _choices(request, row)
    form = PilihUnitForm(request.POST or None, units=units)
    error = ""
    if request.method == "POST" and "cari_unit" not in request.POST and form.is_valid():
        try:
            added = enrol_units(row, actor=request.actor, units=form.cleaned_data["unit"])
        except DomainError as refusal:
            error = refusal.message
        else:
            messages.success(request, f"{len(added)} unit ditambahkan. Periksa penanda tangannya.")
            return redirect("opd:pencanangan_peserta", pk=pk)
    context = {
        "row": row,
        "form": form,
        "error": error,
        "groups": form.groups(units[:MOST_SHOWN]),
        "jejak": trail(row, "Tambah unit peserta"),
    }
    return render(request, "opd/pencanangan/peserta_tambah.html", context, status=400 if error else 200)


@require_POST
def peserta_add_below(request: HttpRequest, pk: UUID) -> HttpResponse:
    """All active units directly below the organiser, such as the kelurahan of a kecamatan."""
    row = editable(request, pk)
    added = enrol_units(row, actor=request.actor, units=units_below(row))
    messages.success(request, f"{len(added)} unit ditambahkan. Periksa penanda tangannya.")
    return redirect("opd:pencanangan_peserta", pk=pk)
