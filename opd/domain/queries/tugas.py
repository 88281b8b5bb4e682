"""The task list of a draft: each part with what is there, what is missing, and what has to be mended."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from opd.domain.queries.pencanangan import PencananganLengkap
from opd.domain.queries.riwayat import Kejadian
from opd.enums import Bagian
from opd.models import CatatanVerifikasi

PARTS = {
    "acara": ("Tanggal, tempat, dan pemimpin acara", Bagian.ACARA),
    "peserta": ("Unit peserta dan penanda tangan", Bagian.PESERTA),
    "saksi": ("Saksi", Bagian.SAKSI),
    "lampiran": ("Foto dan dokumen", Bagian.LAMPIRAN),
    "publikasi": ("Tautan publikasi", Bagian.PUBLIKASI),
    "penghargaan": ("Penghargaan yang diserahkan", ""),
}


@dataclass(frozen=True)
class Tugas:
    """One part: its state in a word, what stands there, what is missing, what the verifier objected to."""

    part: str
    title: str
    word: str
    tone: str
    count: str
    missing: list[str]
    objection: str = ""
    is_changed: bool = False

    @property
    def hint(self) -> str:
        """What to do here: what the verifier asked for, else what is missing."""
        return self.objection or " ".join(self.missing)


def tasks_of(
    lengkap: PencananganLengkap, missing: list[tuple[str, str]], changes: Iterable[Kejadian] = ()
) -> list[Tugas]:
    """The parts in the order in which they are filled in; reads nothing from the database."""
    objections = {bagian: note.text for bagian, note in lengkap.objections.items()}
    changed = {change.bagian for change in changes}
    counts = _counts(lengkap)
    tasks = []
    for part, (title, bagian) in PARTS.items():
        lacks = [text for name, text in missing if name == part]
        objection = objections.get(bagian, "")
        word, tone = _word(lacks, objection, part == "acara" or bool(counts[part]), bagian in changed)
        tasks.append(Tugas(part, title, word, tone, counts[part], lacks, objection, bagian in changed))
    return tasks


def unmended(lengkap: PencananganLengkap, changes: Iterable[Kejadian]) -> list[CatatanVerifikasi]:
    """What the verifier objected to in parts that have not changed since. Commitments are gathered elsewhere."""
    changed = {change.bagian for change in changes} | {Bagian.KOMITMEN}
    return [note for bagian, note in lengkap.objections.items() if bagian not in changed]


def _word(lacks: list[str], objection: str, is_filled: bool, is_changed: bool) -> tuple[str, str]:
    if lacks:
        return "Belum lengkap", "warning"
    if objection:
        return ("Sudah diubah", "progress") if is_changed else ("Perlu diperbaiki", "returned")
    return ("Lengkap", "done") if is_filled else ("Opsional", "neutral")


def _counts(lengkap: PencananganLengkap) -> dict[str, str]:
    files = " dan ".join(
        f"{len(rows)} {noun}" for rows, noun in ((lengkap.foto, "foto"), (lengkap.dokumen, "dokumen")) if rows
    )
    return {
        "acara": "",
        "peserta": f"{len(lengkap.peserta)} unit" if lengkap.peserta else "",
        "saksi": f"{len(lengkap.saksi)} saksi" if lengkap.saksi else "",
        "lampiran": files,
        "publikasi": f"{len(lengkap.publikasi)} tautan" if lengkap.publikasi else "",
        "penghargaan": f"{len(lengkap.penghargaan)} penghargaan" if lengkap.penghargaan else "",
    }
