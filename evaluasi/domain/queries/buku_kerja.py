"""Workbooks for pages: what an export holds, and what the doctor and the merge say, in words and figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from django.utils import timezone

from evaluasi.domain.bilangan import indonesian
from evaluasi.domain.gabung_buku import BarisGabung, Dipilih, Keadaan, Pilihan
from evaluasi.domain.instrumen_store import simpul_ids, struktur_for
from evaluasi.domain.jawaban import Jawaban as Isian
from evaluasi.domain.nilai import plain_of
from evaluasi.domain.scoring import Angka, score
from evaluasi.enums import ImporState, Tahap, TataBuku
from evaluasi.models import ImporLembar, Jawaban, LembarKerja, Sitasi
from evaluasi.workbook.dokter import Laporan
from evaluasi.workbook.isi import BuktiTertulis, IsiBuku
from evaluasi.workbook.temuan import Berat, Temuan
from evaluasi.workbook.temuan import Jenis as JenisMasalah

FEW = 8
"""So many findings of a kind, or reasons of a difference, are shown at once."""
TONES = {
    Keadaan.SAMA: ("neutral", "Sama"),
    Keadaan.MENGISI: ("done", "Mengisi yang kosong"),
    Keadaan.BERBEDA: ("warning", "Berbeda"),
    Keadaan.KOSONG: ("neutral", "Kosong di Excel"),
    Keadaan.RUSAK: ("failed", "Tidak dapat dimuat"),
}


def read_isi_buku(lembar: LembarKerja, *, tpi: bool = False) -> IsiBuku:
    """One worksheet ready to be written as a workbook, with the verdicts of TPI on request; two SQL queries."""
    codes = {pk: kode for kode, pk in simpul_ids(lembar.periode.instrumen).items()}
    rows = Jawaban.objects.filter(lembar=lembar, tahap__in=[Tahap.UNIT, *([Tahap.TPI] if tpi else [])])
    answers: dict[str, dict[str, Isian | None]] = {Tahap.UNIT: {}, Tahap.TPI: {}}
    notes: dict[str, dict[str, str]] = {Tahap.UNIT: {}, Tahap.TPI: {}}
    columns = ("tahap", "simpul_id", "catatan", "pilihan", "jumlah", "angka")
    for tahap, simpul, catatan, *isian in rows.order_by().values_list(*columns):
        answers[tahap][codes[simpul]], notes[tahap][codes[simpul]] = plain_of(*isian), catatan
    struktur = struktur_for(lembar.periode.instrumen)
    return IsiBuku(
        struktur=struktur,
        skor=score(struktur, answers[Tahap.UNIT]),
        unit=lembar.opd.name,
        tahun=lembar.periode.year,
        predikat=lembar.predikat,
        tanggal=timezone.localdate(),
        jawaban=answers[Tahap.UNIT],
        catatan=notes[Tahap.UNIT],
        bukti=_evidence(lembar, codes),
        tpi=answers[Tahap.TPI],
        catatan_tpi=notes[Tahap.TPI],
    )


def _evidence(lembar: LembarKerja, codes: Mapping[int, str]) -> dict[str, list[BuktiTertulis]]:
    found: dict[str, list[BuktiTertulis]] = {}
    rows = Sitasi.objects.filter(lembar=lembar).order_by("cited_at", "id")
    for simpul, title, link, pages in rows.values_list(
        "simpul_id", "dokumen__title", "dokumen__link", "pages"
    ):
        judul = f"{title}, hlm. {pages}" if pages and not link else title
        found.setdefault(codes[simpul], []).append(BuktiTertulis(" ".join(judul.split()), link))
    return found


@dataclass(frozen=True, slots=True)
class JenisTemuan:
    """Findings of one kind and gravity; many of them are folded away."""

    jenis: str
    temuan: tuple[Temuan, ...]

    @property
    def terbuka(self) -> bool:
        return len(self.temuan) <= FEW


@dataclass(frozen=True, slots=True)
class KelompokTemuan:
    """Findings of one gravity, by kind, the rarer kinds first."""

    berat: Berat
    jenis: tuple[JenisTemuan, ...]

    @property
    def tone(self) -> str:
        return self.berat.value

    @property
    def kata(self) -> str:
        return self.berat.kata

    @property
    def banyak(self) -> int:
        return sum(len(item.temuan) for item in self.jenis)


def _group(berat: Berat, temuan: Sequence[Temuan]) -> KelompokTemuan:
    mine = [item for item in temuan if item.berat is berat]
    kinds = [
        JenisTemuan(kind.value, tuple(item for item in mine if item.jenis is kind)) for kind in JenisMasalah
    ]
    return KelompokTemuan(berat, tuple(sorted((k for k in kinds if k.temuan), key=lambda k: len(k.temuan))))


@dataclass(frozen=True, slots=True)
class BarisSelisih:
    """One place where the printed total parts from the law."""

    kode: str
    nama: str
    cell: str
    tercetak: str
    hukum: str
    poin: str
    sebab: tuple[str, ...]


@dataclass(frozen=True)
class LaporanTampil:
    """The doctor's report as a page prints it."""

    sheet: str
    tata: str
    butir: int
    jumlah_butir: int
    terjawab: int
    kelompok: tuple[KelompokTemuan, ...]
    tercetak: str
    """Empty when the layout prints no total."""
    tempat_total: str
    buku_kerja: str
    lantai: str
    beda: str
    sama: bool
    asal: tuple[BarisSelisih, ...]

    @property
    def banyak(self) -> int:
        """How many findings want mending."""
        return sum(item.banyak for item in self.kelompok if item.berat is not Berat.INFO)


