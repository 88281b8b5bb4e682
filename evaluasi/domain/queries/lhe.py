"""A report as its page shows it, and the list of reports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from dasar.izin import Actor
from evaluasi.domain.lhe.alur import passages_of
from evaluasi.domain.lhe.fakta import fingerprint_of, gather_facts
from evaluasi.domain.lhe.rancangan import BAGIAN, conclude, draft_passages
from evaluasi.enums import LheState
from evaluasi.models import LaporanHasil, LembarKerja, Naskah, Penugasan
from opd.domain.beda import Baris, compare_texts


@dataclass(frozen=True)
class BagianLhe:
    """One passage: as the report reads, and what its author should know."""

    kode: str
    judul: str
    text: str
    draft: str
    row: Naskah | None

    @property
    def is_edited(self) -> bool:
        return self.row is not None

    @property
    def has_moved(self) -> bool:
        """Whether the portal would draft it otherwise now than when the author wrote."""
        return self.row is not None and self.row.base != self.draft

    @property
    def changes(self) -> list[Baris]:
        """What the facts changed in the draft since the author wrote."""
        return [line for line in compare_texts(self.row.base, self.draft) if line.changed] if self.row else []


@dataclass(frozen=True)
class HalamanLhe:
    """Everything of one report, read once."""

    lhe: LaporanHasil
    fakta: dict[str, Any]
    bagian: list[BagianLhe]
    sidik: str
    verdict: str

    @property
    def is_good(self) -> bool:
        return self.verdict == "memenuhi"

    @property
    def total(self) -> dict[str, str]:
        return self.fakta["nilai"][-1]

    @property
    def met(self) -> int:
        return sum(row["terpenuhi"] for row in self.fakta["gerbang"])


def read_lhe(lhe: LaporanHasil) -> HalamanLhe:
    """A report as approved, or the draft as the database stands now."""
    if lhe.facts is not None:
        fakta, sidik = lhe.facts, lhe.facts_hash
        passages, drafts = fakta["naskah"], fakta["naskah"]
    else:
        fakta = gather_facts(lhe)
        passages, drafts = passages_of(lhe, fakta), draft_passages(fakta)
        sidik = fingerprint_of(fakta, passages)
    rows = {} if lhe.facts is not None else {row.kode: row for row in lhe.naskah.all()}
    bagian = [
        BagianLhe(item.kode, item.judul, passages[item.kode], drafts[item.kode], rows.get(item.kode))
        for item in BAGIAN
    ]
    return HalamanLhe(lhe, fakta, bagian, sidik, conclude(fakta))


def find_passage(halaman: HalamanLhe, kode: str) -> BagianLhe | None:
    """One passage of a report by its code."""
    return next((item for item in halaman.bagian if item.kode == kode), None)


def list_lhe(actor: Actor) -> QuerySet[LaporanHasil]:
    """The reports this person may see; `is_mine` marks those of a worksheet they are assigned to."""
    mine = Penugasan.objects.reachable_by(actor).filter(lembar=OuterRef("lembar"))
    rows = LaporanHasil.objects.visible_to(actor).select_related("lembar__opd", "lembar__periode")
    return rows.defer("facts").annotate(is_mine=Exists(mine))


def to_begin(actor: Actor) -> list[LembarKerja]:
    """Worksheets under review that this person is assigned to and that have no report yet."""
    mine = Penugasan.objects.reachable_by(actor).values("lembar")
    rows = LembarKerja.objects.filter(pk__in=mine, state="in_review", lhe=None)
    return list(rows.select_related("opd", "periode"))


STEPS = {LheState.DRAFT: 1, LheState.LEADER: 2, LheState.CONTROLLER: 3, LheState.APPROVED: 4}
