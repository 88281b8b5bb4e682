"""Page pointers of a citation, as people write them: "3", "5-7", "3, 5-7"."""

from __future__ import annotations

import re

from dasar.errors import DomainError

LISTED = 40
PART = re.compile(r"(\d{1,5})(?:\s*[-–]\s*(\d{1,5}))?")


def clean_pages(text: str, *, total: int | None = None) -> str:
    """The same pages, written in one way ("3, 5-7"); empty for the whole document.

    Raises `DomainError` on anything that is no page of a document of `total` pages (None: not known).
    """
    parts = [part.strip() for part in text.replace(";", ",").split(",") if part.strip()]
    return ", ".join(_part(part, total) for part in parts)


def read_pages(text: str, *, total: int) -> tuple[int, ...]:
    """The pages that a pointer written by `clean_pages` names, in its order, none twice; the first `LISTED` of them.

    Empty when it points at the whole document. Pages that the file does not have are left out.
    """
    found: dict[int, None] = {}
    for first, last in PART.findall(text):
        found |= dict.fromkeys(range(int(first), min(int(last or first), total) + 1))
    return tuple(page for page in found if 1 <= page <= total)[:LISTED]


def _part(part: str, total: int | None) -> str:
    match = PART.fullmatch(part)
    if match is None:
        raise _refusal(f"“{part}” bukan nomor halaman. Tulis misalnya 3, atau 5-7, atau 3, 5-7.")
    first, last = int(match[1]), int(match[2] or match[1])
    if first < 1:
        raise _refusal("Halaman dihitung mulai dari 1.")
    if last < first:
        raise _refusal(f"Urutan halaman terbalik: tulis {last}-{first}.")
    if total is not None and last > total:
        raise _refusal(f"Dokumen ini hanya {total} halaman; halaman {last} tidak ada.")
    return f"{first}-{last}" if last > first else str(first)


def _refusal(message: str) -> DomainError:
    return DomainError(message, field="pages")
