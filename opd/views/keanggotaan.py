"""Pages on which roles are given and ended."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from dasar.izin import require
from opd.domain.keanggotaan import end_keanggotaan, grant_keanggotaan
from opd.forms.akun import AkhiriPeranForm, KeanggotaanForm
from opd.models import Keanggotaan
from opd.permissions import can_manage_accounts
from opd.views.akun import EDIT, find_pengguna, way_to


@require_http_methods(EDIT)
def keanggotaan_grant(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give a role to an account."""
    orang = find_pengguna(request, pk)
    initial = {"active_from": timezone.localdate(), "kedudukan": "definitif"}
    form = KeanggotaanForm(request.POST or None, initial=initial)
    row = form.attempt(grant_keanggotaan, pengguna=orang, actor=request.actor)
    if row:
        messages.success(request, f"{orang.name} kini {row.get_role_display()}.")
        return redirect("opd:pengguna_detail", orang.pk)
    context = {
        "form": form,
        "title": "Beri peran",
        "kicker": orang.name,
        "lead": "Peran di suatu unit berlaku juga untuk semua unit di bawahnya.",
        "button": "Beri peran",
        "back": reverse("opd:pengguna_detail", args=[orang.pk]),
        "jejak": way_to(orang, "Beri peran"),
    }
    return render(request, "opd/isian.html", context, status=form.status)


@require_http_methods(EDIT)
def keanggotaan_end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """End a role as of a day."""
    require(can_manage_accounts(request.actor))
    row = get_object_or_404(Keanggotaan.objects.select_related("pengguna", "opd"), pk=pk)
    form = AkhiriPeranForm(request.POST or None, initial={"active_to": timezone.localdate()})
    if form.attempt(end_keanggotaan, keanggotaan=row, actor=request.actor):
        messages.success(request, f"Peran {row.get_role_display()} milik {row.pengguna.name} berakhir.")
        return redirect("opd:pengguna_detail", row.pengguna_id)
    place = row.opd.name if row.opd else "seluruh kota"
    context = {
        "form": form,
        "title": "Akhiri peran",
        "kicker": row.pengguna.name,
        "lead": f"{row.get_role_display()}, {place}. Riwayatnya tetap tersimpan.",
        "button": "Akhiri peran",
        "back": reverse("opd:pengguna_detail", args=[row.pengguna_id]),
        "jejak": way_to(row.pengguna, "Akhiri peran"),
    }
    return render(request, "opd/isian.html", context, status=form.status)
