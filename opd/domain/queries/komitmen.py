"""The commitment pages: all units with their coverage, and one unit's employees with their signatures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import Exists, F, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import NullIf
from django.utils import timezone

from dasar.izin import Actor
from opd.domain.keutuhan import find_faults
from opd.domain.queries.cakupan import Cakupan, with_coverage
from opd.enums import CaraTanda, PencananganState
from opd.models import DaftarPindai, Opd, Pegawai, Peserta, TandaTangan, TautanTanda

PAGE_SIZE = 60
FIRST_YEAR = 2009
UNIT_SORTS = {
    "nama": ("name", "pk"),
    "-nama": ("-name", "pk"),
    "bagian": (F("per_myriad").asc(nulls_first=True), "name"),
    "-bagian": (F("per_myriad").desc(nulls_last=True), "name"),
    "belum": (F("missing").asc(), "name"),
    "-belum": (F("missing").desc(), "name"),
}
STAFF_SORTS = {
    "nama": ("name", "pk"),
    "-nama": ("-name", "pk"),
    "waktu": (F("signed_at").asc(nulls_last=True), "name"),
    "-waktu": (F("signed_at").desc(nulls_last=True), "name"),
}


@dataclass(frozen=True)
class Saringan:
    """What narrows a commitment list; values that make no sense count as not given."""

    year: int
    on: date
    text: str = ""
    state: str = ""
    way: str = ""
    sort: str = "nama"
    page: str = "1"


@dataclass(frozen=True)
class BarisUnit:
    """A unit and its coverage."""

    opd: Opd
    cakupan: Cakupan


@dataclass(frozen=True)
class BarisPegawai:
    """An employee and the signature of the year, with what no longer agrees in it, or the open link."""

    pegawai: Pegawai
    tanda: TandaTangan | None
    faults: tuple[str, ...]
    is_late: bool
    tautan: TautanTanda | None


def day_of_year(year: int) -> date:
    """The day a year's figures are of: today in the current year, the last day of an earlier one."""
    return min(timezone.localdate(), date(year, 12, 31))


def _with_share(units: QuerySet[Opd]) -> QuerySet[Opd]:
    share = CombinedExpression(F("signed") * 10_000, "/", NullIf(F("total"), 0), output_field=IntegerField())
    return units.annotate(per_myriad=share, missing=F("total") - F("signed"))


def list_units(actor: Actor, saringan: Saringan) -> tuple[Page[Opd], Cakupan]:
    """A page of the units this person sees with their coverage, and the sum over all that the filter lets
    through; three SQL queries.
    """
    rows = Opd.objects.visible_to(actor).active_on(saringan.on)
    if saringan.text:
        text = saringan.text
        rows = rows.filter(Q(name__icontains=text) | Q(short_name__icontains=text) | Q(code__icontains=text))
    rows = _with_share(with_coverage(rows, year=saringan.year, on=saringan.on))
    if saringan.state == "lengkap":
        rows = rows.filter(missing=0, total__gt=0)
    elif saringan.state == "belum":
        rows = rows.filter(missing__gt=0)
    sums = rows.order_by().aggregate(s=Sum("signed"), t=Sum("total"), n=Sum("listed"))
    whole = Cakupan(signed=sums["s"] or 0, total=sums["t"] or 0, listed=sums["n"] or 0)
    order = UNIT_SORTS.get(saringan.sort, UNIT_SORTS["nama"])
    return Paginator(rows.order_by(*order), PAGE_SIZE).get_page(saringan.page), whole


def read_units(units: list[Opd]) -> list[BarisUnit]:
    """The annotated units of a page as lines; no query."""
    return [
        BarisUnit(
            unit,
            Cakupan(
                signed=unit.signed,
                total=unit.total,
                listed=unit.listed,
                stated=unit.employee_count,
                complete_list=0 < unit.listed == unit.total,
            ),
        )
        for unit in units
    ]


