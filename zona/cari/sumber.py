"""What can be found: for each sort of thing where to look, what counts, and how a find is shown.

What a person may see is part of each statement (`visible_to`); a sort costs one statement.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Replace
from django.urls import reverse

from dasar.format import tanggal
from dasar.izin import Actor
from dasar.pencarian import search
from evaluasi.domain.queries.dokumen_terlihat import visible_dokumen
from evaluasi.enums import LembarState, SimpulKind
from evaluasi.models import Instrumen, LembarKerja, Periode, Simpul
from opd.domain.queries.keadaan import state_word
from opd.enums import UNIT_ROLES, OpdKind
from opd.models import Dokumen, Opd, Pencanangan, Peserta, Tindakan
from opd.models.opd import paths_filter
from zona.laporan.models import DokumenTerbit

Words = Sequence[str]


@dataclass(frozen=True)
class Temuan:
    """One find: what it is called, where it is, and one line that tells it from its like."""

    judul: str
    href: str
    keterangan: str
    contoh: bool = False


@dataclass(frozen=True)
class Sumber:
    """One sort of thing. `find` gives the rows, nearest first; `show` turns rows of one page into finds."""

    key: str
    nama: str
    ikon: str
    find: Callable[[Actor, Words], QuerySet[Any]]
    show: Callable[[Actor, Sequence[Any]], list[Temuan]]


def _find_units(actor: Actor, words: Words) -> QuerySet[Opd]:
    rows = search(Opd.objects.visible_to(actor), words, fields=("name", "short_name", "code"), code="code")
    return rows.order_by(F("active_to").asc(nulls_first=True), "nearness", "name", "id")


def _show_units(actor: Actor, rows: Sequence[Opd]) -> list[Temuan]:
    return [
        Temuan(
            row.name,
            reverse("opd:opd_detail", args=[row.pk]),
            f"{OpdKind(row.kind).label} · {row.code}"
            + (f" · ditutup {tanggal(row.active_to)}" if row.active_to else ""),
            row.contoh,
        )
        for row in rows
    ]


def _taking_part(word: str) -> Q:
    """Declarations in which a unit of that name takes part."""
    units = search(Peserta.objects.all(), (word,), fields=("opd__name", "opd__short_name"))
    return Q(Exists(units.filter(pencanangan=OuterRef("pk")).values("pk")))


def _find_events(actor: Actor, words: Words) -> QuerySet[Pencanangan]:
    fields = ("organiser__name", "organiser__short_name", "place", "occasion", "date")
    rows = search(Pencanangan.objects.visible_to(actor), words, fields=fields, also=_taking_part)
    return rows.select_related("organiser").order_by("nearness", "-date", "id")


def _show_events(actor: Actor, rows: Sequence[Pencanangan]) -> list[Temuan]:
    return [
        Temuan(
            f"Pencanangan {row.organiser.name}",
            reverse("opd:pencanangan_detail", args=[row.pk]),
            " · ".join(
                filter(
                    None,
                    (
                        tanggal(row.date) if row.date else "",
                        row.occasion,
                        row.place,
                        state_word(row.state, actor),
                    ),
                )
            ),
            row.contoh,
        )
        for row in rows
    ]


def _find_promises(actor: Actor, words: Words) -> QuerySet[Tindakan]:
    fields = ("text", "rencana__opd__name", "rencana__opd__short_name", "rencana__year")
    rows = search(Tindakan.objects.visible_to(actor), words, fields=fields)
    return rows.select_related("rencana__opd").order_by("nearness", "-rencana__year", "due_on", "id")


def _show_promises(actor: Actor, rows: Sequence[Tindakan]) -> list[Temuan]:
    return [
        Temuan(
            row.text,
            reverse("opd:tindakan_detail", args=[row.pk]),
            f"{row.rencana.opd.short_name} · {row.rencana} · tenggat {tanggal(row.due_on)}"
            + (" · dibatalkan" if row.cancelled_at else ""),
            row.contoh,
        )
        for row in rows
    ]


def _find_worksheets(actor: Actor, words: Words) -> QuerySet[LembarKerja]:
    rows = LembarKerja.objects.visible_to(actor).annotate(called=Value("lembar kerja evaluasi lke"))
    rows = search(rows, words, fields=("opd__name", "opd__short_name", "periode__year", "predikat", "called"))
    return rows.select_related("opd", "periode").order_by("nearness", "-periode__year", "opd__name", "id")


def _show_worksheets(actor: Actor, rows: Sequence[LembarKerja]) -> list[Temuan]:
    return [
        Temuan(
            f"Lembar kerja {row.opd.name} {row.periode.year}",
            reverse("evaluasi:lembar_detail", args=[row.pk]),
            f"Menuju {row.predikat} · {LembarState(row.state).label}",
            row.contoh,
        )
        for row in rows
    ]


def _current_instrument() -> Any:
    """The instrument of the newest year, or the newest one when no year was opened yet; as an expression."""
    of_year = Periode.objects.order_by("-year").values("instrumen")[:1]
    newest = Instrumen.objects.order_by("-berlaku_mulai", "-revisi").values("pk")[:1]
    return Coalesce(Subquery(of_year), Subquery(newest))


def _find_questions(actor: Actor, words: Words) -> QuerySet[Simpul]:
    rows = Simpul.objects.filter(instrumen=_current_instrument()).exclude(jenis=SimpulKind.TOTAL)
    rows = rows.annotate(undotted=Replace("kode", Value("."), Value("")))
    rows = search(rows, words, fields=("nama", "kode", "undotted"), code="kode", also=_shortened_code)
    return rows.select_related("instrumen").order_by("nearness", "urutan")


def _shortened_code(word: str) -> Q:
    """A code said without its second part: A.1.i.a stands for A.I.1.i.a as well as for A.II.1.i.a."""
    first, dot, rest = word.partition(".")
    return (
        Q(folded_code__startswith=f"{first}.", folded_code__contains=f".{rest}")
        if dot and rest
        else Q(pk=None)
    )


def _show_questions(actor: Actor, rows: Sequence[Simpul]) -> list[Temuan]:
    """For those who fill in, a question leads into their own worksheet of that year; one statement more."""
    own = _own_worksheet(actor, rows) if rows and actor.has(*UNIT_ROLES) else None
    return [
        Temuan(f"{row.kode} {row.nama}", _question_address(row, own), _question_note(row, own))
        for row in rows
    ]


def _own_worksheet(actor: Actor, rows: Sequence[Simpul]) -> LembarKerja | None:
    mine = LembarKerja.objects.visible_to(actor).filter(paths_filter("opd__", actor.paths(*UNIT_ROLES)))
    mine = mine.filter(periode__instrumen=rows[0].instrumen_id).select_related("opd", "periode")
    return mine.order_by("opd__jalur", "-periode__year").first()


def _question_address(row: Simpul, own: LembarKerja | None) -> str:
    if own is not None and row.jenis == SimpulKind.BUTIR:
        return reverse("evaluasi:lembar_butir", args=[own.pk, row.kode])
    return f"{reverse('evaluasi:instrumen_butir', args=[row.instrumen_id])}#{row.kode}"


def _question_note(row: Simpul, own: LembarKerja | None) -> str:
    kind = str(SimpulKind(row.jenis).label)
    if own is not None and row.jenis == SimpulKind.BUTIR:
        return f"{kind} · buka di lembar kerja {own.opd.short_name} {own.periode.year}"
    return f"{kind} · {row.instrumen.nama}"


def _find_evidence(actor: Actor, words: Words) -> QuerySet[Dokumen]:
    fields = ("title", "filename", "note", "opd__short_name", "effective_on")
    rows = search(visible_dokumen(actor), words, fields=fields)
    return rows.select_related("opd").order_by("nearness", "-effective_on", "id")


def _show_evidence(actor: Actor, rows: Sequence[Dokumen]) -> list[Temuan]:
    return [
        Temuan(
            row.title,
            reverse("evaluasi:dokumen_detail", args=[row.pk]),
            f"{row.get_kind_display()} · {row.opd.short_name} · {tanggal(row.effective_on)}"
            + (" · sudah digantikan" if row.successor_id else ""),
        )
        for row in rows
    ]


def _find_papers(actor: Actor, words: Words) -> QuerySet[DokumenTerbit]:
    rows = DokumenTerbit.objects.visible_to(actor)
    rows = search(rows, words, fields=("title", "year", "kind"))
    return rows.order_by("nearness", "-issued_at", "id")


def _show_papers(actor: Actor, rows: Sequence[DokumenTerbit]) -> list[Temuan]:
    return [
        Temuan(
            row.title,
            reverse("laporan:verifikasi_dokumen", args=[row.code]),
            f"{row.label} · terbit {tanggal(row.issued_at)}",
        )
        for row in rows
    ]


SUMBER: tuple[Sumber, ...] = (
    Sumber("opd", "OPD", "building-community", _find_units, _show_units),
    Sumber("butir", "Butir penilaian", "scale", _find_questions, _show_questions),
    Sumber("pencanangan", "Pencanangan", "speakerphone", _find_events, _show_events),
    Sumber("janji", "Janji rencana aksi", "target", _find_promises, _show_promises),
    Sumber("lembar", "Lembar kerja", "list-check", _find_worksheets, _show_worksheets),
    Sumber("bukti", "Pustaka bukti", "files", _find_evidence, _show_evidence),
    Sumber("dokumen", "Dokumen terbitan", "file-text", _find_papers, _show_papers),
)
BY_KEY = {sumber.key: sumber for sumber in SUMBER}
