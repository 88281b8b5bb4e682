"""The assessors' desk: one question at a time, or many equal ones at once; their scores in the same transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from dasar.errors import Conflict, DomainError
from dasar.izin import Actor, require
from dasar.jurnal.domain import record
from dasar.writing import transition
from evaluasi.domain.instrumen.data import SimpulData
from evaluasi.domain.instrumen_store import simpul_ids, struktur_for
from evaluasi.domain.jawaban import Jawaban as Isian
from evaluasi.domain.jawaban import is_angka, jawaban_problems, value_of
from evaluasi.domain.jawaban_rows import write_held
from evaluasi.domain.lembar_kerja import TRANSITIONS
from evaluasi.domain.nilai import lock_lembar, plain, store_nilai
from evaluasi.domain.putusan_rows import Bahan, read_all, read_one, require_under_review
from evaluasi.domain.scoring import Skor, score
from evaluasi.enums import LembarState, Sikap, Tahap
from evaluasi.models import BuktiDilihat, Jawaban, LembarKerja, Putusan, Sitasi
from evaluasi.permissions import can_assess, can_open_desk

RACE = "Penilai lain baru saja menyimpan butir ini. Muat ulang untuk membandingkan."
CLASH = (
    "Penilaian butir ini sudah diubah penilai lain sejak Anda membukanya. Bandingkan, lalu simpan yang benar."
)
UNEXPLAINED = "Jawaban ini berbeda dari jawaban unit, jadi belum disimpan. Tuliskan sebabnya pada Catatan."
ANSWERED = ("pilihan", "jumlah", "angka", "catatan", "updated_at", "updated_by", "version")
DECIDED = (
    *("penilai", "decided_at", "isian", "catatan", "rekomendasi", "permintaan", "sikap", "version"),
    *("unit_isian", "unit_catatan", "unit_version", "bukti", "dilihat"),
)


@dataclass(frozen=True)
class Penilaian:
    """What an assessor says about one question. `isian` is None while only notes stand."""

    isian: Isian | None
    catatan: str = ""
    rekomendasi: str = ""
    permintaan: str = ""


@dataclass(frozen=True)
class SimpananPutusan:
    """What a save did: the assessors' answer and verdict as stored, and their score of the worksheet after it."""

    jawaban: Jawaban
    putusan: Putusan
    skor: Skor
    changed: bool


def save_putusan(
    lembar: LembarKerja, *, actor: Actor, kode: str, isi: Penilaian, version: int, detik: int = 0
) -> SimpananPutusan:
    """Keep the assessors' answer, note, recommendation and request on one question, and the scores that follow.

    `version` is that of the assessors' answer as it was on the screen, 0 when there was none. The first save begins
    the review. Sending the same thing twice gives the same result. Raises `PermissionRefused`, `WrongState` when
    the worksheet moved on, `DomainError` on an answer the question cannot take or one that differs from the unit's without
    a note, `Conflict` with both texts.
    """
    require(can_assess(actor, lembar))
    butir = struktur_for(lembar.periode.instrumen).butir_by_kode.get(kode)
    if butir is None:
        raise DomainError(f"Butir {kode} tidak ada dalam instrumen ini.")
    problems = jawaban_problems(butir.simpul, isi.isian)
    if problems:
        raise DomainError(" ".join(problems), field="isian")
    try:
        return _save(lembar, actor, kode, isi, version, detik)
    except IntegrityError as error:
        raise Conflict(RACE) from error


@transaction.atomic
def _save(
    lembar: LembarKerja, actor: Actor, kode: str, isi: Penilaian, version: int, detik: int
) -> SimpananPutusan:
    head = lock_lembar(lembar)
    struktur, ids = struktur_for(lembar.periode.instrumen), simpul_ids(lembar.periode.instrumen)
    read = read_one(lembar, actor, ids[kode])
    answers = {item: read.isian[ids[item]] for item in struktur.butir_by_kode if ids[item] in read.isian}
    row, putusan = read.bahan.row, read.bahan.putusan
    if _says(row, putusan, isi):
        return SimpananPutusan(row, putusan, score(struktur, answers), changed=False)
    if row.version != version:
        raise _conflict(row, putusan, isi)
    butir = struktur.butir_by_kode[kode].simpul
    _require_note(butir, isi, read.bahan.unit_isian)
    if _begin(lembar, read.state, actor):
        head = None
    was, moved = _words(putusan), plain(row) != isi.isian
    _decide(butir, read.bahan, isi, actor)
    putusan.detik += detik
    _write(row, version)
    putusan.save()
    after = score(struktur, answers | {kode: isi.isian})
    if moved or not answers:
        store_nilai(lembar, after, tahap=Tahap.TPI, codes=struktur.above(kode) if answers else None)
    facts = {"before": {"kode": kode, **was}, "after": {"kode": kode, **_words(putusan)}, "head": head}
    record(actor=actor, action="evaluasi.putusan.saved", obj=putusan, stream=lembar.stream, **facts)
    return SimpananPutusan(row, putusan, after, changed=True)


