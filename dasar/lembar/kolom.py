"""Columns of a sheet: what they are called, and what belongs in them."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Kolom:
    """One column: key in the code, head in the sheet, other heads that mean the same, and a hint for the template."""

    key: str
    head: str
    hint: str = ""
    aliases: tuple[str, ...] = ()
    required: bool = False
    width: int = 20

    @property
    def names(self) -> frozenset[str]:
        """Every head under which the column is recognised."""
        return frozenset(normal(name) for name in (self.key, self.head, *self.aliases))


def normal(head: str) -> str:
    """A head without case, stars, brackets and doubled blanks, so that small differences do not matter."""
    text = re.sub(r"\(.*?\)|[*:]", " ", head.replace("_", " ").casefold())
    return re.sub(r"\s+", " ", text).strip()
