"""Conflict of interest: why a person may not judge a unit. Read from the registers by date, never typed twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, Q

from dasar.akun.models import Pengguna
from dasar.format import tanggal
from evaluasi.models import HubunganPenilai, Periode
from opd.models import Keanggotaan, Kepala, Opd, Pegawai


@dataclass(frozen=True)
class Jabatan:
    """A post that somebody holds or held in a unit."""

    opd: str
    jalur: str
    sampai: date | None

    def touches(self, opd: Opd) -> bool:
        """Whether the unit is the post's own, or lies above or below it."""
        return opd.jalur.startswith(self.jalur) or self.jalur.startswith(opd.jalur)


@dataclass(frozen=True)
class Riwayat:
    """What the registers know of each person: posts by date, and relations declared and still standing."""

    jabatan: dict[UUID, list[Jabatan]]
    hubungan: dict[UUID, dict[UUID, str]]


def read_posts(people: Iterable[Pengguna]) -> Riwayat:
    """Posts from memberships, employee rows and heads of units (by account or NIP), and declared relations; four SQL
    queries, however many people."""
    people = list(people)
    by_nip = {person.nip: person.pk for person in people if person.nip}
    jabatan: dict[UUID, list[Jabatan]] = defaultdict(list)
    columns = ("opd__short_name", "opd__jalur", "active_to")
    taken = ~Q(active_to=F("active_from"))  # a row that ends on its first day was a mistake
    members = Keanggotaan.objects.filter(taken, pengguna__in=people, opd__isnull=False)
    for person, *post in members.order_by().values_list("pengguna", *columns):
        jabatan[person].append(Jabatan(*post))
    staff = Pegawai.objects.filter(taken).filter(Q(pengguna__in=people) | Q(nip__in=by_nip))
    for person, nip, *post in staff.order_by().values_list("pengguna", "nip", *columns):
        jabatan[by_nip.get(nip, person)].append(Jabatan(*post))
    heads = Kepala.objects.filter(taken, nip__in=by_nip)
    for nip, *post in heads.order_by().values_list("nip", *columns):
        jabatan[by_nip[nip]].append(Jabatan(*post))
    hubungan: dict[UUID, dict[UUID, str]] = defaultdict(dict)
    declared = HubunganPenilai.objects.filter(pengguna__in=people, ended_on=None).order_by()
    for person, opd, words in declared.values_list("pengguna", "opd", "keterangan"):
        hubungan[person][opd] = words
    return Riwayat(jabatan, hubungan)


def why_conflicted(
    riwayat: Riwayat, person: UUID, opd: Opd, periode: Periode, day: date, *, named: bool = True
) -> str:
    """Why this person may not judge this unit on that day; empty when nothing stands against it. No SQL.

    Own unit and declared relations always; a past post for as long as the year's cooling-off says. Where
    the year does not say, a past post does not refuse: the portal sets no period of its own.
    """
    posts = [post for post in riwayat.jabatan.get(person, []) if post.touches(opd)]
    for post in posts:
        if post.sampai is None or post.sampai > day:
            return f"bertugas di {post.opd}"
    words = riwayat.hubungan.get(person, {}).get(opd.pk)
    if words is not None:
        return f"menyatakan hubungan dengan unit ini ({words})" if named else "menyatakan hubungan"
    jeda = periode.jeda_bulan
    ended = [(post.sampai, post.opd) for post in posts if post.sampai is not None]
    if jeda is None or not ended:
        return ""
    until, unit = max(ended)
    if add_months(until, jeda) > day:
        return f"bertugas di {unit} sampai {tanggal(until)}; jeda {jeda} bulan belum lewat"
    return ""


def add_months(day: date, months: int) -> date:
    """The same day so many months later; the last of the month where it has no such day."""
    whole = day.month - 1 + months
    year, month = day.year + whole // 12, whole % 12 + 1
    for back in range(4):
        try:
            return date(year, month, day.day - back)
        except ValueError:
            continue
    raise ValueError(day)
