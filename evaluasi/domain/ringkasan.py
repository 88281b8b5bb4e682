"""A score as plain JSON-ready data: every node in both figures and every gate. Pure."""

from typing import Any

from evaluasi.domain.bilangan import full_text, shortfall_text
from evaluasi.domain.gerbang import HasilGerbang, evaluate_gerbang
from evaluasi.domain.instrumen.data import PREDIKAT, TOTAL
from evaluasi.domain.scoring import Angka, Skor


def summarise(skor: Skor) -> dict[str, Any]:
    """The score in full. Points are unrounded decimal text (see `bilangan`), percentages have two places.

    `nilai` is the workbook's figure, `lantai` the floor; both hold every node, question and combined area, TOTAL
    last. The gates are held against `nilai`, as the workbook would; they are only an outlook while `lengkap` is
    false.
    """
    return {
        "instrumen": skor.struktur.instrumen.kode,
        "lengkap": skor.lengkap,
        "kosong": list(skor.kosong),
        "nilai": _figures(skor, Angka.BUKU_KERJA),
        "lantai": _figures(skor, Angka.LANTAI),
        "gerbang": {
            predikat: [_gate(item) for item in evaluate_gerbang(skor, predikat).gerbang]
            for predikat in PREDIKAT
        },
    }


def _figures(skor: Skor, angka: Angka) -> dict[str, dict[str, str]]:
    codes = [kode for kode in skor.struktur.posisi if kode != TOTAL]
    return {
        kode: {
            "nilai": full_text(skor.fraction(kode, angka)),
            "bobot": full_text(skor.struktur.bobot_of(kode)),
            "persen": str(skor.persen(kode, angka)),
        }
        for kode in [*codes, TOTAL]
    }


def _gate(item: HasilGerbang) -> dict[str, Any]:
    return {
        "kode": item.gerbang.kode,
        "syarat": item.gerbang.syarat,
        "nilai": full_text(item.nilai),
        "kurang": shortfall_text(item.kurang),
        "terpenuhi": item.terpenuhi,
        "dasar": item.gerbang.dasar,
    }
