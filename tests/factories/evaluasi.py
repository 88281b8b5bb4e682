"""A law of four questions, for tests that need an instrument and not the one in force."""

import copy
from datetime import UTC, date, datetime
from typing import Any

import factory

from dasar.berkas.domain import store_bytes
from dasar.lembar import XLSX_TYPE
from evaluasi.domain.instrumen import parse_instrumen
from evaluasi.domain.instrumen_store import load_instrumen
from evaluasi.domain.lembar_kerja import create_lembar
from evaluasi.enums import PredikatKind, TataBuku
from evaluasi.models import (
    BukuKiriman,
    ImporLembar,
    Instrumen,
    KirimanBuku,
    LembarKerja,
    Periode,
    Regulasi,
    Sitasi,
)
from opd.enums import DokumenKind, Role
from opd.models import Dokumen, Opd
from tests.factories.opd import OpdFactory, make_actor


class RegulasiFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Regulasi
        django_get_or_create = ("kode",)

    kode = "permenpan-contoh"
    nama = "PermenPANRB contoh"
    tentang = "Contoh untuk uji"
    ditetapkan = date(2026, 1, 2)
    urutan = 1


def _pilihan() -> list[dict[str, str]]:
    return [
        {"kunci": "Ya", "nilai": "1", "kriteria": "Ada"},
        {"kunci": "Tidak", "nilai": "0", "kriteria": "Belum ada"},
    ]


def _simpul(kode: str, induk: str, jenis: str, bobot: str) -> dict[str, Any]:
    return {"kode": kode, "induk": induk, "jenis": jenis, "nama": f"Simpul {kode}", "bobot": bobot}


def _butir(kode: str, induk: str) -> dict[str, Any]:
    return {
        "kode": kode,
        "induk": induk,
        "jenis": "butir",
        "nama": f"Butir {kode}",
        "jawaban": "ya_tidak",
        "pilihan": _pilihan(),
    }


KECIL: dict[str, Any] = {
    "format": 1,
    "kode": "kecil",
    "revisi": 1,
    "nama": "LKE kecil",
    "regulasi": ["permenpan-contoh"],
    "dasar": "PermenPANRB contoh, Lampiran",
    "berlaku": {"mulai": "2026-01-01", "sampai": None},
    "gerbang_tahun": {"mulai": 2026, "sampai": None},
    "catatan": [],
    "simpul": [
        _simpul("TOTAL", "", "total", "100"),
        _simpul("A", "TOTAL", "komponen", "60"),
        _simpul("A.1", "A", "area", "60"),
        _simpul("A.1.i", "A.1", "sub_aspek", "60"),
        _butir("A.1.i.a", "A.1.i"),
        _butir("A.1.i.b", "A.1.i"),
        _butir("A.1.i.c", "A.1.i"),
        _simpul("B", "TOTAL", "komponen", "40"),
        _simpul("B.I", "B", "unsur_hasil", "40"),
        {
            "kode": "B.I.a",
            "induk": "B.I",
            "jenis": "butir",
            "nama": "Indeks survei",
            "jawaban": "skala_0_4",
            "bobot": "40",
            "masukan": [{"kunci": "skor", "label": "Skor indeks", "ikut_rumus": True}],
            "rumus": {"jenis": "skala", "pembilang": "skor", "maks": "4"},
        },
    ],
    "area_gabungan": [{"kode": "MP", "nama": "Area satu", "bobot": "60", "bagian": ["A.1"]}],
    "gerbang": [
        {
            "predikat": "WBK",
            "kode": "TOTAL",
            "simpul": "TOTAL",
            "ambang": "75",
            "satuan": "poin",
            "syarat": "Nilai total minimal 75",
            "dasar": "PermenPANRB contoh",
        }
    ],
    "syarat": [
        {
            "predikat": "WBK",
            "kode": "WTP",
            "tingkat": "instansi",
            "syarat": "Opini BPK WTP",
            "dasar": "PermenPANRB contoh",
        }
    ],
    "afirmasi": [],
    "tidak_diberikan": [
        {"kode": "CONTOH", "hal": "Hal contoh", "alasan": "Tidak diatur.", "aturan_portal": "Dihitung 0."}
    ],
}


def make_instrumen(**changes: Any) -> Instrumen:
    """The small instrument in the database; `changes` replace top-level keys of its source."""
    RegulasiFactory()
    isi = parse_instrumen(copy.deepcopy(KECIL) | changes)
    return load_instrumen(isi=isi, actor=None).instrumen


class PeriodeFactory(factory.django.DjangoModelFactory):
    """A year whose window is open at the time of the tests."""

    class Meta:
        model = Periode

    year = factory.Sequence(lambda n: 2026 + n)
    instrumen = factory.LazyFunction(
        lambda: Instrumen.objects.filter(kode="kecil").first() or make_instrumen()
    )
    opens_at = datetime(2020, 1, 1, tzinfo=UTC)
    closes_at = datetime(2099, 12, 31, tzinfo=UTC)


class DokumenFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Dokumen

    opd = factory.SubFactory(OpdFactory)
    title = factory.Sequence(lambda n: f"SK Tim ZI {n}")
    kind = DokumenKind.SK
    effective_on = date(2026, 1, 5)
    link = factory.Sequence(lambda n: f"https://contoh.go.id/{n}")
    uploaded_at = datetime(2026, 1, 6, tzinfo=UTC)


class SitasiFactory(factory.django.DjangoModelFactory):
    """A citation; name its `lembar`, `simpul` and `dokumen`."""

    class Meta:
        model = Sitasi

    cited_at = datetime(2026, 1, 7, tzinfo=UTC)


class ImporLembarFactory(factory.django.DjangoModelFactory):
    """An import that changed nothing; name its `lembar` and `imported_by`."""

    class Meta:
        model = ImporLembar

    berkas = factory.LazyFunction(
        lambda: store_bytes(data=b"PK buku", name_hint="buku.xlsx", media_type=XLSX_TYPE)
    )
    filename = "buku.xlsx"
    tata = TataBuku.LAMPIRAN_III
    sheet = "LKE ZI"
    imported_at = datetime(2026, 1, 8, tzinfo=UTC)


class KirimanBukuFactory(factory.django.DjangoModelFactory):
    """A consignment of workbooks; name its `periode` and `sent_by`."""

    class Meta:
        model = KirimanBuku

    sidik = factory.Sequence(lambda n: f"{n:064x}")
    sent_at = datetime(2026, 1, 9, tzinfo=UTC)


class BukuKirimanFactory(factory.django.DjangoModelFactory):
    """A file of a consignment that waits to be examined; name its `kiriman`."""

    class Meta:
        model = BukuKiriman

    urutan = factory.Sequence(lambda n: n + 1)
    filename = factory.LazyAttribute(lambda row: f"buku-{row.urutan}.xlsx")
    berkas = factory.LazyFunction(
        lambda: store_bytes(data=b"PK buku", name_hint="buku.xlsx", media_type=XLSX_TYPE)
    )


def make_lembar(*, opd: Opd | None = None, periode: Periode | None = None) -> LembarKerja:
    """A worksheet as the domain begins it: all blank, scores stored as zero."""
    return create_lembar(
        actor=make_actor(Role.KOORDINATOR),
        opd=opd or OpdFactory(),
        periode=periode or PeriodeFactory(),
        predikat=PredikatKind.WBK,
    )
