"""The city's proposal: who drafts and approves it, what it refuses, and that it stands once it is approved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from dasar.errors import Conflict, DomainError, PermissionRefused, WrongState
from dasar.izin import Actor
from dasar.jurnal.models import Catatan
from evaluasi.domain.usulan import (
    add_unit,
    approve_usulan,
    create_usulan,
    rank_units,
    remove_unit,
    update_unit,
    update_usulan,
    withdraw_usulan,
)
from evaluasi.enums import Kategori, LembarState, PredikatKind, Tahap, UsulanState
from evaluasi.models import Jawaban, Usulan, UsulanUnit
from opd.enums import Role
from tests.factories.evaluasi import PeriodeFactory, make_instrumen, make_lembar
from tests.factories.hasil import NOW, make_ready_lembar, make_scan, make_usulan
from tests.factories.opd import OpdFactory, make_actor

pytestmark = pytest.mark.django_db
AFIRMASI = {
    "kode": "RSUD",
    "nama": "Rumah sakit",
    "kategori_portal": "WBK-AFIRMASI",
    "keterangan": "Boleh diusulkan sambil melengkapi syarat.",
    "dasar": "PermenPANRB contoh",
}


@pytest.fixture
def coordinator() -> Actor:
    return make_actor(Role.KOORDINATOR)


def test_signed_letter_puts_the_proposal_in_force(coordinator: Actor) -> None:
    usulan = make_usulan()
    approved = approve_usulan(usulan, actor=coordinator, berkas=make_scan())

    assert (approved.state, approved.approved_by) == (UsulanState.APPROVED, coordinator.pengguna)
    assert usulan.unit.get().lembar.state == LembarState.PROPOSED
    assert Catatan.objects.filter(action="evaluasi.usulan.approved").count() == 1
    with pytest.raises(WrongState):
        approve_usulan(usulan, actor=coordinator, berkas=make_scan())


@pytest.mark.parametrize(
    ("letter", "told"),
    [({"nomor": ""}, "nomor"), ({"tanggal": None}, "tanggal"), ({"signer_name": ""}, "nama penandatangan")],
)
def test_letter_without_its_facts_is_not_approved(
    coordinator: Actor, letter: dict[str, object], told: str
) -> None:
    with pytest.raises(DomainError, match=told):
        approve_usulan(make_usulan(**letter), actor=coordinator, berkas=make_scan())


def test_proposal_needs_the_scan_and_a_unit(coordinator: Actor) -> None:
    usulan = make_usulan()
    with pytest.raises(DomainError, match="pindaian"):
        approve_usulan(usulan, actor=coordinator)
    unit = usulan.unit.get()
    update_unit(unit, version=unit.version, actor=coordinator, diusulkan=False, alasan="Belum siap")
    with pytest.raises(DomainError, match="Belum ada unit"):
        approve_usulan(usulan, actor=coordinator, berkas=make_scan())


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.KEPALA, Role.PENILAI_KETUA, Role.PIMPINAN])
def test_only_the_coordinator_drafts_and_approves(role: Role) -> None:
    usulan = make_usulan()
    other = make_actor(role, OpdFactory() if role in {Role.OPERATOR, Role.KEPALA} else None)
    with pytest.raises(PermissionRefused):
        update_usulan(usulan, version=usulan.version, actor=other, nomor="1")
    with pytest.raises(PermissionRefused):
        approve_usulan(usulan, actor=other, berkas=make_scan())
    assert Usulan.objects.get().state == UsulanState.DRAFT


def test_who_scored_does_not_approve() -> None:
    usulan = make_usulan()
    both = make_actor(Role.KOORDINATOR)
    lembar = usulan.unit.get().lembar
    simpul = lembar.periode.instrumen.simpul.get(kode="A.1.i.a")
    Jawaban.objects.create(
        lembar=lembar,
        simpul=simpul,
        tahap=Tahap.TPI,
        pilihan="Ya",
        updated_at=NOW,
        updated_by=both.pengguna,
    )
    with pytest.raises(PermissionRefused, match="menilai"):
        approve_usulan(usulan, actor=both, berkas=make_scan())


def test_worksheet_that_is_not_ready_or_of_another_year_is_no_candidate(coordinator: Actor) -> None:
    usulan = make_usulan()
    with pytest.raises(DomainError, match="belum dapat diusulkan"):
        add_unit(usulan, actor=coordinator, lembar=make_lembar(periode=usulan.periode), alasan="Baik")
    with pytest.raises(DomainError, match="tahun lain"):
        add_unit(usulan, actor=coordinator, lembar=make_ready_lembar(periode=PeriodeFactory()), alasan="Baik")
    with pytest.raises(DomainError, match="sudah ada"):
        add_unit(usulan, actor=coordinator, lembar=usulan.unit.get().lembar, alasan="Dua kali")
    with pytest.raises(DomainError):
        add_unit(usulan, actor=coordinator, lembar=make_ready_lembar(periode=usulan.periode), alasan="   ")
    assert usulan.unit.count() == 1


def test_quota_binds_the_letter_and_not_the_list(coordinator: Actor) -> None:
    usulan = make_usulan(kuota=1, kuota_dasar="Surat contoh nomor 14")
    extra = make_ready_lembar(periode=usulan.periode)
    with pytest.raises(DomainError, match="Kuota 1 unit sudah penuh"):
        add_unit(usulan, actor=coordinator, lembar=extra, alasan="Nilai kedua")
    waiting = add_unit(usulan, actor=coordinator, lembar=extra, alasan="Di luar kuota", diusulkan=False)
    assert list(usulan.unit.proposed()) == [usulan.unit.exclude(pk=waiting.pk).get()]
    with pytest.raises(DomainError, match="kuota"):
        update_usulan(usulan, version=usulan.version, actor=coordinator, kuota=0)


def test_affirmation_names_its_kind_and_where_it_is_written(coordinator: Actor) -> None:
    instrumen = make_instrumen(afirmasi=[AFIRMASI])
    usulan = make_usulan(periode=PeriodeFactory(instrumen=instrumen))
    unit = usulan.unit.get()
    changed = update_unit(unit, version=unit.version, actor=coordinator, afirmasi="RSUD")
    assert (changed.kategori, changed.afirmasi_dasar) == (Kategori.WBK_AFIRMASI, "PermenPANRB contoh")
    with pytest.raises(DomainError, match="tidak ada dalam peraturan"):
        update_unit(changed, version=changed.version, actor=coordinator, afirmasi="PASAR")
    with pytest.raises(DomainError, match="hanya untuk pengusulan WBK"):
        update_unit(changed, version=changed.version, actor=coordinator, predikat=PredikatKind.WBBM)
    plain = update_unit(changed, version=changed.version, actor=coordinator, afirmasi="")
    assert (plain.kategori, plain.afirmasi_dasar) == (Kategori.WBK, "")


def test_ranks_follow_the_order_given_and_close_up(coordinator: Actor) -> None:
    usulan = make_usulan(OpdFactory(), OpdFactory(), OpdFactory())
    first, second, third = usulan.unit.proposed()
    rank_units(usulan, actor=coordinator, order=[third.pk, first.pk, second.pk])
    assert list(usulan.unit.proposed()) == [third, first, second]
    remove_unit(UsulanUnit.objects.get(pk=first.pk), actor=coordinator)
    assert [row.urutan for row in usulan.unit.proposed()] == [1, 2]
    with pytest.raises(DomainError, match="Muat ulang"):
        rank_units(usulan, actor=coordinator, order=[third.pk])


def test_two_people_at_one_letter_are_told(coordinator: Actor) -> None:
    usulan = make_usulan()
    update_usulan(usulan, version=1, actor=coordinator, nomor="A")
    with pytest.raises(Conflict):
        update_usulan(usulan, version=1, actor=coordinator, nomor="B")


def _changes(usulan: Usulan, unit: UsulanUnit) -> list[Callable[[], object]]:
    """Every act on the tables themselves, past the domain."""
    spare = make_ready_lembar(periode=usulan.periode)
    new = {"predikat": "WBK", "kategori": "WBK", "urutan": 9, "alasan": "Diselipkan"}
    return [
        lambda: Usulan.objects.filter(pk=usulan.pk).update(nomor="lain"),
        lambda: Usulan.objects.filter(pk=usulan.pk).update(state="draft"),
        lambda: Usulan.objects.filter(pk=usulan.pk)._raw_delete(using="default"),
        lambda: UsulanUnit.objects.filter(pk=unit.pk).update(alasan="lain"),
        lambda: UsulanUnit.objects.filter(pk=unit.pk).delete(),
        lambda: UsulanUnit.objects.create(usulan=usulan, lembar=spare, **new),
    ]


def test_approved_proposal_cannot_change_by_the_domain_or_in_the_database(coordinator: Actor) -> None:
    usulan = make_usulan(approved=True)
    unit = usulan.unit.get()
    for act in (
        lambda: update_usulan(usulan, version=usulan.version, actor=coordinator, nomor="lain"),
        lambda: update_unit(unit, version=unit.version, actor=coordinator, alasan="lain"),
        lambda: remove_unit(unit, actor=coordinator),
        lambda: rank_units(usulan, actor=coordinator, order=[unit.pk]),
    ):
        with pytest.raises(WrongState, match="sudah disahkan"):
            act()
    for act in _changes(usulan, unit):
        with pytest.raises(IntegrityError, match="tidak dapat diubah"), transaction.atomic():
            act()


def test_withdrawn_with_a_reason_makes_room_for_another(coordinator: Actor) -> None:
    usulan = make_usulan(approved=True)
    with pytest.raises(DomainError, match="alasan"):
        withdraw_usulan(usulan, actor=coordinator, reason=" ")
    with pytest.raises(DomainError, match="sudah punya usulan"):
        create_usulan(actor=coordinator, periode=usulan.periode)
    gone = withdraw_usulan(usulan, actor=coordinator, reason="Nomor surat keliru")
    assert gone.state == UsulanState.WITHDRAWN
    assert usulan.unit.get().lembar.state == LembarState.APPROVED
    with pytest.raises(WrongState):
        withdraw_usulan(usulan, actor=coordinator, reason="Lagi")
    create_usulan(actor=coordinator, periode=usulan.periode)
    assert Usulan.objects.live().count() == 1


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"state": "approved"}, "approved_is_whole"),
        ({"state": "draft", "approved_at": NOW}, "approved_is_whole"),
        ({"withdraw_reason": "Tanpa ditarik"}, "withdrawn_has_reason"),
        ({"kuota": 3}, "kuota_has_basis"),
        ({"kuota_dasar": "Surat"}, "kuota_has_basis"),
    ],
)
def test_proposal_that_contradicts_itself_is_refused(values: dict[str, object], name: str) -> None:
    row = Usulan(periode=PeriodeFactory(), nomor="1", tanggal=date(2026, 5, 1), **values)
    with pytest.raises(IntegrityError, match=f"evaluasi_usulan_{name}"), transaction.atomic():
        row.save(force_insert=True)


def test_unknown_state_is_refused(coordinator: Actor) -> None:
    whole = {"surat": make_scan(), "approved_at": NOW, "approved_by": coordinator.pengguna}
    row = Usulan(periode=PeriodeFactory(), nomor="1", tanggal=date(2026, 5, 1), state="lain", **whole)
    with pytest.raises(IntegrityError, match="evaluasi_usulan_state_known"), transaction.atomic():
        row.save(force_insert=True)


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"kategori": "WBBM"}, "kategori_fits"),
        ({"kategori": "WBK-AFIRMASI"}, "kategori_fits"),
        ({"afirmasi": "RSUD"}, "kategori_fits"),
        ({"urutan": 0}, "urutan_from_one"),
        ({"alasan": ""}, "has_reason"),
    ],
)
def test_candidate_that_contradicts_itself_is_refused(values: dict[str, object], name: str) -> None:
    usulan = make_usulan()
    lembar = make_ready_lembar(periode=usulan.periode)
    sound = {"predikat": "WBK", "kategori": "WBK", "urutan": 2, "alasan": "Baik"}
    with pytest.raises(IntegrityError, match=f"evaluasi_usulanunit_{name}"), transaction.atomic():
        UsulanUnit.objects.create(usulan=usulan, lembar=lembar, **(sound | values))


def test_units_see_only_their_own_place() -> None:
    usulan = make_usulan(OpdFactory(), OpdFactory())
    mine = usulan.unit.proposed()[0]
    operator = make_actor(Role.OPERATOR, mine.lembar.opd)
    assert list(UsulanUnit.objects.visible_to(operator)) == [mine]
    assert not Usulan.objects.visible_to(operator).exists()
    assert Usulan.objects.visible_to(make_actor(Role.PIMPINAN)).count() == 1
