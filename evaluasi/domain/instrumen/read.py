"""Reading an instrument from parsed JSON: shape first, then sense; all problems at once, each with its code."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from dasar.errors import DomainError
from evaluasi.domain.instrumen.check import find_problems
from evaluasi.domain.instrumen.data import (
    AfirmasiData,
    AreaGabunganData,
    AturanNol,
    GerbangData,
    InstrumenData,
    MasukanData,
    PilihanData,
    RentangTahun,
    RumusData,
    SimpulData,
    SyaratData,
    TidakDiberikanData,
)

FORMAT = 1
MAKS_BYTES = 2 * 1024 * 1024
DECIMAL = re.compile(r"[0-9]{1,4}(\.[0-9]{1,6})?")
NO_DATE = date(1, 1, 1)


class InstrumenInvalid(DomainError):
    """The instrument cannot be used; `problems` lists every fault with the code of the node it lies in."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("Instrumen belum dapat dipakai: " + " ".join(problems))
        self.problems = tuple(problems)


class Reader:
    """Reads fields of one JSON object; a fault is noted under `where` and a harmless value returned."""

    def __init__(self, source: object, where: str, problems: list[str]) -> None:
        self.where = where
        self.problems = problems
        self.source: Mapping[str, Any] = source if isinstance(source, Mapping) else {}
        if not isinstance(source, Mapping):
            self.fault("harus berupa objek.")

    def fault(self, text: str) -> None:
        self.problems.append(f"{self.where}: {text}")

    def text(self, key: str, *, optional: bool = False) -> str:
        value = self.source.get(key, "" if optional else None)
        if isinstance(value, str) and (optional or value.strip()):
            return value
        self.fault(f"`{key}` harus berupa teks" + ("." if optional else " dan tidak boleh kosong."))
        return ""

    def integer(self, key: str) -> int:
        value = self.source.get(key)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        self.fault(f"`{key}` harus berupa bilangan bulat.")
        return 0

    def boolean(self, key: str) -> bool:
        value = self.source.get(key)
        if not isinstance(value, bool):
            self.fault(f"`{key}` harus true atau false.")
        return value is True

    def decimal(self, key: str) -> Decimal:
        value = self.source.get(key)
        if isinstance(value, str) and DECIMAL.fullmatch(value):
            return Decimal(value)
        self.fault(f'`{key}` harus bilangan desimal dalam tanda kutip, dengan titik, misalnya "0.67".')
        return Decimal(0)

    def optional_decimal(self, key: str) -> Decimal | None:
        return self.decimal(key) if key in self.source else None

    def optional_date(self, key: str) -> date | None:
        value = self.source.get(key)
        if value is None:
            return None
        try:
            return date.fromisoformat(value)
        except (TypeError, ValueError):
            self.fault(f'`{key}` harus tanggal tahun-bulan-hari, misalnya "2021-12-31".')
            return None

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.source.get(key, [])
        if isinstance(value, list) and all(isinstance(item, str) and item.strip() for item in value):
            return tuple(value)
        self.fault(f"`{key}` harus berupa daftar teks.")
        return ()

    def child(self, key: str) -> "Reader":
        return Reader(self.source.get(key), f"{self.where}, {key}", self.problems)

    def children(self, key: str, label: str = "kode") -> list["Reader"]:
        value = self.source.get(key, [])
        if not isinstance(value, list):
            self.fault(f"`{key}` harus berupa daftar.")
            return []
        return [
            Reader(item, self._name(key, item, label, at), self.problems) for at, item in enumerate(value, 1)
        ]

    def _name(self, key: str, item: object, label: str, at: int) -> str:
        own = item.get(label) if isinstance(item, Mapping) else None
        place = f"{own}" if isinstance(own, str) and own else f"nomor {at}"
        return place if key == "simpul" else f"{self.where}, {key} {place}"

    def known(self, *keys: str) -> None:
        for key in self.source:
            if key not in keys:
                self.fault(f"`{key}` tidak dikenal.")


def parse_json(raw: bytes) -> InstrumenData:
    """The instrument in the bytes of a JSON file. Raises InstrumenInvalid, also for what is no JSON."""
    if len(raw) > MAKS_BYTES:
        raise InstrumenInvalid(
            [f"berkas lebih dari {MAKS_BYTES // 1024 // 1024} MB; instrumen hanya ratusan kilobita."]
        )
    try:
        source = json.loads(raw)
    except json.JSONDecodeError as error:
        where = f"periksa baris {error.lineno}, kolom {error.colno}"
        raise InstrumenInvalid([f"berkas bukan JSON yang utuh; {where}."]) from error
    except (ValueError, RecursionError) as error:
        raise InstrumenInvalid(
            ["berkas bukan JSON yang utuh; unduh atau simpan ulang sebagai UTF-8."]
        ) from error
    return parse_instrumen(source)


