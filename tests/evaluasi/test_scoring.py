"""The arithmetic: worked examples of the law, exactness, and properties that hold for every worksheet."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluasi.domain.bilangan import (
    cut_decimal,
    full_text,
    half_up,
    indonesian,
    indonesian_shortfall,
    shortfall_text,
)
from evaluasi.domain.jawaban import JawabanInvalid, value_of
from evaluasi.domain.scoring import Angka, score
from evaluasi.domain.struktur import compile_instrumen
from tests.evaluasi.contoh import INSTRUMEN_52, INSTRUMEN_90, answers, best, lowest, naive

S90 = compile_instrumen(INSTRUMEN_90)
S52 = compile_instrumen(INSTRUMEN_52)
BOTH = pytest.mark.parametrize("struktur", [S90, S52], ids=["90", "52"])


def nilai_of(kode, jawaban):
    return value_of(S90.butir_by_kode[kode].simpul, jawaban)


@BOTH
def test_score_best_answers_is_100_and_lowest_is_0(struktur):
    top, bottom = score(struktur, best(struktur.instrumen)), score(struktur, lowest(struktur.instrumen))
    assert (top.fraction(), bottom.fraction()) == (100, 0)
    assert top.lengkap
    assert bottom.lengkap


@pytest.mark.parametrize(
    ("kode", "jumlah", "persen"),
    [
        ("A.II.1.i.a", {"agen": 4, "dibuat": 15}, "100.00"),
        ("A.II.1.i.b", {"dibuat": 7, "terintegrasi": 1}, "14.29"),
        ("A.II.3.iii.a", {"lalu": 1, "ini": 0, "sanksi": 1}, "100.00"),
        ("A.II.4.i.0", {"sasaran": 9, "tercapai": 1}, "11.11"),
        ("A.II.5.ii.0", {"harus": 170, "proses": 13, "selesai": 157}, "92.35"),
        ("A.II.5.iii.a.0", {"kepala": 1, "wajib": 2, "lain": 12, "sudah": 13}, "86.67"),
        ("A.II.5.iii.b.0", {"es3": 1, "es4": 4, "fungsional": 68, "sudah": 73}, "100.00"),
    ],
)
def test_ratio_prints_as_in_the_law_and_the_workbook(kode, jumlah, persen):
    assert score(S90, {kode: jumlah}).persen(kode) == Decimal(persen)


@pytest.mark.parametrize(
    ("kode", "jumlah", "nilai"),
    [
        ("A.II.3.iii.a", {"lalu": 0, "ini": 0}, 1),
        ("A.II.3.iii.a", {"lalu": 0, "ini": 2}, 0),
        ("A.II.3.iii.a", {"lalu": 2, "ini": 5}, 0),
        ("A.II.3.iii.a", {"lalu": 4, "ini": 1}, Fraction(3, 4)),
        ("A.II.1.i.a", {"agen": 0, "dibuat": 0}, 0),
        ("A.II.5.ii.0", {"harus": 0, "selesai": 0}, 1),
        ("A.II.5.iii.a.0", {"kepala": 0, "wajib": 0, "lain": 0, "sudah": 0}, 1),
        ("A.II.5.iii.a.0", {"kepala": 0, "wajib": 0, "lain": 0}, None),
    ],
)
def test_ratio_follows_the_rule_for_zero_and_never_leaves_0_to_1(kode, jumlah, nilai):
    assert nilai_of(kode, jumlah) == nilai


def test_lhkpn_and_lhkasn_each_count_once():
    jawaban = {
        "A.II.5.iii.a.0": {"kepala": 1, "wajib": 2, "lain": 12, "sudah": 13},
        "A.II.5.iii.b.0": {"es3": 0, "es4": 0, "fungsional": 73, "sudah": 73},
    }
    skor = score(S90, jawaban)
    assert skor.fraction("A.II.5.iii") == Fraction(13, 15) + 1
    assert indonesian(skor.nilai("A.II.5.iii")) == "1,87"


def test_abcd_uses_constants_not_thirds():
    skor = score(S90, {"A.II.5.i.0": "B", "A.I.5.i.b": "B", "A.II.4.ii.0": "C"})
    assert skor.fraction("A.II.4.ii.0") == Fraction("0.33") * Fraction("1.5")
    assert skor.fraction("A.I.5.i.b") == Fraction("0.67") * Fraction("0.75")


def test_hasil_from_indices_and_capaian():
    skor = score(S90, {"B.I.a": Decimal("3.60"), "B.I.b": "C", "B.II.a": Decimal("3.20")})
    assert [skor.fraction(kode) for kode in ("B.I.a", "B.I.b", "B.I", "B.II", "B")] == [
        Fraction("15.75"),
        Fraction("2.5"),
        Fraction("18.25"),
        14,
        Fraction("32.25"),
    ]


def test_thirds_and_sevenths_add_back_exactly():
    jawaban = best() | {"A.I.1.ii.a": "Tidak", "A.II.1.i.b": {"dibuat": 7, "terintegrasi": 3}}
    skor = score(S90, jawaban)
    assert skor.fraction("A.I.1.ii") == Fraction(2, 3)
    assert skor.fraction() == 100 - Fraction(1, 3) - Fraction(4, 7)


def test_blank_raises_the_workbook_figure_and_not_the_floor():
    jawaban = {"A.I.1.i.a": "Ya"}
    skor = score(S90, jawaban)
    assert (skor.nilai("A.I.1.i"), skor.nilai("A.I.1.i", Angka.LANTAI)) == (Decimal("0.5"), Decimal("0.25"))
    assert skor.terisi("A.I.1.i") == (1, 2)
    assert skor.terisi("MP") == (1, 16)
    assert len(skor.kosong) == 112


def test_sub_aspect_without_any_answer_is_0_and_listed():
    jawaban = best()
    for kode in ("A.I.5.iv.a", "A.I.5.iv.b", "A.I.5.iv.c"):
        del jawaban[kode]
    skor = score(S90, jawaban)
    assert skor.tanpa_jawaban == ("A.I.5.iv",)
    assert skor.fraction() == Fraction("98.5")
    assert skor.fraction(angka=Angka.LANTAI) == Fraction("98.5")


def test_counts_not_yet_complete_are_blank():
    skor = score(S90, {"A.II.4.i.0": {"sasaran": 9}, "B.I.a": None, "A.I.1.i.a": ""})
    assert len(skor.kosong) == 113


@pytest.mark.parametrize(
    "jawaban",
    [
        {"A.IX": "Ya"},
        {"A.I.1.i": "Ya"},
        {"TOTAL": "A"},
        {"A.I.1.i.a": "A"},
        {"A.I.1.i.b": "D"},
        {"A.I.1.i.b": Decimal(1)},
        {"A.I.1.i.b": {"sudah": 1}},
        {"B.I.a": "3.6"},
        {"B.I.a": Decimal("NaN")},
        {"A.II.4.i.0": Decimal(1)},
    ],
)
def test_score_refuses_answers_that_do_not_fit(jawaban):
    with pytest.raises(JawabanInvalid):
        score(S90, jawaban)


@BOTH
@given(data=st.data())
@settings(max_examples=30, deadline=None)
def test_score_equals_the_obvious_computation(struktur, data):
    jawaban = data.draw(answers(struktur.instrumen))
    skor = score(struktur, jawaban)
    for kode in (
        "TOTAL",
        "A",
        "B.I",
        "MP",
        "PW",
        *data.draw(st.lists(st.sampled_from(sorted(struktur.posisi)), max_size=5)),
    ):
        if struktur.anak[kode]:
            assert skor.fraction(kode) == naive(struktur.instrumen, jawaban, kode, floor=False)
            assert skor.fraction(kode, Angka.LANTAI) == naive(struktur.instrumen, jawaban, kode, floor=True)


@BOTH
@given(data=st.data())
@settings(max_examples=30, deadline=None)
def test_score_is_bounded_sums_up_and_the_floor_is_lower(struktur, data):
    jawaban = data.draw(answers(struktur.instrumen))
    skor = score(struktur, jawaban)
    for kode in struktur.posisi:
        floor, workbook = skor.fraction(kode, Angka.LANTAI), skor.fraction(kode)
        assert 0 <= floor <= workbook <= struktur.bobot_of(kode)
        assert skor.lengkap <= (floor == workbook)
        if struktur.anak[kode]:
            assert floor == sum(skor.fraction(anak, Angka.LANTAI) for anak in struktur.anak[kode])
    assert sum(skor.fraction(area.kode) for area in struktur.instrumen.area_gabungan) == skor.fraction("A")
    shuffled = data.draw(st.permutations(list(jawaban.items())))
    assert score(struktur, dict(shuffled)).semua() == skor.semua()


@BOTH
@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_better_answer_never_lowers_a_score(struktur, data):
    jawaban = data.draw(answers(struktur.instrumen))
    kode = data.draw(st.sampled_from(sorted(jawaban)))
    top = best(struktur.instrumen)[kode]
    butir = struktur.butir_by_kode[kode].simpul
    if butir.pilihan:
        at = [pilihan.kunci for pilihan in butir.pilihan].index(jawaban[kode])
        top = butir.pilihan[data.draw(st.integers(0, at))].kunci
    before, after = score(struktur, jawaban), score(struktur, jawaban | {kode: top})
    for each in struktur.posisi:
        assert after.fraction(each) >= before.fraction(each)
        assert after.fraction(each, Angka.LANTAI) >= before.fraction(each, Angka.LANTAI)


@given(data=st.data())
@settings(max_examples=30, deadline=None)
def test_answering_a_blank_never_lowers_the_floor(data):
    jawaban = data.draw(answers(INSTRUMEN_90))
    skor = score(S90, jawaban)
    if skor.kosong:
        kode = data.draw(st.sampled_from(skor.kosong))
        later = score(S90, jawaban | {kode: lowest()[kode]})
        assert later.fraction(angka=Angka.LANTAI) == skor.fraction(angka=Angka.LANTAI)


@given(part=st.integers(0, 10**6), whole=st.integers(1, 10**6), threshold=st.integers(0, 100))
def test_cut_value_answers_every_threshold_like_the_exact_one(part, whole, threshold):
    exact = Fraction(part, whole)
    cut, limit = cut_decimal(exact), Decimal(threshold).scaleb(-2)
    assert (cut >= limit) == (exact >= limit)
    assert half_up(cut) == half_up(exact)
    assert Decimal(full_text(exact)) <= exact


def test_display_rounds_half_up_on_the_exact_decimal():
    assert half_up(Fraction("1.335")) == Decimal("1.34")
    assert half_up(Decimal("2.665")) == Decimal("2.67")
    assert indonesian(Fraction(1, 3)) == "0,33"
    assert full_text(Fraction("15.750")) == "15.75"
    assert full_text(Fraction(75)) == "75"


def test_missing_amount_is_never_shown_as_nothing():
    assert shortfall_text(Fraction(1, 10**30)) == "0.0000000000000000000000000001"
    assert indonesian_shortfall(Fraction(1, 1000)) == "0,01"
    assert indonesian_shortfall(Fraction(0)) == "0,00"
