"""What is typed into one question, read into the plain answer that the domain takes; nothing typed is lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from dasar.saringan import number
from evaluasi.domain.instrumen.data import SimpulData
from evaluasi.domain.jawaban import Jawaban, is_angka, jawaban_problems, read_angka, read_jumlah
from evaluasi.domain.queries.butir import ButirIsian

MAKS_CATATAN = 4000
AMBIGUOUS = (
    "“{text}” dapat dibaca dua cara. Tulis satu tanda desimal saja, misalnya 3,60, tanpa pemisah ribuan."
)


@dataclass(frozen=True)
class Kiriman:
    """One answer as it was sent: read, or with what has to be mended first beside each field."""

    isian: Jawaban | None
    catatan: str
    version: int
    problems: Mapping[str, str]
    typed: Mapping[str, str]


def read_kiriman(simpul: SimpulData, data: Mapping[str, str]) -> Kiriman:
    """An answer, its note and its version from a form."""
    isian, problems = read_isian(simpul, data)
    catatan = data.get("catatan", "").replace("\r\n", "\n").replace("\x00", "").strip()
    if len(catatan) > MAKS_CATATAN:
        problems["catatan"] = f"Catatan paling banyak {MAKS_CATATAN} huruf; ini {len(catatan)}. Ringkaskan."
    version = number(data.get("version", ""), 9)
    if version is None:
        problems["isian"] = "Halaman ini tidak utuh. Muat ulang, lalu isi kembali."
    return Kiriman(isian, catatan, version or 0, problems, data)


def read_isian(
    simpul: SimpulData, data: Mapping[str, str], prefix: str = ""
) -> tuple[Jawaban | None, dict[str, str]]:
    """The answer in a form's fields, and what is wrong by field name (without the prefix)."""
    if simpul.pilihan:
        chosen = data.get(f"{prefix}pilihan", "").strip()
        isian: Jawaban | None = chosen or None
        problems: dict[str, str] = {}
    elif is_angka(simpul):
        isian, problems = _number(simpul, data.get(f"{prefix}angka", "").strip())
    else:
        isian, problems = _counts(simpul, data, prefix)
    if not problems and (wrong := jawaban_problems(simpul, isian)):
        problems = {"isian": " ".join(wrong)}
    return (None if problems else isian), problems


def _number(simpul: SimpulData, text: str) -> tuple[Decimal | None, dict[str, str]]:
    if not text:
        return None, {}
    if text.count(",") + text.count(".") > 1:
        return None, {"angka": AMBIGUOUS.format(text=text[:40])}
    maks = simpul.rumus.maks if simpul.rumus and simpul.rumus.maks is not None else Decimal(1)
    try:
        return read_angka(text.replace(",", "."), maks).normalize(), {}
    except ValueError:
        example = "3,60" if maks > 1 else "0,95"
        return None, {"angka": f"“{text[:40]}” bukan angka 0 sampai {maks:f}. Tulis misalnya {example}."}


def _counts(
    simpul: SimpulData, data: Mapping[str, str], prefix: str
) -> tuple[Mapping[str, int] | None, dict[str, str]]:
    counts: dict[str, int] = {}
    problems: dict[str, str] = {}
    for masukan in simpul.masukan:
        name = f"jumlah-{masukan.kunci}"
        text = data.get(f"{prefix}{name}", "").strip()
        if not text:
            continue
        try:
            counts[masukan.kunci] = read_jumlah(text)
        except ValueError as error:
            sentence = str(error).replace("`", "")
            problems[name] = f"{sentence[:1].upper()}{sentence[1:]}"
    return counts or None, problems


def with_typed(butir: ButirIsian, kiriman: Kiriman) -> ButirIsian:
    """The question as stored, but with what was typed and what is wrong with it."""
    typed = kiriman.typed
    return replace(
        butir,
        opsi=tuple(replace(opsi, terpilih=opsi.kunci == typed.get("pilihan", "")) for opsi in butir.opsi),
        kolom=tuple(replace(kolom, value=typed.get(kolom.name, "")) for kolom in butir.kolom),
        catatan=typed.get("catatan", ""),
        version=kiriman.version,
        problems=kiriman.problems,
    )
