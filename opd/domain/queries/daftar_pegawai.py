"""The employee list of a unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Q, QuerySet

from opd.models import Opd, Pegawai

PAGE_SIZE = 60
SORTS = {
    "nama": ("name", "id"),
    "-nama": ("-name", "id"),
    "nip": ("nip", "name", "id"),
    "-nip": ("-nip", "name", "id"),
    "sejak": ("active_from", "name", "id"),
    "-sejak": ("-active_from", "name", "id"),
}


@dataclass(frozen=True)
class SaringanPegawai:
    """What narrows the list: text in name, NIP or title; on the list, or gone."""

    day: date
    text: str = ""
    state: str = "aktif"
    sort: str = ""


def pegawai_page(opd: Opd, saringan: SaringanPegawai, *, number: str | None) -> Page:
    """A page of a unit's own employees; two SQL queries."""
    rows = filtered(opd, saringan).select_related("pengguna")
    return Paginator(rows.order_by(*SORTS.get(saringan.sort, SORTS["nama"])), PAGE_SIZE).get_page(number)


def filtered(opd: Opd, saringan: SaringanPegawai) -> QuerySet[Pegawai]:
    """The unit's employees that the filters let through."""
    rows = Pegawai.objects.filter(opd=opd)
    if saringan.state == "berhenti":
        rows = rows.filter(active_to__lte=saringan.day)
    elif saringan.state == "aktif":
        rows = rows.active_on(saringan.day)
    if saringan.text:
        text = saringan.text
        rows = rows.filter(Q(name__icontains=text) | Q(nip__icontains=text) | Q(title__icontains=text))
    return rows


def pegawai_sums(opd: Opd, day: date) -> dict[str, int]:
    """How many are on the list today, without NIP, and have left; one SQL query."""
    now = Q(active_from__lte=day) & (Q(active_to=None) | Q(active_to__gt=day))
    return Pegawai.objects.filter(opd=opd).aggregate(
        active=Count("pk", filter=now),
        without_nip=Count("pk", filter=now & Q(nip="")),
        left=Count("pk", filter=Q(active_to__lte=day) & Q(active_to__gt=F("active_from"))),
    )
