"""Each constraint of the connection's tables, broken alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from evaluasi.enums import MasterState
from evaluasi.models import (
    BerkasCuplikan,
    CuplikanUnit,
    MasterSoal,
    PemetaanSoal,
    Pengambilan,
    Periode,
    TautanBukti,
    TokenPortal,
)
from tests.factories.evaluasi import PeriodeFactory
from tests.factories.portalrb import DURING, KotaUsul

pytestmark = pytest.mark.django_db
Break = Callable[[], Any]


def refuses(constraint: str, act: Break) -> None:
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        act()
    assert constraint in str(error.value) or "UNIQUE constraint failed" in str(error.value)


@pytest.mark.parametrize(("opens", "closes"), [(DURING, DURING), (DURING, None), (None, DURING)])
def test_window_is_whole_and_ordered(opens: Any, closes: Any) -> None:
    row = PeriodeFactory()
    refuses(
        "evaluasi_periode_propose_window_ordered",
        lambda: Periode.objects.filter(pk=row.pk).update(propose_opens_at=opens, propose_closes_at=closes),
    )


def master(**values: Any) -> MasterSoal:
    instrumen = PeriodeFactory().instrumen
    facts = {"instrumen": instrumen, "tahun": 2026, "sidik": "a" * 64, "loaded_at": DURING}
    return MasterSoal.objects.create(**facts | values)


CONFIRMED = {"state": MasterState.CONFIRMED, "confirmed_at": DURING}


@pytest.mark.parametrize(
    ("constraint", "first", "second"),
    [
        ("evaluasi_mastersoal_one_draft", {}, {}),
        ("evaluasi_mastersoal_one_confirmed", CONFIRMED, CONFIRMED),
        ("evaluasi_mastersoal_state_known", None, {"state": "lain", "confirmed_at": DURING}),
        ("evaluasi_mastersoal_confirmed_has_time", None, {"state": MasterState.CONFIRMED}),
        ("evaluasi_mastersoal_confirmed_has_time", None, {"confirmed_at": DURING}),
    ],
)
def test_master(constraint: str, first: dict[str, Any] | None, second: dict[str, Any]) -> None:
    if first is not None:
        master(**first)
    refuses(constraint, lambda: master(**second))


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("evaluasi_pemetaansoal_soal_once", {"soal_id": 1, "simpul": "A.1.i.b"}),
        ("evaluasi_pemetaansoal_simpul_once", {"soal_id": 2, "simpul": "A.1.i.a"}),
        ("evaluasi_pemetaansoal_masukan_once", {"soal_id": 4, "simpul": "B.I.a", "with_masukan": True}),
        ("evaluasi_pemetaansoal_unplaced_says_why", {"soal_id": 2}),
    ],
)
def test_mapping(constraint: str, values: dict[str, Any]) -> None:
    row = master()
    simpul = {item.kode: item for item in row.instrumen.simpul.all()}
    masukan = simpul["B.I.a"].masukan.get()
    facts = {"master": row, "jalur": "x", "teks": "x", "jenis": "ABC", "baris": 1}
    PemetaanSoal.objects.create(**facts, urutan=1, soal_id=1, simpul=simpul["A.1.i.a"])
    PemetaanSoal.objects.create(**facts, urutan=2, soal_id=3, simpul=simpul["B.I.a"], masukan=masukan)
    given = {"soal_id": values["soal_id"], "simpul": simpul.get(values.get("simpul", ""))}
    given |= {"masukan": masukan} if values.get("with_masukan") else {}
    refuses(constraint, lambda: PemetaanSoal.objects.create(**facts, urutan=9, **given))


def token(**values: Any) -> TokenPortal:
    facts = {"name": "x", "prefix": "zrb_", "token_hash": "b" * 64, "created_at": DURING}
    return TokenPortal.objects.create(**facts | {"expires_at": DURING + timedelta(days=1)} | values)


def test_token() -> None:
    row = token()
    refuses("token_hash", lambda: token())
    refuses("evaluasi_tokenportal_expires_after_created", lambda: token(token_hash="c", expires_at=DURING))
    refuses(
        "evaluasi_tokenportal_not_own_successor",
        lambda: TokenPortal.objects.filter(pk=row.pk).update(successor=row),
    )


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("evaluasi_pengambilan_titik_known", {"titik": "x", "status": 200}),
        ("evaluasi_pengambilan_status_http", {"titik": "lain", "status": 99}),
    ],
)
def test_log(constraint: str, values: dict[str, Any]) -> None:
    refuses(constraint, lambda: Pengambilan.objects.create(at=DURING, **values))


def test_snapshot(kota_usul: KotaUsul) -> None:
    unit, link = kota_usul.wbk, kota_usul.wbk.tautan.get()
    facts = {"cuplikan": unit.cuplikan, "opd": unit.opd, "lembar": unit.lembar, "urutan": 9, "isi": "{}"}
    refuses("evaluasi_cuplikanunit_once", lambda: CuplikanUnit.objects.create(**facts, kategori="WBK"))
    held = unit.berkas.get().berkas
    refuses("evaluasi_berkascuplikan_once", lambda: BerkasCuplikan.objects.create(unit=unit, berkas=held))
    again = {"unit": unit, "kode": link.kode, "created_at": DURING}
    refuses(
        "evaluasi_tautanbukti_once",
        lambda: TautanBukti.objects.create(**again, expires_at=DURING + timedelta(days=1)),
    )
    refuses(
        "evaluasi_tautanbukti_expires_after_created",
        lambda: TautanBukti.objects.create(**again | {"kode": "x"}, expires_at=DURING),
    )
