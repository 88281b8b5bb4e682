"""What differs between two instruments, code by code. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from evaluasi.domain.instrumen.data import InstrumenData
from evaluasi.domain.instrumen.write import to_source

LISTS = {
    "simpul": ("kode",),
    "area_gabungan": ("kode",),
    "gerbang": ("predikat", "kode"),
    "syarat": ("predikat", "kode"),
    "afirmasi": ("kode",),
    "tidak_diberikan": ("kode",),
}
INNER = {"pilihan": "kunci", "masukan": "kunci"}
ABSENT = ""


@dataclass(frozen=True, slots=True)
class Beda:
    """One difference: in which list, at which code, which field; empty `lama` means new, empty `baru` removed."""

    daftar: str
    kode: str
    hal: str
    lama: str
    baru: str


def compare_instrumen(lama: InstrumenData, baru: InstrumenData) -> tuple[Beda, ...]:
    """Every difference between two instruments or revisions, in the order of the new one, removals last.

    The revision number itself is left out; no difference gives an empty tuple.
    """
    old, new = to_source(lama), to_source(baru)
    head = [key for key in new if key not in LISTS and key not in ("format", "revisi")]
    result = [
        Beda("instrumen", baru.kode, key, _text(old[key]), _text(new[key]))
        for key in head
        if old[key] != new[key]
    ]
    for name, keys in LISTS.items():
        result += _compare_list(name, _by_key(old[name], keys), _by_key(new[name], keys))
    return tuple(result)


def _by_key(items: list[dict[str, Any]], keys: tuple[str, ...]) -> dict[str, dict[str, Any]]:
    return {" ".join(item[key] for key in keys): item for item in items}


def _compare_list(
    name: str, old: Mapping[str, dict[str, Any]], new: Mapping[str, dict[str, Any]]
) -> Iterator[Beda]:
    for kode, item in new.items():
        if kode not in old:
            yield Beda(name, kode, "", ABSENT, _title(item))
            continue
        before, after = _flat(old[kode]), _flat(item)
        for hal in dict.fromkeys([*after, *before]):
            if before.get(hal, ABSENT) != after.get(hal, ABSENT):
                yield Beda(name, kode, hal, before.get(hal, ABSENT), after.get(hal, ABSENT))
    for kode, item in old.items():
        if kode not in new:
            yield Beda(name, kode, "", _title(item), ABSENT)


def _flat(item: Mapping[str, Any]) -> dict[str, str]:
    """The fields of an entry as text; options and inputs field by field under their key."""
    result = {}
    for key, value in item.items():
        if key in INNER:
            for child in value:
                for field, inner in child.items():
                    if field != INNER[key]:
                        result[f"{key} {child[INNER[key]]}: {field}"] = _text(inner)
        else:
            result[key] = _text(value)
    return result


def _title(item: Mapping[str, Any]) -> str:
    return _text(item.get("nama") or item.get("syarat") or item.get("hal") or item["kode"])


def _text(value: Any) -> str:
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {_text(inner)}" for key, inner in value.items())
    if isinstance(value, list):
        return " · ".join(_text(inner) for inner in value)
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    return ABSENT if value is None else str(value)
