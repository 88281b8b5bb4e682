"""Talk as pages show it: one thread, all threads of a person, and what is unread."""

from __future__ import annotations

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Subquery

from dasar.izin import Actor
from evaluasi.domain.instrumen_store import simpul_ids
from evaluasi.enums import Pihak
from evaluasi.models import BacaanDiskusi, Diskusi, LembarKerja, Penugasan
from opd.enums import TPI_ROLES, UNIT_ROLES
from opd.models.opd import paths_filter


def read_thread(lembar: LembarKerja, kode: str) -> list[Diskusi]:
    """All messages about one question, oldest first; one SQL query."""
    simpul = simpul_ids(lembar.periode.instrumen)[kode]
    return list(Diskusi.objects.filter(lembar=lembar, simpul=simpul).select_related("penulis"))


def for_me(actor: Actor) -> QuerySet[Diskusi]:
    """Messages that the other side wrote to this person: to a unit's people by the assessors, and the reverse."""
    units = tuple(peran.jalur for peran in actor.peran if not peran.is_city and peran.role in UNIT_ROLES)
    scope = Q(paths_filter("lembar__opd__", units), pihak=Pihak.TPI)
    if actor.has_city(*TPI_ROLES):
        mine = Penugasan.objects.reachable_by(actor).filter(lembar=OuterRef("lembar"))
        scope |= Q(Exists(mine), pihak=Pihak.UNIT)
    return Diskusi.objects.filter(scope).exclude(penulis=actor.pengguna)


def unread(actor: Actor) -> QuerySet[Diskusi]:
    """Of those the ones not read yet."""
    read = BacaanDiskusi.objects.filter(
        lembar=OuterRef("lembar"),
        simpul=OuterRef("simpul"),
        pengguna=actor.pengguna,
        read_at__gte=OuterRef("sent_at"),
    )
    return for_me(actor).filter(~Exists(read))


def count_unread(actor: Actor) -> int:
    """How many messages wait to be read; one SQL query."""
    return unread(actor).count()


def list_threads(actor: Actor) -> QuerySet[Diskusi, dict[str, object]]:
    """Every talk this person can follow, with its last words and how much is unread; unread ones first."""
    last = Diskusi.objects.filter(lembar=OuterRef("lembar"), simpul=OuterRef("simpul")).order_by("-sent_at")
    fresh = (
        unread(actor)
        .filter(lembar=OuterRef("lembar"), simpul=OuterRef("simpul"))
        .order_by()
        .values("lembar")
        .annotate(n=Count("pk"))
        .values("n")
    )
    return (
        Diskusi.objects.visible_to(actor)
        .order_by()
        .values("lembar", "lembar__opd__name", "lembar__periode__year", "simpul__kode", "simpul__nama")
        .annotate(
            at=Max("sent_at"),
            n=Count("pk"),
            text=Subquery(last.values("text")[:1]),
            who=Subquery(last.values("penulis__name")[:1]),
            unread=Subquery(fresh),
        )
        .order_by(F("unread").desc(nulls_last=True), "-at")
    )
