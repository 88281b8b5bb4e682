"""What whoever keeps the register may rely on: the tree stays a tree, and history is not rewritten."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from dasar.errors import Conflict, DomainError, PermissionRefused, WrongState
from dasar.izin import Actor
from dasar.jurnal.models import Catatan
from opd.domain.kepala import appoint_kepala, correct_kepala, end_kepala
from opd.domain.opd import close_opd, create_opd, reorganise_opd, update_opd
from opd.enums import Kedudukan, OpdKind, Role
from opd.models import Kepala, Opd, Pegawai
from tests.factories.opd import LONG_AGO, KepalaFactory, OpdFactory, PegawaiFactory, make_actor

pytestmark = pytest.mark.django_db
ON = date(2026, 1, 1)


@pytest.fixture
def koordinator() -> Actor:
    return make_actor(Role.KOORDINATOR)


@pytest.fixture
def opd() -> Opd:
    return OpdFactory(code="DINKES", name="Dinas Kesehatan", short_name="Dinkes")


def actions_of(obj: object) -> list[str]:
    return [row.action for row in Catatan.objects.for_object(obj).order_by("seq")]


def test_registered_unit_lies_under_its_parent(koordinator: Actor, opd: Opd) -> None:
    row = create_opd(
        actor=koordinator,
        parent=opd,
        code="PKM-1",
        name="Puskesmas Satu",
        short_name="PKM 1",
        kind=OpdKind.PUSKESMAS,
        active_from=ON,
    )
    assert row.jalur.startswith(opd.jalur)
    assert actions_of(row) == ["opd.opd.created"]


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.KEPALA, Role.PIMPINAN, Role.PENILAI_KETUA])
def test_register_is_not_changed_by_others(role: Role, opd: Opd) -> None:
    """Also not by the unit's own people."""
    actor = make_actor(role, opd if role in {Role.OPERATOR, Role.KEPALA} else None)
    head = KepalaFactory(opd=opd)
    before = Opd.objects.values().get(pk=opd.pk)
    new = {"code": "B", "name": "B", "short_name": "B", "kind": OpdKind.DINAS}
    attempts = (
        lambda: create_opd(actor=actor, active_from=ON, **new),
        lambda: update_opd(opd, version=1, actor=actor, name="Lain"),
        lambda: close_opd(opd, version=1, actor=actor, active_to=ON),
        lambda: reorganise_opd(opd, version=1, actor=actor, on=ON, **new),
        lambda: appoint_kepala(opd, actor=actor, active_from=ON, name="Budi", title="Kepala"),
        lambda: correct_kepala(head, version=1, actor=actor, name="Lain"),
        lambda: end_kepala(head, actor=actor, active_to=ON),
    )
    for attempt in attempts:
        with pytest.raises(PermissionRefused):
            attempt()
    assert Opd.objects.values().get() == before
    assert list(Kepala.objects.values_list("name", "active_to")) == [(head.name, None)]


def test_moved_unit_takes_everything_below_along(koordinator: Actor, opd: Opd) -> None:
    other = OpdFactory()
    child = OpdFactory(parent=opd)
    grandchild = OpdFactory(parent=child)
    update_opd(child, version=1, actor=koordinator, parent=other)
    child, grandchild = Opd.objects.get(pk=child.pk), Opd.objects.get(pk=grandchild.pk)
    assert child.jalur.startswith(other.jalur)
    assert grandchild.jalur.startswith(child.jalur)
    assert not Opd.objects.filter(jalur__startswith=opd.jalur).exclude(pk=opd.pk).exists()


def test_unit_does_not_come_to_lie_below_itself(koordinator: Actor, opd: Opd) -> None:
    child = OpdFactory(parent=opd)
    for parent in (opd, child):
        with pytest.raises(DomainError):
            update_opd(opd, version=1, actor=koordinator, parent=parent)
    assert Opd.objects.get(pk=opd.pk).parent is None


def test_second_editor_is_told_both_texts(koordinator: Actor, opd: Opd) -> None:
    update_opd(opd, version=1, actor=koordinator, name="Dinas Kesehatan Kota")
    with pytest.raises(Conflict) as conflict:
        update_opd(opd, version=1, actor=koordinator, name="Dinas Sehat")
    assert conflict.value.theirs == {"name": "Dinas Kesehatan Kota"}


