"""What is typed to find a path: the predicate, how hard each question is, what it can reach, what stays as it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dasar.saringan import number
from evaluasi.domain.jalur import MAKS_USAHA
from evaluasi.domain.jawaban import Jawaban, is_angka, jawaban_problems, value_of
from evaluasi.domain.queries.butir import ButirIsian, Kolom, Opsi
from evaluasi.domain.queries.coba import Isi
from evaluasi.enums import PredikatKind
from evaluasi.forms.jawaban import read_isian

USAHA = f"Bobot usaha adalah bilangan bulat 1 sampai {MAKS_USAHA}."


@dataclass(frozen=True)
class BobotUsaha:
    """Effort and exclusion of a part or question as typed, and what is wrong with them."""

    kode: str
    nama: str
    usaha: str
    kecuali: bool
    problem: str = ""


@dataclass(frozen=True)
class BobotButir(BobotUsaha):
    """Of a question also the best answer thought attainable, as typed: one of `opsi`, or the number `kolom` asks for.

    Without both it has no such field: counts whose whole is not filled in yet.
    """

    opsi: tuple[Opsi, ...] = ()
    kolom: Kolom | None = None
    capaian: str = ""


@dataclass(frozen=True)
class Permintaan:
    """A path as it is asked for: predicate, efforts, caps and exclusions by question, and the form again."""

    predikat: str
    usaha: dict[str, int]
    kecuali: set[str]
    capaian: dict[str, Jawaban]
    problems: dict[str, str]
    bagian: list[tuple[BobotUsaha, list[BobotButir]]]


def read_permintaan(isi: Isi, data: Mapping[str, str], predikat: str) -> Permintaan:
    """Efforts stand for a whole part; a question's own effort or exclusion goes before it."""
    asked = data.get("predikat", "")
    minta = Permintaan(asked if asked in PredikatKind.values else predikat, {}, set(), {}, {}, [])
    for part, rows in isi.bagian:
        usaha, kecuali, problem = _typed(data, part.kode)
        head = BobotUsaha(part.kode, part.nama, usaha, kecuali, problem)
        if problem:
            minta.problems[part.kode] = f"{part.nama}: {problem}"
        minta.bagian.append((head, [_question(minta, head, butir, isi, data) for butir in rows]))
    return minta


def _question(
    minta: Permintaan, head: BobotUsaha, butir: ButirIsian, isi: Isi, data: Mapping[str, str]
) -> BobotButir:
    """One question's line, noted in what is asked for."""
    kode = butir.kode
    usaha, kecuali, problem = _typed(data, kode)
    typed = data.get(f"capaian-{kode}", "").strip()[:40]
    if typed and not problem:
        capaian, problem = _attainable(butir, typed, isi.jawaban.get(kode))
        if capaian is not None:
            minta.capaian[kode] = capaian
    if problem:
        minta.problems[kode] = f"{kode}: {problem}"
    elif text := usaha or ("" if head.problem else head.usaha):
        minta.usaha[kode] = int(text)
    if head.kecuali or kecuali:
        minta.kecuali.add(kode)
    kolom = _field(butir, isi.jawaban.get(kode))
    return BobotButir(kode, butir.nama, usaha, kecuali, problem, butir.opsi, kolom, typed)


def _typed(data: Mapping[str, str], kode: str) -> tuple[str, bool, str]:
    """Effort, exclusion, and what is wrong with the effort."""
    text = data.get(f"usaha-{kode}", "").strip()[:10]
    known = 1 <= (number(text, 10) or 0) <= MAKS_USAHA
    return text, f"kecuali-{kode}" in data, "" if known or not text else USAHA


def _field(butir: ButirIsian, now: Jawaban | None) -> Kolom | None:
    """The number that says how far a question can be brought: the index, or the count that the formula moves."""
    rumus = butir.simpul.rumus
    if rumus is None or is_angka(butir.simpul):
        return butir.kolom[0] if butir.kolom else None
    if not isinstance(now, Mapping) or any(kunci not in now for kunci in rumus.penyebut):
        return None
    return next(kolom for kolom in butir.kolom if kolom.name == f"jumlah-{rumus.pembilang}")


def _attainable(butir: ButirIsian, text: str, now: Jawaban | None) -> tuple[Jawaban | None, str]:
    """The answer thought attainable, and what is wrong with it."""
    simpul, rumus = butir.simpul, butir.simpul.rumus
    if butir.opsi or is_angka(simpul):
        found, wrong = read_isian(simpul, {"pilihan": text, "angka": text})
        return found, " ".join(wrong.values())
    if rumus is None or _field(butir, now) is None or not isinstance(now, Mapping):
        return None, "Isi dahulu jumlah keseluruhannya pada butir ini."
    counts, wrong = read_isian(simpul, {f"jumlah-{rumus.pembilang}": text})
    if wrong or not isinstance(counts, Mapping):
        return None, " ".join(wrong.values())
    found = {**now, **counts}
    problems = jawaban_problems(simpul, found)
    if not problems and value_of(simpul, found) is None:
        problems = ["Isi dahulu jumlah keseluruhannya pada butir ini."]
    return (None, " ".join(problems)) if problems else (found, "")
