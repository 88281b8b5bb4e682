"""Plans, their actions and how they stand: for the unit, the city, the board and the first page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Case, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When

from dasar.izin import Actor
from opd.domain.keadaan_janji import Capaian, JumlahJanji
from opd.enums import UNIT_ROLES, AreaPerubahan, KeadaanTindakan, Pihak
from opd.models import Dokumen, Kemajuan, Opd, RencanaAksi, Tindakan
from opd.models.opd import paths_filter

FIGURES = (
    "target",
    "due_on",
    "cancelled_at",
    "reported",
    "reported_at",
    "reached_on",
    "verified",
    "verified_at",
)
PLAN = ("rencana_id", "rencana__opd_id", "rencana__opd__short_name", "contoh")
ORDER = {state: place for place, state in enumerate(KeadaanTindakan)}


def with_figures(rows: QuerySet[Tindakan]) -> QuerySet[Tindakan]:
    """The actions with what `Capaian` needs, read in the same statement."""
    newest = Kemajuan.objects.filter(tindakan=OuterRef("pk")).order_by("-on", "-at", "id")
    unit, verifier = newest.filter(pihak=Pihak.UNIT), newest.filter(pihak=Pihak.VERIFIKATOR)
    whole = unit.filter(amount__gte=OuterRef("target")).order_by("on", "at")
    return rows.annotate(
        reported=Subquery(unit.values("amount")[:1]),
        reported_at=Subquery(unit.order_by("-at").values("at")[:1]),
        reached_on=Subquery(whole.values("on")[:1]),
        verified=Subquery(verifier.values("amount")[:1]),
        verified_at=Subquery(verifier.order_by("-at").values("at")[:1]),
    )


def capaian_from(values: Iterable[Any]) -> Capaian:
    """How far an action has come, from a line of `FIGURES`."""
    target, due_on, cancelled_at, *rest = values
    return Capaian(target, due_on, cancelled_at is not None, *rest)


def capaian_of(row: Tindakan) -> Capaian:
    """How far an action of `with_figures` has come."""
    return capaian_from(getattr(row, name) for name in FIGURES)


@dataclass(frozen=True)
class RencanaJanji:
    """A plan of a year with the counts of its actions."""

    rencana: UUID
    opd: UUID
    unit: str
    jumlah: JumlahJanji


def janji_rows(actor: Actor, *, year: int) -> QuerySet[Tindakan]:
    """The actions of a year that the actor may see, with their figures, in no order: what plans are counted from."""
    return with_figures(Tindakan.objects.visible_to(actor).filter(rencana__year=year)).order_by()


def count_plans(lines: Iterable[Sequence[Any]], *, day: date) -> list[RencanaJanji]:
    """Plans with the counts of their actions on that day, from lines of `PLAN` and `FIGURES`: those with most late
    actions first, then by name."""
    sums: dict[tuple[UUID, UUID, str], JumlahJanji] = defaultdict(JumlahJanji)
    for rencana, opd, unit, contoh, *figures in lines:
        sums[rencana, opd, unit] += JumlahJanji.of(capaian_from(figures), day, contoh=contoh)
    plans = [RencanaJanji(*key, jumlah) for key, jumlah in sums.items()]
    return sorted(plans, key=lambda plan: (-plan.jumlah.late, plan.unit, str(plan.rencana)))


def list_janji(actor: Actor, *, year: int, day: date) -> list[RencanaJanji]:
    """The plans that the actor may see and that have actions in that year, with their counts on that day: those
    with most late actions first, then by name; one statement."""
    return count_plans(janji_rows(actor, year=year).values_list(*PLAN, *FIGURES), day=day)


def count_of_plans(plans: Sequence[UUID], *, day: date) -> dict[UUID, JumlahJanji]:
    """By plan its counts on that day, none where it has no action; one statement."""
    found: dict[UUID, JumlahJanji] = defaultdict(JumlahJanji)
    rows = with_figures(Tindakan.objects.filter(rencana__in=plans)).order_by()
    for plan, contoh, *figures in rows.values_list("rencana_id", "contoh", *FIGURES):
        found[plan] += JumlahJanji.of(capaian_from(figures), day, contoh=contoh)
    return found


def count_janji(actor: Actor, *, year: int, day: date) -> dict[UUID, JumlahJanji]:
    """By unit that the actor may see and that has actions in that year: their counts on that day; one statement."""
    return {plan.opd: plan.jumlah for plan in list_janji(actor, year=year, day=day)}


def add_up(counts: Iterable[JumlahJanji]) -> JumlahJanji:
    """All together."""
    return sum(counts, JumlahJanji())


@dataclass(frozen=True)
class UnitRencana:
    """A unit in the overview: its plan of the year, if it has one, and the counts of its actions."""

    opd: Opd
    rencana: UUID | None
    jumlah: JumlahJanji


def list_unit_rencana(actor: Actor, *, year: int, day: date) -> list[UnitRencana]:
    """Every unit the actor may see that the city's target counts, or has a plan, or is the actor's own; those with
    late actions first, then those with a plan, then by name. Two statements."""
    plan = RencanaAksi.objects.filter(opd=OuterRef("pk"), year=year).values("pk")[:1]
    units = Opd.objects.visible_to(actor).annotate(rencana=Subquery(plan)).order_by("name", "id")
    counts, own = count_janji(actor, year=year, day=day), actor.own_units
    lines = [
        UnitRencana(opd, opd.rencana, counts.get(opd.pk, JumlahJanji()))
        for opd in units
        if opd.rencana or (_exists(opd, day) and (opd.counts_for_target or opd.pk in own))
    ]
    return sorted(lines, key=lambda line: (-line.jumlah.late, line.rencana is None))


def _exists(opd: Opd, day: date) -> bool:
    return opd.active_from <= day and (opd.active_to is None or opd.active_to > day)


def years_of_rencana(actor: Actor, *, day: date) -> list[int]:
    """The years of the plans one may see, and this one; newest first."""
    years = RencanaAksi.objects.visible_to(actor).order_by().values_list("year", flat=True).distinct()
    return sorted({*years, day.year}, reverse=True)


@dataclass(frozen=True)
class BarisTindakan:
    """An action on its plan: how it stands, and what was said of it, newest first."""

    tindakan: Tindakan
    capaian: Capaian
    keadaan: KeadaanTindakan
    kemajuan: tuple[Kemajuan, ...]

    @property
    def reports(self) -> list[Kemajuan]:
        """What the unit said."""
        return [row for row in self.kemajuan if row.pihak == Pihak.UNIT]

    @property
    def verdicts(self) -> list[Kemajuan]:
        """What was verified."""
        return [row for row in self.kemajuan if row.pihak == Pihak.VERIFIKATOR]


def read_tindakan(rows: QuerySet[Tindakan], *, day: date) -> list[BarisTindakan]:
    """Actions with all that was said of them; by area in the order of the law, late ones first. Two statements, one
    where there is none."""
    area = Case(
        *(When(area=code, then=Value(place)) for place, code in enumerate(AreaPerubahan.values)),
        output_field=IntegerField(),
    )
    found = list(with_figures(rows).select_related("rencana__opd").order_by(area, "due_on", "text", "id"))
    said: dict[UUID, list[Kemajuan]] = defaultdict(list)
    lines = Kemajuan.objects.filter(tindakan__in=rows.order_by()).select_related("dokumen", "by")
    for row in lines if found else ():
        said[row.tindakan_id].append(row)
    lines = [
        BarisTindakan(row, capaian, capaian.state_on(day), tuple(said[row.pk]))
        for row in found
        for capaian in [capaian_of(row)]
    ]
    areas = AreaPerubahan.values
    return sorted(lines, key=lambda line: (areas.index(line.tindakan.area), ORDER[line.keadaan]))


def serving_butir(actor: Actor, opd: UUID, *, year: int, kode: str, day: date) -> list[BarisTindakan]:
    """The actions of a unit's plan of a year that name this question of the worksheet; two statements, one
    where there is none."""
    first, last, among = f"{kode}, ", f", {kode}", f", {kode}, "
    named = Q(butir=kode) | Q(butir__startswith=first) | Q(butir__endswith=last) | Q(butir__contains=among)
    rows = Tindakan.objects.visible_to(actor).filter(named, rencana__opd=opd, rencana__year=year)
    return read_tindakan(rows, day=day)


@dataclass(frozen=True)
class TungguJanji:
    """An action of one's unit that is late or due within 30 days."""

    key: UUID
    text: str
    unit: str
    due_on: date
    is_late: bool


