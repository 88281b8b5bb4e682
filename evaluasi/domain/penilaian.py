"""The assessors' desk: one question at a time, or many equal ones at once; their scores in the same transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from dasar.errors import Conflict, DomainError, WrongState
from dasar.izin import Actor, require
from dasar.jurnal.domain import record
from dasar.writing import transition
from evaluasi.domain.instrumen.data import SimpulData
from evaluasi.domain.instrumen_store import simpul_ids, struktur_for
from evaluasi.domain.jawaban import Jawaban as Isian
from evaluasi.domain.jawaban import is_angka, jawaban_problems
from evaluasi.domain.lembar_kerja import TRANSITIONS
from evaluasi.domain.nilai import lock_lembar, plain, store_nilai
from evaluasi.domain.ronde import current_round
from evaluasi.domain.scoring import Skor, score
from evaluasi.enums import LembarState, PutusanKind, Sikap, Tahap
from evaluasi.models import BuktiDilihat, Jawaban, LembarKerja, Putusan, Ronde, Sitasi
from evaluasi.permissions import can_assess, can_open_desk

RACE = "Penilai lain baru saja menyimpan butir ini. Muat ulang untuk membandingkan."
CLASH = (
    "Penilaian butir ini sudah diubah penilai lain sejak Anda membukanya. Bandingkan, lalu simpan yang benar."
)
UNEXPLAINED = "Jawaban ini berbeda dari jawaban unit, jadi belum disimpan. Tuliskan sebabnya pada Catatan."
MOVED = "Status lembar kerja baru saja berubah; penilaian tidak dapat disimpan. Muat ulang halaman."


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


@dataclass
class _Bahan:
    """Everything a save needs of a worksheet under its lock: both sides' answers and the verdicts of this round."""

    ronde: Ronde
    unit: Mapping[int, Jawaban]
    tpi: dict[int, Jawaban]
    putusan: dict[int, Putusan]
    """Of this round."""
    berlaku: dict[int, Putusan]
    """Of whichever round is the latest."""
    sitasi: Mapping[int, dict[str, int]]
    dilihat: Mapping[str, int]

    def answers(self, lembar: LembarKerja) -> dict[str, Isian | None]:
        """The assessors' answers by code."""
        ids = simpul_ids(lembar.periode.instrumen)
        return {kode: plain(self.tpi[pk]) for kode, pk in ids.items() if pk in self.tpi}

    def seen(self, simpul: int) -> dict[str, int]:
        """Of the question's citations those that the person has opened as they stand now."""
        cited = self.sitasi.get(simpul, {})
        return {pk: version for pk, version in cited.items() if self.dilihat.get(pk) == version}


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
    _begin(lembar, actor)
    struktur, simpul = struktur_for(lembar.periode.instrumen), simpul_ids(lembar.periode.instrumen)[kode]
    bahan = _gather(lembar, actor, simpul)
    answers = bahan.answers(lembar)
    row = bahan.tpi.get(simpul) or Jawaban(lembar=lembar, simpul_id=simpul, tahap=Tahap.TPI, version=0)
    putusan = bahan.putusan.get(simpul) or Putusan(ronde=bahan.ronde, simpul_id=simpul)
    before = score(struktur, answers)
    if row.version and not putusan._state.adding and _says(row, putusan, isi):
        return SimpananPutusan(row, putusan, before, changed=False)
    if row.version != version:
        raise _conflict(row, putusan, isi)
    _require_note(isi, bahan.unit.get(simpul))
    was = _words(putusan)
    _decide(row, putusan, isi, bahan, actor)
    putusan.detik += detik
    row.save(force_insert=version == 0)
    putusan.save()
    after = score(struktur, answers | {kode: isi.isian})
    store_nilai(lembar, after, tahap=Tahap.TPI, before=before if answers else None)
    facts = {"before": {"kode": kode, **was}, "after": {"kode": kode, **_words(putusan)}}
    record(actor=actor, action="evaluasi.putusan.saved", obj=putusan, stream=lembar.stream, **facts)
    return SimpananPutusan(row, putusan, after, changed=True)


def _require_note(isi: Penilaian, unit: Jawaban | None) -> None:
    """The unit is to learn from every difference why it was not believed."""
    said = plain(unit) if unit else None
    if said is not None and sikap_of(isi.isian, said) == Sikap.BERBEDA and not isi.catatan:
        raise DomainError(UNEXPLAINED, field="catatan")


def _begin(lembar: LembarKerja, actor: Actor) -> None:
    """Let one person at a time decide on a worksheet; its first verdict begins the review."""
    lock_lembar(lembar)
    state = LembarKerja.objects.values_list("state", flat=True).get(pk=lembar.pk)
    if state == LembarState.SUBMITTED:
        action = "evaluasi.lembar_kerja.review_begun"
        transition(lembar, "review", TRANSITIONS, actor=actor, action=action, stream=lembar.stream)
    elif state != LembarState.IN_REVIEW:
        raise WrongState(MOVED)
    lembar.state = LembarState.IN_REVIEW


