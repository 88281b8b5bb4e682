"""Every figure of the boards, over cities made by lot, against SQL written apart from the product's code.

The SQL reads stored rows only (answers' scores by node, gates of the law, events, progress) and shares nothing with
the code under test; arithmetic on what it gives is done here anew.
"""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor, sqrt
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from evaluasi.domain.queries.corong import Langkah
from evaluasi.domain.queries.papan_kota import PapanTahun, list_peristiwa, read_papan_tahun
from evaluasi.domain.queries.riwayat_kota import list_penghalang, list_percobaan
from opd.domain.queries.janji import add_up
from opd.enums import Role
from tests.factories.kota_acak import TODAY, YEARS, make_kota_acak
from tests.factories.opd import make_actor
from zona.dasbor.janji import present_janji
from zona.dasbor.perubahan import tell_changes
from zona.dasbor.riwayat import present_units
from zona.dasbor.tahun import SajianTahun

pytestmark = [pytest.mark.django_db, pytest.mark.lambat]
STEPS = """
SELECT COUNT(DISTINCT CASE WHEN l.state IN ('approved', 'proposed', 'decided') THEN l.opd_id END),
       COUNT(DISTINCT CASE WHEN l.state IN ('proposed', 'decided') THEN l.opd_id END),
       COUNT(DISTINCT CASE WHEN l.submitted_at IS NOT NULL THEN l.opd_id END), COUNT(DISTINCT l.opd_id)
FROM evaluasi_lembarkerja l JOIN evaluasi_periode p ON p.id = l.periode_id WHERE p.year = %s
"""
GATES = """
SELECT l.id, g.predikat, s.kode, n.buku_kerja, n.lantai, t.terisi, t.butir, g.ambang, g.satuan, l.state,
  COALESCE(s.bobot, (SELECT SUM(b.bobot) FROM evaluasi_simpul b WHERE b.gabungan_id = s.id))
FROM evaluasi_lembarkerja l
JOIN evaluasi_periode p ON p.id = l.periode_id
JOIN evaluasi_gerbang g ON g.instrumen_id = p.instrumen_id AND g.predikat = l.predikat
JOIN evaluasi_simpul s ON s.id = g.simpul_id
JOIN evaluasi_nilai n ON n.lembar_id = l.id AND n.simpul_id = s.id AND n.tahap = %s
JOIN evaluasi_nilai t ON t.lembar_id = l.id AND t.tahap = n.tahap
JOIN evaluasi_simpul w ON w.id = t.simpul_id AND w.kode = 'TOTAL'
WHERE p.year = %s AND t.terisi > 0
"""
EXPIRING = """
SELECT d.id, COUNT(c.id) FROM opd_dokumen d
JOIN evaluasi_sitasi c ON c.dokumen_id = d.id
JOIN evaluasi_lembarkerja l ON l.id = c.lembar_id
JOIN evaluasi_periode p ON p.id = l.periode_id
WHERE p.year = %s AND d.expires_on <= %s AND d.successor_id IS NULL
GROUP BY d.id, d.expires_on ORDER BY d.expires_on
"""
PACE = """
SELECT COUNT(*), COUNT(l.submitted_at), SUM(CASE WHEN l.submitted_at >= %s THEN 1 ELSE 0 END)
FROM evaluasi_lembarkerja l JOIN evaluasi_periode p ON p.id = l.periode_id WHERE p.year = %s
"""
CHANGES = """
SELECT 'submitted', COUNT(*) FROM evaluasi_lembarkerja l JOIN evaluasi_periode p ON p.id = l.periode_id
  WHERE p.year = 2026 AND l.submitted_at > %s
UNION ALL SELECT 'returned', COUNT(*) FROM evaluasi_lembarkerja l JOIN evaluasi_periode p ON p.id = l.periode_id
  WHERE p.year = 2026 AND l.returned_at > %s
UNION ALL SELECT 'declared', COUNT(DISTINCT s.opd_id) FROM opd_peserta s
  JOIN opd_pencanangan e ON e.id = s.pencanangan_id WHERE e.state = 'verified' AND e.decided_at > %s
UNION ALL SELECT 'approved', COUNT(*) FROM evaluasi_laporanhasil h JOIN evaluasi_lembarkerja l ON l.id = h.lembar_id
  JOIN evaluasi_periode p ON p.id = l.periode_id WHERE p.year = 2026 AND h.approved_at > %s
UNION ALL SELECT 'proposed', COUNT(*) FROM evaluasi_usulanunit s JOIN evaluasi_usulan u ON u.id = s.usulan_id
  JOIN evaluasi_periode p ON p.id = u.periode_id
  WHERE p.year = 2026 AND u.state = 'approved' AND s.diusulkan AND u.approved_at > %s
UNION ALL SELECT 'won', COUNT(*) FROM evaluasi_predikat WHERE recorded_at > %s
UNION ALL SELECT 'revoked', COUNT(*) FROM evaluasi_predikat WHERE revoked_at > %s
"""
PROMISES = """
SELECT COUNT(*), SUM(CASE WHEN unit >= target OR verified >= target THEN 1 ELSE 0 END),
  SUM(CASE WHEN verified >= target THEN 1 ELSE 0 END),
  SUM(CASE WHEN due_on < %s AND NOT (COALESCE(unit, 0) >= target OR COALESCE(verified, 0) >= target) THEN 1 ELSE 0 END)
FROM (SELECT t.target, t.due_on,
    (SELECT k.amount FROM opd_kemajuan k WHERE k.tindakan_id = t.id AND k.pihak = 'unit'
      AND NOT EXISTS (SELECT 1 FROM opd_kemajuan n WHERE n.tindakan_id = t.id AND n.pihak = 'unit' AND n."on" > k."on"))
      AS unit,
    (SELECT k.amount FROM opd_kemajuan k WHERE k.tindakan_id = t.id AND k.pihak = 'verifikator'
      AND NOT EXISTS (SELECT 1 FROM opd_kemajuan n WHERE n.tindakan_id = t.id AND n.pihak = 'verifikator'
        AND n."on" > k."on")) AS verified
  FROM opd_tindakan t JOIN opd_rencanaaksi r ON r.id = t.rencana_id
  WHERE r.year = %s AND t.cancelled_at IS NULL) a
"""
FAILED = """
SELECT l.opd_id, COUNT(*) FROM evaluasi_lembarkerja l JOIN evaluasi_periode p ON p.id = l.periode_id
WHERE p.year IN (2025, 2026) AND NOT EXISTS (
    SELECT 1 FROM evaluasi_predikat w WHERE w.opd_id = l.opd_id AND w.year = p.year)
  AND (l.state = 'decided' OR (p.year = 2025 AND l.state NOT IN ('proposed', 'decided')))
GROUP BY l.opd_id
"""


