"""The board of a year: every figure equals SQL written apart from the product's code, for whoever may see it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from math import floor
from random import Random
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dasar.izin import Actor
from evaluasi.domain.nilai import find_differences
from evaluasi.domain.pengisian import import_jawaban
from evaluasi.domain.predikat import record_predikat, revoke_predikat
from evaluasi.domain.queries.corong import Langkah
from evaluasi.domain.queries.papan_kota import list_peristiwa, read_papan_tahun
from evaluasi.domain.queries.papan_lembar import UNIT
from evaluasi.domain.usulan import withdraw_usulan
from evaluasi.enums import LembarState, Tahap
from evaluasi.models import HasilTpn, LembarKerja, Nilai, Predikat, Sitasi
from opd.enums import Role
from opd.models import Dokumen, Opd
from tests.factories.evaluasi import DokumenFactory, PeriodeFactory, SitasiFactory, make_lembar
from tests.factories.hasil import make_approved_lhe, make_usulan
from tests.factories.opd import OpdFactory, make_actor
from tests.opd.test_papan import declare
from zona.dasbor.matriks import Matriks

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)
FUNNEL = """
SELECT
  (SELECT COUNT(*) FROM opd_opd o WHERE EXISTS (
     SELECT 1 FROM opd_peserta s JOIN opd_pencanangan e ON e.id = s.pencanangan_id
     WHERE s.opd_id = o.id AND e.state = 'verified' AND e.date <= %s)),
  (SELECT COUNT(*) FROM evaluasi_lembarkerja l JOIN evaluasi_periode p ON p.id = l.periode_id WHERE p.year = %s),
  (SELECT COUNT(*) FROM evaluasi_lembarkerja l JOIN evaluasi_periode p ON p.id = l.periode_id
     WHERE p.year = %s AND l.submitted_at IS NOT NULL)
"""
ANSWERS = """
SELECT l.opd_id,
  SUM(CASE WHEN j.pilihan = 'Ya' THEN 1 ELSE 0 END), SUM(CASE WHEN j.pilihan <> '' THEN 1 ELSE 0 END), MAX(j.angka)