def parse_instrumen(source: object) -> InstrumenData:
    """The instrument that parsed JSON describes.

    Guarantees: weights add up at every level, types and options are complete, codes unique, every rule and
    gate points to something that exists. Raises InstrumenInvalid with all problems otherwise.
    """
    problems: list[str] = []
    top = Reader(source, "instrumen", problems)
    if top.source.get("format") != FORMAT:
        top.fault(f"`format` harus {FORMAT}.")
    top.known(
        *("format", "kode", "revisi", "nama", "regulasi", "dasar", "berlaku", "gerbang_tahun", "catatan"),
        *("simpul", "area_gabungan", "gerbang", "syarat", "afirmasi", "tidak_diberikan"),
    )
    berlaku = top.child("berlaku")
    berlaku.known("mulai", "sampai")
    result = InstrumenData(
        kode=top.text("kode"),
        revisi=top.integer("revisi"),
        nama=top.text("nama"),
        regulasi=top.texts("regulasi"),
        dasar=top.text("dasar"),
        berlaku_mulai=berlaku.optional_date("mulai") or NO_DATE,
        berlaku_sampai=berlaku.optional_date("sampai"),
        gerbang_tahun=_rentang(top.child("gerbang_tahun")),
        catatan=top.texts("catatan"),
        simpul=tuple(_simpul(item) for item in top.children("simpul")),
        area_gabungan=tuple(_area(item) for item in top.children("area_gabungan")),
        gerbang=tuple(_gerbang(item) for item in top.children("gerbang")),
        syarat=tuple(_syarat(item) for item in top.children("syarat")),
        afirmasi=tuple(_afirmasi(item) for item in top.children("afirmasi")),
        tidak_diberikan=tuple(_tidak_diberikan(item) for item in top.children("tidak_diberikan")),
    )
    if result.berlaku_mulai == NO_DATE:
        berlaku.fault("`mulai` harus diisi.")
    problems = problems or find_problems(result)
    if problems:
        raise InstrumenInvalid(problems)
    return result


def _rentang(item: Reader) -> RentangTahun:
    item.known("mulai", "sampai")
    sampai = None if item.source.get("sampai") is None else item.integer("sampai")
    return RentangTahun(mulai=item.integer("mulai"), sampai=sampai)


def _simpul(item: Reader) -> SimpulData:
    item.known(
        *("kode", "induk", "jenis", "nama", "bobot", "jawaban", "pilihan", "masukan", "rumus"),
        *("contoh_bukti", "catatan"),
    )
    return SimpulData(
        kode=item.text("kode"),
        induk=item.text("induk", optional=True),
        jenis=item.text("jenis"),
        nama=item.text("nama"),
        bobot=item.optional_decimal("bobot"),
        jawaban=item.text("jawaban", optional=True),
        pilihan=tuple(_pilihan(child) for child in item.children("pilihan", "kunci")),
        masukan=tuple(_masukan(child) for child in item.children("masukan", "kunci")),
        rumus=_rumus(item.child("rumus")) if "rumus" in item.source else None,
        contoh_bukti=item.texts("contoh_bukti"),
        catatan=item.text("catatan", optional=True),
    )


def _pilihan(item: Reader) -> PilihanData:
    item.known("kunci", "nilai", "kriteria")
    return PilihanData(kunci=item.text("kunci"), nilai=item.decimal("nilai"), kriteria=item.text("kriteria"))


def _masukan(item: Reader) -> MasukanData:
    item.known("kunci", "label", "ikut_rumus", "bagian_dari")
    return MasukanData(
        kunci=item.text("kunci"),
        label=item.text("label"),
        ikut_rumus=item.boolean("ikut_rumus"),
        bagian_dari=item.texts("bagian_dari"),
    )


def _rumus(item: Reader) -> RumusData:
    item.known("jenis", "pembilang", "penyebut", "maks", "penyebut_nol")
    zero = item.child("penyebut_nol") if "penyebut_nol" in item.source else None
    return RumusData(
        jenis=item.text("jenis"),
        pembilang=item.text("pembilang"),
        penyebut=item.texts("penyebut"),
        maks=item.optional_decimal("maks"),
        nol_per_nol=_aturan_nol(zero.child("nol_per_nol")) if zero else None,
        isi_per_nol=_aturan_nol(zero.child("isi_per_nol")) if zero else None,
    )


def _aturan_nol(item: Reader) -> AturanNol:
    item.known("nilai", "alasan")
    return AturanNol(nilai=item.decimal("nilai"), alasan=item.text("alasan"))


def _area(item: Reader) -> AreaGabunganData:
    item.known("kode", "nama", "bobot", "bagian")
    return AreaGabunganData(
        kode=item.text("kode"),
        nama=item.text("nama"),
        bobot=item.decimal("bobot"),
        bagian=item.texts("bagian"),
    )


def _gerbang(item: Reader) -> GerbangData:
    item.known("predikat", "kode", "simpul", "ambang", "satuan", "syarat", "dasar", "setara")
    return GerbangData(
        predikat=item.text("predikat"),
        kode=item.text("kode"),
        simpul=item.text("simpul"),
        ambang=item.decimal("ambang"),
        satuan=item.text("satuan"),
        syarat=item.text("syarat"),
        dasar=item.text("dasar"),
        setara=item.text("setara", optional=True),
    )


def _syarat(item: Reader) -> SyaratData:
    item.known("kode", "predikat", "tingkat", "syarat", "dasar", "ambang", "contoh_bukti", "catatan")
    return SyaratData(
        kode=item.text("kode"),
        predikat=item.text("predikat"),
        tingkat=item.text("tingkat"),
        syarat=item.text("syarat"),
        dasar=item.text("dasar"),
        ambang=item.text("ambang", optional=True),
        contoh_bukti=item.texts("contoh_bukti"),
        catatan=item.text("catatan", optional=True),
    )


def _afirmasi(item: Reader) -> AfirmasiData:
    keys = ("kode", "nama", "kategori_portal", "keterangan", "dasar")
    item.known(*keys)
    return AfirmasiData(**{key: item.text(key) for key in keys})


def _tidak_diberikan(item: Reader) -> TidakDiberikanData:
    item.known("kode", "hal", "alasan", "aturan_portal", "tahun")
    return TidakDiberikanData(
        kode=item.text("kode"),
        hal=item.text("hal"),
        alasan=item.text("alasan"),
        aturan_portal=item.text("aturan_portal", optional=True),
        tahun=_rentang(item.child("tahun")) if "tahun" in item.source else None,
    )
