"""The coordinator's week and its reminders."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from dasar.izin import require
from evaluasi.models import LembarKerja
from opd.models import Opd
from zona.dasbor.domain.pengingat import recipients_of, remind, whatsapp_text
from zona.dasbor.forms import PengingatForm
from zona.dasbor.models import Pengingat
from zona.dasbor.pekan_ini import present_pekan, read_pekan
from zona.dasbor.permissions import can_remind
from zona.dasbor.tempat import places_for


@require_safe
def pekan(request: HttpRequest) -> HttpResponse:
    """What waits for whom, what is overdue and at risk; a button beside each reminds."""
    require(can_remind(request.actor))
    places = places_for(request.actor, "dasbor:pekan")
    return render(
        request, "dasbor/pekan_ini.html", present_pekan(read_pekan(request.actor)) | {"tempat": places}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def ingatkan(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Whom a reminder goes to, the text for WhatsApp, what was sent; a POST sends it."""
    opd = get_object_or_404(Opd.objects.visible_to(request.actor), pk=pk)
    require(can_remind(request.actor))
    form = PengingatForm(request.POST or request.GET)
    lembar = _lembar(form, opd)
    if request.method == "POST" and form.is_valid():
        people = recipients_of(opd, lembar=lembar)
        made = remind(opd, perihal=form.cleaned_data["perihal"], people=people, actor=request.actor)
        names = ", ".join(row.pengguna.name for row in made)
        messages.success(request, f"{names} diingatkan dan dicatat. Teks WhatsApp ada di bawah ini.")
        return redirect(f"{reverse('dasbor:ingatkan', args=[pk])}?{form.address()}")
    context = {
        "opd": opd,
        "form": form,
        "orang": [(person.name, person.email) for person in recipients_of(opd, lembar=lembar)],
        "riwayat": Pengingat.objects.filter(opd=opd).select_related("pengguna", "sent_by")[:20],
        "hari_ini": timezone.localdate(),
        "whatsapp": whatsapp_text(),
        "jejak": [("Pekan koordinator", reverse("dasbor:pekan")), (f"Ingatkan {opd.short_name}", "")],
    }
    return render(request, "dasbor/ingatkan.html", context)


def _lembar(form: PengingatForm, opd: Opd) -> UUID | None:
    """The worksheet that the form names, if it is the unit's own."""
    form.is_valid()
    key = form.cleaned_data.get("lembar")
    return LembarKerja.objects.filter(pk=key, opd=opd).values_list("pk", flat=True).first() if key else None
