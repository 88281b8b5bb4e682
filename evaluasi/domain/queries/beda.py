"""What unit, TPI and TPN say, side by side: in points, in words, round by round. Nothing is blended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from evaluasi.domain.bilangan import half_up, indonesian
from evaluasi.domain.instrumen.data import TOTAL
from evaluasi.domain.instrumen_store import simpul_ids, struktur_for
from evaluasi.domain.jawaban import value_of
from evaluasi.domain.nilai import plain
from evaluasi.domain.penilaian import from_json
from evaluasi.domain.queries.lembar import Bagian, sections_of
from evaluasi.domain.queries.simpanan import answer_words
from evaluasi.domain.struktur import Struktur
from evaluasi.enums import PutusanKind, Sikap, Tahap
from evaluasi.models import ButirKembali, Jawaban, LembarKerja, Nilai, Putusan, Ronde


@dataclass(frozen=True)
class Suara:
    """What one assessor says: the answer in words, its points, the note. `poin` is empty without an answer."""

    isian: str
    poin: str
    catatan: str


@dataclass(frozen=True)
class SuaraRonde:
    """What was said in one round."""

    nomor: int
    unit: str
    tpi: str
    catatan: str
    rekomendasi: str
    diminta: str


@dataclass(frozen=True)
class BarisBeda:
    """One question with everybody's answer; `selisih` says who gives how many points more or less than the one before,
    where they differ."""

    kode: str
    nama: str
    suara: Mapping[str, Suara]
    selisih: tuple[tuple[str, str], ...]
    rekomendasi: str
    ronde: tuple[SuaraRonde, ...]
    beda: bool


@dataclass(frozen=True)
class BagianBeda:
    """A part with everybody's stored points, and its questions."""

    nama: str
    nilai: Mapping[str, str]
    rows: tuple[BarisBeda, ...]


@dataclass(frozen=True)
class Perbandingan:
    """The whole comparison of a worksheet."""

    tahap: tuple[tuple[str, str], ...]
    total: Mapping[str, str]
    bagian: tuple[BagianBeda, ...]
    beda: int
    butir: int


def read_beda(lembar: LembarKerja, *, only: bool) -> Perbandingan:
    """Everybody's answers side by side; with `only` those questions alone on which they differ. Six SQL queries."""
    struktur = struktur_for(lembar.periode.instrumen)
    codes = {pk: kode for kode, pk in simpul_ids(lembar.periode.instrumen).items()}
    answers: dict[str, dict[str, Jawaban]] = {}
    for row in Jawaban.objects.filter(lembar=lembar).order_by():
        answers.setdefault(codes[row.simpul_id], {})[row.tahap] = row
    stages = tuple(
        (str(tahap.value), str(tahap.label))
        for tahap in Tahap
        if tahap != Tahap.TPN or any(Tahap.TPN in said for said in answers.values())
    )
    rounds = _rounds(lembar, struktur, codes)
    rows = {
        butir.kode: _line(struktur, butir.kode, answers.get(butir.kode, {}), rounds.get(butir.kode, []))
        for butir in struktur.butir
    }
    stored = _stored(lembar, codes)
    return Perbandingan(
        tahap=stages,
        total=stored.get(TOTAL, {}),
        bagian=tuple(_part(part, rows, stored, only) for part in sections_of(struktur)),
        beda=sum(row.beda for row in rows.values()),
        butir=len(rows),
    )


def _part(
    bagian: Bagian, rows: Mapping[str, BarisBeda], stored: Mapping[str, Mapping[str, str]], only: bool
) -> BagianBeda:
    mine = tuple(rows[kode] for kode in bagian.butir if rows[kode].beda or not only)
    return BagianBeda(bagian.nama, stored.get(bagian.kode, {}), mine)


def _stored(lembar: LembarKerja, codes: Mapping[int, str]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    rows = Nilai.objects.filter(lembar=lembar).order_by().values_list("simpul_id", "tahap", "buku_kerja")
    for simpul, tahap, nilai in rows:
        found.setdefault(codes[simpul], {})[tahap] = indonesian(nilai)
    return found


def _line(struktur: Struktur, kode: str, said: Mapping[str, Jawaban], rounds: list[SuaraRonde]) -> BarisBeda:
    simpul, bobot = struktur.simpul_by_kode[kode], struktur.bobot_of(kode)
    points: dict[str, Fraction] = {}
    suara = {}
    for tahap, row in said.items():
        isian = plain(row)
        value = value_of(simpul, isian)
        if value is not None:
            points[tahap] = value * bobot
        poin = indonesian(half_up(points[tahap])) if tahap in points else ""
        suara[tahap] = Suara(answer_words(simpul, isian), poin, row.catatan)
    return BarisBeda(
        kode=kode,
        nama=simpul.nama,
        suara=suara,
        selisih=_gaps(points),
        rekomendasi=rounds[-1].rekomendasi if rounds else "",
        ronde=tuple(rounds),
        beda=_differ(said),
    )


def _differ(said: Mapping[str, Jawaban]) -> bool:
    """Whether two of them answered differently; an assessor who has not answered yet says nothing."""
    heard = [isian for row in said.values() if (isian := plain(row)) is not None or row.tahap == Tahap.UNIT]
    return any(isian != heard[0] for isian in heard)


def _gaps(points: Mapping[str, Fraction]) -> tuple[tuple[str, str], ...]:
    """TPI against the unit, TPN against TPI: the points by which the later one differs."""
    found = []
    for earlier, later in pairwise(tahap for tahap in Tahap if tahap in points):
        gap = points[later] - points[earlier]
        if gap:
            sign = "+" if gap > 0 else "−"
            found.append((str(later.label), f"{sign}{indonesian(half_up(abs(gap)))}"))
    return tuple(found)


def _rounds(lembar: LembarKerja, struktur: Struktur, codes: Mapping[int, str]) -> dict[str, list[SuaraRonde]]:
    """What was said in each round, by question, oldest first; three SQL queries."""
    verdicts = Putusan.objects.filter(ronde__lembar=lembar, kind=PutusanKind.UTAMA).order_by()
    said = {(row.ronde_id, codes[row.simpul_id]): row for row in verdicts}
    points = ButirKembali.objects.filter(ronde__lembar=lembar).order_by()
    asked = {(row.ronde_id, codes[row.simpul_id]): row.permintaan for row in points}
    found: dict[str, list[SuaraRonde]] = {}
    for ronde in Ronde.objects.filter(lembar=lembar).order_by("nomor"):
        for butir in struktur.butir:
            key = (ronde.pk, butir.kode)
            if key in said or key in asked:
                line = _round(ronde.nomor, struktur, butir.kode, said.get(key), asked.get(key, ""))
                found.setdefault(butir.kode, []).append(line)
    return found


def _round(nomor: int, struktur: Struktur, kode: str, row: Putusan | None, diminta: str) -> SuaraRonde:
    simpul = struktur.simpul_by_kode[kode]
    if row is None:
        return SuaraRonde(nomor, "", "", "", "", diminta)
    unit = answer_words(simpul, from_json(simpul, row.unit_isian))
    tpi = "" if row.sikap == Sikap.BELUM else answer_words(simpul, from_json(simpul, row.isian))
    return SuaraRonde(nomor, unit, tpi, row.catatan, row.rekomendasi, diminta)
