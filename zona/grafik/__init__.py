"""Charts as SVG text, the same on a page and in a PDF.

Nothing is drawn that the table behind it does not say. Each chart has <title> and <desc>, is painted by classes
(`.c-…` in static/css/chart.css; no inline style, so the strict CSP holds), inherits the font, and writes
coordinates with a dot whatever the language. Values come in as Decimal or int; a coordinate is rounded to 0.01.
For a PDF, whose renderer does not paint inline SVG from the document's styles, pass the chart through `on_paper`.
"""

from zona.grafik.bandingan import SIGNS, Bagian, Batang, Sel, bars, matrix, shares, small
from zona.grafik.batas import gap_words, meter, share_bar
from zona.grafik.bingkai import HALF, NARROW, WIDE, at, on_paper, paper_style, svg
from zona.grafik.lintasan import Lintasan, course

__all__ = [
    "HALF",
    "NARROW",
    "SIGNS",
    "WIDE",
    "Bagian",
    "Batang",
    "Lintasan",
    "Sel",
    "at",
    "bars",
    "course",
    "gap_words",
    "matrix",
    "meter",
    "on_paper",
    "paper_style",
    "share_bar",
    "shares",
    "small",
    "svg",
]
