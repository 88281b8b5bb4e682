"""Filling in a worksheet: one answer at a time, its scores in the same transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone

from dasar.errors import Conflict, DomainError
from dasar.izin import Actor, require
from dasar.jurnal.domain import record
from evaluasi.domain.instrumen_store import simpul_ids, struktur_for
from evaluasi.domain.jawaban import Jawaban as Isian
from evaluasi.domain.jawaban import jawaban_problems
from evaluasi.domain.jawaban_rows import read_held, write_held
from evaluasi.domain.nilai import hold_lembar, lock_lembar, plain, require_state, store_nilai
from evaluasi.domain.scoring import Skor, score
from evaluasi.enums import Tahap
from evaluasi.models import Jawaban, LembarKerja
from evaluasi.permissions import can_fill, can_fill_each

FIELDS = (
    *("pilihan", "jumlah", "angka", "catatan"),
    *("needs_confirmation", "updated_at", "updated_by", "version"),
)
IMPORTED = {Tahap.UNIT: "evaluasi.jawaban.imported", Tahap.TPN: "evaluasi.jawaban_tpn.recorded"}
RACE = "Orang lain baru saja menyimpan butir ini. Muat ulang untuk membandingkan."


@dataclass(frozen=True)
class Simpanan:
    """What a save did: the answer as stored, and the score of the worksheet after it."""

    jawaban: Jawaban
    skor: Skor
    changed: bool


def save_jawaban(
    lembar: LembarKerja,
    *,
    actor: Actor,
    kode: str,
    isian: Isian | None,
    catatan: str = "",
    version: int,
) -> Simpanan:
    """Keep the unit's answer and note on one question, and the scores that follow from it.

    `version` is that of the answer as it was on the screen, 0 when there was none. Sending the same thing
    twice gives the same result. Raises `PermissionRefused` (locked, window), `DomainError` on an answer that
    the question cannot take, `Conflict` with both texts when somebody saved in between.
    """
    require(can_fill(actor, lembar, kode))
    butir = struktur_for(lembar.periode.instrumen).butir_by_kode.get(kode)
    if butir is None:
        raise DomainError(f"Butir {kode} tidak ada dalam instrumen ini.")
    if isian in ("", {}):
        isian = None
    problems = jawaban_problems(butir.simpul, isian)
    if problems:
        raise DomainError(" ".join(problems), field="isian")
    try:
        return _save(lembar, actor, kode, isian, catatan, version)
    except IntegrityError as error:
        raise Conflict(RACE) from error


@transaction.atomic
def _save(
    lembar: LembarKerja, actor: Actor, kode: str, isian: Isian | None, catatan: str, version: int
) -> Simpanan:
    head = lock_lembar(lembar)
    struktur, ids = struktur_for(lembar.periode.instrumen), simpul_ids(lembar.periode.instrumen)
    read = read_held(lembar, ids[kode])
    require_state(lembar, read.state)
    answers = {item: read.isian[ids[item]] for item in struktur.butir_by_kode if ids[item] in read.isian}
    row = read.row
    if _says(row, isian, catatan):
        return Simpanan(row, score(struktur, answers), changed=False)
    if row.version != version:
        raise _conflict(row, isian, catatan)
    was = _words(row)
    _fill(row, isian, catatan, actor)
    _write(row, version)
    after = score(struktur, answers | {kode: isian})
    store_nilai(lembar, after, codes=struktur.above(kode))
    record(
        actor=actor,
        action="evaluasi.jawaban.saved",
        obj=row,
        stream=lembar.stream,
        before={"kode": kode, **was},
        after={"kode": kode, **_words(row)},
        head=head,
    )
    return Simpanan(row, after, changed=True)


def import_jawaban(
    lembar: LembarKerja,
    *,
    actor: Actor,
    answers: Mapping[str, Isian | None],
    notes: Mapping[str, str] | None = None,
) -> int:
    """Keep many answers at once, all or none, with one line in the journal and one scoring; returns how many changed.

    What stood there before is replaced and told in the journal; a question without an entry in `notes` keeps its
    note. Raises `PermissionRefused` (locked, window), `DomainError` naming every question whose answer cannot be
    taken, `Conflict` when somebody saved in the same moment.
    """
    require(can_fill_each(actor, lembar, set(answers)))
    return write_jawaban_many(lembar, actor=actor, answers=answers, notes=notes)


def write_jawaban_many(
    lembar: LembarKerja,
    *,
    actor: Actor,
    answers: Mapping[str, Isian | None],
    notes: Mapping[str, str] | None = None,
    tahap: Tahap = Tahap.UNIT,
) -> int:
    """The same for a verb that has asked for its own permission already, and for another assessor's answers."""
    problems = _problems(lembar, answers)
    if problems:
        raise DomainError(" ".join(problems))
    try:
        return _import(lembar, actor, answers, notes or {}, tahap)
    except IntegrityError as error:
        raise Conflict(RACE) from error


