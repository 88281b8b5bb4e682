"""The pages of the register: the tree opens, filters live in the address, each page costs the same at any size."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from opd.enums import OpdKind, Role
from opd.models import Opd
from tests.factories.opd import KepalaFactory, OpdFactory, PegawaiFactory, make_actor

pytestmark = pytest.mark.django_db
LIST = "/opd/"
# depth, key, name, and what follows up to the end of the row
LINE = re.compile(r'<tr class="tree-(\d)" id="u-([^"]+)">.*?<span><a href="[^"]*">([^<]*)</a>(.*?)</tr>')


def client_of(role: Role, opd: Opd | None = None) -> Client:
    client = Client()
    client.force_login(make_actor(role, opd).pengguna)
    return client


def names(client: Client, query: str = "") -> list[tuple[str, int]]:
    """Names on the page with their depth in the tree."""
    return [(name, int(depth)) for depth, _, name, _ in LINE.findall(html_of(client, query))]


def html_of(client: Client, query: str = "") -> str:
    return " ".join(client.get(f"{LIST}{query}").content.decode().split())


@pytest.fixture
def tree() -> dict[str, Opd]:
    kecamatan = OpdFactory(code="KEC", name="Kecamatan", kind=OpdKind.KECAMATAN)
    kelurahan = OpdFactory(
        code="KEL", name="Kelurahan", kind=OpdKind.KELURAHAN, parent=kecamatan, counts_for_target=False
    )
    rw = OpdFactory(code="UPTD", name="UPTD", kind=OpdKind.UPTD, parent=kelurahan)
    dinas = OpdFactory(code="DIN", name="Dinas")
    ended = OpdFactory(code="OLD", name="Dinas Lama", active_to=date(2020, 1, 1))
    return {"kecamatan": kecamatan, "kelurahan": kelurahan, "rw": rw, "dinas": dinas, "ended": ended}


def test_tree_shows_the_first_level_and_opens_by_the_address(tree: dict[str, Opd]) -> None:
    client = client_of(Role.PIMPINAN)
    assert names(client) == [("Dinas", 0), ("Kecamatan", 0)]
    opened = f"?buka={tree['kecamatan'].pk}"
    assert names(client, opened) == [("Dinas", 0), ("Kecamatan", 0), ("Kelurahan", 1)]
    deeper = f"{opened}&buka={tree['kelurahan'].pk}"
    assert names(client, deeper)[-1] == ("UPTD", 2)


def test_operator_sees_the_own_unit_and_below_only(tree: dict[str, Opd]) -> None:
    client = client_of(Role.OPERATOR, tree["kecamatan"])
    assert names(client) == [("Kecamatan", 0)]
    assert names(client, "?cari=dinas") == []
    assert names(client, f"?induk={tree['dinas'].pk}") == [("Kecamatan", 0)]
    assert names(client, f"?buka={tree['dinas'].pk}") == [("Kecamatan", 0)]
    assert client.get(reverse("opd:opd_detail", args=[tree["dinas"].pk])).status_code == 404


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?cari=kel", ["Kelurahan"]),
        ("?cari=din", ["Dinas"]),
        ("?jenis=uptd", ["UPTD"]),
        ("?dihitung=tidak", ["Kelurahan"]),
        ("?keadaan=berakhir", ["Dinas Lama"]),
        ("?keadaan=semua&cari=dinas", ["Dinas", "Dinas Lama"]),
        ("?cari=dinas&pada=2019-06-01", ["Dinas", "Dinas Lama"]),
        ("?cari=dinas&keadaan=semua&urut=-nama", ["Dinas Lama", "Dinas"]),
        ("?jenis=tidak-ada", ["Dinas", "Kecamatan"]),
        ("?pada=kapan-kapan&halaman=x&induk=y&buka=z&urut=w", ["Dinas", "Kecamatan"]),
        ("?cari=%00", ["Dinas", "Kecamatan"]),
        ("?cari=%25", []),
    ],
)
def test_filters_live_in_the_address_and_nonsense_in_it_counts_as_nothing(
    tree: dict[str, Opd], query: str, found: list[str]
) -> None:
    assert [name for name, _ in names(client_of(Role.KOORDINATOR), query)] == found


def test_line_tells_head_employees_and_children_of_that_day(tree: dict[str, Opd]) -> None:
    unit = tree["kecamatan"]
    KepalaFactory(opd=unit, name="Budi", active_to=date(2020, 1, 1))
    KepalaFactory(opd=unit, name="Dewi", active_from=date(2020, 1, 1), kedudukan="plt")
    PegawaiFactory(opd=unit, active_to=date(2020, 1, 1))
    PegawaiFactory(opd=unit)
    client = client_of(Role.PIMPINAN)

    def told(query: str) -> tuple[str, str, str]:
        rest = next(found[3] for found in LINE.findall(html_of(client, query)) if found[1] == str(unit.pk))
        note = re.search(r'<span class="cell-note">([^<]*)</span>', rest)[1]
        cells = [re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<td[^>]*>(.*?)</td>", rest)]
        return cells[1], cells[2], note

    assert told("") == ("Plt. Dewi", "1", "Kecamatan · 1 unit di bawahnya")
    assert told("?pada=2019-06-01") == ("Budi", "2", "Kecamatan · 1 unit di bawahnya")


@pytest.mark.parametrize("rows", [1, 3, 60])
def test_list_costs_the_same_at_any_length(rows: int, django_assert_num_queries: object) -> None:
    parents = [OpdFactory() for _ in range(rows)]
    for parent in parents:
        KepalaFactory(opd=parent)
        PegawaiFactory(opd=parent)
        OpdFactory(parent=parent)
    client = client_of(Role.PIMPINAN)
    with django_assert_num_queries(6):  # session, person and roles, count, page, its facts, sentence
        client.get(LIST)
    with django_assert_num_queries(2):  # read again: nothing changed
        client.get(LIST)
    with django_assert_num_queries(7):  # and the children folded out
        client.get(LIST + "?" + "&".join(f"buka={parent.pk}" for parent in parents))
    with django_assert_num_queries(6):
        client.get(LIST + "?cari=uji")


@pytest.mark.parametrize("rows", [1, 3])
def test_page_of_a_unit_costs_the_same_at_any_length(rows: int, django_assert_num_queries: object) -> None:
    unit = OpdFactory()
    for number in range(rows):
        child = OpdFactory(parent=unit)
        PegawaiFactory(opd=unit)
        KepalaFactory(opd=child)
        KepalaFactory(opd=unit, active_from=date(2016 + number, 1, 1), active_to=date(2017 + number, 1, 1))
        OpdFactory(active_to=date(2020, 1, 1), successor=unit)
        make_actor(Role.OPERATOR, unit)
    client = client_of(Role.PIMPINAN)
    # session, person (with roles), unit; heads, roles in it, below, employees, predecessors; history
    with django_assert_num_queries(9):
        assert client.get(reverse("opd:opd_detail", args=[unit.pk])).status_code == 200


def test_large_level_is_paged_and_a_large_branch_shows_where_the_rest_is() -> None:
    top = OpdFactory(name="Dinas Pendidikan")
    OpdFactory.create_batch(70, parent=top)
    client = client_of(Role.PIMPINAN)
    page = html_of(client, f"?induk={top.pk}")
    assert (len(LINE.findall(page)), "dari 70 unit" in page) == (60, True)
    assert len(names(client, f"?buka={top.pk}")) == 71


def test_koordinator_registers_changes_and_closes_through_the_pages() -> None:
    client = client_of(Role.KOORDINATOR)
    new = {"name": "Dinas Baru", "short_name": "Dinbar", "code": "din-baru", "kind": "dinas"}
    answer = client.post(reverse("opd:opd_create"), new | {"active_from": "2026-01-01"})
    opd = Opd.objects.get(code="DIN-BARU")
    assert answer["Location"] == reverse("opd:opd_detail", args=[opd.pk])
    edited = client.post(
        reverse("opd:opd_edit", args=[opd.pk]),
        new | {"active_from": "2026-01-01", "version": 1, "name": "Dinas Baru Sekali"},
    )
    assert edited.status_code == 302
    again = client.post(
        reverse("opd:kepala_appoint", args=[opd.pk]),
        {"name": "Budi", "title": "Kepala", "kedudukan": "definitif", "active_from": "2026-01-02"},
    )
    assert again.status_code == 302
    client.post(reverse("opd:opd_close", args=[opd.pk]), {"active_to": "2026-02-01"})
    opd.refresh_from_db()
    assert (opd.name, opd.active_to) == ("Dinas Baru Sekali", date(2026, 2, 1))
    page = client.get(reverse("opd:opd_detail", args=[opd.pk])).content.decode()
    assert "Unit berakhir" in page
    assert "Dinas Baru Sekali" in page


def test_refused_form_says_what_to_mend_and_keeps_what_was_typed() -> None:
    OpdFactory(code="DIPAKAI")
    client = client_of(Role.KOORDINATOR)
    answer = client.post(
        reverse("opd:opd_create"), {"name": "Dinas Baru", "code": "DIPAKAI", "active_from": "2026-01-01"}
    )
    assert answer.context["form"].errors == {"short_name": ["Isi singkatan."], "kind": ["Pilih jenis."]}
    assert b"Dinas Baru" in answer.content
    full = {"name": "D", "short_name": "D", "kind": "dinas", "code": "DIPAKAI", "active_from": "2026-01-01"}
    answer = client.post(reverse("opd:opd_create"), full)
    assert answer.context["form"].non_field_errors() == ["Kode ini sudah dipakai unit lain yang masih aktif."]
    assert Opd.objects.count() == 1
