"""Links as units write them into a cell: which are real addresses, and what is wrong with the others. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

MAKS_URL = 500
DI_PORTAL = "Berkas di portal:"
"""So begins a line that the portal itself wrote for a kept file."""
URL = re.compile(r"https?://[^\s<>\"',;|]+", re.IGNORECASE)
ALMOST = re.compile(
    r"(?i)^(https?:?/*|htp|htt?ps?:|www\.|file:|ftp:|[a-z]:\\|\\\\|bit\.ly|s\.id|drive\.google|docs\.google)|\.(com|go\.id|id|net|org)(/|$)"
)
HOST = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Tautan:
    """One outside address, the words that stood beside it, and its cell."""

    url: str
    judul: str
    cell: str


def read_tautan(text: str, cell: str) -> tuple[list[Tautan], list[str]]:
    """The addresses in a cell, and a sentence for each piece that should be one and is none."""
    links, wrong = [], []
    for line in filter(None, (piece.strip() for piece in re.split(r"[\r\n]+", text))):
        if line.startswith(DI_PORTAL):
            continue
        urls = [url.rstrip(".)]}") for url in URL.findall(line)]
        words = re.sub(r"^\d+[.)]\s*|^[-•*]\s*", "", URL.sub(" ", line)).strip(" :-–|,;()")
        for url in urls:
            problem = url_problem(url)
            if problem:
                wrong.append(problem)
            else:
                links.append(Tautan(url, " ".join(words.split())[:200], cell))
        if not urls:
            wrong.append(_not_a_link(line))
    return links, wrong


def url_problem(url: str) -> str:
    """What is wrong with an address; empty when it can be opened from anywhere."""
    if len(url) > MAKS_URL:
        return f"Tautan terlalu panjang ({len(url)} huruf, paling banyak {MAKS_URL}). Pendekkan, atau pakai tautan berbagi."
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        parts.port  # noqa: B018  # a wrong port is told by raising
    except ValueError:
        return f"“{_short(url)}” bukan alamat yang sah."
    if not HOST.fullmatch(host) or re.fullmatch(r"[\d.]+", host) or host.endswith((".local", ".lan")):
        return f"“{_short(url)}” tidak dapat dibuka dari luar. Pakai tautan lengkap, seperti https://drive.google.com/…"
    if parts.username is not None:
        return f"“{_short(url)}” memuat nama atau kata sandi. Pakai tautan berbagi biasa."
    return ""


def _not_a_link(line: str) -> str:
    if ALMOST.search(line):
        return f"“{_short(line)}” bukan tautan yang dapat dibuka. Tulis lengkap dari https://, atau unggah berkasnya ke portal."
    return f"Kolom tautan berisi “{_short(line)}”, bukan tautan. Pindahkan ke kolom catatan, atau ganti dengan tautan https://."


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}…"
