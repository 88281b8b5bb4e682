"""One question at the desk: what the unit says and shows, what the assessors say, and what was said before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dasar.format import tanggal_waktu
from dasar.izin import Actor
from evaluasi.domain.instrumen.data import SimpulData
from evaluasi.domain.instrumen_store import simpul_ids, struktur_for
from evaluasi.domain.nilai import plain
from evaluasi.domain.penilaian import from_json
from evaluasi.domain.queries.bukti import Kutipan, citations_of
from evaluasi.domain.queries.butir import ButirIsian, section_of, show_question
from evaluasi.domain.queries.meja import ButirMeja, Meja, read_meja
from evaluasi.domain.queries.simpanan import Beda, answer_words
from evaluasi.enums import PutusanKind, Sikap, Tahap
from evaluasi.models import Jawaban, LembarKerja, Putusan, Ronde

IMAGES = ("image/png", "image/jpeg", "image/webp", "image/gif")
KALIMAT = 5
"""How many reasons written before are offered again."""


@dataclass(frozen=True)
class Bukti:
    """A citation beside the question: how it can be shown here, and whether this person opened it."""

    kutipan: Kutipan
    nomor: int
    dibuka: bool
    gambar: bool
    pdf: bool
    halaman: str
    """The first page pointed at."""


@dataclass(frozen=True)
class PutusanLalu:
    """One round of one question: what the unit said, what the assessors said, what was asked back."""

    ronde: Ronde
    unit: str
    unit_catatan: str
    putusan: Putusan | None
    tpi: str
    diminta: str


@dataclass(frozen=True)
class TahunLalu:
    """How the same question stood in the unit's latest earlier worksheet of the instrument."""

    year: int
    unit: str
    tpi: str
    catatan: str


@dataclass(frozen=True)
class IsianPenilaian:
    """The assessors' side as its form shows it."""

    butir: ButirIsian
    rekomendasi: str
    permintaan: str
    sikap: str
    oleh: str
    diubah: str
    version: int


@dataclass(frozen=True)
class HalamanMeja:
    """Everything of one question at the desk."""

    meja: Meja
    baris: ButirMeja
    nomor: int
    sebelum: str
    sesudah: str
    belum: str
    unit: ButirIsian
    unit_kunci: str
    """The unit's option, which a single key takes over; empty for numbers."""
    isian: IsianPenilaian
    kalimat: list[str]
    """Reasons written on other questions, for use again."""
    bukti: list[Bukti]
    riwayat: list[PutusanLalu]
    lalu: TahunLalu | None


def read_meja_butir(lembar: LembarKerja, actor: Actor, kode: str) -> HalamanMeja:
    """One question at the desk; a constant number of SQL queries. KeyError when the instrument does not ask it."""
    struktur = struktur_for(lembar.periode.instrumen)
    simpul = struktur.butir_by_kode[kode].simpul
    meja = read_meja(lembar, actor)
    codes = [row.kode for row in meja.rows]
    at, baris, bagian = codes.index(kode), meja.row(kode), section_of(struktur, kode)
    unit, tpi = meja.unit.get(kode), meja.tpi.get(kode)
    shown = show_question(struktur, bagian, kode, unit, baris.bukti)
    return HalamanMeja(
        meja=meja,
        baris=baris,
        nomor=at + 1,
        sebelum=codes[at - 1] if at else "",
        sesudah=codes[at + 1] if at + 1 < len(codes) else "",
        belum=meja.after(kode),
        unit=shown,
        unit_kunci=unit.pilihan if unit else "",
        isian=_isian(show_question(struktur, bagian, kode, tpi, baris.bukti), meja, kode),
        kalimat=_reasons(meja, kode),
        bukti=_evidence(citations_of(lembar, kode).get(kode, []), meja.dilihat),
        riwayat=read_rounds(lembar, kode, simpul),
        lalu=_last_year(lembar, kode, simpul),
    )


def _isian(butir: ButirIsian, meja: Meja, kode: str) -> IsianPenilaian:
    putusan, baris = meja.putusan.get(kode), meja.row(kode)
    return IsianPenilaian(
        butir=butir,
        rekomendasi=putusan.rekomendasi if putusan else "",
        permintaan=baris.permintaan,
        sikap=baris.sikap,
        oleh="",
        diubah=tanggal_waktu(putusan.decided_at) if putusan else "",
        version=meja.tpi[kode].version if kode in meja.tpi else 0,
    )


