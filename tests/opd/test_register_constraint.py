"""Each constraint of people, units and the city, broken alone: the database itself says no."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from dasar.akun.models import KunciApi, Pengguna
from opd.enums import Role
from opd.models import Keanggotaan, Kepala, Kota, Opd, Pegawai, TargetPencanangan
from tests.factories.akun import KunciApiFactory, PenggunaFactory
from tests.factories.opd import (
    LONG_AGO,
    KeanggotaanFactory,
    KepalaFactory,
    KotaFactory,
    OpdFactory,
    PegawaiFactory,
    TargetFactory,
)

pytestmark = pytest.mark.django_db
BEFORE = LONG_AGO - timedelta(days=1)
NIP = "198001012005011001"
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def own_parent() -> models.Model:
    opd = OpdFactory()
    Opd.objects.filter(pk=opd.pk).update(parent=opd)
    return opd


def twice(factory: Any, **values: Any) -> models.Model:
    factory(**values)
    return factory(**values)


def second_head() -> models.Model:
    return twice(KepalaFactory, opd=OpdFactory())


def second_role(**values: Any) -> models.Model:
    return twice(KeanggotaanFactory, pengguna=PenggunaFactory(), **values)


BROKEN: dict[str, Callable[[], models.Model]] = {
    "opd_opd_code_active_unique": lambda: twice(OpdFactory, code="SAMA"),
    "opd_opd_active_period": lambda: OpdFactory(active_to=LONG_AGO),
    "opd_opd_not_own_parent": own_parent,
    "opd_opd_successor_when_closed": lambda: OpdFactory(successor=OpdFactory()),
    "opd_opd_kind_known": lambda: OpdFactory(kind="madrasah"),
    "opd_kepala_one_at_a_time": second_head,
    "opd_kepala_active_period": lambda: KepalaFactory(active_to=LONG_AGO),
    "opd_kepala_kedudukan_known": lambda: KepalaFactory(kedudukan="pj"),
    "opd_keanggotaan_active_period": lambda: KeanggotaanFactory(active_to=BEFORE),
    "opd_keanggotaan_unit_role_unique": lambda: second_role(opd=OpdFactory()),
    "opd_keanggotaan_city_role_unique": lambda: second_role(opd=None, role=Role.PIMPINAN),
    "opd_keanggotaan_role_known": lambda: KeanggotaanFactory(role="raja"),
    "opd_keanggotaan_kedudukan_known": lambda: KeanggotaanFactory(kedudukan="pj"),
    "opd_keanggotaan_unit_role_has_unit": lambda: KeanggotaanFactory(opd=None, role=Role.OPERATOR),
    "opd_pegawai_active_period": lambda: PegawaiFactory(active_to=BEFORE),
    "opd_pegawai_nip_active_unique": lambda: twice(PegawaiFactory, nip=NIP),
    "opd_pegawai_nip_digits": lambda: PegawaiFactory(nip="19800101200501100x"),
    "akun_pengguna_username_unique": lambda: (
        PenggunaFactory(username="siti"),
        PenggunaFactory(username="Siti"),
    )[1],
    "akun_pengguna_nip_unique": lambda: twice_person(),
    "akun_pengguna_nip_digits": lambda: PenggunaFactory(nip="1980"),
    "akun_pengguna_name_present": lambda: PenggunaFactory(name=""),
    "akun_kunciapi_has_scope": lambda: KunciApiFactory(scopes=""),
    "akun_kunciapi_expires_after_created": lambda: KunciApiFactory(created_at=NOW, expires_at=NOW),
    "opd_kota_single": lambda: KotaFactory(id=2),
    "opd_targetpencanangan_due_in_year": lambda: TargetFactory(due_on=date(2021, 1, 1)),
}


def twice_person() -> models.Model:
    PenggunaFactory(nip=NIP)
    return PenggunaFactory(nip=NIP)


@pytest.mark.parametrize("name", sorted(BROKEN))
def test_constraint_broken_alone_is_refused(name: str) -> None:
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        BROKEN[name]()
    constraint = next(c for m in MODELS for c in m._meta.constraints if c.name == name)
    columns = getattr(constraint, "fields", ()) or ("username",)
    told = str(refusal.value)
    assert name in told or all(column in told for column in columns)


MODELS = (KunciApi, Pengguna, Keanggotaan, Kepala, Kota, Opd, Pegawai, TargetPencanangan)


def test_every_constraint_is_broken_above() -> None:
    found = {constraint.name for model in MODELS for constraint in model._meta.constraints}
    assert found == set(BROKEN)


@pytest.mark.parametrize("model", MODELS)
def test_every_constraint_speaks_indonesian(model: type[models.Model]) -> None:
    default = models.CheckConstraint.default_violation_error_message
    assert all(
        constraint.violation_error_message != default and constraint.violation_error_message.endswith(".")
        for constraint in model._meta.constraints
    )


@pytest.mark.parametrize(
    ("made", "message"),
    [
        (
            lambda: Opd(
                code="kecil", name="A", short_name="A", kind="dinas", jalur="x/", active_from=LONG_AGO
            ),
            "code",
        ),
        (lambda: Kota(name="A", government="A", province="A", area_code="3375"), "area_code"),
        (lambda: Pengguna(username="Ada Spasi", name="A", password="x"), "username"),
        (lambda: TargetPencanangan(year=2010, due_on=date(2010, 1, 1)), "year"),
    ],
)
def test_form_of_a_value_is_held_by_the_model(made: Callable[[], models.Model], message: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        made().full_clean()
    assert list(refusal.value.message_dict) == [message]