def ask(sql: str, *values: object) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, list(values))
        return cursor.fetchall()


def key(value: object) -> UUID:
    return value if isinstance(value, UUID) else UUID(str(value))


def exact(value: object) -> Decimal:
    return Decimal(str(value)).quantize(Decimal("1E-12"))


@pytest.fixture(params=[3, 26])
def seed(request: pytest.FixtureRequest) -> int:
    make_kota_acak(request.param)
    return request.param


def board(tahap: str = "unit", year: int = 2026) -> PapanTahun:
    return read_papan_tahun(make_actor(Role.PIMPINAN), year=year, tahap=tahap, years_shown=2, today=TODAY)


@pytest.mark.usefixtures("seed")
def test_the_steps_of_both_years() -> None:
    papan = board()
    asked = (Langkah.DINILAI, Langkah.DIUSULKAN, Langkah.MENILAI, Langkah.MEMBANGUN)
    found = {row.year: tuple(row.count(step) for step in asked) for row in papan.corong}
    assert found == {year: ask(STEPS, year)[0] for year in YEARS}
    assert min(found[2026]) > 0


@pytest.mark.usefixtures("seed")
@pytest.mark.parametrize("tahap", ["unit", "tpi", "tpn"])
def test_gates_near_to_be_won_and_near_to_falling(tahap: str) -> None:
    win, lose, met_all = set(), set(), Counter[UUID]()
    gates = Counter[UUID]()
    for pk, predikat, kode, points, least, given, of, limit, unit, _, weight in ask(GATES, tahap, 2026):
        bar = exact(limit) * exact(weight) / 100 if unit == "persen" else exact(limit)
        gap, one = exact(points) - bar, (key(pk), predikat, kode)
        gates[one[0]] += 1
        if gap < 0 and -gap * 20 <= exact(weight):
            win.add(one)
        if gap >= 0 and (gap * 20 <= exact(weight) or exact(least) < bar):
            lose.add(one)
        met_all[one[0]] += gap >= 0 and given == of
    papan = board(tahap)

    def told(items: Any) -> set[tuple[UUID, str, str]]:
        return {(item.lembar.key, item.batas.predikat, item.batas.simpul) for item in items}

    assert (told(papan.to_win), told(papan.to_lose)) == (win, lose)
    assert {row.key for row in papan.all_met} == {pk for pk, met in met_all.items() if met == gates[pk]}
    shares = [Fraction(*item.share) for item in papan.to_win]
    assert shares == sorted(shares)
    assert tahap != "unit" or (win and lose)


