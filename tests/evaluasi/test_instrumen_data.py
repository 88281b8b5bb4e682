"""The instruments on file say what the law says, and a faulty one is refused with the code and the fault."""

import copy
import json
from collections import Counter
from decimal import Decimal

import pytest

from evaluasi.domain.instrumen import InstrumenInvalid, parse_instrumen, parse_json
from evaluasi.domain.pustaka import DATA, instrumen_codes, read_instrumen, read_regulasi
from tests.evaluasi.contoh import INSTRUMEN_52, INSTRUMEN_90

RAW90 = json.loads((DATA / "instrumen" / "permenpan-90-2021.json").read_text())


def broken(change) -> tuple[str, ...]:
    source = copy.deepcopy(RAW90)
    change(source)
    with pytest.raises(InstrumenInvalid) as caught:
        parse_instrumen(source)
    return caught.value.problems


def node(source, kode):
    return next(item for item in source["simpul"] if item["kode"] == kode)


def test_instrumen_on_file_are_the_two_of_the_law():
    assert instrumen_codes() == ("permenpan-90-2021", "permenpan-52-2014")


def test_permenpan_90_has_113_butir_by_type():
    assert Counter(butir.jawaban for butir in INSTRUMEN_90.butir) == {
        "ya_tidak": 17,
        "abc": 36,
        "abcd": 33,
        "abcde": 17,
        "persen": 8,
        "skala_0_4": 2,
    }
    assert sum(len(butir.masukan) for butir in INSTRUMEN_90.butir if butir.jawaban == "persen") == 22


def test_permenpan_52_has_84_butir():
    assert Counter(butir.kode[0] for butir in INSTRUMEN_52.butir) == {"A": 81, "B": 3}


@pytest.mark.parametrize(
    ("kode", "bobot"),
    [
        ("A", "60"),
        ("A.I", "30"),
        ("A.II", "30"),
        ("B", "40"),
        ("B.I", "22.5"),
        ("B.II", "17.5"),
        ("A.II.5.iii", "2"),
    ],
)
def test_permenpan_90_weights_are_those_of_the_law(kode, bobot):
    assert next(simpul.bobot for simpul in INSTRUMEN_90.simpul if simpul.kode == kode) == Decimal(bobot)


def test_combined_areas_weigh_8_7_10_10_15_10():
    assert [(area.kode, area.bobot) for area in INSTRUMEN_90.area_gabungan] == [
        ("MP", 8),
        ("TT", 7),
        ("SDM", 10),
        ("AK", 10),
        ("PW", 15),
        ("PP", 10),
    ]


def test_every_gate_of_table_6_is_there():
    areas = ["MP", "TT", "SDM", "AK", "PW", "PP"]
    expected = {
        "WBK": {"TOTAL": "75", "A": "40", "B.I": "18.25", "B.I.a": "15.75", "B.I.b": "2.5", "B.II": "14"}
        | dict.fromkeys(areas, "60"),
        "WBBM": {"TOTAL": "85", "A": "48", "B.I": "19.5", "B.I.a": "15.75", "B.I.b": "3.75", "B.II": "15.75"}
        | dict.fromkeys(areas, "75"),
    }
    found = {
        predikat: {item.kode: item.ambang for item in INSTRUMEN_90.gerbang if item.predikat == predikat}
        for predikat in expected
    }
    assert found == {
        predikat: {kode: Decimal(ambang) for kode, ambang in gates.items()}
        for predikat, gates in expected.items()
    }


def test_gates_of_52_hold_until_the_change_that_is_not_given():
    assert [item.kode for item in INSTRUMEN_52.gerbang_for(2018) if item.predikat == "WBK"] == [
        "TOTAL",
        "B.I",
        "B.I.1",
        "B.I.2",
    ]
    assert INSTRUMEN_52.gerbang_for(2019) == ()
    entry = next(item for item in INSTRUMEN_52.tidak_diberikan if item.kode == "GERBANG_10_2019")
    assert 2020 in entry.tahun


def test_zero_denominator_rules_are_given_for_each_of_the_eight_percentages():
    rules = {
        butir.kode: (butir.rumus.nol_per_nol.nilai, butir.rumus.isi_per_nol.nilai)
        for butir in INSTRUMEN_90.butir
        if butir.jawaban == "persen"
    }
    assert rules == {
        "A.II.1.i.a": (0, 0),
        "A.II.1.i.b": (0, 0),
        "A.II.3.iii.a": (1, 0),
        "A.II.4.i.0": (0, 0),
        "A.II.5.ii.0": (1, 0),
        "A.II.5.iii.a.0": (1, 0),
        "A.II.5.iii.b.0": (1, 0),
        "A.II.6.i.b": (0, 0),
    }


