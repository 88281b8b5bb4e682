"""The instruments and regulations that come with the portal, read from its own data files. No database."""

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from dasar.errors import NotFound
from evaluasi.domain.instrumen import InstrumenData, parse_instrumen
from evaluasi.domain.struktur import Struktur, compile_instrumen

DATA = Path(__file__).resolve().parent.parent / "data"
INSTRUMEN_BERLAKU = "permenpan-90-2021"


@dataclass(frozen=True, slots=True)
class RegulasiData:
    """One regulation: its dates, what it changes, and whether the portal has read its text."""

    kode: str
    nama: str
    tentang: str
    ditetapkan: date | None
    diundangkan: date | None
    berita_negara: str
    dicabut: date | None
    mengubah: tuple[str, ...]
    mencabut: tuple[str, ...]
    naskah_tersedia: bool
    catatan: str


@dataclass(frozen=True, slots=True)
class SoalData:
    """The ministry's number and workbook row for one question, or for one of its counts."""

    kode: str
    masukan: str
    soal_id: int
    baris: int


@dataclass(frozen=True, slots=True)
class PetaSoalData:
    """The ministry's numbers of one year for one instrument."""

    instrumen: str
    tahun: int
    lembar: str
    soal: tuple[SoalData, ...]


@cache
def instrumen_codes() -> tuple[str, ...]:
    """The codes of all instruments on file, the one in force first."""
    codes = sorted(path.stem for path in (DATA / "instrumen").glob("*.json"))
    return tuple(sorted(codes, key=lambda kode: kode != INSTRUMEN_BERLAKU))


@cache
def read_instrumen(kode: str) -> InstrumenData:
    """The instrument of that code from the portal's files. Raises NotFound for an unknown code."""
    if kode not in instrumen_codes():
        raise NotFound(f"Instrumen {kode} tidak ada; yang ada: {', '.join(instrumen_codes())}.")
    return parse_instrumen(_json(DATA / "instrumen" / f"{kode}.json"))


@cache
def read_struktur(kode: str = INSTRUMEN_BERLAKU) -> Struktur:
    """The instrument of that code, ready to score; built once per process. Raises NotFound."""
    return compile_instrumen(read_instrumen(kode))


@cache
def read_regulasi() -> tuple[RegulasiData, ...]:
    """All regulations that govern Zona Integritas, oldest first."""
    return tuple(_regulasi(item) for item in _json(DATA / "regulasi.json")["regulasi"])


@cache
def read_peta_soal() -> tuple[PetaSoalData, ...]:
    """The yearly numbers on file, oldest year first."""
    sources = [_json(path) for path in sorted((DATA / "soal_portal").glob("*.json"))]
    maps = (
        PetaSoalData(
            instrumen=source["instrumen"],
            tahun=source["tahun"],
            lembar=source["lembar"],
            soal=tuple(SoalData(**item) for item in source["soal"]),
        )
        for source in sources
    )
    return tuple(sorted(maps, key=lambda peta: peta.tahun))


def _regulasi(item: dict[str, Any]) -> RegulasiData:
    dates = {
        key: date.fromisoformat(item[key]) if item[key] else None
        for key in ("ditetapkan", "diundangkan", "dicabut")
    }
    lists = {key: tuple(item[key]) for key in ("mengubah", "mencabut")}
    return RegulasiData(**(item | dates | lists))


def _json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))
