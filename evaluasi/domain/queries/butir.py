"""Questions as they are filled in: what is asked, what is answered, what it is worth, and where to go next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction

from dasar.format import tanggal_waktu
from evaluasi.domain.bilangan import cut_decimal, half_up, indonesian, short_indonesian
from evaluasi.domain.instrumen.data import SimpulData
from evaluasi.domain.instrumen_store import struktur_for
from evaluasi.domain.jawaban import Jawaban as Isian
from evaluasi.domain.jawaban import is_angka, value_of
from evaluasi.domain.nilai import plain
from evaluasi.domain.queries.gerbang import name_of
from evaluasi.domain.queries.lembar import Bagian, count_evidence, read_answers, sections_of
from evaluasi.domain.struktur import Struktur
from evaluasi.enums import JawabanKind
from evaluasi.models import Jawaban, LembarKerja


@dataclass(frozen=True)
class Opsi:
    """One option with its criterion; `nilai` is its share of the question's points in per cent."""

    kunci: str
    kriteria: str
    nilai: str
    terpilih: bool
    nomor: int


@dataclass(frozen=True)
class Kolom:
    """One count or number that a question asks for."""

    name: str
    label: str
    value: str
    hint: str
    mode: str


@dataclass(frozen=True)
class ButirIsian:
    """One question with the unit's answer."""

    kode: str
    nama: str
    simpul: SimpulData
    jenis: str
    bobot: str
    sub: str
    """The sub-aspect in which it stands."""
    belahan: str
    opsi: tuple[Opsi, ...]
    kolom: tuple[Kolom, ...]
    catatan: str
    version: int
    terisi: bool
    nilai: str
    """What the answer is worth, in per cent of the question's points; empty for a blank."""
    perlu_pastikan: bool
    bukti: int
    diubah: str
    terkunci: bool = False
    """Not among the points of the round in which the worksheet was returned."""
    problems: Mapping[str, str] = field(default_factory=dict)

    @property
    def word(self) -> str:
        if self.perlu_pastikan:
            return "Perlu dipastikan"
        return "Terisi" if self.terisi else "Kosong"

    @property
    def tone(self) -> str:
        if self.perlu_pastikan:
            return "warning"
        return "done" if self.terisi else "neutral"


@dataclass(frozen=True)
class Langkah:
    """Where a question stands among all, and the ways on from it."""

    nomor: int
    jumlah: int
    sebelum: str
    sesudah: str
    kosong: str
    """The next question that is not finished, searched onward and around; empty when there is none."""


@dataclass(frozen=True)
class HalamanButir:
    """One question with the ways on, and all answers by code, from which it was read."""

    butir: ButirIsian
    answers: Mapping[str, Jawaban]
    bagian: Bagian
    langkah: Langkah


@dataclass(frozen=True)
class HalamanArea:
    """A part of the worksheet with all its questions, grouped by sub-aspect; `answers` as in `HalamanButir`."""

    bagian: Bagian
    answers: Mapping[str, Jawaban]
    groups: list[tuple[str, str, list[ButirIsian]]]
    """Half, sub-aspect, questions."""
    terisi: int
    sebelum: Bagian | None
    sesudah: Bagian | None


def section_of(struktur: Struktur, kode: str) -> Bagian:
    """The part in which a question is filled in."""
    return next(bagian for bagian in sections_of(struktur) if kode in bagian.butir)


def read_butir(lembar: LembarKerja, kode: str) -> HalamanButir:
    """One question; two SQL statements. KeyError when the instrument does not ask it."""
    struktur = struktur_for(lembar.periode.instrumen)
    struktur.butir_by_kode[kode]
    answers, bukti, bagian = read_answers(lembar), count_evidence(lembar), section_of(struktur, kode)
    return HalamanButir(
        butir=show_question(struktur, bagian, kode, answers.get(kode), bukti.get(kode, 0)),
        answers=answers,
        bagian=bagian,
        langkah=_steps(struktur, kode, answers),
    )


def read_area(lembar: LembarKerja, kode: str, points: frozenset[str] = frozenset()) -> HalamanArea:
    """A whole part; two SQL statements. With `points` all other questions are locked. KeyError when the instrument
    has no such part."""
    struktur = struktur_for(lembar.periode.instrumen)
    sections = sections_of(struktur)
    at = {bagian.kode: nomor for nomor, bagian in enumerate(sections)}[kode]
    answers, bukti = read_answers(lembar), count_evidence(lembar)
    rows = [
        show_question(struktur, sections[at], butir, answers.get(butir), bukti.get(butir, 0))
        for butir in sections[at].butir
    ]
    if points:
        rows = [replace(row, terkunci=row.kode not in points) for row in rows]
    groups: list[tuple[str, str, list[ButirIsian]]] = []
    for row in rows:
        if not groups or groups[-1][:2] != (row.belahan, row.sub):
            groups.append((row.belahan, row.sub, []))
        groups[-1][2].append(row)
    return HalamanArea(
        bagian=sections[at],
        answers=answers,
        groups=groups,
        terisi=sum(row.terisi for row in rows),
        sebelum=sections[at - 1] if at else None,
        sesudah=sections[at + 1] if at + 1 < len(sections) else None,
    )


