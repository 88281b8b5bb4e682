"""What LibreOffice reckons from an exported workbook is what the portal says, to nine places; and nothing runs in it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest
import python_calamine

from evaluasi.domain.jawaban import Jawaban
from evaluasi.domain.scoring import Angka, score
from evaluasi.workbook.isi import BuktiTertulis
from evaluasi.workbook.lembar_tulis import LembarTulis
from evaluasi.workbook.susunan import Jenis, rows_of
from evaluasi.workbook.tulis_jawaban import NILAI, write_jawaban
from evaluasi.workbook.tulis_lke import FIRST, LEMBAR, write_lke
from tests.evaluasi.buku import SOAL, STRUKTUR, isi_of, random_answers
from tests.evaluasi.contoh import best, lowest

pytestmark = [pytest.mark.lambat, pytest.mark.libreoffice, pytest.mark.timeout(1500)]
MANY = 240
CLOSE = 1e-9
RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>"""
PAYLOADS = (
    *("=1+1", "+1+1", "-1+1", "@SUM(1+1)", "\t=1+1", "\r=1+1", "\n=1+1", " =1+1", "=cmd|' /C calc'!A0"),
    *('=HYPERLINK("http://127.0.0.1:9/x")', '=WEBSERVICE("http://127.0.0.1:9/x")', "=IMPORTXML(1)", "{=1+1}"),
    *("'=1+1", "=A1", "＝1+1", "%0A=1", "=DDE(1;2;3)", '="x"', "-2+3+cmd|' /C calc'!A0", "@A1", "+A1"),
)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A profile in which LibreOffice reckons every formula anew on opening, whatever value was stored."""
    profile = tmp_path_factory.mktemp("profil")
    (profile / "user").mkdir()
    (profile / "user" / "registrymodifications.xcu").write_text(RECALCULATE)
    return profile


def recalculate(office: Path, folder: Path) -> Path:
    """Every workbook of a folder opened and saved again by one run of LibreOffice; where the results are."""
    target = folder / "hasil"
    files = sorted(str(path) for path in folder.glob("*.xlsx"))
    program = shutil.which("soffice")
    assert program
    command = [
        program,
        f"-env:UserInstallation=file://{office}",
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
    ]
    subprocess.run([*command, "--outdir", str(target), *files], check=True, capture_output=True, timeout=1200)
    return target


def forget_values(monkeypatch: pytest.MonkeyPatch) -> None:
    """Write formulas without the values the portal knows, so that only a recalculation can give them."""
    reckon = LembarTulis.reckon
    monkeypatch.setattr(
        LembarTulis,
        "reckon",
        lambda self, row, column, formula, _, form: reckon(self, row, column, formula, -1, form),
    )


def figures(path: Path, sheet: str) -> dict[str, tuple[float, float]]:
    """By code, both figures as the recalculated sheet shows them."""
    table = python_calamine.load_workbook(path).get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    rows = list(enumerate(rows_of(STRUKTUR.instrumen), start=FIRST))
    places = {baris.simpul.kode: at for at, baris in rows if baris.jenis is Jenis.SIMPUL}
    places["TOTAL"] = FIRST + len(rows)
    return {kode: (table[at - 1][11], table[at - 1][13]) for kode, at in places.items()}


def agree(answers: dict[str, Jawaban], found: dict[str, tuple[float, float]]) -> None:
    skor = score(STRUKTUR, answers)
    for kode, (workbook, floor) in found.items():
        assert abs(float(skor.fraction(kode)) - workbook) < CLOSE, kode
        assert abs(float(skor.fraction(kode, Angka.LANTAI)) - floor) < CLOSE, kode


def test_recalculation_gives_the_portals_figures(
    office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    forget_values(monkeypatch)
    cases = {f"acak-{seed}": random_answers(seed, blank=(seed % 10) / 10) for seed in range(MANY)}
    cases |= {"terbaik": best(), "terendah": lowest(), "kosong": {}}
    for name, answers in cases.items():
        (tmp_path / f"{name}.xlsx").write_bytes(write_lke(isi_of(answers)))
    target = recalculate(office, tmp_path)
    for name, answers in cases.items():
        agree(answers, figures(target / f"{name}.xlsx", LEMBAR))


def test_ministry_layout_gives_the_same_figures(
    office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    forget_values(monkeypatch)
    cases = {f"j-{seed}": random_answers(seed, blank=(seed % 7) / 10) for seed in range(40)}
    for name, answers in cases.items():
        (tmp_path / f"{name}.xlsx").write_bytes(write_jawaban(isi_of(answers), SOAL))
    target = recalculate(office, tmp_path)
    for name, answers in cases.items():
        agree(answers, figures(target / f"{name}.xlsx", NILAI))


def test_nothing_that_people_typed_becomes_a_formula(office: Path, tmp_path: Path) -> None:
    codes = [butir.kode for butir in STRUKTUR.butir][: len(PAYLOADS)]
    isi = isi_of(
        best(),
        unit="=1+1",
        catatan=dict(zip(codes, PAYLOADS, strict=True)),
        bukti={kode: [BuktiTertulis(text)] for kode, text in zip(codes, PAYLOADS, strict=True)},
    )
    (tmp_path / "lke.xlsx").write_bytes(write_lke(isi))
    (tmp_path / "jawaban.xlsx").write_bytes(write_jawaban(isi, SOAL))
    target = recalculate(office, tmp_path)
    for name, sheet, columns in (("lke", LEMBAR, (15, 17)), ("jawaban", "Jawaban", (12, 13))):
        page = openpyxl.load_workbook(target / f"{name}.xlsx")[sheet]
        cells = [row[column - 1] for row in page.iter_rows(max_col=17) for column in columns]
        filled = [cell for cell in cells if cell.value is not None]
        assert len(filled) >= 2 * len(PAYLOADS)
        assert {cell.data_type for cell in filled} == {"s"}