def years_of(opd: Opd) -> list[int]:
    """The years to choose from, latest first: the current one and all with signatures in this unit."""
    found = TandaTangan.objects.filter(opd=opd).order_by().values_list("year", flat=True).distinct()
    return sorted({timezone.localdate().year, *found}, reverse=True)


def declared_in(opd: Opd, year: int) -> date | None:
    """The day of the unit's earliest verified declaration in that year; later signatures are late ones."""
    return (
        Peserta.objects.filter(
            opd=opd, pencanangan__state=PencananganState.VERIFIED, pencanangan__date__year=year
        )
        .order_by("pencanangan__date")
        .values_list("pencanangan__date", flat=True)
        .first()
    )


def staff_of(opd: Opd, saringan: Saringan, declared: date | None) -> QuerySet[Pegawai]:
    """The employees of the unit that the filter lets through, annotated with when they signed that year."""
    signed = TandaTangan.objects.live().filter(pegawai=OuterRef("pk"), year=saringan.year)
    rows = Pegawai.objects.filter(opd=opd).active_on(saringan.on)
    rows = rows.annotate(signed_at=Subquery(signed.order_by("signed_at").values("signed_at")[:1]))
    if saringan.text:
        text = saringan.text
        rows = rows.filter(Q(name__icontains=text) | Q(nip__icontains=text) | Q(title__icontains=text))
    if saringan.way in CaraTanda.values:
        rows = rows.filter(Exists(signed.filter(way=saringan.way)))
    if saringan.state == "sudah":
        rows = rows.exclude(signed_at=None)
    elif saringan.state == "belum":
        rows = rows.filter(signed_at=None)
    elif saringan.state == "menyusul":
        rows = rows.filter(signed_at__date__gt=declared) if declared else rows.none()
    return rows.order_by(*STAFF_SORTS.get(saringan.sort, STAFF_SORTS["nama"]))


def page_of_staff(opd: Opd, saringan: Saringan, declared: date | None) -> Page[Pegawai]:
    """A page of employees with signatures, evidence and open links; five SQL queries for any number."""
    signatures = TandaTangan.objects.live().with_evidence().filter(year=saringan.year)
    rows = staff_of(opd, saringan, declared).prefetch_related(
        Prefetch("tanda_tangan", signatures.order_by("signed_at"), to_attr="of_year"),
        Prefetch("tautan_tanda", TautanTanda.objects.open_at(timezone.now()), to_attr="open_links"),
    )
    return Paginator(rows, PAGE_SIZE).get_page(saringan.page)


def read_staff(people: list[Pegawai], declared: date | None) -> list[BarisPegawai]:
    """The employees of a page as lines, each signature checked; no query."""
    rows = []
    for person in people:
        tanda = person.of_year[0] if person.of_year else None
        late = tanda is not None and declared is not None and timezone.localdate(tanda.signed_at) > declared
        rows.append(
            BarisPegawai(
                pegawai=person,
                tanda=tanda,
                faults=tuple(find_faults(tanda)) if tanda else (),
                is_late=late,
                tautan=person.open_links[0] if person.open_links and tanda is None else None,
            )
        )
    return rows


def unsigned_staff(opd: Opd, *, on: date) -> QuerySet[Pegawai]:
    """Who works in the unit on that day and has not signed that year; those without an account first."""
    signed = TandaTangan.objects.live().filter(pegawai=OuterRef("pk"), year=on.year)
    open_link = TautanTanda.objects.open_at(timezone.now()).filter(pegawai=OuterRef("pk"))
    rows = Pegawai.objects.filter(opd=opd).active_on(on).filter(~Exists(signed))
    return rows.annotate(has_link=Exists(open_link)).order_by(
        F("pengguna").asc(nulls_first=True), "name", "pk"
    )


def lists_of(opd: Opd, year: int) -> QuerySet[DaftarPindai]:
    """The scanned lists of that year, latest first."""
    return opd.daftar_pindai.filter(signed_on__year=year).select_related("berkas", "uploaded_by")
