"""An instrument of evaluation as plain data: read, checked, compared. Pure: no ORM, no Django.

`parse_instrumen` is the only door: what comes out of it is complete and consistent.
"""

from evaluasi.domain.instrumen.compare import Beda, compare_instrumen
from evaluasi.domain.instrumen.data import (
    AfirmasiData,
    AreaGabunganData,
    AturanNol,
    GerbangData,
    InstrumenData,
    MasukanData,
    PilihanData,
    RentangTahun,
    RumusData,
    SimpulData,
    SyaratData,
    TidakDiberikanData,
)
from evaluasi.domain.instrumen.read import InstrumenInvalid, parse_instrumen, parse_json
from evaluasi.domain.instrumen.write import to_source

__all__ = [
    "AfirmasiData",
    "AreaGabunganData",
    "AturanNol",
    "Beda",
    "GerbangData",
    "InstrumenData",
    "InstrumenInvalid",
    "MasukanData",
    "PilihanData",
    "RentangTahun",
    "RumusData",
    "SimpulData",
    "SyaratData",
    "TidakDiberikanData",
    "compare_instrumen",
    "parse_instrumen",
    "parse_json",
    "to_source",
]
