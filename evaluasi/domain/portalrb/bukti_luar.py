"""What a link of evidence opens: the frozen evidence of one question of one unit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from django.urls import reverse

from dasar.berkas.models import Berkas
from evaluasi.domain.instrumen_store import struktur_for
from evaluasi.domain.portalrb.cuplikan import cited_file, read_unit
from evaluasi.domain.portalrb.isi import Isi
from evaluasi.domain.portalrb.tautan_bukti import KEY, evidence_of, find_tautan
from evaluasi.enums import Titik
from evaluasi.models import Pengambilan, TautanBukti

FIRST_PAGE = re.compile(r"\d+")


@dataclass(frozen=True)
class ItemBukti:
    """One piece of evidence as the page lists it; either a file or a link outside the portal."""

    nomor: int
    judul: str
    jenis: str
    tanggal: date
    halaman: str
    keterangan: str
    tautan: str
    nama: str
    sidik: str
    ukuran: int
    media: str
    url: str

    @property
    def opens_at(self) -> str:
        """Where a browser begins to read a PDF; empty when no page is named."""
        first = FIRST_PAGE.search(self.halaman)
        return f"#page={first.group()}" if first and self.media == "application/pdf" else ""


@dataclass(frozen=True)
class HalamanBukti:
    """The page behind one link."""

    tautan: TautanBukti
    isi: Isi
    nama_butir: str
    items: tuple[ItemBukti, ...]

    @property
    def kode(self) -> str:
        return self.tautan.kode

    @property
    def answers(self) -> list[Isi]:
        """The unit's and TPI's answers to this question, one line for each count."""
        return [item for item in self.isi["answers"] if item["kode"] == self.kode]

    def item(self, nomor: int) -> ItemBukti | None:
        """The piece with this number, or none."""
        return next((item for item in self.items if item.nomor == nomor), None)

    def berkas_of(self, nomor: int) -> Berkas | None:
        """The kept file with this number, or none; one SQL query."""
        item = self.item(nomor)
        return cited_file(self.tautan.unit, item.sidik) if item and item.sidik else None


def open_evidence(token: str, *, at: datetime) -> HalamanBukti:
    """What a link opens. Raises NotFound, with the same sentence whatever is wrong with the link."""
    tautan = find_tautan(token, at=at)
    isi = read_unit(tautan.unit)
    query = urlencode({KEY: token})
    items = tuple(
        _item(nomor, source, query) for nomor, source in enumerate(evidence_of(isi, tautan.kode), 1)
    )
    instrumen = tautan.unit.cuplikan.usulan.periode.instrumen
    butir = struktur_for(instrumen).simpul_by_kode.get(tautan.kode)
    return HalamanBukti(tautan, isi, butir.nama if butir else "", items)


def _item(nomor: int, source: Isi, query: str) -> ItemBukti:
    berkas = source["berkas"] or {}
    url = reverse("evaluasi:bukti_luar_berkas", args=[nomor]) + f"?{query}" if berkas else ""
    return ItemBukti(
        nomor=nomor,
        judul=source["judul"],
        jenis=source["jenis"],
        tanggal=date.fromisoformat(source["tanggal"]),
        halaman=source["halaman"],
        keterangan=source["keterangan"],
        tautan=source["tautan"],
        nama=berkas.get("nama", ""),
        sidik=berkas.get("sidik", ""),
        ukuran=berkas.get("ukuran", 0),
        media=berkas.get("jenis", ""),
        url=url,
    )


def note_opened(halaman: HalamanBukti, *, at: datetime, nomor: int = 0) -> None:
    """One line in the log: which question of which unit, and which file; not who, and not from where."""
    item = halaman.item(nomor)
    Pengambilan.objects.create(
        at=at,
        titik=Titik.BERKAS if nomor else Titik.BUKTI,
        unit_ref=f"{halaman.tautan.unit.opd_id}/{halaman.kode}"[:80],
        status=200,
        sidik=item.sidik if item else "",
    )
