"""The monthly brief: asked for by a person, or made by the portal itself once a month and sent to the leadership."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from dasar.akun.models import Pengguna
from dasar.berkas.domain import open_berkas
from dasar.izin import Actor, require
from dasar.pekerjaan.domain import enqueue
from dasar.pekerjaan.models import Pekerjaan
from dasar.writing import create
from opd.enums import Role
from opd.models import Keanggotaan, Kota
from zona.laporan.domain.ringkasan import month_name
from zona.laporan.enums import JOB_KINDS, DokumenKind
from zona.laporan.models import DokumenTerbit, Kiriman
from zona.laporan.permissions import can_issue_recap

KIND = JOB_KINDS[DokumenKind.RINGKASAN]
PORTAL_KEY = "bulan:{}"


def request_ringkasan(*, actor: Actor) -> Pekerjaan:
    """Ask for the brief on the month that runs, as things stand now. Raises `PermissionRefused`."""
    require(can_issue_recap(actor))
    month = timezone.localdate().replace(day=1)
    person = actor.pengguna.pk if actor.pengguna else ""
    return enqueue(kind=KIND, key=f"{month}:{person}", params={"bulan": month.isoformat()}, actor=actor)


def month_before(day: date) -> date:
    """The first day of the month before that of `day`."""
    return (day.replace(day=1) - timedelta(days=1)).replace(day=1)


@transaction.atomic
def ensure_monthly(today: date) -> Pekerjaan | None:
    """Have the brief on last month made, unless the portal has made it; None when there is nothing to do.

    Safe to call any number of times: one live job and one paper of the portal for each month. A portal without a
    city, or set up since that month, makes none.
    """
    month = month_before(today)
    made = DokumenTerbit.objects.filter(kind=DokumenKind.RINGKASAN, month=month, issued_by=None)
    if made.exists() or not Kota.objects.exists():
        return None
    params = {"bulan": month.isoformat()}
    return enqueue(kind=KIND, key=PORTAL_KEY.format(month), params=params, actor=None)


def leaders_with_mail(today: date) -> list[Pengguna]:
    """The city's leadership with an address, each once; one SQL statement."""
    held = Keanggotaan.objects.live_on(today).filter(role=Role.PIMPINAN, opd=None)
    people = Pengguna.objects.filter(is_active=True, pk__in=held.values("pengguna")).exclude(email="")
    return list(people.order_by("name", "pk"))


def send_ringkasan(dokumen: DokumenTerbit) -> int:
    """Mail a brief to everyone of the leadership who has not got it yet; how many were sent.

    Each sending is written down at once, so that a repeated run goes on where a broken one stopped. Raises what the
    mail server raises.
    """
    got = set(Kiriman.objects.filter(dokumen=dokumen).values_list("pengguna", flat=True))
    waiting = [person for person in leaders_with_mail(timezone.localdate()) if person.pk not in got]
    with open_berkas(dokumen.berkas) as stream:
        pdf = stream.read() if waiting else b""
    for person in waiting:
        _mail(dokumen, person, pdf).send()
        row = Kiriman(dokumen=dokumen, pengguna=person, sent_at=timezone.now())
        create(row, actor=None, action="laporan.kiriman.sent", stream="kota")
    return len(waiting)


def _mail(dokumen: DokumenTerbit, person: Pengguna, pdf: bytes) -> EmailMessage:
    facts = dokumen.facts
    context = {
        "nama": person.name,
        "fakta": facts,
        "alamat": f"{settings.PUBLIC_URL}{reverse('laporan:daftar')}",
        "papan": f"{settings.PUBLIC_URL}{reverse('dasbor:papan')}",
        "verifikasi": f"{settings.PUBLIC_URL}{reverse('laporan:verifikasi_dokumen', args=[dokumen.code])}",
    }
    assert dokumen.month is not None  # noqa: S101  # held by the database for this kind
    subject = f"Ringkasan Zona Integritas {month_name(dokumen.month)}"
    mail = EmailMessage(subject, render_to_string("laporan/ringkasan.txt", context), to=[person.email])
    mail.attach(dokumen.filename, pdf, "application/pdf")
    return mail
