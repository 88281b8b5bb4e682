"""One worksheet as its overview shows it: the six areas and the result, both figures, gates, what is left to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Count

from evaluasi.domain.bilangan import cut_decimal, indonesian
from evaluasi.domain.instrumen.data import TOTAL, TidakDiberikanData
from evaluasi.domain.instrumen_store import read_isi, simpul_ids, struktur_for
from evaluasi.domain.jawaban import value_of
from evaluasi.domain.lembar_kerja import Kekurangan, missing_in
from evaluasi.domain.nilai import plain
from evaluasi.domain.queries.gerbang import Angka2, PapanGerbang, gate_codes, gates_of_stored, name_of
from evaluasi.domain.struktur import Struktur
from evaluasi.enums import Tahap
from evaluasi.models import Jawaban, LembarKerja, Nilai, Sitasi


@dataclass(frozen=True)
class Bagian:
    """A part that is filled in as one: a combined area with its halves, or the results with their elements."""

    kode: str
    nama: str
    belahan: tuple[tuple[str, str], ...]
    """Code and name of each half."""
    butir: tuple[str, ...]


def sections_of(struktur: Struktur) -> tuple[Bagian, ...]:
    """The parts of a worksheet in order: the combined areas, then every component outside them."""
    areas = struktur.instrumen.area_gabungan
    found = [
        Bagian(
            area.kode,
            area.nama,
            tuple((kode, _half_name(struktur, kode)) for kode in area.bagian),
            struktur.butir_under(area.kode),
        )
        for area in areas
    ]
    covered = {kode for bagian in found for kode in bagian.butir}
    for item in struktur.instrumen.simpul:
        butir = struktur.butir_under(item.kode) if item.jenis == "komponen" else ()
        if butir and not covered & set(butir):
            halves = tuple((kode, name_of(struktur, kode)) for kode in struktur.anak[item.kode])
            found.append(Bagian(item.kode, item.nama, halves, butir))
    return tuple(found)


def _half_name(struktur: Struktur, kode: str) -> str:
    induk = struktur.simpul_by_kode[struktur.simpul_by_kode[kode].induk]
    return induk.nama


@dataclass(frozen=True)
class BarisBagian:
    """A part of the worksheet with its progress and points."""

    kode: str
    nama: str
    terisi: int
    butir: int
    hint: str
    buku_kerja: str
    lantai: str
    bobot: str
    catatan: int
    bukti: int
    perlu: int
    """Answers carried over that wait to be confirmed."""

    @property
    def tone(self) -> str:
        if self.terisi == self.butir:
            return "warning" if self.perlu else "done"
        return "progress" if self.terisi else "neutral"

    @property
    def word(self) -> str:
        if self.terisi == self.butir:
            return "Perlu dipastikan" if self.perlu else "Terisi"
        return "Sedang diisi" if self.terisi else "Belum diisi"


@dataclass(frozen=True)
class LembarLengkap:
    """Everything of one worksheet, read once."""

    lembar: LembarKerja
    bagian: tuple[BarisBagian, ...]
    total: Angka2
    buku_kerja: str
    lantai: str
    gerbang: list[PapanGerbang]
    missing: list[Kekurangan]
    kosong: tuple[str, ...]
    tidak_diberikan: tuple[TidakDiberikanData, ...]
    stored: Mapping[str, Angka2]

    @property
    def lengkap(self) -> bool:
        return not self.kosong

    @property
    def missing_by_part(self) -> list[tuple[Bagian, list[Kekurangan]]]:
        """What is missing, under the part in which it is filled in; parts that are done are left out."""
        parts = sections_of(struktur_for(self.lembar.periode.instrumen))
        found = [(part, [item for item in self.missing if item.kode in part.butir]) for part in parts]
        return [(part, items) for part, items in found if items]

    @property
    def next_kode(self) -> str:
        """Where to go on filling in."""
        return self.missing[0].kode if self.missing else ""


def read_answers(lembar: LembarKerja) -> dict[str, Jawaban]:
    """The unit's answers by code; one SQL statement."""
    codes = {pk: kode for kode, pk in simpul_ids(lembar.periode.instrumen).items()}
    rows = Jawaban.objects.filter(lembar=lembar, tahap=Tahap.UNIT).order_by()
    return {codes[row.simpul_id]: row for row in rows}


