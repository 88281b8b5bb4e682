"""Each rule that the database holds on worksheets and what hangs on them, broken one at a time, all else valid."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import ProtectedError

from evaluasi.enums import LembarState, Tahap
from evaluasi.models import Jawaban, LembarKerja, Nilai, Periode, PrasyaratUnit, Sitasi
from tests.factories.evaluasi import DokumenFactory, PeriodeFactory, SitasiFactory, make_lembar
from tests.factories.opd import OpdFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 4, 3, 2, 1, tzinfo=UTC)
SUBMITTED = {"state": LembarState.SUBMITTED, "submitted_at": NOW}


@pytest.fixture
def lembar() -> LembarKerja:
    return make_lembar()


def refused(row: models.Model) -> str:
    """The name of the constraint that stops this row, told by the database itself."""
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        row.save(force_insert=True)
    return str(error.value)


def sentence(row: models.Model) -> list[str]:
    """What a person is told by the constraints."""
    with pytest.raises(ValidationError) as error:
        row.validate_constraints()
    return error.value.messages


def question(lembar: LembarKerja) -> Any:
    return lembar.periode.instrumen.simpul.get(kode="A.1.i.a")


@pytest.mark.parametrize(
    ("values", "name", "told"),
    [
        ({**SUBMITTED, "state": "lain"}, "state_known", "Status lembar kerja tidak dikenal."),
        ({"predikat": "WKB"}, "predikat_known", "Predikat tidak dikenal."),
        (
            {"state": LembarState.SUBMITTED},
            "submitted_has_time",
            "Lembar kerja yang diajukan mencatat waktunya.",
        ),
        (
            {**SUBMITTED, "state": LembarState.RETURNED},
            "returned_has_reason",
            "Pengembalian disertai alasan.",
        ),
        ({"return_reason": "Tanpa sebab"}, "returned_has_reason", "Pengembalian disertai alasan."),
    ],
)
def test_worksheet_that_contradicts_itself_is_refused(values: dict[str, Any], name: str, told: str) -> None:
    row = LembarKerja(**{"opd": OpdFactory(), "periode": PeriodeFactory(), "predikat": "WBK", **values})

    assert told in sentence(row)
    assert f"evaluasi_lembarkerja_{name}" in refused(row)


@pytest.mark.parametrize(
    "values", [{}, SUBMITTED, {**SUBMITTED, "state": LembarState.RETURNED, "return_reason": "Lengkapi"}]
)
def test_worksheet_in_each_sound_state_is_kept(values: dict[str, Any]) -> None:
    row = LembarKerja(opd=OpdFactory(), periode=PeriodeFactory(), predikat="WBK", **values)
    row.full_clean()
    row.save(force_insert=True)
    assert LembarKerja.objects.get().state == row.state


def test_unit_has_one_worksheet_a_year(lembar: LembarKerja) -> None:
    twin = LembarKerja(opd=lembar.opd, periode=lembar.periode, predikat="WBBM")

    assert sentence(twin) == ["Unit ini sudah punya lembar kerja pada periode tersebut."]
    refused(twin)
    LembarKerja.objects.create(opd=lembar.opd, periode=PeriodeFactory(), predikat="WBK")


def test_year_closes_after_it_opens_and_stands_once() -> None:
    there = PeriodeFactory()
    twisted = PeriodeFactory.build(
        year=there.year + 1, instrumen=there.instrumen, opens_at=NOW, closes_at=NOW
    )
    assert sentence(twisted) == ["Pengisian ditutup sesudah dibuka."]
    assert "evaluasi_periode_window_ordered" in refused(twisted)
    twisted.closes_at = NOW + timedelta(seconds=1)
    twisted.save(force_insert=True)
    refused(PeriodeFactory.build(year=there.year, instrumen=there.instrumen))
    assert Periode.objects.count() == 2


@pytest.mark.parametrize(
    ("values", "name", "told"),
    [
        ({"tahap": "lain"}, "tahap_known", "Penilai tidak dikenal."),
        ({"pilihan": "Ya", "angka": 1}, "one_kind", "Satu butir dijawab dengan satu cara."),
        ({"pilihan": "Ya", "jumlah": {"agen": 1}}, "one_kind", "Satu butir dijawab dengan satu cara."),
        ({"angka": 1, "jumlah": {"agen": 1}}, "one_kind", "Satu butir dijawab dengan satu cara."),
        ({"angka": Decimal("4.000000000001")}, "angka_range", "Angka antara 0 dan 4."),
        ({"angka": Decimal("-0.1")}, "angka_range", "Angka antara 0 dan 4."),
    ],
)
def test_answer_that_contradicts_itself_is_refused(
    lembar: LembarKerja, values: dict[str, Any], name: str, told: str
) -> None:
    row = Jawaban(lembar=lembar, simpul=question(lembar), updated_at=NOW, **values)

    assert told in sentence(row)
    assert f"evaluasi_jawaban_{name}" in refused(row)


@pytest.mark.parametrize("values", [{}, {"pilihan": "Ya"}, {"angka": 4}, {"angka": 0}, {"jumlah": {"a": 1}}])
def test_each_kind_of_answer_is_kept_once_per_assessor(lembar: LembarKerja, values: dict[str, Any]) -> None:
    there = Jawaban.objects.create(lembar=lembar, simpul=question(lembar), updated_at=NOW, **values)
    twin = Jawaban(lembar=lembar, simpul=there.simpul, updated_at=NOW)
    assert sentence(twin) == ["Butir ini sudah dijawab."]
    refused(twin)
    twin.tahap = Tahap.TPI
    twin.save(force_insert=True)
    assert Jawaban.objects.count() == 2


def test_document_is_cited_once_on_a_question(lembar: LembarKerja) -> None:
    there = SitasiFactory(lembar=lembar, simpul=question(lembar), dokumen=DokumenFactory(opd=lembar.opd))
    twin = SitasiFactory.build(lembar=lembar, simpul=there.simpul, dokumen=there.dokumen)

    assert sentence(twin) == ["Dokumen ini sudah dikutip pada butir tersebut."]
    refused(twin)
    with pytest.raises(ProtectedError):
        there.dokumen.delete()
    twin.simpul = lembar.periode.instrumen.simpul.get(kode="A.1.i.b")
    twin.save(force_insert=True)
    assert Sitasi.objects.count() == 2


def test_condition_is_stated_once(lembar: LembarKerja) -> None:
    PrasyaratUnit.objects.create(lembar=lembar, kode="SAKIP")
    twin = PrasyaratUnit(lembar=lembar, kode="SAKIP", met=True)

    assert sentence(twin) == ["Prasyarat ini sudah dicatat."]
    refused(twin)
    PrasyaratUnit.objects.create(lembar=lembar, kode="TLHP")
    PrasyaratUnit.objects.create(lembar=make_lembar(periode=lembar.periode), kode="SAKIP")


def nilai(lembar: LembarKerja, **values: Any) -> Nilai:
    """A sound score of another assessor: the unit's own stand already."""
    sound = {"tahap": Tahap.TPI, "buku_kerja": 2, "lantai": 1, "terisi": 1, "butir": 3}
    simpul = lembar.periode.instrumen.simpul.get(kode="TOTAL")
    return Nilai(lembar=lembar, simpul=simpul, **(sound | values))


@pytest.mark.parametrize(
    ("values", "name", "told"),
    [
        ({"tahap": "lain"}, "tahap_known", "Penilai tidak dikenal."),
        (
            {"lantai": Decimal("2.000000000001")},
            "floor_not_above",
            "Lantai tidak melebihi nilai buku kerja.",
        ),
        ({"lantai": -1}, "floor_not_above", "Lantai tidak melebihi nilai buku kerja."),
        ({"terisi": 4}, "answered_of_all", "Butir terisi tidak melebihi jumlah butir."),
    ],
)
def test_score_that_cannot_be_is_refused(
    lembar: LembarKerja, values: dict[str, Any], name: str, told: str
) -> None:
    row = nilai(lembar, **values)

    assert sentence(row) == [told]
    assert f"evaluasi_nilai_{name}" in refused(row)


def test_score_stands_once_per_assessor(lembar: LembarKerja) -> None:
    nilai(lembar).save(force_insert=True)
    twin = nilai(lembar)
    assert sentence(twin) == ["Nilai simpul ini sudah ada."]
    refused(twin)
    nilai(lembar, tahap=Tahap.TPN, lantai=2, terisi=3).save(force_insert=True)
