"""A worksheet from its beginning to being handed in and returned; and carrying last year's over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from dasar.errors import DomainError, WrongState
from dasar.format import tanggal_waktu
from dasar.izin import Actor, Decision, Denied, require
from dasar.jurnal.domain import record
from dasar.writing import Transition, create, transition
from evaluasi.domain.instrumen_store import struktur_for
from evaluasi.domain.jawaban import missing_masukan, value_of
from evaluasi.domain.nilai import answers_of, hold_lembar, plain, score_lembar, store_nilai
from evaluasi.domain.ronde import open_round, send_back
from evaluasi.domain.scoring import score
from evaluasi.domain.struktur import Struktur
from evaluasi.enums import LembarState, Tahap
from evaluasi.models import Jawaban, LembarKerja, Periode, Sitasi
from evaluasi.permissions import (
    can_create_lembar,
    can_fill,
    can_return_lembar,
    can_submit_lembar,
    returned_round,
)
from opd.models import Opd

TRANSITIONS = {
    "submit": Transition(frozenset({LembarState.DRAFT, LembarState.RETURNED}), LembarState.SUBMITTED),
    "review": Transition(frozenset({LembarState.SUBMITTED}), LembarState.IN_REVIEW),
    "return": Transition(frozenset({LembarState.SUBMITTED, LembarState.IN_REVIEW}), LembarState.RETURNED),
    "approve": Transition(frozenset({LembarState.IN_REVIEW}), LembarState.APPROVED),
    "propose": Transition(frozenset({LembarState.APPROVED}), LembarState.PROPOSED),
    "recall": Transition(frozenset({LembarState.PROPOSED}), LembarState.APPROVED),
    "decide": Transition(frozenset({LembarState.PROPOSED}), LembarState.DECIDED),
}


@dataclass(frozen=True)
class Kekurangan:
    """One thing that stands between a worksheet and handing it in: the question and what is to be done."""

    kode: str
    words: str
    nama: str


@transaction.atomic
def create_lembar(
    *, actor: Actor, opd: Opd, periode: Periode, predikat: str, contoh: bool = False
) -> LembarKerja:
    """Begin a unit's worksheet of a year, all questions blank and its scores stored as zero.

    Raises `PermissionRefused`, or `DomainError` when the unit has one already or did not exist in that year.
    """
    require(can_create_lembar(actor, opd))
    if not Opd.objects.active_on(timezone.localdate(periode.opens_at)).filter(pk=opd.pk).exists():
        raise DomainError(f"{opd.short_name} tidak aktif saat pengisian {periode.year} dibuka.", field="opd")
    row = LembarKerja(opd=opd, periode=periode, predikat=predikat, contoh=contoh)
    create(row, actor=actor, action="evaluasi.lembar_kerja.created", stream=row.stream)
    store_nilai(row, score(struktur_for(periode.instrumen), {}))
    return row


def find_missing(lembar: LembarKerja) -> list[Kekurangan]:
    """Everything that is still to be done before the worksheet can be handed in, question by question.

    Blank or half-filled answers, and answers carried over from last year that nobody confirmed. Evidence
    is not demanded: that a question cites nothing is shown, and the evaluators judge it.
    """
    return missing_in(
        struktur_for(lembar.periode.instrumen),
        {
            row.simpul.kode: row
            for row in Jawaban.objects.filter(lembar=lembar, tahap=Tahap.UNIT).select_related("simpul")
        },
    )


def missing_in(struktur: Struktur, rows: Mapping[str, Jawaban]) -> list[Kekurangan]:
    """The same from answers already read, by code; no SQL."""
    found = []
    for butir in struktur.butir:
        row, nama = rows.get(butir.kode), butir.simpul.nama
        if row is None or value_of(butir.simpul, plain(row)) is None:
            half = missing_masukan(butir.simpul, plain(row)) if row and row.jumlah else ()
            found.append(
                Kekurangan(butir.kode, "Lengkapi semua jumlahnya." if half else "Belum dijawab.", nama)
            )
        elif row.needs_confirmation:
            found.append(Kekurangan(butir.kode, "Salinan tahun lalu; pastikan lagi atau ubah.", nama))
    return found


def can_submit_now(lembar: LembarKerja, *, actor: Actor, missing: Sequence[Kekurangan]) -> Decision:
    """Whether this person could hand the worksheet in at this moment, and why not."""
    decision = can_submit_lembar(actor, lembar)
    if not decision:
        return decision
    if missing:
        return Denied(f"Masih ada {len(missing)} butir yang belum selesai.")
    return can_fill(actor, lembar)


def find_source(lembar: LembarKerja) -> LembarKerja | None:
    """The unit's latest earlier worksheet of the same instrument, from which answers can be carried over."""
    return (
        LembarKerja.objects.select_related("periode")
        .filter(
            opd=lembar.opd, periode__instrumen=lembar.periode.instrumen, periode__year__lt=lembar.periode.year
        )
        .order_by("-periode__year")
        .first()
    )


