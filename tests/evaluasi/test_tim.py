"""Teams: seats by date, substitutes, conflicts of interest, the workload board."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from dasar.errors import DomainError, PermissionRefused, WrongState
from dasar.izin import Actor
from evaluasi.domain.benturan import add_months
from evaluasi.domain.penilaian import Penilaian, save_putusan
from evaluasi.domain.queries.beban import finish_of, list_own, read_papan
from evaluasi.domain.tim import (
    assign_lembar,
    create_tim,
    declare_hubungan,
    end_anggota,
    end_hubungan,
    seat_anggota,
)
from evaluasi.enums import LembarState, PeranTim
from evaluasi.models import AnggotaTim, LembarKerja, Penugasan, Tim
from evaluasi.permissions import can_assess, duties_of
from opd.enums import Role
from tests.factories.evaluasi import PeriodeFactory, make_lembar
from tests.factories.opd import KeanggotaanFactory, KepalaFactory, OpdFactory, PegawaiFactory, make_actor
from tests.factories.reviu import RondeFactory, assign, make_penilai

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def boss() -> Actor:
    return make_actor(Role.KOORDINATOR)


@pytest.fixture
def lembar() -> LembarKerja:
    return make_lembar(periode=PeriodeFactory(jeda_bulan=12))


def team(boss: Actor, lembar: LembarKerja) -> tuple[Tim, AnggotaTim]:
    """A team with a leader and one member."""
    tim = create_tim(actor=boss, periode=lembar.periode, name="Tim 1")
    seats = [
        seat_anggota(tim, actor=boss, pengguna=make_penilai(peran).pengguna, peran=peran, active_from=TODAY)
        for peran in (PeranTim.KETUA, PeranTim.ANGGOTA)
    ]
    return tim, seats[1]


def test_team_is_set_up_by_the_coordinator_alone(boss: Actor, lembar: LembarKerja) -> None:
    tim, seat = team(boss, lembar)
    row = assign_lembar(lembar, actor=boss, penilai=seat)
    assert (row.tim, row.penilai) == (tim, seat)
    for actor in (make_actor(Role.PIMPINAN), make_actor(Role.ADMINISTRATOR), make_penilai(PeranTim.KETUA)):
        with pytest.raises(PermissionRefused):
            create_tim(actor=actor, periode=lembar.periode, name="Tim 2")
        with pytest.raises(PermissionRefused):
            assign_lembar(lembar, actor=actor, penilai=seat)
    with pytest.raises(DomainError, match="peran penilai"):
        seat_anggota(tim, actor=boss, pengguna=boss.pengguna, peran=PeranTim.ANGGOTA, active_from=TODAY)
    with pytest.raises(DomainError, match="sudah duduk"):
        seat_anggota(tim, actor=boss, pengguna=seat.pengguna, peran=seat.peran, active_from=TODAY)


def test_own_unit_past_post_and_declared_relation_are_refused(boss: Actor, lembar: LembarKerja) -> None:
    _, seat = team(boss, lembar)
    person, opd = seat.pengguna, lembar.opd
    below = OpdFactory(parent=opd)
    post = KeanggotaanFactory(pengguna=person, opd=below, role=Role.OPERATOR)
    with pytest.raises(DomainError, match="bertugas di"):
        assign_lembar(lembar, actor=boss, penilai=seat)
    post.active_to = add_months(TODAY, -12) + timedelta(days=1)
    post.save()
    with pytest.raises(DomainError, match="jeda 12 bulan belum lewat"):
        assign_lembar(lembar, actor=boss, penilai=seat)
    post.active_to = add_months(TODAY, -12)
    post.save()
    relation = declare_hubungan(actor=boss, pengguna=person, opd=opd, keterangan="Ipar kepala unit")
    with pytest.raises(DomainError, match="menyatakan hubungan"):
        assign_lembar(lembar, actor=boss, penilai=seat)
    end_hubungan(relation, actor=boss)
    assign_lembar(lembar, actor=boss, penilai=seat)


@pytest.mark.parametrize("way", ["pegawai", "kepala", "ketua"])
def test_posts_are_read_from_every_register_and_of_everybody_in_charge(
    boss: Actor, lembar: LembarKerja, way: str
) -> None:
    tim, seat = team(boss, lembar)
    if way == "pegawai":
        PegawaiFactory(opd=lembar.opd, pengguna=seat.pengguna)
    elif way == "kepala":
        seat.pengguna.nip = "198001012005011234"
        seat.pengguna.save()
        KepalaFactory(opd=lembar.opd, nip="198001012005011234")
    else:
        leader = tim.anggota.get(peran=PeranTim.KETUA)
        PegawaiFactory(opd=lembar.opd, pengguna=leader.pengguna)
    with pytest.raises(DomainError, match="Benturan kepentingan"):
        assign_lembar(lembar, actor=boss, penilai=seat)
    assert not Penugasan.objects.exists()


def test_past_post_does_not_refuse_where_the_year_sets_no_period(boss: Actor) -> None:
    lembar = make_lembar()
    _, seat = team(boss, lembar)
    gone = TODAY - timedelta(days=3)
    KeanggotaanFactory(pengguna=seat.pengguna, opd=lembar.opd, role=Role.OPERATOR, active_to=gone)
    assign_lembar(lembar, actor=boss, penilai=seat)


def test_substitute_works_in_the_seat_between_its_dates(boss: Actor, lembar: LembarKerja) -> None:
    tim, seat = team(boss, lembar)
    assign_lembar(lembar, actor=boss, penilai=seat)
    sub = make_penilai()
    facts = {"actor": boss, "pengguna": sub.pengguna, "peran": seat.peran, "menggantikan": seat}
    with pytest.raises(DomainError, match="sampai kapan"):
        seat_anggota(tim, active_from=TODAY, **facts)
    assert not duties_of(sub, lembar)
    row = seat_anggota(tim, active_from=TODAY, active_to=TODAY + timedelta(days=5), **facts)
    assert duties_of(sub, lembar) == {PeranTim.ANGGOTA}
    assert LembarKerja.objects.visible_to(sub).get() == lembar
    AnggotaTim.objects.filter(pk=row.pk).update(active_from=TODAY - timedelta(days=9), active_to=TODAY)
    assert not duties_of(sub, lembar)
    assert not LembarKerja.objects.visible_to(sub).exists()


def test_substitute_with_a_conflict_is_refused(boss: Actor, lembar: LembarKerja) -> None:
    tim, seat = team(boss, lembar)
    assign_lembar(lembar, actor=boss, penilai=seat)
    sub = make_penilai()
    PegawaiFactory(opd=lembar.opd, pengguna=sub.pengguna)
    with pytest.raises(DomainError, match="Benturan"):
        seat_anggota(
            tim,
            actor=boss,
            pengguna=sub.pengguna,
            peran=seat.peran,
            active_from=TODAY,
            active_to=TODAY + timedelta(days=5),
            menggantikan=seat,
        )


def test_seat_ends_after_its_worksheets_are_moved(boss: Actor, lembar: LembarKerja) -> None:
    _, seat = team(boss, lembar)
    assign_lembar(lembar, actor=boss, penilai=seat)
    with pytest.raises(DomainError, match="Alihkan dahulu"):
        end_anggota(seat, actor=boss, active_to=TODAY)
    Penugasan.objects.all().delete()
    ended = end_anggota(seat, actor=boss, active_to=TODAY)
    with pytest.raises(WrongState):
        end_anggota(ended, actor=boss, active_to=TODAY)


def test_relation_declared_later_stops_deciding_at_once(boss: Actor, lembar: LembarKerja) -> None:
    LembarKerja.objects.filter(pk=lembar.pk).update(state=LembarState.SUBMITTED, submitted_at=timezone.now())
    lembar = LembarKerja.objects.select_related("opd", "periode__instrumen").get()
    anggota = assign(lembar)["anggota"]
    assert can_assess(anggota, lembar)
    declare_hubungan(actor=anggota, pengguna=anggota.pengguna, opd=lembar.opd, keterangan="Ipar")
    assert "hubungan" in can_assess(anggota, lembar).reason
    assert read_papan(lembar.periode).rows[0].benturan == "menyatakan hubungan"
    with pytest.raises(PermissionRefused):
        declare_hubungan(actor=anggota, pengguna=boss.pengguna, opd=lembar.opd, keterangan="x")


def test_board_counts_what_is_left_and_forecasts_at_the_measured_pace(lembar: LembarKerja) -> None:
    LembarKerja.objects.filter(pk=lembar.pk).update(state=LembarState.SUBMITTED, submitted_at=timezone.now())
    lembar = LembarKerja.objects.select_related("opd", "periode__instrumen").get()
    RondeFactory(lembar=lembar, opened_at=timezone.now() - timedelta(days=4))
    people = assign(lembar)
    free = make_lembar(periode=lembar.periode)
    for kode in ("A.1.i.a", "A.1.i.b"):
        save_putusan(lembar, actor=people["anggota"], kode=kode, isi=Penilaian("Ya"), version=0, detik=90)
    papan = read_papan(lembar.periode)
    (row,), (orang,) = papan.rows, papan.orang
    assert (row.sisa, row.butir, row.menit, row.umur) == (2, 4, 3, 4)
    assert (orang.sisa, orang.detik_butir, orang.perkiraan) == (2, 90, TODAY + timedelta(days=14))
    assert papan.belum_ditugaskan == [free]
    assert list_own(people["dalnis"]).rows[0].lembar == lembar
    assert list_own(make_penilai()).rows == []


def test_forecast_says_nothing_without_a_pace() -> None:
    assert finish_of(10, 0) is None
    assert finish_of(0, 5) is None
    assert finish_of(29, 14) == TODAY + timedelta(days=29)