def _require_note(butir: SimpulData, isi: Penilaian, unit: Isian | None) -> None:
    """The unit is to learn from every difference why it was not believed."""
    if unit is not None and sikap_of(butir, isi.isian, unit) == Sikap.BERBEDA and not isi.catatan:
        raise DomainError(UNEXPLAINED, field="catatan")


def _begin(lembar: LembarKerja, state: str, actor: Actor) -> bool:
    """The first verdict begins the review; whether it did, and so told the journal of it."""
    begins = state == LembarState.SUBMITTED
    if begins:
        action = "evaluasi.lembar_kerja.review_begun"
        transition(lembar, "review", TRANSITIONS, actor=actor, action=action, stream=lembar.stream)
    lembar.state = LembarState.IN_REVIEW
    return begins


def _write(row: Jawaban, version: int) -> None:
    """Insert, or set where the version still holds; whoever comes second is told."""
    if version == 0:
        row.save(force_insert=True)
    elif not write_held(row, version):
        raise Conflict(RACE)


def _decide(butir: SimpulData, bahan: Bahan, isi: Penilaian, actor: Actor) -> None:
    """Fill both rows with what the assessor says now, and with what it was said about."""
    row, putusan, unit, said = bahan.row, bahan.putusan, bahan.unit, bahan.unit_isian
    row.pilihan = isi.isian if isinstance(isi.isian, str) else ""
    row.jumlah = dict(isi.isian) if isinstance(isi.isian, Mapping) else {}
    row.angka = isi.isian if isinstance(isi.isian, Decimal) else None
    row.catatan, row.updated_at, row.updated_by = isi.catatan, timezone.now(), actor.pengguna
    row.version += 1
    row.clean_fields(exclude=["lembar", "simpul", "updated_by"])
    putusan.penilai, putusan.decided_at = actor.pengguna, row.updated_at
    putusan.isian, putusan.unit_isian = as_json(isi.isian), as_json(said)
    putusan.catatan, putusan.rekomendasi, putusan.permintaan = isi.catatan, isi.rekomendasi, isi.permintaan
    putusan.unit_catatan, putusan.unit_version = (unit.catatan, unit.version) if unit else ("", 0)
    putusan.sikap = sikap_of(butir, isi.isian, said)
    putusan.bukti, putusan.dilihat = dict(bahan.sitasi), dict(bahan.dilihat)
    putusan.version += not putusan._state.adding
    putusan.clean_fields(exclude=["ronde", "simpul", "penilai"])


def sikap_of(butir: SimpulData, isian: Isian | None, unit: Isian | None) -> Sikap:
    """Whether the assessors' answer is the unit's; open without an answer and while its counts are not complete."""
    if value_of(butir, isian) is None:
        return Sikap.BELUM
    return Sikap.SAMA if isian == unit else Sikap.BERBEDA


def as_json(isian: Isian | None) -> object:
    """An answer as a verdict keeps it: an option, counts, or a number as text."""
    if isinstance(isian, Decimal):
        return f"{isian.normalize():f}"
    return dict(isian) if isinstance(isian, Mapping) else isian


def from_json(simpul: SimpulData, kept: Any) -> Isian | None:
    """The plain value of an answer that a verdict keeps."""
    return Decimal(kept).normalize() if kept is not None and is_angka(simpul) else kept


def _says(row: Jawaban, putusan: Putusan, isi: Penilaian) -> bool:
    """Whether both rows already say exactly this."""
    if not row.version or putusan._state.adding:
        return False
    said = (plain(row), row.catatan, putusan.rekomendasi, putusan.permintaan)
    return said == (isi.isian, isi.catatan, isi.rekomendasi, isi.permintaan)


def _conflict(row: Jawaban, putusan: Putusan, isi: Penilaian) -> Conflict:
    mine = {"isian": isi.isian, "catatan": isi.catatan}
    theirs = {"isian": plain(row), "catatan": row.catatan, "version": row.version}
    for name in ("rekomendasi", "permintaan"):
        mine[name], theirs[name] = getattr(isi, name), getattr(putusan, name)
    return Conflict(CLASH, mine=mine, theirs=theirs)


def _words(putusan: Putusan) -> dict[str, object]:
    """A verdict as the journal keeps it."""
    names = ("sikap", "isian", "catatan", "rekomendasi", "permintaan")
    return {} if putusan._state.adding else {name: getattr(putusan, name) for name in names}


@dataclass(frozen=True)
class HasilPastikan:
    """What confirming many did: the codes confirmed, and why each of the others was not."""

    sama: tuple[str, ...]
    dilewati: Mapping[str, str]


