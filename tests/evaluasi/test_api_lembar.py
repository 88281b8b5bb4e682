"""Worksheets through the API: the stored figures, and nothing of another unit."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse
from django.utils import timezone

from evaluasi.domain.nilai import score_lembar, store_nilai
from evaluasi.domain.pengisian import save_jawaban
from evaluasi.enums import LembarState, Tahap
from evaluasi.models import Jawaban, LembarKerja
from opd.enums import Role
from tests.evaluasi.test_halaman_lembar import KODE, signed_in
from tests.factories.evaluasi import PeriodeFactory, make_lembar
from tests.factories.opd import OpdFactory, make_actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def lembar() -> LembarKerja:
    row = make_lembar()
    actor = make_actor(Role.OPERATOR, row.opd)
    save_jawaban(row, actor=actor, kode=KODE, isian="Ya", version=0)
    return LembarKerja.objects.select_related("opd", "periode").get(pk=row.pk)


def test_worksheet_is_told_with_its_figures_and_gates(lembar: LembarKerja) -> None:
    client = signed_in(make_actor(Role.OPERATOR, lembar.opd))
    told = client.get(reverse("api:lembar_detail", args=[lembar.pk])).json()
    assert (told["nilai"], told["lantai"]) == ("60.000000000000", "20.000000000000")
    assert (told["terisi"], told["butir"], told["lengkap"]) == (1, 4, False)
    assert told["kosong"] == ["A.1.i.b", "A.1.i.c", "B.I.a"]
    wbk, wbbm = told["gerbang"]
    assert (wbk["tercapai"], wbk["dari"], wbk["memenuhi"]) == (0, 1, False)
    assert wbk["batas"][0]["keterangan"] == "kurang 15,00 dari 75,00"
    assert (wbbm["diberikan"], wbbm["memenuhi"]) == (False, None)
    assert [item["kode"] for item in told["simpul"]] == ["TOTAL", "A", "A.1", "A.1.i", "B", "B.I", "MP"]


def test_other_units_worksheet_does_not_exist(lembar: LembarKerja) -> None:
    stranger = signed_in(make_actor(Role.OPERATOR, OpdFactory()))
    assert stranger.get(reverse("api:lembar_detail", args=[lembar.pk])).status_code == 404
    assert stranger.get(reverse("api:lembar_list")).json()["results"] == []


@pytest.mark.parametrize("many", [1, 3])
def test_list_costs_the_same_for_one_and_three(
    lembar: LembarKerja, many: int, django_assert_num_queries: Callable
) -> None:
    for _ in range(many - 1):
        make_lembar(periode=lembar.periode)
    client = signed_in(make_actor(Role.KOORDINATOR))
    client.get(reverse("api:lembar_list"))
    with django_assert_num_queries(5):
        told = client.get(reverse("api:lembar_list")).json()
    assert len(told["results"]) == many


def test_later_assessors_are_told_once_approved_and_not_before(lembar: LembarKerja) -> None:
    """The inspectors say no where the unit says yes; their draft is nobody's business."""
    simpul = lembar.periode.instrumen.simpul.get(kode=KODE)
    Jawaban.objects.create(
        lembar=lembar, simpul=simpul, tahap=Tahap.TPI, pilihan="Tidak", updated_at=timezone.now()
    )
    store_nilai(lembar, score_lembar(lembar, Tahap.TPI), tahap=Tahap.TPI)
    client = signed_in(make_actor(Role.PIMPINAN))
    detail, every = reverse("api:lembar_detail", args=[lembar.pk]), reverse("api:lembar_list")
    told = client.get(detail).json()
    assert (told["tahap"], told["nilai_tpi"], client.get(every).json()["results"][0]["nilai_tpi"]) == (
        [],
        None,
        None,
    )
    LembarKerja.objects.filter(pk=lembar.pk).update(
        state=LembarState.APPROVED,
        submitted_at=timezone.now(),
        submitted_by=make_actor(Role.KEPALA, lembar.opd).pengguna,
    )
    told = client.get(f"{detail}?kini").json()
    assert [(row["tahap"], row["nilai"]) for row in told["tahap"]] == [("tpi", "0.000000000000")]
    assert told["nilai"] == "60.000000000000"
    assert told["tahap"][0]["gerbang"][0]["batas"][0]["keterangan"] == "kurang 75,00 dari 75,00"
    assert client.get(f"{every}?keadaan=approved").json()["results"][0]["nilai_tpi"] == "0.000000000000"


@pytest.mark.parametrize(
    ("query", "found"),
    [("tahun=2026", 1), ("tahun=2019", 0), ("keadaan=draft", 1), ("predikat=WBBM", 0), ("cari=dinas uji", 1)],
)
def test_filters_narrow(lembar: LembarKerja, query: str, found: int) -> None:
    LembarKerja.objects.filter(pk=lembar.pk).update(periode=PeriodeFactory(year=2026))
    client = signed_in(make_actor(Role.PIMPINAN))
    assert client.get(f"{reverse('api:lembar_list')}?{query}").json()["count"] == found
    own = client.get(f"{reverse('api:lembar_list')}?unit={lembar.opd_id}").json()
    assert [row["unit"]["id"] for row in own["results"]] == [str(lembar.opd_id)]
    assert list(client.get(f"{reverse('api:lembar_list')}?tahun=x").json()) == ["tahun"]
