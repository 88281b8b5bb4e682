"""Teams of assessors: setting them up, seats by date, substitutes, worksheets given to them, declared relations."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from dasar.akun.models import Pengguna
from dasar.errors import DomainError, WrongState
from dasar.format import tanggal
from dasar.izin import Actor, require
from dasar.writing import create, update
from evaluasi.domain.benturan import read_posts, why_conflicted
from evaluasi.enums import PERAN_MEMIMPIN, PeranTim
from evaluasi.models import AnggotaTim, HubunganPenilai, LembarKerja, Penugasan, Periode, Tim
from evaluasi.permissions import can_manage_tim
from opd.enums import Role
from opd.models import Keanggotaan, Opd

STREAM = "kota"
ROLES_OF = {
    PeranTim.ANGGOTA: (Role.PENILAI_ANGGOTA, Role.PENILAI_KETUA),
    PeranTim.KETUA: (Role.PENILAI_KETUA,),
    PeranTim.DALNIS: (Role.PENGENDALI_TEKNIS,),
}
"""Which of the city's roles may take which seat; a leader may also sit as a member elsewhere."""


@transaction.atomic
def create_tim(*, actor: Actor, periode: Periode, name: str, contoh: bool = False) -> Tim:
    """Set up a team of a year. Raises `DomainError` when the name is taken."""
    require(can_manage_tim(actor))
    row = Tim(periode=periode, name=name.strip(), contoh=contoh)
    return create(row, actor=actor, action="evaluasi.tim.created", stream=STREAM)


@transaction.atomic
def seat_anggota(
    tim: Tim,
    *,
    actor: Actor,
    pengguna: Pengguna,
    peran: str,
    active_from: date,
    active_to: date | None = None,
    menggantikan: AnggotaTim | None = None,
    reason: str = "",
) -> AnggotaTim:
    """Give a person a seat from a day on; with `menggantikan` in the place of somebody, until a day.

    Raises `DomainError` when the person lacks the city role for the seat, sits in the team already on one of those
    days, or may not judge a unit that the seat works on: all of those are named.
    """
    require(can_manage_tim(actor))
    live = Keanggotaan.objects.live_on(max(active_from, timezone.localdate()))
    if not live.filter(pengguna=pengguna, role__in=ROLES_OF[PeranTim(peran)]).exists():
        raise DomainError(f"{pengguna} belum punya peran penilai yang sesuai.", field="pengguna")
    if menggantikan is not None:
        _check_substitute(tim, menggantikan, peran, pengguna, active_to)
    overlap = Q(active_to=None) | Q(active_to__gt=active_from)
    if tim.anggota.filter(
        overlap, *([Q(active_from__lt=active_to)] if active_to else []), pengguna=pengguna
    ).exists():
        raise DomainError(f"{pengguna} sudah duduk dalam tim ini pada masa itu.", field="pengguna")
    seat = AnggotaTim(tim=tim, pengguna=pengguna, peran=peran, active_from=active_from, active_to=active_to)
    seat.menggantikan, seat.reason = menggantikan, reason.strip()
    _refuse_conflicts([pengguna], _units_of(seat), tim.periode)
    return create(seat, actor=actor, action="evaluasi.anggota_tim.seated", stream=STREAM)


def _check_substitute(
    tim: Tim, menggantikan: AnggotaTim, peran: str, pengguna: Pengguna, active_to: date | None
) -> None:
    if menggantikan.tim_id != tim.pk or menggantikan.peran != peran:
        raise DomainError(
            "Pengganti menduduki peran orang yang digantikan dalam tim yang sama.", field="peran"
        )
    if menggantikan.pengguna_id == pengguna.pk:
        raise DomainError("Seseorang tidak menggantikan dirinya sendiri.", field="pengguna")
    if active_to is None:
        raise DomainError("Tulis sampai kapan pengganti bertugas.", field="active_to")


def _units_of(seat: AnggotaTim) -> list[LembarKerja]:
    """The worksheets that somebody in this seat works on: a leader all of the team, a substitute those of the person
    replaced, a new member none yet."""
    rows = LembarKerja.objects.filter(penugasan__tim=seat.tim).select_related("opd")
    if seat.peran in PERAN_MEMIMPIN:
        return list(rows)
    return list(rows.filter(penugasan__penilai=seat.menggantikan)) if seat.menggantikan else []


