"""What the city approved is frozen with it, and stays what it was."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, models, transaction

from dasar.errors import DomainError
from evaluasi.domain.portalrb.banding import compare_today, read_units
from evaluasi.domain.portalrb.cuplikan import freeze_usulan, read_unit
from evaluasi.domain.usulan import approve_usulan
from evaluasi.models import (
    BerkasCuplikan,
    Cuplikan,
    CuplikanUnit,
    Jawaban,
    LatihanPortal,
    Pengambilan,
    Usulan,
)
from opd.enums import Role
from opd.models import Opd
from tests.factories.hasil import make_scan
from tests.factories.opd import OpdFactory, make_actor
from tests.factories.portalrb import DURING, KotaUsul, cite, make_draft
from tests.pemicu import triggers_off

pytestmark = pytest.mark.django_db


def test_approval_freezes_in_the_same_transaction(monkeypatch: pytest.MonkeyPatch) -> None:
    draft, actor = make_draft(), make_actor(Role.KOORDINATOR)

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr("evaluasi.domain.portalrb.cuplikan.build_units", broken)
        with pytest.raises(RuntimeError):
            approve_usulan(draft, actor=actor, berkas=make_scan())
    assert (Usulan.objects.get().state, Cuplikan.objects.count()) == ("draft", 0)
    with pytest.raises(DomainError, match="Hanya usulan yang disahkan"):
        freeze_usulan(Usulan.objects.get(), actor=actor)
    approved = approve_usulan(draft, actor=actor, berkas=make_scan())
    assert freeze_usulan(approved, actor=actor) == approved.cuplikan


def test_frozen_text_is_canonical_and_its_fingerprint_covers_everything(kota_usul: KotaUsul) -> None:
    cuplikan, unit = kota_usul.cuplikan, kota_usul.wbk
    assert hashlib.sha256(unit.isi.encode()).hexdigest() == unit.sidik
    assert hashlib.sha256(cuplikan.isi.encode()).hexdigest() == cuplikan.sidik
    listed = json.loads(cuplikan.isi)
    assert [item["sidik"] for item in listed["units"]] == [unit.sidik, kota_usul.wbbm.sidik]
    assert listed["surat"]["sidik"] == kota_usul.usulan.surat.sha256
    again = json.dumps(json.loads(unit.isi), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert again == unit.isi
    said = StringIO()
    call_command("check_snapshots", stdout=said)
    assert said.getvalue() == "1 cuplikan diperiksa, tidak ada yang berubah.\n"


def test_later_changes_do_not_reach_what_is_served(kota_usul: KotaUsul) -> None:
    unit = kota_usul.wbk
    Jawaban.objects.filter(lembar=unit.lembar, simpul__kode="A.1.i.a", tahap="unit").update(pilihan="Tidak")
    Opd.objects.filter(pk=unit.opd_id).update(name="Dinas Ganti Nama")
    cite(unit.lembar, "A.1.i.b", title="Rencana aksi")
    stored = CuplikanUnit.objects.select_related("cuplikan__usulan__periode", "opd").get(pk=unit.pk)
    assert read_unit(stored)["answers"][0]["jawaban_unit"] == "Ya"
    told = {(item.kode, item.hal): (item.lama, item.baru) for item in compare_today([stored])[stored]}
    assert told[("A.1.i.a", "jawaban_unit")] == ("Ya", "Tidak")
    assert told[("", "nama")][1] == "Dinas Ganti Nama"
    assert told[("A.1.i.b", "bukti")] == ("tidak ada", "Rencana aksi hlm. 2-3")
    (line, _) = read_units(kota_usul.cuplikan)
    assert "Belum Review" in line.advice


def test_ministry_holds_the_old_text_after_a_new_approval(kota_usul: KotaUsul) -> None:
    unit = kota_usul.wbk
    note = {"at": DURING, "titik": "jawaban-unit", "unit_ref": str(unit.opd_id), "status": 200}
    Pengambilan.objects.create(**note, sidik=unit.sidik, latihan=True)
    assert read_units(kota_usul.cuplikan)[0].word == "Belum diambil"
    Pengambilan.objects.create(**note, sidik=unit.sidik)
    assert read_units(kota_usul.cuplikan)[0].word == "Sama dengan kita"
    Pengambilan.objects.create(**note, sidik="0" * 64)
    line = read_units(kota_usul.cuplikan)[0]
    assert line.word == "Memegang cuplikan lama"
    assert "beri “Sesuai” lagi" in line.advice


@pytest.mark.parametrize("many", [1, 3])
def test_freezing_and_comparing_cost_the_same_for_one_and_three_units(
    many: int, django_assert_num_queries: Callable
) -> None:
    draft = make_draft(units=tuple((OpdFactory(), "WBK") for _ in range(many)))
    usulan = approve_usulan(draft, actor=make_actor(Role.KOORDINATOR), berkas=make_scan())
    with django_assert_num_queries(7):
        read_units(usulan.cuplikan)


@pytest.mark.parametrize("model", [Cuplikan, CuplikanUnit, BerkasCuplikan, Pengambilan, LatihanPortal])
def test_database_refuses_to_change_what_is_frozen(kota_usul: KotaUsul, model: type[models.Model]) -> None:
    Pengambilan.objects.create(at=DURING, titik="lain", status=404)
    LatihanPortal.objects.create(usulan=kota_usul.usulan, at=DURING, siap=True)
    for act in (
        lambda: model.objects.update(id=model.objects.first().pk),
        lambda: model.objects.all()._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError, match="tidak dapat diubah"), transaction.atomic():
            act()


def test_what_somebody_altered_past_the_database_is_found_and_not_served(kota_usul: KotaUsul) -> None:
    with triggers_off():
        CuplikanUnit.objects.filter(pk=kota_usul.wbk.pk).update(isi=kota_usul.wbk.isi.replace("Ya", "Tidak"))
    said = StringIO()
    with pytest.raises(CommandError, match="1 bagian cuplikan berubah"):
        call_command("check_snapshots", stdout=said)
    assert said.getvalue() == f"{kota_usul.wbk}: isinya berubah.\n"
    with pytest.raises(DomainError, match="tidak cocok dengan sidiknya"):
        read_unit(CuplikanUnit.objects.get(pk=kota_usul.wbk.pk))
