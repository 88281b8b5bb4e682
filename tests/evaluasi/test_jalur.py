"""What-if and the cheapest path: every gate holds, nothing cheaper exists, and what is impossible is said."""

import itertools
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dasar.errors import DomainError
from evaluasi.domain.gerbang import evaluate_gerbang
from evaluasi.domain.instrumen import parse_instrumen
from evaluasi.domain.jalur import MAKS_USAHA, find_jalur, simulate
from evaluasi.domain.jawaban import JawabanInvalid
from evaluasi.domain.least_set import Group, Item, find_least
from evaluasi.domain.scoring import Angka, score
from evaluasi.domain.struktur import compile_instrumen
from tests.evaluasi.contoh import INSTRUMEN_52, INSTRUMEN_90, answers, best, jawaban_of, lowest

S90 = compile_instrumen(INSTRUMEN_90)
S52 = compile_instrumen(INSTRUMEN_52)


def choice(kode, induk, kind="abc", bobot=None):
    values = {"abc": ("A1", "B0.5", "C0"), "abcd": ("A1", "B0.67", "C0.33", "D0")}[kind]
    node = {"kode": kode, "induk": induk, "jenis": "butir", "nama": kode, "jawaban": kind}
    node["pilihan"] = [{"kunci": item[0], "nilai": item[1:], "kriteria": "x"} for item in values]
    return node | ({"bobot": str(bobot)} if bobot else {})


@st.composite
def small_struktur(draw):
    """A law of at most ten questions with gates anywhere: small enough to try every set."""
    sizes = draw(st.lists(st.integers(1, 4), min_size=2, max_size=3).filter(lambda sizes: sum(sizes) <= 8))
    weights = draw(st.lists(st.integers(5, 25), min_size=len(sizes), max_size=len(sizes)))
    pengungkit = sum(weights)
    hasil = draw(st.integers(1, 99 - pengungkit))
    nodes = [{"kode": "TOTAL", "induk": "", "jenis": "total", "nama": "Total", "bobot": "100"}]
    nodes.append({"kode": "A", "induk": "TOTAL", "jenis": "komponen", "nama": "A", "bobot": str(pengungkit)})
    areas = []
    for nomor, (size, weight) in enumerate(zip(sizes, weights, strict=True), 1):
        area = f"A.{nomor}"
        nodes.append({"kode": area, "induk": "A", "jenis": "area", "nama": area, "bobot": str(weight)})
        nodes.append(
            {"kode": f"{area}.i", "induk": area, "jenis": "sub_aspek", "nama": "s", "bobot": str(weight)}
        )
        nodes += [
            choice(f"{area}.i.{n}", f"{area}.i", draw(st.sampled_from(["abc", "abcd"]))) for n in range(size)
        ]
        areas.append({"kode": f"G{nomor}", "nama": area, "bobot": str(weight), "bagian": [area]})
    nodes.append(
        {"kode": "B", "induk": "TOTAL", "jenis": "komponen", "nama": "B", "bobot": str(100 - pengungkit)}
    )
    for kode, bobot in (("B.I", hasil), ("B.II", 100 - pengungkit - hasil)):
        nodes.append({"kode": kode, "induk": "B", "jenis": "unsur_hasil", "nama": kode, "bobot": str(bobot)})
        nodes.append(choice(f"{kode}.a", kode, "abcd", bobot))
    gated = draw(
        st.sets(
            st.sampled_from(["TOTAL", "A", "B.I", "B.II.a", *(area["kode"] for area in areas)]), min_size=1
        )
    )
    gates = [
        {
            "predikat": "WBK",
            "kode": kode,
            "simpul": kode,
            "ambang": str(draw(st.integers(10, 100))),
            "satuan": "persen",
        }
        | {"syarat": kode, "dasar": "contoh"}
        for kode in sorted(gated)
    ]
    source = {
        "format": 1,
        "kode": "kecil",
        "revisi": 1,
        "nama": "Kecil",
        "regulasi": ["contoh"],
        "dasar": "contoh",
    }
    source |= {
        "berlaku": {"mulai": "2026-01-01", "sampai": None},
        "gerbang_tahun": {"mulai": 2026, "sampai": None},
    }
    return compile_instrumen(
        parse_instrumen(source | {"simpul": nodes, "area_gabungan": areas, "gerbang": gates})
    )


def holds(struktur, jawaban, predikat="WBK"):
    return evaluate_gerbang(score(struktur, jawaban), predikat, angka=Angka.LANTAI).semua_terpenuhi


