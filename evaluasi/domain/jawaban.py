"""Answers as plain values, what is wrong with one, and the value 0..1 that it is worth. Pure.

A choice is the option's key ("Ya", "B"); counts are a mapping of input key to int; an index (0-4) or a direct
ratio (0-1) is a Decimal. None, "" and {} are blanks; counts are blank until every input of the formula is there.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from dasar.errors import DomainError
from evaluasi.domain.bilangan import short_indonesian
from evaluasi.domain.instrumen.data import OPSI, RumusData, SimpulData

Jawaban = str | Mapping[str, int] | Decimal

MAKS_JUMLAH = 999_999_999
"""The largest count that is taken; a city counts in thousands."""
MAKS_DESIMAL = 12
"""The most places an index may have."""

NOL = Fraction(0)
SATU = Fraction(1)
INTEGER = re.compile(r"[0-9]+")
DECIMAL = re.compile(r"[0-9]+(\.[0-9]+)?")


class JawabanInvalid(DomainError):
    """An answer that the question cannot take; `kode` is the question's code."""

    def __init__(self, kode: str, message: str) -> None:
        super().__init__(message, field=kode)
        self.kode = kode


def is_angka(butir: SimpulData) -> bool:
    """Whether the question is answered by one decimal number (an index or a direct ratio)."""
    return butir.rumus is not None and butir.rumus.maks is not None


def jawaban_problems(butir: SimpulData, jawaban: Jawaban | None) -> list[str]:
    """What is wrong with an answer, each a sentence that says how to mend it; empty when it can be saved.

    Blanks and counts not yet complete are not wrong.
    """
    if jawaban is None or jawaban == "" or jawaban == {}:
        return []
    if butir.jawaban in OPSI:
        return _pilihan_problems(butir, jawaban)
    if is_angka(butir):
        return _angka_problems(butir, jawaban)
    return _jumlah_problems(butir, jawaban)


def _pilihan_problems(butir: SimpulData, jawaban: Jawaban) -> list[str]:
    kunci = OPSI[butir.jawaban]
    if isinstance(jawaban, str) and jawaban in kunci:
        return []
    return [f"Jawaban harus salah satu dari {', '.join(kunci)}."]


def _angka_problems(butir: SimpulData, jawaban: Jawaban) -> list[str]:
    maks = butir.rumus.maks if butir.rumus and butir.rumus.maks is not None else Decimal(0)
    if not isinstance(jawaban, Decimal) or not jawaban.is_finite():
        return ["Jawaban harus berupa angka."]
    if not 0 <= jawaban <= maks:
        return [f"Angka harus antara 0 dan {maks}."]
    if -int(jawaban.as_tuple().exponent) > MAKS_DESIMAL:
        return [f"Paling banyak {MAKS_DESIMAL} angka di belakang tanda desimal."]
    return []


def _jumlah_problems(butir: SimpulData, jawaban: Jawaban) -> list[str]:
    label = {masukan.kunci: masukan.label for masukan in butir.masukan}
    if not isinstance(jawaban, Mapping):
        return [f"Isi jumlah untuk: {', '.join(label)}."]
    problems = [
        f"Masukan {kunci} tidak dikenal; yang ada: {', '.join(label)}."
        for kunci in jawaban
        if kunci not in label
    ]
    for kunci, jumlah in jawaban.items():
        if isinstance(jumlah, bool) or not isinstance(jumlah, int) or jumlah < 0:
            problems.append(f"{label.get(kunci, kunci)}: isi bilangan bulat mulai dari 0.")
        elif jumlah > MAKS_JUMLAH:
            problems.append(f"{label.get(kunci, kunci)}: angka terlalu besar, paling banyak {MAKS_JUMLAH}.")
    return problems or _part_problems(butir, jawaban)


