"""Meeting mode: one statement a screen, read from the same board."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dasar.format import angka, tanggal
from evaluasi.domain.queries.corong import LABELS, Langkah
from evaluasi.domain.queries.papan_kota import PapanTahun
from evaluasi.domain.queries.papan_lembar import JarakGerbang
from zona.dasbor.kalimat_tahun import tell_forecast, tell_gates, tell_year
from zona.dasbor.poin import tell_gap

SHOWN = 5  # lines that can be read from five metres


@dataclass(frozen=True)
class Layar:
    """One screen: where it belongs, its statement, the lines that carry it, and what is to be decided."""

    topik: str
    pernyataan: str
    baris: tuple[tuple[str, str], ...] = ()
    tanya: str = ""


def make_layar(papan: PapanTahun) -> list[Layar]:
    """The screens of a meeting about this year, in the order in which it is held."""
    return [
        Layar("Keadaan", str(tell_year(papan))),
        _funnel(papan),
        *_not_begun(papan),
        *_gates(papan),
        *_pace(papan),
        *_expiring(papan),
        Layar(
            "Keputusan",
            "Siapa melakukan apa, sampai kapan?",
            tanya="Catat keputusan rapat pada notulen dan simpan di pustaka bukti unit yang bersangkutan.",
        ),
    ]


def _funnel(papan: PapanTahun) -> Layar:
    steps = [(LABELS[step], angka(papan.funnel.count(step))) for step in Langkah]
    far = [step for step in Langkah if papan.funnel.count(step)]
    words = (
        f"Langkah terjauh tahun {papan.year}: {LABELS[far[-1]].lower()}"
        if far
        else "Belum ada yang melangkah"
    )
    return Layar("Perjalanan unit", words, tuple(steps))


def _not_begun(papan: PapanTahun) -> Iterator[Layar]:
    rows = [unit for unit in papan.without_lembar if unit.counted]
    if rows:
        words = f"{angka(len(rows))} OPD sudah mencanangkan tetapi belum memulai lembar kerja"
        lines = tuple((unit.short_name, f"mencanangkan {tanggal(unit.declared_on)}") for unit in rows[:SHOWN])
        yield Layar("Belum mulai", words, _more(lines, len(rows)), "Apa yang menahan mereka?")


def _gates(papan: PapanTahun) -> Iterator[Layar]:
    if papan.lembar:
        yield Layar("Batas predikat", tell_gates(papan))
    if papan.to_win:
        words = f"{angka(len(papan.to_win))} batas kurang sedikit lagi"
        yield Layar(
            "Hampir tercapai", words, _near(papan, papan.to_win), "Bukti apa yang masih dapat dilengkapi?"
        )
    if papan.to_lose:
        words = f"{angka(len(papan.to_lose))} batas terancam gugur"
        yield Layar(
            "Terancam gugur", words, _near(papan, papan.to_lose), "Butir mana yang harus dipertahankan?"
        )


def _near(papan: PapanTahun, items: list[JarakGerbang]) -> tuple[tuple[str, str], ...]:
    lines = tuple(
        (f"{papan.units[item.lembar.unit].short_name}: {item.batas.nama}", tell_gap(item))
        for item in items[:SHOWN]
    )
    return _more(lines, len(items))


def _pace(papan: PapanTahun) -> Iterator[Layar]:
    if papan.laju is not None:
        left = angka(papan.laju.left)
        yield Layar(
            "Laju", tell_forecast(papan.laju), ((f"Belum diajukan sampai {tanggal(papan.laju.due)}", left),)
        )


def _expiring(papan: PapanTahun) -> Iterator[Layar]:
    if papan.habis:
        words = f"{angka(len(papan.habis))} bukti habis atau segera habis masa berlakunya"
        lines = tuple(
            (f"{row.unit_name}: {row.title}", tanggal(row.expires_on)) for row in papan.habis[:SHOWN]
        )
        yield Layar("Bukti", words, _more(lines, len(papan.habis)))


def _more(lines: tuple[tuple[str, str], ...], count: int) -> tuple[tuple[str, str], ...]:
    return lines if count <= SHOWN else (*lines, (f"dan {angka(count - SHOWN)} lainnya", ""))
