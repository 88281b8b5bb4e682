"""People with accounts, and the roles they hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from allauth.mfa.models import Authenticator
from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from dasar.akun.models import Pengguna
from opd.models import Keanggotaan

PAGE_SIZE = 60
SORTS = {
    "nama": ("name", "id"),
    "-nama": ("-name", "id"),
    "pengguna": ("username", "id"),
    "-pengguna": ("-username", "id"),
    "masuk": ("last_login", "name", "id"),
    "-masuk": ("-last_login", "name", "id"),
}


@dataclass(frozen=True)
class SaringanPengguna:
    """What narrows the list: text in name, sign-in name or NIP; a role held today; state of the account."""

    day: date
    text: str = ""
    role: str = ""
    state: str = ""
    sort: str = ""


def pengguna_page(saringan: SaringanPengguna, *, number: str | None) -> Page:
    """A page of accounts with the roles in force (`peran_kini`) and whether a second factor is set
    (`dua_langkah`); three SQL queries."""
    rows = _filtered(saringan).annotate(
        dua_langkah=Exists(Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP))
    )
    live = Keanggotaan.objects.live_on(saringan.day).select_related("opd").order_by("role", "id")
    rows = rows.prefetch_related(Prefetch("keanggotaan", queryset=live, to_attr="peran_kini"))
    return Paginator(rows.order_by(*SORTS.get(saringan.sort, SORTS["nama"])), PAGE_SIZE).get_page(number)


def _filtered(saringan: SaringanPengguna) -> QuerySet[Pengguna]:
    rows = Pengguna.objects.all()
    if saringan.text:
        text = saringan.text
        rows = rows.filter(Q(name__icontains=text) | Q(username__icontains=text) | Q(nip__icontains=text))
    live = Keanggotaan.objects.live_on(saringan.day).filter(pengguna=OuterRef("pk"))
    if saringan.role == "tanpa":
        rows = rows.filter(~Exists(live))
    elif saringan.role:
        rows = rows.filter(Exists(live.filter(role=saringan.role)))
    match saringan.state:
        case "aktif":
            rows = rows.filter(is_active=True)
        case "nonaktif":
            rows = rows.filter(is_active=False)
        case "baru":
            rows = rows.filter(is_active=True, must_change_password=True)
    return rows


def pengguna_sums() -> dict[str, int]:
    """How many accounts can sign in, are closed, and have never changed their first password."""
    return Pengguna.objects.aggregate(
        active=Count("pk", filter=Q(is_active=True)),
        closed=Count("pk", filter=Q(is_active=False)),
        fresh=Count("pk", filter=Q(is_active=True, must_change_password=True)),
    )


def roles_of(pengguna: Pengguna) -> QuerySet[Keanggotaan]:
    """Every role this person holds or held, those in force first."""
    return pengguna.keanggotaan.select_related("opd").order_by("active_to", "-active_from", "id")
