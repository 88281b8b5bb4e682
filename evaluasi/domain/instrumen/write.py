"""An instrument back in the form of its file: what `parse_instrumen` reads. Pure."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any

from evaluasi.domain.instrumen.data import InstrumenData, RentangTahun, RumusData
from evaluasi.domain.instrumen.read import FORMAT

ALWAYS = frozenset({"induk", "ikut_rumus"})
"""Fields written even when empty."""


def to_source(instrumen: InstrumenData) -> dict[str, Any]:
    """The JSON-ready form; `parse_instrumen(to_source(x)) == x`."""
    return {
        "format": FORMAT,
        "kode": instrumen.kode,
        "revisi": instrumen.revisi,
        "nama": instrumen.nama,
        "regulasi": list(instrumen.regulasi),
        "dasar": instrumen.dasar,
        "berlaku": {"mulai": _plain(instrumen.berlaku_mulai), "sampai": _plain(instrumen.berlaku_sampai)},
        "gerbang_tahun": _plain(instrumen.gerbang_tahun),
        "catatan": list(instrumen.catatan),
        "simpul": _plain(instrumen.simpul),
        "area_gabungan": _plain(instrumen.area_gabungan),
        "gerbang": _plain(instrumen.gerbang),
        "syarat": _plain(instrumen.syarat),
        "afirmasi": _plain(instrumen.afirmasi),
        "tidak_diberikan": _plain(instrumen.tidak_diberikan),
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, RentangTahun):
        return {"mulai": value.mulai, "sampai": value.sampai}
    if isinstance(value, RumusData):
        return _rumus(value)
    if hasattr(value, "__dataclass_fields__"):
        return _filled({item.name: getattr(value, item.name) for item in fields(value)})
    return value


def _filled(items: Mapping[str, Any]) -> dict[str, Any]:
    empty = (None, "", ())
    return {key: _plain(value) for key, value in items.items() if key in ALWAYS or value not in empty}


def _rumus(rumus: RumusData) -> dict[str, Any]:
    zero = {"nol_per_nol": rumus.nol_per_nol, "isi_per_nol": rumus.isi_per_nol}
    plain = {
        "jenis": rumus.jenis,
        "pembilang": rumus.pembilang,
        "penyebut": rumus.penyebut,
        "maks": rumus.maks,
    }
    return _filled(plain) | ({"penyebut_nol": _filled(zero)} if rumus.nol_per_nol else {})
