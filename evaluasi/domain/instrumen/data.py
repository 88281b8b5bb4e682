"""The plain data of an instrument: frozen, hashable by content, the same from a file and from the database."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

OPSI: Mapping[str, tuple[str, ...]] = {
    "ya_tidak": ("Ya", "Tidak"),
    "abc": ("A", "B", "C"),
    "abcd": ("A", "B", "C", "D"),
    "abcde": ("A", "B", "C", "D", "E"),
}
"""The choice types of the law and their options, best first."""

PERSEN = "persen"
SKALA = "skala_0_4"
JENIS_JAWABAN = (*OPSI, PERSEN, SKALA)

BUTIR = "butir"
TOTAL = "TOTAL"
ANAK: Mapping[str, frozenset[str]] = {
    "total": frozenset({"komponen"}),
    "komponen": frozenset({"bagian", "area", "unsur_hasil"}),
    "bagian": frozenset({"area"}),
    "area": frozenset({"sub_aspek"}),
    "sub_aspek": frozenset({"sub_aspek", BUTIR}),
    "unsur_hasil": frozenset({BUTIR}),
}
"""Which kinds of node may stand under which."""

PREDIKAT = ("WBK", "WBBM")
SATUAN = ("poin", "persen")
TINGKAT = ("instansi", "unit", "kawasan")


@dataclass(frozen=True, slots=True)
class PilihanData:
    """One option of a choice question; `nilai` is its share 0..1 of the question's weight."""

    kunci: str
    nilai: Decimal
    kriteria: str


@dataclass(frozen=True, slots=True)
class MasukanData:
    """One count (or index) that a question asks for.

    `bagian_dari` names the inputs whose sum this count cannot exceed; empty when it is no part of a whole.
    """

    kunci: str
    label: str
    ikut_rumus: bool
    bagian_dari: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AturanNol:
    """What the portal gives (0..1) where the law leaves a zero denominator open, and why. Never law."""

    nilai: Decimal
    alasan: str


@dataclass(frozen=True, slots=True)
class RumusData:
    """How inputs become a value 0..1.

    rasio: pembilang / sum(penyebut), at most 1. penurunan: (penyebut - pembilang) / penyebut, not below 0.
    langsung and skala: pembilang / maks.
    """

    jenis: str
    pembilang: str
    penyebut: tuple[str, ...] = ()
    maks: Decimal | None = None
    nol_per_nol: AturanNol | None = None
    isi_per_nol: AturanNol | None = None


@dataclass(frozen=True, slots=True)
class SimpulData:
    """One node of the tree. A question (`jenis` butir) without `bobot` shares its parent's weight equally."""

    kode: str
    induk: str
    jenis: str
    nama: str
    bobot: Decimal | None = None
    jawaban: str = ""
    pilihan: tuple[PilihanData, ...] = ()
    masukan: tuple[MasukanData, ...] = ()
    rumus: RumusData | None = None
    contoh_bukti: tuple[str, ...] = ()
    catatan: str = ""


@dataclass(frozen=True, slots=True)
class AreaGabunganData:
    """One of the six areas over all parts (pemenuhan and reform), the base on which the law sets its minimum."""

    kode: str
    nama: str
    bobot: Decimal
    bagian: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GerbangData:
    """One line of the law that a score must reach: points, or per cent of the node's weight."""

    predikat: str
    kode: str
    simpul: str
    ambang: Decimal
    satuan: str
    syarat: str
    dasar: str
    setara: str = ""


@dataclass(frozen=True, slots=True)
class SyaratData:
    """One condition besides the score, answered with evidence and not by arithmetic."""

    kode: str
    predikat: str
    tingkat: str
    syarat: str
    dasar: str
    ambang: str = ""
    contoh_bukti: tuple[str, ...] = ()
    catatan: str = ""


@dataclass(frozen=True, slots=True)
class AfirmasiData:
    """A category of units that may be proposed while conditions are still being completed."""

    kode: str
    nama: str
    kategori_portal: str
    keterangan: str
    dasar: str


@dataclass(frozen=True, slots=True)
class RentangTahun:
    """Years of evaluation, both ends included; an open end is None."""

    mulai: int
    sampai: int | None = None

    def __contains__(self, tahun: int) -> bool:
        return self.mulai <= tahun and (self.sampai is None or tahun <= self.sampai)


@dataclass(frozen=True, slots=True)
class TidakDiberikanData:
    """Something the law does not give, why, and the portal's own rule where one is needed (never law)."""

    kode: str
    hal: str
    alasan: str
    aturan_portal: str = ""
    tahun: RentangTahun | None = None


@dataclass(frozen=True)
class InstrumenData:
    """One revision of an instrument, complete and consistent when it comes from `parse_instrumen`."""

    kode: str
    revisi: int
    nama: str
    regulasi: tuple[str, ...]
    dasar: str
    berlaku_mulai: date
    berlaku_sampai: date | None
    gerbang_tahun: RentangTahun
    catatan: tuple[str, ...]
    simpul: tuple[SimpulData, ...]
    area_gabungan: tuple[AreaGabunganData, ...]
    gerbang: tuple[GerbangData, ...]
    syarat: tuple[SyaratData, ...]
    afirmasi: tuple[AfirmasiData, ...]
    tidak_diberikan: tuple[TidakDiberikanData, ...]

    @cached_property
    def butir(self) -> tuple[SimpulData, ...]:
        """The questions, in the order of the instrument."""
        return tuple(simpul for simpul in self.simpul if simpul.jenis == BUTIR)

    @cached_property
    def sidik(self) -> str:
        """SHA-256 (hex) over the content; equal exactly when two instruments say the same."""
        text = json.dumps(
            asdict(self), default=_plain, sort_keys=True, ensure_ascii=False, separators=(",", ":")
        )
        return hashlib.sha256(text.encode()).hexdigest()

    def gerbang_for(self, tahun: int | None = None) -> tuple[GerbangData, ...]:
        """The gates that hold for a year of evaluation; none where the law for that year is not given.

        Without a year: the gates as the instrument's own regulation states them.
        """
        if tahun is None or tahun in self.gerbang_tahun:
            return self.gerbang
        return ()


def _plain(value: object) -> str:
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"tidak dapat ditulis: {type(value).__name__}")
