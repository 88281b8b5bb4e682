"""Workbooks of the law in force: one in, one out, and those of a city of 60 units at once as jobs.

Run: ./zi bench tests/bench/test_buku_kerja.py -s

In process, on a database in memory. Every file is read in a child process of its own, so the clock on the wall counts,
and each figure stands beside the yardstick: openpyxl opening the same workbook, as any program in Python would have to.
Begin and end of transactions are not counted as statements, nor the two of session and account.
"""

from __future__ import annotations

import io
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dasar.izin import Actor
from dasar.lembar import XLSX_TYPE
from dasar.pekerjaan.domain import run_pekerjaan
from dasar.pekerjaan.enums import State
from dasar.pekerjaan.models import Pekerjaan
from evaluasi.domain.instrumen_store import load_pustaka, struktur_for
from evaluasi.domain.kiriman_buku import request_load, send_books
from evaluasi.domain.kiriman_jobs import request_export
from evaluasi.domain.scoring import score
from evaluasi.enums import BukuState
from evaluasi.models import ImporLembar, Instrumen, Jawaban, LembarKerja, Periode
from evaluasi.workbook.isi import IsiBuku
from evaluasi.workbook.tulis_lke import write_lke
from opd.enums import Role
from tests.evaluasi.buku import random_answers
from tests.factories.evaluasi import PeriodeFactory, make_lembar
from tests.factories.opd import OpdFactory, make_actor

pytestmark = [pytest.mark.bench, pytest.mark.timeout(900), pytest.mark.django_db]
UNITS, ROUNDS = 60, 5
IMPORT_SQL, EXPORT_SQL, PERSON = 20, 10, 2
EXAMINE_EACH, LOAD_EACH, EXPORT_EACH = 8, 22, 4
FRAME = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")


@pytest.fixture
def periode() -> Periode:
    load_pustaka(actor=None)
    return PeriodeFactory(year=2026, instrumen=Instrumen.objects.get(kode="permenpan-90-2021"))


def sheet_of(periode: Periode, number: int) -> LembarKerja:
    row = make_lembar(opd=OpdFactory(name=f"Dinas Ukur Nomor {number:03}"), periode=periode)
    return LembarKerja.objects.select_related("opd", "periode__instrumen").get(pk=row.pk)


def book_of(lembar: LembarKerja, seed: int) -> bytes:
    struktur, answers = struktur_for(lembar.periode.instrumen), random_answers(seed)
    day, year = date(2026, 6, 1), lembar.periode.year
    return write_lke(IsiBuku(struktur, score(struktur, answers), lembar.opd.name, year, "WBK", day, answers))


def client_of(actor: Actor) -> Client:
    client = Client()
    client.force_login(actor.pengguna)
    return client


def counted(act: Callable[[], Any]) -> tuple[Any, int, float]:
    """What an act gives, its SQL statements and its seconds."""
    with CaptureQueriesContext(connection) as captured:
        begin = time.perf_counter()
        found = act()
        took = time.perf_counter() - begin
    return found, sum(not query["sql"].startswith(FRAME) for query in captured), took


def yardstick(data: bytes) -> float:
    """Seconds in which openpyxl opens a workbook; the median of a few."""
    return statistics.median(
        counted(lambda: openpyxl.load_workbook(io.BytesIO(data)))[2] for _ in range(ROUNDS)
    )


def tell(what: str, statements: float, seconds: float, bar: float) -> None:
    sys.stdout.write(
        f"\n{what:<34}{statements:>8.1f} SQL {seconds * 1000:>9.0f} ms {seconds / bar:>7.2f} openings"
    )


def digest_in(text: str) -> str:
    return text.partition('name="digest" value="')[2].partition('"')[0]


