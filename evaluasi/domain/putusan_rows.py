"""What a verdict has to read of a worksheet under its lock: of one question for a save, of all for many at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import FilteredRelation, Q

from dasar.errors import WrongState
from dasar.izin import Actor
from evaluasi.domain.jawaban import Jawaban as Isian
from evaluasi.domain.jawaban_rows import read_held
from evaluasi.domain.nilai import plain
from evaluasi.domain.ronde import current_round
from evaluasi.enums import LembarState, PutusanKind, Tahap
from evaluasi.models import BuktiDilihat, Jawaban, LembarKerja, Putusan, Ronde, Sitasi

MOVED = "Status lembar kerja baru saja berubah; penilaian tidak dapat disimpan. Muat ulang halaman."


@dataclass(frozen=True)
class Bahan:
    """One question as a verdict finds it. `row` and `putusan` (of the running round) are new where there is none."""

    row: Jawaban
    """The assessors' answer."""
    putusan: Putusan
    unit: Jawaban | None
    sitasi: Mapping[str, int]
    """Citations to their version."""
    dilihat: Mapping[str, int]
    """Of these the ones that the person has opened as they stand now."""
    rekomendasi: str = ""
    """Of the latest verdict in any round."""

    @property
    def unit_isian(self) -> Isian | None:
        return plain(self.unit) if self.unit else None


def require_under_review(state: str) -> None:
    """Raise `WrongState` unless the worksheet is handed in and not yet approved or returned."""
    if state not in {LembarState.SUBMITTED, LembarState.IN_REVIEW}:
        raise WrongState(MOVED)


@dataclass(frozen=True)
class SatuButir:
    """One question of a held worksheet, with the assessors' answers to all of them by the key of their node."""

    state: str
    isian: Mapping[int, Isian | None]
    bahan: Bahan


def read_one(lembar: LembarKerja, actor: Actor, simpul: int) -> SatuButir:
    """One question of a worksheet that `lock_lembar` holds; three SQL queries. Raises `WrongState` when it moved on."""
    read = read_held(lembar, simpul, Tahap.TPI)
    require_under_review(read.state)
    said = FilteredRelation("putusan", condition=Q(putusan__simpul=simpul, putusan__kind=PutusanKind.UTAMA))
    running = Ronde.objects.filter(lembar=lembar, closed_at=None).annotate(said=said)
    ronde = running.select_related("said").order_by().first()
    if ronde is None:
        raise WrongState(MOVED)
    opened = FilteredRelation("dilihat", condition=Q(dilihat__pengguna=actor.pengguna))
    cited = Sitasi.objects.filter(lembar=lembar, simpul=simpul).annotate(opened=opened).order_by()
    rows = list(cited.values_list("pk", "version", "opened__sitasi_version"))
    bahan = Bahan(
        row=read.row,
        putusan=getattr(ronde, "said", None) or Putusan(ronde=ronde, simpul_id=simpul),
        unit=read.unit,
        sitasi={str(pk): version for pk, version, _ in rows},
        dilihat={str(pk): version for pk, version, seen in rows if seen == version},
    )
    return SatuButir(read.state, read.isian, bahan)


@dataclass(frozen=True)
class SemuaButir:
    """All questions of a held worksheet: both sides' answers, the verdicts of this round and the latest ones."""

    lembar: LembarKerja
    ronde: Ronde
    unit: Mapping[int, Jawaban]
    tpi: Mapping[int, Jawaban]
    berlaku: Mapping[int, Putusan]
    """Of whichever round is the latest."""
    sitasi: Mapping[int, Mapping[str, int]]
    dilihat: Mapping[str, int]

    def bahan(self, simpul: int) -> Bahan:
        """What there is of one question."""
        latest, cited = self.berlaku.get(simpul), self.sitasi.get(simpul, {})
        fresh = Jawaban(lembar=self.lembar, simpul_id=simpul, tahap=Tahap.TPI, version=0)
        standing = latest if latest and latest.ronde_id == self.ronde.pk else None
        return Bahan(
            row=self.tpi.get(simpul, fresh),
            putusan=standing or Putusan(ronde=self.ronde, simpul_id=simpul),
            unit=self.unit.get(simpul),
            sitasi=cited,
            dilihat={pk: version for pk, version in cited.items() if self.dilihat.get(pk) == version},
            rekomendasi=latest.rekomendasi if latest else "",
        )


def read_all(lembar: LembarKerja, actor: Actor) -> SemuaButir:
    """All questions of a worksheet that `lock_lembar` holds; five SQL queries. Raises `WrongState` without a round."""
    ronde = current_round(lembar)
    if ronde is None:
        raise WrongState(MOVED)
    cited: dict[int, dict[str, int]] = {}
    rows = Sitasi.objects.filter(lembar=lembar).order_by()
    for node, pk, version in rows.values_list("simpul_id", "pk", "version"):
        cited.setdefault(node, {})[str(pk)] = version
    seen = BuktiDilihat.objects.filter(sitasi__in=rows, pengguna=actor.pengguna).order_by()
    verdicts = Putusan.objects.filter(ronde__lembar=lembar, kind=PutusanKind.UTAMA).order_by("ronde__nomor")
    answers: dict[str, dict[int, Jawaban]] = {Tahap.UNIT: {}, Tahap.TPI: {}}
    for row in Jawaban.objects.filter(lembar=lembar, tahap__in=list(answers)).order_by():
        answers[row.tahap][row.simpul_id] = row
    return SemuaButir(
        lembar=lembar,
        ronde=ronde,
        unit=answers[Tahap.UNIT],
        tpi=answers[Tahap.TPI],
        berlaku={row.simpul_id: row for row in verdicts},
        sitasi=cited,
        dilihat={str(pk): version for pk, version in seen.values_list("sitasi_id", "sitasi_version")},
    )
