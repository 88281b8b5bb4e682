"""Every gate at its exact boundary, from both sides."""

from decimal import Decimal
from fractions import Fraction

import pytest

from evaluasi.domain.gerbang import HasilGerbang, evaluate_gerbang, evaluate_semua, read_belahan
from evaluasi.domain.instrumen.data import PREDIKAT
from evaluasi.domain.scoring import Angka, Skor, score
from evaluasi.domain.struktur import compile_instrumen
from tests.evaluasi.contoh import INSTRUMEN_52, INSTRUMEN_90, best, lowest

S90 = compile_instrumen(INSTRUMEN_90)
S52 = compile_instrumen(INSTRUMEN_52)
GATES = [
    pytest.param(struktur, gerbang, id=f"{gerbang.dasar[12:19]}-{gerbang.predikat}-{gerbang.kode}")
    for struktur in (S90, S52)
    for gerbang in struktur.instrumen.gerbang
]


def skor_with(struktur, kode: str, nilai: Fraction) -> Skor:
    """A score in which one node has exactly that many points and everything else is full."""
    penyebut = nilai.denominator * struktur.pembagi_bobot
    points = [int(bobot * penyebut) for bobot in struktur.bobot]
    points[struktur.posisi[kode]] = int(nilai * penyebut)
    full = list(struktur.jumlah_butir)
    return Skor(struktur, penyebut, (), (), points, points, full)


def gate_of(skor: Skor, predikat: str, kode: str, **options) -> HasilGerbang:
    return next(
        item for item in evaluate_gerbang(skor, predikat, **options).gerbang if item.gerbang.kode == kode
    )


@pytest.mark.parametrize(("struktur", "gerbang"), GATES)
def test_gate_at_its_boundary(struktur, gerbang):
    bobot = struktur.bobot_of(gerbang.simpul)
    ambang = Fraction(gerbang.ambang) * (bobot / 100 if gerbang.satuan == "persen" else 1)
    hair = Fraction(1, 10**18)
    for nilai, terpenuhi, kurang in (
        (ambang, True, 0),
        (ambang + hair, True, 0),
        (ambang - hair, False, hair),
    ):
        hasil = gate_of(skor_with(struktur, gerbang.simpul, nilai), gerbang.predikat, gerbang.kode)
        assert (hasil.terpenuhi, hasil.kurang) == (terpenuhi, kurang)


@pytest.mark.parametrize(
    ("predikat", "jawaban", "terpenuhi"),
    [
        ("WBK", {"B.I.a": Decimal("3.6")}, True),
        ("WBK", {"B.I.a": Decimal("3.599999999999")}, False),
        ("WBK", {"B.II.a": Decimal("3.2")}, True),
        ("WBK", {"B.II.a": Decimal("3.199999999999")}, False),
        ("WBBM", {"B.II.a": Decimal("3.6")}, True),
        ("WBBM", {"B.II.a": Decimal("3.599999999999")}, False),
        ("WBK", {"B.I.b": "C"}, True),
        ("WBK", {"B.I.b": "D"}, False),
        ("WBBM", {"B.I.b": "B"}, True),
        ("WBBM", {"B.I.b": "C"}, False),
    ],
)
def test_predikat_turns_on_one_answer_at_the_boundary(predikat, jawaban, terpenuhi):
    assert evaluate_gerbang(score(S90, best() | jawaban), predikat).memenuhi is terpenuhi


def test_total_of_exactly_75_from_thirds_is_reached():
    lowered = ["A.I.1.ii.a", "A.I.1.ii.b", "A.I.6.v.b"]  # a third each
    lowered += ["A.II.5.i.0", "A.II.6.ii.0", "A.II.6.i.a"]  # 2.5 + 2.5 + 1.25
    lowered += ["A.II.4.ii.0", "A.II.4.iii.0", "A.II.3.i.a", "A.II.3.ii.a"]  # 1.5 each
    lowered += ["A.II.1.ii.0", "A.II.1.iii.0", *S90.butir_under("A.II.2.iii")]  # 1 + 1 + 2
    jawaban = best() | {kode: lowest()[kode] for kode in lowered}
    jawaban |= {"B.I.a": Decimal("3.6"), "B.I.b": "C", "B.II.a": Decimal("3.2")}
    hasil = gate_of(score(S90, jawaban), "WBK", "TOTAL")
    assert (hasil.nilai, hasil.terpenuhi) == (75, True)
    jawaban["A.II.5.ii.0"] = {"harus": 10**8, "proses": 0, "selesai": 10**8 - 1}
    hasil = gate_of(score(S90, jawaban), "WBK", "TOTAL")
    assert (hasil.kurang, hasil.terpenuhi) == (Fraction(3, 10**8), False)


