"""Stored scores: written with the answers that make them, never computed when a board is read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection
from django.db.backends.utils import CursorWrapper

from dasar.errors import WrongState
from dasar.jurnal.domain import Kepala, lock_stream
from evaluasi.domain.bilangan import STORED_PLACES
from evaluasi.domain.instrumen.data import TOTAL
from evaluasi.domain.instrumen_store import simpul_ids, struktur_for
from evaluasi.domain.jawaban import Jawaban as Isian
from evaluasi.domain.scoring import Angka, Skor, score
from evaluasi.enums import Tahap
from evaluasi.models import Jawaban, LembarKerja, Nilai

BATCH = 100
# A save writes the handful of scores over one answer. The ORM builds this statement anew each time, which takes longer
# than running it.
_ROW = "(%s, %s, %s, %s, %s, %s, %s, %s)"
_STORE = """
    INSERT INTO evaluasi_nilai (lembar_id, simpul_id, tahap, buku_kerja, lantai, terisi, butir, ringkas) VALUES {}
    ON CONFLICT (lembar_id, simpul_id, tahap) DO UPDATE SET buku_kerja = EXCLUDED.buku_kerja,
        lantai = EXCLUDED.lantai, terisi = EXCLUDED.terisi, butir = EXCLUDED.butir, ringkas = EXCLUDED.ringkas
"""


def plain(row: Jawaban) -> Isian | None:
    """A stored answer as the plain value that scoring takes."""
    return plain_of(row.pilihan, row.jumlah, row.angka)


def plain_of(pilihan: str, jumlah: dict[str, int], angka: Decimal | None) -> Isian | None:
    """The same from the three columns of a stored answer."""
    if pilihan:
        return pilihan
    if angka is not None:
        return angka.normalize()
    return dict(jumlah) or None


def answers_by_id(lembar: LembarKerja, tahap: str = Tahap.UNIT) -> dict[int, Isian | None]:
    """The answers of one assessor by the primary key of their node; one SQL query, no rows built."""
    rows = Jawaban.objects.filter(lembar=lembar, tahap=tahap).order_by()
    return {
        simpul: plain_of(*columns)
        for simpul, *columns in rows.values_list("simpul_id", "pilihan", "jumlah", "angka")
    }


def hold_lembar(lembar: LembarKerja) -> None:
    """`lock_lembar`, and `WrongState` when the worksheet was handed in since it was read. Two SQL queries."""
    lock_lembar(lembar)
    require_state(lembar, LembarKerja.objects.values_list("state", flat=True).get(pk=lembar.pk))


def require_state(lembar: LembarKerja, state: str) -> None:
    """Raise `WrongState` unless the worksheet is still in the state in which it was read."""
    if state != lembar.state:
        raise WrongState("Status lembar kerja baru saja berubah. Muat ulang halaman untuk melihatnya.")


def lock_lembar(lembar: LembarKerja) -> Kepala | None:
    """Let one person at a time write to a unit's worksheets, until the transaction ends: scores are of all answers.

    What is held is the unit's stream in the journal, which every change has to take anyway; its head is for `record`.
    A worksheet nobody told the journal of (there is none but in tests) is held by its own row. One SQL query.
    """
    head = lock_stream(lembar.stream)
    if head is None:
        LembarKerja.objects.select_for_update().values_list("pk", flat=True).get(pk=lembar.pk)
    return head


def answers_of(lembar: LembarKerja, tahap: str = Tahap.UNIT) -> dict[str, Isian | None]:
    """The answers of one assessor by code; one SQL query."""
    found = answers_by_id(lembar, tahap)
    return {kode: found[pk] for kode, pk in simpul_ids(lembar.periode.instrumen).items() if pk in found}


def score_lembar(lembar: LembarKerja, tahap: str = Tahap.UNIT) -> Skor:
    """The exact score of one assessor's answers, computed now; one SQL query."""
    return score(struktur_for(lembar.periode.instrumen), answers_of(lembar, tahap))


def _figures(skor: Skor, codes: Iterable[str] | None = None) -> dict[str, tuple[int, int, int]]:
    """Both figures in units of the last stored place and the number of answers, of some nodes above the questions."""
    codes = skor.struktur.stored_codes if codes is None else tuple(codes)
    lantai = skor.units(codes, Angka.LANTAI)
    return {kode: (units, lantai[kode], skor.terisi(kode)[0]) for kode, units in skor.units(codes).items()}


