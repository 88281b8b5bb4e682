"""The charts of a brief, drawn from its frozen numbers with the same hand as those of the pages."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.safestring import SafeString

from zona import grafik

FUNNEL_WIDTH = 980  # wide, so that seven bars leave the page room for what is to be decided


def draw_ringkasan(facts: dict[str, Any]) -> dict[str, SafeString]:
    """Funnel, course and matrix of a brief, painted for paper."""
    return {
        "gambar_corong": grafik.on_paper(_funnel(facts)),
        "gambar_lintasan": grafik.on_paper(_course(facts["course"])),
        "gambar_matriks": grafik.on_paper(_matrix(facts)) if facts["matrix"]["rows"] else SafeString(""),
    }


def _funnel(facts: dict[str, Any]) -> SafeString:
    rows = [grafik.Batang(row["label"], row["count"], note=f"unit{_note(row)}") for row in facts["funnel"]]
    top = max([row["count"] for row in facts["funnel"]] + [1])
    return grafik.bars(rows, top=top, title=f"Corong {facts['year']}", width=FUNNEL_WIDTH)


def _note(row: dict[str, Any]) -> str:
    return f" · {row['note']}" if row["note"] else ""


def _course(course: dict[str, Any]) -> SafeString:
    steps = [(date.fromisoformat(day), count) for day, count in course["steps"]]
    lintasan = grafik.Lintasan(
        steps=steps,
        start=date.fromisoformat(course["start"]),
        end=date.fromisoformat(course["end"]),
        top=course["top"],
        target=course["target"],
        due=date.fromisoformat(course["due"]) if course["due"] else None,
    )
    title = "Jumlah OPD yang sudah mencanangkan"
    desc = f"Dari {steps[0][1]} menjadi {steps[-1][1]}."
    return grafik.course(lintasan, width=grafik.WIDE, height=170, title=title, desc=desc)


def _matrix(facts: dict[str, Any]) -> SafeString:
    matrix = facts["matrix"]
    rows = [(name, [grafik.Sel(words, state) for words, state in cells]) for name, cells in matrix["rows"]]
    return grafik.matrix(matrix["columns"], rows, title=f"Unit dan area {facts['year']} terhadap batas")