def brute_force(struktur, jawaban, usaha, kecuali):
    """The least effort over all sets of raised answers, or None."""
    codes = [
        butir.kode for butir in struktur.butir if butir.kode not in kecuali and jawaban.get(butir.kode) != "A"
    ]
    costs = [
        sum(usaha.get(kode, 1) for kode in chosen)
        for size in range(len(codes) + 1)
        for chosen in itertools.combinations(codes, size)
        if holds(struktur, jawaban | dict.fromkeys(chosen, "A"))
    ]
    return min(costs, default=None)


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_path_costs_what_trying_every_set_finds(data):
    struktur = data.draw(small_struktur())
    codes = [butir.kode for butir in struktur.butir]
    jawaban = {
        butir.kode: data.draw(jawaban_of(butir.simpul))
        for butir in struktur.butir
        if data.draw(st.integers(0, 4))
    }
    usaha = data.draw(st.dictionaries(st.sampled_from(codes), st.integers(1, 6)))
    kecuali = data.draw(st.sets(st.sampled_from(codes), max_size=2))
    jalur = find_jalur(struktur, jawaban, "WBK", usaha=usaha, kecuali=kecuali)
    expected = brute_force(struktur, jawaban, usaha, kecuali)
    assert jalur.mungkin is (expected is not None)
    if jalur.mungkin:
        assert jalur.usaha == expected == sum(langkah.usaha for langkah in jalur.langkah)
        assert holds(struktur, jawaban | {langkah.kode: langkah.ke for langkah in jalur.langkah})
        assert not {langkah.kode for langkah in jalur.langkah} & kecuali


@pytest.mark.parametrize("struktur", [S90, S52], ids=["90", "52"])
@pytest.mark.parametrize("predikat", ["WBK", "WBBM"])
@given(data=st.data())
@settings(max_examples=12, deadline=None)
def test_path_on_the_law_meets_every_gate(struktur, predikat, data):
    jawaban = data.draw(answers(struktur.instrumen))
    usaha = data.draw(
        st.dictionaries(st.sampled_from(sorted(best(struktur.instrumen))), st.integers(1, MAKS_USAHA))
    )
    jalur = find_jalur(struktur, jawaban, predikat, usaha=usaha)
    assert jalur.mungkin
    full = {langkah.kode: langkah.ke or best(struktur.instrumen)[langkah.kode] for langkah in jalur.langkah}
    assert holds(struktur, jawaban | full, predikat)
    assert (jalur.usaha == 0) is holds(struktur, jawaban, predikat)
    for langkah in jalur.langkah:
        assert langkah.nilai_dari < langkah.nilai_ke <= 1


def test_lowered_steps_are_the_least_that_suffice():
    jawaban = best() | {
        "B.I.a": Decimal("2.10"),
        "B.I.b": "E",
        "A.II.5.ii.0": {"harus": 170, "proses": 0, "selesai": 0},
    }
    for sub_aspek in ("A.I.5.i", "A.I.5.ii", "A.I.5.iii"):
        jawaban |= {kode: lowest()[kode] for kode in S90.butir_under(sub_aspek)}
    jalur = find_jalur(S90, jawaban, "WBK")
    assert [(langkah.kode, langkah.ke) for langkah in jalur.langkah] == [
        ("A.II.5.ii.0", {"harus": 170, "proses": 0, "selesai": 85}),
        ("B.I.a", Decimal("3.6")),
        ("B.I.b", "C"),
    ]
    assert jalur.usaha == 3
    assert holds(S90, jawaban | {langkah.kode: langkah.ke for langkah in jalur.langkah})


def test_effort_moves_the_path_to_cheaper_questions():
    jawaban = best() | {kode: lowest()[kode] for kode in S90.butir_under("TT")}
    one = find_jalur(S90, jawaban, "WBK")
    dear = {one.langkah[0].kode: MAKS_USAHA}
    other = find_jalur(S90, jawaban, "WBK", usaha=dear)
    assert one.usaha == len(one.langkah)
    assert other.usaha == sum(dear.get(langkah.kode, 1) for langkah in other.langkah) >= one.usaha
    assert one.langkah[0].kode not in {langkah.kode for langkah in other.langkah}


def test_exclusion_that_blocks_a_gate_is_named_with_what_is_missing():
    jawaban = best() | {"B.I.b": "E", "B.II.a": Decimal(3)}
    jalur = find_jalur(S90, jawaban, "WBK", kecuali=["B.I.b", "B.II.a"])
    assert not jalur.mungkin
    assert jalur.langkah == ()
    assert [(item.gerbang.gerbang.kode, item.terbaik, item.kurang) for item in jalur.halangan] == [
        ("B.I", Fraction("17.5"), Fraction("0.75")),
        ("B.I.b", 0, Fraction("2.5")),
        ("B.II", Fraction("13.125"), Fraction("0.875")),
    ]


