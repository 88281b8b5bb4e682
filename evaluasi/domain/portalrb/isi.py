"""What the ministry would be told of one unit, read from the worksheet as it stands now; plain data with a fingerprint."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from evaluasi.domain.instrumen_store import read_isi, simpul_ids
from evaluasi.domain.jawaban import Jawaban as Isian
from evaluasi.domain.nilai import plain
from evaluasi.domain.portalrb.pemetaan import places_of
from evaluasi.enums import Tahap
from evaluasi.models import Jawaban, LembarKerja, Nilai, Sitasi, SoalPortal, UsulanUnit

FORMAT = 1
Isi = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Nomor:
    """A question or one of its counts, and the number that the ministry gives it in that year, if any."""

    simpul_id: int
    kode: str
    masukan: str
    soal_id: int | None


def canonical(isi: Mapping[str, Any]) -> str:
    """The one JSON text of plain data: keys sorted, no blanks, no floats."""
    return json.dumps(isi, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def fingerprint_of(text: str) -> str:
    """SHA-256 of a canonical text; 64 hex digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def answer_text(isian: Isian | None, masukan: str) -> str | None:
    """An answer in the form of the contract: an option's key, a count, an index with a point; None when blank."""
    if isian is None:
        return None
    if isinstance(isian, Mapping):
        count = isian.get(masukan)
        return None if count is None else str(count)
    if isinstance(isian, Decimal):
        return f"{isian:f}"
    return isian


def build_units(units: Iterable[UsulanUnit]) -> dict[UsulanUnit, Isi]:
    """The content of several proposed units of one period; a constant number of SQL statements.

    `units` come with `lembar__opd` and `lembar__periode__instrumen`.
    """
    rows = list(units)
    sheets = [row.lembar for row in rows]
    soal = _numbers(sheets[0]) if sheets else []
    answers, evidence, scores = _answers(sheets), _evidence(sheets), _scores(sheets)
    return {
        row: _unit(row, soal, answers[row.lembar_id], evidence[row.lembar_id], scores[row.lembar_id])
        for row in rows
    }


def _numbers(lembar: LembarKerja) -> list[Nomor]:
    """Every place of the instrument with the ministry's number, as far as the year has one."""
    instrumen = lembar.periode.instrumen
    rows = SoalPortal.objects.filter(instrumen=instrumen, tahun=lembar.periode.year)
    given = {
        (kode, masukan or ""): number
        for kode, masukan, number in rows.values_list("simpul__kode", "masukan__kunci", "soal_id")
    }
    ids = simpul_ids(instrumen)
    return [
        Nomor(ids[place.kode], place.kode, place.masukan, given.get((place.kode, place.masukan)))
        for butir in read_isi(instrumen).butir
        for place in places_of(butir)
    ]


def _answers(sheets: list[LembarKerja]) -> dict[Any, dict[tuple[int, str], Jawaban]]:
    found: dict[Any, dict[tuple[int, str], Jawaban]] = defaultdict(dict)
    for row in Jawaban.objects.filter(lembar__in=sheets).order_by():
        found[row.lembar_id][row.simpul_id, row.tahap] = row
    return found


def _evidence(sheets: list[LembarKerja]) -> dict[Any, dict[str, list[Isi]]]:
    found: dict[Any, dict[str, list[Isi]]] = defaultdict(lambda: defaultdict(list))
    rows = Sitasi.objects.filter(lembar__in=sheets).select_related("dokumen__berkas", "simpul")
    for row in rows.order_by("cited_at", "id"):
        found[row.lembar_id][row.simpul.kode].append(_citation(row))
    return found


def _citation(row: Sitasi) -> Isi:
    dokumen, berkas = row.dokumen, row.dokumen.berkas
    return {
        "judul": dokumen.title,
        "jenis": dokumen.get_kind_display(),
        "tanggal": dokumen.effective_on.isoformat(),
        "halaman": row.pages,
        "keterangan": row.remark,
        "tautan": dokumen.link,
        "berkas": {
            "id": str(berkas.pk),
            "sidik": berkas.sha256,
            "ukuran": berkas.size,
            "jenis": berkas.media_type,
            "nama": dokumen.filename or dokumen.title,
        }
        if berkas
        else None,
    }


def _scores(sheets: list[LembarKerja]) -> dict[Any, dict[str, dict[str, str]]]:
    """Stored points by node and assessor, as decimal texts; what each printed figure stands on."""
    found: dict[Any, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    rows = Nilai.objects.filter(lembar__in=sheets).select_related("simpul").order_by()
    for row in rows:
        found[row.lembar_id][row.simpul.kode][row.tahap] = f"{row.buku_kerja:f}"
    return found


def _unit(
    row: UsulanUnit,
    soal: list[Nomor],
    answers: Mapping[tuple[int, str], Jawaban],
    evidence: Mapping[str, list[Isi]],
    scores: Mapping[str, Mapping[str, str]],
) -> Isi:
    lembar = row.lembar
    return {
        "format": FORMAT,
        "id": str(lembar.opd_id),
        "nama": lembar.opd.name,
        "kategori": row.kategori,
        "afirmasi": row.is_afirmasi,
        "tahun": lembar.periode.year,
        "lembar": str(lembar.pk),
        "instrumen": lembar.periode.instrumen.kode,
        "answers": [_soal(item, answers) for item in soal],
        "bukti": {kode: list(items) for kode, items in sorted(evidence.items())},
        "nilai": {kode: dict(points) for kode, points in sorted(scores.items())},
    }


def _soal(item: Nomor, answers: Mapping[tuple[int, str], Jawaban]) -> Isi:
    """One soal; a question with several counts repeats its note with each of them."""
    masukan = item.masukan
    unit, tpi = answers.get((item.simpul_id, Tahap.UNIT)), answers.get((item.simpul_id, Tahap.TPI))
    return {
        "soal_id": item.soal_id,
        "kode": item.kode,
        "masukan": masukan,
        "jawaban_unit": answer_text(plain(unit), masukan) if unit else None,
        "jawaban_tpi": answer_text(plain(tpi), masukan) if tpi else None,
        "catatan_unit": (unit.catatan or None) if unit else None,
        "catatan_tpi": (tpi.catatan or None) if tpi else None,
    }
