"""The year in words: what a mayor reads in a minute."""

from __future__ import annotations

from dasar.format import angka, tanggal
from evaluasi.domain.prakiraan import Prakiraan
from evaluasi.domain.queries.corong import LABELS, Langkah
from evaluasi.domain.queries.papan_kota import PapanTahun
from evaluasi.enums import Tahap
from zona.dasbor.kalimat import Kalimat

SEEN_BY = {Tahap.UNIT: "penilaian mandiri", Tahap.TPI: "penilaian TPI", Tahap.TPN: "penilaian TPN"}


def tell_year(papan: PapanTahun) -> Kalimat:
    """The sentence on top of the board of a year."""
    funnel = papan.funnel
    begun, handed = funnel.count(Langkah.MEMBANGUN), funnel.count(Langkah.MENILAI)
    if not begun:
        declared = funnel.count(Langkah.DICANANGKAN)
        rest = (
            f"; {angka(declared)} unit sudah mencanangkan." if declared else ", juga belum ada pencanangan."
        )
        return Kalimat(f"Belum ada penilaian mandiri {papan.year}", rest)
    strong = f"{angka(handed)} dari {angka(begun)} unit"
    if handed == begun:
        strong = f"Seluruh {angka(begun)} unit" if begun > 1 else "Unit ini"
    return Kalimat(strong, f" sudah mengajukan penilaian mandiri {papan.year}; {_time(papan)}.")


def _time(papan: PapanTahun) -> str:
    laju = papan.laju
    held = papan.funnel.count(Langkah.WBK) + papan.funnel.count(Langkah.WBBM)
    if held:
        wbbm = papan.funnel.count(Langkah.WBBM)
        return f"kota memegang {angka(held - wbbm)} WBK dan {angka(wbbm)} WBBM"
    if laju is None or laju.left == 0:
        return f"{angka(papan.funnel.count(Langkah.DINILAI))} sudah disetujui TPI"
    if papan.today > laju.due:
        return f"{angka(laju.left)} tidak diajukan sampai tenggat {tanggal(laju.due)}"
    if laju.days_left == 0:
        return "hari ini tenggatnya"
    return f"{angka(laju.days_left)} hari lagi sampai {tanggal(laju.due)}"


def tell_gates(papan: PapanTahun) -> str:
    """How many reach everything, as whom the switch names."""
    seen = SEEN_BY[Tahap(papan.tahap)]
    told = sum(1 for row in papan.lembar if papan.jarak[row.key] and row.nilai[papan.tahap].terisi)
    if not papan.lembar:
        return ""
    if not papan.gates:
        return (
            f"Peraturan tidak memberi batas nilai untuk {papan.year}, jadi portal tidak menyimpulkan apa pun."
        )
    if not told:
        return f"Belum ada {seen} yang dapat dibandingkan dengan batas."
    met = len(papan.all_met)
    who = f"{angka(met)} dari {angka(told)} unit" if met else f"Belum satu pun dari {angka(told)} unit"
    return f"{who} memenuhi semua batas predikat yang dituju menurut {seen}."


def tell_forecast(laju: Prakiraan) -> str:
    """The outlook, or why there is none."""
    if laju.low is None or laju.high is None:
        return laju.reason
    many = angka(laju.low) if laju.low == laju.high else f"{angka(laju.low)} sampai {angka(laju.high)}"
    return (
        f"Bila laju {laju.window} hari terakhir ({angka(laju.recent)} diajukan) berlanjut, "
        f"{many} dari {angka(laju.total)} akan diajukan pada {tanggal(laju.due)}."
    )


def tell_step(step: Langkah, count: int, before: int | None, year: int) -> str:
    """How a step changed since the year before."""
    if before is None:
        return ""
    change = count - before
    if change == 0:
        return f"sama seperti {year - 1}"
    return f"{'naik' if change > 0 else 'turun'} {angka(abs(change))} dari {year - 1}"


def step_label(step: Langkah) -> str:
    """What a step is called."""
    return LABELS[step]
