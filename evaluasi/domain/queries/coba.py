"""What if, and the cheapest path, as their pages show them; nothing is saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from evaluasi.domain.bilangan import indonesian, indonesian_shortfall
from evaluasi.domain.instrumen.data import TOTAL
from evaluasi.domain.instrumen_store import struktur_for
from evaluasi.domain.jalur import Jalur, Simulasi, simulate
from evaluasi.domain.jawaban import Jawaban as Isian
from evaluasi.domain.nilai import plain
from evaluasi.domain.queries.butir import ButirIsian, percent, show_question
from evaluasi.domain.queries.gerbang import KalimatGerbang, name_of, sentences_of_score
from evaluasi.domain.queries.lembar import Bagian, read_answers, sections_of
from evaluasi.domain.queries.simpanan import NilaiSimpul, answer_words, read_node
from evaluasi.domain.struktur import Struktur
from evaluasi.models import LembarKerja


@dataclass(frozen=True)
class Isi:
    """A worksheet's questions by part, and its answers as plain values by code."""

    struktur: Struktur
    bagian: list[tuple[Bagian, list[ButirIsian]]]
    jawaban: Mapping[str, Isian | None]


def read_isi_lembar(lembar: LembarKerja) -> Isi:
    """Every question with its answer; one SQL statement."""
    struktur, answers = struktur_for(lembar.periode.instrumen), read_answers(lembar)
    return Isi(
        struktur,
        [
            (bagian, [show_question(struktur, bagian, kode, answers.get(kode), 0) for kode in bagian.butir])
            for bagian in sections_of(struktur)
        ],
        {kode: plain(row) for kode, row in answers.items()},
    )


@dataclass(frozen=True)
class Perubahan:
    """One answer that was changed to try it out."""

    kode: str
    nama: str
    dari: str
    ke: str


@dataclass(frozen=True)
class HasilCoba:
    """Scores before and after, and every gate after."""

    perubahan: list[Perubahan]
    sebelum: list[NilaiSimpul]
    sesudah: list[NilaiSimpul]
    gerbang: list[KalimatGerbang]

    @property
    def total_before(self) -> NilaiSimpul:
        return self.sebelum[0]

    @property
    def total_after(self) -> NilaiSimpul:
        return self.sesudah[0]

    @property
    def total_moved(self) -> bool:
        """Whether the total printed is another one than before."""
        return self.total_before.buku_kerja != self.total_after.buku_kerja

    @property
    def rows(self) -> list[tuple[NilaiSimpul, NilaiSimpul]]:
        return list(zip(self.sebelum, self.sesudah, strict=True))


def try_out(isi: Isi, perubahan: Mapping[str, Isian | None], tahun: int) -> HasilCoba:
    """The scores if these answers were others. Raises JawabanInvalid for one that does not fit."""
    simulasi = simulate(isi.struktur, isi.jawaban, perubahan)
    changes = [
        Perubahan(
            kode,
            name_of(isi.struktur, kode),
            answer_words(isi.struktur.simpul_by_kode[kode], isi.jawaban.get(kode)),
            answer_words(isi.struktur.simpul_by_kode[kode], baru),
        )
        for kode, baru in perubahan.items()
    ]
    return HasilCoba(
        perubahan=changes,
        sebelum=_nodes(isi, simulasi, after=False),
        sesudah=_nodes(isi, simulasi, after=True),
        gerbang=sentences_of_score(simulasi.sesudah, tahun),
    )


def _nodes(isi: Isi, simulasi: Simulasi, *, after: bool) -> list[NilaiSimpul]:
    skor = simulasi.sesudah if after else simulasi.sebelum
    rows = [read_node(skor, TOTAL, "Nilai total")]
    return rows + [read_node(skor, bagian.kode, bagian.nama) for bagian, _ in isi.bagian]


@dataclass(frozen=True)
class BarisJalur:
    """One answer to raise."""

    kode: str
    nama: str
    dari: str
    ke: str
    usaha: int
    tambahan: str


@dataclass(frozen=True)
class HasilJalur:
    """The cheapest path in words, or what stands in its way."""

    predikat: str
    usaha: int
    rows: list[BarisJalur]
    bukti: str
    halangan: list[str]


def show_jalur(isi: Isi, jalur: Jalur) -> HasilJalur:
    """A path as its page prints it."""
    return HasilJalur(
        predikat=jalur.predikat,
        usaha=jalur.usaha,
        rows=[
            BarisJalur(
                kode=item.kode,
                nama=name_of(isi.struktur, item.kode),
                dari=answer_words(isi.struktur.simpul_by_kode[item.kode], item.dari),
                ke=_target(isi.struktur, item.kode, item.ke)
                or f"rasio paling sedikit {percent(item.nilai_ke)}",
                usaha=item.usaha,
                tambahan=indonesian(item.tambahan),
            )
            for item in jalur.langkah
        ],
        bukti=_proof(jalur),
        halangan=[
            f"{item.gerbang.gerbang.syarat}: paling tinggi {indonesian(item.terbaik)}, "
            f"masih kurang {indonesian_shortfall(item.kurang)}."
            for item in jalur.halangan
        ],
    )


def _target(struktur: Struktur, kode: str, ke: Isian | None) -> str:
    return "" if ke is None else answer_words(struktur.simpul_by_kode[kode], ke)


def _proof(jalur: Jalur) -> str:
    if not jalur.langkah:
        return ""
    less = f"Terbukti paling murah: dengan usaha {jalur.usaha - 1}"
    if jalur.usaha_kurang_satu is None:
        return f"{less}, batas area atau hasil tidak dapat tercapai semuanya, apa pun yang dinaikkan."
    return (
        f"{less}, nilai total paling tinggi {indonesian(jalur.usaha_kurang_satu)} "
        "bila batas lain dijaga; itu belum cukup."
    )