def count_evidence(lembar: LembarKerja) -> dict[str, int]:
    """How many documents each question cites, by code; one SQL statement."""
    codes = {pk: kode for kode, pk in simpul_ids(lembar.periode.instrumen).items()}
    counted = Sitasi.objects.filter(lembar=lembar).order_by().values_list("simpul_id")
    return {codes[simpul]: n for simpul, n in counted.annotate(n=Count("pk"))}


def read_stored(lembar: LembarKerja) -> dict[str, Angka2]:
    """The stored points of every node by code; one SQL statement."""
    codes = {pk: kode for kode, pk in simpul_ids(lembar.periode.instrumen).items()}
    rows = Nilai.objects.filter(lembar=lembar, tahap=Tahap.UNIT).order_by()
    return {
        codes[simpul]: Angka2(*figures)
        for simpul, *figures in rows.values_list("simpul_id", "buku_kerja", "lantai", "terisi", "butir")
    }


def read_lembar(lembar: LembarKerja) -> LembarLengkap:
    """Everything of one worksheet in three SQL statements."""
    struktur, isi = struktur_for(lembar.periode.instrumen), read_isi(lembar.periode.instrumen)
    stored, answers, bukti = read_stored(lembar), read_answers(lembar), count_evidence(lembar)
    total = stored[TOTAL]
    return LembarLengkap(
        lembar=lembar,
        bagian=tuple(_line(bagian, struktur, stored, answers, bukti) for bagian in sections_of(struktur)),
        total=total,
        stored=stored,
        buku_kerja=indonesian(total.buku_kerja),
        lantai=indonesian(total.lantai),
        gerbang=gates_of_stored(struktur, stored, gate_points(struktur, answers), lembar.periode.year),
        missing=missing_in(struktur, answers),
        kosong=tuple(
            butir.kode
            for butir in struktur.butir
            if butir.kode not in answers or value_of(butir.simpul, plain(answers[butir.kode])) is None
        ),
        tidak_diberikan=tuple(
            item for item in isi.tidak_diberikan if item.tahun is None or lembar.periode.year in item.tahun
        ),
    )


@dataclass(frozen=True)
class Simpul:
    """A node with its stored points."""

    kode: str
    nama: str
    angka: Angka2


def read_nodes(lengkap: LembarLengkap) -> list[Simpul]:
    """Every node of a worksheet with its stored points, in the order of the instrument; no SQL."""
    struktur = struktur_for(lengkap.lembar.periode.instrumen)
    return [
        Simpul(kode, name_of(struktur, kode), lengkap.stored[kode])
        for kode in struktur.posisi
        if kode in lengkap.stored
    ]


def gate_points(struktur: Struktur, answers: Mapping[str, Jawaban]) -> dict[str, Fraction]:
    """The points of the single questions that carry a gate."""
    _, butir = gate_codes(struktur)
    return {
        kode: struktur.bobot_of(kode)
        * (value_of(struktur.simpul_by_kode[kode], plain(answers[kode])) or 0 if kode in answers else 0)
        for kode in butir
    }


def _line(
    bagian: Bagian,
    struktur: Struktur,
    stored: Mapping[str, Angka2],
    answers: Mapping[str, Jawaban],
    bukti: Mapping[str, int],
) -> BarisBagian:
    mine = [answers[kode] for kode in bagian.butir if kode in answers]
    node = stored[bagian.kode]
    halves = [f"{nama} {stored[kode].terisi} dari {stored[kode].butir}" for kode, nama in bagian.belahan]
    return BarisBagian(
        kode=bagian.kode,
        nama=bagian.nama,
        terisi=node.terisi,
        butir=node.butir,
        hint=" · ".join(halves) if len(halves) > 1 else "",
        buku_kerja=indonesian(node.buku_kerja),
        lantai=indonesian(node.lantai),
        bobot=indonesian(cut_decimal(struktur.bobot_of(bagian.kode))),
        catatan=sum(bool(row.catatan) for row in mine),
        bukti=sum(bukti.get(kode, 0) for kode in bagian.butir),
        perlu=sum(row.needs_confirmation for row in mine),
    )