def _part_problems(butir: SimpulData, jawaban: Mapping[str, int]) -> list[str]:
    """Counts that exceed the whole they are part of; checked once the whole is known."""
    problems = []
    for masukan in butir.masukan:
        whole = masukan.bagian_dari
        if not whole or masukan.kunci not in jawaban or any(kunci not in jawaban for kunci in whole):
            continue
        jumlah, batas = jawaban[masukan.kunci], sum(jawaban[kunci] for kunci in whole)
        if jumlah > batas:
            dari = " + ".join(item.label for item in butir.masukan if item.kunci in whole)
            problems.append(f"{masukan.label} ({jumlah}) tidak boleh melebihi {dari} ({batas}).")
    return problems


def missing_masukan(butir: SimpulData, jawaban: Jawaban | None) -> tuple[str, ...]:
    """Inputs that are still empty, those of the formula and those only reported, in the order of the question."""
    filled = jawaban if isinstance(jawaban, Mapping) else {}
    return tuple(masukan.kunci for masukan in butir.masukan if masukan.kunci not in filled)


def value_of(butir: SimpulData, jawaban: Jawaban | None) -> Fraction | None:
    """The value 0..1 of an answer, None for a blank. Raises JawabanInvalid where the type does not fit."""
    if jawaban is None or jawaban == "" or jawaban == {}:
        return None
    for pilihan in butir.pilihan:
        if pilihan.kunci == jawaban:
            return Fraction(pilihan.nilai)
    rumus = butir.rumus
    if rumus is not None and rumus.maks is not None and isinstance(jawaban, Decimal) and jawaban.is_finite():
        return min(SATU, max(NOL, Fraction(jawaban) / Fraction(rumus.maks)))
    if rumus is not None and rumus.maks is None and isinstance(jawaban, Mapping):
        return ratio_of(rumus, jawaban)
    problems = jawaban_problems(butir, jawaban) or ["Jawaban tidak dapat dibaca."]
    raise JawabanInvalid(butir.kode, f"{butir.kode}: {' '.join(problems)}")


def ratio_of(rumus: RumusData, jumlah: Mapping[str, int]) -> Fraction | None:
    """The value 0..1 of counts, None while an input of the formula is missing.

    A ratio is capped at 1 and a fall (penurunan) does not go below 0 (PermenPANRB 90/2021, Lampiran III).
    Zero denominators are not in the law: the rule of the instrument's data decides.
    """
    try:
        atas = jumlah[rumus.pembilang]
        bawah = sum(jumlah[kunci] for kunci in rumus.penyebut)
    except KeyError:
        return None
    if bawah == 0:
        aturan = rumus.isi_per_nol if atas else rumus.nol_per_nol
        return Fraction(aturan.nilai) if aturan else None
    if rumus.jenis == "penurunan":
        return Fraction(max(0, bawah - atas), bawah)
    return Fraction(min(atas, bawah), bawah)


def read_jumlah(text: str) -> int:
    """A count typed by a person. ValueError with an Indonesian sentence unless it is digits within the limit."""
    if not INTEGER.fullmatch(text):
        raise ValueError(
            f"`{text}` bukan bilangan bulat mulai dari 0; tulis angka saja, tanpa titik, koma, atau tanda."
        )
    if len(text.lstrip("0")) > len(str(MAKS_JUMLAH)):
        raise ValueError(f"angka terlalu besar, paling banyak {MAKS_JUMLAH}.")
    return int(text)


def read_angka(text: str, maks: Decimal) -> Decimal:
    """An index or ratio typed with a decimal point. ValueError with an Indonesian sentence otherwise."""
    if not DECIMAL.fullmatch(text):
        raise ValueError(
            f"`{text}` bukan angka 0 sampai {maks}; tulis dengan titik desimal, misalnya {_example(maks)}."
        )
    whole, _, part = text.partition(".")
    if len(part) > MAKS_DESIMAL:
        raise ValueError(f"paling banyak {MAKS_DESIMAL} angka di belakang titik.")
    if len(whole) > MAKS_DESIMAL or Decimal(text) > maks:
        raise ValueError(f"`{text}` di luar skala; angka harus antara 0 dan {short_indonesian(maks)}.")
    return Decimal(text)


def _example(maks: Decimal) -> str:
    return "3.60" if maks > 1 else "0.95"
