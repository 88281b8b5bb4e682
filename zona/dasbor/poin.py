"""Points in units of the last stored place as a person reads them."""

from __future__ import annotations

from decimal import Decimal

from dasar.format import angka
from evaluasi.domain.bilangan import STORED_PLACES, UNIT
from evaluasi.domain.queries.papan_lembar import AngkaPapan, JarakGerbang, KolomPapan
from zona.grafik import gap_words

STATES = {"met": "memenuhi batas", "short": "hampir atau belum pasti", "fail": "di bawah batas", "none": ""}
ICONS = {"met": "check", "short": "alert-triangle", "fail": "x", "none": "minus"}
HUNDREDTH = UNIT // 100
HALF = 10  # percent of the weight up to which a missing gate counts as almost reached: a rule of the portal


def points(value: int) -> Decimal:
    """Units of the last stored place as points."""
    return Decimal(value).scaleb(-STORED_PLACES)


def tell_points(value: int) -> str:
    """`6,90`: half up, like every figure for a person; by whole numbers, since a board tells hundreds."""
    whole, part = divmod((2 * value + HUNDREDTH) // (2 * HUNDREDTH), 100)
    return f"{whole},{part:02d}"


def tell_gap(item: JarakGerbang) -> str:
    """`kurang 0,35 dari 14,00`, `lebih 0,20 dari batas 8,00`, or that it hangs on blank questions."""
    limit = points(item.batas.ambang)
    if not item.met:
        return gap_words(points(item.points), limit)
    if not item.certain:
        return f"tercapai hanya bila butir kosong tidak dihitung (batas {angka(limit, 2)})"
    return (
        f"lebih {angka(points(item.gap), 2)} dari batas {angka(limit, 2)}" if item.gap else "tepat di batas"
    )


def state_of(column: KolomPapan, angka_papan: AngkaPapan | None, gate: JarakGerbang | None) -> str:
    """How a cell of the matrix stands: met for certain, almost or uncertain, below, or not to be said."""
    if angka_papan is None or not angka_papan.terisi or gate is None:
        return "none"
    if gate.met:
        return "met" if gate.certain else "short"
    return "short" if gate.within(HALF) else "fail"
