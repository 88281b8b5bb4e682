"""Talk about a question between a unit and its assessors: messages, read marks, and who is told by mail."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from dasar.akun.models import Pengguna
from dasar.errors import DomainError
from dasar.izin import Actor, require
from dasar.jurnal.domain import record
from dasar.pekerjaan.domain import enqueue
from evaluasi.domain.instrumen_store import simpul_ids
from evaluasi.enums import PeranTim, Pihak
from evaluasi.models import AnggotaTim, BacaanDiskusi, Diskusi, LembarKerja
from evaluasi.permissions import can_discuss, duties_of
from opd.enums import UNIT_ROLES
from opd.models import Keanggotaan

MAIL = "evaluasi.kabar_diskusi"
"""The kind of job that tells the other side by mail."""


@transaction.atomic
def send_diskusi(lembar: LembarKerja, *, actor: Actor, kode: str, text: str) -> Diskusi:
    """Say something about a question; the writer has read the talk up to here, the other side is told by mail.

    Raises `PermissionRefused`, `DomainError` for an empty or too long text or an unknown question. A second press with
    the same words right afterwards adds nothing.
    """
    require(can_discuss(actor, lembar))
    simpul, text = _simpul(lembar, kode), text.strip()
    if not text:
        raise DomainError("Tulis pesannya dahulu.", field="text")
    pihak = Pihak.TPI if duties_of(actor, lembar) else Pihak.UNIT
    last = Diskusi.objects.filter(lembar=lembar, simpul=simpul).order_by("-sent_at").first()
    if last is not None and (last.penulis_id, last.text) == (getattr(actor.pengguna, "pk", None), text):
        return last
    now = timezone.now()
    row = Diskusi(
        lembar=lembar, simpul_id=simpul, pihak=pihak, penulis=actor.pengguna, text=text, sent_at=now
    )
    row.clean_fields(exclude=["lembar", "simpul", "penulis"])
    row.save(force_insert=True)
    _mark(lembar, simpul, actor)
    after = {"kode": kode, "pihak": pihak}
    record(actor=actor, action="evaluasi.diskusi.sent", obj=row, stream=lembar.stream, after=after)
    enqueue(kind=MAIL, key=str(row.pk), params={"diskusi": str(row.pk)}, actor=None)
    return row


def _simpul(lembar: LembarKerja, kode: str) -> int:
    ids = simpul_ids(lembar.periode.instrumen)
    if kode not in ids:
        raise DomainError(f"Butir {kode} tidak ada dalam instrumen ini.")
    return ids[kode]


@transaction.atomic
def mark_read(lembar: LembarKerja, *, actor: Actor, kode: str) -> None:
    """Note that the person has read the talk about a question up to now."""
    _mark(lembar, _simpul(lembar, kode), actor)


def _mark(lembar: LembarKerja, simpul: int, actor: Actor) -> None:
    row = BacaanDiskusi(lembar=lembar, simpul_id=simpul, pengguna=actor.pengguna, read_at=timezone.now())
    BacaanDiskusi.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["lembar", "simpul", "pengguna"],
        update_fields=["read_at"],
    )


def recipients_of(row: Diskusi) -> list[Pengguna]:
    """Who on the other side is told of a message: people with an address who have nothing unread in this talk from
    before, so that a lively talk does not fill a mailbox. The unit's own roles, or first assessor and leader."""
    today = timezone.localdate()
    if row.pihak == Pihak.TPI:
        members = Keanggotaan.objects.live_on(today).filter(opd=row.lembar.opd_id, role__in=UNIT_ROLES)
        people = Pengguna.objects.filter(keanggotaan__in=members)
    else:
        given = {"tim__penugasan__lembar": row.lembar_id}
        seats = AnggotaTim.objects.live_on(today).filter(**given)
        judges = Q(peran=PeranTim.KETUA)
        for each in row.lembar.penugasan.all():
            judges |= Q(pk=each.penilai_id) | Q(menggantikan=each.penilai_id)
        people = Pengguna.objects.filter(anggota_tim__in=seats.filter(judges))
    read = BacaanDiskusi.objects.filter(
        lembar=row.lembar_id,
        simpul=row.simpul_id,
        pengguna=OuterRef(OuterRef("pk")),
        read_at__gte=OuterRef("sent_at"),
    )
    before = Diskusi.objects.filter(lembar=row.lembar_id, simpul=row.simpul_id, sent_at__lt=row.sent_at)
    unread = before.exclude(penulis=OuterRef("pk")).filter(~Exists(read))
    told = people.filter(~Exists(unread), is_active=True).exclude(email="").exclude(pk=row.penulis_id)
    return list(told.distinct().order_by("pk"))
