"""`manage.py score_lke`: what it prints, how it refuses, and the exit status."""

import json
import os
import subprocess
import sys
from decimal import Decimal
from fractions import Fraction
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from evaluasi.domain.lembar_csv import LembarCsvInvalid, parse_lembar
from evaluasi.domain.pustaka import read_struktur
from evaluasi.domain.scoring import Angka, score
from tests.evaluasi.contoh import INSTRUMEN_52, INSTRUMEN_90, best, lowest

S90 = read_struktur()
S52 = read_struktur("permenpan-52-2014")
ROOT = Path(__file__).resolve().parents[2]


def csv_text(jawaban, instrumen=INSTRUMEN_90) -> str:
    rows = ["kode,masukan,jawaban"]
    butir = {item.kode: item for item in instrumen.butir}
    for kode, answer in jawaban.items():
        if isinstance(answer, dict):
            rows += [f"{kode},{masukan},{jumlah}" for masukan, jumlah in answer.items()]
        elif isinstance(answer, Decimal):
            rows.append(f"{kode},{butir[kode].masukan[0].kunci},{answer}")
        else:
            rows.append(f"{kode},,{answer}")
    return "\n".join(rows) + "\n"


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Runs the command over texts; returns exit status, parsed lines and the error lines."""
    monkeypatch.chdir(tmp_path)

    def go(*texts: str | bytes, **options):
        names = [f"lke-{number}.csv" for number in range(1, len(texts) + 1)]
        for name, text in zip(names, texts, strict=True):
            (tmp_path / name).write_bytes(text if isinstance(text, bytes) else text.encode())
        out, err = StringIO(), StringIO()
        try:
            call_command("score_lke", *names, stdout=out, stderr=err, no_color=True, **options)
            status = 0
        except SystemExit as stop:
            status = stop.code
        return status, [json.loads(line) for line in out.getvalue().splitlines()], err.getvalue().splitlines()

    return go


def test_complete_file_prints_one_line_and_exits_0(run):
    status, lines, errors = run(csv_text(best()))
    assert (status, errors, len(lines)) == (0, [], 1)
    result = lines[0]
    assert list(result) == ["berkas", "instrumen", "lengkap", "kosong", "nilai", "lantai", "gerbang"]
    assert (result["berkas"], result["instrumen"]) == ("lke-1.csv", "permenpan-90-2021")
    assert (result["lengkap"], result["kosong"]) == (True, [])
    assert result["nilai"]["TOTAL"] == {"nilai": "100", "bobot": "100", "persen": "100.00"}
    assert result["lantai"] == result["nilai"]
    assert set(result["nilai"]) == set(S90.posisi)
    assert [len(result["gerbang"][predikat]) for predikat in ("WBK", "WBBM")] == [12, 12]
    assert list(result["gerbang"]["WBK"][0]) == ["kode", "syarat", "nilai", "kurang", "terpenuhi", "dasar"]


def test_figures_are_unrounded_text_and_percentages_have_two_places(run):
    jawaban = lowest() | {"A.I.1.ii.a": "Ya", "A.II.5.ii.0": {"harus": 170, "proses": 13, "selesai": 157}}
    _, lines, _ = run(csv_text(jawaban))
    nilai = lines[0]["nilai"]
    assert nilai["A.I.1.ii"] == {"nilai": "0." + "3" * 28, "bobot": "1", "persen": "33.33"}
    assert nilai["A.II.5.ii.0"]["persen"] == "92.35"
    assert abs(Fraction(nilai["TOTAL"]["nilai"]) - Fraction(1, 3) - Fraction(157 * 3, 170)) < Fraction(
        1, 10**27
    )


def test_gate_lists_value_and_points_missing(run):
    _, lines, _ = run(csv_text(best() | {"B.I.a": Decimal("3.5")}))
    gate = next(item for item in lines[0]["gerbang"]["WBK"] if item["kode"] == "B.I.a")
    assert (gate["nilai"], gate["kurang"], gate["terpenuhi"]) == ("15.3125", "0.4375", False)
    assert gate["dasar"].startswith("PermenPANRB 90/2021, Lampiran II, Tabel 6")


def test_incomplete_file_is_scored_and_exits_1(run):
    jawaban = best()
    del jawaban["A.I.1.i.a"]
    jawaban["A.I.1.i.b"] = "C"
    del jawaban["A.II.4.i.0"]["tercapai"]
    status, lines, errors = run(csv_text(jawaban))
    assert (status, errors) == (1, [])
    assert lines[0]["kosong"] == ["A.I.1.i.a", "A.II.4.i.0"]
    assert not lines[0]["lengkap"]
    assert Decimal(lines[0]["lantai"]["TOTAL"]["nilai"]) == 100 - Decimal("0.5") - 2


def test_worst_file_decides_and_the_others_are_scored(run):
    half = dict(list(best().items())[:50])
    status, lines, errors = run(csv_text(half), "kode,masukan,jawaban\nA.I.1.i.a,,B\n", csv_text(best()))
    assert status == 2
    assert [line["berkas"] for line in lines] == ["lke-1.csv", "lke-3.csv"]
    assert errors == ["lke-2.csv: baris 2: A.I.1.i.a: jawaban `B` tidak dikenal; pilih Ya, Tidak."]


def test_missing_file_exits_2(tmp_path):
    out, err = StringIO(), StringIO()
    with pytest.raises(SystemExit) as stop:
        call_command("score_lke", str(tmp_path / "tidak-ada.csv"), str(tmp_path), stdout=out, stderr=err)
    assert (stop.value.code, out.getvalue()) == (2, "")
    assert "tidak ditemukan" in err.getvalue()
    assert "ini folder" in err.getvalue()


def test_json_flag_changes_nothing(run):
    assert run(csv_text(best())) == run(csv_text(best()), json=True)


def test_instrumen_52_is_scored_by_its_own_tree(run):
    status, lines, _ = run(csv_text(best(INSTRUMEN_52), INSTRUMEN_52), instrumen="permenpan-52-2014")
    assert status == 0
    assert lines[0]["nilai"]["B.I.2"] == {"nilai": "5", "bobot": "5", "persen": "100.00"}
    assert [item["kode"] for item in lines[0]["gerbang"]["WBBM"]] == [
        "TOTAL",
        "B.I",
        "B.I.1",
        "B.I.2",
        "B.II",
    ]


def test_unknown_instrumen_is_refused():
    with pytest.raises(CommandError, match="permenpan-10-2019"):
        call_command("score_lke", "lke.csv", "--instrumen=permenpan-10-2019")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "baris 1: berkas kosong"),
        ("A.I.1.i.a,,Ya\n", "baris 1: baris pertama harus kode,masukan,jawaban"),
        ("kode;masukan;jawaban\nA.I.1.i.a;;Ya\n", "baris 1: pemisah kolom titik koma"),
        ("kode,masukan,jawaban\nA.I.1.i.a,,Ya,x\n", "baris 2: harus tepat 3 kolom"),
        ("kode,masukan,jawaban\nA.I.1.i.a\n", "baris 2: harus tepat 3 kolom"),
        ("kode,masukan,jawaban\n\nA.IX.9,,Ya\n", "baris 3: kode A.IX.9 tidak ada"),
        (
            "kode,masukan,jawaban\na.i.1.i.a,,Ya\n",
            "baris 2: kode a.i.1.i.a tidak ada dalam permenpan-90-2021; maksudnya A.I.1.i.a?",
        ),
        ("kode,masukan,jawaban\nA.I.1,,Ya\n", "baris 2: A.I.1 bukan butir yang dijawab"),
        ("kode,masukan,jawaban\n,,Ya\n", "baris 2: kolom kode kosong"),
        (
            "kode,masukan,jawaban\nA.I.1.i.b,,D\n",
            "baris 2: A.I.1.i.b: jawaban `D` tidak dikenal; pilih A, B, C.",
        ),
        ("kode,masukan,jawaban\nA.I.1.i.b,skor,A\n", "baris 2: A.I.1.i.b: masukan harus kosong"),
        (
            "kode,masukan,jawaban\nA.I.1.i.a,,Ya\nA.I.1.i.a,,Ya\n",
            "baris 3: A.I.1.i.a sudah diisi pada baris 2",
        ),
        (
            "kode,masukan,jawaban\nA.II.4.i.0,,3\n",
            "baris 2: A.II.4.i.0: masukan `` tidak dikenal; yang ada: sasaran, tercapai",
        ),
        (
            "kode,masukan,jawaban\nA.II.4.i.0,target,3\n",
            "baris 2: A.II.4.i.0: masukan `target` tidak dikenal",
        ),
        (
            "kode,masukan,jawaban\nA.II.4.i.0,sasaran,-3\n",
            "baris 2: A.II.4.i.0 sasaran: `-3` bukan bilangan bulat",
        ),
        (
            'kode,masukan,jawaban\nA.II.4.i.0,sasaran,"1.000,5"\n',
            "baris 2: A.II.4.i.0 sasaran: `1.000,5` bukan bilangan bulat",
        ),
        (
            "kode,masukan,jawaban\nA.II.4.i.0,sasaran,1.000\n",
            "baris 2: A.II.4.i.0 sasaran: `1.000` bukan bilangan bulat",
        ),
        (
            "kode,masukan,jawaban\nA.II.4.i.0,sasaran,1e3\n",
            "baris 2: A.II.4.i.0 sasaran: `1e3` bukan bilangan bulat",
        ),
        (
            "kode,masukan,jawaban\nA.II.4.i.0,sasaran,³\n",
            "baris 2: A.II.4.i.0 sasaran: `³` bukan bilangan bulat",
        ),
        (
            "kode,masukan,jawaban\nA.II.4.i.0,sasaran,1000000000\n",
            "baris 2: A.II.4.i.0 sasaran: angka terlalu besar",
        ),
        (
            f"kode,masukan,jawaban\nA.II.4.i.0,sasaran,{'9' * 9000}\n",
            "baris 2: A.II.4.i.0 sasaran: angka terlalu besar",
        ),
        (
            "kode,masukan,jawaban\nA.II.4.i.0,tercapai,10\nA.II.4.i.0,sasaran,9\n",
            "baris 3: A.II.4.i.0: Jumlah sasaran yang tercapai 100% atau lebih (10) tidak boleh melebihi Jumlah sasaran kinerja (9).",
        ),
        (
            "kode,masukan,jawaban\nB.I.a,skor,4.01\n",
            "baris 2: B.I.a skor: `4.01` di luar skala; angka harus antara 0 dan 4.",
        ),
        ("kode,masukan,jawaban\nB.I.a,skor,-1\n", "baris 2: B.I.a skor: `-1` bukan angka 0 sampai 4"),
        (
            'kode,masukan,jawaban\nB.I.a,skor,"3,6"\n',
            "baris 2: B.I.a skor: `3,6` bukan angka 0 sampai 4; tulis dengan titik desimal, misalnya 3.60.",
        ),
        ("kode,masukan,jawaban\nB.I.a,skor,nan\n", "baris 2: B.I.a skor: `nan` bukan angka"),
        (
            "kode,masukan,jawaban\nB.I.a,skor,3.0000000000001\n",
            "baris 2: B.I.a skor: paling banyak 12 angka di belakang titik.",
        ),
        ("kode,masukan,jawaban\nB.I.a,,3.6\n", "baris 2: B.I.a: masukan `` tidak dikenal; yang ada: skor."),
        ('kode,masukan,jawaban\nA.I.1.i.a,,"Ya\n', "baris 2: CSV rusak: tanda kutip"),
        (b"kode,masukan,jawaban\nA.I.1.i.a,,\xff\n", "baris 2: bukan teks UTF-8"),
        ("kode,masukan,jawaban\n".encode("utf-16"), "bukan teks UTF-8"),
        (b"x" * (2 * 1024 * 1024 + 1), "berkas lebih dari 2 MB"),
    ],
)
def test_bad_input_exits_2_with_line_and_reason(run, text, fault):
    status, lines, errors = run(text)
    assert (status, lines) == (2, [])
    assert [error for error in errors if fault in error and error.startswith("lke-1.csv: ")]


def test_all_faults_are_told_at_once_in_line_order(run):
    text = "kode,masukan,jawaban\nA.I.1.i.a,,Z\nX,,Ya\nB.I.a,skor,9\n"
    _, _, errors = run(text)
    assert [error.split(":")[1].strip() for error in errors] == ["baris 2", "baris 3", "baris 4"]


@pytest.mark.parametrize(
    "text",
    [
        "\ufeffkode,masukan,jawaban\r\nA.I.1.i.a,,Ya\r\nB.I.a,skor,3.6\r\n",
        "Kode,Masukan,Jawaban\n A.I.1.i.a ,, ya \nB.I.a,skor,3.60\n\n",
        'kode,masukan,jawaban\r"A.I.1.i.a","",Ya\rB.I.a,skor,03.6\r',
    ],
)
def test_harmless_differences_are_read(text):
    assert parse_lembar(text.removeprefix("\ufeff"), S90) == {"A.I.1.i.a": "Ya", "B.I.a": Decimal("3.6")}


def test_empty_answers_are_blanks():
    text = "kode,masukan,jawaban\nA.I.1.i.a,,\nA.II.4.i.0,sasaran,4\nA.II.4.i.0,tercapai,\n"
    assert parse_lembar(text, S90) == {"A.II.4.i.0": {"sasaran": 4}}


@pytest.mark.parametrize("masukan", ["persen", "", "skor"])
def test_direct_ratio_of_52_is_one_answer(masukan):
    assert parse_lembar(f"kode,masukan,jawaban\nB.I.2,{masukan},0.95\n", S52) == {"B.I.2": Decimal("0.95")}
    with pytest.raises(LembarCsvInvalid, match="sudah diisi"):
        parse_lembar(f"kode,masukan,jawaban\nB.I.2,{masukan},0.95\nB.I.2,persen,0.95\n", S52)
    with pytest.raises(LembarCsvInvalid, match="di luar skala"):
        parse_lembar(f"kode,masukan,jawaban\nB.I.2,{masukan},95\n", S52)


def test_order_of_lines_does_not_matter():
    header, *rows = csv_text(best()).splitlines()
    backwards = "\n".join([header, *reversed(rows)])
    assert score(S90, parse_lembar(backwards, S90)).semua(Angka.LANTAI) == score(S90, best()).semua()


def test_command_runs_alone_without_a_database(tmp_path):
    """As a person runs it: a process of its own, an empty data directory, two files, one of them bad."""
    (tmp_path / "baik.csv").write_text(csv_text(best()))
    (tmp_path / "buruk.csv").write_text("kode,masukan,jawaban\nA.I.1.i.a,,Q\n")
    done = subprocess.run(
        [
            sys.executable,
            "manage.py",
            "score_lke",
            str(tmp_path / "baik.csv"),
            str(tmp_path / "buruk.csv"),
            "--json",
        ],
        cwd=ROOT,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "zona.settings", "ZONA_DATA_DIR": str(tmp_path / "var")},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert json.loads(done.stdout)["nilai"]["TOTAL"]["nilai"] == "100"
    assert (
        done.stderr
        == f"{tmp_path / 'buruk.csv'}: baris 2: A.I.1.i.a: jawaban `Q` tidak dikenal; pilih Ya, Tidak.\n"
    )
