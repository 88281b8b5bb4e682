"""History: attempts, what stood in their way, and comparisons that say no more than the data."""

from __future__ import annotations

from fractions import Fraction
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from evaluasi.domain.queries.papan_kota import PapanTahun, read_papan_tahun
from evaluasi.domain.queries.papan_lembar import UNIT
from evaluasi.domain.queries.riwayat_kota import (
    Akhir,
    compare_assessors,
    compare_winners,
    list_penghalang,
    list_percobaan,
    read_butir,
)
from evaluasi.models import Jawaban, LembarKerja, Nilai
from opd.enums import Role
from opd.models import Opd
from tests.evaluasi.test_papan_kota import ANSWERS, TODAY, ask, award, city  # noqa: F401 - city is a fixture
from tests.factories.opd import OpdFactory, make_actor
from tests.zona.dasbor.test_halaman import SESSION_AND_ACTOR, enter, text_of

pytestmark = pytest.mark.django_db


def read(city: list[Opd], *winners: int, **asked: object) -> PapanTahun:  # noqa: F811
    for number in winners:
        award(city[number], "WBK", 2026)
    return read_papan_tahun(make_actor(Role.PIMPINAN), years_shown=6, today=TODAY, **asked)


def share_of_area(year: int) -> dict[UUID, Fraction]:
    """The area's share by unit, with blanks as the workbook takes them; SQL written apart."""
    rows = ask(ANSWERS, year)
    return {UUID(str(unit)): Fraction(int(yes), int(given)) for unit, yes, given, _ in rows}


def test_attempt_of_a_closed_year_failed_on_the_gates_it_missed(city: list[Opd]) -> None:  # noqa: F811
    attempts = list_percobaan(read(city))
    assert {item.akhir for each in attempts.values() for item in each if item.lembar.year == 2025} == {
        Akhir.TIDAK_DIUSULKAN
    }
    assert {item.akhir for each in attempts.values() for item in each if item.lembar.year == 2026} == {
        Akhir.BERJALAN
    }
    index = {UUID(str(unit)): Fraction(str(value or 0)) for unit, _, _, value in ask(ANSWERS, 2025)}
    missed = [key for key, share in share_of_area(2025).items() if 60 * share + 10 * index[key] < 75]
    # the small law gives gates from 2026 on only: nothing may be concluded for 2025
    assert all(not item.bergerbang for each in attempts.values() for item in each if item.lembar.year == 2025)
    assert list_penghalang(item for each in attempts.values() for item in each) == []
    assert missed


def test_decided_without_a_predicate_is_a_failure_and_its_gates_are_counted(city: list[Opd]) -> None:  # noqa: F811
    LembarKerja.objects.filter(periode__year=2026).update(state="decided", submitted_at="2026-11-01T00:00Z")
    attempts = list_percobaan(read(city, 1))
    ends = {key: each[-1].akhir for key, each in attempts.items()}
    assert ends.pop(city[1].pk) == Akhir.MENANG
    assert set(ends.values()) == {Akhir.TIDAK_LULUS}
    index = {UUID(str(unit)): Fraction(str(value or 0)) for unit, _, _, value in ask(ANSWERS, 2026)}
    share = share_of_area(2026)
    missed = [key for key in ends if 60 * share[key] + 10 * index[key] < 75]
    (gate,) = list_penghalang(item for each in attempts.values() for item in each)
    assert (gate.predikat, gate.nama, gate.gagal, gate.dari) == ("WBK", "Simpul TOTAL", len(missed), 5)


def test_winners_are_compared_as_apart_written_sql_says(city: list[Opd]) -> None:  # noqa: F811
    found = compare_winners(read(city, 1, 3))
    share = share_of_area(2026)
    area = next(row for row in found.areas if row.kode == "MP")
    winners = {city[1].pk, city[3].pk}
    assert area.pemenang == Fraction(sum(share[key] for key in winners), 2)
    rest = [value for key, value in share.items() if key not in winners]
    # points are stored cut off after twelve places
    assert 0 <= Fraction(sum(rest), 4) - area.lain < Fraction(1, 10**11)
    yes = Jawaban.objects.filter(simpul__kode="A.1.i.c", pilihan="Ya", lembar__periode__year=2026)
    third = next(row for row in found.butir if row.kode == "A.1.i.c")
    assert third.pemenang == Fraction(yes.filter(lembar__opd__in=winners).count(), 2) == 1
    assert third.lain == Fraction(yes.exclude(lembar__opd__in=winners).count(), 4)