def confirm_same(lembar: LembarKerja, *, actor: Actor, codes: Iterable[str]) -> HasilPastikan:
    """Take over the unit's answer on these questions, where it answered and each cited document was opened by this
    person; one scoring and one line in the journal. Others are left as they are and told with the reason.

    Raises like `save_putusan`.
    """
    require(can_assess(actor, lembar))
    try:
        return _confirm(lembar, actor, list(dict.fromkeys(codes)))
    except IntegrityError as error:
        raise Conflict(RACE) from error


@transaction.atomic
def _confirm(lembar: LembarKerja, actor: Actor, codes: list[str]) -> HasilPastikan:
    lock_lembar(lembar)
    state = LembarKerja.objects.values_list("state", flat=True).get(pk=lembar.pk)
    require_under_review(state)
    _begin(lembar, state, actor)
    struktur, ids = struktur_for(lembar.periode.instrumen), simpul_ids(lembar.periode.instrumen)
    semua, done, skipped = read_all(lembar, actor), {}, {}
    before = {kode: plain(semua.tpi[pk]) for kode, pk in ids.items() if pk in semua.tpi}
    taken = []
    for kode in codes:
        if kode not in struktur.butir_by_kode:
            skipped[kode] = "tidak ada"
            continue
        butir, bahan = struktur.butir_by_kode[kode].simpul, semua.bahan(ids[kode])
        if why := _why_not(butir, bahan):
            skipped[kode] = why
            continue
        done[kode] = bahan.unit_isian
        taken += [bahan] if _take_over(butir, bahan, actor) else []
    _write_many(taken)
    if done:
        after = score(struktur, before | done)
        store_nilai(lembar, after, tahap=Tahap.TPI, before=score(struktur, before) if before else None)
        action, kept = "evaluasi.putusan.confirmed", {"butir": sorted(done)}
        record(actor=actor, action=action, obj=lembar, stream=lembar.stream, after=kept)
    return HasilPastikan(tuple(done), skipped)


def _why_not(butir: SimpulData, bahan: Bahan) -> str:
    return why_not_same(
        butir,
        bahan.unit_isian,
        plain(bahan.row),
        decided=not bahan.putusan._state.adding,
        cited=len(bahan.sitasi),
        seen=len(bahan.dilihat),
    )


def why_not_same(
    butir: SimpulData, unit: Isian | None, tpi: Isian | None, *, decided: bool, cited: int, seen: int
) -> str:
    """Why a question cannot be confirmed as equal together with others; empty when it can. A rule of the portal:
    nothing is confirmed unread. `decided`: there is a verdict of this round. Pure."""
    if unit is None:
        return "unit belum menjawab"
    if value_of(butir, unit) is None:
        return "jawaban unit belum lengkap"
    if tpi not in (None, unit):
        return "sudah diputuskan berbeda" if decided else "berbeda pada ronde sebelumnya"
    if not cited:
        return "tanpa bukti"
    return f"{cited - seen} bukti belum dibuka" if seen < cited else ""


def _take_over(butir: SimpulData, bahan: Bahan, actor: Actor) -> bool:
    """Let both rows say what the unit says; whether they did not yet."""
    row, putusan = bahan.row, bahan.putusan
    kept = Penilaian(bahan.unit_isian, row.catatan, bahan.rekomendasi, putusan.permintaan)
    if _says(row, putusan, kept):
        return False
    _decide(butir, bahan, kept, actor)
    return True


def _write_many(taken: Sequence[Bahan]) -> None:
    """Both rows of each question, in a few SQL statements however many."""
    for model, rows, fields in (
        (Jawaban, [bahan.row for bahan in taken], ANSWERED),
        (Putusan, [bahan.putusan for bahan in taken], DECIDED),
    ):
        model.objects.bulk_create([row for row in rows if row._state.adding])
        model.objects.bulk_update([row for row in rows if not row._state.adding], fields)


@transaction.atomic
def mark_seen(lembar: LembarKerja, *, actor: Actor, sitasi: Iterable[UUID]) -> int:
    """Note that the person opened these cited documents, as they stand now; returns how many are of this worksheet.

    Raises `PermissionRefused` for whoever does not work at this desk.
    """
    require(can_open_desk(actor, lembar))
    now = timezone.now()
    rows = [
        BuktiDilihat(sitasi_id=pk, pengguna=actor.pengguna, sitasi_version=version, seen_at=now)
        for pk, version in Sitasi.objects.filter(lembar=lembar, pk__in=list(sitasi)).values_list(
            "pk", "version"
        )
    ]
    BuktiDilihat.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["sitasi", "pengguna"],
        update_fields=["sitasi_version", "seen_at"],
    )
    return len(rows)