def _gather(lembar: LembarKerja, actor: Actor, simpul: int | None = None) -> _Bahan:
    """Both sides' answers and what stands around them; of one question, or of all. Five SQL queries."""
    ronde = current_round(lembar)
    if ronde is None:
        raise WrongState(MOVED)
    only = {} if simpul is None else {"simpul": simpul}
    cited: dict[int, dict[str, int]] = {}
    rows = Sitasi.objects.filter(lembar=lembar, **only).order_by()
    for node, pk, version in rows.values_list("simpul_id", "pk", "version"):
        cited.setdefault(node, {})[str(pk)] = version
    seen = BuktiDilihat.objects.filter(sitasi__in=rows, pengguna=actor.pengguna).order_by()
    verdicts = Putusan.objects.filter(ronde__lembar=lembar, kind=PutusanKind.UTAMA, **only)
    standing = {row.simpul_id: row for row in verdicts.order_by("ronde__nomor")}
    unit = Jawaban.objects.filter(lembar=lembar, tahap=Tahap.UNIT, **only).order_by()
    tpi = Jawaban.objects.filter(lembar=lembar, tahap=Tahap.TPI).order_by()
    return _Bahan(
        ronde,
        {row.simpul_id: row for row in unit},
        {row.simpul_id: row for row in tpi},
        {pk: row for pk, row in standing.items() if row.ronde_id == ronde.pk},
        standing,
        cited,
        {str(pk): version for pk, version in seen.values_list("sitasi_id", "sitasi_version")},
    )


def _decide(row: Jawaban, putusan: Putusan, isi: Penilaian, bahan: _Bahan, actor: Actor) -> None:
    """Fill both rows with what the assessor says now, and with what it was said about."""
    unit, simpul = bahan.unit.get(row.simpul_id), row.simpul_id
    row.pilihan = isi.isian if isinstance(isi.isian, str) else ""
    row.jumlah = dict(isi.isian) if isinstance(isi.isian, Mapping) else {}
    row.angka = isi.isian if isinstance(isi.isian, Decimal) else None
    row.catatan, row.updated_at, row.updated_by = isi.catatan, timezone.now(), actor.pengguna
    row.version += 1
    row.clean_fields(exclude=["lembar", "simpul", "updated_by"])
    putusan.penilai, putusan.decided_at = actor.pengguna, row.updated_at
    putusan.isian, putusan.unit_isian = as_json(isi.isian), as_json(plain(unit) if unit else None)
    putusan.catatan, putusan.rekomendasi, putusan.permintaan = isi.catatan, isi.rekomendasi, isi.permintaan
    putusan.unit_catatan, putusan.unit_version = (unit.catatan, unit.version) if unit else ("", 0)
    putusan.sikap = sikap_of(isi.isian, plain(unit) if unit else None)
    putusan.bukti, putusan.dilihat = bahan.sitasi.get(simpul, {}), bahan.seen(simpul)
    putusan.version += not putusan._state.adding
    putusan.clean_fields(exclude=["ronde", "simpul", "penilai"])


def sikap_of(isian: Isian | None, unit: Isian | None) -> Sikap:
    """Whether the assessors' answer is the unit's; open without an answer."""
    if isian is None:
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
    _begin(lembar, actor)
    struktur, ids = struktur_for(lembar.periode.instrumen), simpul_ids(lembar.periode.instrumen)
    bahan = _gather(lembar, actor)
    before, done, skipped = bahan.answers(lembar), {}, {}
    for kode in codes:
        why = _why_not(bahan, ids[kode]) if kode in struktur.butir_by_kode else "tidak ada"
        if why:
            skipped[kode] = why
            continue
        done[kode] = plain(bahan.unit[ids[kode]])
        _take_over(lembar, bahan, ids[kode], done[kode], actor)
    if done:
        after = score(struktur, before | done)
        store_nilai(lembar, after, tahap=Tahap.TPI, before=score(struktur, before) if before else None)
        action, kept = "evaluasi.putusan.confirmed", {"butir": sorted(done)}
        record(actor=actor, action=action, obj=lembar, stream=lembar.stream, after=kept)
    return HasilPastikan(tuple(done), skipped)


def _why_not(bahan: _Bahan, simpul: int) -> str:
    unit, tpi = bahan.unit.get(simpul), bahan.tpi.get(simpul)
    return why_not_same(
        plain(unit) if unit else None,
        plain(tpi) if tpi else None,
        decided=simpul in bahan.putusan,
        cited=len(bahan.sitasi.get(simpul, {})),
        seen=len(bahan.seen(simpul)),
    )


def why_not_same(unit: Isian | None, tpi: Isian | None, *, decided: bool, cited: int, seen: int) -> str:
    """Why a question cannot be confirmed as equal together with others; empty when it can. A rule of the portal:
    nothing is confirmed unread. `decided`: there is a verdict of this round. Pure."""
    if unit is None:
        return "unit belum menjawab"
    if tpi not in (None, unit):
        return "sudah diputuskan berbeda" if decided else "berbeda pada ronde sebelumnya"
    if not cited:
        return "tanpa bukti"
    return f"{cited - seen} bukti belum dibuka" if seen < cited else ""


def _take_over(lembar: LembarKerja, bahan: _Bahan, simpul: int, isian: Isian | None, actor: Actor) -> None:
    row = bahan.tpi.get(simpul) or Jawaban(lembar=lembar, simpul_id=simpul, tahap=Tahap.TPI, version=0)
    putusan = bahan.putusan.get(simpul) or Putusan(ronde=bahan.ronde, simpul_id=simpul)
    earlier = bahan.berlaku.get(simpul, putusan)
    kept = Penilaian(isian, row.catatan, earlier.rekomendasi, putusan.permintaan)
    if row.version and not putusan._state.adding and _says(row, putusan, kept):
        return
    _decide(row, putusan, kept, bahan, actor)
    row.save()
    putusan.save()


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