def test_one_workbook_in_and_out(periode: Periode) -> None:
    steps: dict[str, list[tuple[int, float]]] = {}
    bars = []
    for number in range(ROUNDS):
        lembar = sheet_of(periode, number)
        data, client = book_of(lembar, number), client_of(make_actor(Role.OPERATOR, lembar.opd))
        bars.append(yardstick(data))
        upload = {"berkas": SimpleUploadedFile("lke.xlsx", data, content_type=XLSX_TYPE)}
        start = reverse("evaluasi:impor_start", args=[lembar.pk])
        reply, sql, took = counted(partial(client.post, start, upload))
        steps.setdefault("upload", []).append((sql - PERSON, took))
        merge = reply["Location"].replace("/periksa/", "/gabung/")
        shown, sql, took = counted(partial(client.get, merge))
        steps.setdefault("preview of the merge", []).append((sql - PERSON, took))
        chosen = {
            "digest": digest_in(shown.content.decode()),
            "jawaban": sorted(random_answers(number)),
            "simpan": "ya",
        }
        saved, sql, took = counted(partial(client.post, merge, chosen))
        steps.setdefault("save", []).append((sql - PERSON, took))
        assert saved.status_code == 302
        assert Jawaban.objects.filter(lembar=lembar).count() > 60
        out = reverse("evaluasi:ekspor_file", args=[lembar.pk, "lke"])
        reply, sql, took = counted(partial(client.get, out))
        steps.setdefault("export", []).append((sql - PERSON, took))
        assert len(reply.content) > 20_000
    for what, rows in steps.items():
        tell(
            what, max(sql for sql, _ in rows), statistics.median(s for _, s in rows), statistics.median(bars)
        )
    assert max(sql for sql, _ in steps["save"]) <= IMPORT_SQL
    assert max(sql for sql, _ in steps["export"]) <= EXPORT_SQL


def run_job(job: Pekerjaan) -> tuple[int, float, list[int]]:
    """Statements, seconds, and every progress that somebody watching would have seen."""
    assert job.state == State.QUEUED
    seen: list[int] = []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        found = execute(sql, params, many, context)
        if sql.startswith("UPDATE") and '"progress"' in sql:
            with connection.cursor() as cursor:
                cursor.execute("SELECT progress FROM pekerjaan_pekerjaan WHERE id = %s", [job.pk.hex])
                seen.extend(row[0] for row in cursor.fetchall())
        return found

    with connection.execute_wrapper(watch):
        _, sql, took = counted(lambda: run_pekerjaan(job.pk))
    return sql - len(seen), took, seen


def test_workbooks_of_sixty_units_at_once(periode: Periode) -> None:
    koordinator = make_actor(Role.KOORDINATOR)
    sheets = [sheet_of(periode, number) for number in range(UNITS)]
    books = [book_of(lembar, number) for number, lembar in enumerate(sheets)]
    bar = yardstick(books[0])
    files = [SimpleUploadedFile(f"unit-{at:02}.xlsx", data) for at, data in enumerate(books)]
    kiriman, sql, took = counted(lambda: send_books(actor=koordinator, periode=periode, files=files))
    tell(f"{UNITS} sent, each", sql / UNITS, took / UNITS, bar)
    jobs = [(f"{UNITS} examined, each", Pekerjaan.objects.get(), EXAMINE_EACH)]
    told = [run_job(jobs[0][1])]
    assert set(kiriman.buku.values_list("state", flat=True)) == {BukuState.SIAP}
    chosen = list(kiriman.buku.values_list("pk", flat=True))
    jobs.append(
        (
            f"{UNITS} loaded, each",
            request_load(kiriman, actor=koordinator, chosen=chosen),
            LOAD_EACH,
        )
    )
    told.append(run_job(jobs[1][1]))
    assert ImporLembar.objects.count() == UNITS
    jobs.append(
        (
            f"{UNITS} exported, each",
            request_export(periode, actor=koordinator, bentuk="lke"),
            EXPORT_EACH,
        )
    )
    told.append(run_job(jobs[2][1]))
    for (what, job, most), (sql, took, seen) in zip(jobs, told, strict=True):
        tell(what, sql / UNITS, took / UNITS, bar)
        job.refresh_from_db()
        assert job.state == State.DONE
        assert sql <= most * UNITS
        assert seen == sorted(seen)
        assert len(set(seen)) > 5
