"""What a unit, the verifier and the city may rely on in plans: permissions, promises that cannot be moved, counts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from dasar.errors import Conflict, DomainError, PermissionRefused, WrongState
from dasar.izin import Actor, Peran
from dasar.jurnal.models import Catatan
from opd.domain.dokumen import remove_dokumen
from opd.domain.keadaan_janji import Capaian, JumlahJanji
from opd.domain.queries.janji import count_janji, count_waiting, wait_for_janji
from opd.domain.queries.riwayat_daftar import history_of_rencana
from opd.domain.rencana import (
    add_tindakan,
    begin_rencana,
    cancel_tindakan,
    remove_tindakan,
    report_kemajuan,
    update_tindakan,
    verify_kemajuan,
)
from opd.enums import KeadaanTindakan as Keadaan
from opd.enums import Pihak, Role
from opd.models import Kemajuan, Opd, RencanaAksi, Tindakan
from tests.factories.evaluasi import DokumenFactory, PeriodeFactory, make_lembar
from tests.factories.opd import OpdFactory, make_actor
from tests.factories.rencana import KemajuanFactory, RencanaAksiFactory, TindakanFactory

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
YEAR = TODAY.year
FIRST, LAST = date(YEAR, 1, 1), date(YEAR, 12, 31)
CANARY = "KNRI-44ce"
FACTS = {
    "area": "PW",
    "text": "Sosialisasi gratifikasi",
    "target": Decimal(4),
    "satuan": "kali",
    "responsible": "Sekretaris",
    "starts_on": FIRST,
    "due_on": LAST,
}


@pytest.fixture
def opd() -> Opd:
    return OpdFactory()


@pytest.fixture
def operator(opd: Opd) -> Actor:
    return make_actor(Role.OPERATOR, opd)


@pytest.fixture
def koordinator() -> Actor:
    return make_actor(Role.KOORDINATOR)


@pytest.fixture
def janji(opd: Opd) -> Tindakan:
    rencana = RencanaAksiFactory(opd=opd, year=YEAR)
    return TindakanFactory(rencana=rencana, starts_on=FIRST, due_on=LAST)


def enter(actor: Actor) -> Client:
    client = Client()
    client.force_login(actor.pengguna)
    return client


# --- What the database itself holds ---


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (lambda: TindakanFactory.build(rencana=RencanaAksiFactory(), area="XX"), "tindakan_area_known"),
        (lambda: TindakanFactory.build(rencana=RencanaAksiFactory(), target=0), "tindakan_target_above_zero"),
        (
            lambda: TindakanFactory.build(rencana=RencanaAksiFactory(), due_on=date(2025, 12, 31)),
            "tindakan_due_after_start",
        ),
        (
            lambda: TindakanFactory.build(rencana=RencanaAksiFactory(), cancel_reason="Batal"),
            "tindakan_cancelled_has_reason",
        ),
        (lambda: RencanaAksiFactory.build(opd=OpdFactory(), year=1999), "rencanaaksi_year"),
        (lambda: KemajuanFactory.build(tindakan=TindakanFactory(), pihak="x"), "kemajuan_pihak_known"),
        (
            lambda: KemajuanFactory.build(tindakan=TindakanFactory(), amount=-1),
            "kemajuan_amount_not_below_zero",
        ),
    ],
)
def test_row_that_contradicts_itself_is_refused(make: Callable[[], Any], name: str) -> None:
    row = make()
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        row.save(force_insert=True)
    assert f"opd_{name}" in str(error.value)
    with pytest.raises(ValidationError):
        row.validate_constraints()


def test_unit_has_one_plan_a_year(opd: Opd, operator: Actor) -> None:
    first = begin_rencana(actor=operator, opd=opd, year=YEAR)
    assert begin_rencana(actor=operator, opd=opd, year=YEAR) == first
    with pytest.raises(IntegrityError), transaction.atomic():
        RencanaAksiFactory(opd=opd, year=YEAR)


# --- Promising ---


def test_promise_is_kept_once_however_often_it_is_sent(opd: Opd, operator: Actor) -> None:
    rencana, key = begin_rencana(actor=operator, opd=opd, year=YEAR), uuid4()
    first = add_tindakan(rencana, actor=operator, key=key, **FACTS)
    assert add_tindakan(rencana, actor=operator, key=key, **FACTS) == first
    assert Catatan.objects.filter(action="opd.tindakan.added", stream=opd.stream).count() == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"due_on": date(YEAR + 1, 1, 1)}, "due_on"),
        ({"starts_on": LAST, "due_on": FIRST}, "due_on"),
        ({"target": Decimal(0)}, "target"),
        ({"butir": "bukan kode"}, "butir"),
    ],
)
def test_promise_that_cannot_be_measured_is_refused(
    opd: Opd, operator: Actor, wrong: dict[str, Any], field: str
) -> None:
    rencana = begin_rencana(actor=operator, opd=opd, year=YEAR)
    with pytest.raises(DomainError) as error:
        add_tindakan(rencana, actor=operator, **FACTS | wrong)
    assert error.value.field == field
    assert not Tindakan.objects.exists()


def test_only_the_unit_itself_writes_its_plan_and_reports(janji: Tindakan, koordinator: Actor) -> None:
    stranger = make_actor(Role.OPERATOR, OpdFactory())
    for actor in (stranger, koordinator, make_actor(Role.PIMPINAN)):
        acts: list[Callable[[], object]] = [
            lambda a=actor: begin_rencana(actor=a, opd=janji.rencana.opd, year=YEAR),
            lambda a=actor: add_tindakan(janji.rencana, actor=a, **FACTS),
            lambda a=actor: update_tindakan(janji, version=1, actor=a, text="Lain"),
            lambda a=actor: cancel_tindakan(janji, actor=a, reason="x"),
            lambda a=actor: remove_tindakan(janji, actor=a),
            lambda a=actor: report_kemajuan(janji, actor=a, on=TODAY, amount=Decimal(1)),
        ]
        for act in acts:
            with pytest.raises(PermissionRefused):
                act()
    assert not Tindakan.objects.visible_to(stranger).exists()
    assert not RencanaAksi.objects.visible_to(stranger).exists()


def test_two_people_change_a_promise_and_both_texts_are_told(janji: Tindakan, operator: Actor) -> None:
    update_tindakan(janji, version=1, actor=operator, satuan="rapat")
    with pytest.raises(Conflict) as error:
        update_tindakan(janji, version=1, actor=operator, satuan="sidang")
    assert (error.value.mine["satuan"], error.value.theirs["satuan"]) == ("sidang", "rapat")


def test_promise_cannot_be_kept_by_moving_it(opd: Opd, operator: Actor, koordinator: Actor) -> None:
    rencana = RencanaAksiFactory(opd=opd, year=YEAR - 1)
    start, due = date(YEAR - 1, 1, 1), date(YEAR - 1, 6, 30)
    late = TindakanFactory(rencana=rencana, starts_on=start, due_on=due)
    with pytest.raises(DomainError) as error:
        update_tindakan(late, version=1, actor=operator, due_on=date(YEAR - 1, 12, 31))
    assert error.value.field == "due_on"
    report_kemajuan(late, actor=operator, on=due, amount=Decimal(3))
    verify_kemajuan(late, actor=koordinator, amount=Decimal(3))
    with pytest.raises(DomainError) as error:
        update_tindakan(late, version=1, actor=operator, target=Decimal(3))
    assert error.value.field == "target"
    assert update_tindakan(late, version=1, actor=operator, target=Decimal(12), text="Jelas").text == "Jelas"


def test_promise_is_removed_only_while_nothing_was_reported(janji: Tindakan, operator: Actor) -> None:
    report_kemajuan(janji, actor=operator, on=TODAY, amount=Decimal(1))
    with pytest.raises(WrongState):
        remove_tindakan(janji, actor=operator)
    with pytest.raises(DomainError):
        cancel_tindakan(janji, actor=operator, reason=" ")
    gone = cancel_tindakan(janji, actor=operator, reason="Anggaran dialihkan")
    for act in (
        lambda: cancel_tindakan(janji, actor=operator, reason="lagi"),
        lambda: report_kemajuan(gone, actor=operator, on=TODAY, amount=Decimal(2)),
        lambda: update_tindakan(gone, version=gone.version, actor=operator, text="Lain"),
    ):
        with pytest.raises(WrongState):
            act()
    free = TindakanFactory(rencana=janji.rencana)
    remove_tindakan(free, actor=operator)
    assert list(Tindakan.objects.all()) == [janji]


# --- Reporting and verifying ---


def test_unit_reports_and_the_verifier_speaks_beside_it(
    janji: Tindakan, operator: Actor, koordinator: Actor
) -> None:
    key = uuid4()
    for _ in range(2):
        report_kemajuan(janji, actor=operator, key=key, on=TODAY, amount=Decimal(12), note="Rapat")
    with pytest.raises(DomainError) as most:
        verify_kemajuan(janji, actor=koordinator, amount=Decimal(13))
    with pytest.raises(DomainError) as why:
        verify_kemajuan(janji, actor=koordinator, amount=Decimal(11))
    assert (most.value.field, why.value.field) == ("amount", "note")
    assert count_waiting(koordinator, year=YEAR) == 1
    verify_kemajuan(janji, actor=koordinator, amount=Decimal(11), note="Satu tanpa notulen")
    assert count_waiting(koordinator, year=YEAR) == 0
    told = Kemajuan.objects.order_by("at").values_list("pihak", "amount", "note")
    assert list(told) == [
        (Pihak.UNIT, Decimal(12), "Rapat"),
        (Pihak.VERIFIKATOR, Decimal(11), "Satu tanpa notulen"),
    ]


def test_nobody_verifies_their_own_unit_or_without_a_report(
    janji: Tindakan, operator: Actor, koordinator: Actor
) -> None:
    with pytest.raises(DomainError, match="belum melaporkan"):
        verify_kemajuan(janji, actor=koordinator, amount=Decimal(0))
    report_kemajuan(janji, actor=operator, on=TODAY, amount=Decimal(1))
    opd = janji.rencana.opd
    both = Actor(koordinator.pengguna, (*koordinator.peran, Peran(Role.OPERATOR, opd.pk, opd.jalur)))
    for actor in (operator, both, make_actor(Role.PIMPINAN)):
        with pytest.raises(PermissionRefused):
            verify_kemajuan(janji, actor=actor, amount=Decimal(1))
    assert count_waiting(both, year=YEAR) == 0


@pytest.mark.parametrize(
    ("on", "field"), [(TODAY + timedelta(days=1), "on"), (FIRST - timedelta(days=1), "on")]
)
def test_report_is_of_a_day_that_was(janji: Tindakan, operator: Actor, on: date, field: str) -> None:
    with pytest.raises(DomainError) as error:
        report_kemajuan(janji, actor=operator, on=on, amount=Decimal(1))
    assert error.value.field == field


def test_cited_document_stays_and_is_the_units_own(janji: Tindakan, opd: Opd, operator: Actor) -> None:
    with pytest.raises(DomainError) as error:
        report_kemajuan(janji, actor=operator, on=TODAY, amount=Decimal(1), dokumen=DokumenFactory())
    assert error.value.field == "dokumen"
    own = DokumenFactory(opd=opd)
    report_kemajuan(janji, actor=operator, on=TODAY, amount=Decimal(1), dokumen=own)
    with pytest.raises(WrongState):
        remove_dokumen(own, actor=operator)


# --- How it stands ---

DUE = date(2026, 6, 30)


@pytest.mark.parametrize(
    ("day", "values", "state"),
    [
        (DUE, {}, Keadaan.BELUM_MULAI),
        (DUE, {"reported": Decimal(0)}, Keadaan.BERJALAN),
        (DUE + timedelta(days=1), {"reported": Decimal("11.99")}, Keadaan.TERLAMBAT),
        (DUE + timedelta(days=1), {"reported": Decimal(12)}, Keadaan.SELESAI),
        (DUE, {"reported": Decimal(12), "verified": Decimal("11.99")}, Keadaan.SELESAI),
        (DUE, {"reported": Decimal(12), "verified": Decimal(12)}, Keadaan.TERVERIFIKASI),
        (DUE + timedelta(days=9), {"is_cancelled": True}, Keadaan.DIBATALKAN),
    ],
)
def test_state_follows_from_reports_target_and_due_date(
    day: date, values: dict[str, Any], state: Keadaan
) -> None:
    assert Capaian(Decimal(12), DUE, **values).state_on(day) == state


def test_counts_say_what_was_kept_and_what_not(opd: Opd, operator: Actor) -> None:
    rencana = RencanaAksiFactory(opd=opd)
    soon, due = {"due_on": date(2026, 7, 20)}, {"due_on": DUE}
    TindakanFactory(rencana=rencana, **soon)
    TindakanFactory(rencana=rencana, **due)
    kept, slow = TindakanFactory(rencana=rencana, **due), TindakanFactory(rencana=rencana, **due)
    for row, on in ((kept, DUE), (slow, DUE + timedelta(days=1))):
        KemajuanFactory(tindakan=row, on=on, amount=12)
    KemajuanFactory(tindakan=kept, pihak=Pihak.VERIFIKATOR, amount=12)
    TindakanFactory(rencana=rencana, cancelled_at=timezone.now(), cancel_reason="x", **due)
    TindakanFactory(rencana=RencanaAksiFactory(year=2026), text=CANARY)
    found = count_janji(operator, year=2026, day=date(2026, 7, 1))
    wanted = JumlahJanji(5 - 1, 1, 2, 1, late=1, soon=1, idle=2, waiting=1, cancelled=1)
    assert found == {opd.pk: wanted}


def test_first_page_tells_own_late_and_near_promises_only(opd: Opd, operator: Actor) -> None:
    rencana = RencanaAksiFactory(opd=opd, year=2026)
    for days in (-1, 0, 30, 31):
        TindakanFactory(rencana=rencana, text=str(days), due_on=date(2026, 6, 30) + timedelta(days=days))
    TindakanFactory(text=CANARY, due_on=DUE)
    found = [(row.text, row.is_late) for row in wait_for_janji(operator, day=DUE)]
    assert found == [("-1", True), ("0", False), ("30", False)]


# --- The pages ---


def test_a_promise_goes_from_the_form_to_verified(opd: Opd, operator: Actor, koordinator: Actor) -> None:
    unit, city = enter(operator), enter(koordinator)
    plan = unit.post("/rencana-aksi/mulai/", {"opd": opd.pk, "year": YEAR}).headers["Location"]
    sent = FACTS | {"target": "1.250,5", "butir": "A.I.1.ii.a A.I.1.iii.b", "key": str(uuid4())}
    assert unit.post(f"{plan}janji/", sent).status_code == 302
    row = Tindakan.objects.get()
    assert (row.target, row.codes) == (Decimal("1250.5"), ["A.I.1.ii.a", "A.I.1.iii.b"])
    own = f"/rencana-aksi/tindakan/{row.pk}/"
    unit.post(f"{own}kemajuan/", {"on": TODAY.isoformat(), "amount": "1250,5"})
    page = city.get(plan).content.decode()
    assert "Selesai menurut unit" in page
    fields = dict.fromkeys(("amount", "key"))
    for name in fields:
        fields[name] = page.split(f'name="{name}" value="')[1].split('"')[0]
    for _ in range(2):
        assert city.post(f"{own}verifikasi/", fields).status_code == 302
    assert Kemajuan.objects.filter(pihak=Pihak.VERIFIKATOR, amount=Decimal("1250.5")).count() == 1
    for path in (plan, own, f"{plan}laporan/", "/rencana-aksi/"):
        assert "Terverifikasi" in unit.get(path).content.decode()


def test_stale_form_shows_both_texts_and_loses_nothing(janji: Tindakan, operator: Actor) -> None:
    client = enter(operator)
    update_tindakan(janji, version=1, actor=operator, target=Decimal(20))
    sent = FACTS | {"text": janji.text, "version": 1, "target": "15"}
    answer = client.post(f"/rencana-aksi/tindakan/{janji.pk}/ubah/", sent)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert 'data-label="Tersimpan">20<' in page
    assert 'value="15"' in page


def test_plan_of_another_unit_is_not_there(janji: Tindakan) -> None:
    client = enter(make_actor(Role.OPERATOR, OpdFactory()))
    Tindakan.objects.update(text=CANARY)
    for path in (f"/rencana-aksi/{janji.rencana_id}/", f"/rencana-aksi/tindakan/{janji.pk}/"):
        assert client.get(path).status_code == 404
    assert janji.rencana.opd.short_name not in client.get("/rencana-aksi/").content.decode()


@pytest.mark.parametrize("many", [1, 3])
def test_pages_cost_the_same_for_more(
    many: int, opd: Opd, operator: Actor, koordinator: Actor, django_assert_num_queries: Callable
) -> None:
    for number in range(many):
        plan = RencanaAksiFactory(opd=opd if not number else OpdFactory(), year=YEAR)
        for _ in range(many):
            KemajuanFactory(tindakan=TindakanFactory(rencana=plan), dokumen=DokumenFactory(opd=plan.opd))
    unit, city = enter(operator), enter(koordinator)
    own = RencanaAksi.objects.get(opd=opd)
    with django_assert_num_queries(2 + 3):  # session, person with roles; years, units, counts
        city.get("/rencana-aksi/")
    with django_assert_num_queries(2 + 5):  # plan, actions, progress, history with the names in it
        unit.get(f"/rencana-aksi/{own.pk}/")
    with django_assert_num_queries(2 + 3):
        unit.get(f"/rencana-aksi/{own.pk}/laporan/")


def test_plan_tells_its_history_also_of_what_was_taken_out() -> None:
    opd = OpdFactory()
    actor = make_actor(Role.KEPALA, opd)
    rencana = begin_rencana(actor=actor, opd=opd, year=TODAY.year)
    values = {"area": "MP", "target": Decimal(4), "satuan": "kali", "responsible": "Sekretaris"}
    values |= {"starts_on": TODAY, "due_on": TODAY}
    kept = add_tindakan(rencana, actor=actor, text="Rapat monev", **values)
    gone = add_tindakan(rencana, actor=actor, text="Salah ketik", **values)
    remove_tindakan(gone, actor=actor)
    report_kemajuan(kept, actor=actor, on=TODAY, amount=Decimal(1))
    other = begin_rencana(actor=actor, opd=opd, year=TODAY.year - 1)
    assert [row.title for row in history_of_rencana(rencana)] == [
        "Kemajuan dilaporkan",
        "Janji dihapus",
        "Janji ditambahkan",
        "Janji ditambahkan",
        "Rencana aksi dimulai",
    ]
    assert [row.title for row in history_of_rencana(other)] == ["Rencana aksi dimulai"]
    client = Client()
    client.force_login(actor.pengguna)
    page = client.get(f"/rencana-aksi/{rencana.pk}/").content.decode()
    assert "Riwayat rencana ini" in page
    assert "Salah ketik" in page


def test_question_of_the_worksheet_lists_the_promises_that_name_it() -> None:
    lembar = make_lembar(periode=PeriodeFactory(year=2026))
    plan = RencanaAksiFactory(opd=lembar.opd, year=2026)
    for text, butir in (
        ("Satu", "A.1.i.a"),
        ("Awal", "A.1.i.a, A.1.i.b"),
        ("Tengah", "A.1.i.c, A.1.i.a, A.1.i.b"),
    ):
        TindakanFactory(rencana=plan, text=text, butir=butir)
    TindakanFactory(rencana=plan, text="Lain", butir="A.1.i.ab, A.1.i.b")
    TindakanFactory(rencana__opd=lembar.opd, rencana__year=2025, text="Tahun lalu", butir="A.1.i.a")
    TindakanFactory(text="Unit lain", butir="A.1.i.a")
    client = Client()
    client.force_login(make_actor(Role.OPERATOR, lembar.opd).pengguna)
    page = client.get(f"/lembar-kerja/{lembar.pk}/butir/A.1.i.a/").content.decode()
    assert "Janji untuk butir ini" in page
    found = [
        text
        for text in ("Satu", "Awal", "Tengah", "Lain", "Tahun lalu", "Unit lain")
        if f">{text}</a>" in page
    ]
    assert found == ["Satu", "Awal", "Tengah"]
    assert (
        "Janji untuk butir ini" not in client.get(f"/lembar-kerja/{lembar.pk}/butir/B.I.a/").content.decode()
    )
