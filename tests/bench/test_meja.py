"""Speed of the assessors' desk and of the teams' board, small and at a city's size, as ratios to the smallest views.

Run: ./zi bench tests/bench/test_meja.py -s

The law in force with 113 answers in each worksheet, every question of every worksheet but one decided. Small: 3 worksheets,
3 files in the one at the desk; large: 60 worksheets, 300 files. In process, on a database in memory, in processor time, as
`test_lembar_kerja.py` explains.
"""

from __future__ import annotations

import statistics
import time
from collections import defaultdict
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dasar.berkas.domain import store_bytes
from dasar.izin import Actor
from evaluasi.domain.instrumen_store import load_pustaka, simpul_ids, struktur_for
from evaluasi.enums import LembarState, Sikap
from evaluasi.models import Instrumen, LembarKerja, Periode, Putusan, Ronde, Sitasi
from opd.domain.opd import make_jalur
from opd.enums import DokumenKind, Role
from opd.models import Dokumen, Opd
from tests.bench.test_lembar_kerja import Kota, fill, loop
from tests.factories.opd import make_actor
from tests.factories.reviu import RondeFactory, assign

pytestmark = [
    pytest.mark.bench,
    pytest.mark.timeout(900),
    pytest.mark.django_db,
    pytest.mark.urls("tests.bench.urls"),
]
SIZES = {"small": (3, 3), "large": (60, 300)}
ROUNDS, WARM = 30, 5
OPEN, QUESTION, SAVE, BOARD = "open the desk", "one question", "save a verdict", "board of teams"
READ, WRITE = "one-row read", "one-row update"
# what -> (SQL statements, yardstick)
BARS = {OPEN: (13, READ), QUESTION: (18, READ), SAVE: (13, WRITE), BOARD: (16, READ)}
GROWTH = 1.5  # the ratio with a city's data to that with little; the board shows more rows and is left out
MEASURED: dict[str, dict[str, float]] = {}
KODE = "A.I.1.i.a"


def make_desk(units: int, files: int) -> tuple[Kota, Actor]:
    """The first worksheet with its assessor; all of them handed in and given to teams."""
    load_pustaka(actor=None)
    instrumen = Instrumen.objects.get(kode="permenpan-90-2021")
    rows = [Opd(code=f"U{n:04}", name=f"Unit {n:04}", short_name=f"U{n}", kind="dinas") for n in range(units)]
    for unit in rows:
        unit.active_from, unit.jalur = date(2015, 1, 1), make_jalur(unit.pk, None)
    Opd.objects.bulk_create(rows)
    opens, closes = datetime(2020, 1, 1, tzinfo=UTC), datetime(2099, 1, 1, tzinfo=UTC)
    periode = Periode.objects.create(year=2026, instrumen=instrumen, opens_at=opens, closes_at=closes)
    handed = {"state": LembarState.IN_REVIEW, "submitted_at": timezone.now()}
    sheets = LembarKerja.objects.bulk_create(
        LembarKerja(opd=unit, periode=periode, predikat="WBK", **handed) for unit in rows
    )
    fill(sheets, instrumen)
    people = [assign(sheet)["anggota"] for sheet in sheets]
    rounds = [RondeFactory(lembar=sheet) for sheet in sheets]
    for ronde, actor in list(zip(rounds, people, strict=True))[1:]:
        decide(ronde, actor, instrumen)
    cite(sheets[0], instrumen, files)
    return Kota(LembarKerja.objects.select_related("opd").get(pk=sheets[0].pk), version=0), people[0]


def decide(ronde: Ronde, actor: Actor, instrumen: Instrumen) -> None:
    """Every question of a worksheet decided as the unit answered."""
    now, ids = timezone.now(), simpul_ids(instrumen)
    Putusan.objects.bulk_create(
        Putusan(ronde=ronde, simpul_id=ids[butir.kode], penilai=actor.pengguna, sikap=Sikap.SAMA, detik=40,
                decided_at=now)
        for butir in struktur_for(instrumen).butir
    )  # fmt: skip