def _refuse_conflicts(
    people: Iterable[Pengguna], sheets: Iterable[LembarKerja], periode: Periode, day: date | None = None
) -> None:
    """Raise `DomainError` naming every person and unit with a conflict of interest."""
    people, sheets = list(people), list(sheets)
    if not sheets:
        return
    riwayat, day = read_posts(people), day or timezone.localdate()
    found = [
        f"{person} {why} (menilai {sheet.opd.short_name})"
        for person in people
        for sheet in sheets
        if (why := why_conflicted(riwayat, person.pk, sheet.opd, periode, day))
    ]
    if found:
        raise DomainError(f"Benturan kepentingan: {'; '.join(found)}. Pilih orang atau tim lain.")


@transaction.atomic
def end_anggota(seat: AnggotaTim, *, actor: Actor, active_to: date) -> AnggotaTim:
    """End a seat as of a day. Raises `WrongState` when it ended already, `DomainError` while worksheets still wait for
    this first assessor: give them to somebody else before."""
    require(can_manage_tim(actor))
    if seat.active_to is not None and seat.active_to <= timezone.localdate():
        raise WrongState(f"Masa tugas ini sudah berakhir {tanggal(seat.active_to)}.")
    open_states = ("draft", "submitted", "in_review", "returned")
    waiting = seat.penugasan.filter(lembar__state__in=open_states).select_related("lembar__opd")
    names = [row.lembar.opd.short_name for row in waiting]
    if names:
        raise DomainError(f"Alihkan dahulu penugasannya: {', '.join(names)}.")
    action = "evaluasi.anggota_tim.ended"
    return update(
        seat, {"active_to": active_to}, version=seat.version, actor=actor, action=action, stream=STREAM
    )


@transaction.atomic
def assign_lembar(
    lembar: LembarKerja, *, actor: Actor, penilai: AnggotaTim, due_on: date | None = None
) -> Penugasan:
    """Give a worksheet to the team of this seat, whose holder assesses it first; or move it there from another.

    Raises `DomainError` for another year's team, a seat that judges nothing, one that is not held today, and when the
    first assessor, the leader, the technical controller or a substitute of theirs may not judge the unit.
    """
    require(can_manage_tim(actor))
    today = timezone.localdate()
    if penilai.tim.periode_id != lembar.periode_id:
        raise DomainError("Tim ini dari periode lain.", field="penilai")
    if penilai.peran == PeranTim.DALNIS or penilai.menggantikan_id:
        raise DomainError("Penilai pertama adalah anggota atau ketua tim, bukan pengganti.", field="penilai")
    if not penilai.is_live_on(today):
        raise DomainError("Orang ini tidak bertugas dalam tim hari ini.", field="penilai")
    worker = Q(pk=penilai.pk) | Q(menggantikan=penilai) | Q(peran__in=PERAN_MEMIMPIN)
    seats = AnggotaTim.objects.filter(worker, tim=penilai.tim).filter(
        Q(active_to=None) | Q(active_to__gt=today)
    )
    people = {seat.pengguna for seat in seats.select_related("pengguna")}
    _refuse_conflicts(sorted(people, key=str), [lembar], lembar.periode)
    row = Penugasan.objects.filter(lembar=lembar).first()
    if row is None:
        row = Penugasan(lembar=lembar, tim=penilai.tim, penilai=penilai, due_on=due_on)
        row.assigned_at = timezone.now()
        return create(row, actor=actor, action="evaluasi.penugasan.given", stream=lembar.stream)
    changes = {"tim": penilai.tim, "penilai": penilai, "due_on": due_on}
    action = "evaluasi.penugasan.moved"
    return update(row, changes, version=row.version, actor=actor, action=action, stream=lembar.stream)


@transaction.atomic
def declare_hubungan(*, actor: Actor, pengguna: Pengguna, opd: Opd, keterangan: str) -> HubunganPenilai:
    """Keep a relation that an assessor declares; by themselves or by the coordinator. From this moment they cannot
    decide about the unit, also where its worksheet is already theirs; the team board says that it has to be moved."""
    if actor.pengguna is None or pengguna.pk != actor.pengguna.pk:
        require(can_manage_tim(actor))
    row = HubunganPenilai(
        pengguna=pengguna, opd=opd, keterangan=keterangan.strip(), declared_on=timezone.localdate()
    )
    return create(row, actor=actor, action="evaluasi.hubungan_penilai.declared", stream=opd.stream)


@transaction.atomic
def end_hubungan(row: HubunganPenilai, *, actor: Actor) -> HubunganPenilai:
    """Note that a declared relation no longer holds; only the coordinator."""
    require(can_manage_tim(actor))
    if row.ended_on is not None:
        raise WrongState("Hubungan ini sudah dinyatakan berakhir.")
    changes, action = {"ended_on": timezone.localdate()}, "evaluasi.hubungan_penilai.ended"
    return update(row, changes, version=row.version, actor=actor, action=action, stream=row.opd.stream)
