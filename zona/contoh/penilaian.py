"""Example worksheets in every stage, of example units and two years; last year's can be copied forward from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from dasar.izin import Actor, Peran
from evaluasi.domain.instrumen_store import load_pustaka, read_isi
from evaluasi.domain.jawaban import Jawaban
from evaluasi.domain.lembar_kerja import copy_forward, create_lembar, submit_lembar
from evaluasi.domain.pengisian import import_jawaban
from evaluasi.domain.periode import create_periode, update_periode
from evaluasi.enums import PredikatKind
from evaluasi.models import Instrumen, LembarKerja, Periode
from opd.enums import Role
from opd.models import Opd
from zona.contoh.bukti import cite_library, fill_library, show_oddities
from zona.contoh.jawaban import answers_for, notes_for
from zona.contoh.reviu import Sampai, load_reviu

INSTRUMEN = "permenpan-90-2021"
BASIS = "Jadwal contoh, bukan jadwal kota"


@dataclass(frozen=True)
class Rencana:
    """What becomes of a unit: how far this year, how good its answers are, and whether last year's stands."""

    stage: Sampai
    level: int = 70
    last_year: bool = False


PLAN: dict[str, Rencana] = {
    "CTH-DINDIK": Rencana(Sampai.COMPLETE, 66),
    "CTH-DINSOS": Rencana(Sampai.SUBMITTED, 52, last_year=True),
    "CTH-DPUPR": Rencana(Sampai.RETURNED, 48),
    "CTH-DINDAG": Rencana(Sampai.IN_REVIEW, 88, last_year=True),
    "CTH-DKP": Rencana(Sampai.COPIED, 74, last_year=True),
    "CTH-KESBANGPOL": Rencana(Sampai.SUBMITTED, 94),
    "CTH-BUMD": Rencana(Sampai.SUBMITTED, 80),
}
PLACES = {"belum": Rencana(Sampai.HALF, 68, last_year=True), "kecamatan": Rencana(Sampai.BLANK)}


def load_penilaian(units: dict[str, Opd], places: dict[str, Opd], actors: dict[str, Actor]) -> None:
    """Both years with all worksheets; everything goes through what people use, in the order in which they do."""
    load_pustaka(actor=None)
    now = timezone.localtime()
    last, this = _open(now.year - 1, now), _open(now.year, now)
    plan = {units[code]: line for code, line in PLAN.items() if code in units}
    plan |= {places[place]: line for place, line in PLACES.items()}
    keepers = {opd: _keeper(opd, actors["bagor"]) for opd in plan}
    keepers |= {places["belum"]: actors["kepala"], places["kecamatan"]: actors["operator.camat"]}
    _load_last_year(last, {opd: line for opd, line in plan.items() if line.last_year}, keepers, actors)
    sheets = {opd: _load_this_year(opd, this, line, keepers[opd]) for opd, line in plan.items()}
    load_reviu(
        {lembar: plan[opd].stage for opd, lembar in sheets.items()},
        keepers={lembar: keepers[opd] for opd, lembar in sheets.items()},
        actors=actors,
    )
    shown, other = places["belum"], next(opd for opd in plan if opd.contoh and opd != places["belum"])
    show_oddities(shown, other, actor=keepers[shown], other_actor=keepers[other])


def _keeper(opd: Opd, clerk: Actor) -> Actor:
    """The clerk who enters the examples, in the place of the head of an example unit."""
    return Actor(clerk.pengguna, (Peran(Role.KEPALA, opd.pk, opd.jalur),))


def _open(year: int, now: datetime) -> Periode:
    """A year whose window is open now, all of this year."""
    instrumen = Instrumen.objects.get(kode=INSTRUMEN)
    closes = now.replace(month=12, day=31, hour=23, minute=59, second=59, microsecond=0)
    opens = closes.replace(year=year, month=1, day=1, hour=0, minute=0, second=0)
    return create_periode(
        actor=None,
        year=year,
        instrumen=instrumen,
        opens_at=opens,
        closes_at=closes,
        propose_opens_at=None if year < now.year else now.replace(microsecond=0) + timedelta(days=14),
        propose_closes_at=None if year < now.year else now.replace(microsecond=0) + timedelta(days=28),
        basis=BASIS,
        contoh=True,
    )


def _load_last_year(
    periode: Periode, plan: dict[Opd, Rencana], keepers: dict[Opd, Actor], actors: dict[str, Actor]
) -> None:
    """Complete worksheets, handed in before the window of that year closed at the end of June."""
    sheets = [
        _fill(
            opd,
            periode,
            answers=answers_for(read_isi(periode.instrumen), opd.code, line.level - 12),
            actor=keepers[opd],
        )
        for opd, line in plan.items()
    ]
    closes = periode.closes_at.replace(year=periode.year, month=6, day=30)
    closed = update_periode(periode, version=periode.version, actor=actors["koordinator"], closes_at=closes)
    for lembar in sheets:
        lembar.periode = closed
        submit_lembar(lembar, actor=keepers[lembar.opd], at=closes - timedelta(days=3))


def _load_this_year(opd: Opd, periode: Periode, line: Rencana, keeper: Actor) -> LembarKerja:
    """One worksheet as far as its unit has come with it."""
    answers = answers_for(read_isi(periode.instrumen), opd.code, line.level)
    if line.stage in {Sampai.BLANK, Sampai.COPIED}:
        answers = {}
    if line.stage == Sampai.HALF:
        answers = dict(list(answers.items())[: len(answers) // 2])
    lembar = _fill(opd, periode, answers=answers, actor=keeper)
    if line.stage == Sampai.COPIED:
        copy_forward(lembar, actor=keeper)
    if line.stage in {Sampai.SUBMITTED, Sampai.RETURNED, Sampai.IN_REVIEW}:
        lembar = submit_lembar(lembar, actor=keeper)
    return lembar


def _fill(opd: Opd, periode: Periode, *, answers: dict[str, Jawaban | None], actor: Actor) -> LembarKerja:
    """A worksheet with these answers, notes, and what the unit's library holds of that year."""
    lembar = create_lembar(actor=actor, opd=opd, periode=periode, predikat=PredikatKind.WBK, contoh=True)
    if answers:
        notes = notes_for(read_isi(periode.instrumen), opd.code, periode.year)
        notes = {kode: text for kode, text in notes.items() if kode in answers}
        import_jawaban(lembar, actor=actor, answers=answers, notes=notes)
        rows = fill_library(opd, periode.year, actor=actor)
        cite_library(lembar, rows, actor=actor, answered=set(answers))
    return lembar
