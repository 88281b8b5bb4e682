"""The workload of the assessors: per worksheet and per person what is left, how long it took, and when it may be done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum
from django.utils import timezone

from dasar.izin import Actor
from evaluasi.domain.benturan import Riwayat, read_posts, why_conflicted
from evaluasi.domain.instrumen.data import TOTAL
from evaluasi.enums import LembarState, PutusanKind, Sikap, Tahap
from evaluasi.models import ButirKembali, LembarKerja, Nilai, Penugasan, Periode, Putusan, Ronde

HARI_LAJU = 14
"""Over how many days the pace is measured: a rule of the portal, said where a forecast is shown."""
MENUNGGU = (LembarState.SUBMITTED, LembarState.IN_REVIEW)
SELESAI = (LembarState.APPROVED, LembarState.PROPOSED, LembarState.DECIDED)


@dataclass(frozen=True)
class Beban:
    """One worksheet in somebody's hands."""

    penugasan: Penugasan
    butir: int
    dinilai: int
    """Questions with an answer of the assessors."""
    ulang: int
    """Questions that the unit answered after a return and nobody decided since."""
    detik: int
    putusan: int
    laju: int
    """Verdicts of the last days."""
    sejak: date | None
    """When this round was handed in."""
    ronde: int
    benturan: str
    perkiraan: date | None = None

    @property
    def lembar(self) -> LembarKerja:
        return self.penugasan.lembar

    @property
    def sisa(self) -> int:
        """Questions left to decide, also while the unit has the worksheet; none once the team has approved."""
        if self.lembar.state in SELESAI:
            return 0
        return self.butir - self.dinilai + self.ulang

    @property
    def menit(self) -> int:
        return round(self.detik / 60)

    @property
    def umur(self) -> int | None:
        """Days that it waits at the assessors; None when it does not."""
        if self.sejak is None or self.lembar.state not in MENUNGGU:
            return None
        return (timezone.localdate() - self.sejak).days

    @property
    def di_unit(self) -> bool:
        """Whether the unit has the worksheet: not yet handed in, or returned."""
        return self.lembar.state not in (*MENUNGGU, *SELESAI)

    @property
    def tenggat(self) -> date | None:
        return self.penugasan.due_on or self.lembar.periode.review_due_on

    @property
    def lewat(self) -> bool:
        """Whether the day by which it was asked has passed."""
        return self.tenggat is not None and bool(self.sisa) and timezone.localdate() > self.tenggat

    @property
    def terlambat(self) -> bool:
        """Whether it is, or by the forecast will be, later than asked."""
        if self.tenggat is None or not self.sisa:
            return False
        return self.lewat or bool(self.perkiraan and self.perkiraan > self.tenggat)


@dataclass(frozen=True)
class BebanOrang:
    """Everything one first assessor has in hand."""

    nama: str
    unit: int
    sisa: int
    menit: int
    detik_butir: int | None
    """Seconds a question, over all decided so far."""
    per_hari: str
    perkiraan: date | None
    terlambat: bool


@dataclass(frozen=True)
class PapanTim:
    """All worksheets of some assignments, and the people who have them."""

    rows: list[Beban]
    orang: list[BebanOrang]
    belum_ditugaskan: list[LembarKerja]
    hari_laju: int = HARI_LAJU

    @property
    def sisa(self) -> int:
        return sum(row.sisa for row in self.rows)

    @property
    def menit(self) -> int:
        return sum(row.menit for row in self.rows)


def list_own(actor: Actor) -> PapanTim:
    """What this person works on, the most pressing first; a constant number of SQL queries."""
    return read_beban(Penugasan.objects.reachable_by(actor), [])


def read_papan(periode: Periode) -> PapanTim:
    """The whole year's board with the worksheets nobody has yet; a constant number of SQL queries."""
    free = LembarKerja.objects.filter(periode=periode, penugasan=None).select_related("opd", "periode")
    return read_beban(Penugasan.objects.filter(lembar__periode=periode), list(free.order_by("opd__name")))


def read_beban(penugasan: QuerySet[Penugasan], free: list[LembarKerja]) -> PapanTim:
    """The workload of these assignments; nine SQL queries, however many."""
    given = list(
        penugasan.select_related("lembar__opd", "lembar__periode", "tim", "penilai__pengguna").order_by(
            "tim__name", "lembar__opd__name"
        )
    )
    if not given:
        return PapanTim([], [], free)
    sheets = penugasan.order_by().values("lembar")
    facts = {
        "nilai": _answered(sheets),
        "putusan": _worked(sheets),
        "ulang": _again(sheets),
        "ronde": _rounds(sheets),
    }
    riwayat = read_posts({row.penilai.pengguna for row in given})
    rows = [_line(row, riwayat, **facts) for row in given]
    orang, finish = _people(rows)
    rows = [_with_forecast(row, finish) for row in rows]
    return PapanTim(sorted(rows, key=_pressing), orang, free)


def _pressing(row: Beban) -> tuple[Any, ...]:
    waits = row.lembar.state in MENUNGGU
    return (not waits, row.lembar.state in SELESAI, -(row.umur or 0), row.lembar.opd.name)


