"""Awards and what follows: stages in order, WBBM after WBK, reports every two years, the wait after a revocation."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from dasar.errors import DomainError, PermissionRefused, WrongState
from dasar.izin import Actor
from evaluasi.domain.predikat import (
    find_obstacle,
    read_jangka,
    record_predikat,
    record_report,
    record_result,
    report_due,
    revoke_predikat,
)
from evaluasi.domain.usulan import add_unit, update_unit, withdraw_usulan
from evaluasi.enums import LembarState, PredikatKind, TahapTpn
from evaluasi.models import HasilTpn, LaporanPredikat, Predikat, UsulanUnit
from opd.enums import Role
from tests.factories.hasil import NOW, PredikatFactory, make_ready_lembar, make_usulan
from tests.factories.opd import OpdFactory, make_actor

pytestmark = pytest.mark.django_db
STAGE = {"hasil": "lulus", "tanggal": date(2026, 8, 3), "sumber": "Pengumuman contoh"}


@pytest.fixture
def coordinator() -> Actor:
    return make_actor(Role.KOORDINATOR)


@pytest.fixture
def unit() -> UsulanUnit:
    """A unit of a proposal in force."""
    return make_usulan(approved=True).unit.select_related("usulan", "lembar__opd", "lembar__periode").get()


def test_last_stage_passed_gives_the_predicate_and_decides(unit: UsulanUnit, coordinator: Actor) -> None:
    for tahap in ("administrasi", "desk", "wawancara", "lapangan", "panel"):
        record_result(unit, actor=coordinator, tahap=tahap, **STAGE)
    record_result(unit, actor=coordinator, tahap=TahapTpn.PENETAPAN, sk_nomor="KEP 1/2026", **STAGE)

    predikat = Predikat.objects.get()
    assert (predikat.opd, predikat.kind, predikat.unit) == (unit.lembar.opd, "WBK", unit)
    assert (predikat.sk_nomor, predikat.valid_from, predikat.valid_to) == (
        "KEP 1/2026",
        date(2026, 8, 3),
        None,
    )
    unit.lembar.refresh_from_db()
    assert unit.lembar.state == LembarState.DECIDED
    with pytest.raises(WrongState):
        record_result(unit, actor=coordinator, tahap=TahapTpn.PANEL, **STAGE)
    with pytest.raises(WrongState):
        withdraw_usulan(unit.usulan, actor=coordinator, reason="Terlambat")


def test_after_a_failure_only_an_objection_goes_on(unit: UsulanUnit, coordinator: Actor) -> None:
    failed = STAGE | {"hasil": "gugur"}
    record_result(unit, actor=coordinator, tahap=TahapTpn.ADMINISTRASI, **failed)
    with pytest.raises(DomainError, match="sanggah"):
        record_result(unit, actor=coordinator, tahap=TahapTpn.DESK, **STAGE)
    record_result(unit, actor=coordinator, tahap=TahapTpn.SANGGAH, **STAGE)
    record_result(unit, actor=coordinator, tahap=TahapTpn.DESK, **STAGE)
    with pytest.raises(DomainError, match="sudah dicatat"):
        record_result(unit, actor=coordinator, tahap=TahapTpn.DESK, **STAGE)
    record_result(unit, actor=coordinator, tahap=TahapTpn.PENETAPAN, **failed)
    assert not Predikat.objects.exists()


def test_results_belong_to_a_proposal_in_force_and_the_coordinator(coordinator: Actor) -> None:
    draft = make_usulan().unit.get()
    with pytest.raises(WrongState):
        record_result(draft, actor=coordinator, tahap=TahapTpn.DESK, **STAGE)
    with pytest.raises(PermissionRefused):
        record_result(draft, actor=make_actor(Role.PENILAI_KETUA), tahap=TahapTpn.DESK, **STAGE)


def test_wbbm_presupposes_wbk(coordinator: Actor) -> None:
    opd = OpdFactory()
    award = {"actor": coordinator, "opd": opd, "kind": PredikatKind.WBBM, "year": 2022, "sumber": "Berita"}
    with pytest.raises(DomainError, match="belum pernah berpredikat WBK"):
        record_predikat(valid_from=date(2022, 12, 6), **award)
    assert "belum berpredikat WBK" in find_obstacle(opd, "WBBM", date(2022, 1, 1))
    PredikatFactory(opd=opd)
    assert find_obstacle(opd, "WBBM", date(2022, 1, 1)) == ""
    record_predikat(valid_from=date(2022, 12, 6), **award)


def test_revoked_unit_waits_two_years_to_the_day(coordinator: Actor) -> None:
    opd = OpdFactory()
    row = revoke_predikat(
        PredikatFactory(opd=opd), actor=coordinator, revoked_on=date(2024, 3, 5), reason="Maladministrasi"
    )
    assert "5 Maret 2026" in find_obstacle(opd, "WBK", date(2026, 3, 4))
    assert find_obstacle(opd, "WBK", date(2026, 3, 5)) == ""
    with pytest.raises(WrongState):
        revoke_predikat(row, actor=coordinator, revoked_on=date(2024, 3, 6), reason="Lagi")
    with pytest.raises(WrongState):
        record_report(row, actor=coordinator, nomor="1", tanggal=date(2024, 5, 1), masih=True)
    assert report_due(row, None) is None


def test_locked_unit_is_not_named_but_may_be_noted(coordinator: Actor) -> None:
    usulan = make_usulan()
    lembar = make_ready_lembar(periode=usulan.periode)
    today = timezone.localdate()
    revoke_predikat(PredikatFactory(opd=lembar.opd), actor=coordinator, revoked_on=today, reason="Temuan")
    with pytest.raises(DomainError, match="dicabut"):
        add_unit(usulan, actor=coordinator, lembar=lembar, alasan="Baik")
    unit = add_unit(usulan, actor=coordinator, lembar=lembar, alasan="Menunggu jeda", diusulkan=False)
    with pytest.raises(DomainError, match="dicabut"):
        update_unit(unit, version=unit.version, actor=coordinator, diusulkan=True)


def test_report_falls_due_two_years_after_the_award_or_the_last_one(coordinator: Actor) -> None:
    row = PredikatFactory()
    assert report_due(row, None) == date(2022, 12, 21)
    record_report(row, actor=coordinator, nomor="1/2022", tanggal=date(2022, 11, 1), masih=True)
    assert report_due(row, date(2022, 11, 1)) == date(2024, 11, 1)
    with pytest.raises(DomainError):
        record_report(row, actor=coordinator, nomor="2", tanggal=date(2024, 1, 1), masih=False)
    with pytest.raises(DomainError, match="sesudah predikat"):
        record_report(row, actor=coordinator, nomor="3", tanggal=date(2019, 1, 1), masih=True)
    assert read_jangka()["laporan"].after(date(2024, 2, 29)) == date(2026, 3, 1)


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"kind": "WKB"}, "kind_known"),
        ({"valid_to": date(2020, 12, 21)}, "valid_period"),
        ({"revoked_on": date(2021, 1, 1)}, "revoked_has_reason"),
        ({"revoke_reason": "Tanpa tanggal"}, "revoked_has_reason"),
        ({"revoked_on": date(2019, 1, 1), "revoke_reason": "Sebelum diberikan"}, "revoked_has_reason"),
        ({"sumber": ""}, "names_its_source"),
    ],
)
def test_predicate_that_contradicts_itself_is_refused(values: dict[str, object], name: str) -> None:
    with pytest.raises(IntegrityError, match=f"evaluasi_predikat_{name}"), transaction.atomic():
        PredikatFactory(**values)


@pytest.mark.parametrize(
    ("values", "name"),
    [({"tahap": "lain"}, "words_known"), ({"hasil": "lain"}, "words_known"), ({"nilai": 101}, "nilai_range")],
)
def test_result_that_contradicts_itself_is_refused(
    unit: UsulanUnit, coordinator: Actor, values: dict[str, object], name: str
) -> None:
    sound = {"tahap": "desk", "recorded_at": NOW, "recorded_by": coordinator.pengguna} | STAGE
    with pytest.raises(IntegrityError, match=f"evaluasi_hasiltpn_{name}"), transaction.atomic():
        HasilTpn.objects.create(unit=unit, **(sound | values))


@pytest.mark.parametrize(("values", "name"), [({"masih": False}, "says_why"), ({"nilai": -1}, "nilai_range")])
def test_report_that_contradicts_itself_is_refused(
    coordinator: Actor, values: dict[str, object], name: str
) -> None:
    sound = {"nomor": "1", "tanggal": date(2022, 1, 1), "masih": True, "recorded_at": NOW}
    row = {"predikat": PredikatFactory(), "recorded_by": coordinator.pengguna} | sound | values
    with pytest.raises(IntegrityError, match=f"evaluasi_laporanpredikat_{name}"), transaction.atomic():
        LaporanPredikat.objects.create(**row)


def test_units_see_only_their_own_predicate() -> None:
    mine = PredikatFactory()
    PredikatFactory()
    assert list(Predikat.objects.visible_to(make_actor(Role.OPERATOR, mine.opd))) == [mine]
    assert Predikat.objects.visible_to(make_actor(Role.PIMPINAN)).count() == 2