def test_regulasi_without_text_says_so():
    regulasi = {item.kode: item for item in read_regulasi()}
    assert not regulasi["permenpan-10-2019"].naskah_tersedia
    assert regulasi["permenpan-10-2019"].mengubah == ("permenpan-52-2014",)
    for kode in instrumen_codes():
        assert set(read_instrumen(kode).regulasi) <= set(regulasi)


def test_sidik_changes_with_the_content_only():
    assert parse_instrumen(copy.deepcopy(RAW90)).sidik == INSTRUMEN_90.sidik
    changed = copy.deepcopy(RAW90)
    node(changed, "A.I.1.i.a")["catatan"] = "Lain."
    assert parse_instrumen(changed).sidik != INSTRUMEN_90.sidik


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda s: node(s, "A.I.1.i").update(bobot="0.6"), "A.I.1: bobot anak berjumlah 4.1, seharusnya 4."),
        (
            lambda s: node(s, "A.I.1.i.b").update(jawaban="abcdef"),
            "A.I.1.i.b: jenis jawaban `abcdef` tidak dikenal.",
        ),
        (
            lambda s: node(s, "A.I.1.i.b")["pilihan"].pop(),
            "A.I.1.i.b: pilihan harus A/B/C, tertulis A/B.",
        ),
        (
            lambda s: node(s, "A.I.1.i.b")["pilihan"][1].update(nilai="1.2"),
            "A.I.1.i.b: nilai pilihan harus turun dari 1 sampai 0.",
        ),
        (
            lambda s: node(s, "A.I.1.i.b").update(kode="A.I.1.i.a"),
            "A.I.1.i.a: kode dipakai lebih dari sekali.",
        ),
        (lambda s: node(s, "A.I.1.i.b").update(induk="A.IX"), "A.I.1.i.b: induk A.IX tidak ada di atasnya."),
        (
            lambda s: node(s, "A.II.4.i.0")["rumus"].update(penyebut=["target"]),
            "A.II.4.i.0: rumus memakai masukan target yang tidak ada.",
        ),
        (
            lambda s: node(s, "A.II.4.i.0")["rumus"].pop("penyebut_nol"),
            "A.II.4.i.0: penyebut_nol harus memuat nol_per_nol dan isi_per_nol bernilai 0 sampai 1.",
        ),
        (lambda s: s["area_gabungan"][0].update(bobot="9"), "MP: bobot bagian berjumlah 8, seharusnya 9."),
        (
            lambda s: s["gerbang"][0].update(simpul="C"),
            "gerbang WBK TOTAL: simpul C tidak ada atau tidak berbobot.",
        ),
        (lambda s: s["gerbang"][0].update(ambang="101"), "gerbang WBK TOTAL: ambang 101 di luar jangkauan."),
        (
            lambda s: s["gerbang"].append(dict(s["gerbang"][0])),
            "gerbang WBK TOTAL: ditulis lebih dari sekali.",
        ),
        (lambda s: s.update(revisi="satu"), "instrumen: `revisi` harus berupa bilangan bulat."),
        (
            lambda s: node(s, "A.I.1").update(bobot=4.0),
            'A.I.1: `bobot` harus bilangan desimal dalam tanda kutip, dengan titik, misalnya "0.67".',
        ),
        (lambda s: node(s, "A.I.1").update(warna="biru"), "A.I.1: `warna` tidak dikenal."),
    ],
)
def test_parse_refuses_and_names_the_code(change, problem):
    assert problem in broken(change)


@pytest.mark.parametrize("source", [None, [], "x", {}, {"simpul": 3}, {"format": 1, "simpul": [1, {}]}])
def test_parse_refuses_what_is_no_instrument(source):
    with pytest.raises(InstrumenInvalid):
        parse_instrumen(source)


@pytest.mark.parametrize(
    ("raw", "fault"),
    [
        (b'{"kode":\n 1', "berkas bukan JSON yang utuh; periksa baris 2, kolom 3."),
        (b'{"kode": "\xff"}', "berkas bukan JSON yang utuh; unduh atau simpan ulang sebagai UTF-8."),
        (b"[" * 100_000, "berkas bukan JSON yang utuh; unduh atau simpan ulang sebagai UTF-8."),
    ],
)
def test_broken_json_is_told_with_its_place(raw: bytes, fault: str) -> None:
    with pytest.raises(InstrumenInvalid) as caught:
        parse_json(raw)
    assert str(caught.value).endswith(fault)
