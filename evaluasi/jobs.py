"""Background jobs of the upper domain."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string
from django.urls import reverse

from dasar.pekerjaan.domain import Progress, register
from dasar.pekerjaan.models import Pekerjaan
from evaluasi.domain.diskusi import MAIL, recipients_of
from evaluasi.models import Diskusi


@register(MAIL, label="Surel kabar diskusi")
def tell_diskusi(pekerjaan: Pekerjaan, progress: Progress) -> None:
    """Tell the other side by mail that something was said: no name, no unit, no word of it leaves the portal."""
    row = Diskusi.objects.select_related("lembar__opd").filter(pk=pekerjaan.params["diskusi"]).first()
    if row is None:
        return
    context = {"address": settings.PUBLIC_URL + reverse("evaluasi:diskusi_list")}
    body = render_to_string("evaluasi/diskusi/kabar.txt", context)
    subject = "Pesan baru tentang lembar kerja Zona Integritas"
    mails = [EmailMessage(subject, body, to=[person.email]) for person in recipients_of(row)]
    progress(50, f"{len(mails)} surel")
    if mails:
        get_connection().send_messages(mails)