def cite(lembar: LembarKerja, instrumen: Instrumen, count: int) -> None:
    """So many files of its own cited in turn by all questions, besides those that every worksheet has."""
    now, ids = timezone.now(), simpul_ids(instrumen)
    codes = [butir.kode for butir in struktur_for(instrumen).butir]
    papers = Dokumen.objects.bulk_create(
        Dokumen(opd_id=lembar.opd_id, title=f"Berkas {n}", kind=DokumenKind.SK, effective_on=date(2026, 1, 5),
                filename=f"{n}.pdf", uploaded_at=now,
                berkas=store_bytes(data=b"%PDF-1.7 " + str(n).encode(), name_hint="sk", media_type="application/pdf"))
        for n in range(count)
    )  # fmt: skip
    Sitasi.objects.bulk_create(
        Sitasi(lembar=lembar, simpul_id=ids[codes[n % len(codes)]], dokumen=paper, cited_at=now)
        for n, paper in enumerate(papers)
    )


def ask(kota: Kota, client: Client, what: str) -> int:
    """One request of a kind; the length of its answer."""
    where = f"/meja/{kota.lembar.pk}/"
    if what == SAVE:
        answer = "Ya" if kota.version % 2 else "Tidak"
        sent = {"pilihan": answer, "catatan": "SK 1", "version": kota.version, "detik": 30}
        reply = client.post(f"{where}{KODE}/", sent, headers={"X-Bagian": "ya"})
        kota.version += 1
    elif what == WRITE:
        reply = client.post("/ukur/ubah/", {"nilai": str(time.perf_counter())})
    else:
        pages = {OPEN: where, QUESTION: f"{where}{KODE}/", BOARD: "/tim/", READ: "/ukur/masuk/"}
        reply = client.get(pages[what])
    assert reply.status_code == 200, (what, reply.status_code)
    return len(reply.content)


@pytest.mark.parametrize("size", SIZES)
def test_desk_stays_quick_as_it_grows(size: str, capsys: pytest.CaptureFixture[str]) -> None:
    kota, actor = make_desk(*SIZES[size])
    assessor, coordinator = Client(), Client()
    assessor.force_login(actor.pengguna)
    coordinator.force_login(make_actor(Role.KOORDINATOR).pengguna)
    clients = {what: coordinator if what == BOARD else assessor for what in (*BARS, READ, WRITE)}
    times: dict[str, list[float]] = defaultdict(list)
    for number in range(ROUNDS + WARM):
        for what, client in clients.items():
            begin = time.thread_time()
            ask(kota, client, what)
            if number >= WARM:
                times[what].append((time.thread_time() - begin) * 1000)
    medians = {what: statistics.median(series) for what, series in times.items()}
    lengths, statements = {}, {}
    for what, client in clients.items():
        with CaptureQueriesContext(connection) as captured:
            lengths[what] = ask(kota, client, what)
        statements[what] = sum("SAVEPOINT" not in query["sql"] for query in captured.captured_queries)
    ratios = MEASURED[size] = {what: medians[what] / medians[BARS[what][1]] for what in BARS}
    with capsys.disabled():
        print(f"\n{size} (loop {loop():.0f} ms){'SQL':>12} {'ms':>7} {'ratio':>6} {'kB':>6}")  # noqa: T201 - what a benchmark is for
        for what, median in medians.items():
            ratio = ratios.get(what, 1)
            print(f"{what:<18} {statements[what]:>8} {median:7.2f} {ratio:6.2f} {lengths[what] / 1000:6.1f}")  # noqa: T201
    assert {what: statements[what] for what in BARS} == {what: count for what, (count, _) in BARS.items()}
    if len(MEASURED) == len(SIZES):
        small, large = MEASURED["small"], MEASURED["large"]
        grown = {what: large[what] / small[what] for what in (OPEN, QUESTION, SAVE)}
        assert {what: times for what, times in grown.items() if times > GROWTH} == {}
