"""The evidence library and what cites it, as pages show them; each list costs the same SQL however long it is."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet
from django.utils import timezone

from dasar.format import tanggal
from dasar.izin import Actor
from evaluasi.domain.queries.dokumen_terlihat import visible_dokumen
from evaluasi.domain.queries.pratinjau import Pratinjau, preview_sitasi
from evaluasi.models import LembarKerja, PrasyaratUnit, Sitasi
from opd.enums import UNIT_ROLES
from opd.models import Dokumen, Opd
from opd.models.opd import paths_filter

PAGE_SIZE = 30
CANDIDATES = 6
SOON = timedelta(days=60)
SORTS = {
    "tanggal": ("effective_on", "id"),
    "-tanggal": ("-effective_on", "id"),
    "judul": ("title", "id"),
    "-judul": ("-title", "id"),
    "kutipan": ("cited", "title", "id"),
    "-kutipan": ("-cited", "title", "id"),
    "masuk": ("uploaded_at", "id"),
}
SHARED = "Berkas yang sama juga ada di unit lain"
NEWEST = ("-uploaded_at", "id")


@dataclass(frozen=True)
class Saringan:
    """What narrows the library; empty values narrow nothing."""

    day: date
    text: str = ""
    kind: str = ""
    year: int | None = None
    validity: str = ""
    cited: str = ""
    form: str = ""
    unit: UUID | None = None
    sort: str = ""

    @property
    def narrows(self) -> bool:
        """Whether anything is left out."""
        return any((self.text, self.kind, self.year, self.validity, self.cited, self.form, self.unit))


@dataclass(frozen=True)
class Baris:
    """A document with what is worth a second look; nothing of that is a fault."""

    dokumen: Dokumen
    notes: list[str]


def twin_elsewhere(opd: str, berkas: str) -> Exists:
    """Whether the same bytes also stand in another unit's library."""
    return Exists(Dokumen.objects.filter(berkas=OuterRef(berkas)).exclude(opd=OuterRef(opd)).order_by())


def library(actor: Actor, saringan: Saringan) -> QuerySet[Dokumen]:
    """The documents that the person may see and the filters let through, with how often each is cited."""
    rows = visible_dokumen(actor).select_related("opd", "berkas")
    rows = rows.annotate(
        cited=Count("sitasi", distinct=True),
        first_close=Min("sitasi__lembar__periode__closes_at"),
        shared=twin_elsewhere("opd", "berkas"),
    )
    if saringan.unit:
        rows = rows.filter(opd_id=saringan.unit)
    if saringan.text:
        text = saringan.text
        rows = rows.filter(Q(title__icontains=text) | Q(note__icontains=text) | Q(filename__icontains=text))
    if saringan.kind:
        rows = rows.filter(kind=saringan.kind)
    if saringan.year:
        rows = rows.filter(effective_on__year=saringan.year)
    if saringan.cited:
        rows = rows.filter(cited__gt=0) if saringan.cited == "ya" else rows.filter(cited=0)
    if saringan.form:
        rows = rows.filter(berkas__isnull=saringan.form == "tautan")
    rows = _valid(rows, saringan)
    return rows.order_by(*SORTS.get(saringan.sort, NEWEST))


def _valid(rows: QuerySet[Dokumen], saringan: Saringan) -> QuerySet[Dokumen]:
    """Only those that run out soon, have run out, or were replaced, as the filter says."""
    if saringan.validity == "segera":
        return rows.filter(expires_on__gt=saringan.day, expires_on__lte=saringan.day + SOON)
    if saringan.validity == "habis":
        return rows.filter(expires_on__lte=saringan.day)
    if saringan.validity == "diganti":
        return rows.exclude(successor=None)
    return rows


def library_page(rows: QuerySet[Dokumen], number: str | None, day: date) -> tuple[Page, list[Baris]]:
    """One page of the library; two SQL queries."""
    page = Paginator(rows, PAGE_SIZE).get_page(number)
    return page, [Baris(row, notes_on(row, day, shared=row.shared, closes=row.first_close)) for row in page]


def years_of(actor: Actor) -> list[int]:
    """From the newest to the oldest year of the documents that the person may see; one SQL query."""
    ends = visible_dokumen(actor).aggregate(first=Min("effective_on"), last=Max("effective_on"))
    if ends["first"] is None:
        return []
    return list(range(ends["last"].year, ends["first"].year - 1, -1))


def notes_on(dokumen: Dokumen, day: date, *, shared: bool, closes: object = None) -> list[str]:
    """What is worth a second look at a document, in neutral words; `closes` is a deadline it is cited for."""
    notes = []
    if dokumen.expires_on is not None:
        if dokumen.is_expired_on(day):
            notes.append(f"Masa berlaku berakhir {tanggal(dokumen.expires_on)}")
        elif dokumen.expires_on <= day + SOON:
            notes.append(f"Berlaku sampai {tanggal(dokumen.expires_on)}")
    if closes is not None and dokumen.effective_on > timezone.localdate(closes):  # type: ignore[arg-type]
        notes.append(f"Bertanggal sesudah tenggat {tanggal(timezone.localdate(closes))}")  # type: ignore[arg-type]
    if dokumen.successor_id:
        notes.append("Ada dokumen yang lebih baru")
    if shared:
        notes.append(SHARED)
    return notes


