"""The sense of an instrument: sums, types, options, references. Each problem names the code and what is wrong."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import pairwise
from typing import TypeVar

from evaluasi.domain.instrumen.data import (
    ANAK,
    BUTIR,
    JENIS_JAWABAN,
    OPSI,
    PERSEN,
    PREDIKAT,
    SATUAN,
    SKALA,
    TINGKAT,
    TOTAL,
    GerbangData,
    InstrumenData,
    RumusData,
    SimpulData,
)

KODE_INSTRUMEN = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
KODE_SIMPUL = re.compile(r"[A-Za-z0-9]+(\.[A-Za-z0-9]+)*")
JENIS_RUMUS = {PERSEN: ("rasio", "penurunan", "langsung"), SKALA: ("skala",)}
SATU = Decimal(1)
T = TypeVar("T")
SERATUS = Decimal(100)


def find_problems(instrumen: InstrumenData) -> list[str]:
    """Every fault of a well-shaped instrument, in Indonesian, empty when it can be used."""
    return [
        *_header_problems(instrumen),
        *_tree_problems(instrumen),
        *_weight_problems(instrumen),
        *(problem for simpul in instrumen.simpul for problem in _butir_problems(simpul)),
        *_area_problems(instrumen),
        *_gerbang_problems(instrumen),
        *_list_problems(instrumen),
    ]


def _repeated(values: Iterable[T]) -> list[T]:
    return [value for value, count in Counter(values).items() if count > 1]


def _header_problems(instrumen: InstrumenData) -> Iterator[str]:
    if not KODE_INSTRUMEN.fullmatch(instrumen.kode):
        yield f"instrumen: kode `{instrumen.kode}` hanya boleh huruf kecil, angka, dan tanda hubung."
    if instrumen.revisi < 1:
        yield "instrumen: revisi dimulai dari 1."
    if not instrumen.regulasi:
        yield "instrumen: sebutkan paling sedikit satu regulasi."
    if instrumen.berlaku_sampai and instrumen.berlaku_sampai < instrumen.berlaku_mulai:
        yield "instrumen: masa berlaku berakhir sebelum dimulai."
    tahun = instrumen.gerbang_tahun
    if tahun.sampai is not None and tahun.sampai < tahun.mulai:
        yield "instrumen: gerbang_tahun berakhir sebelum dimulai."


def _tree_problems(instrumen: InstrumenData) -> Iterator[str]:
    for kode in _repeated(simpul.kode for simpul in instrumen.simpul):
        yield f"{kode}: kode dipakai lebih dari sekali."
    roots = [simpul for simpul in instrumen.simpul if not simpul.induk]
    if [root.kode for root in roots] != [TOTAL] or instrumen.simpul[0].jenis != "total":
        yield f"instrumen: harus ada tepat satu akar, {TOTAL}, sebagai simpul pertama berjenis total."
    seen: dict[str, SimpulData] = {}
    for simpul in instrumen.simpul:
        if not KODE_SIMPUL.fullmatch(simpul.kode):
            yield f"{simpul.kode}: kode hanya boleh huruf, angka, dan titik."
        if simpul.jenis != BUTIR and simpul.jenis not in ANAK:
            yield f"{simpul.kode}: jenis `{simpul.jenis}` tidak dikenal."
        induk = seen.get(simpul.induk)
        if simpul.induk and induk is None:
            yield f"{simpul.kode}: induk {simpul.induk} tidak ada di atasnya."
        elif induk and simpul.jenis not in ANAK.get(induk.jenis, frozenset()):
            yield f"{simpul.kode}: {simpul.jenis} tidak boleh berada di bawah {induk.jenis} {induk.kode}."
        seen.setdefault(simpul.kode, simpul)


def _weight_problems(instrumen: InstrumenData) -> Iterator[str]:
    anak: dict[str, list[SimpulData]] = defaultdict(list)
    for simpul in instrumen.simpul:
        anak[simpul.induk].append(simpul)
    for simpul in instrumen.simpul:
        if simpul.bobot is not None and simpul.bobot <= 0:
            yield f"{simpul.kode}: bobot harus lebih dari 0."
        if simpul.jenis == BUTIR:
            continue
        if simpul.bobot is None:
            yield f"{simpul.kode}: bobot harus diisi."
            continue
        bobot = [child.bobot for child in anak[simpul.kode] if child.bobot is not None]
        if not anak[simpul.kode]:
            yield f"{simpul.kode}: tidak memiliki anak."
        elif bobot and len(bobot) != len(anak[simpul.kode]):
            yield f"{simpul.kode}: sebagian anak berbobot dan sebagian tidak; pilih salah satu."
        elif bobot and (jumlah := sum(bobot, Decimal(0))) != simpul.bobot:
            yield f"{simpul.kode}: bobot anak berjumlah {jumlah}, seharusnya {simpul.bobot}."
    if anak[""] and anak[""][0].bobot != SERATUS:
        yield f"{TOTAL}: bobot harus 100."


def _butir_problems(simpul: SimpulData) -> Iterator[str]:
    if simpul.jenis != BUTIR:
        if simpul.jawaban or simpul.pilihan or simpul.masukan or simpul.rumus:
            yield f"{simpul.kode}: hanya butir yang boleh memiliki jawaban."
        return
    if simpul.jawaban not in JENIS_JAWABAN:
        yield f"{simpul.kode}: jenis jawaban `{simpul.jawaban}` tidak dikenal."
    elif simpul.jawaban in OPSI:
        yield from _pilihan_problems(simpul)
    else:
        yield from _masukan_problems(simpul)


def _pilihan_problems(simpul: SimpulData) -> Iterator[str]:
    kunci = tuple(pilihan.kunci for pilihan in simpul.pilihan)
    nilai = [pilihan.nilai for pilihan in simpul.pilihan]
    if kunci != OPSI[simpul.jawaban]:
        yield f"{simpul.kode}: pilihan harus {'/'.join(OPSI[simpul.jawaban])}, tertulis {'/'.join(kunci) or 'kosong'}."
    elif nilai[0] != SATU or nilai[-1] != 0 or any(after >= before for before, after in pairwise(nilai)):
        yield f"{simpul.kode}: nilai pilihan harus turun dari 1 sampai 0."
    if simpul.masukan or simpul.rumus:
        yield f"{simpul.kode}: butir pilihan tidak memiliki masukan atau rumus."


def _masukan_problems(simpul: SimpulData) -> Iterator[str]:
    kunci = [masukan.kunci for masukan in simpul.masukan]
    if simpul.pilihan:
        yield f"{simpul.kode}: butir jumlah atau indeks tidak memiliki pilihan."
    for ganda in _repeated(kunci):
        yield f"{simpul.kode}: masukan {ganda} ditulis lebih dari sekali."
    for masukan in simpul.masukan:
        for whole in masukan.bagian_dari:
            if whole not in kunci or whole == masukan.kunci:
                yield f"{simpul.kode}: masukan {masukan.kunci} tidak dapat menjadi bagian dari {whole}."
    rumus = simpul.rumus
    if rumus is None or rumus.jenis not in JENIS_RUMUS[simpul.jawaban]:
        yield f"{simpul.kode}: rumus harus salah satu dari {', '.join(JENIS_RUMUS[simpul.jawaban])}."
        return
    dipakai = {rumus.pembilang, *rumus.penyebut}
    for asing in sorted(dipakai - set(kunci)):
        yield f"{simpul.kode}: rumus memakai masukan {asing} yang tidak ada."
    if {masukan.kunci for masukan in simpul.masukan if masukan.ikut_rumus} != dipakai & set(kunci):
        yield f"{simpul.kode}: ikut_rumus tidak sesuai dengan masukan yang dipakai rumus."
    yield from _rumus_problems(simpul.kode, rumus, len(kunci))


def _rumus_problems(kode: str, rumus: RumusData, jumlah_masukan: int) -> Iterator[str]:
    if rumus.jenis in ("rasio", "penurunan"):
        if not rumus.penyebut or rumus.pembilang in rumus.penyebut or _repeated(rumus.penyebut):
            yield f"{kode}: penyebut rumus harus diisi dan berbeda dari pembilang."
        if rumus.jenis == "penurunan" and len(rumus.penyebut) != 1:
            yield f"{kode}: rumus penurunan memakai tepat satu penyebut."
        for aturan in (rumus.nol_per_nol, rumus.isi_per_nol):
            if aturan is None or not 0 <= aturan.nilai <= 1:
                yield f"{kode}: penyebut_nol harus memuat nol_per_nol dan isi_per_nol bernilai 0 sampai 1."
                return
    elif rumus.maks is None or rumus.maks <= 0 or rumus.penyebut or jumlah_masukan != 1:
        yield f"{kode}: rumus {rumus.jenis} memakai satu masukan dan maks lebih dari 0."


def _area_problems(instrumen: InstrumenData) -> Iterator[str]:
    simpul = {item.kode: item for item in instrumen.simpul}
    area = [item.kode for item in instrumen.simpul if item.jenis == "area"]
    bagian = [kode for gabungan in instrumen.area_gabungan for kode in gabungan.bagian]
    if sorted(area) != sorted(bagian):
        yield "area_gabungan: setiap area harus masuk tepat satu area gabungan."
        return
    for kode in _repeated([*simpul, *(gabungan.kode for gabungan in instrumen.area_gabungan)]):
        yield f"{kode}: kode area gabungan sudah dipakai."
    for gabungan in instrumen.area_gabungan:
        jumlah = sum((simpul[kode].bobot or Decimal(0) for kode in gabungan.bagian), Decimal(0))
        if jumlah != gabungan.bobot:
            yield f"{gabungan.kode}: bobot bagian berjumlah {jumlah}, seharusnya {gabungan.bobot}."


def _gerbang_problems(instrumen: InstrumenData) -> Iterator[str]:
    bobot = {item.kode: item.bobot for item in instrumen.simpul}
    bobot |= {area.kode: area.bobot for area in instrumen.area_gabungan}
    for predikat, kode in _repeated((item.predikat, item.kode) for item in instrumen.gerbang):
        yield f"gerbang {predikat} {kode}: ditulis lebih dari sekali."
    for gerbang in instrumen.gerbang:
        where = f"gerbang {gerbang.predikat} {gerbang.kode}"
        if gerbang.predikat not in PREDIKAT:
            yield f"{where}: predikat harus {' atau '.join(PREDIKAT)}."
        if gerbang.satuan not in SATUAN:
            yield f"{where}: satuan harus {' atau '.join(SATUAN)}."
        elif bobot.get(gerbang.simpul) is None:
            yield f"{where}: simpul {gerbang.simpul} tidak ada atau tidak berbobot."
        elif not 0 < gerbang.ambang <= _ceiling(gerbang, bobot[gerbang.simpul]):
            yield f"{where}: ambang {gerbang.ambang} di luar jangkauan."


def _ceiling(gerbang: GerbangData, bobot: Decimal | None) -> Decimal:
    return SERATUS if gerbang.satuan == "persen" else bobot or Decimal(0)


def _list_problems(instrumen: InstrumenData) -> Iterator[str]:
    for predikat, kode in _repeated((item.predikat, item.kode) for item in instrumen.syarat):
        yield f"syarat {predikat} {kode}: ditulis lebih dari sekali."
    for syarat in instrumen.syarat:
        if syarat.predikat not in PREDIKAT or syarat.tingkat not in TINGKAT:
            yield f"syarat {syarat.kode}: predikat atau tingkat tidak dikenal."
    for kode in _repeated(item.kode for item in instrumen.afirmasi):
        yield f"afirmasi {kode}: ditulis lebih dari sekali."
    for kode in _repeated(item.kode for item in instrumen.tidak_diberikan):
        yield f"tidak_diberikan {kode}: ditulis lebih dari sekali."