def test_too_few_winners_are_compared_with_nobody(city: list[Opd]) -> None:  # noqa: F811
    found = compare_winners(read(city, 1))
    assert (found.is_enough, found.areas, found.butir) == (False, (), ())


def test_self_against_tpi_is_over_the_worksheets_of_both(city: list[Opd]) -> None:  # noqa: F811
    lembar = LembarKerja.objects.filter(periode__year=2026, opd=city[1]).get()
    own = lembar.nilai.get(simpul__kode="TOTAL")
    points = {"TOTAL": [70 * UNIT] * 2, "MP": [50 * UNIT] * 2}
    Nilai.objects.create(
        lembar=lembar,
        simpul=own.simpul,
        tahap="tpi",
        buku_kerja=70,
        lantai=70,
        terisi=4,
        butir=4,
        ringkas=points,
    )
    papan = read(city)
    (area, total) = compare_assessors(papan.semua, ["MP", "TOTAL"], "tpi")
    assert (area.n, area.unit, area.penilai) == (1, Fraction(own.ringkas["MP"][0], UNIT), 50)
    assert total.penilai == 70
    attempt = list_percobaan(papan)[city[1].pk][-1]
    assert (attempt.tahap, attempt.total) == ("tpi", 70 * UNIT)


def test_questions_are_told_by_the_points_they_lost(city: list[Opd]) -> None:  # noqa: F811
    papan = read(city)
    attempt = list_percobaan(papan)[city[0].pk][-1]
    rows = read_butir(attempt, papan.periods[2026])
    assert [row.hilang for row in rows] == sorted((row.hilang for row in rows), reverse=True)
    assert (rows[0].kode, rows[0].hilang, rows[0].penilai) == ("B.I.a", 40, None)
    assert sum(row.bobot for row in rows) == 100


@pytest.mark.parametrize("path", ["/dasbor/riwayat/", "/dasbor/bandingkan/?tahun=2026"])
def test_pages_cost_six_statements_in_all(city: list[Opd], path: str) -> None:  # noqa: F811
    client = enter(Role.PIMPINAN)
    text_of(client, path)
    with CaptureQueriesContext(connection) as asked:
        text_of(client, f"{path}{'&' if '?' in path else '?'}x=1")
    assert len(asked) == SESSION_AND_ACTOR + 4


def test_history_opens_down_to_the_questions(city: list[Opd]) -> None:  # noqa: F811
    client = enter(Role.PIMPINAN)
    assert f"/dasbor/riwayat/{city[0].pk}/" in text_of(client, "/dasbor/riwayat/")
    page = text_of(client, f"/dasbor/riwayat/{city[0].pk}/")
    assert "Butir yang paling banyak kehilangan poin" in page
    assert "/butir/B.I.a/" in page


def test_foreign_unit_has_no_history(city: list[Opd]) -> None:  # noqa: F811
    client = enter(Role.OPERATOR, city[0])
    assert client.get(f"/dasbor/riwayat/{city[1].pk}/").status_code == 404
    assert "Dinas 1" not in text_of(client, "/dasbor/riwayat/")
    assert "Dinas 1" not in text_of(client, f"/dasbor/bandingkan/?unit={city[0].pk}&unit={city[1].pk}")


def test_units_are_compared_area_by_area(city: list[Opd]) -> None:  # noqa: F811
    page = text_of(
        enter(Role.PIMPINAN), f"/dasbor/bandingkan/?unit={city[1].pk}&unit={city[3].pk}&unit=x&tahun=2026"
    )
    share = share_of_area(2026)
    for unit in (city[1], city[3]):
        assert f">{int(share[unit.pk] * 100)}%</a>" in page
    assert "Pilih dua unit" in text_of(enter(Role.PIMPINAN), "/dasbor/bandingkan/?tahun=2026")


def test_unit_without_attempts_is_told_what_begins_one() -> None:
    unit = OpdFactory()
    assert "Belum ada percobaan" in text_of(enter(Role.PIMPINAN), f"/dasbor/riwayat/{unit.pk}/")
    assert "Belum ada riwayat" in text_of(enter(Role.PIMPINAN), "/dasbor/riwayat/")