@transaction.atomic
def submit_lembar(lembar: LembarKerja, *, actor: Actor, at: datetime | None = None) -> LembarKerja:
    """Hand the worksheet in, confirmed by the head of the unit; from now on it is locked for the unit.

    `at` is the moment when it was handed in, for what a command enters from the archive of a closed year; the
    journal tells when that was done.

    Raises `PermissionRefused`, `WrongState` on a second click, `DomainError` when something is missing or
    the window is closed: one second late is late, and said so.
    """
    require(can_submit_lembar(actor, lembar))
    if lembar.is_editable:
        _require_window(lembar, at or timezone.now())
        missing = find_missing(lembar)
        if missing:
            raise DomainError(
                f"Belum dapat diajukan: {len(missing)} butir belum selesai, mulai dari {missing[0].kode}."
            )
    at = at or timezone.now()
    row = transition(
        lembar,
        "submit",
        TRANSITIONS,
        actor=actor,
        action="evaluasi.lembar_kerja.submitted",
        stream=lembar.stream,
        changes={"submitted_at": at, "submitted_by": actor.pengguna, "return_reason": ""},
    )
    open_round(row, at)
    return row


def _require_window(lembar: LembarKerja, now: datetime) -> None:
    periode, ronde = lembar.periode, returned_round(lembar)
    if ronde is not None and ronde.deadline is not None:
        if now > ronde.deadline:
            raise DomainError(f"Terlambat: tenggat {str(ronde).lower()} {tanggal_waktu(ronde.deadline)}.")
        return
    if now < periode.opens_at:
        raise DomainError(f"Pengisian baru dibuka {tanggal_waktu(periode.opens_at)}.")
    if now > periode.closes_at:
        raise DomainError(
            f"Terlambat: pengisian ditutup {tanggal_waktu(periode.closes_at)}. Hubungi koordinator bila tenggat diperpanjang."
        )


@transaction.atomic
def return_lembar(
    lembar: LembarKerja,
    *,
    actor: Actor,
    reason: str,
    deadline: datetime | None = None,
    points: Mapping[str, str] | None = None,
    syarat: bool = False,
) -> LembarKerja:
    """Open a worksheet to its unit again: with `points` (code to what is asked) those questions only, else all.

    Once the review has begun, points are demanded. `deadline` takes the place of the year's window in this round;
    `syarat` opens the conditions besides the score too. Raises like `submit_lembar`, and `DomainError` when nothing
    is asked, a question is unknown, or the unit would have no time.
    """
    require(can_return_lembar(actor, lembar))
    wanted = {kode: text.strip() for kode, text in (points or {}).items() if text.strip()}
    now = timezone.now()
    _check_return(lembar, reason, deadline, wanted, now)
    row = transition(
        lembar,
        "return",
        TRANSITIONS,
        actor=actor,
        action="evaluasi.lembar_kerja.returned",
        stream=lembar.stream,
        changes={"returned_at": now, "return_reason": reason.strip()},
        reason=reason.strip(),
    )
    facts = {"reason": reason.strip(), "deadline": deadline, "syarat": syarat, "returned_by": actor.pengguna}
    send_back(row, wanted, returned_at=now, **facts)
    return row