def _steps(struktur: Struktur, kode: str, answers: Mapping[str, Jawaban]) -> Langkah:
    codes = [butir.kode for butir in struktur.butir]
    at = codes.index(kode)
    onward = [*codes[at + 1 :], *codes[:at]]
    return Langkah(
        nomor=at + 1,
        jumlah=len(codes),
        sebelum=codes[at - 1] if at else "",
        sesudah=codes[at + 1] if at + 1 < len(codes) else "",
        kosong=next((butir for butir in onward if not _finished(struktur, answers.get(butir), butir)), ""),
    )


def _finished(struktur: Struktur, row: Jawaban | None, kode: str) -> bool:
    if row is None or row.needs_confirmation:
        return False
    return value_of(struktur.simpul_by_kode[kode], plain(row)) is not None


def show_question(
    struktur: Struktur, bagian: Bagian, kode: str, row: Jawaban | None, bukti: int
) -> ButirIsian:
    """A question with the unit's answer as its page shows it."""
    simpul = struktur.simpul_by_kode[kode]
    isian = plain(row) if row else None
    value = value_of(simpul, isian)
    return ButirIsian(
        kode=kode,
        nama=simpul.nama,
        simpul=simpul,
        jenis=JawabanKind(simpul.jawaban).label,
        bobot=short_indonesian(cut_decimal(struktur.bobot_of(kode))),
        sub=f"{simpul.induk} {name_of(struktur, simpul.induk)}",
        belahan=_half(struktur, bagian, kode),
        opsi=options_of(simpul, isian if isinstance(isian, str) else ""),
        kolom=columns_of(simpul, isian),
        catatan=row.catatan if row else "",
        version=row.version if row else 0,
        terisi=value is not None,
        nilai="" if value is None else percent(value),
        perlu_pastikan=bool(row and row.needs_confirmation),
        bukti=bukti,
        diubah=tanggal_waktu(row.updated_at) if row else "",
    )


def percent(value: Fraction) -> str:
    """A share 0..1 as per cent, two places where they say something."""
    return f"{indonesian(half_up(value * 100)).removesuffix(',00')}%"


def _half(struktur: Struktur, bagian: Bagian, kode: str) -> str:
    if len(bagian.belahan) < 2:
        return ""
    return next(nama for half, nama in bagian.belahan if kode in struktur.butir_under(half))


def options_of(simpul: SimpulData, chosen: str) -> tuple[Opsi, ...]:
    """The options of a choice question, best first, numbered for the keyboard."""
    return tuple(
        Opsi(
            item.kunci,
            item.kriteria,
            percent(Fraction(item.nilai)),
            item.kunci == chosen,
            nomor,
        )
        for nomor, item in enumerate(simpul.pilihan, 1)
    )


def columns_of(simpul: SimpulData, isian: Isian | None) -> tuple[Kolom, ...]:
    """The inputs of a question that is answered by numbers."""
    if simpul.pilihan:
        return ()
    if is_angka(simpul):
        maks = simpul.rumus.maks if simpul.rumus and simpul.rumus.maks is not None else Decimal(1)
        example = "3,60" if maks > 1 else "0,95"
        text = short_number(isian) if isinstance(isian, Decimal) else ""
        label = simpul.masukan[0].label
        hint = f"Antara 0 dan {short_indonesian(maks)}, misalnya {example}."
        return (Kolom("angka", label, text, hint, "decimal"),)
    jumlah = isian if isinstance(isian, Mapping) else {}
    label = {masukan.kunci: masukan.label for masukan in simpul.masukan}
    return tuple(
        Kolom(
            f"jumlah-{masukan.kunci}",
            masukan.label,
            str(jumlah.get(masukan.kunci, "")),
            _count_hint(masukan.ikut_rumus, [label[kunci] for kunci in masukan.bagian_dari]),
            "numeric",
        )
        for masukan in simpul.masukan
    )


def _count_hint(in_formula: bool, whole: list[str]) -> str:
    if whole:
        return f"Bagian dari: {' + '.join(whole)}."
    return "" if in_formula else "Dilaporkan saja, tidak masuk hitungan nilai."


def short_number(value: Decimal) -> str:
    """A typed index as a person wrote it, with a comma."""
    return f"{value.normalize():f}".replace(".", ",")
