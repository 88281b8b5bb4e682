"""An instrument to rows and back. The rows carry the form of the file, so one reader checks both."""

from decimal import Decimal
from typing import Any

from dasar.errors import DomainError
from evaluasi.domain.instrumen import InstrumenData, parse_instrumen, to_source
from evaluasi.domain.instrumen.read import FORMAT
from evaluasi.enums import SimpulKind
from evaluasi.models import Gerbang, Instrumen, Masukan, Pilihan, Regulasi, Simpul

RINCIAN = ("catatan", "syarat", "afirmasi", "tidak_diberikan")
"""Lists that no row refers to; kept as they stand in the file."""


def insert_rows(isi: InstrumenData) -> Instrumen:
    """Write a checked instrument as new rows, in a constant number of statements; the caller holds a transaction.

    Raises DomainError when a regulation it names is not in the table.
    """
    source = to_source(isi)
    regulasi = list(Regulasi.objects.filter(kode__in=isi.regulasi))
    if tuple(row.kode for row in regulasi) != isi.regulasi:
        raise DomainError(
            f"Regulasi {', '.join(isi.regulasi)} belum ada semua, atau tidak ditulis dari yang tertua."
        )
    instrumen = Instrumen(
        kode=isi.kode,
        revisi=isi.revisi,
        nama=isi.nama,
        dasar=isi.dasar,
        berlaku_mulai=isi.berlaku_mulai,
        berlaku_sampai=isi.berlaku_sampai,
        gerbang_mulai=isi.gerbang_tahun.mulai,
        gerbang_sampai=isi.gerbang_tahun.sampai,
        rincian={name: source[name] for name in RINCIAN},
        sidik=isi.sidik,
    )
    instrumen.full_clean()
    instrumen.save(force_insert=True)
    instrumen.regulasi.set(regulasi)
    _insert_tree(instrumen, source)
    return instrumen


def _insert_tree(instrumen: Instrumen, source: dict[str, Any]) -> None:
    simpul: dict[str, Simpul] = {}
    for urutan, item in enumerate([*source["simpul"], *source["area_gabungan"]], 1):
        simpul[item["kode"]] = Simpul(
            instrumen=instrumen,
            urutan=urutan,
            kode=item["kode"],
            jenis=item.get("jenis", SimpulKind.AREA_GABUNGAN),
            nama=item["nama"],
            bobot=Decimal(item["bobot"]) if "bobot" in item else None,
            jawaban=item.get("jawaban", ""),
            rumus=item.get("rumus"),
            contoh_bukti=item.get("contoh_bukti", []),
            catatan=item.get("catatan", ""),
        )
    Simpul.objects.bulk_create(simpul.values())
    for item in source["simpul"]:
        simpul[item["kode"]].induk = simpul.get(item["induk"])
    for area in source["area_gabungan"]:
        for kode in area["bagian"]:
            simpul[kode].gabungan = simpul[area["kode"]]
    Simpul.objects.bulk_update(simpul.values(), ["induk", "gabungan"])
    _insert_answers(simpul, source["simpul"])
    Gerbang.objects.bulk_create(
        Gerbang(
            **(item | {"simpul": simpul[item["simpul"]], "ambang": Decimal(item["ambang"])}),
            instrumen=instrumen,
            urutan=urutan,
        )
        for urutan, item in enumerate(source["gerbang"], 1)
    )


def _insert_answers(simpul: dict[str, Simpul], items: list[dict[str, Any]]) -> None:
    Pilihan.objects.bulk_create(
        Pilihan(
            simpul=simpul[item["kode"]],
            urutan=urutan,
            kunci=pilihan["kunci"],
            nilai=Decimal(pilihan["nilai"]),
            kriteria=pilihan["kriteria"],
        )
        for item in items
        for urutan, pilihan in enumerate(item.get("pilihan", []), 1)
    )
    Masukan.objects.bulk_create(
        Masukan(simpul=simpul[item["kode"]], urutan=urutan, **masukan)
        for item in items
        for urutan, masukan in enumerate(item.get("masukan", []), 1)
    )


def build_isi(instrumen: Instrumen) -> InstrumenData:
    """The instrument that the rows hold, checked like a file. Raises InstrumenInvalid when they make no sense."""
    rows = list(
        instrumen.simpul.select_related("induk")
        .prefetch_related("pilihan", "masukan", "bagian")
        .order_by("urutan")
    )
    nodes = [row for row in rows if row.jenis != SimpulKind.AREA_GABUNGAN]
    areas = [row for row in rows if row.jenis == SimpulKind.AREA_GABUNGAN]
    return parse_instrumen(
        {
            "format": FORMAT,
            "kode": instrumen.kode,
            "revisi": instrumen.revisi,
            "nama": instrumen.nama,
            "regulasi": [row.kode for row in instrumen.regulasi.order_by("urutan")],
            "dasar": instrumen.dasar,
            "berlaku": {
                "mulai": instrumen.berlaku_mulai.isoformat(),
                "sampai": instrumen.berlaku_sampai and instrumen.berlaku_sampai.isoformat(),
            },
            "gerbang_tahun": {"mulai": instrumen.gerbang_mulai, "sampai": instrumen.gerbang_sampai},
            "simpul": [_simpul_source(row) for row in nodes],
            "area_gabungan": [
                {"kode": row.kode, "nama": row.nama, "bobot": _text(row.bobot), "bagian": _bagian(row)}
                for row in areas
            ],
            "gerbang": [_gerbang_source(row) for row in instrumen.gerbang.select_related("simpul")],
            **instrumen.rincian,
        }
    )


def _bagian(row: Simpul) -> list[str]:
    return [part.kode for part in sorted(row.bagian.all(), key=lambda part: part.urutan)]


def _text(value: Decimal | None) -> str:
    return format((value or Decimal(0)).normalize(), "f")


def _simpul_source(row: Simpul) -> dict[str, Any]:
    source: dict[str, Any] = {
        "kode": row.kode,
        "induk": row.induk.kode if row.induk else "",
        "jenis": row.jenis,
        "nama": row.nama,
        "jawaban": row.jawaban,
        "pilihan": [
            {"kunci": item.kunci, "nilai": _text(item.nilai), "kriteria": item.kriteria}
            for item in row.pilihan.all()
        ],
        "masukan": [
            {
                "kunci": item.kunci,
                "label": item.label,
                "ikut_rumus": item.ikut_rumus,
                "bagian_dari": item.bagian_dari,
            }
            for item in row.masukan.all()
        ],
        "contoh_bukti": row.contoh_bukti,
        "catatan": row.catatan,
    }
    if row.bobot is not None:
        source["bobot"] = _text(row.bobot)
    if row.rumus is not None:
        source["rumus"] = row.rumus
    return source


def _gerbang_source(row: Gerbang) -> dict[str, str]:
    return {
        "predikat": row.predikat,
        "kode": row.kode,
        "simpul": row.simpul.kode,
        "ambang": _text(row.ambang),
        "satuan": row.satuan,
        "syarat": row.syarat,
        "setara": row.setara,
        "dasar": row.dasar,
    }
