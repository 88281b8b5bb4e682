"""The ministry's question master of a year, read from its JSON file. Pure: no database."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from dasar.errors import DomainError

MAKS_BYTES = 8 * 1024 * 1024
MAKS_TINGKAT = 12
MAKS_SEBUT = 20
JUMLAH = "JUMLAH"
KOLOM = ("jawaban_unit", "jawaban_tpi", "catatan_unit", "bukti_dukung_unit", "catatan_tpi")


class MasterInvalid(DomainError):
    """The file is not a question master; `problems` names each fault with the place it lies in."""

    def __init__(self, problems: Sequence[str]) -> None:
        told = list(problems[:MAKS_SEBUT])
        if len(problems) > MAKS_SEBUT:
            told.append(f"Masih ada {len(problems) - MAKS_SEBUT} kesalahan lain.")
        super().__init__("Master soal belum dapat dipakai: " + " ".join(told), field="berkas")
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class SoalMaster:
    """One soal as the ministry words it; `opsi` are its keys with their share 0..1, empty for counts and indices."""

    soal_id: int
    teks: str
    kriteria: str
    jenis: str
    opsi: tuple[tuple[str, Decimal], ...]
    lembar: str
    baris: int
    kolom: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SimpulMaster:
    """One node of the master's tree with its own soal and the nodes below it."""

    nama: str
    tingkat: str
    bobot: Decimal
    anak: tuple[SimpulMaster, ...]
    soal: tuple[SoalMaster, ...]


@dataclass(frozen=True, slots=True)
class MasterData:
    """A whole master: its year, when the ministry made it, its tree, and the fingerprint of the file."""

    tahun: int
    dibuat: str
    simpul: tuple[SimpulMaster, ...]
    sidik: str

    def soal(self) -> tuple[SoalMaster, ...]:
        """All soal in the order of the tree."""
        return tuple(item for simpul in self.simpul for item in _soal_under(simpul))


def _soal_under(simpul: SimpulMaster) -> Iterator[SoalMaster]:
    yield from simpul.soal
    for anak in simpul.anak:
        yield from _soal_under(anak)


def parse_master(data: bytes) -> MasterData:
    """The master in a file of the ministry's form, complete and with every number once.

    Raises MasterInvalid with all faults at once; what the portal does not know in the file is ignored.
    """
    source, faults = _json(data), _Faults()
    top = source.get("data")
    nodes = tuple(
        _simpul(item, f"cabang {at}", faults, MAKS_TINGKAT)
        for at, item in enumerate(top if isinstance(top, list) else [], 1)
    )
    master = MasterData(
        tahun=faults.integer(source, "tahun", "master", least=2011, most=2999),
        dibuat=str(source.get("generated_at") or "")[:40],
        simpul=nodes,
        sidik=hashlib.sha256(data).hexdigest(),
    )
    _check_numbers(master, source.get("total_soal"), faults)
    if faults:
        raise MasterInvalid(faults)
    return master


def _json(data: bytes) -> Mapping[str, Any]:
    if len(data) > MAKS_BYTES:
        raise MasterInvalid([f"Berkas lebih besar dari {MAKS_BYTES // 1024 // 1024} MB."])
    try:
        source = json.loads(data, parse_float=Decimal, parse_constant=_no_constant)
    except (ValueError, RecursionError, ArithmeticError) as error:
        raise MasterInvalid(["Berkas ini bukan JSON yang utuh. Unduh ulang dari PortalRB."]) from error
    if not isinstance(source, dict):
        raise MasterInvalid(["Isi berkas harus berupa satu objek dengan `tahun` dan `data`."])
    return source


def _no_constant(name: str) -> None:
    raise ValueError(name)


class _Faults(list[str]):
    """Faults found so far; each reader notes its own and returns something harmless."""

    def text(self, source: Mapping[str, Any], key: str, where: str, *, empty: bool = False) -> str:
        value = source.get(key)
        if value is None and empty:
            return ""
        if not isinstance(value, str) or not (value.strip() or empty) or "\x00" in value:
            self.append(f"{where}: `{key}` harus berupa teks.")
            return ""
        return value.strip()[:4000]

    def integer(self, source: Mapping[str, Any], key: str, where: str, *, least: int, most: int) -> int:
        value = source.get(key)
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            self.append(f"{where}: `{key}` harus berupa bilangan {least} sampai {most}.")
            return least
        return value

    def decimal(self, source: Mapping[str, Any], key: str, where: str) -> Decimal:
        value = source.get(key)
        if isinstance(value, bool) or not isinstance(value, int | Decimal) or not 0 <= value <= 1000:
            self.append(f"{where}: `{key}` harus berupa angka.")
            return Decimal(0)
        return Decimal(value)

    def objects(self, source: Mapping[str, Any], key: str, where: str) -> list[Mapping[str, Any]]:
        value = source.get(key) or []
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.append(f"{where}: `{key}` harus berupa daftar.")
            return []
        return value


def _simpul(source: object, where: str, faults: _Faults, room: int) -> SimpulMaster:
    if not isinstance(source, dict) or room == 0:
        faults.append(f"{where}: bukan cabang yang dikenal.")
        return SimpulMaster("", "", Decimal(0), (), ())
    nama = faults.text(source, "nama", where)
    here = nama or where
    anak = faults.objects(source, "children", here)
    return SimpulMaster(
        nama=nama,
        tingkat=str(source.get("level") or ""),
        bobot=faults.decimal(source, "bobot_maksimal", here),
        anak=tuple(_simpul(item, f"{here}, anak {at}", faults, room - 1) for at, item in enumerate(anak, 1)),
        soal=tuple(_soal(item, here, faults) for item in faults.objects(source, "soals", here)),
    )


def _soal(source: Mapping[str, Any], where: str, faults: _Faults) -> SoalMaster:
    number = faults.integer(source, "id", where, least=1, most=2_000_000_000)
    here = f"soal {number}"
    scheme = faults.objects(source, "skema_penilaian", here)
    return SoalMaster(
        soal_id=number,
        teks=faults.text(source, "teks_pertanyaan", here),
        kriteria=faults.text(source, "kriteria_nilai", here, empty=True),
        jenis=faults.text(source, "jenis_jawaban", here).upper(),
        opsi=tuple((faults.text(o, "key", here), faults.decimal(o, "multiplier", here)) for o in scheme),
        lembar=faults.text(source, "excel_sheet", here, empty=True)[:40],
        baris=faults.integer({"b": source.get("excel_baris", 0)}, "b", here, least=0, most=1_048_576),
        kolom=tuple((name, str(source.get(f"excel_kolom_{name}") or "")[:3]) for name in KOLOM),
    )


def _check_numbers(master: MasterData, announced: object, faults: _Faults) -> None:
    numbers = [item.soal_id for item in master.soal()]
    if not numbers:
        faults.append("Tidak ada satu soal pun di dalamnya.")
    twice = sorted({number for number in numbers if numbers.count(number) > 1})
    if twice:
        faults.append(f"Nomor soal dipakai dua kali: {', '.join(map(str, twice[:10]))}.")
    if isinstance(announced, int) and announced != len(numbers):
        faults.append(f"`total_soal` menyebut {announced}, sedangkan isinya {len(numbers)} soal.")
