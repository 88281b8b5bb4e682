"""From frozen facts to a PDF. Nothing that a person typed can reach a file or the network from here.

The template engine escapes every text, and the renderer may open `data:` addresses only, which we make
ourselves (font, coat of arms, QR). WeasyPrint is imported inside the function: it costs seconds and tens of
MiB that a web process never needs.
"""

from __future__ import annotations

import base64
import re
from functools import cache
from pathlib import Path
from typing import Any

import segno
from django.conf import settings
from django.template.loader import render_to_string

STATIC = Path(settings.BASE_DIR) / "static"
OWN_FILE = re.compile(r'url\("\.\./(?P<path>[\w/.-]+)"\)')
MEDIA_TYPES = {".woff2": "font/woff2", ".svg": "image/svg+xml"}
MAX_PAGES = 150
QR_SCALE = 4


class DocumentTooLong(Exception):
    """The paper would have more pages than the renderer is allowed to make."""


def data_uri(data: bytes, media_type: str) -> str:
    """Bytes as a `data:` address."""
    return f"data:{media_type};base64,{base64.b64encode(data).decode()}"


@cache
def _stylesheet() -> str:
    def as_data(match: re.Match[str]) -> str:
        path = STATIC / match["path"]
        return f'url("{data_uri(path.read_bytes(), MEDIA_TYPES[path.suffix])}")'

    css = (STATIC / "css/kertas.css").read_text(encoding="utf-8")
    return OWN_FILE.sub(as_data, css)


def default_arms() -> str:
    """The neutral coat of arms used until a city sets its own."""
    return data_uri((STATIC / "gambar/lambang.svg").read_bytes(), "image/svg+xml")


def make_qr(text: str) -> str:
    """A QR code as a `data:` address of an SVG, error level M."""
    return segno.make(text, error="m").svg_data_uri(scale=QR_SCALE, border=1, omitsize=True)


def render_pdf(template: str, context: dict[str, Any], *, most: int = MAX_PAGES) -> bytes:
    """The template as tagged PDF (PDF/UA-1) with embedded fonts.

    Raises `DocumentTooLong` beyond `most` pages.
    """
    from weasyprint import CSS, HTML  # slow library
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

    fetcher = URLFetcher(allowed_protocols={"data"}, allow_redirects=False)
    fonts = FontConfiguration()
    html = HTML(string=render_to_string(template, context), url_fetcher=fetcher, base_url=None)
    sheet = CSS(string=_stylesheet(), url_fetcher=fetcher, font_config=fonts)
    document = html.render(stylesheets=[sheet], font_config=fonts)
    if len(document.pages) > most:
        raise DocumentTooLong(f"{len(document.pages)} pages")
    return document.write_pdf(pdf_variant="pdf/ua-1", finisher=_mark_table_heads)


def _mark_table_heads(_document: Any, pdf: Any) -> None:
    """Give each header cell its scope and each page its tab order, which PDF/UA asks for (WeasyPrint #2508)."""
    objects = {entry.number: entry for entry in pdf.objects}

    def follow(reference: Any) -> Any:
        text = reference.decode() if isinstance(reference, bytes) else str(reference)
        return objects.get(int(text.split()[0]))

    for entry in pdf.objects:
        if not isinstance(entry, dict):
            continue
        if entry.get("S") == "/TH":
            row = follow(entry["P"])
            section = follow(row["P"]) if row else None
            in_head = section is not None and section.get("S") == "/THead"
            entry["A"]["Scope"] = "/Column" if in_head else "/Row"
        elif entry.get("Type") == "/Page":
            entry["Tabs"] = "/S"