def wait_for_janji(actor: Actor, *, day: date) -> list[TungguJanji]:
    """Of this year's plans of the units one acts for: what is late, then what is due soon; one statement."""
    own = Tindakan.objects.filter(
        paths_filter("rencana__opd__", actor.paths(*UNIT_ROLES)), rencana__year=day.year, cancelled_at=None
    )
    found = []
    rows = with_figures(own).order_by("due_on", "text", "id")
    for key, text, unit, *values in rows.values_list("pk", "text", "rencana__opd__short_name", *FIGURES):
        capaian = capaian_from(values)
        if capaian.is_late(day) or capaian.is_soon(day):
            found.append(TungguJanji(key, text, unit, capaian.due_on, capaian.is_late(day)))
    return found


def count_waiting(actor: Actor, *, year: int) -> int:
    """How many actions have a report that nobody has verified since; units of one's own left out; one statement."""
    rows = Tindakan.objects.visible_to(actor).filter(rencana__year=year, cancelled_at=None)
    newest = Kemajuan.objects.filter(tindakan=OuterRef("pk")).order_by("-at").values("pihak")[:1]
    others = rows.exclude(paths_filter("rencana__opd__", actor.paths(*UNIT_ROLES)))
    return others.annotate(last=Subquery(newest)).filter(last=Pihak.UNIT).count()


def documents_for(tindakan: Tindakan) -> QuerySet[Dokumen]:
    """What the unit may show as evidence: its own library, without what was replaced."""
    return Dokumen.objects.filter(opd=tindakan.rencana.opd_id).current()
