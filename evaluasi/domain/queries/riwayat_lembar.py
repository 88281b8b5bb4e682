"""The history of a worksheet in words, from the journal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from dasar.format import NOTHING
from dasar.jurnal.models import Catatan
from evaluasi.models import LembarKerja

# What happened, and the tone in which the page shows it.
WORDS = {
    "evaluasi.lembar_kerja.created": ("Lembar kerja dimulai", "draft"),
    "evaluasi.lembar_kerja.submitted": ("Diajukan oleh kepala unit", "waiting"),
    "evaluasi.lembar_kerja.returned": ("Dikembalikan untuk diperbaiki", "returned"),
    "evaluasi.lembar_kerja.copied": ("Jawaban tahun lalu disalin", "neutral"),
    "evaluasi.jawaban.imported": ("Jawaban dimuat sekaligus", "progress"),
    "evaluasi.impor_lembar.applied": ("Buku kerja Excel dimuat", "progress"),
    "evaluasi.impor_lembar.undone": ("Impor buku kerja dibatalkan", "cancelled"),
    "evaluasi.jawaban.saved": ("Jawaban disimpan", "neutral"),
}


@dataclass(frozen=True)
class Kejadian:
    """One event: what, who, when, why, and what it changed."""

    title: str
    tone: str
    who: str
    at: datetime
    reason: str
    before: str
    after: str


class RiwayatLembar(Sequence[Kejadian]):
    """Events newest first, read a page at a time."""

    def __init__(self, rows: QuerySet[Catatan]) -> None:
        self.rows = rows

    def __len__(self) -> int:
        return self.rows.count()

    def __getitem__(self, at: Any) -> Any:
        return [_event(row) for row in self.rows[at]] if isinstance(at, slice) else _event(self.rows[at])


def history_of(lembar: LembarKerja) -> RiwayatLembar:
    """What happened to a worksheet and its answers."""
    own = Q(object_type="evaluasi.lembarkerja", object_id=str(lembar.pk))
    answers = Q(
        object_type="evaluasi.jawaban",
        object_id__in=[str(pk) for pk in lembar.jawaban.order_by().values_list("pk", flat=True)],
    )
    imports = Q(
        object_type="evaluasi.imporlembar",
        object_id__in=[str(pk) for pk in lembar.impor.order_by().values_list("pk", flat=True)],
    )
    rows = Catatan.objects.filter(own | answers | imports, stream=lembar.stream, action__in=WORDS)
    return RiwayatLembar(rows.order_by("-seq"))


def _event(row: Catatan) -> Kejadian:
    title, tone = WORDS[row.action]
    before = after = ""
    if row.action == "evaluasi.jawaban.saved":
        was, now = row.before or {}, row.after or {}
        title = f"Butir {now.get('kode', '')}: {'diubah' if was.get('isian') is not None else 'dijawab'}"
        before, after = _words(was), _words(now)
    elif row.action == "evaluasi.lembar_kerja.copied":
        title = f"{(row.after or {}).get('copied', 0)} jawaban tahun lalu disalin"
    elif row.action == "evaluasi.jawaban.imported":
        title = f"{len(row.after or {})} jawaban dimuat sekaligus"
    elif row.action == "evaluasi.impor_lembar.applied":
        title = f"Buku kerja {(row.after or {}).get('filename', '')} dimuat"
    return Kejadian(title, tone, row.actor_label, row.at, row.reason, before, after)


def _words(values: dict[str, Any]) -> str:
    isian = values.get("isian")
    if isinstance(isian, dict):
        isian = ", ".join(f"{kunci} {jumlah}" for kunci, jumlah in isian.items())
    catatan = values.get("catatan") or ""
    text = " · ".join(str(part) for part in (isian, catatan) if part not in (None, ""))
    return text or NOTHING
