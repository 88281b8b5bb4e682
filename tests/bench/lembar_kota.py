"""Worksheets of a large city for the benchmarks: some years, every unit, scores as the domain would store them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.utils import timezone

from dasar.akun.models import Pengguna
from dasar.akun.sesi import SessionStore
from evaluasi.domain.instrumen.data import TOTAL
from evaluasi.domain.instrumen_store import load_pustaka, read_isi, simpul_ids, struktur_for
from evaluasi.domain.nilai import summarise_gates
from evaluasi.domain.scoring import Angka, Skor, score
from evaluasi.models import Instrumen, Jawaban, LembarKerja, Nilai, Periode
from opd.enums import Role
from opd.models import Keanggotaan, Opd
from zona.contoh.jawaban import answers_for

SINCE = date(2015, 1, 1)
LEVELS = (52, 66, 80, 94)
FULL = 31  # worksheets whose answers are stored as well, so that they can be filled in on


def make_worksheets(units: Sequence[Opd], years: int = 2) -> list[LembarKerja]:
    """A worksheet of this year and the years before it for every unit, every third handed in; returns this year's."""
    load_pustaka(actor=None)
    instrumen = Instrumen.objects.get(kode="permenpan-90-2021")
    this = timezone.localdate().year
    shown: list[LembarKerja] = []
    answers = [answers_for(read_isi(instrumen), f"U{level}", level) for level in LEVELS]
    scores = [score(struktur_for(instrumen), given) for given in answers]
    for year in range(this - years + 1, this + 1):
        periode = Periode.objects.create(
            year=year,
            instrumen=instrumen,
            opens_at=datetime(year, 1, 1, tzinfo=UTC),
            closes_at=datetime(this + 1, 12, 31, tzinfo=UTC),
        )
        shown = LembarKerja.objects.bulk_create(
            [_sheet(unit, periode, number) for number, unit in enumerate(units)], batch_size=500
        )
        _scores(shown, scores, instrumen)
    _answers(shown[:FULL], answers, instrumen)
    return shown


def _sheet(unit: Opd, periode: Periode, number: int) -> LembarKerja:
    handed = number % 3 == 0 and number >= FULL
    return LembarKerja(
        opd=unit,
        periode=periode,
        predikat="WBK",
        state="submitted" if handed else "draft",
        submitted_at=timezone.now() if handed else None,
    )


def _scores(sheets: Sequence[LembarKerja], scores: Sequence[Skor], instrumen: Instrumen) -> None:
    """All nodes of the worksheets that are filled in on, the row of the whole for the rest: what a board reads."""
    ids = simpul_ids(instrumen)
    rows = []
    for number, sheet in enumerate(sheets):
        skor = scores[number % len(scores)]
        floor = skor.semua(Angka.LANTAI)
        for kode, value in skor.semua().items():
            if kode != TOTAL and (number >= FULL or kode in skor.struktur.butir_by_kode):
                continue
            terisi, butir = skor.terisi(kode)
            ringkas = summarise_gates(skor) if kode == TOTAL else {}
            rows.append(
                Nilai(
                    lembar=sheet,
                    simpul_id=ids[kode],
                    buku_kerja=value,
                    lantai=floor[kode],
                    terisi=terisi,
                    butir=butir,
                    ringkas=ringkas,
                )
            )
    Nilai.objects.bulk_create(rows, batch_size=500)


def _answers(sheets: Sequence[LembarKerja], answers: Sequence[dict], instrumen: Instrumen) -> None:
    ids, now = simpul_ids(instrumen), timezone.now()
    Jawaban.objects.bulk_create(
        [
            Jawaban(
                lembar=sheet,
                simpul_id=ids[kode],
                pilihan=isian if isinstance(isian, str) else "",
                jumlah=isian if isinstance(isian, dict) else {},
                angka=None if isinstance(isian, str | dict) else isian,
                updated_at=now,
            )
            for number, sheet in enumerate(sheets)
            for kode, isian in answers[number % len(answers)].items()
        ],
        batch_size=500,
    )


def sign_in_staff(sheets: Sequence[LembarKerja], count: int) -> list[tuple[str, str, str]]:
    """So many operators with open sessions, each with a question of their own: session, worksheet, code."""
    codes = [
        butir.kode
        for butir in struktur_for(sheets[0].periode.instrumen).butir
        if butir.simpul.jawaban == "ya_tidak"
    ]
    found = []
    for number in range(count):
        sheet = sheets[number % FULL]
        person = Pengguna.objects.create(
            username=f"staf{number}", name=f"Staf {number}", must_change_password=False
        )
        Keanggotaan.objects.create(pengguna=person, opd=sheet.opd, role=Role.OPERATOR, active_from=SINCE)
        found.append((open_session(person), str(sheet.pk), codes[number // FULL % len(codes)]))
    return found


def open_session(person: Pengguna) -> str:
    """The key of an open session of this person."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = "opd.authentication.PeranBackend"
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return str(session.session_key)
