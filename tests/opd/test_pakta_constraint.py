"""Each rule that the database itself holds over texts, signatures, links and lists, one at a time."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from opd.enums import CaraTanda
from opd.models import DaftarPindai, NaskahPakta, TandaTangan, TautanTanda
from tests.factories.akun import PenggunaFactory
from tests.factories.pakta import (
    DaftarPindaiFactory,
    NaskahPaktaFactory,
    TandaTanganFactory,
    TautanTandaFactory,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 1, tzinfo=UTC)
BEFORE = datetime(2026, 1, 1, tzinfo=UTC)

# (factory, changed columns, constraint)
BROKEN = [
    (NaskahPaktaFactory, {"text_hash": "xyz"}, "opd_naskahpakta_hash_form"),
    (NaskahPaktaFactory, {"text": ""}, "opd_naskahpakta_not_empty"),
    (NaskahPaktaFactory, {"title": ""}, "opd_naskahpakta_not_empty"),
    (
        NaskahPaktaFactory,
        {"published_at": None, "published_by": PenggunaFactory},
        "opd_naskahpakta_publisher_with_time",
    ),
    (DaftarPindaiFactory, {"filename": ""}, "opd_daftarpindai_has_filename"),
    (TandaTanganFactory, {"way": "faks"}, "opd_tandatangan_way_known"),
    (TandaTanganFactory, {"way": CaraTanda.UNGGAHAN}, "opd_tandatangan_scan_has_list"),
    (TandaTanganFactory, {"daftar": DaftarPindaiFactory}, "opd_tandatangan_list_only_for_scan"),
    (TandaTanganFactory, {"typed_name": ""}, "opd_tandatangan_screen_has_mark"),
    (TandaTanganFactory, {"way": CaraTanda.LAYAR}, "opd_tandatangan_screen_has_account"),
    (TandaTanganFactory, {"name": ""}, "opd_tandatangan_names_signer"),
    (TandaTanganFactory, {"opd_name": ""}, "opd_tandatangan_names_signer"),
    (TandaTanganFactory, {"withdrawn_at": NOW}, "opd_tandatangan_withdrawn_has_reason"),
    (TandaTanganFactory, {"withdraw_reason": "Keliru"}, "opd_tandatangan_withdrawn_has_reason"),
    (TandaTanganFactory, {"withdrawn_by": PenggunaFactory}, "opd_tandatangan_withdrawn_has_reason"),
    (TandaTanganFactory, {"text_hash": "A" * 64}, "opd_tandatangan_hash_form"),
    (TandaTanganFactory, {"evidence_hash": ""}, "opd_tandatangan_hash_form"),
    (TautanTandaFactory, {"expires_at": BEFORE}, "opd_tautantanda_expires_after_created"),
    (TautanTandaFactory, {"token_hash": "rahasia"}, "opd_tautantanda_hash_form"),
    (TautanTandaFactory, {"used_at": NOW}, "opd_tautantanda_used_means_signed"),
    (TautanTandaFactory, {"tanda_tangan": TandaTanganFactory}, "opd_tautantanda_used_means_signed"),
    (
        TautanTandaFactory,
        {"used_at": NOW, "revoked_at": NOW, "tanda_tangan": TandaTanganFactory},
        "opd_tautantanda_used_or_revoked",
    ),
]


@pytest.mark.parametrize(("factory", "changes", "constraint"), BROKEN)
def test_broken_row_is_refused_by_the_database_in_the_name_of_its_rule(
    factory: type, changes: dict[str, object], constraint: str
) -> None:
    row = factory()
    values = {key: value() if isinstance(value, type) else value for key, value in changes.items()}
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        type(row).objects.filter(pk=row.pk).update(**values)


def violation(row: models.Model, name: str) -> None:
    constraint = next(c for c in row._meta.constraints if c.name == name)
    with pytest.raises(ValidationError) as refusal:
        constraint.validate(type(row), row)
    assert refusal.value.messages == [constraint.violation_error_message]
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_one_live_signature_for_a_person_text_and_year() -> None:
    first = TandaTanganFactory()
    same = {"pegawai": first.pegawai, "naskah": first.naskah}
    violation(TandaTanganFactory.build(**same, opd=first.opd), "opd_tandatangan_once")
    TandaTanganFactory(**same, year=2025)
    TandaTangan.objects.filter(pk=first.pk).update(withdrawn_at=NOW, withdraw_reason="Keliru")
    TandaTanganFactory(**same)


def test_one_open_link_for_a_person() -> None:
    first = TautanTandaFactory()
    again = {"pegawai": first.pegawai, "created_by": first.created_by}
    violation(TautanTandaFactory.build(**again), "opd_tautantanda_one_open")
    TautanTanda.objects.filter(pk=first.pk).update(revoked_at=NOW)
    TautanTandaFactory(**again)


def test_number_of_an_edition_and_token_of_a_link_are_unique() -> None:
    naskah, tautan = NaskahPaktaFactory(), TautanTandaFactory(revoked_at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        NaskahPaktaFactory(number=naskah.number)
    with pytest.raises(IntegrityError), transaction.atomic():
        TautanTandaFactory(token_hash=tautan.token_hash)


def test_every_named_rule_is_tried_here() -> None:
    tried = {constraint for _, _, constraint in BROKEN} | {"opd_tandatangan_once", "opd_tautantanda_one_open"}
    rules = {
        c.name for m in (NaskahPakta, DaftarPindai, TandaTangan, TautanTanda) for c in m._meta.constraints
    }
    assert tried == rules