FROM evaluasi_lembarkerja l
JOIN evaluasi_periode p ON p.id = l.periode_id
LEFT JOIN evaluasi_jawaban j ON j.lembar_id = l.id AND j.tahap = 'unit'
WHERE p.year = %s GROUP BY l.opd_id
"""


def ask(sql: str, *values: object) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, list(values))
        return cursor.fetchall()


@pytest.fixture
def city() -> list[Opd]:
    """Six units in two years; answers by lot, some blank, half of this year's worksheets handed in."""
    rng, units = Random(7), [OpdFactory(name=f"Dinas {n}", short_name=f"Din{n}") for n in range(6)]
    for number, unit in enumerate(units[:5]):
        declare(unit, day=date(2024 + number // 2, 3, 1 + number))
    keeper = make_actor(Role.KOORDINATOR)
    for year in (2025, 2026):
        periode = PeriodeFactory(
            year=year,
            opens_at=datetime(year, 1, 2, tzinfo=UTC),
            closes_at=datetime(year, 12, 31, tzinfo=UTC),
        )
        for number, unit in enumerate(units[: year - 2020]):
            lembar = make_lembar(opd=unit, periode=periode)
            kepala = make_actor(Role.KEPALA, unit)
            given = {kode: rng.choice(["Ya", "Ya", "Tidak"]) for kode in ("A.1.i.a", "A.1.i.b")}
            if number % 2:
                given |= {"A.1.i.c": "Ya", "B.I.a": Decimal(rng.randrange(200, 400)) / 100}
            answer_in_time(lembar, kepala, given)
            if number % 2:
                at = datetime(year, 11, 1 + number, tzinfo=UTC)
                LembarKerja.objects.filter(pk=lembar.pk).update(
                    state=LembarState.SUBMITTED, submitted_at=at, submitted_by=keeper.pengguna
                )
    return units


def answer_in_time(lembar: LembarKerja, kepala: Actor, given: dict[str, object]) -> None:
    """Answer while the year's window is open, whatever day the tests run on."""
    row = LembarKerja.objects.select_related("opd", "periode__instrumen").get(pk=lembar.pk)
    row.periode.closes_at = timezone.now() + timedelta(days=1)
    import_jawaban(row, actor=kepala, answers=given)


def award(opd: Opd, kind: str, year: int, **values: object) -> Predikat:
    """A predicate given in November of its round."""
    given = {"valid_from": date(year, 11, 10), "sk_nomor": f"{year}/MENPAN"} | values
    return Predikat.objects.create(opd=opd, kind=kind, year=year, **given)


def test_funnel_of_each_year_equals_apart_written_sql(city: list[Opd]) -> None:
    papan = read_papan_tahun(make_actor(Role.PIMPINAN), years_shown=3, today=TODAY)
    assert [row.year for row in papan.corong] == [2024, 2025, 2026]
    for row in papan.corong:
        (asked,) = ask(FUNNEL, min(date(row.year, 12, 31), TODAY), row.year, row.year)
        steps = (Langkah.DICANANGKAN, Langkah.MEMBANGUN, Langkah.MENILAI)
        assert tuple(row.count(step) for step in steps) == tuple(asked)
    assert papan.funnel.count(Langkah.MENILAI) == 3


def test_points_of_every_worksheet_equal_apart_written_sql(city: list[Opd]) -> None:
    papan = read_papan_tahun(make_actor(Role.PIMPINAN), year=2026, today=TODAY)
    found = {row.unit: row.nilai["unit"] for row in papan.lembar}
    asked = ask(ANSWERS, 2026)
    assert len(asked) == len(found) == 6
    for unit, yes, given, index in asked:
        area = Fraction(60 * int(yes), int(given))
        result = 10 * Fraction(str(index or 0))
        angka = found[unit if isinstance(unit, UUID) else UUID(str(unit))]
        assert angka.points == {
            "TOTAL": floor((area + result) * UNIT),
            "A": floor(area * UNIT),
            "B": floor(result * UNIT),
            "MP": floor(area * UNIT),
        }
        assert angka.floor["MP"] == floor(Fraction(60 * int(yes), 3) * UNIT)
        assert (angka.terisi, angka.butir) == (int(given) + (index is not None), 4)


def test_gates_are_near_by_their_weight_and_blank_answers_make_them_uncertain(city: list[Opd]) -> None:
    papan = read_papan_tahun(make_actor(Role.PIMPINAN), year=2026, today=TODAY)
    distance = {row.unit: row.nilai["unit"].points["TOTAL"] - 75 * UNIT for row in papan.lembar}
    near = {unit: gap for unit, gap in distance.items() if abs(gap) <= 5 * UNIT}
    assert [item.lembar.unit for item in papan.to_win] == sorted(
        (unit for unit, gap in near.items() if gap < 0), key=lambda unit: -distance[unit]
    )
    assert {item.lembar.unit for item in papan.to_lose} == {
        row.unit
        for row in papan.lembar
        if distance[row.unit] >= 0 and (row.unit in near or row.nilai["unit"].floor["TOTAL"] < 75 * UNIT)
    }
    assert {row.unit for row in papan.all_met} == {
        row.unit for row in papan.lembar if distance[row.unit] >= 0 and row.nilai["unit"].lengkap
    }


def test_answers_change_the_summary_with_the_score(city: list[Opd]) -> None:
    assert [
        list(find_differences(row)) for row in LembarKerja.objects.select_related("periode__instrumen")
    ] == [[] for _ in range(11)]
    row = Nilai.objects.filter(simpul__kode="TOTAL").first()
    Nilai.objects.filter(pk=row.pk).update(ringkas={})
    assert len(list(find_differences(row.lembar))) == 1


def test_unit_sees_its_own_and_nothing_else(city: list[Opd]) -> None:
    below = OpdFactory(parent=city[0])
    papan = read_papan_tahun(make_actor(Role.OPERATOR, city[0]), today=TODAY)
    assert set(papan.units) == {city[0].pk, below.pk}
    assert [row.unit for row in papan.lembar] == [city[0].pk]
    nobody = read_papan_tahun(make_actor(Role.OPERATOR, below), today=TODAY)
    assert (nobody.lembar, nobody.funnel.count(Langkah.DICANANGKAN)) == ((), 0)


def test_later_assessor_is_shown_only_once_there_are_answers(city: list[Opd]) -> None:
    lembar = LembarKerja.objects.filter(periode__year=2026).order_by("opd__name").first()
    own = lembar.nilai.get(simpul__kode="TOTAL")
    Nilai.objects.create(
        lembar=lembar,
        simpul=own.simpul,
        tahap=Tahap.TPI,
        buku_kerja=80,
        lantai=80,
        terisi=4,
        butir=4,
        ringkas={"TOTAL": [80 * UNIT, 80 * UNIT]},
    )
    papan = read_papan_tahun(make_actor(Role.PIMPINAN), tahap="tpi", today=TODAY)
    told = [row for row in papan.lembar if "tpi" in row.nilai]
    assert [row.key for row in told] == [lembar.pk]
    assert [(item.gap, item.met) for item in papan.jarak[lembar.pk]] == [(5 * UNIT, True)]
    assert told[0].standing() == "tpi"


def test_total_that_tpn_gave_stands_where_it_answered_no_questions(city: list[Opd]) -> None:
    usulan = make_usulan(city[0], approved=True)
    unit = usulan.unit.get()
    year = unit.lembar.periode.year
    common = {"unit": unit, "hasil": "lulus", "sumber": "Surat", "recorded_at": timezone.now()}
    by = make_actor(Role.KOORDINATOR).pengguna
    for tahap, day, nilai in (("desk", 1, None), ("wawancara", 9, "76.5000"), ("administrasi", 3, "40.0000")):
        HasilTpn.objects.create(
            tahap=tahap, tanggal=date(2026, 11, day), nilai=nilai and Decimal(nilai), recorded_by=by, **common
        )
    papan = read_papan_tahun(make_actor(Role.PIMPINAN), year=year, tahap="tpn", today=TODAY)
    (told,) = [row for row in papan.lembar if "tpn" in row.nilai]
    assert (told.key, told.nilai["tpn"].points) == (unit.lembar_id, {"TOTAL": 765 * UNIT // 10})
    assert [(item.gap, item.met) for item in papan.jarak[told.key]] == [(3 * UNIT // 2, True)]
    assert papan.all_met == []
    assert Matriks(papan).rows([told])[0]["tuju"] == "WBK, hanya nilai total"


@pytest.mark.parametrize("role", [Role.KEPALA, Role.PENILAI_ANGGOTA, Role.PENILAI_KETUA])
def test_what_tpi_says_is_told_to_units_and_other_assessors_once_approved(
    city: list[Opd], role: Role
) -> None:
    lembar = LembarKerja.objects.filter(periode__year=2026).order_by("opd__name").first()
    own = lembar.nilai.get(simpul__kode="TOTAL")
    figures = {"buku_kerja": 80, "lantai": 80, "terisi": 4, "butir": 4, "ringkas": {"TOTAL": [80 * UNIT] * 2}}
    Nilai.objects.create(lembar=lembar, simpul=own.simpul, tahap=Tahap.TPI, **figures)
    actor = make_actor(role, lembar.opd if role == Role.KEPALA else None)

    def told() -> set[UUID]:
        rows = read_papan_tahun(actor, tahap="tpi", today=TODAY).lembar
        return {row.key for row in rows if "tpi" in row.nilai}

    assert told() == set()
    LembarKerja.objects.filter(pk=lembar.pk).update(
        state=LembarState.APPROVED, submitted_at=timezone.now(), return_reason=""
    )
    assert told() == {lembar.pk}


HELD = """
SELECT
  SUM(CASE WHEN k.wbbm = 0 AND k.wbk > 0 THEN 1 ELSE 0 END), SUM(CASE WHEN k.wbbm > 0 THEN 1 ELSE 0 END)
FROM (SELECT opd_id,
    SUM(CASE WHEN kind = 'WBK' THEN 1 ELSE 0 END) AS wbk, SUM(CASE WHEN kind = 'WBBM' THEN 1 ELSE 0 END) AS wbbm
  FROM evaluasi_predikat
  WHERE valid_from <= %s AND (valid_to IS NULL OR valid_to > %s) AND (revoked_on IS NULL OR revoked_on > %s)
  GROUP BY opd_id) k
"""


def test_predicates_count_on_the_day_on_which_they_are_held(city: list[Opd]) -> None:
    award(city[0], "WBK", 2025)
    award(city[0], "WBBM", 2026)
    award(city[1], "WBK", 2025, revoked_on=date(2026, 2, 1), revoke_reason="Pengaduan terbukti")
    award(city[2], "WBK", 2024, valid_to=date(2025, 12, 15))
    papan = read_papan_tahun(make_actor(Role.PIMPINAN), years_shown=3, today=TODAY)
    found = [(row.count(Langkah.WBK), row.count(Langkah.WBBM)) for row in papan.corong]
    ends = (min(date(year, 12, 31), TODAY) for year in (2024, 2025, 2026))
    assert found == [tuple(int(n or 0) for n in ask(HELD, day, day, day)[0]) for day in ends]
    assert found == [(1, 0), (2, 0), (0, 1)]
    own = read_papan_tahun(make_actor(Role.OPERATOR, city[3]), today=TODAY)
    assert own.gelar == ()


def test_evidence_that_runs_out_is_what_worksheets_of_the_year_cite(city: list[Opd]) -> None:
    lembar = LembarKerja.objects.filter(periode__year=2026).order_by("opd__name").first()
    simpul = lembar.periode.instrumen.simpul.get(kode="A.1.i.a")
    ends = {"lama": -3, "segera": 59, "jauh": 61, "diganti": 5}
    for title, days in ends.items():
        row = DokumenFactory(opd=lembar.opd, title=title, expires_on=TODAY + timedelta(days=days))
        SitasiFactory(lembar=lembar, simpul=simpul, dokumen=row)
    DokumenFactory(opd=lembar.opd, title="tak dikutip", expires_on=TODAY)
    Dokumen.objects.filter(title="diganti").update(successor=Dokumen.objects.get(title="jauh"))
    papan = read_papan_tahun(make_actor(Role.PIMPINAN), today=TODAY)
    assert [(row.title, row.is_over(TODAY), row.cited) for row in papan.habis] == [
        ("lama", True, 1),
        ("segera", False, 1),
    ]
    assert Sitasi.objects.count() == 4


def test_events_are_told_newest_first(city: list[Opd]) -> None:
    rows = list_peristiwa(read_papan_tahun(make_actor(Role.PIMPINAN), today=TODAY))
    assert [row.kind for row in rows].count("submitted") == 3
    assert [row.kind for row in rows].count("declared") == 5
    assert rows == sorted(rows, key=lambda row: row.at, reverse=True)


def test_an_approved_report_a_proposal_and_a_predicate_are_events() -> None:
    report = make_approved_lhe(periode=PeriodeFactory(year=2026))
    usulan = make_usulan(None, approved=True, periode=report.lembar.periode)
    coordinator = make_actor(Role.KOORDINATOR)
    award = record_predikat(
        actor=coordinator, opd=report.lembar.opd, kind="WBK", year=2025, valid_from=TODAY, sumber="Berita"
    )
    revoke_predikat(award, actor=coordinator, revoked_on=TODAY, reason="Temuan")
    told = {
        (row.kind, row.unit, row.lembar, row.predikat)
        for row in list_peristiwa(read_papan_tahun(make_actor(Role.PIMPINAN), today=TODAY))
    }
    unit, named = report.lembar.opd_id, usulan.unit.get().lembar
    assert {
        ("approved", unit, report.lembar_id, ""),
        ("proposed", named.opd_id, named.pk, ""),
        ("won", unit, None, "WBK"),
        ("revoked", unit, None, "WBK"),
    } <= told


def test_a_proposal_that_was_withdrawn_is_no_event() -> None:
    usulan = make_usulan(None, approved=True, periode=PeriodeFactory(year=2026))
    withdraw_usulan(usulan, actor=make_actor(Role.KOORDINATOR), reason="Surat keliru.")
    rows = list_peristiwa(read_papan_tahun(make_actor(Role.PIMPINAN), today=TODAY))
    assert "proposed" not in {row.kind for row in rows}


@pytest.mark.parametrize("years", [1, 6])
@pytest.mark.parametrize("units", [1, 3])
def test_board_costs_four_statements(units: int, years: int) -> None:
    for year in range(2027 - years, 2027):
        periode = PeriodeFactory(year=year)
        for _ in range(units):
            make_lembar(periode=periode)
    actor = make_actor(Role.PIMPINAN)
    read_papan_tahun(actor, today=TODAY).columns  # noqa: B018 - the instrument is kept by the process
    with CaptureQueriesContext(connection) as asked:
        papan = read_papan_tahun(actor, years_shown=years, today=TODAY)
        assert (papan.columns, papan.to_win, papan.laju) != ([], None, None)
    assert len(asked) == 4
