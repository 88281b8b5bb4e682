"""The blind second assessment as its pages show it: what to judge, and how far two people agree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from dasar.izin import Actor
from evaluasi.domain.bilangan import indonesian
from evaluasi.domain.instrumen.data import SimpulData
from evaluasi.domain.instrumen_store import struktur_for
from evaluasi.domain.jawaban import is_angka, value_of
from evaluasi.domain.kesepakatan import Kesepakatan, Pasangan, find_differing, measure
from evaluasi.domain.lhe.fakta import isian_words
from evaluasi.domain.nilai import plain
from evaluasi.enums import PutusanKind, Tahap
from evaluasi.models import ButirSampel, Jawaban, LembarKerja, Penugasan, Putusan, Sampel, Sitasi
from opd.enums import CITY_STAFF


def visible_sampel(actor: Actor) -> QuerySet[Sampel]:
    """Samples of the city for its staff; for an assessor those they lead or control, and those drawn for them."""
    rows = Sampel.objects.select_related("lembar__opd", "lembar__periode__instrumen", "penilai")
    if actor.has_city(*CITY_STAFF):
        return rows
    if actor.pengguna is None:
        return rows.none()
    mine = Penugasan.objects.reachable_by(actor).filter(lembar=OuterRef("lembar"))
    return rows.filter(Q(penilai=actor.pengguna) | Exists(mine))


def list_sampel(actor: Actor) -> QuerySet[Sampel]:
    """The same with how far each has come."""
    done = Count("butir", filter=Q(butir__kedua__isnull=False))
    return visible_sampel(actor).annotate(many=Count("butir"), done=done).order_by("-drawn_at")


def from_kept(simpul: SimpulData, kept: Any) -> Any:
    """A kept answer as the plain value that scoring takes."""
    return Decimal(kept) if kept is not None and is_angka(simpul) else kept


@dataclass(frozen=True)
class BarisSampel:
    """One question that both have judged."""

    butir: ButirSampel
    simpul: SimpulData
    unit: str
    first: str
    second: str
    first_note: str
    pair: Pasangan

    @property
    def decided(self) -> str:
        """Why one of the two stands, once the leader has said so."""
        row = getattr(self.butir, "penyelarasan", None)
        return row.reason if row else ""

    @property
    def differs(self) -> bool:
        return self.pair[0] != self.pair[1]


def read_pairs(sampel: Iterable[Sampel]) -> dict[Any, list[BarisSampel]]:
    """The questions that both have judged, by sample. The first verdict is the assessors' own of the same round, as
    it was before any reconciliation. Four SQL statements whatever the number of samples."""
    samples = {row.pk: row for row in sampel}
    rows = list(
        ButirSampel.objects.filter(sampel__in=samples, kedua__isnull=False)
        .select_related("kedua", "simpul", "penyelarasan")
        .order_by("simpul__urutan")
    )
    sheets = [row.lembar_id for row in samples.values()]
    firsts: dict[tuple[Any, int], Putusan] = {}
    verdicts = Putusan.objects.filter(ronde__lembar__in=sheets, kind=PutusanKind.UTAMA).select_related(
        "ronde"
    )
    for verdict in verdicts.order_by("ronde__nomor"):
        firsts[verdict.ronde.lembar_id, verdict.simpul_id] = verdict
    units = {
        (row.lembar_id, row.simpul_id): row
        for row in Jawaban.objects.filter(lembar__in=sheets, tahap=Tahap.UNIT).order_by()
    }
    found: dict[Any, list[BarisSampel]] = defaultdict(list)
    for row in rows:
        lembar = samples[row.sampel_id].lembar
        line = _line(
            row, lembar, firsts.get((lembar.pk, row.simpul_id)), units.get((lembar.pk, row.simpul_id))
        )
        if line is not None:
            found[row.sampel_id].append(line)
    return found


def _line(
    row: ButirSampel, lembar: LembarKerja, first: Putusan | None, unit: Jawaban | None
) -> BarisSampel | None:
    if first is None or row.kedua is None:
        return None
    simpul = struktur_for(lembar.periode.instrumen).butir_by_kode[row.simpul.kode].simpul
    one, two = from_kept(simpul, first.isian), from_kept(simpul, row.kedua.isian)
    left, right = value_of(simpul, one), value_of(simpul, two)
    if left is None or right is None:
        return None
    return BarisSampel(
        butir=row,
        simpul=simpul,
        unit=isian_words(simpul, plain(unit) if unit else None),
        first=isian_words(simpul, one),
        second=isian_words(simpul, two),
        first_note=first.catatan,
        pair=(left, right),
    )


@dataclass(frozen=True)
class Ukuran:
    """Agreement in words."""

    judul: str
    kesepakatan: Kesepakatan
    jarak: Fraction = Fraction(0)

    @property
    def persen(self) -> str:
        value = self.kesepakatan.persen
        return f"{indonesian(value)}%" if value is not None else "–"

    @property
    def kappa(self) -> str:
        value = self.kesepakatan.kappa
        if value is None:
            return "–"
        return ("−" if value < 0 else "") + indonesian(abs(value))


@dataclass(frozen=True)
class Papan:
    """Agreement over all samples that a person sees: altogether, by pair of people, and the questions to calibrate."""

    semua: Ukuran
    pasangan: list[Ukuran]
    kalibrasi: list[Ukuran]


def read_agreement(actor: Actor) -> Papan:
    """How far first and second assessors agree; for those who lead, control or coordinate."""
    samples = [
        row for row in visible_sampel(actor) if actor.pengguna is None or row.penilai_id != actor.pengguna.pk
    ]
    pairs = read_pairs(samples)
    firsts = _first_names(samples)
    by_pair: dict[str, list[Pasangan]] = defaultdict(list)
    by_code: dict[str, list[Pasangan]] = defaultdict(list)
    names: dict[str, str] = {}
    for sampel in samples:
        who = f"{firsts.get(sampel.lembar_id, 'Penilai pertama')} dan {sampel.penilai.name}"
        for line in pairs.get(sampel.pk, []):
            by_pair[who].append(line.pair)
            by_code[line.simpul.kode].append(line.pair)
            names[line.simpul.kode] = f"{line.simpul.kode} {line.simpul.nama}"
    every = [pair for rows in by_pair.values() for pair in rows]
    return Papan(
        Ukuran("Semua sampel", measure(every)),
        [Ukuran(who, measure(rows)) for who, rows in sorted(by_pair.items())],
        [Ukuran(names[kode], found, gap) for kode, found, gap in find_differing(by_code)],
    )


def _first_names(samples: list[Sampel]) -> dict[Any, str]:
    rows = Penugasan.objects.filter(lembar__in=[row.lembar_id for row in samples])
    return dict(rows.values_list("lembar_id", "penilai__pengguna__name"))


@dataclass(frozen=True)
class ButirButa:
    """A drawn question as the second assessor sees it: the unit's side only."""

    butir: ButirSampel
    simpul: SimpulData
    unit: str
    unit_note: str
    bukti: list[Sitasi]


def read_blind(sampel: Sampel, butir: ButirSampel) -> ButirButa:
    """One drawn question with the unit's answer, note and evidence; nothing of the first assessment is read."""
    simpul = struktur_for(sampel.lembar.periode.instrumen).butir_by_kode[butir.simpul.kode].simpul
    unit = Jawaban.objects.filter(lembar=sampel.lembar, simpul=butir.simpul, tahap=Tahap.UNIT).first()
    cited = Sitasi.objects.filter(lembar=sampel.lembar, simpul=butir.simpul).select_related("dokumen")
    return ButirButa(
        butir,
        simpul,
        isian_words(simpul, plain(unit) if unit else None),
        unit.catatan if unit else "",
        list(cited),
    )
