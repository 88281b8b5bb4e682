"""What every import shares: errors with their place, the plan that a preview shows, its fingerprint.

An import is read twice: once for the preview, once at the confirmation, from the same stored file. Nothing is kept
between the two but the fingerprint of the plan; if the second plan differs, somebody changed the data meanwhile.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar

from dasar.errors import DomainError
from dasar.lembar import Baris, CellError, Lembar

T = TypeVar("T")


class Langkah(StrEnum):
    """What an import does with one row."""

    NEW = "baru"
    CHANGED = "diubah"
    SAME = "sama"
    WRONG = "salah"


@dataclass(frozen=True)
class Galat:
    """One thing to mend: where in the sheet, and how."""

    sheet: str
    row: int
    column: str
    message: str


@dataclass(frozen=True)
class Rencana:
    """What an import will do with one row of the sheet; `values` are what is written."""

    row: int
    step: Langkah
    label: str
    place: str = ""
    changes: tuple[tuple[str, str, str], ...] = ()
    key: str = ""
    values: dict[str, Any] = field(default_factory=dict)


@dataclass
class Pratinjau:
    """The whole plan: a line for each row, and everything that has to be mended first."""

    sheet: str
    lines: list[Rencana] = field(default_factory=list)
    errors: list[Galat] = field(default_factory=list)

    def count(self, step: Langkah) -> int:
        return sum(line.step == step for line in self.lines)

    @property
    def sums(self) -> dict[str, int]:
        return {step.value: self.count(step) for step in Langkah}

    @property
    def is_ready(self) -> bool:
        """Whether it can be confirmed: nothing to mend, something to do."""
        return not self.errors and self.count(Langkah.NEW) + self.count(Langkah.CHANGED) > 0

    @property
    def digest(self) -> str:
        """The fingerprint of what would be written; the same file against the same data gives the same."""
        plain = [[line.row, line.step, line.key, line.changes, line.values] for line in self.lines]
        text = json.dumps(plain, default=str, sort_keys=True, ensure_ascii=True)
        return hashlib.sha256(text.encode()).hexdigest()


class ImportChanged(DomainError):
    """The data moved between preview and confirmation, so the plan no longer is what was shown."""

    def __init__(self) -> None:
        super().__init__(
            "Data berubah sejak pratinjau, jadi belum ada yang disimpan. Periksa pratinjau baru, lalu konfirmasi lagi."
        )


class Pembaca:
    """Reads the cells of one row and gathers what is wrong with them, each with its place."""

    def __init__(self, lembar: Lembar, baris: Baris, errors: list[Galat]) -> None:
        self.lembar, self.baris, self.errors = lembar, baris, errors
        self.failed = False

    def has(self, key: str) -> bool:
        """Whether the sheet has this column at all; what it has not is left as it is."""
        return key in self.lembar.heads

    def read(self, key: str, reader: Callable[..., T], **more: Any) -> T | None:
        """The value of one cell; None after an error, which is noted."""
        try:
            return reader(self.baris.cells.get(key), **more)
        except CellError as error:
            self.wrong(key, str(error))
            return None

    def need(self, key: str, reader: Callable[..., T], **more: Any) -> T | None:
        """The same for a cell that must not be empty."""
        failed_before = len(self.errors)
        value = self.read(key, reader, **more)
        if value in (None, "") and len(self.errors) == failed_before:
            self.wrong(key, "Wajib diisi.")
        return value

    def wrong(self, key: str, message: str) -> None:
        """Note what is to be mended in this row."""
        self.failed = True
        column = self.lembar.heads.get(key, "")
        self.errors.append(Galat(self.lembar.name, self.baris.number, column, message))


def check_unchanged(pratinjau: Pratinjau, digest: str) -> None:
    """Raise unless the plan can be written and is the one that was shown."""
    if pratinjau.errors:
        raise DomainError("Masih ada yang perlu diperbaiki, jadi belum ada yang disimpan.", field="berkas")
    if pratinjau.digest != digest:
        raise ImportChanged
