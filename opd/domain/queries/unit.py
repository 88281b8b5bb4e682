"""One unit as its page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dasar.izin import Actor
from opd.domain.queries.register import ancestors, head_of, with_facts
from opd.models import Keanggotaan, Kepala, Opd, Pegawai


@dataclass(frozen=True)
class Unit:
    """A unit with everything around it; each list costs one SQL query."""

    opd: Opd
    above: list[Opd]
    heads: list[Kepala]
    head: Kepala | None
    roles: list[Keanggotaan]
    below: list[tuple[Opd, str]]
    below_total: int
    predecessors: list[Opd]
    listed: int

    @property
    def short_of(self) -> int:
        """How many employees the list lacks against the number that the unit itself states; 0 if none."""
        return max((self.opd.employee_count or 0) - self.listed, 0)


BELOW_SHOWN = 30


def read_unit(opd: Opd, actor: Actor, day: date) -> Unit:
    """Everything the page of a unit says, as of a day."""
    heads = list(opd.kepala.order_by("-active_from", "id"))
    below = Opd.objects.visible_to(actor).active_on(day).filter(parent=opd)
    shown = list(with_facts(below, day).order_by("name", "id")[: BELOW_SHOWN + 1])
    return Unit(
        opd=opd,
        above=ancestors(opd, actor),
        heads=heads,
        head=next((head for head in heads if _in_force(head, day)), None),
        roles=list(
            Keanggotaan.objects.filter(opd=opd)
            .select_related("pengguna")
            .order_by("active_to", "role", "pengguna__name", "id")
        ),
        below=[(child, head_of(child)) for child in shown[:BELOW_SHOWN]],
        below_total=len(shown) if len(shown) <= BELOW_SHOWN else below.count(),
        predecessors=list(Opd.objects.visible_to(actor).filter(successor=opd)),
        listed=Pegawai.objects.active_on(day).filter(opd=opd).count(),
    )


def _in_force(head: Kepala, day: date) -> bool:
    return head.active_from <= day and (head.active_to is None or head.active_to > day)