def test_closed_unit_keeps_its_past_and_points_to_its_successor(koordinator: Actor, opd: Opd) -> None:
    successor = OpdFactory()
    close_opd(opd, version=1, actor=koordinator, active_to=ON, successor=successor)
    counted = [Opd.objects.counted_on(day).filter(pk=opd.pk).exists() for day in (ON - timedelta(days=1), ON)]
    assert counted == [True, False]
    with pytest.raises(WrongState):
        close_opd(Opd.objects.get(pk=opd.pk), version=2, actor=koordinator, active_to=ON)


def test_unit_with_living_children_or_impossible_successor_is_not_closed(
    koordinator: Actor, opd: Opd
) -> None:
    child = OpdFactory(parent=opd)
    ended = OpdFactory(active_to=ON)
    with pytest.raises(DomainError):
        close_opd(opd, version=1, actor=koordinator, active_to=ON)
    for successor in (child, ended):
        with pytest.raises(DomainError):
            close_opd(child, version=1, actor=koordinator, active_to=ON, successor=successor)
    assert Opd.objects.filter(active_to=None).count() == 2


def test_reorganised_unit_hands_over_children_and_people(koordinator: Actor, opd: Opd) -> None:
    child, budi = OpdFactory(parent=opd), PegawaiFactory(opd=opd, name="Budi")
    successor = reorganise_opd(
        opd,
        version=1,
        actor=koordinator,
        on=ON,
        code="DINKES-PP",
        name="Dinas Kesehatan dan PP",
        short_name="Dinkes PP",
        kind=OpdKind.DINAS,
    )
    opd.refresh_from_db()
    assert (opd.active_to, opd.successor, opd.name) == (ON, successor, "Dinas Kesehatan")
    assert successor.counts_for_target
    assert Opd.objects.get(pk=child.pk).parent == successor
    budi.refresh_from_db()
    assert budi.active_to == ON
    assert Pegawai.objects.get(active_to=None).opd == successor


def test_reorganising_under_the_old_code_or_twice_is_refused(koordinator: Actor, opd: Opd) -> None:
    new = {"name": "Baru", "short_name": "Baru", "kind": OpdKind.DINAS}
    with pytest.raises(DomainError):
        reorganise_opd(opd, version=1, actor=koordinator, on=ON, code="DINKES", **new)
    reorganise_opd(opd, version=1, actor=koordinator, on=ON, code="BARU", **new)
    with pytest.raises(WrongState):
        reorganise_opd(Opd.objects.get(pk=opd.pk), version=2, actor=koordinator, on=ON, code="BARU-2", **new)
    assert sorted(Opd.objects.values_list("code", flat=True)) == ["BARU", "DINKES"]


def test_new_head_ends_the_one_before(koordinator: Actor, opd: Opd) -> None:
    old = KepalaFactory(opd=opd, name="Budi")
    appoint_kepala(
        opd, actor=koordinator, active_from=ON, name="Dewi", title="Kepala", kedudukan=Kedudukan.PLT
    )
    on_days = [opd.kepala.on(day).get().name for day in (ON - timedelta(days=1), ON)]
    assert on_days == ["Budi", "Dewi"]
    assert actions_of(old) == ["opd.kepala.ended"]


def test_head_before_or_on_the_predecessors_first_day_is_refused(koordinator: Actor, opd: Opd) -> None:
    KepalaFactory(opd=opd, active_from=ON)
    for day in (ON, ON - timedelta(days=1)):
        with pytest.raises(DomainError) as refusal:
            appoint_kepala(opd, actor=koordinator, active_from=day, name="Dewi", title="Kepala")
        assert refusal.value.field == "active_from"
    assert opd.kepala.count() == 1


def test_mistyped_head_is_corrected_and_post_may_fall_empty(koordinator: Actor, opd: Opd) -> None:
    head = KepalaFactory(opd=opd, name="Bdui")
    correct_kepala(head, version=1, actor=koordinator, name="Budi")
    end_kepala(Kepala.objects.get(pk=head.pk), actor=koordinator, active_to=timezone.localdate())
    head.refresh_from_db()
    assert (head.name, head.active_from) == ("Budi", LONG_AGO)
    assert not opd.kepala.on(timezone.localdate()).exists()
    with pytest.raises(WrongState):
        end_kepala(head, actor=koordinator, active_to=timezone.localdate())
