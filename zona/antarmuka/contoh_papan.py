"""What the gallery shows of boards: one of each chart, all of it examples."""

from datetime import date
from decimal import Decimal
from typing import Any

from zona import grafik
from zona.grafik import Bagian, Batang, Lintasan, Sel

COURSE = (
    (1, 1, 10),
    (2, 17, 12),
    (3, 5, 14),
    (7, 20, 17),
    (8, 12, 20),
    (9, 10, 24),
    (10, 8, 25),
    (10, 22, 26),
)
CELLS = [("6,90", "met"), ("5,33", "met"), ("5,98", "short"), ("4,10", "fail"), ("9,12", "met"), ("", "none")]
COURSE_TITLE = "OPD yang sudah mencanangkan, 2020"
SIGNED_TITLE = "Pegawai yang menandatangani pakta integritas"


def context(
    units: tuple[tuple[Any, ...], ...], areas: tuple[tuple[str, Decimal, Decimal], ...]
) -> dict[str, Any]:
    names = [name.split()[-1] for name, _, _ in areas]
    rows = [(name, CELLS[turn:] + CELLS[:turn]) for turn, (name, *_) in enumerate(units[:5])]
    cells = [(name, [Sel(words, state) for words, state in row]) for name, row in rows]
    parts = [
        Bagian("Diverifikasi", 26, "c-bar"),
        Bagian("Menunggu", 1, "c-bar-soft"),
        Bagian("Belum mulai", 4, "c-ground"),
    ]
    return _course() | {
        "batang": _signed(units, grafik.HALF),
        "batang_sempit": _signed(units, grafik.NARROW),
        "kecil": [(name, _years(name, turn)) for turn, name in enumerate(names)],
        "matriks": grafik.matrix(names, cells, title="OPD dan enam area terhadap batas"),
        "sel": rows,
        "nama_area": names,
        "bagian": grafik.shares(parts, title="Keadaan pencanangan 31 OPD", width=grafik.HALF),
        "bagian_sempit": grafik.shares(parts, title="Keadaan pencanangan 31 OPD", width=grafik.NARROW),
    }


def _course() -> dict[str, Any]:
    points = [(date(2020, month, day), value) for month, day, value in COURSE]
    lintasan = Lintasan(points, date(2020, 1, 1), date(2020, 12, 31), 31, target=31, due=date(2020, 12, 31))
    words = {"title": COURSE_TITLE, "desc": "26 dari target 31 pada 22 Oktober 2020."}
    return {
        "titik": points,
        "jalannya": grafik.course(lintasan, width=1080, height=340, **words),
        "jalannya_sempit": grafik.course(lintasan, width=340, height=260, **words),
    }


def _signed(units: tuple[tuple[Any, ...], ...], width: int) -> str:
    rows = [
        Batang(name, signed * 100 // staff, note=f"({signed} dari {staff})" if width > grafik.NARROW else "")
        for name, _, _, _, signed, staff, _ in units
    ]
    return grafik.bars(rows, top=100, target=80, suffix="%", title=SIGNED_TITLE, width=width)


def _years(name: str, turn: int) -> str:
    points = [("2021", 61), ("2022", 68 + turn), ("2023", None), ("2024", 74 + 3 * turn)]
    return grafik.small(points, top=100, target=75, title=name)
