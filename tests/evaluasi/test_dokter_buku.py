"""The workbook doctor: what units' copies suffer from is found, named by cell, and the difference explained."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dasar.errors import DomainError
from dasar.lembar import Buku, Halaman, Sel
from evaluasi.domain.scoring import Angka, score
from evaluasi.workbook.dokter import Laporan, examine
from evaluasi.workbook.temuan import Berat, Jenis
from evaluasi.workbook.tulis_jawaban import write_jawaban
from evaluasi.workbook.tulis_lke import write_lke
from tests.evaluasi import buku as contoh
from tests.evaluasi.buku import STRUKTUR, changed, isi_of, random_answers, read, row_of, whole_pages

LHKPN = "Kepatuhan penyampaian LHKPN"
LHKASN = "Kepatuhan penyampaian LHKASN"


def check(buku: Buku) -> Laporan:
    return examine(buku, STRUKTUR, soal=contoh.SOAL)


def found(laporan: Laporan, jenis: Jenis) -> dict[str, str]:
    """Findings of a kind by cell."""
    return {item.cell: item.pesan for item in laporan.temuan if item.jenis is jenis}


def test_sound_workbook_has_nothing_to_mend_and_prints_what_the_law_gives() -> None:
    laporan = check(whole_pages())
    assert [item.pesan for item in laporan.temuan if item.berat is not Berat.INFO] == []
    assert laporan.selisih.sama
    assert laporan.bacaan.jawaban == random_answers(5, blank=0)


def test_type_that_names_an_option_is_found_and_the_answer_still_read() -> None:
    laporan = check(changed(J7="Ya", L7="Blm Diisi"))
    assert "seharusnya “Ya/Tidak”" in found(laporan, Jenis.JENIS_RUSAK)["J7"]
    assert laporan.bacaan.butir["A.I.1.i.a"].isian == random_answers(5, blank=0)["A.I.1.i.a"]


def test_lhkpn_counted_twice_is_named_with_its_points() -> None:
    parent, one, two = row_of("Penyampaian Laporan Harta Kekayaan"), row_of(LHKPN), row_of(LHKASN)
    people = {f"K{one + at}": value for at, value in enumerate((13, 1, 10, 2, 13 * 0 + 11), start=1)}
    staff = {f"K{two + at}": value for at, value in enumerate((73, 20, 20, 33, 73), start=1)}
    values = {name: Decimal(value) for name, value in (people | staff).items()}
    twice = Sel(Decimal(22) / 13, f"=AVERAGE(L{one},L{one})*H{parent}")
    nodes = {f"L{parent + 1}": Sel(Decimal(11) / 13, f"=AVERAGE(L{one}:L{one})*H{parent + 1}")}
    laporan = check(
        changed(
            **values, **nodes, **{f"L{two - 1}": Sel(Decimal(1), f"=L{two}*H{two - 1}"), f"L{parent}": twice}
        )
    )
    told = found(laporan, Jenis.RUMUS)[f"L{parent}"]
    assert "A.II.5.iii.a.0 (Kepatuhan penyampaian LHKPN) dua kali" in told
    assert "tidak pernah membaca A.II.5.iii.b.0" in told
    origin = next(item for item in laporan.selisih.asal if item.kode == "A.II.5.iii")
    assert abs(origin.poin - (Fraction(11, 13) - 1)) < Fraction(1, 10**9)
    assert told in origin.sebab


def test_parts_of_the_difference_add_up_to_the_whole() -> None:
    laporan = check(
        changed(
            J7="Ya",
            L7="Blm Diisi",
            L6=Sel(Decimal("0.5"), "=AVERAGE(L7:L8)*H6"),
            L5=Decimal("3.3"),
            L4=Decimal(29),
        )
    )
    selisih = laporan.selisih
    assert selisih.tercetak is not None
    assert abs(sum(item.poin for item in selisih.asal) - selisih.beda) < Fraction(1, 10**9)
    assert {"L4", "L5"} <= found(laporan, Jenis.TERTIMPA).keys()


def test_stated_sum_that_is_not_its_parts_is_told() -> None:
    one = row_of(LHKPN)
    cells = {f"K{one + at}": Decimal(value) for at, value in enumerate((12, 1, 10, 2, 13), start=1)}
    told = found(check(changed(**cells)), Jenis.JUMLAH)
    assert "Tertulis 12" in told[f"K{one + 1}"]
    assert "berjumlah 13" in told[f"K{one + 1}"]


def test_blanks_that_raise_the_score_are_told_with_their_cells() -> None:
    laporan = check(changed(K10=Sel(), K11=Sel()))
    told = found(laporan, Jenis.KOSONG)["K10"]
    assert "2 dari 3 butir kosong (K10, K11)" in told
    assert laporan.skor.fraction() > laporan.skor.fraction(angka=Angka.LANTAI)


@pytest.mark.parametrize(
    ("cell", "value", "jenis", "words"),
    [
        ("K8", "F", Jenis.SKALA, "di luar pilihan A, B, C"),
        ("K7", "Mungkin", Jenis.SKALA, "di luar pilihan Ya, Tidak"),
        ("K8", Sel(None, "", "#DIV/0!"), Jenis.SKALA, "galat #DIV/0!"),
        ("L6", Sel(None, "=AVERAGE(L7:L8)*H6", "#DIV/0!"), Jenis.GALAT, "dibagi nol"),
        ("L7", Decimal(1), Jenis.TERTIMPA, "diketik menimpa rumus"),
        ("L7", Sel(Decimal(1), '=IF(K8="A",1,0)'), Jenis.RUMUS, "membaca jawaban baris lain (K8)"),
        ("L6", Sel(Decimal("0.5"), "=AVERAGE(L7:L8)*H9"), Jenis.RUMUS, "bobot baris lain (H9)"),
        ("L6", Sel(Decimal("0.5"), "=L7*H6"), Jenis.RUMUS, "tidak pernah membaca A.I.1.i.b"),
        ("L6", Sel(Decimal("0.5"), "=AVERAGE(L7:L10)*H6"), Jenis.RUMUS, "ikut membaca A.I.1.ii.a"),
        ("L6", Sel(Decimal("0.5"), "=[1]Utama!L6"), Jenis.RUMUS, "lembar atau berkas lain"),
        ("H6", Decimal("0.75"), Jenis.BOBOT, "menurut peraturan 0,5"),
        ("Q7", "www.kota.go.id/x", Jenis.TAUTAN, "bukan tautan yang dapat dibuka"),
        ("Q7", "ada di map biru", Jenis.TAUTAN, "bukan tautan"),
        ("Q7", "http://10.0.0.5/sk.pdf", Jenis.TAUTAN, "tidak dapat dibuka dari luar"),
    ],
)
def test_damage_is_named_by_its_cell(cell: str, value: Any, jenis: Jenis, words: str) -> None:
    laporan = check(changed(**{cell: value}))
    assert (
        words
        in found(laporan, jenis)[cell if jenis is not Jenis.RUMUS or cell in found(laporan, jenis) else ""]
    )


@pytest.mark.parametrize(
    ("value", "read_as"),
    [("ya", "Ya"), (" YA. ", "Ya"), ("tdk", "Tidak"), (True, "Ya"), (False, "Tidak")],
)
def test_answers_are_taken_as_people_type_them(value: object, read_as: str) -> None:
    assert check(changed(K7=value)).bacaan.butir["A.I.1.i.a"].isian == read_as


@pytest.mark.parametrize(("value", "read_as"), [("3,6", "3.6"), (" 3.60 ", "3.6"), (Decimal("3.60"), "3.6")])
def test_index_is_taken_as_people_type_it(value: object, read_as: str) -> None:
    cell = f"K{row_of('Indeks Persepsi Anti Korupsi')}"
    assert check(changed(**{cell: value})).bacaan.butir["B.I.a"].isian == Decimal(read_as)


def shifted(buku: Buku, *, at: int, by: int) -> Buku:
    """Rows inserted above a row."""
    page = buku.pages[0]
    cells = {(row + by if row >= at else row, column): cell for (row, column), cell in page.cells.items()}
    return Buku((Halaman(f" {page.name} 2026", cells),))


def test_rows_notes_and_names_that_people_add_do_not_matter() -> None:
    buku = shifted(shifted(whole_pages(), at=9, by=2), at=1, by=3)
    cells = dict(buku.pages[0].cells) | {
        (12, 7): Sel("Catatan rapat: lengkapi dulu  "),
        (2, 2): Sel("Dinas Contoh"),
    }
    assert check(Buku((Halaman("Sheet1", cells),))).bacaan.jawaban == random_answers(5, blank=0)


def test_letters_out_of_order_are_put_right_by_the_type() -> None:
    first = row_of("Teknologi informasi dalam proses pemberian layanan")
    laporan = check(changed(**{f"F{first + 1}": "c", f"F{first + 2}": "b"}))
    assert laporan.bacaan.jawaban == random_answers(5, blank=0)


def test_deleted_head_of_a_sub_aspect_loses_no_answer() -> None:
    cells = {key: cell for key, cell in whole_pages().pages[0].cells.items() if key[0] != 9}
    assert check(Buku((Halaman("LKE ZI", cells),))).bacaan.jawaban == random_answers(5, blank=0)


def test_hidden_sheet_is_not_read_and_said_so() -> None:
    whole = whole_pages().pages[0]
    laporan = check(Buku((Halaman("Utama", changed(K7="Tidak").pages[0].cells, hidden=True), whole)))
    assert laporan.bacaan.di.halaman is whole
    with pytest.raises(DomainError, match="tersembunyi"):
        check(Buku((Halaman("LKE ZI", whole.cells, hidden=True),)))


def test_workbook_of_something_else_is_told_with_its_sheets() -> None:
    with pytest.raises(DomainError, match="Anggaran"):
        check(Buku((Halaman("Anggaran", {(1, 1): Sel("Rupiah")}),)))


def test_ministry_sheet_without_marks_is_read_by_its_rows() -> None:
    answers = random_answers(8)
    page = read(write_jawaban(isi_of(answers), contoh.SOAL)).pages[0]
    bare = {
        key: cell for key, cell in page.cells.items() if key[1] >= 8 and (key[1] != 10 or cell.value != "%")
    }
    laporan = check(Buku((Halaman("Jawaban", bare),)))
    assert laporan.bacaan.menurut_nomor
    assert {kode: isian for kode, isian in laporan.bacaan.jawaban.items() if isian is not None} == answers


@pytest.mark.parametrize("seed", range(3))
def test_both_layouts_come_back_as_they_went_out(seed: int) -> None:
    answers = random_answers(seed)
    isi = contoh.with_notes(answers)
    for data in (write_lke(isi), write_jawaban(isi, contoh.SOAL)):
        laporan = check(read(data))
        bacaan = laporan.bacaan
        assert {kode: isian for kode, isian in bacaan.jawaban.items() if isian is not None} == answers
        assert {kode: item.catatan for kode, item in bacaan.butir.items() if item.catatan} == isi.catatan
        assert [link.url for link in bacaan.butir["A.I.1.i.a"].tautan] == ["https://drive.google.com/x"]
        assert not {Jenis.TAUTAN, Jenis.RUMUS, Jenis.GALAT} & {item.jenis for item in laporan.temuan}
        assert laporan.selisih.sama


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.dates(),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.text(max_size=40),
    st.sampled_from(
        [
            "A",
            "B.",
            "i",
            "Ya/Tidak",
            "%",
            "Jumlah",
            "1.000,50",
            "\u00a0Ya\u00a0",
            "'12",
            "1E+17",
            "-",
            "Blm Diisi",
        ]
    ),
)
CELLS = st.one_of(
    VALUES.map(Sel),
    st.builds(
        Sel,
        VALUES,
        st.sampled_from(["=L7", "=AVERAGE(A1:XFD1048576)", "=[2]x!A1", "=" * 50, "=SUM(K1:K9)*H6"]),
    ),
    st.just(Sel(None, "", "#REF!")),
)
PLACES = st.tuples(st.integers(1, 215), st.integers(1, 18))


def _survives(damage: dict[tuple[int, int], Sel], drop: set[int]) -> None:
    whole = whole_pages().pages[0].cells
    cells = {key: cell for key, cell in (whole | damage).items() if key[0] not in drop}
    try:
        laporan = check(Buku((Halaman("LKE ZI", cells),)))
    except DomainError:
        return
    skor = score(STRUKTUR, laporan.bacaan.jawaban)
    assert skor.fraction() == laporan.selisih.buku_kerja
    for item in laporan.temuan:
        assert item.cell or item.jenis in {Jenis.SUSUNAN, Jenis.CATATAN, Jenis.KOSONG}
    refused = {item.kode for item in laporan.temuan if item.berat is Berat.TOLAK}
    assert {kode for kode, item in laporan.bacaan.butir.items() if item.rusak} <= refused


@settings(max_examples=25, deadline=None)
@given(damage=st.dictionaries(PLACES, CELLS, max_size=30), drop=st.sets(st.integers(1, 215), max_size=8))
def test_any_damage_is_read_or_told_never_a_fault(damage: dict[tuple[int, int], Sel], drop: set[int]) -> None:
    _survives(damage, drop)


@pytest.mark.lambat
@pytest.mark.timeout(1200)
@settings(max_examples=500, deadline=None)
@given(damage=st.dictionaries(PLACES, CELLS, max_size=120), drop=st.sets(st.integers(1, 215), max_size=60))
def test_500_damaged_sheets_are_read_or_told_never_a_fault(
    damage: dict[tuple[int, int], Sel], drop: set[int]
) -> None:
    _survives(damage, drop)
