"""A worksheet as its assessors see it: where each question stands, what is left, and where to go next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Subquery

from dasar.izin import Actor
from evaluasi.domain.instrumen.data import SimpulData
from evaluasi.domain.instrumen_store import simpul_ids, struktur_for
from evaluasi.domain.nilai import plain
from evaluasi.domain.penilaian import why_not_same
from evaluasi.domain.queries.butir import short_number
from evaluasi.domain.queries.gerbang import name_of
from evaluasi.domain.queries.lembar import Bagian, sections_of
from evaluasi.enums import PutusanKind, Sikap, Tahap
from evaluasi.models import (
    BacaanDiskusi,
    BuktiDilihat,
    ButirKembali,
    Diskusi,
    Jawaban,
    LembarKerja,
    Putusan,
    Ronde,
    Sitasi,
)

WORDS = {Sikap.BELUM: "Catatan saja", Sikap.SAMA: "Sama", Sikap.BERBEDA: "Berbeda"}
TONES = {Sikap.BELUM: "draft", Sikap.SAMA: "done", Sikap.BERBEDA: "warning"}


@dataclass(frozen=True)
class ButirMeja:
    """One question at the desk."""

    kode: str
    nama: str
    sub: str
    bagian: str
    unit: str
    tpi: str
    sikap: str
    """Of the standing verdict; empty when there is none."""
    berubah: bool
    """The unit changed its answer or its evidence since the standing verdict."""
    diminta: str
    """What the last answered return asked here; empty when it did not."""
    ronde_ini: bool
    """Decided in the running round."""
    permintaan: str
    """What is to be asked when this round is returned."""
    catatan: bool
    bukti: int
    dibuka: int
    pesan: int
    alasan: str
    """Why it cannot be confirmed together with others; empty when it can."""

    @property
    def selesai(self) -> bool:
        """Whether nothing is left to decide here in this round."""
        decided = self.sikap in {Sikap.SAMA, Sikap.BERBEDA}
        return decided and (self.ronde_ini or not (self.berubah or self.diminta))

    @property
    def tanpa_alasan(self) -> bool:
        """Whether it differs from the unit without a word about why."""
        return self.sikap == Sikap.BERBEDA and not self.catatan

    @property
    def word(self) -> str:
        if not self.selesai and self.sikap in {Sikap.SAMA, Sikap.BERBEDA}:
            return "Berubah" if self.berubah else "Dijawab unit"
        if self.sikap == Sikap.BELUM and self.tpi:
            return "Belum lengkap"
        return WORDS[Sikap(self.sikap)] if self.sikap else "Belum dinilai"

    @property
    def tone(self) -> str:
        if not self.selesai and self.sikap in {Sikap.SAMA, Sikap.BERBEDA}:
            return "waiting"
        return TONES[Sikap(self.sikap)] if self.sikap else "neutral"


@dataclass(frozen=True)
class Meja:
    """All questions of a worksheet at the desk, in order."""

    lembar: LembarKerja
    ronde: Ronde | None
    rows: tuple[ButirMeja, ...]
    dilihat: Mapping[str, int]
    """Citations that this person has opened, to the version then."""
    unit: Mapping[str, Jawaban]
    tpi: Mapping[str, Jawaban]
    putusan: Mapping[str, Putusan]
    """Standing verdicts."""

    def row(self, kode: str) -> ButirMeja:
        """One question by its code. StopIteration when the instrument does not ask it."""
        return next(row for row in self.rows if row.kode == kode)

    @property
    def sisa(self) -> int:
        return sum(not row.selesai for row in self.rows)

    @property
    def sama(self) -> list[ButirMeja]:
        """Unfinished questions that can be confirmed together."""
        return [row for row in self.rows if not row.selesai and not row.alasan]

    @property
    def diminta(self) -> list[ButirMeja]:
        """Questions with something to ask of the unit, and none decided without a reason left."""
        return [row for row in self.rows if row.permintaan]

    def after(self, kode: str) -> str:
        """The next unfinished question, onward and around; empty when there is none."""
        codes = [row.kode for row in self.rows]
        at = codes.index(kode) + 1 if kode in codes else 0
        onward = [*self.rows[at:], *self.rows[: max(at - 1, 0)]]
        return next((row.kode for row in onward if not row.selesai), "")


SARINGAN: dict[str, tuple[str, Callable[[ButirMeja], bool]]] = {
    "belum": ("Belum dinilai", lambda row: not row.selesai),
    "berubah": ("Berubah sejak dinilai", lambda row: row.berubah),
    "berbeda": ("Berbeda", lambda row: row.sikap == Sikap.BERBEDA),
    "dikembalikan": ("Dikembalikan", lambda row: bool(row.diminta or row.permintaan)),
    "tanpa-bukti": ("Tanpa bukti", lambda row: not row.bukti),
    "pesan": ("Pesan baru", lambda row: row.pesan > 0),
    "": ("Semua", lambda row: bool(row.kode)),
}


def read_meja(lembar: LembarKerja, actor: Actor) -> Meja:
    """The whole desk of a worksheet; seven SQL queries however many questions and files."""
    codes = {pk: kode for kode, pk in simpul_ids(lembar.periode.instrumen).items()}
    struktur, ronde = struktur_for(lembar.periode.instrumen), _running(lembar)
    answers: dict[str, dict[str, Jawaban]] = {tahap: {} for tahap in Tahap.values}
    for row in Jawaban.objects.filter(lembar=lembar).order_by():
        answers[row.tahap][codes[row.simpul_id]] = row
    verdicts = Putusan.objects.filter(ronde__lembar=lembar, kind=PutusanKind.UTAMA)
    putusan = {codes[row.simpul_id]: row for row in verdicts.order_by("ronde__nomor")}
    sitasi, dilihat = read_evidence(lembar, actor)
    asked, unread = _asked(lembar, codes), _unread(lembar, actor)
    rows, part = [], {kode: bagian for bagian in sections_of(struktur) for kode in bagian.butir}
    for butir in struktur.butir:
        kode, simpul = butir.kode, butir.simpul
        facts = {
            "unit": answers[Tahap.UNIT].get(kode),
            "tpi": answers[Tahap.TPI].get(kode),
            "putusan": putusan.get(kode),
            "cited": sitasi.get(kode, {}),
        }
        place = {"nama": simpul.nama, "sub": f"{simpul.induk} {name_of(struktur, simpul.induk)}"}
        more = {"diminta": asked.get(kode, ""), "pesan": unread.get(kode, 0), "bagian": part[kode].nama}
        rows.append(_show(simpul, ronde, dilihat, **facts, **place, **more))
    return Meja(lembar, ronde, tuple(rows), dilihat, answers[Tahap.UNIT], answers[Tahap.TPI], putusan)


def _running(lembar: LembarKerja) -> Ronde | None:
    return Ronde.objects.filter(lembar=lembar, closed_at=None).first()


def read_evidence(lembar: LembarKerja, actor: Actor) -> tuple[dict[str, dict[str, int]], dict[str, int]]:
    """Citations of each question (id to version), and those this person opened; two SQL queries."""
    codes = {pk: kode for kode, pk in simpul_ids(lembar.periode.instrumen).items()}
    cited: dict[str, dict[str, int]] = {}
    rows = Sitasi.objects.filter(lembar=lembar).order_by().values_list("simpul_id", "pk", "version")
    for simpul, pk, version in rows:
        cited.setdefault(codes[simpul], {})[str(pk)] = version
    seen = BuktiDilihat.objects.filter(sitasi__lembar=lembar, pengguna=actor.pengguna).order_by()
    return cited, {str(pk): version for pk, version in seen.values_list("sitasi_id", "sitasi_version")}


def _asked(lembar: LembarKerja, codes: Mapping[int, str]) -> dict[str, str]:
    """The points of the latest return that the unit has answered."""
    last = Ronde.objects.filter(lembar=OuterRef("ronde__lembar"), closed_at__isnull=False).order_by("-nomor")
    rows = ButirKembali.objects.filter(ronde__lembar=lembar, ronde=Subquery(last.values("pk")[:1]))
    return {codes[pk]: text for pk, text in rows.order_by().values_list("simpul_id", "permintaan")}


def _unread(lembar: LembarKerja, actor: Actor) -> dict[str, int]:
    """Messages of the unit that this person has not read, by question."""
    mark = BacaanDiskusi.objects.filter(lembar=lembar, simpul=OuterRef("simpul"), pengguna=actor.pengguna)
    rows = Diskusi.objects.filter(
        ~Exists(mark.filter(read_at__gte=OuterRef("sent_at"))), lembar=lembar, pihak="unit"
    )
    return dict(rows.order_by().values_list("simpul__kode").annotate(n=Count("pk")))


def _show(
    butir: SimpulData,
    ronde: Ronde | None,
    dilihat: Mapping[str, int],
    *,
    unit: Jawaban | None,
    tpi: Jawaban | None,
    putusan: Putusan | None,
    cited: Mapping[str, int],
    **place: Any,
) -> ButirMeja:
    mine, theirs = plain(unit) if unit else None, plain(tpi) if tpi else None
    now = putusan is not None and ronde is not None and putusan.ronde_id == ronde.pk
    seen = sum(dilihat.get(pk) == version for pk, version in cited.items())
    return ButirMeja(
        kode=butir.kode,
        unit=brief(mine),
        tpi=brief(theirs),
        sikap=putusan.sikap if putusan else "",
        berubah=putusan is not None
        and ((unit.version if unit else 0) != putusan.unit_version or putusan.bukti != cited),
        ronde_ini=now,
        permintaan=putusan.permintaan if putusan and now else "",
        catatan=bool(tpi and tpi.catatan),
        bukti=len(cited),
        dibuka=seen,
        alasan=why_not_same(butir, mine, theirs, decided=now, cited=len(cited), seen=seen),
        **place,
    )


def brief(isian: Any) -> str:
    """An answer in as few signs as a list takes: the option, the number, the counts."""
    if isian is None:
        return ""
    if isinstance(isian, str):
        return isian
    if isinstance(isian, Mapping):
        return ", ".join(str(jumlah) for jumlah in isian.values())
    return short_number(isian)


def group_by_part(meja: Meja, rows: list[ButirMeja]) -> list[tuple[Bagian, list[ButirMeja]]]:
    """The rows under the part of the worksheet in which they stand; parts without rows are left out."""
    sections = sections_of(struktur_for(meja.lembar.periode.instrumen))
    groups = [(bagian, [row for row in rows if row.kode in bagian.butir]) for bagian in sections]
    return [(bagian, found) for bagian, found in groups if found]
