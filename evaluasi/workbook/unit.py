"""Whose workbook it is: told by the titles and the labelled cells of its visible sheets, never by the file's name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

from dasar.lembar import Buku, Halaman
from evaluasi.workbook.tata import Ditemukan

TITLE_ROWS = 2
LABEL_ROWS = 15
LABEL = re.compile(
    r"(nama )?(unit|satuan|instansi|opd|skpd|perangkat daerah|organisasi)( kerja| organisasi| perangkat daerah)*"
)


def find_units(di: Ditemukan, buku: Buku, names: Mapping[UUID, Sequence[str]]) -> list[UUID]:
    """The units that the workbook names; one where it is certain, several where it names several.

    `names` gives what each unit is called. A name that only stands within a longer one that is named does not count.
    """
    texts = [f" {squeeze(text)} " for text in _told(di, buku)]
    called = [(f" {squeeze(name)} ", key) for key, many in names.items() for name in many if squeeze(name)]
    found: dict[UUID, None] = {}
    for text in texts:
        here = [(name, key) for name, key in called if name in text]
        for name, key in here:
            if not any(name != longer and name.strip() in longer for longer, _ in here):
                found[key] = None
    return list(found)


def squeeze(text: str) -> str:
    """A name without case, signs and doubled blanks."""
    return " ".join(re.sub(r"[^0-9a-zà-ÿ]+", " ", text.casefold()).split())


def _told(di: Ditemukan, buku: Buku) -> Iterator[str]:
    """The texts that may name the unit: titles, what stands above the head, what a label announces."""
    for page in buku.pages:
        if page.hidden:
            continue
        most = max(TITLE_ROWS, di.kepala) if page is di.halaman else TITLE_ROWS
        for row, cells in page.rows():
            if row > LABEL_ROWS:
                break
            yield from _texts(page, row, list(cells), titles=row <= most)


def _texts(page: Halaman, row: int, columns: list[int], *, titles: bool) -> Iterator[str]:
    for at, column in enumerate(columns):
        value = page.at(row, column).value
        if not isinstance(value, str):
            continue
        label, _, rest = value.partition(":")
        announced = LABEL.fullmatch(squeeze(label)) is not None
        if titles or (announced and rest.strip()):
            yield value
        if announced and not rest.strip() and at + 1 < len(columns):
            beside = [page.at(row, other).value for other in columns[at + 1 : at + 3]]
            yield from (text for text in beside if isinstance(text, str))
