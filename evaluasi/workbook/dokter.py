"""The workbook doctor: everything wrong with a worksheet before a cell of it is believed. Pure, saves nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from dasar.lembar import Buku, CellError
from evaluasi.domain.bilangan import indonesian, short_indonesian
from evaluasi.domain.scoring import Angka, Skor, score
from evaluasi.domain.struktur import Struktur
from evaluasi.workbook.bacaan import Bacaan, Soal, read_bacaan
from evaluasi.workbook.periksa_rumus import check_formulas
from evaluasi.workbook.sel_jawaban import is_blank, read_jumlah_sel
from evaluasi.workbook.selisih import Selisih, compare_printed
from evaluasi.workbook.susunan import LABEL, has_counts
from evaluasi.workbook.tata import is_damaged_type, type_of
from evaluasi.workbook.temuan import Berat, Jenis, Temuan

GRAVITY = {Berat.TOLAK: 0, Berat.PERINGATAN: 1, Berat.INFO: 2}
FEW_CELLS = 6


@dataclass(frozen=True)
class Laporan:
    """What the doctor says: findings gravest first, and the printed total held against the law."""

    bacaan: Bacaan
    skor: Skor
    temuan: tuple[Temuan, ...]
    selisih: Selisih

    @property
    def counts(self) -> Counter[Berat]:
        return Counter(item.berat for item in self.temuan)

    @property
    def terjawab(self) -> int:
        return sum(item.isian is not None for item in self.bacaan.butir.values())


def examine(buku: Buku, struktur: Struktur, *, soal: Soal = (), lembar_soal: str = "Jawaban") -> Laporan:
    """Read the worksheet of a workbook and examine it. Raises `TataUnknown` when none of its sheets is one."""
    bacaan = read_bacaan(buku, struktur, soal=soal, lembar_soal=lembar_soal)
    _check_types(bacaan)
    _check_weights(bacaan)
    _check_stated_sums(bacaan)
    check_formulas(bacaan)
    skor = score(struktur, bacaan.jawaban)
    _check_blanks(bacaan, skor)
    _check_structure(bacaan)
    order = {item.kode: at for at, item in enumerate(struktur.instrumen.simpul)}
    temuan = tuple(
        sorted(bacaan.temuan, key=lambda item: (GRAVITY[item.berat], order.get(item.kode, 0), item.cell))
    )
    return Laporan(bacaan, skor, temuan, compare_printed(bacaan, skor, temuan))


def _check_types(bacaan: Bacaan) -> None:
    """A type cell that says `Ya` for `Ya/Tidak` drops its question silently from the mean."""
    column = bacaan.di.kolom.jenis
    for kode, item in bacaan.peta.butir.items():
        butir = bacaan.struktur.simpul_by_kode[kode]
        value = bacaan.at(item.terbaca.row, column).value
        right = LABEL[butir.jawaban]
        if bacaan.menurut_nomor or type_of(value) == butir.jawaban:
            continue
        if has_counts(butir) and bacaan.di.kolom.nilai == 0:
            continue  # the ministry's form keeps no type for a ratio, only for its counts
        if is_damaged_type(value) or value is None:
            told = f"“{value}”" if value is not None else "kosong"
            pesan = f"Jenis jawaban {kode} tertulis {told}, seharusnya “{right}”. Rumus lama mengeluarkan butir ini diam-diam dari rata-rata."
        else:
            pesan = f"Jenis jawaban {kode} tertulis “{value}”, menurut peraturan “{right}”. Yang dipakai jenis menurut peraturan."
        bacaan.find(Jenis.JENIS_RUSAK, Berat.PERINGATAN, item.terbaca.row, column, pesan, kode)


def _check_weights(bacaan: Bacaan) -> None:
    column = bacaan.di.kolom.bobot
    for kode, row in bacaan.peta.simpul.items():
        value = bacaan.at(row, column).value
        weight = bacaan.struktur.bobot_of(kode)
        if isinstance(value, Decimal) and Fraction(value) != weight:
            if abs(Fraction(value) - weight) < Fraction(1, 10**6):
                continue
            pesan = f"Bobot {kode} tertulis {short_indonesian(value)}, menurut peraturan {short_indonesian(weight)}."
            bacaan.find(Jenis.BOBOT, Berat.PERINGATAN, row, column, pesan, kode)


def _check_stated_sums(bacaan: Bacaan) -> None:
    """A stated total of people must be the sum of its parts."""
    column = bacaan.di.kolom.jawaban
    for kode, item in bacaan.peta.butir.items():
        butir, cell = bacaan.struktur.simpul_by_kode[kode], bacaan.at(item.total, column)
        if not item.total or butir.rumus is None or is_blank(cell):
            continue
        try:
            stated = read_jumlah_sel(cell)
            parts = [read_jumlah_sel(bacaan.at(item.jumlah[kunci], column)) for kunci in butir.rumus.penyebut]
        except (CellError, KeyError):
            continue
        if stated != sum(parts):
            cells = ", ".join(bacaan.di.cell(item.jumlah[kunci], column) for kunci in butir.rumus.penyebut)
            pesan = f"Tertulis {stated}, padahal bagian-bagiannya ({cells}) berjumlah {sum(parts)}. Yang dihitung bagian-bagiannya."
            bacaan.find(Jenis.JUMLAH, Berat.PERINGATAN, item.total, column, pesan, kode)


def _check_blanks(bacaan: Bacaan, skor: Skor) -> None:
    """Blanks that the mean skips: what they add to each sub-aspect."""
    struktur = bacaan.struktur
    for kelompok in struktur.kelompok:
        kode = struktur.instrumen.simpul[kelompok.posisi].kode
        gain = skor.fraction(kode) - skor.fraction(kode, Angka.LANTAI)
        blank = [struktur.butir[at].kode for at in kelompok.butir if struktur.butir[at].kode in skor.kosong]
        if not gain or not blank:
            continue
        cells = _cells_of(bacaan, blank)
        pesan = (
            f"{kode}: {len(blank)} dari {len(kelompok.butir)} butir kosong ({cells}) dilewati rata-rata, sehingga nilainya "
            f"{indonesian(skor.fraction(kode))} dan bukan {indonesian(skor.fraction(kode, Angka.LANTAI))}. Jawab semuanya sebelum diajukan."
        )
        row = bacaan.butir[blank[0]].row if blank[0] in bacaan.butir else 0
        bacaan.find(Jenis.KOSONG, Berat.PERINGATAN, row, bacaan.di.kolom.jawaban, pesan, blank[0])


def _cells_of(bacaan: Bacaan, codes: Iterable[str]) -> str:
    cells = [bacaan.butir[kode].cell if kode in bacaan.butir else f"{kode} tanpa baris" for kode in codes]
    more = len(cells) - FEW_CELLS
    return ", ".join(cells[:FEW_CELLS]) + (f", dan {more} lainnya" if more > 0 else "")


def _check_structure(bacaan: Bacaan) -> None:
    """Questions without a row, rows without a question, the same question twice, sheets left aside."""
    column = bacaan.di.kolom.jawaban
    missing = [butir.kode for butir in bacaan.struktur.butir if butir.kode not in bacaan.butir]
    if missing:
        pesan = f"{len(missing)} butir tidak ada barisnya: {', '.join(missing[:10])}{' …' if len(missing) > 10 else ''}. Butir itu dianggap kosong."
        bacaan.find(Jenis.SUSUNAN, Berat.PERINGATAN, 0, 0, pesan)
    for kode, item in bacaan.butir.items():
        butir = bacaan.struktur.simpul_by_kode[kode]
        lost = [m.label for m in butir.masukan if m.kunci not in bacaan.peta.butir[kode].jumlah]
        if has_counts(butir) and lost:
            pesan = f"{kode}: baris jumlah tidak ditemukan untuk {', '.join(lost)}."
            bacaan.find(Jenis.SUSUNAN, Berat.PERINGATAN, item.row, column, pesan, kode)
    for kode, row in bacaan.peta.ganda:
        pesan = f"Butir {kode} sudah ada di baris lain; baris ini tidak dibaca. Hapus salah satunya."
        bacaan.find(Jenis.SUSUNAN, Berat.PERINGATAN, row.row, column, pesan, kode)
    for row in bacaan.peta.asing:
        pesan = f"Baris “{row.teks[:60] or row.tanda}” bukan butir instrumen ini dan tidak dibaca."
        bacaan.find(Jenis.SUSUNAN, Berat.INFO, row.row, column, pesan)
    if bacaan.menurut_nomor:
        pesan = "Tanda A., I., 1., i., a tidak ditemukan, jadi butir dibaca menurut nomor baris soal kementerian. Pastikan tidak ada baris yang disisipkan."
        bacaan.find(Jenis.SUSUNAN, Berat.PERINGATAN, 0, 0, pesan)
    if not bacaan.ada_rumus:
        pesan = "Hanya nilai yang dapat dibaca dari berkas ini, jadi rumusnya tidak diperiksa. Simpan sebagai .xlsx untuk pemeriksaan lengkap."
        bacaan.find(Jenis.CATATAN, Berat.INFO, 0, 0, pesan)
    if bacaan.di.diabaikan:
        pesan = f"Lembar lain tidak dibaca: {', '.join(bacaan.di.diabaikan)}."
        bacaan.find(Jenis.CATATAN, Berat.INFO, 0, 0, pesan)
