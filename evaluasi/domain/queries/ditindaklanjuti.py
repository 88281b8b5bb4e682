"""What a board asks to follow up, in one statement: cited evidence that runs out, and how the promised actions stand."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import BooleanField, DateField, DateTimeField, DecimalField, F, QuerySet, Value
from django.db.models.functions import Cast

from dasar.izin import Actor
from dasar.pernyataan import KeptStatement
from evaluasi.domain.queries.kedaluwarsa import BuktiHabis, expiring_rows, soonest_first
from opd.domain.queries.janji import FIGURES, PLAN, RencanaJanji, count_plans, janji_rows

NUMBER = DecimalField(max_digits=12, decimal_places=2)
NOTHING = {
    "no_moment": Value(None, output_field=DateTimeField(null=True)),
    "no_number": Value(None, output_field=NUMBER),
    "no_day": Value(None, output_field=DateField(null=True)),
}
# In the places of `PLAN` and `FIGURES`: the document stands for the plan, its citations for the target.
EVIDENCE = ("pk", "opd_id", "opd__short_name", "contoh", "number", "expires_on", "no_moment")
BLANK = ("no_number", "no_moment", "no_day", "no_number", "no_moment")


def read_follow_up(actor: Actor, *, year: int, today: date) -> tuple[list[BuktiHabis], list[RencanaJanji]]:
    """Evidence of the year that runs out, soonest first, and the plans of the year with their counts; one SQL
    statement."""
    evidence, plans = [], []
    for is_plan, title, *line in _asked(Actor(peran=actor.peran), year, today):
        if is_plan:
            plans.append(line)
        else:
            key, opd, unit, contoh, cited, expires_on = line[:6]
            evidence.append(BuktiHabis(key, title, opd, unit, expires_on, int(cited), contoh))
    return soonest_first(evidence), count_plans(plans, day=today)


@lru_cache(maxsize=64)
def _asked(actor: Actor, year: int, today: date) -> KeptStatement:
    """The statement, for everyone with the same roles."""
    return KeptStatement(_documents(actor, year, today).union(_actions(actor, year), all=True))


def _documents(actor: Actor, year: int, today: date) -> QuerySet[Any, Any]:
    rows = expiring_rows(actor, year=year, today=today).annotate(
        is_plan=Value(False, output_field=BooleanField()), number=Cast("cited", NUMBER), **NOTHING
    )
    return rows.values_list("is_plan", "title", *EVIDENCE, *BLANK)


def _actions(actor: Actor, year: int) -> QuerySet[Any, Any]:
    rows = janji_rows(actor, year=year).annotate(is_plan=Value(True, output_field=BooleanField()))
    return rows.annotate(what=F("text")).values_list("is_plan", "what", *PLAN, *FIGURES)
