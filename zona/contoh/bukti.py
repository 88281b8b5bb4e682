"""Example documents of a unit's evidence library, and the questions that cite them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from dasar.berkas.domain import store_bytes
from dasar.izin import Actor
from evaluasi.domain.sitasi import cite_dokumen
from evaluasi.models import LembarKerja
from opd.domain.dokumen import add_dokumen, supersede_dokumen
from opd.enums import DokumenKind
from opd.models import Dokumen, Opd
from zona.contoh.gambar import draw_document

PDF = "application/pdf"


@dataclass(frozen=True)
class Bahan:
    """A document every unit with a worksheet has, and where it is cited: question and pages."""

    title: str
    kind: DokumenKind
    month: int
    pages: int
    cited: tuple[tuple[str, str], ...]


BAHAN = (
    Bahan("SK Tim Kerja Pembangunan ZI", DokumenKind.SK, 1, 4, (("A.I.1.i.a", "1-3"), ("A.I.1.i.b", "4"))),
    Bahan(
        "Rencana aksi pembangunan ZI", DokumenKind.RENCANA, 2, 6, (("A.I.1.ii.a", ""), ("A.I.1.ii.b", "2-5"))
    ),
    Bahan(
        "Laporan monev pembangunan ZI",
        DokumenKind.LAPORAN,
        7,
        5,
        (("A.I.1.iii.a", "2"), ("A.I.1.iii.b", "3-4"), ("A.I.1.iii.c", "5")),
    ),
    Bahan("SOP pelayanan yang dievaluasi", DokumenKind.SOP, 3, 3, (("A.I.2.i.b", ""), ("A.I.2.i.c", "3"))),
    Bahan("Hasil survei IPAK dan IPKP", DokumenKind.SURVEI, 4, 2, (("B.I.a", "1"), ("B.II.a", "2"))),
)
WEBSITE = "https://contoh.go.id/standar-pelayanan"


def fill_library(opd: Opd, year: int, *, actor: Actor) -> dict[str, Dokumen]:
    """The documents of one unit and year, by title; a link stands for what lies outside the portal."""
    rows = {
        item.title: _add(
            opd,
            f"{item.title} {year}",
            item.kind,
            min(date(year, item.month, 12), timezone.localdate()),
            item.pages,
            actor,
        )
        for item in BAHAN
    }
    rows["tautan"] = add_dokumen(
        opd,
        actor=actor,
        link=f"{WEBSITE}/{opd.code.lower()}",
        title=f"Standar pelayanan di situs unit {year}",
        kind=DokumenKind.LAIN,
        effective_on=date(year, 1, 1),
        contoh=True,
    )
    return rows


def cite_library(lembar: LembarKerja, rows: dict[str, Dokumen], *, actor: Actor, answered: set[str]) -> None:
    """Cite the documents on the questions that are answered."""
    for item in BAHAN:
        for kode, pages in item.cited:
            if kode in answered:
                cite_dokumen(lembar, actor=actor, kode=kode, dokumen=rows[item.title], pages=pages)
    if "A.I.6.iv.b" in answered:
        cite_dokumen(
            lembar, actor=actor, kode="A.I.6.iv.b", dokumen=rows["tautan"], remark="Halaman depan situs"
        )


def show_oddities(opd: Opd, other: Opd, *, actor: Actor, other_actor: Actor) -> None:
    """What the library points out: nearly run out, replaced by a newer one, the same file in another unit."""
    today = timezone.localdate()
    started = today - timedelta(days=700)
    old = _add(opd, "Maklumat pelayanan", DokumenKind.SK, started, 1, actor, today + timedelta(days=30))
    new = _add(opd, "Maklumat pelayanan (perubahan)", DokumenKind.SK, today - timedelta(days=20), 1, actor)
    supersede_dokumen(old, actor=actor, successor=new)
    for unit, keeper in ((opd, actor), (other, other_actor)):
        data = draw_document("Notulen sosialisasi ZI bersama", "Dihadiri beberapa unit", 2)
        berkas = store_bytes(data=data, name_hint="notulen", media_type=PDF)
        add_dokumen(
            unit,
            actor=keeper,
            berkas=berkas,
            filename="notulen-sosialisasi.pdf",
            title="Notulen sosialisasi ZI bersama",
            kind=DokumenKind.NOTULEN,
            effective_on=today - timedelta(days=45),
            pages=2,
            contoh=True,
        )


def _add(
    opd: Opd, title: str, kind: str, on: date, pages: int, actor: Actor, expires_on: date | None = None
) -> Dokumen:
    berkas = store_bytes(data=draw_document(title, opd.name, pages), name_hint=title, media_type=PDF)
    return add_dokumen(
        opd,
        actor=actor,
        berkas=berkas,
        filename=f"{title.lower().replace(' ', '-')}.pdf",
        title=title,
        kind=kind,
        effective_on=on,
        expires_on=expires_on,
        pages=pages,
        contoh=True,
    )
