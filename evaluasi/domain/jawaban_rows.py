"""The answers of a held worksheet as plain values: what a save has to read before it can score."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

from django.db import connection

from evaluasi.domain.jawaban import Jawaban as Isian
from evaluasi.domain.nilai import plain_of
from evaluasi.enums import Tahap
from evaluasi.models import Jawaban, LembarKerja

# A hundred answers are read for the score and one of them is written. The ORM would build this statement anew and
# convert every column of every row: half the time of a save.
_READ = """
    SELECT l.state, j.simpul_id, j.tahap, j.pilihan, j.jumlah, CAST(j.angka AS text),
        CASE WHEN j.simpul_id = %s THEN j.id END, CASE WHEN j.simpul_id = %s THEN j.version END,
        CASE WHEN j.simpul_id = %s THEN j.needs_confirmation END, CASE WHEN j.simpul_id = %s THEN j.catatan END,
        CASE WHEN j.simpul_id = %s THEN j.updated_at END
    FROM evaluasi_lembarkerja l LEFT JOIN evaluasi_jawaban j
        ON j.lembar_id = l.id AND (j.tahap = %s OR (j.tahap = %s AND j.simpul_id = %s))
    WHERE l.id = %s
"""
_WRITE = """
    UPDATE evaluasi_jawaban SET pilihan = %s, jumlah = %s, angka = %s, catatan = %s, needs_confirmation = %s,
        updated_at = %s, updated_by_id = %s, version = version + 1
    WHERE id = %s AND version = %s
"""


@dataclass(frozen=True)
class Terbaca:
    """One assessor's answers by the key of their node, and the row of the one question that is to be written."""

    state: str
    """Of the worksheet, now."""
    isian: Mapping[int, Isian | None]
    row: Jawaban
    unit: Jawaban | None
    """What the unit says to that question; None when it did not answer."""


def read_held(lembar: LembarKerja, simpul: int, tahap: Tahap = Tahap.UNIT) -> Terbaca:
    """One assessor's answers of a worksheet that `lock_lembar` holds; `row` is new, with version 0, where there is none.

    One SQL query. Whether the worksheet is still in a state that allows the save is the caller's question.
    """
    key = LembarKerja._meta.pk.get_db_prep_value(lembar.pk, connection)
    with connection.cursor() as cursor:
        cursor.execute(_READ, [simpul] * 5 + [tahap.value, Tahap.UNIT.value, simpul, key])
        rows = cursor.fetchall()
    isian: dict[int, Isian | None] = {}
    found: dict[str, Jawaban] = {}
    for _, node, whose, pilihan, jumlah, angka, pk, version, confirm, catatan, at in rows:
        if node is None:
            continue
        counts, number = _counts(jumlah), None if angka is None else Decimal(angka)
        if whose == tahap:
            isian[node] = plain_of(pilihan, counts, number)
        if node == simpul:
            values = {
                "pilihan": pilihan,
                "jumlah": counts,
                "angka": number,
                "catatan": catatan,
                "version": version,
            }
            values |= {"needs_confirmation": bool(confirm), "updated_at": _moment(at)}
            row = found[whose] = Jawaban(id=pk, lembar=lembar, simpul_id=simpul, tahap=whose, **values)
            row._state.adding = False
    fresh = Jawaban(lembar=lembar, simpul_id=simpul, tahap=tahap, version=0)
    return Terbaca(rows[0][0], isian, found.get(tahap, fresh), found.get(Tahap.UNIT))


def write_held(row: Jawaban, version: int) -> bool:
    """Set an answer that `read_held` gave, where its version still is `version`; whether it was. One SQL statement."""
    key, at = Jawaban._meta.get_field("updated_by"), Jawaban._meta.get_field("updated_at")
    values = [row.pilihan, json.dumps(row.jumlah), None if row.angka is None else str(row.angka), row.catatan]
    values += [row.needs_confirmation, at.get_db_prep_value(row.updated_at, connection)]
    values += [key.get_db_prep_value(row.updated_by_id, connection), row.pk, version]
    with connection.cursor() as cursor:
        cursor.execute(_WRITE, values)
        return cursor.rowcount == 1


def _counts(text: str) -> dict[str, int]:
    return {} if text == "{}" else json.loads(text)


def _moment(value: datetime | str) -> datetime:
    """A stored time; SQLite gives it as text without its zone, which is UTC."""
    return value if isinstance(value, datetime) else datetime.fromisoformat(value).replace(tzinfo=UTC)
