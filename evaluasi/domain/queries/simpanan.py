"""What a save is answered with: the answer's worth, the new scores and gates; or both texts of a clash."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from evaluasi.domain.bilangan import cut_decimal, indonesian
from evaluasi.domain.instrumen.data import TOTAL, SimpulData
from evaluasi.domain.instrumen_store import simpul_ids, struktur_for
from evaluasi.domain.jawaban import value_of
from evaluasi.domain.nilai import plain
from evaluasi.domain.pengisian import Simpanan
from evaluasi.domain.penjelasan import explain
from evaluasi.domain.queries.butir import section_of, short_number
from evaluasi.domain.queries.gerbang import Angka2, KalimatGerbang, gates_of_stored, sentences_of_score
from evaluasi.domain.queries.lembar import Bagian, gate_points, read_stored
from evaluasi.domain.scoring import Angka, Skor
from evaluasi.domain.struktur import Struktur
from evaluasi.enums import Tahap
from evaluasi.models import Jawaban, LembarKerja


@dataclass(frozen=True)
class NilaiSimpul:
    """One node in both figures, written out."""

    kode: str
    nama: str
    buku_kerja: str
    lantai: str
    bobot: str
    terisi: int
    butir: int


@dataclass(frozen=True)
class Ringkas:
    """The part in which one is filling in, the total, and the gates."""

    area: NilaiSimpul
    total: NilaiSimpul
    gerbang: Sequence[KalimatGerbang]


@dataclass(frozen=True)
class HasilSimpan(Ringkas):
    """What the page shows after a save."""

    version: int
    at: datetime
    terisi: bool
    rumus: str


def show_saved(lembar: LembarKerja, kode: str, simpanan: Simpanan) -> HasilSimpan:
    """The reply to a save, from the score it computed; no SQL."""
    struktur = struktur_for(lembar.periode.instrumen)
    isian, bagian = plain(simpanan.jawaban), section_of(struktur, kode)
    value = value_of(struktur.simpul_by_kode[kode], isian)
    return HasilSimpan(
        version=simpanan.jawaban.version,
        at=simpanan.jawaban.updated_at,
        terisi=value is not None,
        rumus=explain(simpanan.skor, {kode: isian}, kode).rumus,
        area=read_node(simpanan.skor, bagian.kode, bagian.nama),
        total=read_node(simpanan.skor, TOTAL, "Nilai total"),
        gerbang=sentences_of_score(simpanan.skor, lembar.periode.year),
    )


def read_node(skor: Skor, kode: str, nama: str) -> NilaiSimpul:
    """A node of a score just computed."""
    terisi, butir = skor.terisi(kode)
    return NilaiSimpul(
        kode=kode,
        nama=nama,
        buku_kerja=indonesian(skor.nilai(kode)),
        lantai=indonesian(skor.nilai(kode, Angka.LANTAI)),
        bobot=indonesian(cut_decimal(skor.struktur.bobot_of(kode))),
        terisi=terisi,
        butir=butir,
    )


def read_scores(lembar: LembarKerja, bagian: Bagian, answers: Mapping[str, Jawaban]) -> Ringkas:
    """The same from stored points; one SQL statement. `answers` are those of the worksheet by code."""
    struktur, stored = struktur_for(lembar.periode.instrumen), read_stored(lembar)
    return Ringkas(
        area=_stored_node(struktur, stored, bagian.kode, bagian.nama),
        total=_stored_node(struktur, stored, TOTAL, "Nilai total"),
        gerbang=gates_of_stored(struktur, stored, gate_points(struktur, answers), lembar.periode.year),
    )


def _stored_node(struktur: Struktur, stored: Mapping[str, Angka2], kode: str, nama: str) -> NilaiSimpul:
    node = stored[kode]
    return NilaiSimpul(
        kode=kode,
        nama=nama,
        buku_kerja=indonesian(node.buku_kerja),
        lantai=indonesian(node.lantai),
        bobot=indonesian(cut_decimal(struktur.bobot_of(kode))),
        terisi=node.terisi,
        butir=node.butir,
    )


@dataclass(frozen=True)
class Beda:
    """One part of an answer on which two people disagree."""

    label: str
    mine: str
    theirs: str


def compare_texts(simpul: SimpulData, mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> list[Beda]:
    """Both texts of a clash side by side: the answer, then the note; what is equal is left out."""
    rows = [
        Beda("Jawaban", answer_words(simpul, mine["isian"]), answer_words(simpul, theirs["isian"])),
        Beda("Catatan", mine["catatan"] or "Kosong", theirs["catatan"] or "Kosong"),
    ]
    return [row for row in rows if row.mine != row.theirs]


def read_texts(lembar: LembarKerja, kode: str) -> dict[str, Any]:
    """The stored answer, note and version of a question; one SQL statement."""
    simpul = simpul_ids(lembar.periode.instrumen)[kode]
    row = Jawaban.objects.filter(lembar=lembar, simpul=simpul, tahap=Tahap.UNIT).first()
    return {
        "isian": plain(row) if row else None,
        "catatan": row.catatan if row else "",
        "version": row.version if row else 0,
    }


def answer_words(simpul: SimpulData, isian: Any) -> str:
    """An answer as a person reads it."""
    if isian is None or isian == {}:
        return "Kosong"
    if isinstance(isian, Decimal):
        return short_number(isian)
    if isinstance(isian, Mapping):
        label = {masukan.kunci: masukan.label for masukan in simpul.masukan}
        return "; ".join(f"{label.get(kunci, kunci)}: {jumlah}" for kunci, jumlah in isian.items())
    criterion = next((item.kriteria for item in simpul.pilihan if item.kunci == isian), "")
    return f"{isian}: {criterion}" if criterion else str(isian)
