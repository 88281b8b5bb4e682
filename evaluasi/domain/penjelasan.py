"""Where a number comes from: the tree of numbers under a node, each with its arithmetic in words. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from evaluasi.domain.bilangan import cut_decimal, half_up, indonesian, short_indonesian
from evaluasi.domain.instrumen.data import BUTIR, SimpulData
from evaluasi.domain.jawaban import Jawaban, value_of
from evaluasi.domain.scoring import Angka, Skor


@dataclass(frozen=True, slots=True)
class Penjelasan:
    """One node: its points, and `rumus`, the Indonesian sentence of arithmetic that gives them."""

    kode: str
    nama: str
    jenis: str
    bobot: Decimal
    nilai: Decimal
    persen: Decimal
    terisi: int
    jumlah_butir: int
    rumus: str
    anak: tuple["Penjelasan", ...]


def explain(
    skor: Skor, jawaban: Mapping[str, Jawaban | None], kode: str, *, angka: Angka = Angka.BUKU_KERJA
) -> Penjelasan:
    """The tree of numbers that make a node's points ("mengapa 2,67?"), down to the answers.

    `jawaban` are the answers that the score was computed from. KeyError for an unknown code.
    """
    struktur = skor.struktur
    anak = tuple(explain(skor, jawaban, bawah, angka=angka) for bawah in struktur.anak[kode])
    simpul = struktur.simpul_by_kode.get(kode)
    nama = simpul.nama if simpul else next(x.nama for x in struktur.instrumen.area_gabungan if x.kode == kode)
    terisi, jumlah = skor.terisi(kode)
    return Penjelasan(
        kode=kode,
        nama=nama,
        jenis=simpul.jenis if simpul else "area_gabungan",
        bobot=cut_decimal(struktur.bobot_of(kode)),
        nilai=skor.nilai(kode, angka),
        persen=skor.persen(kode, angka),
        terisi=terisi,
        jumlah_butir=jumlah,
        rumus=_rumus(skor, jawaban, kode, anak, angka),
        anak=anak,
    )


def _rumus(
    skor: Skor, jawaban: Mapping[str, Jawaban | None], kode: str, anak: tuple[Penjelasan, ...], angka: Angka
) -> str:
    simpul = skor.struktur.simpul_by_kode.get(kode)
    if simpul and simpul.jenis == BUTIR:
        return _butir_text(
            simpul, jawaban.get(kode), skor.struktur.bobot_of(kode), indonesian(skor.nilai(kode))
        )
    hasil = indonesian(skor.fraction(kode, angka))
    kelompok = [skor.struktur.simpul_by_kode[item.kode] for item in anak]
    if kelompok[0].jenis == BUTIR and kelompok[0].bobot is None:
        return _mean_text(kelompok, jawaban, skor.struktur.bobot_of(kode), angka, hasil)
    return f"{' + '.join(indonesian(skor.fraction(item.kode, angka)) for item in anak)} = {hasil}"


def _mean_text(
    butir: list[SimpulData],
    jawaban: Mapping[str, Jawaban | None],
    bobot: Fraction,
    angka: Angka,
    hasil: str,
) -> str:
    nilai = [value_of(item, jawaban.get(item.kode)) for item in butir]
    kosong = nilai.count(None)
    if angka is Angka.LANTAI:
        nilai = [value or Fraction(0) for value in nilai]
    dihitung = [short_indonesian(value) for value in nilai if value is not None]
    if not dihitung:
        return "Belum ada butir yang dijawab, jadi dihitung 0 (buku kerja mencetak galat pembagian nol)."
    rata = f"({' + '.join(dihitung)}) : {len(dihitung)}" if len(dihitung) > 1 else dihitung[0]
    text = f"{rata} x {short_indonesian(bobot)} = {hasil}"
    if not kosong:
        return text
    cara = "dihitung 0" if angka is Angka.LANTAI else "dilewati"
    return f"{text}; {kosong} butir kosong {cara}"


def _butir_text(butir: SimpulData, jawaban: Jawaban | None, bobot: Fraction, hasil: str) -> str:
    value = value_of(butir, jawaban)
    if value is None:
        return "Belum dijawab."
    if isinstance(jawaban, str):
        asal = f"Jawaban {jawaban} bernilai {short_indonesian(value)}"
    elif isinstance(jawaban, Decimal):
        asal = f"{short_indonesian(jawaban)} : {_maks(butir)} = {short_indonesian(value)}"
    else:
        asal = _ratio_text(butir, jawaban or {}, value)
    return f"{asal}; {short_indonesian(value)} x {short_indonesian(bobot)} = {hasil}"


def _maks(butir: SimpulData) -> str:
    return short_indonesian(butir.rumus.maks) if butir.rumus and butir.rumus.maks else "1"


def _ratio_text(butir: SimpulData, jumlah: Mapping[str, int], value: Fraction) -> str:
    rumus = butir.rumus
    if rumus is None:
        return ""
    atas = jumlah[rumus.pembilang]
    bawah = sum(jumlah[kunci] for kunci in rumus.penyebut)
    if bawah == 0:
        aturan = rumus.isi_per_nol if atas else rumus.nol_per_nol
        alasan = aturan.alasan.rstrip(".") if aturan else ""
        return f"Penyebut 0, menurut aturan portal (bukan peraturan) bernilai {short_indonesian(value)}: {alasan}"
    persen = f"{str(half_up(value * 100)).replace('.', ',')}%"
    if rumus.jenis == "penurunan":
        turun = ", tidak turun sehingga 0" if atas >= bawah else ""
        return f"({bawah} - {atas}) : {bawah} = {persen}{turun}"
    penyebut = " + ".join(str(jumlah[kunci]) for kunci in rumus.penyebut)
    penyebut = f"({penyebut})" if len(rumus.penyebut) > 1 else penyebut
    batas = ", paling banyak 100%" if atas > bawah else ""
    return f"{atas} : {penyebut} = {persen}{batas}"
