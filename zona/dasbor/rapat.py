"""Meeting mode: one statement a screen, read from the same board."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from dasar.format import angka, awal_kecil, tanggal
from evaluasi.domain.queries.corong import LABELS, Langkah
from evaluasi.domain.queries.papan_kota import PapanTahun
from evaluasi.domain.queries.papan_lembar import JarakGerbang, LembarPapan
from opd.domain.queries.janji import add_up
from zona.antarmuka.tautan import address_of
from zona.dasbor.kalimat_tahun import tell_forecast, tell_gates, tell_year
from zona.dasbor.poin import tell_gap
from zona.dasbor.tautan import sheet_address

SHOWN = 5  # lines that can be read from five metres
WORK = (Langkah.MEMBANGUN, Langkah.MENILAI, Langkah.DINILAI, Langkah.DIUSULKAN)  # what is done within a year


class Baris(NamedTuple):
    """One line of a screen and the page behind it."""

    kata: str
    nilai: str = ""
    href: str = ""


@dataclass(frozen=True)
class Layar:
    """One screen: where it belongs, its statement, the lines that carry it, and what is to be decided."""

    topik: str
    pernyataan: str
    baris: tuple[Baris, ...] = ()
    tanya: str = ""


def make_layar(papan: PapanTahun) -> list[Layar]:
    """The screens of a meeting about this year, in the order in which it is held."""
    return [
        Layar("Keadaan", str(tell_year(papan))),
        _funnel(papan),
        *_not_begun(papan),
        *_gates(papan),
        *_pace(papan),
        *_promises(papan),
        *_expiring(papan),
        Layar(
            "Keputusan",
            "Siapa melakukan apa, sampai kapan?",
            tanya="Catat keputusan rapat pada notulen dan simpan di pustaka bukti unit yang bersangkutan.",
        ),
    ]


def _funnel(papan: PapanTahun) -> Layar:
    counts = {step: papan.funnel.count(step) for step in Langkah}
    done = [f"{angka(counts[step])} {awal_kecil(LABELS[step])}" for step in WORK if counts[step]]
    if done:
        words = f"{', '.join(done).replace(' ', ' unit ', 1)} pada {papan.year}"
    elif counts[Langkah.DICANANGKAN]:
        words = f"{angka(counts[Langkah.DICANANGKAN])} unit sudah mencanangkan, belum ada yang membangun"
    else:
        words = "Belum ada yang melangkah"
    asked = f"?tahun={papan.year}&penilai={papan.tahap}"
    lines = (
        Baris(LABELS[step], angka(count), address_of("dasbor:langkah", step.value) + asked)
        for step, count in counts.items()
    )
    return Layar("Perjalanan unit", words, tuple(lines))


def _not_begun(papan: PapanTahun) -> Iterator[Layar]:
    rows = [unit for unit in papan.without_lembar if unit.counted]
    if rows:
        words = f"{angka(len(rows))} OPD sudah mencanangkan tetapi belum memulai lembar kerja"
        lines = (
            Baris(
                unit.short_name,
                f"mencanangkan {tanggal(unit.declared_on)}",
                address_of("opd:opd_detail", unit.key),
            )
            for unit in rows[:SHOWN]
        )
        yield Layar("Belum mulai", words, _more(lines, len(rows)), "Apa yang menahan mereka?")


def _gates(papan: PapanTahun) -> Iterator[Layar]:
    if papan.lembar:
        told = [row for row in papan.lembar if papan.jarak[row.key] and row.nilai[papan.tahap].terisi]
        told.sort(key=lambda row: sum(not item.met for item in papan.jarak[row.key]))
        lines = (_standing(papan, row) for row in told[:SHOWN])
        yield Layar("Batas predikat", tell_gates(papan), _more(lines, len(told)))
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


def _standing(papan: PapanTahun, row: LembarPapan) -> Baris:
    gates = papan.jarak[row.key]
    met = f"{row.predikat}: {angka(sum(item.met for item in gates))} dari {angka(len(gates))} batas"
    return Baris(
        papan.units[row.unit].short_name, met, sheet_address(papan, "evaluasi:lembar_detail", row.key)
    )


def _near(papan: PapanTahun, items: list[JarakGerbang]) -> tuple[Baris, ...]:
    lines = (
        Baris(
            f"{papan.units[item.lembar.unit].short_name}: {item.batas.nama}",
            tell_gap(item),
            sheet_address(papan, "evaluasi:lembar_why", item.lembar.key, item.batas.simpul),
        )
        for item in items[:SHOWN]
    )
    return _more(lines, len(items))


def _pace(papan: PapanTahun) -> Iterator[Layar]:
    if papan.laju is not None:
        left = Baris(f"Belum diajukan sampai {tanggal(papan.laju.due)}", angka(papan.laju.left))
        yield Layar("Laju", tell_forecast(papan.laju), (left,))


def _promises(papan: PapanTahun) -> Iterator[Layar]:
    jumlah = add_up(plan.jumlah for plan in papan.janji)
    if jumlah.total:
        words = f"{angka(jumlah.reached)} dari {angka(jumlah.total)} janji rencana aksi selesai menurut unit"
        late = [plan for plan in papan.janji if plan.jumlah.late]
        lines = (
            Baris(
                plan.unit,
                f"{angka(plan.jumlah.late)} dari {angka(plan.jumlah.total)} terlambat",
                address_of("opd:rencana_detail", plan.rencana),
            )
            for plan in late[:SHOWN]
        )
        ask = "Apa yang diperlukan agar janji itu selesai?" if late else ""
        yield Layar("Janji", words, _more(lines, len(late)), ask)


def _expiring(papan: PapanTahun) -> Iterator[Layar]:
    if papan.habis:
        words = f"{angka(len(papan.habis))} bukti habis atau segera habis masa berlakunya"
        lines = (
            Baris(
                f"{row.unit_name}: {row.title}",
                tanggal(row.expires_on),
                address_of("evaluasi:dokumen_detail", row.dokumen),
            )
            for row in papan.habis[:SHOWN]
        )
        yield Layar("Bukti", words, _more(lines, len(papan.habis)))


def _more(lines: Iterable[Baris], count: int) -> tuple[Baris, ...]:
    rest = (Baris(f"dan {angka(count - SHOWN)} lainnya"),) if count > SHOWN else ()
    return (*lines, *rest)
