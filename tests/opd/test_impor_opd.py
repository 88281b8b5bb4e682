"""What whoever imports the register may rely on."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dasar.berkas.domain import store_bytes
from dasar.errors import DomainError, PermissionRefused
from dasar.izin import Actor
from dasar.jurnal.models import Catatan
from dasar.lembar import XLSX_TYPE, write_csv, write_xlsx
from opd.domain.impor import Pratinjau
from opd.domain.impor_opd import COLUMNS, export_rows, import_opd, preview_opd
from opd.enums import OpdKind, Role
from opd.models import Kepala, Opd
from tests.factories.opd import KepalaFactory, OpdFactory, make_actor
from tests.opd.lembar import stored

pytestmark = pytest.mark.django_db
HEAD = [column.head for column in COLUMNS]


@pytest.fixture
def koordinator() -> Actor:
    return make_actor(Role.KOORDINATOR)


def row(code: str, name: str = "Unit", kind: str = "Dinas", parent: str = "", **more: Any) -> list[Any]:
    return [
        code,
        name,
        more.get("short", name),
        kind,
        parent,
        more.get("since"),
        more.get("counted"),
        more.get("staff"),
        more.get("source"),
    ]


def preview(actor: Actor, *rows: list[Any]) -> Pratinjau:
    return preview_opd(actor=actor, berkas=stored([HEAD, *rows]))


def save(actor: Actor, *rows: list[Any]) -> Pratinjau:
    berkas = stored([HEAD, *rows])
    return import_opd(actor=actor, berkas=berkas, digest=preview_opd(actor=actor, berkas=berkas).digest)


def told(pratinjau: Pratinjau) -> list[tuple[int, str]]:
    return [(error.row, error.column) for error in pratinjau.errors]


def test_children_may_stand_before_their_parents(koordinator: Actor) -> None:
    save(
        koordinator,
        row("KEL-1", "Kelurahan Satu", "Kelurahan", "KEC"),
        row("KEC", "Kecamatan Utara", "Kecamatan", counted="Ya", staff=12),
    )
    kecamatan = Opd.objects.get(code="KEC")
    assert (kecamatan.counts_for_target, kecamatan.employee_count) == (True, 12)
    assert Opd.objects.get(code="KEL-1").jalur.startswith(kecamatan.jalur)


def test_known_code_is_changed_and_says_what(koordinator: Actor) -> None:
    OpdFactory(code="DINKES", name="Dinas Kesehatan", short_name="Dinkes", counts_for_target=False)
    pratinjau = save(koordinator, row("dinkes", "Dinas Kesehatan Kota", short="Dinkes", counted="ya"))
    assert pratinjau.lines[0].changes == (
        ("Dihitung dalam target", "Tidak", "Ya"),
        ("Nama", "Dinas Kesehatan", "Dinas Kesehatan Kota"),
    )
    opd = Opd.objects.get(code="DINKES")
    assert (opd.name, opd.counts_for_target, opd.version) == ("Dinas Kesehatan Kota", True, 2)
    assert [line.action for line in Catatan.objects.for_object(opd)] == ["opd.opd.updated"]


def test_parent_and_child_may_change_places(koordinator: Actor) -> None:
    top = OpdFactory(code="A", name="Unit", short_name="Unit")
    OpdFactory(code="B", name="Unit", short_name="Unit", parent=top)
    save(koordinator, row("A", parent="B"), row("B", parent=""))
    a, b = Opd.objects.get(code="A"), Opd.objects.get(code="B")
    assert (a.parent, b.parent) == (b, None)
    assert a.jalur.startswith(b.jalur)


@pytest.mark.parametrize(
    ("rows", "place", "words"),
    [
        ([row("A", parent="TIDAK-ADA")], (2, "Kode induk"), "tidak terdaftar"),
        ([row("A", parent="A")], (2, "Kode induk"), "berputar"),
        ([row("A"), row("A")], (3, "Kode"), "baris 2"),
        ([row("A B")], (2, "Kode"), "Kode “A B”"),
        ([row("")], (2, "Kode"), "Wajib"),
        ([row("A", kind="Madrasah")], (2, "Jenis"), "tidak dikenal"),
        ([row("A", counted="mungkin")], (2, "Dihitung dalam target"), "Ya atau Tidak"),
        ([row("A", staff="banyak")], (2, "Jumlah pegawai"), "bilangan bulat"),
        ([row("A", staff=-3)], (2, "Jumlah pegawai"), "bilangan bulat"),
        ([row("A", staff=1.5)], (2, "Jumlah pegawai"), "bilangan bulat"),
        ([row("A", "N" * 70, short="")], (2, "Singkatan"), "singkatannya wajib"),
        ([row("LAMA", since=date(2001, 1, 1))], (2, "Aktif sejak"), "tidak diubah lewat impor"),
    ],
)
def test_wrong_cell_is_told_with_its_place(
    koordinator: Actor, rows: list[list[Any]], place: tuple[int, str], words: str
) -> None:
    OpdFactory(code="LAMA")
    pratinjau = preview(koordinator, *rows)
    assert told(pratinjau) == [place]
    assert words in pratinjau.errors[0].message


def test_cycle_through_the_file_and_the_register_is_found(koordinator: Actor) -> None:
    top = OpdFactory(code="A", name="Unit", short_name="Unit")
    OpdFactory(code="B", name="Unit", short_name="Unit", parent=top)
    pratinjau = preview(koordinator, row("C", parent="B"), row("A", parent="C"))
    assert told(pratinjau) == [(2, "Kode induk"), (3, "Kode induk")]


def test_everything_wrong_is_told_at_once_and_children_of_a_wrong_row_are_not_blamed(
    koordinator: Actor,
) -> None:
    pratinjau = preview(koordinator, row("A", kind="Madrasah", parent="ENTAH"), row("B", parent="A"))
    assert told(pratinjau) == [(2, "Jenis"), (2, "Kode induk")]


def test_one_wrong_row_keeps_all_others_out(koordinator: Actor) -> None:
    with pytest.raises(DomainError):
        save(koordinator, row("A"), row("B", kind="Madrasah"))
    assert not Opd.objects.exists()


def test_operator_and_city_leader_do_not_import_the_register() -> None:
    for actor in (make_actor(Role.OPERATOR, OpdFactory()), make_actor(Role.PIMPINAN)):
        with pytest.raises(PermissionRefused):
            preview(actor, row("A"))


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_export_imported_again_changes_nothing(koordinator: Actor, form: str) -> None:
    top = OpdFactory(code="KEC", name="=1+1", kind=OpdKind.KECAMATAN, employee_count=7)
    OpdFactory(code="1.01", name="Kelurahan  Dua Spasi", parent=top, source="@sumber")
    OpdFactory(code="BERAKHIR", active_to=date(2020, 1, 1))
    rows = export_rows(koordinator, day=date(2026, 1, 1))
    made = write_xlsx(COLUMNS, rows, title="OPD") if form == "xlsx" else write_csv(COLUMNS, rows)
    berkas = store_bytes(data=made, name_hint="x", media_type=XLSX_TYPE if form == "xlsx" else "text/csv")
    pratinjau = preview_opd(actor=koordinator, berkas=berkas)
    assert pratinjau.errors == []
    assert [line.step.value for line in pratinjau.lines] == ["sama", "sama"]


def test_export_of_a_unit_holds_that_unit_and_below_only() -> None:
    own = OpdFactory(code="MILIK")
    OpdFactory(code="ANAK", parent=own)
    OpdFactory(code="ASING")
    rows = export_rows(make_actor(Role.OPERATOR, own), day=date(2026, 1, 1))
    assert [line[0] for line in rows] == ["MILIK", "ANAK"]


def headed(code: str, *head: Any) -> list[Any]:
    """A row of a unit with its head: name, NIP, title, way, since."""
    return [*row(code), *head]


def heads_of(code: str) -> list[tuple[str, str, str, date, date | None]]:
    rows = Kepala.objects.filter(opd__code=code).order_by("active_from")
    return [(head.name, head.title, head.kedudukan, head.active_from, head.active_to) for head in rows]


def test_head_comes_with_a_new_unit_and_may_be_mended_and_followed(koordinator: Actor) -> None:
    first, second = date(2024, 1, 2), date(2026, 3, 1)
    save(koordinator, headed("A", "Dr. Ani", "198001012005012003", "Kepala Dinas", "", first))
    assert heads_of("A") == [("Dr. Ani", "Kepala Dinas", "definitif", first, None)]
    mended = save(koordinator, headed("A", "Dr. Ani", "", "Kepala Dinas Kesehatan", "", None))
    assert mended.lines[0].changes == (("Jabatan kepala", "Kepala Dinas", "Kepala Dinas Kesehatan"),)
    save(koordinator, headed("A", "Budi", "", "Sekretaris Dinas", "Plt.", second))
    assert heads_of("A") == [
        ("Dr. Ani", "Kepala Dinas Kesehatan", "definitif", first, second),
        ("Budi", "Sekretaris Dinas", "plt", second, None),
    ]
    assert (
        preview(koordinator, headed("A", "Budi", "", "Sekretaris Dinas", "Plt.", second)).lines[0].step
        == "sama"
    )
    assert preview(koordinator, headed("A", "", "", "", "", None)).lines[0].step == "sama"


@pytest.mark.parametrize(
    ("head", "column", "words"),
    [
        (("", "", "Camat", "", None), "Kepala", "Tulis nama kepalanya"),
        (("Citra", "", "", "", date(2026, 3, 1)), "Jabatan kepala", "Wajib"),
        (("Citra", "", "Camat", "", None), "Kepala sejak", "Ani menjabat sejak 02/01/2024"),
        (("Citra", "", "Camat", "", date(2024, 1, 2)), "Kepala sejak", "Ani menjabat sejak 02/01/2024"),
        (("Citra", "", "Camat", "Pejabat", date(2026, 3, 1)), "Kedudukan kepala", "Definitif, Plt, atau Plh"),
        (("Citra", "123", "Camat", "", date(2026, 3, 1)), "NIP kepala", "18 angka"),
        (("Ani", "", "", "", date(2025, 1, 1)), "Kepala sejak", "tidak diubah lewat impor"),
    ],
)
def test_wrong_head_is_told_with_its_place_and_keeps_all_out(
    koordinator: Actor, head: tuple[Any, ...], column: str, words: str
) -> None:
    unit = OpdFactory(code="A", name="Unit", short_name="Unit")
    KepalaFactory(opd=unit, name="Ani", title="Camat", active_from=date(2024, 1, 2))
    pratinjau = preview(koordinator, headed("A", *head))
    assert told(pratinjau) == [(2, column)]
    assert words in pratinjau.errors[0].message
    assert pratinjau.lines[0].step == "salah"


def test_heads_are_exported_as_they_are_imported(koordinator: Actor) -> None:
    unit = OpdFactory(code="A")
    KepalaFactory(opd=unit, name="Ani", title="Camat", active_from=date(2024, 1, 2))
    rows = export_rows(koordinator, day=date(2026, 1, 1))
    assert rows[0][-5:] == ("Ani", Kepala.objects.get().nip, "Camat", "Definitif", date(2024, 1, 2))
    assert [line.step.value for line in preview(koordinator, *map(list, rows)).lines] == ["sama"]
