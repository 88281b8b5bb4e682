"""What whoever imports employees may rely on: shown before saved, all or nothing, each error with its place."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dasar.berkas.domain import store_bytes
from dasar.errors import DomainError, PermissionRefused
from dasar.izin import Actor
from dasar.jurnal.domain import verify_database
from dasar.jurnal.models import Catatan
from dasar.lembar import XLSX_TYPE, SheetUnreadable, write_csv, write_xlsx
from opd.domain.impor import ImportChanged, Langkah, Pratinjau
from opd.domain.impor_pegawai import COLUMNS, export_rows, import_pegawai, preview_pegawai
from opd.enums import Role
from opd.models import Opd, Pegawai
from tests.factories.opd import OpdFactory, PegawaiFactory, make_actor
from tests.opd.lembar import stored, stored_csv, stored_far

pytestmark = pytest.mark.django_db
HEAD = ["Kode unit", "Nama", "NIP", "Jabatan", "Bekerja sejak"]
NIP_A, NIP_B = "198001012005011001", "198502022010012002"


@pytest.fixture
def opd() -> Opd:
    return OpdFactory(code="DINKES", short_name="Dinkes")


@pytest.fixture
def operator(opd: Opd) -> Actor:
    return make_actor(Role.OPERATOR, opd)


def preview(actor: Actor, *rows: list[Any], unit: Opd | None = None) -> Pratinjau:
    return preview_pegawai(actor=actor, berkas=stored([HEAD, *rows]), unit=unit)


def told(pratinjau: Pratinjau) -> list[tuple[int, str]]:
    return [(error.row, error.column) for error in pratinjau.errors]


def steps(pratinjau: Pratinjau) -> list[str]:
    return [line.step.value for line in pratinjau.lines]


def test_each_row_says_new_changed_or_same_and_nothing_is_saved(operator: Actor, opd: Opd) -> None:
    PegawaiFactory(opd=opd, name="Budi", nip=NIP_A, title="Pelaksana")
    PegawaiFactory(opd=opd, name="Citra", nip="", title="Sopir")
    pratinjau = preview(
        operator,
        ["DINKES", "Budi", NIP_A, "Analis", None],
        ["DINKES", "Citra", None, "Sopir", None],
        ["", "Dewi", NIP_B, "Bidan", date(2020, 1, 2)],
    )
    assert steps(pratinjau) == ["diubah", "sama", "baru"]
    assert pratinjau.lines[0].changes == (("Jabatan", "Pelaksana", "Analis"),)
    assert pratinjau.is_ready
    assert Pegawai.objects.count() == 2


def test_confirmed_import_equals_its_preview_and_the_next_finds_nothing(operator: Actor, opd: Opd) -> None:
    budi = PegawaiFactory(opd=opd, name="Budi", nip=NIP_A, title="Pelaksana")
    rows = [HEAD, ["DINKES", "Budi", NIP_A, "Analis", None], ["DINKES", "Dewi", NIP_B, "Bidan", "2/1/2020"]]
    berkas = stored(rows)
    shown = preview_pegawai(actor=operator, berkas=berkas)
    done = import_pegawai(actor=operator, berkas=berkas, digest=shown.digest)
    assert done.lines == shown.lines
    dewi = Pegawai.objects.get(nip=NIP_B)
    assert (dewi.opd, dewi.name, dewi.title, dewi.active_from) == (opd, "Dewi", "Bidan", date(2020, 1, 2))
    budi.refresh_from_db()
    assert (budi.title, budi.version) == ("Analis", 2)
    again = preview_pegawai(actor=operator, berkas=berkas)
    assert steps(again) == ["sama", "sama"]
    assert not again.is_ready


def test_namesake_without_nip_is_not_entered_again(operator: Actor, opd: Opd) -> None:
    PegawaiFactory(opd=opd, name="Budi", nip=NIP_A, title="Sopir")
    PegawaiFactory(opd=opd, name="Budi", nip="", title="Sopir")
    pratinjau = preview(
        operator, ["DINKES", "Budi", NIP_A, "Sopir", None], ["DINKES", "Budi", None, "Sopir", None]
    )
    assert steps(pratinjau) == ["sama", "sama"]


def test_every_imported_row_has_its_line_in_an_unbroken_journal(operator: Actor, opd: Opd) -> None:
    budi = PegawaiFactory(opd=opd, name="Budi", nip=NIP_A, title="Pelaksana")
    berkas = stored([HEAD, ["", "Budi", NIP_A, "Analis", None], ["", "Dewi", NIP_B, "", None]])
    import_pegawai(
        actor=operator, berkas=berkas, digest=preview_pegawai(actor=operator, berkas=berkas).digest
    )
    line = Catatan.objects.for_object(budi).get()
    assert (line.action, line.before, line.after) == (
        "opd.pegawai.updated",
        {"title": "Pelaksana"},
        {"title": "Analis"},
    )
    assert Catatan.objects.for_object(Pegawai.objects.get(nip=NIP_B)).get().after["name"] == "Dewi"
    assert verify_database().faults == []


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        (["DINKES", "", NIP_A, "", None], "Nama", "Wajib diisi"),
        (["DINKES", "Budi", 198001012005011001, "", None], "NIP", "sebagai angka"),
        (["DINKES", "Budi", "1.98E+17", "", None], "NIP", "terpotong"),
        (["DINKES", "Budi", "98001012005011001", "", None], "NIP", "17 angka"),
        (["DINKES", "Budi", "19800101", "", None], "NIP", "8 angka"),
        (["DINKES", "Budi", "19800101200501100x", "", None], "NIP", "hanya angka"),
        (["DINKES", "Budi", NIP_A, "", "31/02/2020"], "Bekerja sejak", "bukan tanggal"),
        (["DINKES", "Budi", NIP_A, "", "kemarin"], "Bekerja sejak", "tidak terbaca"),
        (["DINKES", "Budi", NIP_A, "", "1/1/0020"], "Bekerja sejak", "tidak masuk akal"),
        (["DINKES", "Budi", NIP_A, "", 43831.5], "Bekerja sejak", "Bukan tanggal"),
        (["DINKES", "B" * 151, NIP_A, "", None], "Nama", "Terlalu panjang"),
        (["DINKES", date(2020, 1, 1), NIP_A, "", None], "Nama", "menjadi tanggal"),
        (["ASING", "Budi", NIP_A, "", None], "Kode unit", "Kode “ASING”"),
        (["TIDAKADA", "Budi", NIP_A, "", None], "Kode unit", "Kode “TIDAKADA”"),
        (["DINKES", "Budi", "198001012005011999", "", None], "NIP", "di unit lain"),
        (["DINKES", "Budi", NIP_A, "", "1/1/2010"], "Bekerja sejak", "baru ada sejak"),
    ],
)
def test_wrong_cell_is_told_with_its_place_and_mending(
    operator: Actor, row: list[Any], column: str, words: str
) -> None:
    foreign = OpdFactory(code="ASING", name="Dinas Rahasia")
    PegawaiFactory(opd=foreign, nip="198001012005011999", name="Orang Rahasia")
    good = ["DINKES", "Dewi", NIP_B, "", None]
    pratinjau = preview(operator, good, row)
    assert told(pratinjau) == [(3, column)]
    assert words in pratinjau.errors[0].message
    assert "Rahasia" not in pratinjau.errors[0].message
    assert steps(pratinjau) == ["baru", "salah"]
    assert not pratinjau.is_ready


def test_one_wrong_row_keeps_all_others_out(operator: Actor, opd: Opd) -> None:
    berkas = stored([HEAD, ["", "Dewi", NIP_B, "", None], ["", "Budi", "123", "", None]])
    shown = preview_pegawai(actor=operator, berkas=berkas)
    with pytest.raises(DomainError):
        import_pegawai(actor=operator, berkas=berkas, digest=shown.digest)
    assert not Pegawai.objects.filter(opd=opd).exists()


def test_nobody_stands_in_a_file_twice(operator: Actor) -> None:
    pratinjau = preview(
        operator,
        ["", "Budi", NIP_A, "", None],
        ["", "Budi Santoso", NIP_A, "", None],
        ["", "Citra", None, "", None],
        ["", "CITRA", None, "", None],
    )
    assert told(pratinjau) == [(3, "NIP"), (5, "Nama")]
    assert "baris 2" in pratinjau.errors[0].message


def test_nip_is_added_to_the_one_of_that_name_who_has_none(operator: Actor, opd: Opd) -> None:
    PegawaiFactory(opd=opd, name="Budi", nip="", title="Sopir")
    pratinjau = preview(operator, ["", "Budi", NIP_A, "Sopir", None])
    assert pratinjau.lines[0].changes == (("NIP", "–", NIP_A),)


def test_missing_column_leaves_what_is_stored(operator: Actor, opd: Opd) -> None:
    PegawaiFactory(opd=opd, name="Budi", nip=NIP_A, title="Analis")
    pratinjau = preview_pegawai(actor=operator, berkas=stored([["Nama", "NIP"], ["Budi", NIP_A]]))
    assert steps(pratinjau) == ["sama"]


def test_change_between_preview_and_confirmation_saves_nothing(operator: Actor, opd: Opd) -> None:
    budi = PegawaiFactory(opd=opd, name="Budi", nip=NIP_A, title="Pelaksana")
    berkas = stored([HEAD, ["", "Budi", NIP_A, "Analis", None]])
    shown = preview_pegawai(actor=operator, berkas=berkas)
    Pegawai.objects.filter(pk=budi.pk).update(title="Arsiparis", version=2)
    with pytest.raises(ImportChanged):
        import_pegawai(actor=operator, berkas=berkas, digest=shown.digest)
    budi.refresh_from_db()
    assert budi.title == "Arsiparis"


def test_second_click_on_confirm_saves_nothing_twice(operator: Actor, opd: Opd) -> None:
    berkas = stored([HEAD, ["", "Dewi", NIP_B, "", None]])
    digest = preview_pegawai(actor=operator, berkas=berkas).digest
    import_pegawai(actor=operator, berkas=berkas, digest=digest)
    with pytest.raises(ImportChanged):
        import_pegawai(actor=operator, berkas=berkas, digest=digest)
    assert Pegawai.objects.filter(opd=opd).count() == 1


def test_city_leader_imports_nothing(opd: Opd) -> None:
    pimpinan = make_actor(Role.PIMPINAN)
    with pytest.raises(PermissionRefused):
        preview(pimpinan, ["DINKES", "Budi", NIP_A, "", None], unit=opd)
    assert told(preview(pimpinan, ["DINKES", "Budi", NIP_A, "", None])) == [(2, "Kode unit")]


def test_koordinator_names_the_unit_of_each_row() -> None:
    OpdFactory(code="A")
    OpdFactory(code="B")
    pratinjau = preview(
        make_actor(Role.KOORDINATOR), ["A", "Budi", NIP_A, "", None], ["", "Dewi", NIP_B, "", None]
    )
    assert told(pratinjau) == [(3, "Kode unit")]


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_export_imported_again_changes_nothing(operator: Actor, opd: Opd, form: str) -> None:
    for name in ("Budi", "=HYPERLINK(1)", "-Dewi", "'Aisyah", "@Eko", "Fitri, S.E.; M.M."):
        PegawaiFactory(opd=opd, name=name, title="+62 Analis")
    PegawaiFactory(opd=opd, name="Tanpa NIP", nip="", title="")
    rows = export_rows(opd, day=date(2026, 1, 1))
    made = write_xlsx(COLUMNS, rows, title="Pegawai") if form == "xlsx" else write_csv(COLUMNS, rows)
    berkas = store_bytes(data=made, name_hint="x", media_type=XLSX_TYPE if form == "xlsx" else "text/csv")
    pratinjau = preview_pegawai(actor=operator, berkas=berkas)
    assert pratinjau.errors == []
    assert steps(pratinjau) == ["sama"] * 7


@pytest.mark.parametrize(
    "text",
    [
        "Nama;NIP\nBudi;198001012005011001\n",
        "nama,nip\nBudi,198001012005011001\n",
        "\ufeffNAMA\tN I P\tNIP*\nBudi\tx\t'198001012005011001\n",
        "Daftar pegawai Dinkes\n\nNama Lengkap;NIP\nBudi;19800101 200501 1 001\n",
    ],
)
def test_csv_of_many_programs_is_read(operator: Actor, text: str) -> None:
    pratinjau = preview_pegawai(actor=operator, berkas=stored_csv(text))
    assert [line.values.get("nip") for line in pratinjau.lines] == [NIP_A]


def test_csv_in_the_old_encoding_is_read(operator: Actor) -> None:
    pratinjau = preview_pegawai(actor=operator, berkas=stored_csv("Nama;NIP\nRené;\n", "cp1252"))
    assert pratinjau.lines[0].label == "René"


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([["Alamat", "Telepon"], ["x", "y"]], "Baris judul tidak ditemukan"),
        ([["NIP"], [NIP_A]], "Kolom “Nama” tidak ada"),
        ([["Nama", "Nama Lengkap"], ["x", "y"]], "ada 2 kali"),
        ([[]], "kosong"),
        ([["Nama"], *([["x"]] * 20_002)], "20.000 baris"),
        ([["Nama", *(["k"] * 220)], ["x"]], "200 kolom"),
        ([["Nama"], ["x" * 5_001]], "sangat panjang"),
    ],
)
def test_what_is_no_such_table_is_refused_as_a_whole(
    operator: Actor, rows: list[list[Any]], words: str
) -> None:
    with pytest.raises(SheetUnreadable) as refusal:
        preview_pegawai(actor=operator, berkas=stored(rows))
    assert words in refusal.value.message


def test_cell_at_the_far_corner_does_not_reach_the_portal(operator: Actor) -> None:
    with pytest.raises(SheetUnreadable):
        preview_pegawai(actor=operator, berkas=stored_far())


def test_langkah_words_are_what_the_page_compares_with() -> None:
    assert [step.value for step in Langkah] == ["baru", "diubah", "sama", "salah"]
