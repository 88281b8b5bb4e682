"""Speed of worksheets as they grow from 50 to 2,000, as ratios to the smallest views for the same person.

Run: ./zi bench tests/bench/test_lembar_kerja.py -s

The law in force, every question answered, three documents cited in each worksheet. In process, on a database in
memory, in processor time: what is measured is the portal and its SQL, not a disk or other programs. Addresses are
asked in turn; medians count. SQL statements include the three of session, account and roles; begin and end of a
transaction are not counted.
"""

from __future__ import annotations

import statistics
import time
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from evaluasi.domain.instrumen_store import load_pustaka, simpul_ids, struktur_for
from evaluasi.domain.scoring import Angka, score
from evaluasi.models import Instrumen, Jawaban, LembarKerja, Nilai, Periode, Sitasi
from opd.domain.opd import make_jalur
from opd.enums import DokumenKind, Role
from opd.models import Dokumen, Opd
from tests.evaluasi.contoh import best
from tests.factories.opd import make_actor

pytestmark = [
    pytest.mark.bench,
    pytest.mark.timeout(900),
    pytest.mark.django_db,
    pytest.mark.urls("tests.bench.urls"),
]
SIZES, YEARS = (50, 2000), 10
ROUNDS, WARM = 30, 5
MOST = 3  # a save to a one-row update, without the disk and network that would be the same for both
LIST, OPEN, SAVE, READ, WRITE = "list of 60", "open one", "save one answer", "one-row read", "one-row update"
# what -> (most SQL statements, most times its yardstick)
BARS = {LIST: (8, READ), OPEN: (12, READ), SAVE: (10, WRITE)}
MEASURED: dict[int, dict[str, float]] = {}


@dataclass
class Kota:
    """A city with worksheets; `lembar` is the one that is opened and filled in."""

    lembar: LembarKerja
    version: int = 1