def show_laporan(laporan: Laporan) -> LaporanTampil:
    """The report in words; no SQL."""
    bacaan, selisih = laporan.bacaan, laporan.selisih
    groups = [_group(berat, laporan.temuan) for berat in Berat]
    return LaporanTampil(
        sheet=bacaan.di.halaman.name,
        tata=TataBuku(bacaan.di.tata).label,
        butir=len(bacaan.butir),
        jumlah_butir=len(bacaan.struktur.butir),
        terjawab=laporan.terjawab,
        kelompok=tuple(group for group in groups if group.jenis),
        tercetak="" if selisih.tercetak is None else indonesian(selisih.tercetak),
        tempat_total=selisih.cell,
        buku_kerja=indonesian(selisih.buku_kerja),
        lantai=indonesian(selisih.lantai),
        beda=signed(selisih.beda),
        sama=selisih.sama,
        asal=tuple(
            BarisSelisih(
                item.kode,
                item.nama,
                item.cell,
                indonesian(item.tercetak, 4),
                indonesian(item.hukum, 4),
                signed(item.poin, 4),
                _few(item.sebab),
            )
            for item in selisih.asal
        ),
    )


def _few(reasons: tuple[str, ...]) -> tuple[str, ...]:
    rest = len(reasons) - FEW // 2
    return (*reasons[: FEW // 2], f"Dan {rest} sebab lain; lihat Temuan.") if rest > 0 else reasons


def signed(value: Fraction, places: int = 2) -> str:
    """A difference with its sign: +0,25, −0,13, 0,00."""
    text = indonesian(abs(value), places)
    if not text.strip("0,"):
        return text
    return f"{'+' if value > 0 else '−'}{text}"


@dataclass(frozen=True, slots=True)
class TautanTampil:
    kunci: str
    url: str
    judul: str
    dipilih: bool


@dataclass(frozen=True, slots=True)
class BarisTampil:
    """One question of the merge as the page prints it."""

    kode: str
    nama: str
    cell: str
    kini: str
    baru: str
    catatan_kini: str
    catatan_baru: str
    tone: str
    kata: str
    bawa_jawaban: bool
    bawa_catatan: bool
    pilih_jawaban: bool
    pilih_catatan: bool
    tautan: tuple[TautanTampil, ...]


@dataclass(frozen=True)
class GabunganTampil:
    """The merge as a page prints it: rows with something to choose, and the totals now and then."""

    rows: tuple[BarisTampil, ...]
    sama: int
    kosong: int
    rusak: int
    jawaban: int
    catatan: int
    tautan: int
    nilai_kini: str
    nilai_nanti: str
    lantai_kini: str
    lantai_nanti: str
    digest: str

    @property
    def dipilih(self) -> int:
        return self.jawaban + self.catatan + self.tautan


def show_gabungan(dipilih: Dipilih) -> GabunganTampil:
    """The merge with a choice applied; no SQL."""
    gabungan, pilihan = dipilih.gabungan, dipilih.pilihan
    rows = gabungan.rows
    now, after = gabungan.score_now(), gabungan.score_after(pilihan)
    count = {keadaan: sum(row.keadaan is keadaan for row in rows) for keadaan in Keadaan}
    return GabunganTampil(
        rows=tuple(_row(row, pilihan) for row in rows if row.brings),
        sama=count[Keadaan.SAMA],
        kosong=count[Keadaan.KOSONG],
        rusak=count[Keadaan.RUSAK],
        jawaban=len(pilihan.jawaban),
        catatan=len(pilihan.catatan),
        tautan=len(pilihan.tautan),
        nilai_kini=indonesian(now.fraction()),
        nilai_nanti=indonesian(after.fraction()),
        lantai_kini=indonesian(now.fraction(angka=Angka.LANTAI)),
        lantai_nanti=indonesian(after.fraction(angka=Angka.LANTAI)),
        digest=gabungan.digest,
    )


def _row(row: BarisGabung, pilihan: Pilihan) -> BarisTampil:
    tone, kata = TONES[row.keadaan]
    return BarisTampil(
        kode=row.kode,
        nama=row.nama,
        cell=row.cell,
        kini=words_of(row.kini),
        baru=words_of(row.baru),
        catatan_kini=row.catatan_kini,
        catatan_baru=row.catatan_baru,
        tone=tone,
        kata=kata,
        bawa_jawaban=row.has_answer,
        bawa_catatan=row.has_note,
        pilih_jawaban=row.kode in pilihan.jawaban,
        pilih_catatan=row.kode in pilihan.catatan,
        tautan=tuple(
            TautanTampil(f"{row.kode}|{at}", link.url, link.judul, f"{row.kode}|{at}" in pilihan.tautan)
            for at, link in enumerate(row.tautan)
        ),
    )


def words_of(isian: Isian | None) -> str:
    """An answer as a person reads it; empty for a blank."""
    if isinstance(isian, Decimal):
        return f"{isian.normalize():f}".replace(".", ",")
    if isinstance(isian, Mapping):
        return ", ".join(f"{kunci} {jumlah}" for kunci, jumlah in isian.items())
    return isian or ""


@dataclass(frozen=True, slots=True)
class BarisImpor:
    """One import as the list of a worksheet prints it."""

    impor: ImporLembar
    who: str
    at: datetime
    undone: bool
    latest: bool


def list_impor(lembar: LembarKerja) -> Sequence[BarisImpor]:
    """The imports of a worksheet, newest first; one SQL query."""
    rows = ImporLembar.objects.filter(lembar=lembar).select_related("imported_by", "undone_by")
    return [
        BarisImpor(row, str(row.imported_by), row.imported_at, row.state == ImporState.UNDONE, at == 0)
        for at, row in enumerate(rows)
    ]