@dataclass(frozen=True)
class Kutipan:
    """A citation as a question shows it, with what is worth a second look."""

    sitasi: Sitasi
    notes: list[str]

    @property
    def pratinjau(self) -> Pratinjau | None:
        """The cited page to look at in place."""
        return preview_sitasi(self.sitasi)


def citations_of(lembar: LembarKerja, kode: str = "") -> dict[str, list[Kutipan]]:
    """What each question of a worksheet cites (or one question), by code; one SQL query."""
    rows = Sitasi.objects.filter(lembar=lembar).select_related("simpul", "dokumen__berkas")
    if kode:
        rows = rows.filter(simpul__kode=kode)
    today = timezone.localdate()
    cited: dict[str, list[Kutipan]] = defaultdict(list)
    for row in rows.annotate(shared=twin_elsewhere("dokumen__opd", "dokumen__berkas")):
        notes = notes_on(row.dokumen, today, shared=row.shared, closes=lembar.periode.closes_at)
        cited[row.simpul.kode].append(Kutipan(row, notes))
    return cited


def candidates_for(lembar: LembarKerja, kode: str, text: str) -> list[Dokumen]:
    """Current documents of the unit that the question does not cite yet, those cited most often first."""
    rows = Dokumen.objects.filter(opd=lembar.opd_id).current().select_related("berkas")
    if text:
        rows = rows.filter(Q(title__icontains=text) | Q(note__icontains=text) | Q(filename__icontains=text))
    there = Sitasi.objects.filter(lembar=lembar, simpul__kode=kode).values("dokumen")
    rows = rows.exclude(pk__in=there).annotate(cited=Count("sitasi"))
    return list(rows.order_by("-cited", "-uploaded_at", "id")[:CANDIDATES])


@dataclass(frozen=True)
class Pemakaian:
    """Where a document is used: one question of one year, with the pages pointed at."""

    sitasi: Sitasi
    late: bool


@dataclass(frozen=True)
class DokumenLengkap:
    """A document with where it is cited, what came before it, and where else its bytes stand."""

    dokumen: Dokumen
    uses: list[Pemakaian]
    conditions: list[PrasyaratUnit]
    older: list[Dokumen]
    twins_here: list[Dokumen]
    twin_units: list[Opd]
    twins_hidden: bool
    notes: list[str]
    shared_note: str = SHARED

    @property
    def is_held(self) -> bool:
        """Whether something still needs it, so that it cannot leave the library."""
        return bool(self.uses or self.conditions or self.older)

    @property
    def why_held(self) -> str:
        """Why it cannot leave the library, and what to do."""
        if self.uses or self.conditions:
            return "Tidak dapat dikeluarkan dari pustaka selama masih dikutip. Lepaskan kutipannya dahulu."
        return "Tidak dapat dikeluarkan dari pustaka karena menggantikan dokumen lain."


def read_dokumen(dokumen: Dokumen, actor: Actor) -> DokumenLengkap:
    """Everything the page of a document says. Another unit is named only to those who may see it."""
    cites = dokumen.sitasi.select_related("simpul", "lembar__periode", "lembar__opd")
    cites = cites.order_by("-lembar__periode__year", "simpul__urutan")
    uses = [Pemakaian(row, _is_late(dokumen, row.lembar)) for row in cites]
    same = Dokumen.objects.filter(berkas=dokumen.berkas_id) if dokumen.berkas_id else Dokumen.objects.none()
    twins = list(same.exclude(pk=dokumen.pk).select_related("opd"))
    elsewhere = {row.opd for row in twins if row.opd_id != dokumen.opd_id}
    named = Opd.objects.visible_to(actor).filter(pk__in=[opd.pk for opd in elsewhere])
    units = list(named.order_by("name", "id")) if elsewhere else []
    closes = min((row.lembar.periode.closes_at for row in cites), default=None)
    notes = notes_on(dokumen, timezone.localdate(), shared=bool(elsewhere), closes=closes)
    return DokumenLengkap(
        dokumen,
        uses,
        list(dokumen.prasyarat.select_related("lembar__periode")),
        list(dokumen.pendahulu.all()),
        [row for row in twins if row.opd_id == dokumen.opd_id],
        units,
        len(units) < len(elsewhere),
        notes,
    )


def _is_late(dokumen: Dokumen, lembar: LembarKerja) -> bool:
    return dokumen.effective_on > timezone.localdate(lembar.periode.closes_at)


def documents_of(opd: Opd) -> QuerySet[Dokumen]:
    """The library of one unit, newest document first."""
    return Dokumen.objects.filter(opd=opd).order_by("-effective_on", "title", "id")


def units_with_library(actor: Actor) -> list[Opd]:
    """Units whose library the person may look into: those that hold documents, and one's own; one SQL query."""
    own = paths_filter("", actor.paths(*UNIT_ROLES))
    held = Exists(visible_dokumen(actor).filter(opd=OuterRef("pk")).order_by())
    return list(Opd.objects.visible_to(actor).filter(own | Q(held), active_to=None).order_by("name", "id"))
