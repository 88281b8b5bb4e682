"""Teams, assignments, rounds and verdicts for tests."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import factory
from django.utils import timezone

from dasar.akun.models import Pengguna
from dasar.izin import Actor
from evaluasi.enums import PeranTim
from evaluasi.models import AnggotaTim, HubunganPenilai, LembarKerja, Penugasan, Ronde, Sampel, Tim
from opd.domain.keanggotaan import actor_for
from opd.enums import Role
from tests.factories.akun import PenggunaFactory
from tests.factories.evaluasi import PeriodeFactory
from tests.factories.opd import LONG_AGO, KeanggotaanFactory

ROLE_OF = {
    PeranTim.ANGGOTA: Role.PENILAI_ANGGOTA,
    PeranTim.KETUA: Role.PENILAI_KETUA,
    PeranTim.DALNIS: Role.PENGENDALI_TEKNIS,
}


class TimFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Tim

    periode = factory.SubFactory(PeriodeFactory)
    name = factory.Sequence(lambda n: f"Tim {n}")


class AnggotaTimFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AnggotaTim

    tim = factory.SubFactory(TimFactory)
    pengguna = factory.SubFactory(PenggunaFactory)
    peran = PeranTim.ANGGOTA
    active_from = LONG_AGO


class SampelFactory(factory.django.DjangoModelFactory):
    """A drawing without questions; name its `lembar`, `penilai` is also who drew it."""

    class Meta:
        model = Sampel

    penilai = factory.SubFactory(PenggunaFactory)
    persen = 10
    seed = "0" * 32
    drawn_at = factory.LazyFunction(timezone.now)
    drawn_by = factory.SelfAttribute("penilai")


class PenugasanFactory(factory.django.DjangoModelFactory):
    """An assignment; name its `tim`, `lembar` and `penilai`."""

    class Meta:
        model = Penugasan

    assigned_at = datetime(2026, 1, 8, tzinfo=UTC)


class RondeFactory(factory.django.DjangoModelFactory):
    """A round; name its `lembar`."""

    class Meta:
        model = Ronde

    nomor = 1
    opened_at = datetime(2026, 1, 9, tzinfo=UTC)


class HubunganPenilaiFactory(factory.django.DjangoModelFactory):
    """A declared relation; name its `opd`."""

    class Meta:
        model = HubunganPenilai

    pengguna = factory.SubFactory(PenggunaFactory)
    keterangan = "Suami kepala unit"
    declared_on = LONG_AGO


def make_penilai(peran: str = PeranTim.ANGGOTA, **values: Any) -> Actor:
    """A person with the city role that belongs to a seat."""
    pengguna: Pengguna = PenggunaFactory(**values)
    KeanggotaanFactory(pengguna=pengguna, opd=None, role=ROLE_OF[PeranTim(peran)])
    return actor_for(pengguna)


def assign(lembar: LembarKerja, **people: Actor) -> dict[str, Actor]:
    """Give a worksheet to a team of three (anggota, ketua, dalnis); people not named are made anew."""
    tim = TimFactory(periode=lembar.periode)
    seats = {}
    for peran in PeranTim:
        people.setdefault(peran, make_penilai(peran))
        seats[peran] = AnggotaTimFactory(tim=tim, pengguna=people[peran].pengguna, peran=peran)
    PenugasanFactory(tim=tim, lembar=lembar, penilai=seats[PeranTim.ANGGOTA], assigned_at=timezone.now())
    return people
