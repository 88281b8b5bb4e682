"""Two people changed the same facts: which fields clash, with both texts, ready to be chosen from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from dasar.format import tanggal
from opd.forms.pencanangan import AcaraForm
from opd.models import Pencanangan


@dataclass(frozen=True)
class Beda:
    """One field as this person typed it and as it is stored now; `kept` travels on when nothing is to choose."""

    name: str
    label: str
    mine: str
    theirs: str
    mine_raw: str
    theirs_raw: str
    must_choose: bool
    is_mine: bool

    @property
    def kept(self) -> str:
        return self.mine_raw if self.is_mine else self.theirs_raw

    @property
    def differs(self) -> bool:
        return self.mine_raw != self.theirs_raw


def compare(form: AcaraForm, stored: Pencanangan) -> list[Beda]:
    """Every field of a valid form beside its stored value. To choose is only where both people changed it."""
    rows = []
    for name, field in form.fields.items():
        mine, theirs = form.cleaned_data[name], getattr(stored, name)
        changed = name in form.changed_data
        base = form.data.get(form.add_initial_prefix(name), "")
        rows.append(
            Beda(
                name=name,
                label=str(field.label),
                mine=_shown(field, mine),
                theirs=_shown(field, theirs),
                mine_raw=_raw(mine),
                theirs_raw=_raw(theirs),
                must_choose=changed and mine != theirs and _raw(theirs) != base,
                is_mine=changed,
            )
        )
    return rows


def _raw(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value or "")


def _shown(field: Any, value: Any) -> str:
    if isinstance(value, date):
        return tanggal(value)
    return str(dict(getattr(field, "choices", ())).get(value, value) or "") or "(kosong)"
