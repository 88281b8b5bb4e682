"""Random sheets: whatever stands in them, an import answers in words and writes all or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from dasar.errors import DomainError
from dasar.lembar import Baris, Lembar
from opd.domain import impor_opd, impor_pegawai
from opd.domain.impor import Pembaca
from opd.enums import Role
from opd.models import Opd, Pegawai
from tests.factories.opd import OpdFactory, make_actor
from tests.opd.lembar import stored_csv

NIPS = st.sampled_from(
    ["198001012005011001", "1.98E+17", "19800101200501100", "", "'198001012005011001", "x"]
)
CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.dates(),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.text(max_size=200),
    NIPS,
    st.sampled_from(["A", "B", "Dinas", "Ya", "31/12/2020", "0", "1e999", "½", "٣", "1/1/1/1"]),
)
PLAIN = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=30)
ROW = st.tuples(
    st.sampled_from(["A", "b", "C", "D-1", "1.2", "A"]) | PLAIN,
    st.sampled_from(["Budi", "Dinas Satu", "=1+1"]) | PLAIN,
    st.sampled_from(["Dinas", "kelurahan", "RSUD"]) | PLAIN,
    st.sampled_from(["", "", "A", "B", "C"]) | PLAIN,
    NIPS | PLAIN,
    PLAIN,
    st.sampled_from(["", "Ani"]) | PLAIN,
    st.sampled_from(["", "Camat"]) | PLAIN,
    st.sampled_from(["", "1/2/2024"]) | PLAIN,
)
GRID = st.lists(ROW, max_size=5)


@pytest.mark.parametrize(
    ("impor", "read"),
    [
        (impor_opd, [*impor_opd.OWN, "kepala"]),
        (impor_pegawai, [column.key for column in impor_pegawai.COLUMNS]),
    ],
)
@settings(max_examples=300, deadline=None)
@given(cells=st.lists(CELLS, min_size=14, max_size=14))
def test_any_row_is_read_or_told_what_to_mend_never_a_fault(
    impor: Any, read: list[str], cells: list[Any]
) -> None:
    keys = [column.key for column in impor.COLUMNS]
    lembar = Lembar("Data", {key: key for key in keys}, [])
    errors: list[Any] = []
    pembaca = Pembaca(lembar, Baris(2, dict(zip(keys, cells, strict=False))), errors)
    values = impor.check_row(pembaca)
    assert sorted(values) == sorted(read)
    assert pembaca.failed == bool(errors)


def test_row_of_plain_values_is_taken() -> None:
    cells = {
        "name": "Budi",
        "nip": "198001012005011001",
        "active_from": date(2020, 1, 1),
        "title": Decimal(3),
    }
    lembar = Lembar("Data", {key: key for key in cells}, [])
    values = impor_pegawai.check_row(Pembaca(lembar, Baris(2, cells), []))
    assert values == {**cells, "unit": "", "title": "3"}


@contextmanager
def rolled_back() -> Iterator[None]:
    """What one example writes is gone before the next."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _import_whole(grid: list[tuple[str, ...]]) -> None:
    """Preview and, when it may be confirmed, import; the register then holds exactly what was shown."""
    actor = make_actor(Role.ADMINISTRATOR)
    OpdFactory(code="A")
    heads = [
        "Kode",
        "Nama",
        "Jenis",
        "Kode induk",
        "NIP",
        "Jabatan",
        "Kepala",
        "Jabatan kepala",
        "Kepala sejak",
    ]
    lines = [heads, *grid]
    text = "\n".join(";".join('"' + cell.replace('"', '""') + '"' for cell in line) for line in lines)
    berkas = stored_csv(text)
    for preview, save, model in (
        (impor_opd.preview_opd, impor_opd.import_opd, Opd),
        (impor_pegawai.preview_pegawai, impor_pegawai.import_pegawai, Pegawai),
    ):
        before = model.objects.count()
        try:
            shown = preview(actor=actor, berkas=berkas)
            save(actor=actor, berkas=berkas, digest=shown.digest)
        except DomainError:
            assert model.objects.count() == before
            continue
        assert model.objects.count() == before + shown.sums["baru"]
        assert preview(actor=actor, berkas=berkas).sums["sama"] == len(shown.lines)


@pytest.mark.django_db
@settings(max_examples=5, deadline=None)
@given(grid=GRID)
def test_any_sheet_is_imported_whole_or_not_at_all(grid: list[tuple[str, ...]]) -> None:
    with rolled_back():
        _import_whole(grid)


@pytest.mark.lambat
@pytest.mark.django_db
@pytest.mark.timeout(1200)
@settings(max_examples=300, deadline=None)
@given(grid=GRID)
def test_many_sheets_are_imported_whole_or_not_at_all(grid: list[tuple[str, ...]]) -> None:
    with rolled_back():
        _import_whole(grid)
