"""One unit as a zip that opens without the portal: a page with answers, scores and evidence, and the files themselves."""

from __future__ import annotations

import hashlib
import tempfile
import zipfile
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.text import slugify

from dasar.berkas.domain import open_berkas, store_stream
from dasar.berkas.errors import BytesMissing
from dasar.berkas.models import Berkas
from dasar.berkas.validators import clean_name, extension_of
from evaluasi.domain.bilangan import indonesian
from evaluasi.domain.instrumen.data import TOTAL
from evaluasi.domain.instrumen_store import struktur_for
from evaluasi.domain.portalrb.cuplikan import read_unit
from evaluasi.domain.portalrb.isi import Isi, build_units, canonical, fingerprint_of
from evaluasi.domain.portalrb.latihan import Report, tell_nobody
from evaluasi.domain.queries.lembar import sections_of
from evaluasi.enums import Kategori, Tahap, UsulanState
from evaluasi.models import CuplikanUnit, LembarKerja, UsulanUnit

PIECE = 1024 * 1024
MEDIA = "application/zip"
CSS = Path(settings.BASE_DIR) / "static" / "css"


@dataclass(frozen=True)
class Tersimpan:
    """A cited file within the bundle; `path` is empty when its bytes could not be read."""

    path: str
    sidik: str
    ukuran: int


@dataclass
class BarisButir:
    """One question as the page shows it."""

    kode: str
    nama: str
    answers: list[Isi]
    bukti: list[tuple[Isi, Tersimpan | None]] = field(default_factory=list)


@dataclass
class Bagian:
    """One area with its questions and points."""

    nama: str
    unit: str
    tpi: str
    butir: list[BarisButir]


@dataclass(frozen=True)
class Sumber:
    """What is packed: the content, its fingerprint, and whether it is what the city approved."""

    isi: Isi
    sidik: str
    frozen_at: datetime | None
    surat: str


def source_of(lembar: LembarKerja) -> Sumber:
    """The frozen content of a worksheet in force, else the worksheet as it stands."""
    rows = CuplikanUnit.objects.select_related("cuplikan__usulan", "opd")
    row = rows.filter(lembar=lembar, cuplikan__usulan__state=UsulanState.APPROVED).first()
    if row is not None:
        return Sumber(read_unit(row), row.sidik, row.cuplikan.made_at, row.cuplikan.usulan.nomor)
    probe = UsulanUnit(lembar=lembar, predikat=lembar.predikat, kategori=Kategori(lembar.predikat))
    isi = next(iter(build_units([probe]).values()))
    return Sumber(isi, fingerprint_of(canonical(isi)), None, "")


def make_bundle(lembar: LembarKerja, *, tell: Report = tell_nobody) -> Berkas:
    """Pack a worksheet and keep the zip. Memory does not grow with the files: they pass in pieces."""
    with tempfile.TemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR, prefix="paket-") as out:
        write_bundle(lembar, out, tell=tell)
        return store_stream(stream=out, name_hint=bundle_name(lembar), media_type=MEDIA)


def bundle_name(lembar: LembarKerja) -> str:
    """The name under which the bundle is offered."""
    return f"paket-darurat-{slugify(lembar.opd.short_name)[:50] or 'unit'}-{lembar.periode.year}.zip"


def write_bundle(lembar: LembarKerja, out: IO[bytes], *, tell: Report = tell_nobody) -> None:
    """Write the zip: index.html, isi.json, the files once each, and their fingerprints."""
    tell(2, "Membaca jawaban")
    sumber = source_of(lembar)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
        kept = _pack_files(archive, sumber.isi, tell)
        tell(92, "Menyusun halaman")
        index = render_to_string("evaluasi/portalrb/paket.html", _context(lembar, sumber, kept))
        archive.writestr("index.html", index)
        archive.writestr("isi.json", canonical(sumber.isi))
        sums = [f"{item.sidik}  {item.path}" for item in kept.values() if item.path]
        sums.append(f"{hashlib.sha256(canonical(sumber.isi).encode()).hexdigest()}  isi.json")
        archive.writestr("SHA256SUMS.txt", "\n".join(sums) + "\n")