def _problems(lembar: LembarKerja, answers: Mapping[str, Isian | None]) -> list[str]:
    """What is wrong with the answers, each sentence with its question."""
    known = struktur_for(lembar.periode.instrumen).butir_by_kode
    found = [f"Butir {kode} tidak ada dalam instrumen ini." for kode in answers if kode not in known]
    for kode, isian in answers.items():
        wrong = jawaban_problems(known[kode].simpul, isian) if kode in known else []
        found += [f"{kode}: {problem}" for problem in wrong]
    return found


@transaction.atomic
def _import(
    lembar: LembarKerja,
    actor: Actor,
    answers: Mapping[str, Isian | None],
    notes: Mapping[str, str],
    tahap: Tahap,
) -> int:
    hold_lembar(lembar)
    struktur, ids = struktur_for(lembar.periode.instrumen), simpul_ids(lembar.periode.instrumen)
    stored = Jawaban.objects.filter(lembar=lembar, tahap=tahap)
    rows = {row.simpul_id: row for row in stored}
    standing = {kode: plain(rows[ids[kode]]) for kode in struktur.butir_by_kode if ids[kode] in rows}
    before, after, changed = {}, {}, []
    for kode, isian in answers.items():
        row = rows.get(ids[kode]) or Jawaban(lembar=lembar, simpul_id=ids[kode], tahap=tahap, version=0)
        catatan = notes.get(kode, row.catatan)
        if _says(row, isian or None, catatan):
            continue
        before[kode] = _words(row)
        _fill(row, isian or None, catatan, actor)
        row.version += 1
        row.clean_fields(exclude=["lembar", "simpul", "updated_by"])
        after[kode] = _words(row)
        changed.append(row)
    Jawaban.objects.bulk_create([row for row in changed if row.pk is None])
    Jawaban.objects.bulk_update([row for row in changed if row.version > 1], FIELDS)
    new = score(struktur, standing | {kode: isian or None for kode, isian in answers.items()})
    store_nilai(lembar, new, tahap=tahap, before=score(struktur, standing) if standing else None)
    if changed:
        action = IMPORTED[tahap]
        record(actor=actor, action=action, obj=lembar, stream=lembar.stream, before=before, after=after)
    return len(changed)


def _words(row: Jawaban) -> dict[str, object]:
    """An answer as the journal keeps it."""
    value = plain(row)
    return {
        "isian": str(value) if not isinstance(value, dict) and value is not None else value,
        "catatan": row.catatan,
    }


def _says(row: Jawaban, isian: Isian | None, catatan: str) -> bool:
    """Whether the stored row already says exactly this, and was confirmed."""
    return row.version > 0 and not row.needs_confirmation and plain(row) == isian and row.catatan == catatan


def _conflict(row: Jawaban, isian: Isian | None, catatan: str) -> Conflict:
    return Conflict(
        "Jawaban butir ini sudah diubah orang lain sejak Anda membukanya. Bandingkan, lalu simpan yang benar.",
        mine={"isian": isian, "catatan": catatan},
        theirs={"isian": plain(row), "catatan": row.catatan, "version": row.version},
    )


def _fill(row: Jawaban, isian: Isian | None, catatan: str, actor: Actor) -> None:
    row.pilihan = isian if isinstance(isian, str) else ""
    row.jumlah = dict(isian) if isinstance(isian, dict) else {}
    row.angka = isian if isian is not None and not isinstance(isian, str | dict) else None
    row.catatan = catatan
    row.needs_confirmation = False
    row.updated_at = timezone.now()
    row.updated_by = actor.pengguna


def _write(row: Jawaban, version: int) -> None:
    """Insert, or set where the version still holds; whoever comes second is told."""
    row.version = version + 1
    row.clean_fields(exclude=["lembar", "simpul", "updated_by"])
    if version == 0:
        row.save(force_insert=True)
        return
    if not write_held(row, version):
        raise Conflict(RACE)
