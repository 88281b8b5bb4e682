"""What a person has to sign and has signed."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils import timezone

from dasar.izin import Actor
from opd.models import NaskahPakta, Pegawai, TandaTangan


@dataclass(frozen=True)
class PaktaSaya:
    """One post of the acting person: this year's signature, and all earlier ones, latest first."""

    pegawai: Pegawai
    is_active: bool
    current: TandaTangan | None
    earlier: tuple[TandaTangan, ...]


def own_pakta(actor: Actor) -> list[PaktaSaya]:
    """The posts of the acting person with their signatures; two SQL queries. Posts that ended stand last."""
    today = timezone.localdate()
    signatures = TandaTangan.objects.select_related("naskah").order_by("-signed_at")
    people = (
        Pegawai.objects.owned_by(actor)
        .select_related("opd")
        .prefetch_related(Prefetch("tanda_tangan", signatures, to_attr="given"))
        .order_by("-active_from", "pk")
    )
    rows = [_read(person, person.is_active_on(today), today.year) for person in people]
    return sorted(rows, key=lambda row: not row.is_active)


def _read(person: Pegawai, is_active: bool, year: int) -> PaktaSaya:
    current = next((row for row in person.given if row.year == year and row.withdrawn_at is None), None)
    earlier = tuple(row for row in person.given if row is not current)
    return PaktaSaya(person, is_active, current, earlier)


def naskah_today() -> NaskahPakta | None:
    """The text in force today."""
    return NaskahPakta.objects.current(timezone.localdate())
