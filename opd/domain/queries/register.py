"""The register of units as people look through it: a tree that opens, or a filtered list; constant SQL."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Concat

from dasar.izin import Actor
from opd.enums import CITY_READERS, Kedudukan
from opd.models import Kepala, Opd, Pegawai

PAGE_SIZE = 60
CHILDREN_SHOWN = 200
MAX_OPENED = 100
HEAD_SEPARATOR = "|"
ACTING = (Kedudukan.PLT, Kedudukan.PLH)
SORTS = {
    "nama": ("name", "id"),
    "-nama": ("-name", "id"),
    "kode": ("code", "id"),
    "-kode": ("-code", "id"),
    "pegawai": ("listed", "name", "id"),
    "-pegawai": ("-listed", "name", "id"),
}


@dataclass(frozen=True)
class Saringan:
    """What narrows the register: text, kind, whether it counts, and the day on which it is looked at."""

    day: date
    text: str = ""
    kind: str = ""
    counted: str = ""
    state: str = "aktif"
    sort: str = ""

    @property
    def narrows(self) -> bool:
        """Whether a flat list answers better than the tree."""
        return bool(self.text or self.kind or self.counted or self.state != "aktif")


@dataclass(frozen=True)
class Baris:
    """One line of the register, ready to print."""

    opd: Opd
    depth: int
    children: int
    opened: bool
    more: int = 0


def register_rows(actor: Actor, saringan: Saringan) -> QuerySet[Opd]:
    """Units that the person may see and the filters let through, in the order asked for."""
    rows = Opd.objects.visible_to(actor)
    if saringan.state == "aktif":
        rows = rows.active_on(saringan.day)
    elif saringan.state == "berakhir":
        rows = rows.filter(active_to__lte=saringan.day)
    if saringan.text:
        text = saringan.text
        rows = rows.filter(Q(name__icontains=text) | Q(short_name__icontains=text) | Q(code__icontains=text))
    if saringan.kind:
        rows = rows.filter(kind=saringan.kind)
    if saringan.counted:
        rows = rows.filter(counts_for_target=saringan.counted == "ya")
    if saringan.sort.removeprefix("-") == "pegawai":
        rows = rows.annotate(listed=_listed(saringan.day))
    return rows.order_by(*SORTS.get(saringan.sort, SORTS["nama"]))


def with_facts(rows: QuerySet[Opd], day: date) -> QuerySet[Opd]:
    """Each unit with `listed` (employees on its list that day), `children`, and `head` for `head_of`."""
    below = Opd.objects.active_on(day).filter(parent=OuterRef("pk")).order_by()
    head = Kepala.objects.on(day).filter(opd=OuterRef("pk")).order_by("-active_from")
    named = head.values(told=Concat("kedudukan", Value(HEAD_SEPARATOR), "name"))[:1]
    return rows.annotate(listed=_listed(day), children=_count(below, "parent"), head=Subquery(named))


def head_of(opd: Opd) -> str:
    """Who heads a unit read with `with_facts`, with Plt. or Plh. before the name; empty when nobody does."""
    kedudukan, _, name = (opd.head or "").partition(HEAD_SEPARATOR)
    return f"{kedudukan.capitalize()}. {name}" if kedudukan in ACTING else name


def _listed(day: date) -> Coalesce:
    return _count(Pegawai.objects.active_on(day).filter(opd=OuterRef("pk")).order_by(), "opd")


def _count(rows: QuerySet, key: str) -> Coalesce:
    counted = rows.values(key).annotate(total=Count("pk")).values("total")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def top_of_tree(actor: Actor, rows: QuerySet[Opd]) -> QuerySet[Opd]:
    """Where this person's tree begins: the city's first level, or the person's own units."""
    if actor.has_city(*CITY_READERS):
        return rows.filter(parent=None)
    paths = actor.paths()
    highest = [path for path in paths if not any(path != other and path.startswith(other) for other in paths)]
    return rows.filter(jalur__in=highest)


def tree_page(
    actor: Actor, saringan: Saringan, *, below: Opd | None, opened: Iterable[UUID], number: str | None
) -> tuple[Page, list[Baris]]:
    """A page of the tree, with the children of opened units under them; four SQL queries at most."""
    rows = register_rows(actor, saringan)
    level = rows.filter(parent=below) if below else top_of_tree(actor, rows)
    page = Paginator(level.values_list("pk", flat=True), PAGE_SIZE).get_page(number)
    wanted = list(opened)[:MAX_OPENED]
    keys = list(page.object_list)
    if wanted:
        keys += rows.filter(parent__in=wanted).values_list("pk", flat=True)[: CHILDREN_SHOWN * 5]
    children: dict[UUID, list[Opd]] = defaultdict(list)
    told = _with_facts_in_order(keys, with_facts(Opd.objects.all(), saringan.day))
    for child in told:
        if child.parent_id in wanted:
            children[child.parent_id].append(child)
    lines: list[Baris] = []
    for opd in told[: len(page.object_list)]:
        _add(lines, opd, children, depth=0)
    return page, lines


def _with_facts_in_order(keys: list[UUID], facts: QuerySet[Opd]) -> list[Opd]:
    """These units with what their lines tell, in the given order. Counting only what is shown keeps a page of a
    large register as cheap as that of a small one."""
    found = facts.in_bulk(keys)
    return [found[key] for key in keys if key in found]


def _add(lines: list[Baris], opd: Opd, children: dict[UUID, list[Opd]], *, depth: int) -> None:
    below = children.get(opd.pk, [])
    shown = below[:CHILDREN_SHOWN]
    more = opd.children - len(shown) if below else 0
    lines.append(Baris(opd, depth, opd.children, bool(below), more))
    for child in shown:
        _add(lines, child, children, depth=depth + 1)


def flat_page(actor: Actor, saringan: Saringan, *, number: str | None) -> tuple[Page, list[Baris]]:
    """A page of what the filters let through, each with the name of the unit above it; three SQL queries."""
    keys = register_rows(actor, saringan).values_list("pk", flat=True)
    page = Paginator(keys, PAGE_SIZE).get_page(number)
    facts = with_facts(Opd.objects.select_related("parent"), saringan.day)
    told = _with_facts_in_order(list(page.object_list), facts)
    return page, [Baris(opd, 0, opd.children, False) for opd in told]


def register_sentence(actor: Actor, day: date) -> dict[str, int]:
    """The register in two numbers: units, and those that count for the target."""
    units = Opd.objects.visible_to(actor).active_on(day)
    return units.aggregate(
        units=Count("pk"),
        counted=Count("pk", filter=Q(counts_for_target=True)),
    )


def ancestors(opd: Opd, actor: Actor) -> list[Opd]:
    """The units above, from the top, as far as this person may see them; one SQL query."""
    keys = opd.jalur.strip("/").split("/")[:-1]
    paths = ["/".join(keys[: depth + 1]) + "/" for depth in range(len(keys))]
    return sorted(Opd.objects.visible_to(actor).filter(jalur__in=paths), key=lambda above: len(above.jalur))