def _decimal(units: int) -> Decimal:
    return Decimal(f"{units}E-{STORED_PLACES}")


def summarise_gates(skor: Skor) -> dict[str, list[int]]:
    """Both figures of every area and gate by code, in units of the last stored place, cut off as stored scores are."""
    codes = skor.struktur.board_codes
    lantai = skor.units(codes, Angka.LANTAI)
    return {kode: [units, lantai[kode]] for kode, units in skor.units(codes).items()}


def _changed(skor: Skor, before: Skor) -> list[str]:
    """The nodes that differ from an earlier score; the whole also when only what is summed up beside it does."""
    old, new = _figures(before), _figures(skor)
    moved = summarise_gates(before) != summarise_gates(skor)
    return [kode for kode, figures in new.items() if old[kode] != figures or (kode == TOTAL and moved)]


def _rows(
    lembar: LembarKerja, skor: Skor, tahap: str, codes: Iterable[str] | None = None
) -> dict[str, Nilai]:
    """What storage should hold for a score: one row for each node above the questions, or for some of them."""
    ids = simpul_ids(lembar.periode.instrumen)
    return {
        kode: Nilai(
            lembar=lembar,
            simpul_id=ids[kode],
            tahap=tahap,
            buku_kerja=_decimal(figures[0]),
            lantai=_decimal(figures[1]),
            terisi=figures[2],
            butir=skor.struktur.jumlah_butir[skor.struktur.posisi[kode]],
            ringkas=summarise_gates(skor) if kode == TOTAL else {},
        )
        for kode, figures in _figures(skor, codes).items()
    }


def _same(one: Nilai, other: Nilai) -> bool:
    mine, theirs = ((row.buku_kerja, row.lantai, row.terisi, row.ringkas) for row in (one, other))
    return mine == theirs


def store_nilai(
    lembar: LembarKerja,
    skor: Skor,
    *,
    tahap: str = Tahap.UNIT,
    before: Skor | None = None,
    codes: Iterable[str] | None = None,
) -> None:
    """Write the scores of a worksheet; with the score from before the change only the nodes that differ, with `codes`
    only those (all that one answer can move).

    One SQL statement for a hundred nodes.
    """
    codes = _changed(skor, before) if before is not None else codes
    rows = list(_rows(lembar, skor, tahap, codes).values())
    with connection.cursor() as cursor:
        for start in range(0, len(rows), BATCH):
            _upsert(cursor, rows[start : start + BATCH])


def _upsert(cursor: CursorWrapper, rows: Sequence[Nilai]) -> None:
    key = LembarKerja._meta.pk.get_db_prep_value(rows[0].lembar_id, connection)
    values = [
        value
        for row in rows
        for value in (
            *(key, row.simpul_id, row.tahap, str(row.buku_kerja), str(row.lantai)),
            *(row.terisi, row.butir, json.dumps(row.ringkas)),
        )
    ]
    cursor.execute(_STORE.format(", ".join([_ROW] * len(rows))), values)


@dataclass(frozen=True)
class Selisih:
    """A stored score that is not what the answers give. `tersimpan` is None when the row is missing."""

    lembar: LembarKerja
    tahap: str
    kode: str
    tersimpan: Decimal | None
    seharusnya: Decimal


def find_differences(lembar: LembarKerja) -> Iterable[Selisih]:
    """Recompute a worksheet for every assessor with answers, and yield each stored score that differs."""
    stages = {Tahap.UNIT.value, *Jawaban.objects.filter(lembar=lembar).values_list("tahap", flat=True)}
    stored = {(row.tahap, row.simpul_id): row for row in Nilai.objects.filter(lembar=lembar)}
    for tahap in sorted(stages):
        for kode, row in _rows(lembar, score_lembar(lembar, tahap), tahap).items():
            kept = stored.get((tahap, row.simpul_id))
            if kept is None or not _same(kept, row):
                yield Selisih(lembar, tahap, kode, kept.buku_kerja if kept else None, row.buku_kerja)