def test_attainable_answer_caps_a_question():
    jawaban = best() | {"B.I.a": Decimal("2.10")}
    assert find_jalur(S90, jawaban, "WBK", capaian={"B.I.a": Decimal("3.7")}).langkah[0].ke == Decimal("3.6")
    halangan = find_jalur(S90, jawaban, "WBK", capaian={"B.I.a": Decimal("3.5")}).halangan
    assert [item.gerbang.gerbang.kode for item in halangan] == ["B.I.a"]


def test_worksheet_that_meets_everything_needs_no_step():
    jalur = find_jalur(S90, best(), "WBBM")
    assert (jalur.usaha, jalur.langkah, jalur.mungkin, jalur.usaha_kurang_satu) == (0, (), True, None)


def test_proof_tells_what_one_effort_less_reaches():
    """Every gate but the total holds: the total that nothing raised gives is the proof that one step is needed."""
    jawaban = best() | {"B.I.a": Decimal("3.6"), "B.I.b": "B", "B.II.a": Decimal("3.6")}
    for simpul in ("A.II.5.ii", "A.I.3.iv", "A.I.4.i", "A.I.6.ii", "A.I.1.iv", "A.II.2.i"):
        jawaban |= {kode: lowest()[kode] for kode in S90.butir_under(simpul)}
    jalur = find_jalur(S90, jawaban, "WBBM")
    assert (jalur.usaha, jalur.usaha_kurang_satu) == (1, Fraction("84.75"))


def test_blanks_count_as_zero_for_the_path():
    jalur = find_jalur(S90, {}, "WBK")
    assert jalur.mungkin
    assert all(langkah.dari is None for langkah in jalur.langkah)
    assert {langkah.kode for langkah in jalur.langkah if langkah.ke is None} <= {
        butir.kode for butir in INSTRUMEN_90.butir if butir.jawaban == "persen"
    }


@pytest.mark.parametrize("usaha", [0, -1, MAKS_USAHA + 1, Decimal(1), True, "2"])
def test_effort_out_of_range_is_refused(usaha):
    with pytest.raises(DomainError, match="bilangan bulat 1 sampai 20"):
        find_jalur(S90, {}, "WBK", usaha={"B.I.a": usaha})


@pytest.mark.parametrize("options", [{"kecuali": ["X"]}, {"usaha": {"X": 1}}, {"capaian": {"X": "A"}}])
def test_unknown_code_is_refused(options):
    with pytest.raises(JawabanInvalid, match="Kode butir X"):
        find_jalur(S90, {}, "WBK", **options)


def test_year_without_gates_has_no_path():
    with pytest.raises(DomainError, match="tidak diberikan"):
        find_jalur(S52, {}, "WBK", tahun=2020)


def test_greedy_choice_would_be_dearer():
    """Best gain per effort first takes the 5 for 2 and then needs the 6 for 3 as well; the 6 alone suffices."""
    root = Group(need=6, items=[Item("lima", 5, 2), Item("enam", 6, 3)])
    least = find_least(root)
    assert (least.keys, least.cost, least.below) == ({"enam"}, 3, 5)


def test_inner_need_is_kept_even_when_the_outer_one_is_met_cheaper():
    root = Group(
        need=5, items=[Item("luar", 9, 1)], groups=[Group(need=2, items=[Item("a", 1, 4), Item("b", 2, 5)])]
    )
    least = find_least(root)
    assert (least.keys, least.cost) == ({"luar", "b"}, 6)


def test_insufficient_items_give_none():
    assert find_least(Group(need=3, items=[Item("a", 2, 1)])) is None


def test_simulate_shows_before_and_after_and_saves_nothing():
    jawaban = best() | {"A.I.1.i.a": "Tidak"}
    result = simulate(S90, jawaban, {"A.I.1.i.a": "Ya", "A.I.1.i.b": None})
    assert result.sebelum.nilai() == Decimal("99.75")
    assert result.sesudah.kosong == ("A.I.1.i.b",)
    assert jawaban["A.I.1.i.a"] == "Tidak"


@pytest.mark.parametrize(
    "perubahan",
    [{"X": "A"}, {"A.I.1.i.a": "A"}, {"B.I.a": Decimal(5)}, {"A.II.4.i.0": {"sasaran": 1, "tercapai": 2}}],
)
def test_simulate_refuses_what_cannot_be_answered(perubahan):
    with pytest.raises(JawabanInvalid):
        simulate(S90, best(), perubahan)
