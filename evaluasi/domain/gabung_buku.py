"""A workbook held against a worksheet: what each question would become, before anything is chosen or written."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from dasar.errors import DomainError
from dasar.lembar import Buku
from evaluasi.domain.instrumen_store import simpul_ids, struktur_for
from evaluasi.domain.isian_json import to_json
from evaluasi.domain.jawaban import Jawaban as Isian
from evaluasi.domain.nilai import plain
from evaluasi.domain.scoring import Skor, score
from evaluasi.domain.struktur import Struktur
from evaluasi.enums import Tahap
from evaluasi.models import Jawaban, LembarKerja, Sitasi, SoalPortal
from evaluasi.workbook.bacaan import ButirTerbaca, Soal, clean_note
from evaluasi.workbook.dokter import Laporan, examine
from evaluasi.workbook.tautan import Tautan


class Keadaan(StrEnum):
    """How a question of the workbook stands to that of the worksheet."""

    SAMA = "sama"
    MENGISI = "mengisi"
    BERBEDA = "berbeda"
    KOSONG = "kosong"
    RUSAK = "rusak"


@dataclass(frozen=True, slots=True)
class BarisGabung:
    """One question: what the worksheet says, what the workbook says, and what could be taken."""

    kode: str
    nama: str
    cell: str
    kini: Isian | None
    baru: Isian | None
    catatan_kini: str
    catatan_baru: str
    tautan: tuple[Tautan, ...]
    """Addresses that the question does not cite yet."""
    keadaan: Keadaan
    version: int
    perlu: bool
    """The answer was carried over from last year and not confirmed yet."""

    @property
    def has_note(self) -> bool:
        """Whether the workbook brings a note that differs."""
        return bool(self.catatan_baru) and self.catatan_baru != clean_note(self.catatan_kini)

    @property
    def has_answer(self) -> bool:
        return self.keadaan in {Keadaan.MENGISI, Keadaan.BERBEDA}

    @property
    def brings(self) -> bool:
        """Whether there is anything to choose."""
        return self.has_answer or self.has_note or bool(self.tautan)


@dataclass(frozen=True)
class Pilihan:
    """What a person takes: answers and notes by question, links by question and number."""

    jawaban: frozenset[str] = frozenset()
    catatan: frozenset[str] = frozenset()
    tautan: frozenset[str] = frozenset()

    def __and__(self, other: Pilihan) -> Pilihan:
        return Pilihan(self.jawaban & other.jawaban, self.catatan & other.catatan, self.tautan & other.tautan)


@dataclass(frozen=True)
class Gabungan:
    """A workbook held against a worksheet; `digest` is the fingerprint of both."""

    laporan: Laporan
    rows: tuple[BarisGabung, ...]
    struktur: Struktur
    digest: str

    @property
    def by_kode(self) -> dict[str, BarisGabung]:
        return {row.kode: row for row in self.rows}

    def fill_blanks(self) -> Pilihan:
        """Only what stands empty in the worksheet: the choice to begin with."""
        return Pilihan(
            frozenset(row.kode for row in self.rows if row.keadaan is Keadaan.MENGISI),
            frozenset(row.kode for row in self.rows if row.has_note and not row.catatan_kini),
        )

    def take_all(self) -> Pilihan:
        """Everything in which the workbook differs, without links."""
        return Pilihan(
            frozenset(row.kode for row in self.rows if row.has_answer),
            frozenset(row.kode for row in self.rows if row.has_note),
        )

    def offered(self) -> Pilihan:
        """Everything that could be chosen, links too."""
        everything = self.take_all()
        return Pilihan(everything.jawaban, everything.catatan, frozenset(self.links))

    def limit(self, pilihan: Pilihan) -> Dipilih:
        """A choice without what the workbook does not offer, ready to be shown."""
        return Dipilih(self, pilihan & self.offered())

    def check(self, pilihan: Pilihan) -> None:
        """Raise `DomainError` for a choice that the workbook does not offer."""
        if pilihan & self.offered() != pilihan:
            raise DomainError(
                "Ada pilihan yang tidak terdapat dalam buku kerja ini. Periksa lagi, lalu simpan."
            )

    @property
    def links(self) -> dict[str, Tautan]:
        """Every link on offer by its key: question and number."""
        return {f"{row.kode}|{at}": link for row in self.rows for at, link in enumerate(row.tautan)}

    def answers(self, pilihan: Pilihan) -> dict[str, Isian | None]:
        """Every question that the choice writes, with the answer it then has."""
        rows = self.by_kode
        return {
            kode: rows[kode].baru if kode in pilihan.jawaban else rows[kode].kini
            for kode in rows
            if kode in pilihan.jawaban | pilihan.catatan
        }

    def notes(self, pilihan: Pilihan) -> dict[str, str]:
        return {kode: self.by_kode[kode].catatan_baru for kode in pilihan.catatan}

    def score_now(self) -> Skor:
        """The score of the worksheet as it stands."""
        return score(self.struktur, {row.kode: row.kini for row in self.rows})

    def score_after(self, pilihan: Pilihan) -> Skor:
        """The score that the worksheet will have with this choice, exactly."""
        return score(self.struktur, {row.kode: row.kini for row in self.rows} | self.answers(pilihan))


@dataclass(frozen=True)
class Dipilih:
    """A merge together with a choice that it offers."""

    gabungan: Gabungan
    pilihan: Pilihan


@dataclass(frozen=True)
class _Tersimpan:
    rows: Mapping[str, Jawaban] = field(default_factory=dict)
    cited: Mapping[str, frozenset[str]] = field(default_factory=dict)


def soal_of(lembar: LembarKerja) -> tuple[Soal, str]:
    """The ministry's rows for the worksheet's instrument and year, and the name of its sheet; one SQL query."""
    rows = SoalPortal.objects.filter(instrumen=lembar.periode.instrumen_id, tahun=lembar.periode.year)
    found = rows.order_by("baris").values_list("simpul__kode", "masukan__kunci", "baris", "lembar")
    told = list(found)
    return tuple((kode, kunci or "", baris) for kode, kunci, baris, _ in told), told[0][
        3
    ] if told else "Jawaban"


def hold_against(lembar: LembarKerja, buku: Buku, *, sidik: str) -> Gabungan:
    """What the workbook would change in the worksheet; three SQL queries, nothing written.

    `sidik` is the fingerprint of the file. Raises `TataUnknown` when the workbook holds no worksheet.
    """
    struktur = struktur_for(lembar.periode.instrumen)
    soal, sheet = soal_of(lembar)
    laporan = examine(buku, struktur, soal=soal, lembar_soal=sheet)
    stored = _read_stored(lembar)
    rows = tuple(
        _line(butir.kode, butir.simpul.nama, laporan.bacaan.butir.get(butir.kode), stored)
        for butir in struktur.butir
    )
    return Gabungan(laporan, rows, struktur, _digest(sidik, rows))


def _read_stored(lembar: LembarKerja) -> _Tersimpan:
    codes = {pk: kode for kode, pk in simpul_ids(lembar.periode.instrumen).items()}
    answers = Jawaban.objects.filter(lembar=lembar, tahap=Tahap.UNIT).order_by()
    cited: dict[str, set[str]] = {}
    links = Sitasi.objects.filter(lembar=lembar).exclude(dokumen__link="").order_by()
    for simpul, link in links.values_list("simpul_id", "dokumen__link"):
        cited.setdefault(codes[simpul], set()).add(link)
    return _Tersimpan(
        {codes[row.simpul_id]: row for row in answers},
        {kode: frozenset(urls) for kode, urls in cited.items()},
    )


def _line(kode: str, nama: str, read: ButirTerbaca | None, stored: _Tersimpan) -> BarisGabung:
    row = stored.rows.get(kode)
    kini = plain(row) if row else None
    baru = read.isian if read else None
    if read and read.rusak:
        keadaan = Keadaan.RUSAK
    elif baru is None:
        keadaan = Keadaan.KOSONG
    elif baru == kini:
        keadaan = Keadaan.SAMA
    else:
        keadaan = Keadaan.BERBEDA if kini is not None else Keadaan.MENGISI
    cited = stored.cited.get(kode, frozenset())
    return BarisGabung(
        kode=kode,
        nama=nama,
        cell=read.cell if read else "",
        kini=kini,
        baru=baru,
        catatan_kini=row.catatan if row else "",
        catatan_baru=read.catatan if read else "",
        tautan=tuple(link for link in read.tautan if link.url not in cited) if read else (),
        keadaan=keadaan,
        version=row.version if row else 0,
        perlu=row.needs_confirmation if row else False,
    )


def _digest(sidik: str, rows: Iterable[BarisGabung]) -> str:
    told = [
        [
            row.kode,
            row.version,
            to_json(row.kini),
            to_json(row.baru),
            row.catatan_baru,
            [t.url for t in row.tautan],
        ]
        for row in rows
    ]
    return hashlib.sha256(json.dumps([sidik, told], sort_keys=True).encode()).hexdigest()