def _pack_files(archive: zipfile.ZipFile, isi: Isi, tell: Report) -> dict[str, Tersimpan]:
    """Each cited file once, under a name that every system takes."""
    cited = {
        item["berkas"]["sidik"]: item["berkas"]
        for items in isi["bukti"].values()
        for item in items
        if item["berkas"]
    }
    rows = {row.sha256: row for row in Berkas.objects.filter(sha256__in=cited)}
    kept = {}
    for at, (sha256, facts) in enumerate(cited.items(), 1):
        tell(5 + 85 * at // len(cited), f"Berkas {at} dari {len(cited)}")
        path = f"bukti/{safe_name(at, facts['nama'])}"
        whole = sha256 in rows and _copy(archive, path, rows[sha256])
        kept[sha256] = Tersimpan(path if whole else "", sha256, facts["ukuran"])
    return kept


def safe_name(number: int, name: str) -> str:
    """A short name of plain letters, numbered so that no two are the same: 003-sk-tim.pdf."""
    name = clean_name(name)
    extension = slugify(extension_of(name))[:8]
    stem = slugify(name.rpartition(".")[0] if extension else name)[:60].strip("-") or "berkas"
    return f"{number:03d}-{stem}" + (f".{extension}" if extension else "")


def _copy(archive: zipfile.ZipFile, path: str, berkas: Berkas) -> bool:
    """Copy a file in pieces, as it is (pictures and PDF are compressed already); False when it cannot be read."""
    try:
        stream = open_berkas(berkas)
    except BytesMissing:
        return False
    info = zipfile.ZipInfo(path, date_time=timezone.localtime().timetuple()[:6])
    info.external_attr = 0o644 << 16
    with stream, archive.open(info, "w", force_zip64=berkas.size > 2**31) as target:
        while piece := stream.read(PIECE):
            target.write(piece)
    return True


def _context(lembar: LembarKerja, sumber: Sumber, kept: dict[str, Tersimpan]) -> dict[str, Any]:
    isi = sumber.isi
    total = isi["nilai"].get(TOTAL, {})
    return {
        "isi": isi,
        "sumber": sumber,
        "unit": lembar.opd,
        "contoh": lembar.contoh,
        "dibuat": timezone.now(),
        "total_unit": _points(total.get(Tahap.UNIT)),
        "total_tpi": _points(total.get(Tahap.TPI)),
        "bagian": _sections(lembar, isi, kept),
        "berkas": sum(bool(item.path) for item in kept.values()),
        "hilang": sum(not item.path for item in kept.values()),
        "gaya": _styles(),
    }


def _points(text: str | None) -> str:
    return indonesian(Decimal(text)) if text else ""


def _sections(lembar: LembarKerja, isi: Isi, kept: dict[str, Tersimpan]) -> list[Bagian]:
    struktur = struktur_for(lembar.periode.instrumen)
    answers: dict[str, list[Isi]] = {}
    for item in isi["answers"]:
        answers.setdefault(item["kode"], []).append(
            _labelled(item, struktur.simpul_by_kode[item["kode"]].masukan)
        )
    return [
        Bagian(
            nama=part.nama,
            unit=_points(isi["nilai"].get(part.kode, {}).get(Tahap.UNIT)),
            tpi=_points(isi["nilai"].get(part.kode, {}).get(Tahap.TPI)),
            butir=[
                BarisButir(
                    kode=kode,
                    nama=struktur.simpul_by_kode[kode].nama,
                    answers=answers.get(kode, []),
                    bukti=[
                        (item, kept.get(item["berkas"]["sidik"]) if item["berkas"] else None)
                        for item in isi["bukti"].get(kode, [])
                    ],
                )
                for kode in part.butir
            ],
        )
        for part in sections_of(struktur)
    ]


def _labelled(item: Isi, masukan: tuple[Any, ...]) -> Isi:
    label = next((entry.label for entry in masukan if entry.kunci == item["masukan"]), "")
    return item | {"label": label}


@cache
def _styles() -> str:
    """The portal's tokens and the bundle's own rules, to stand inside the page."""
    token = (CSS / "token.css").read_text(encoding="utf-8")
    before, _, rest = token.partition("@font-face {")
    return before + rest.partition("}")[2] + (CSS / "paket.css").read_text(encoding="utf-8")