def make_worksheets(count: int) -> Kota:
    load_pustaka(actor=None)
    instrumen = Instrumen.objects.get(kode="permenpan-90-2021")
    units = [
        Opd(code=f"U{n:04}", name=f"Unit {n:04}", short_name=f"U{n}", kind="dinas")
        for n in range(count // YEARS)
    ]
    for unit in units:
        unit.active_from, unit.jalur = date(2015, 1, 1), make_jalur(unit.pk, None)
    Opd.objects.bulk_create(units)
    opens, closes = datetime(2020, 1, 1, tzinfo=UTC), datetime(2099, 1, 1, tzinfo=UTC)
    periods = Periode.objects.bulk_create(
        Periode(year=2022 + n, instrumen=instrumen, opens_at=opens, closes_at=closes) for n in range(YEARS)
    )
    sheets = LembarKerja.objects.bulk_create(
        LembarKerja(opd=unit, periode=periode, predikat="WBK") for periode in periods for unit in units
    )
    for start in range(0, len(sheets), 200):
        fill(sheets[start : start + 200], instrumen)
    return Kota(LembarKerja.objects.select_related("opd").get(pk=sheets[-1].pk))


def fill(sheets: list[LembarKerja], instrumen: Instrumen) -> None:
    """Answers, scores and citations as the domain would leave them."""
    ids, answers, now = simpul_ids(instrumen), best(), timezone.now()
    skor = score(struktur_for(instrumen), answers)
    nodes = [kode for kode in skor.semua() if kode not in answers]
    workbook, floor = skor.semua(), skor.semua(Angka.LANTAI)
    Jawaban.objects.bulk_create(
        Jawaban(
            lembar=sheet,
            simpul_id=ids[kode],
            pilihan=isian if isinstance(isian, str) else "",
            jumlah=isian if isinstance(isian, dict) else {},
            angka=None if isinstance(isian, str | dict) else isian,
            catatan="SK Kepala Dinas Nomor 060/112 tentang Tim Kerja.",
            updated_at=now,
        )
        for sheet in sheets
        for kode, isian in answers.items()
    )
    Nilai.objects.bulk_create(
        Nilai(
            lembar=sheet,
            simpul_id=ids[kode],
            buku_kerja=workbook[kode],
            lantai=floor[kode],
            terisi=skor.terisi(kode)[0],
            butir=skor.terisi(kode)[1],
        )
        for sheet in sheets
        for kode in nodes
    )
    papers = Dokumen.objects.bulk_create(
        Dokumen(opd_id=sheet.opd_id, title="SK", kind=DokumenKind.SK, effective_on=date(2026, 1, 5), uploaded_at=now,
                link=f"https://contoh.go.id/{sheet.pk}")
        for sheet in sheets
    )  # fmt: skip
    Sitasi.objects.bulk_create(
        Sitasi(lembar=sheet, simpul_id=ids[kode], dokumen=paper, cited_at=now)
        for sheet, paper in zip(sheets, papers, strict=True)
        for kode in list(answers)[:3]
    )


def loop() -> float:
    """Milliseconds of 400,000 multiplications and additions: how fast this machine is just now, to compare readings."""
    begin, value = time.thread_time(), 0
    for number in range(400_000):
        value = value * 31 + number & 0xFFFF
    return (time.thread_time() - begin) * 1000


def ask(kota: Kota, client: Client, what: str) -> int:
    """One request of a kind; the length of its answer."""
    where = f"/lembar-kerja/{kota.lembar.pk}/"
    if what == SAVE:
        sent = {
            "pilihan": "Ya" if kota.version % 2 == 0 else "Tidak",
            "catatan": "SK 1",
            "version": kota.version,
        }
        reply = client.post(f"{where}butir/A.I.1.i.a/", sent, headers={"X-Bagian": "ya"})
        kota.version += 1
    elif what == WRITE:
        reply = client.post("/ukur/ubah/", {"nilai": str(time.perf_counter())})
    else:
        reply = client.get({LIST: "/lembar-kerja/", OPEN: where, READ: "/ukur/masuk/"}[what])
    assert reply.status_code == 200, (what, reply.status_code)
    return len(reply.content)


@pytest.mark.parametrize("size", SIZES)
def test_worksheets_stay_quick_as_they_grow(size: int, capsys: pytest.CaptureFixture[str]) -> None:
    kota = make_worksheets(size)
    everyone, operator = Client(), Client()
    everyone.force_login(make_actor(Role.KOORDINATOR).pengguna)
    operator.force_login(make_actor(Role.OPERATOR, kota.lembar.opd).pengguna)
    clients = {LIST: everyone, OPEN: everyone, READ: everyone, SAVE: operator, WRITE: operator}
    times: dict[str, list[float]] = defaultdict(list)
    for number in range(ROUNDS + WARM):
        for what, client in clients.items():
            begin = time.thread_time()
            ask(kota, client, what)
            if number >= WARM:
                times[what].append((time.thread_time() - begin) * 1000)
    medians = MEASURED[size] = {what: statistics.median(series) for what, series in times.items()}
    lengths, statements = {}, {}
    for what, client in clients.items():
        with CaptureQueriesContext(connection) as captured:
            lengths[what] = ask(kota, client, what)
        statements[what] = sum("SAVEPOINT" not in query["sql"] for query in captured.captured_queries)
    with capsys.disabled():
        print(f"\n{size} worksheets (loop {loop():.0f} ms){'SQL':>12} {'ms':>7} {'ratio':>6} {'kB':>6}")  # noqa: T201 - what a benchmark is for
        for what, median in medians.items():
            ratio = median / medians[BARS[what][1] if what in BARS else what]
            print(f"{what:<18} {statements[what]:>8} {median:7.2f} {ratio:6.2f} {lengths[what] / 1000:6.1f}")  # noqa: T201
    assert {what: statements[what] for what, (most, _) in BARS.items() if statements[what] > most} == {}
    assert lengths[OPEN] <= 150_000
    assert medians[SAVE] <= MOST * medians[WRITE]
    if len(MEASURED) == len(SIZES):
        assert MEASURED[2000][SAVE] <= 1.2 * MEASURED[50][SAVE]