def _answered(sheets: QuerySet[Any]) -> Mapping[Any, tuple[int, int]]:
    rows = Nilai.objects.filter(lembar__in=sheets, simpul__kode=TOTAL, tahap__in=(Tahap.UNIT, Tahap.TPI))
    found: dict[Any, tuple[int, int]] = {}
    for lembar, tahap, terisi, butir in rows.order_by().values_list("lembar", "tahap", "terisi", "butir"):
        done = terisi if tahap == Tahap.TPI else found.get(lembar, (0, 0))[0]
        found[lembar] = (done, butir)
    return found


def _worked(sheets: QuerySet[Any]) -> Mapping[Any, tuple[int, int, int]]:
    since = timezone.now() - timedelta(days=HARI_LAJU)
    rows = Putusan.objects.filter(ronde__lembar__in=sheets, kind=PutusanKind.UTAMA).exclude(sikap=Sikap.BELUM)
    grouped = rows.order_by().values_list("ronde__lembar")
    recent = Count("pk", filter=Q(decided_at__gte=since))
    return {
        lembar: (detik, count, pace)
        for lembar, detik, count, pace in grouped.annotate(Sum("detik"), n=Count("pk"), pace=recent)
    }


def _again(sheets: QuerySet[Any]) -> Mapping[Any, int]:
    """Answered points of the round just before the running one that nobody has decided since."""
    decided = Putusan.objects.filter(
        ronde__lembar=OuterRef("ronde__lembar"),
        ronde__nomor=OuterRef("ronde__nomor") + 1,
        simpul=OuterRef("simpul"),
        kind=PutusanKind.UTAMA,
    ).exclude(sikap=Sikap.BELUM)
    follows = Ronde.objects.filter(
        lembar=OuterRef("ronde__lembar"), closed_at=None, nomor=OuterRef("ronde__nomor") + 1
    )
    rows = ButirKembali.objects.filter(Exists(follows), ~Exists(decided), ronde__lembar__in=sheets)
    return dict(rows.order_by().values_list("ronde__lembar").annotate(n=Count("pk")))


def _rounds(sheets: QuerySet[Any]) -> Mapping[Any, tuple[int, date]]:
    rows = Ronde.objects.filter(lembar__in=sheets, closed_at=None).order_by()
    return {
        lembar: (nomor, timezone.localdate(at))
        for lembar, nomor, at in rows.values_list("lembar", "nomor", "opened_at")
    }


def _line(
    row: Penugasan,
    riwayat: Riwayat,
    *,
    nilai: Mapping[Any, tuple[int, int]],
    putusan: Mapping[Any, tuple[int, int, int]],
    ulang: Mapping[Any, int],
    ronde: Mapping[Any, tuple[int, date]],
) -> Beban:
    lembar, person = row.lembar, row.penilai.pengguna_id
    done, butir = nilai.get(lembar.pk, (0, 0))
    detik, count, pace = putusan.get(lembar.pk, (0, 0, 0))
    nomor, since = ronde.get(lembar.pk, (0, None))
    why = why_conflicted(riwayat, person, lembar.opd, lembar.periode, timezone.localdate(), named=False)
    again = ulang.get(lembar.pk, 0)
    return Beban(row, butir, done, again, detik or 0, count, pace, since, nomor, why)


def _people(rows: Iterable[Beban]) -> tuple[list[BebanOrang], dict[Any, date]]:
    """Each first assessor's sum, and when at their pace all they have is decided."""
    by_person: dict[Any, list[Beban]] = defaultdict(list)
    for row in rows:
        by_person[row.penugasan.penilai.pengguna].append(row)
    people, finish = [], {}
    for person, mine in by_person.items():
        left, pace = sum(row.sisa for row in mine), sum(row.laju for row in mine)
        day = finish_of(left, pace)
        if day:
            finish[person.pk] = day
        count, detik = sum(row.putusan for row in mine), sum(row.detik for row in mine)
        due = [row.tenggat for row in mine if row.tenggat and row.sisa]
        late = bool(due and (timezone.localdate() > min(due) or (day and day > min(due))))
        people.append(
            BebanOrang(
                nama=str(person),
                unit=len(mine),
                sisa=left,
                menit=round(detik / 60),
                detik_butir=round(detik / count) if count and detik else None,
                per_hari=f"{pace // HARI_LAJU},{pace * 10 // HARI_LAJU % 10}",
                perkiraan=day,
                terlambat=late,
            )
        )
    return sorted(people, key=lambda each: -each.sisa), finish


def finish_of(left: int, pace: int) -> date | None:
    """On which day `left` questions are done at `pace` questions in `HARI_LAJU` days; None where nothing tells."""
    if not left or not pace:
        return None
    return timezone.localdate() + timedelta(days=-(-left * HARI_LAJU // pace))


def _with_forecast(row: Beban, finish: Mapping[Any, date]) -> Beban:
    day = finish.get(row.penugasan.penilai.pengguna_id) if row.sisa else None
    return Beban(**{**row.__dict__, "perkiraan": day})


def running_periode() -> Periode | None:
    """The year on which teams work: the newest with a worksheet."""
    rows = Periode.objects.filter(Exists(LembarKerja.objects.filter(periode=OuterRef("pk"))))
    return rows.order_by(F("year").desc()).first()