def test_minima_alone_do_not_make_the_total():
    """The lines of Tabel 6 are separate tests: 40 + 18.25 + 14 = 72.25 is below 75."""
    for predikat, jumlah in (("WBK", "72.25"), ("WBBM", "83.25")):
        ambang = {item.kode: item.ambang for item in INSTRUMEN_90.gerbang if item.predikat == predikat}
        assert ambang["A"] + ambang["B.I"] + ambang["B.II"] == Decimal(jumlah) < ambang["TOTAL"]


def test_area_gate_reads_the_combined_area_and_belahan_each_half():
    jawaban = best()
    for butir in S90.butir_under("A.II.1"):
        jawaban[butir] = lowest()[butir]
    jawaban["A.II.1.ii.0"] = "A"
    skor = score(S90, jawaban)
    hasil = gate_of(skor, "WBK", "MP")
    assert (hasil.nilai, hasil.ambang, hasil.terpenuhi) == (5, Fraction("4.8"), True)
    belahan = {item.kode: item.terpenuhi for item in read_belahan(skor, "WBK")}
    assert belahan["A.I.1"]
    assert not belahan["A.II.1"]
    assert len(belahan) == 12


def test_binding_gate_is_the_hardest_unmet_one():
    skor = score(S90, best() | {"B.I.b": "D", "B.II.a": Decimal("3.0")})
    hasil = evaluate_gerbang(skor, "WBK")
    assert [item.gerbang.kode for item in hasil.kurang] == ["B.I.b", "B.II"]
    assert hasil.mengikat.gerbang.kode == "B.I.b"


def test_binding_gate_when_all_are_met_has_the_smallest_margin():
    assert (
        evaluate_gerbang(score(S90, best() | {"B.I.a": Decimal("3.61")}), "WBK").mengikat.gerbang.kode
        == "B.I.a"
    )


def test_incomplete_worksheet_never_counts_as_meeting():
    jawaban = best()
    del jawaban["A.I.1.i.a"]
    hasil = evaluate_gerbang(score(S90, jawaban), "WBBM")
    assert hasil.semua_terpenuhi
    assert not hasil.memenuhi


def test_blank_that_lifts_the_workbook_figure_does_not_make_a_gate_certain():
    jawaban = {kode: answer for kode, answer in best().items() if not kode.startswith("A.I.5.ii.")}
    jawaban["A.I.5.ii.a"] = "A"
    for kode in S90.butir_under("A.II.5"):
        jawaban[kode] = lowest()[kode]
    jawaban["A.II.5.iii.a.0"] = best()["A.II.5.iii.a.0"]
    jawaban["A.II.5.iii.b.0"] = {"es3": 0, "es4": 0, "fungsional": 2, "sudah": 1}
    skor = score(S90, jawaban)
    assert gate_of(skor, "WBK", "PW").terpenuhi
    assert not gate_of(skor, "WBK", "PW").pasti
    assert not gate_of(skor, "WBK", "PW", angka=Angka.LANTAI).terpenuhi


def test_year_whose_law_is_not_given_has_no_conclusion():
    skor = score(S52, best(INSTRUMEN_52))
    for predikat in PREDIKAT:
        assert not evaluate_semua(skor, tahun=2020)[predikat].diberikan
        assert not evaluate_semua(skor, tahun=2020)[predikat].memenuhi
        assert evaluate_semua(skor, tahun=2020)[predikat].mengikat is None
        assert evaluate_semua(skor, tahun=2018)[predikat].memenuhi
