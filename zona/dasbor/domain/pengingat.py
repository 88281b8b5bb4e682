"""Reminding people of what waits for them: logged, by mail through the queue, never twice a day to the same person."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from dasar.akun.models import Pengguna
from dasar.errors import WrongState
from dasar.izin import Actor, require
from dasar.pekerjaan.domain import enqueue
from dasar.writing import create
from evaluasi.models import Penugasan
from opd.enums import UNIT_ROLES
from opd.models import Keanggotaan, Opd
from zona.dasbor.models import Pengingat
from zona.dasbor.permissions import can_remind

MAIL_JOB = "dasbor.pengingat"


def recipients_of(opd: Opd, *, lembar: UUID | None = None) -> QuerySet[Pengguna]:
    """Whom a reminder about this unit goes to: those who act for the unit itself today; with `lembar` the assessors
    it is assigned to. By name; one SQL query."""
    today = timezone.localdate()
    if lembar is not None:
        seats = Penugasan.objects.filter(lembar=lembar).values("penilai__pengguna")
        return Pengguna.objects.filter(is_active=True, pk__in=seats).order_by("name", "id")
    posts = Keanggotaan.objects.live_on(today).filter(opd=opd, role__in=UNIT_ROLES).values("pengguna")
    return Pengguna.objects.filter(is_active=True, pk__in=posts).order_by("name", "id")


@transaction.atomic
def remind(
    opd: Opd, *, perihal: str, people: Iterable[Pengguna], actor: Actor, at: datetime | None = None
) -> list[Pengingat]:
    """Remind these people of what waits in the unit; returns the reminders made.

    Whoever was reminded today already is left out. Mail leaves by a job of its own for each person with an address.
    Raises `PermissionRefused`; `WrongState` when nobody is left, or when somebody else reminded the same person in
    this moment.
    """
    require(can_remind(actor))
    at = at or timezone.now()
    day = timezone.localdate(at)
    people = list(people)
    told = set(Pengingat.objects.filter(pengguna__in=people, day=day).values_list("pengguna", flat=True))
    left = [person for person in people if person.pk not in told]
    if not people:
        raise WrongState(
            f"Belum ada orang yang dapat diingatkan di {opd.short_name}. Minta administrator menunjuknya."
        )
    if not left:
        raise WrongState(f"Semua orang yang dituju di {opd.short_name} sudah diingatkan hari ini.")
    return [_remind(person, opd, perihal, actor, at) for person in left]


def _remind(person: Pengguna, opd: Opd, perihal: str, actor: Actor, at: datetime) -> Pengingat:
    row = Pengingat(
        pengguna=person,
        opd=opd,
        perihal=perihal[:200],
        day=timezone.localdate(at),
        by_mail=bool(person.email),
        sent_by=actor.pengguna,
        sent_at=at,
    )
    create(row, actor=actor, action="dasbor.pengingat.sent", stream=opd.stream)
    if row.by_mail:
        enqueue(kind=MAIL_JOB, key=str(row.pk), params={"pengingat": str(row.pk)}, actor=None)
    return row


def mail_pengingat(key: UUID) -> None:
    """Send the mail of a reminder once; a second run sends nothing."""
    row = Pengingat.objects.select_related("pengguna", "opd", "sent_by").get(pk=key)
    if row.mailed_at is not None or not row.pengguna.email:
        return
    EmailMessage(
        subject=f"Pengingat Zona Integritas: {row.perihal}",
        body=mail_text(row),
        to=[row.pengguna.email],
    ).send()
    Pengingat.objects.filter(Q(pk=row.pk), mailed_at=None).update(mailed_at=timezone.now())


def mail_text(row: Pengingat) -> str:
    """The mail: what waits, where, and who asked."""
    return (
        f"Yth. {row.pengguna.name},\n\n"
        f"{row.perihal}.\nUnit: {row.opd.name}.\n\n"
        f"Buka portal: {settings.PUBLIC_URL}/\n\n"
        f"Pengingat ini dikirim oleh {row.sent_by.name} (koordinator ZI) dan dicatat di portal."
    )


def whatsapp_text() -> str:
    """A text to send by WhatsApp: it names neither unit nor person nor what it is about."""
    return (
        "Bapak/Ibu, ada pekerjaan Zona Integritas yang menunggu di portal. "
        f"Mohon masuk dan periksa beranda Anda: {settings.PUBLIC_URL}/ Terima kasih."
    )
