"""What moved lately and what waits, from the states of declarations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q

from dasar.izin import Actor
from opd.domain.queries.cakupan import end_of_day
from opd.enums import PencananganState as State
from opd.models import Pencanangan


@dataclass(frozen=True)
class Kabar:
    """A declaration that moved (`at`) or waits: its organiser, how many units take part, where it stands."""

    pencanangan: UUID
    organiser: str
    unit_count: int
    state: str
    at: datetime
    contoh: bool
    is_news: bool

    @property
    def is_waiting(self) -> bool:
        """Whether it waits for verification."""
        return self.state == State.SUBMITTED


def list_kabar(actor: Actor, *, since: date) -> list[Kabar]:
    """Declarations this actor may see that were handed in or decided after `since`, and all that wait.

    Newest first; one SQL query. `at` is the decision, or the handing in of what waits.
    """
    start = end_of_day(since)
    rows = (
        Pencanangan.objects.visible_to(actor)
        .filter(
            Q(state=State.SUBMITTED)
            | Q(state__in=[State.VERIFIED, State.RETURNED, State.CANCELLED], decided_at__gt=start)
        )
        .annotate(unit_count=Count("peserta"))
        .values_list(
            "pk", "organiser__short_name", "unit_count", "state", "submitted_at", "decided_at", "contoh"
        )
    )
    found = []
    for key, organiser, unit_count, state, submitted_at, decided_at, contoh in rows.order_by("pk"):
        at = submitted_at if state == State.SUBMITTED else decided_at
        found.append(Kabar(key, organiser, unit_count, state, at, contoh, is_news=at > start))
    return sorted(found, key=lambda row: row.at, reverse=True)
