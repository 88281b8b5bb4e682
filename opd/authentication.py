"""Who signed in, with the roles in force: one SQL statement at the start of a request."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import F, FilteredRelation, Q
from django.utils import timezone

from dasar.akun.models import Pengguna
from dasar.izin import Peran
from dasar.jurnal.domain import journal_length_expression


@dataclass(frozen=True)
class Masuk:
    """What was read together with an account: its roles on `day`, and the length of the journal at that moment."""

    day: date
    peran: tuple[Peran, ...]
    journal: int


class PeranBackend(AuthenticationBackend):
    """Signs in as allauth does; an account that a session names comes with what `Masuk` says (`user.masuk`)."""

    def get_user(self, user_id: Any) -> Pengguna | None:
        """The account of a session, None where it is gone or closed; one SQL statement."""
        day = timezone.localdate()
        rows = list(_with_roles(day).filter(pk=user_id))
        if not rows or not self.user_can_authenticate(rows[0]):
            return None
        user = rows[0]
        peran = tuple(
            Peran(row.role, row.unit_id, row.jalur or "", row.kedudukan)
            for row in rows
            if row.role is not None
        )
        user.masuk = Masuk(day, peran, user.panjang_jurnal or 0)
        return user


def _with_roles(day: date) -> Any:
    """Accounts, one row a role in force on that day; one row with an empty role for who holds none."""
    live = Q(keanggotaan__active_from__lte=day) & (
        Q(keanggotaan__active_to=None) | Q(keanggotaan__active_to__gt=day)
    )
    return (
        Pengguna.objects.annotate(kini=FilteredRelation("keanggotaan", condition=live))
        .annotate(
            role=F("kini__role"),
            unit_id=F("kini__opd_id"),
            jalur=F("kini__opd__jalur"),
            kedudukan=F("kini__kedudukan"),
            panjang_jurnal=journal_length_expression(),
        )
        .order_by("role", "kini__id")
    )