@pytest.mark.usefixtures("seed")
def test_evidence_that_expires() -> None:
    rows = ask(EXPIRING, 2026, TODAY + timedelta(days=60))
    habis = board().habis
    assert {row.dokumen: row.cited for row in habis} == {key(pk): n for pk, n in rows} != {}
    assert [row.expires_on for row in habis] == sorted(row.expires_on for row in habis)


@pytest.mark.usefixtures("seed")
def test_pace_and_forecast() -> None:
    midnight = datetime(2026, 10, 23, 17, tzinfo=UTC)  # the 24th begins in Jakarta: 28 days with today
    (total, done, recent), left = ask(PACE, midnight, 2026)[0], (date(2026, 12, 31) - TODAY).days
    laju = board().laju
    assert laju is not None
    assert (laju.total, laju.done, laju.recent, laju.days_left) == (total, done, recent, left)
    slow, fast = max(recent - ceil(sqrt(recent)), 0), recent + ceil(sqrt(recent))
    assert laju.low == min(total, done + floor(Fraction(slow * left, 28)))
    assert laju.high == min(total, done + ceil(Fraction(fast * left, 28)))


@pytest.mark.usefixtures("seed")
def test_what_changed_since_the_last_visit() -> None:
    since = datetime(2026, 9, 20, 8, tzinfo=UTC)
    events = list_peristiwa(board())
    asked = dict(ask(CHANGES, *[since] * 7))
    assert Counter(event.kind for event in events if event.at > since) == +Counter(asked)
    words = " ".join(line["kata"] for line in tell_changes(events, since)["baris"])
    assert f"{asked['submitted']} lembar kerja diajukan" in words
    assert f"{asked['declared']} pencanangan diverifikasi" in words


@pytest.mark.usefixtures("seed")
def test_follow_up_of_promises() -> None:
    papan = board()
    jumlah = add_up(plan.jumlah for plan in papan.janji)
    asked = ask(PROMISES, TODAY, 2026)[0]
    assert (jumlah.total, jumlah.reached, jumlah.verified, jumlah.late) == asked
    assert min(asked) > 0
    told = present_janji(papan)
    assert told is not None
    assert [step["n"] for step in told["langkah"]] == [str(asked[1]), str(asked[2])]
    assert f"{asked[3]} terlambat" in told["kata"]


@pytest.mark.usefixtures("seed")
def test_failed_attempts_of_every_unit_and_what_stood_in_their_way() -> None:
    papan = board()
    attempts = list_percobaan(papan)
    failed = {unit: sum(item.is_failure for item in each) for unit, each in attempts.items()}
    asked = {key(pk): n for pk, n in ask(FAILED)}
    assert {unit: n for unit, n in failed.items() if n} == asked
    shown = {row["nama"]: row["gagal"] for row in present_units(papan, attempts)["baris"]}
    assert shown == {papan.units[unit].name: str(asked.get(unit, "")) for unit in attempts}
    unmet = Counter[tuple[str, str]]()
    losers = {item.lembar.key: item.tahap for each in attempts.values() for item in each if item.is_failure}
    for tahap in ("unit", "tpi", "tpn"):
        for pk, predikat, kode, points, _, _, _, limit, unit, _, weight in ask(GATES, tahap, 2026):
            bar = exact(limit) * exact(weight) / 100 if unit == "persen" else exact(limit)
            if losers.get(key(pk)) == tahap and exact(points) < bar:
                unmet[predikat, kode] += 1
    now = [item for each in attempts.values() for item in each if item.lembar.year == 2026]
    assert {(row.predikat, row.kode): row.gagal for row in list_penghalang(now)} == unmet


@pytest.mark.usefixtures("seed")
def test_the_page_prints_these_figures() -> None:
    papan = board()
    told = SajianTahun(papan).context()
    dinilai, diusulkan, menilai, membangun = ask(STEPS, 2026)[0]
    printed = {row["kata"]: row["n"] for row in told["corong"]}
    assert printed["Dinilai TPI"] == str(dinilai)
    assert printed["Diusulkan"] == str(diusulkan)
    assert told["kalimat"].strong == f"{menilai} dari {membangun} unit"
    stored = {
        key(pk): exact(points) for pk, _, kode, points, *_ in ask(GATES, "unit", 2026) if kode == "TOTAL"
    }
    for row, cells in zip(papan.lembar, told["matriks"], strict=True):
        if row.key in stored:
            whole = stored[row.key].quantize(Decimal("0.01"), rounding="ROUND_HALF_UP")
            assert f"{whole}".replace(".", ",") in cells["sel"]
