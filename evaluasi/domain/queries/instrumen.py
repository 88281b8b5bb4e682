"""What the pages on instruments show. The content of an instrument comes from the cache of `instrumen_store`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, Q

from dasar.format import angka
from evaluasi.domain.instrumen import Beda, GerbangData, InstrumenData, SimpulData, compare_instrumen
from evaluasi.domain.instrumen.data import BUTIR
from evaluasi.domain.instrumen_store import read_isi, struktur_for
from evaluasi.enums import JawabanKind, SimpulKind
from evaluasi.models import Instrumen, Regulasi


@dataclass(frozen=True)
class BarisInstrumen:
    """One revision in the list: its questions, whether it is the newest and in force, and the revision before it."""

    instrumen: Instrumen
    butir: int
    terbaru: bool
    berlaku: bool
    sebelum: UUID | None


def list_instrumen(on: date) -> list[BarisInstrumen]:
    """Every revision of every instrument, newest first. One statement."""
    counted = Instrumen.objects.annotate(butir=Count("simpul", filter=Q(simpul__jenis=SimpulKind.BUTIR)))
    rows = list(counted.order_by("-berlaku_mulai", "kode", "-revisi"))
    return [
        BarisInstrumen(
            instrumen=row,
            butir=row.butir,  # type: ignore[attr-defined]
            terbaru=all(other.kode != row.kode or other.revisi <= row.revisi for other in rows),
            berlaku=row.berlaku_mulai <= on and (row.berlaku_sampai is None or on <= row.berlaku_sampai),
            sebelum=_before(row, rows),
        )
        for row in rows
    ]


def _before(row: Instrumen, rows: Sequence[Instrumen]) -> UUID | None:
    older = [other for other in rows if other.kode == row.kode and other.revisi < row.revisi]
    return max(older, key=lambda other: other.revisi).pk if older else None


def list_regulasi() -> list[Regulasi]:
    """Every regulation, newest first, with what it changes and revokes. Three statements."""
    return list(Regulasi.objects.prefetch_related("mengubah", "mencabut").order_by("-urutan"))


@dataclass(frozen=True)
class BarisArea:
    """A combined area: its weight, the weights of its halves in order, and how many questions it asks."""

    kode: str
    nama: str
    bobot: str
    bagian: tuple[str, ...]
    butir: int


@dataclass(frozen=True)
class BarisGerbang:
    """One line of the law, with what WBK and WBBM ask of it (empty where the law asks nothing)."""

    kode: str
    nama: str
    bobot: str
    wbk: str
    wbbm: str
    dasar: str


@dataclass(frozen=True)
class IsiHalaman:
    """An instrument as its page shows it."""

    isi: InstrumenData
    revisi: str
    jumlah_butir: int
    area: tuple[BarisArea, ...]
    gerbang: tuple[BarisGerbang, ...]


def instrumen_page(instrumen: Instrumen) -> IsiHalaman:
    """The content of one revision. No statement once its content is in the cache."""
    isi, struktur = read_isi(instrumen), struktur_for(instrumen)
    bobot = {item.kode: item.bobot for item in isi.simpul}
    area = tuple(
        BarisArea(
            kode=item.kode,
            nama=item.nama,
            bobot=angka(item.bobot, 2),
            bagian=tuple(angka(bobot[kode], 2) for kode in item.bagian),
            butir=len(struktur.butir_under(item.kode)),
        )
        for item in isi.area_gabungan
    )
    return IsiHalaman(isi, f"Revisi {isi.revisi}", len(isi.butir), area, tuple(_gerbang_rows(isi)))


def _gerbang_rows(isi: InstrumenData) -> list[BarisGerbang]:
    nama = {item.kode: (item.nama, item.bobot) for item in isi.simpul}
    nama |= {item.kode: (item.nama, item.bobot) for item in isi.area_gabungan}
    rows = []
    for kode in dict.fromkeys(item.kode for item in isi.gerbang):
        found = {item.predikat: item for item in isi.gerbang if item.kode == kode}
        any_of = next(iter(found.values()))
        name, bobot = nama[any_of.simpul]
        rows.append(
            BarisGerbang(
                kode=kode,
                nama=name,
                bobot=angka(bobot, 2),
                wbk=_ambang(found.get("WBK")),
                wbbm=_ambang(found.get("WBBM")),
                dasar=any_of.dasar,
            )
        )
    return rows


def _ambang(gerbang: GerbangData | None) -> str:
    if gerbang is None:
        return ""
    text = f"{angka(gerbang.ambang)}%" if gerbang.satuan == "persen" else angka(gerbang.ambang, 2)
    return f"{text} ({gerbang.setara})" if gerbang.setara else text


@dataclass(frozen=True)
class BarisSimpul:
    """A node in the tree: its weight (of a question, its share), and the answer type of a question in words."""

    simpul: SimpulData
    bobot: str
    jenis: str

    @property
    def is_butir(self) -> bool:
        return self.simpul.jenis == BUTIR


def instrumen_tree(instrumen: Instrumen) -> list[tuple[BarisSimpul, list[BarisSimpul]]]:
    """Every part of the tree that holds areas or results, each with its nodes in order."""
    isi, struktur = read_isi(instrumen), struktur_for(instrumen)
    sections: list[tuple[BarisSimpul, list[BarisSimpul]]] = []
    for simpul in isi.simpul:
        bobot = struktur.bobot_of(simpul.kode)
        row = BarisSimpul(
            simpul=simpul,
            bobot=angka(Decimal(bobot.numerator) / bobot.denominator, 2),
            jenis=JawabanKind(simpul.jawaban).label if simpul.jawaban else "",
        )
        if simpul.jenis in ("area", "unsur_hasil"):
            sections.append((row, []))
        elif sections and simpul.jenis in ("sub_aspek", BUTIR):
            sections[-1][1].append(row)
    return sections


def compare_stored(lama: Instrumen, baru: Instrumen) -> tuple[Beda, ...]:
    """What differs between two stored instruments or revisions."""
    return compare_instrumen(read_isi(lama), read_isi(baru))
