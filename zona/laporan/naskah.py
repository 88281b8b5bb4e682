"""Plain passages as paragraphs and lists: what a blank line and a leading dash mean, for paper and Word alike."""

from __future__ import annotations

from dataclasses import dataclass

DASH = "- "


@dataclass(frozen=True)
class Blok:
    """A paragraph (one line) or a list (its items)."""

    is_list: bool
    lines: tuple[str, ...]


def split_blocks(text: str) -> list[Blok]:
    """A text in reading order: lines with a leading dash form a list, others a paragraph each until a blank line."""
    blocks: list[Blok] = []
    for line in text.replace("\r\n", "\n").split("\n"):
        line = line.strip()
        if not line:
            blocks.append(Blok(False, ()))
            continue
        is_list = line.startswith(DASH)
        words = line.removeprefix(DASH)
        last = blocks[-1] if blocks else None
        if last is not None and last.lines and last.is_list == is_list:
            merged = (*last.lines, words) if is_list else (f"{last.lines[0]} {words}",)
            blocks[-1] = Blok(is_list, merged)
        else:
            blocks.append(Blok(is_list, (words,)))
    return [block for block in blocks if block.lines]