def _reasons(meja: Meja, kode: str) -> list[str]:
    """Why other questions of the worksheet were judged otherwise: what was written most often first, then the latest."""
    told = [row for other, row in meja.putusan.items() if other != kode and row.sikap == Sikap.BERBEDA]
    told.sort(key=lambda row: row.decided_at, reverse=True)
    return [text for text, _ in Counter(row.catatan for row in told if row.catatan).most_common(KALIMAT)]


def _evidence(kutipan: list[Kutipan], dilihat: Mapping[str, int]) -> list[Bukti]:
    found = []
    for nomor, item in enumerate(kutipan, 1):
        row = item.sitasi
        kind = row.dokumen.berkas.media_type if row.dokumen.berkas else ""
        first = row.pages.replace(",", "-").split("-")[0].strip()
        opened = dilihat.get(str(row.pk)) == row.version
        pdf = kind == "application/pdf"
        found.append(Bukti(item, nomor, opened, kind in IMAGES, pdf, first if first.isdigit() else "1"))
    return found


def read_rounds(lembar: LembarKerja, kode: str, simpul: SimpulData) -> list[PutusanLalu]:
    """Each round of one question, oldest first; three SQL queries."""
    pk = simpul_ids(lembar.periode.instrumen)[kode]
    verdicts = Putusan.objects.filter(ronde__lembar=lembar, simpul=pk, kind=PutusanKind.UTAMA)
    said = {row.ronde_id: row for row in verdicts.select_related("penilai").order_by()}
    rounds = list(Ronde.objects.filter(lembar=lembar).order_by("nomor").prefetch_related("butir"))
    found = []
    for ronde in rounds:
        row = said.get(ronde.pk)
        asked = next((item.permintaan for item in ronde.butir.all() if item.simpul_id == pk), "")
        if row or asked:
            unit = answer_words(simpul, from_json(simpul, row.unit_isian)) if row else ""
            tpi = (
                answer_words(simpul, from_json(simpul, row.isian)) if row and row.sikap != Sikap.BELUM else ""
            )
            found.append(PutusanLalu(ronde, unit, row.unit_catatan if row else "", row, tpi, asked))
    return found


def _last_year(lembar: LembarKerja, kode: str, simpul: SimpulData) -> TahunLalu | None:
    """One SQL query: the answers of the latest earlier worksheet of the same instrument."""
    node = simpul_ids(lembar.periode.instrumen)[kode]
    rows = Jawaban.objects.filter(
        lembar__opd=lembar.opd_id,
        lembar__periode__instrumen=lembar.periode.instrumen_id,
        lembar__periode__year__lt=lembar.periode.year,
        simpul=node,
        tahap__in=(Tahap.UNIT, Tahap.TPI),
    ).select_related("lembar__periode")
    found = list(rows.order_by("-lembar__periode__year")[:2])
    if not found:
        return None
    year = found[0].lembar.periode.year
    same = {row.tahap: row for row in found if row.lembar.periode.year == year}
    words = {tahap: answer_words(simpul, plain(row)) for tahap, row in same.items()}
    tpi = same.get(Tahap.TPI)
    return TahunLalu(year, words.get(Tahap.UNIT, ""), words.get(Tahap.TPI, ""), tpi.catatan if tpi else "")


def compare_penilaian(simpul: SimpulData, mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> list[Beda]:
    """Both texts of a clash at the desk; what is equal is left out."""
    rows = [Beda("Jawaban TPI", answer_words(simpul, mine["isian"]), answer_words(simpul, theirs["isian"]))]
    for name, label in (
        ("catatan", "Catatan"),
        ("rekomendasi", "Rekomendasi"),
        ("permintaan", "Yang diminta"),
    ):
        rows.append(Beda(label, mine[name] or "Kosong", theirs[name] or "Kosong"))
    return [row for row in rows if row.mine != row.theirs]


def read_stored(lembar: LembarKerja, kode: str) -> dict[str, Any]:
    """The stored side of a clash: answer, note, recommendation, request, version, who and when; two SQL queries."""
    pk = simpul_ids(lembar.periode.instrumen)[kode]
    row = (
        Jawaban.objects.filter(lembar=lembar, simpul=pk, tahap=Tahap.TPI).select_related("updated_by").first()
    )
    verdicts = Putusan.objects.filter(ronde__lembar=lembar, simpul=pk, kind=PutusanKind.UTAMA)
    putusan = verdicts.order_by("-ronde__nomor").first()
    at: datetime | None = row.updated_at if row else None
    return {
        "isian": plain(row) if row else None,
        "catatan": row.catatan if row else "",
        "rekomendasi": putusan.rekomendasi if putusan else "",
        "permintaan": putusan.permintaan if putusan else "",
        "version": row.version if row else 0,
        "oleh": str(row.updated_by) if row and row.updated_by else "",
        "pada": at,
    }