def _check_return(
    lembar: LembarKerja, reason: str, deadline: datetime | None, points: Mapping[str, str], now: datetime
) -> None:
    """What stands in the way of a return, in words."""
    if not reason.strip():
        raise DomainError("Tuliskan apa yang harus diperbaiki unit.", field="reason")
    if lembar.state == LembarState.IN_REVIEW and not points:
        raise DomainError(
            "Penilaian sudah berjalan: sebut butir yang diminta diperbaiki dan apa yang diminta."
        )
    unknown = sorted(set(points) - set(struktur_for(lembar.periode.instrumen).butir_by_kode))
    if unknown:
        raise DomainError(f"Butir {', '.join(unknown)} tidak ada dalam instrumen ini.")
    if deadline is not None and deadline <= now:
        raise DomainError("Tenggat harus di masa depan.", field="deadline")
    if deadline is None and now > lembar.periode.closes_at:
        raise DomainError("Pengisian sudah ditutup; tetapkan tenggat jawaban unit.", field="deadline")


@transaction.atomic
def copy_forward(lembar: LembarKerja, *, actor: Actor) -> int:
    """Carry the unit's answers, notes and citations of its latest earlier worksheet into blank questions here.

    Each copied answer counts in the score and is marked until somebody confirms it and says what is new.
    Only between worksheets of the same instrument. Returns how many answers were carried over. Raises
    `WrongState` when there is nothing to copy from.
    """
    require(can_fill(actor, lembar))
    if lembar.state == LembarState.RETURNED:
        raise WrongState("Jawaban tahun lalu hanya disalin sebelum lembar kerja diajukan pertama kali.")
    source = find_source(lembar)
    if source is None:
        raise WrongState("Belum ada lembar kerja tahun sebelumnya dengan instrumen yang sama.")
    hold_lembar(lembar)
    before = score_lembar(lembar)
    copied = _copy_answers(source, lembar, actor)
    _copy_citations(source, lembar, actor)
    store_nilai(lembar, score_lembar(lembar), before=before)
    LembarKerja.objects.filter(pk=lembar.pk).update(source=source)
    record(
        actor=actor,
        action="evaluasi.lembar_kerja.copied",
        obj=lembar,
        stream=lembar.stream,
        after={"source": str(source.pk), "copied": copied},
    )
    return copied


def _copy_answers(source: LembarKerja, lembar: LembarKerja, actor: Actor) -> int:
    answered = {kode for kode, isian in answers_of(lembar).items() if isian is not None}
    taken = set(Jawaban.objects.filter(lembar=lembar, tahap=Tahap.UNIT).values_list("simpul_id", flat=True))
    now = timezone.now()
    rows = [
        Jawaban(
            lembar=lembar,
            simpul_id=old.simpul_id,
            pilihan=old.pilihan,
            jumlah=old.jumlah,
            angka=old.angka,
            catatan=old.catatan,
            needs_confirmation=True,
            updated_at=now,
            updated_by=actor.pengguna,
        )
        for old in source.jawaban.filter(tahap=Tahap.UNIT).select_related("simpul")
        if plain(old) is not None and old.simpul.kode not in answered and old.simpul_id not in taken
    ]
    return len(Jawaban.objects.bulk_create(rows))


def _copy_citations(source: LembarKerja, lembar: LembarKerja, actor: Actor) -> None:
    now = timezone.now()
    rows = [
        Sitasi(
            lembar=lembar,
            simpul_id=old.simpul_id,
            dokumen_id=old.dokumen_id,
            pages=old.pages,
            remark=old.remark,
            cited_at=now,
            cited_by=actor.pengguna,
        )
        for old in source.sitasi.all()
    ]
    Sitasi.objects.bulk_create(rows, ignore_conflicts=True)
